//! The floating-point environment belongs to the host: it is never changed; where subnormal numbers are set to
//! zero results are the same; where rounding is not to nearest there are none.
#![cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]

use std::ffi::{c_char, CStr};
use std::ptr::{null, null_mut};

use subthal::ffi::*;
use subthal::presets::{build, Preset, NAMES};

use super::control::Control;
use super::everything::{ok, simulator, Everything, INTEGRATORS, PRECISIONS};

const SMALL: Preset = Preset { n_stn: 10, n_gpe: 20, n_gpi: 15, seed: 3 };

/// Runs a simulator by one call.
fn run(sim: *mut subthal_simulator, n_steps: u64) -> subthal_status {
    // SAFETY: the struct is a local's.
    unsafe {
        let mut run = std::mem::zeroed();
        subthal_run_default(&mut run, size_of_val(&run));
        run.n_steps = n_steps;
        subthal_simulator_run(sim, &mut run)
    }
}

fn hash(sim: *mut subthal_simulator) -> u64 {
    let mut hash = 0;
    // SAFETY: the place is a local.
    ok(unsafe { subthal_simulator_state_hash(sim, &mut hash) });
    hash
}

/// What becomes of a preset in an environment, and whether that is left as it was.
fn outcome(preset: &str, precision: &CStr, integrator: &CStr, control: Control) -> (u64, bool) {
    // circuits as published have weights or a ring for their own sizes
    let sizes = if preset.starts_with("stn") { SMALL } else { Preset::default() };
    let network = build(preset, &sizes).unwrap();
    let life = || {
        let sim = simulator(&network, precision, integrator, 0.025);
        assert_eq!(run(sim, 800), subthal_status::Ok);
        let hash = hash(sim);
        assert_eq!(subthal_simulator_free(sim), subthal_status::Ok);
        hash
    };
    control.around(life)
}

#[test]
fn flush_to_zero_changes_no_bit_of_any_preset_and_is_left_on() {
    for preset in NAMES {
        for (precision, integrator) in PRECISIONS.into_iter().zip(INTEGRATORS) {
            let outcomes = Control::that_is_served().map(|(name, control)| {
                let (hash, kept) = outcome(preset, precision, integrator, control);
                assert!(kept, "{preset}: the environment was changed ({name})");
                hash
            });
            assert_eq!(outcomes[0], outcomes[1], "{preset} {precision:?} {integrator:?}");
        }
    }
}

#[test]
fn flush_to_zero_changes_no_bit_of_everything() {
    for precision in PRECISIONS {
        for integrator in INTEGRATORS {
            let outcomes = Control::that_is_served().map(|(name, control)| {
                let mut all = Everything::new(precision, integrator);
                let steps = || (0..50).all(|_| all.run(20, 1) == subthal_status::Ok);
                assert_eq!(control.around(steps), (true, true), "{name}");
                let rows: Vec<u64> = all.rows.iter().map(|value| value.to_bits()).collect();
                (all.hash(), rows, all.n_spikes)
            });
            assert!(outcomes[0] == outcomes[1], "{precision:?} {integrator:?}");
        }
    }
}

/// A batch of eight trials on two threads, written into `results`.
fn evaluate(
    net: *const subthal_network,
    results: &mut [f64],
    statuses: &mut [i32],
) -> subthal_status {
    let seeds = [0, 1, 2, 3, 4, 5, 6, 7];
    let metrics = [c"stn.rate", c"gpe.cv", c"gpi.mean_v", c"stn.beta_prominence"].map(CStr::as_ptr);
    // SAFETY: every pointer is to a local or a constant that ends in NUL, and every length is its.
    unsafe {
        let (mut protocol, mut batch): (subthal_protocol, subthal_batch) = std::mem::zeroed();
        subthal_protocol_default(&mut protocol, size_of_val(&protocol));
        (protocol.burn_in_ms, protocol.measured_ms) = (10.0, 1000.0);
        subthal_batch_default(&mut batch, size_of_val(&batch));
        (batch.seeds, batch.n_trials, batch.n_threads) = (seeds.as_ptr(), seeds.len(), 2);
        (batch.metrics, batch.n_metrics) = (metrics.as_ptr(), metrics.len());
        (batch.results, batch.results_len) = (results.as_mut_ptr(), results.len());
        (batch.statuses, batch.statuses_len) = (statuses.as_mut_ptr(), statuses.len());
        subthal_evaluate(net, &protocol, &batch, None, null_mut())
    }
}

