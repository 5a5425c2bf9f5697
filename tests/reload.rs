//! The library can be unloaded and loaded again, as `clear mex` does, also after failures.
#![cfg(target_os = "linux")]

use std::ffi::{c_char, c_int, c_void, CStr, CString};
use std::fs;
use std::ptr::null_mut;
use std::sync::Barrier;

extern "C" {
    fn dlopen(path: *const c_char, flags: c_int) -> *mut c_void;
    fn dlsym(library: *mut c_void, name: *const c_char) -> *mut c_void;
    fn dlclose(library: *mut c_void) -> c_int;
}

const RTLD_NOW: c_int = 2;

/// The shared library that cargo has built beside this test.
fn path() -> String {
    let test = std::env::current_exe().unwrap();
    test.with_file_name("libsubthal.so").to_str().unwrap().to_owned()
}

fn is_loaded() -> bool {
    fs::read_to_string("/proc/self/maps").unwrap().contains("libsubthal.so")
}

type New = unsafe extern "C" fn(u64, *mut *mut c_void) -> i32;
type FromPreset = unsafe extern "C" fn(*const c_char, *const c_void, *mut *mut c_void) -> i32;
type NewSimulator = unsafe extern "C" fn(*const c_void, *const c_void, *mut *mut c_void) -> i32;
type RunDefault = unsafe extern "C" fn(*mut u64, usize) -> i32;
type Run = unsafe extern "C" fn(*mut c_void, *mut u64) -> i32;
type Free = unsafe extern "C" fn(*mut c_void) -> i32;
type LastError = unsafe extern "C" fn() -> *const c_char;

/// Loads, runs, fails, frees, unloads.
fn session(path: &CStr) {
    // SAFETY: the signatures are those of include/subthal.h; a run is a struct of eleven words.
    unsafe {
        let library = dlopen(path.as_ptr(), RTLD_NOW);
        assert!(!library.is_null());
        let find = |name: &CStr| {
            let found = dlsym(library, name.as_ptr());
            assert!(!found.is_null(), "{name:?}");
            found
        };
        macro_rules! function {
            ($name:literal as $signature:ty) => {
                std::mem::transmute::<*mut c_void, $signature>(find($name))
            };
        }
        let (mut net, mut sim, mut run) = (null_mut(), null_mut(), [0_u64; 11]);
        let preset = c"stn_gpe_gpi_adex_healthy".as_ptr();
        let from_preset = function!(c"subthal_network_from_preset" as FromPreset);
        assert_eq!(from_preset(preset, std::ptr::null(), &mut net), 0);
        assert_eq!(function!(c"subthal_network_new" as New)(1, null_mut()), 1);
        let said = CStr::from_ptr(function!(c"subthal_last_error" as LastError)());
        assert_eq!(said, c"net is NULL");
        let new = function!(c"subthal_simulator_new" as NewSimulator);
        assert_eq!(new(net, std::ptr::null(), &mut sim), 0);
        let run_default = function!(c"subthal_run_default" as RunDefault);
        assert_eq!(run_default(run.as_mut_ptr(), size_of_val(&run)), 0);
        run[1] = 100;
        assert_eq!(function!(c"subthal_simulator_run" as Run)(sim, run.as_mut_ptr()), 0);
        assert_eq!(function!(c"subthal_simulator_free" as Free)(sim), 0);
        assert_eq!(function!(c"subthal_network_free" as Free)(net), 0);
        assert_eq!(dlclose(library), 0);
    }
}

/// One test, since what is mapped is the whole process's.
#[test]
fn library_can_be_unloaded_and_loaded_again() {
    let path = CString::new(path()).unwrap();
    for round in 0..20 {
        session(&path);
        assert!(!is_loaded(), "it stays loaded in round {round}");
    }
    // nor does it leave anything with a thread that used it and outlives it
    let (used, wait) = (Barrier::new(2), Barrier::new(2));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            session(&path);
            used.wait();
            wait.wait();
        });
        used.wait();
        assert!(!is_loaded());
        wait.wait();
    });
}
