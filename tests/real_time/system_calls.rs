//! A run makes no system call: under a filter of the kernel that kills the process for any, it ends well.
//!
//! Each case is this program again, with one test: what makes simulators and then installs the filter for
//! the thread that runs. What the kernel does by itself (a page fault, a change of task) is no call and
//! passes. A wait for a lock is one; a lock that happens to be free is none, see `locks`.
#![cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]

use std::hint::black_box;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus};
use std::sync::{Arc, Mutex};

use libc::{sock_filter, sock_fprog, syscall};
use subthal::ffi::subthal_status;

use super::everything::{Everything, INTEGRATORS, PRECISIONS};
use super::strangers::Strangers;

const CASE: &str = "SUBTHAL_SYSTEM_CALL_CASE";
/// The kernel has no such filter.
const NOT_RUN: i32 = 77;
/// Where the number of a call and its architecture stand in what a filter sees.
const NUMBER_AT: u32 = 0;
const ARCH_AT: u32 = 4;
#[cfg(target_arch = "x86_64")]
const ARCH: u32 = 0xc000_003e; // AUDIT_ARCH_X86_64
#[cfg(target_arch = "aarch64")]
const ARCH: u32 = 0xc000_00b7; // AUDIT_ARCH_AARCH64

/// All that is left to a thread: to write, to end, and to return from a signal.
const ALLOWED: [libc::c_long; 3] = [libc::SYS_write, libc::SYS_exit_group, libc::SYS_rt_sigreturn];

fn statement(code: u32, k: u32) -> sock_filter {
    sock_filter { code: code as u16, jt: 0, jf: 0, k }
}

/// Skips `unequal` statements unless what was loaded is `k`.
fn unless(k: u32, unequal: u8) -> sock_filter {
    sock_filter {
        code: (libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K) as u16,
        jt: 0,
        jf: unequal,
        k,
    }
}

/// From here on any other call of this thread kills the process; false where the kernel has no filters.
fn forbid_system_calls() -> bool {
    let load = libc::BPF_LD | libc::BPF_W | libc::BPF_ABS;
    let kill = || statement(libc::BPF_RET, libc::SECCOMP_RET_KILL_PROCESS);
    let mut filter = vec![statement(load, ARCH_AT), unless(ARCH, 1), statement(load, NUMBER_AT)];
    for allowed in ALLOWED {
        filter.push(unless(allowed as u32, 1));
        filter.push(statement(libc::BPF_RET, libc::SECCOMP_RET_ALLOW));
    }
    filter.push(kill());
    let program = sock_fprog { len: filter.len() as u16, filter: filter.as_mut_ptr() };
    // SAFETY: the program is a local's, and the kernel copies it.
    unsafe {
        libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
            && libc::prctl(libc::PR_SET_SECCOMP, libc::SECCOMP_MODE_FILTER, &raw const program) == 0
    }
}

/// Ends the process by the one call that is left for it.
fn leave(status: i32) -> ! {
    // SAFETY: always sound.
    unsafe { libc::_exit(status) }
}

/// Two thousand steps in calls of one, then of many, of every precision and integrator.
fn run(all: &mut [Everything]) {
    for all in &mut *all {
        for step in 0..500 {
            all.inject(c"adex_gpe", step % 21);
            let ran = all.run(1, 1);
            if ran != subthal_status::Ok {
                leave(4);
            }
        }
        for _ in 0..20 {
            if all.run(64, 3) != subthal_status::Ok || all.run_bare(10) != subthal_status::Ok {
                leave(4);
            }
        }
        if all.n_spikes < 500 {
            leave(5); // too silent to show anything
        }
    }
}

/// What a child does once the calls are forbidden.
fn act(case: &str, all: &mut [Everything], locked: &Mutex<()>) {
    match case {
        "run" | "run beside strangers" => run(all),
        "getpid" => {
            run(all);
            // SAFETY: a call without arguments.
            unsafe { syscall(libc::SYS_getpid) };
        }
        "a large allocation" => drop(black_box(vec![1_u8; 1 << 28])),
        "a lock that another holds" => drop(locked.lock()),
        other => panic!("no case {other}"),
    }
}

/// Does nothing unless the tests below ask for a case by the environment.
#[test]
fn child() {
    let Ok(case) = std::env::var(CASE) else { return };
    let ways = PRECISIONS.iter().flat_map(|p| INTEGRATORS.iter().map(move |i| (p, i)));
    let mut all: Vec<Everything> = ways.map(|(p, i)| Everything::new(p, i)).collect();
    all.iter().step_by(2).for_each(|all| all.log(1 << 20));
    let locked = Arc::new(Mutex::new(()));
    let held = locked.clone();
    std::thread::spawn(move || {
        let _held = held.lock();
        std::thread::park();
    });
    while locked.try_lock().is_ok() {
        std::thread::yield_now();
    }
    let _strangers = (case == "run beside strangers").then(|| Strangers::new(3));
    if !forbid_system_calls() {
        leave(NOT_RUN);
    }
    act(&case, &mut all, &locked);
    leave(0);
}

/// How a child ended; none where it could not be run.
fn ended(case: &str) -> Option<ExitStatus> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "system_calls::child", "--nocapture"]).env(CASE, case);
    let output = command.output().unwrap();
    if output.status.code() == Some(NOT_RUN) {
        println!("{case}: not run, this kernel has no seccomp filters");
        return None;
    }
    Some(output.status)
}

#[test]
fn run_makes_no_system_call() {
    for case in ["run", "run beside strangers"] {
        if let Some(status) = ended(case) {
            assert_eq!(status.code(), Some(0), "{case}: {status}");
        }
    }
}

#[test]
fn whatever_makes_one_is_killed() {
    for case in ["getpid", "a large allocation", "a lock that another holds"] {
        if let Some(status) = ended(case) {
            assert_eq!(status.signal(), Some(libc::SIGSYS), "{case}: {status}");
        }
    }
}