/// A network behind a handle.
fn handle() -> *mut subthal_network {
    let (text, mut net) =
        (build("stn_gpe_gpi_adex_parkinsonian", &SMALL).unwrap().to_text(), null_mut());
    // SAFETY: the text outlives the call, and the place is a local.
    ok(unsafe { subthal_network_from_text(text.as_ptr().cast::<c_char>(), text.len(), &mut net) });
    net
}

#[test]
fn flush_to_zero_changes_no_bit_of_a_batch() {
    let net = handle();
    let outcomes = Control::that_is_served().map(|(name, control)| {
        let (mut results, mut statuses) = ([7.0; 32], [7; 8]);
        let evaluated = control.around(|| evaluate(net, &mut results, &mut statuses));
        assert_eq!(evaluated, (subthal_status::Ok, true), "{name}");
        assert_eq!(statuses, [0; 8]);
        results.map(f64::to_bits)
    });
    assert_eq!(outcomes[0], outcomes[1]);
    ok(subthal_network_free(net));
}

fn last_error() -> String {
    // SAFETY: never NULL, ends in NUL, and stays until this thread's next failure.
    unsafe { CStr::from_ptr(subthal_last_error()) }.to_str().unwrap().to_owned()
}

#[test]
fn run_that_does_not_round_to_nearest_is_refused_and_writes_nothing() {
    let mut all = Everything::new(c"double", c"forward_euler");
    assert_eq!(all.run(10, 1), subthal_status::Ok);
    for (name, control) in Control::that_is_refused() {
        let (hash, n_spikes) = (all.hash(), all.n_spikes);
        all.rows.fill(7.0);
        let refused = control.around(|| all.run(10, 1));
        assert_eq!(refused, (subthal_status::RoundingMode, true), "{name}");
        assert!(last_error().contains("round to nearest"), "{name}: {}", last_error());
        assert!(all.rows.iter().all(|value| *value == 7.0), "{name}: rows were written");
        assert_eq!((all.hash(), all.n_spikes), (hash, n_spikes), "{name}");
    }
    assert_eq!(all.run(10, 1), subthal_status::Ok, "and then all is well");
}

#[test]
fn batch_that_does_not_round_to_nearest_is_refused_and_writes_nothing() {
    let net = handle();
    for (name, control) in Control::that_is_refused() {
        let (mut results, mut statuses) = ([7.0; 32], [7; 8]);
        let refused = control.around(|| evaluate(net, &mut results, &mut statuses));
        assert_eq!(refused, (subthal_status::RoundingMode, true), "{name}");
        assert_eq!((results, statuses), ([7.0; 32], [7; 8]), "{name}");
    }
    ok(subthal_network_free(net));
}

/// A call that computes.
type Call<'a> = (&'static str, &'a dyn Fn() -> subthal_status);

#[test]
fn nothing_else_computes_where_rounding_is_not_to_nearest() {
    let net = handle();
    let (mut sim, text) = (null_mut(), c"format = 1\nseed = \"1\"\n");
    // SAFETY: every pointer is to a local or a constant that ends in NUL, and every length is its.
    unsafe {
        ok(subthal_simulator_new(net, null(), &mut sim));
        let (signal, place) = ([1.0; 64], std::cell::Cell::new(7.0_f64));
        let new: *mut *mut subthal_network = &mut null_mut();
        let new_sim: *mut *mut subthal_simulator = &mut null_mut();
        let stn_i_app = c"stn.i_app".as_ptr();
        let (load, replay) = (subthal_simulator_load, subthal_simulator_replay);
        let calls: [Call<'_>; 10] = [
            ("preset", &|| {
                subthal_network_from_preset(c"stn_gpe_gpi_hh_healthy".as_ptr(), null(), new)
            }),
            ("text", &|| subthal_network_from_text(text.as_ptr(), text.count_bytes(), new)),
            ("simulator", &|| subthal_simulator_new(net, null(), new_sim)),
            ("load", &|| load(sim, &0, 1)),
            ("replay", &|| replay(sim, null_mut())),
            ("reset", &|| subthal_simulator_reset(sim)),
            ("set", &|| subthal_simulator_set(sim, stn_i_app, 1.0)),
            ("set_many", &|| subthal_simulator_set_many(sim, &0, &1.0, 1)),
            ("cells", &|| {
                subthal_network_cell_values(net, stn_i_app, place.as_ptr(), 1, null_mut())
            }),
            ("seed_beta", &|| subthal_seed_beta_power(signal.as_ptr(), 64, 1.0, place.as_ptr())),
        ];
        for (name, control) in Control::that_is_refused() {
            for (call, body) in calls {
                let refused = control.around(body);
                assert_eq!(refused, (subthal_status::RoundingMode, true), "{call}, {name}");
            }
        }
        assert!((*new).is_null() && (*new_sim).is_null() && place.get() == 7.0);
        ok(subthal_simulator_free(sim));
        ok(subthal_network_free(net));
    }
}

/// What needs no arithmetic works, so that a host that rounds otherwise can let go of everything.
#[test]
fn everything_can_be_freed_and_looked_at_whatever_the_rounding() {
    for (name, control) in Control::that_is_refused() {
        let all = Everything::new(c"single", c"forward_euler");
        let (net, mut step) = (handle(), 7);
        // SAFETY: the place is a local.
        let looked = control.around(|| unsafe { subthal_simulator_step(all.sim, &mut step) });
        assert_eq!((looked, step), ((subthal_status::Ok, true), 0), "{name}");
        let freed = control.around(|| (subthal_simulator_free(all.sim), subthal_network_free(net)));
        assert_eq!(freed, ((subthal_status::Ok, subthal_status::Ok), true), "{name}");
    }
}

/// The shared library that cargo has built beside this test.
#[cfg(target_os = "linux")]
fn load() -> *mut libc::c_void {
    let path = std::env::current_exe().unwrap().with_file_name("libsubthal.so");
    let path = std::ffi::CString::new(path.to_str().unwrap()).unwrap();
    // SAFETY: the path ends in NUL.
    let library = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) };
    assert!(!library.is_null(), "{path:?}");
    library
}

/// As a library that was linked by a compiler's fast mathematics would do when it is loaded.
#[test]
#[cfg(target_os = "linux")]
fn environment_is_left_alone_by_loading_and_unloading() {
    type Seed = unsafe extern "C" fn(*const f64, usize, f64, *mut f64) -> i32;
    let (served, refused) = (Control::that_is_served(), Control::that_is_refused());
    for (name, control) in served.into_iter().chain(refused) {
        let library = control.around(load);
        assert!(library.1, "{name}: changed by loading");
        let used = control.around(|| {
            // SAFETY: the signature is that of include/subthal.h, and the lengths are the locals'.
            unsafe {
                let found = libc::dlsym(library.0, c"subthal_seed_beta_power".as_ptr());
                let power = std::mem::transmute::<*mut libc::c_void, Seed>(found);
                power([1.0; 64].as_ptr(), 64, 1.0, &mut 0.0)
            }
        });
        let refuses = refused.iter().any(|(refused, _)| *refused == name);
        assert_eq!(used, (if refuses { 14 } else { 0 }, true), "{name}: changed by a call");
        // SAFETY: nothing of the library is in use.
        let unloaded = control.around(|| unsafe { libc::dlclose(library.0) });
        assert_eq!(unloaded, (0, true), "{name}: changed by unloading");
    }
}
