//! A run takes no lock that another thread could hold.
//!
//! Two proofs, of different reach. The first stops threads that use the library wherever they happen to
//! be, as a scheduler may, and runs: whatever they hold, a run ends. It shows it of the places in which
//! they were stopped, some hundreds, and of locks among the library's own; a lock that no other thread ever
//! takes would pass. The second reads the source: where a run goes, nothing that waits is named. It
//! knows names, not what dependencies do; of these a run uses none.
#![cfg(target_os = "linux")]

use std::os::unix::thread::JoinHandleExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread::{sleep, JoinHandle};
use std::time::{Duration, Instant};

use proc_macro2::{TokenStream, TokenTree};
use subthal::ffi::subthal_status;

use super::everything::Everything;
use super::strangers::Strangers;

/// Threads that were told to stop stay stopped while it is true.
static HOLD: AtomicBool = AtomicBool::new(false);
/// How many threads are stopped.
static STOPPED: AtomicUsize = AtomicUsize::new(0);
/// There is one of each of the two above.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Stands still in whatever the thread was doing. Neither allocates nor locks.
extern "C" fn stand_still(_: libc::c_int) {
    STOPPED.fetch_add(1, SeqCst);
    while HOLD.load(SeqCst) {
        sleep(Duration::from_micros(100));
    }
    STOPPED.fetch_sub(1, SeqCst);
}

/// Lets the stopped threads go on once `limit` is over.
fn release_after(limit: Duration, done: Arc<AtomicBool>) -> JoinHandle<bool> {
    std::thread::spawn(move || {
        let start = Instant::now();
        while !done.load(SeqCst) && start.elapsed() < limit {
            sleep(Duration::from_micros(200));
        }
        HOLD.swap(false, SeqCst)
    })
}

/// Whether `body` ends while these threads stand still; they are let go after `limit`.
fn ends_beside_stopped(threads: &[JoinHandle<()>], limit: Duration, body: impl FnOnce()) -> bool {
    let done = Arc::new(AtomicBool::new(false));
    let (also_done, handler) = (done.clone(), stand_still as extern "C" fn(libc::c_int));
    HOLD.store(true, SeqCst);
    let watchdog = release_after(limit, also_done); // before they stop: one may stop in the allocator
    for thread in threads {
        // SAFETY: the threads have not been joined; the handler does only what a handler may.
        unsafe {
            libc::signal(libc::SIGUSR1, handler as libc::sighandler_t);
            libc::pthread_kill(thread.as_pthread_t(), libc::SIGUSR1);
        }
    }
    while STOPPED.load(SeqCst) < threads.len() && HOLD.load(SeqCst) {
        sleep(Duration::from_micros(50));
    }
    body();
    let ended = HOLD.swap(false, SeqCst);
    done.store(true, SeqCst);
    while STOPPED.load(SeqCst) > 0 {
        sleep(Duration::from_micros(50));
    }
    watchdog.join().unwrap();
    ended
}

#[test]
fn run_ends_wherever_other_threads_are_stopped() {
    let _alone = ONE_AT_A_TIME.lock();
    let strangers = Strangers::new(3);
    let mut all = Everything::new(c"double", c"forward_euler");
    for round in 0..150 {
        let run = || assert_eq!(all.run(1 + round % 8, 1), subthal_status::Ok);
        let ended = ends_beside_stopped(&strangers.threads, Duration::from_secs(5), run);
        assert!(ended, "round {round}: a run waits for a thread that stands still");
        sleep(Duration::from_micros(37 * (round % 11)));
    }
}

/// The proof above can fail: a lock that threads hold now and then stops the run of one that takes it.
#[test]
fn a_lock_does_not_end_when_other_threads_are_stopped() {
    let _alone = ONE_AT_A_TIME.lock();
    let (lock, stop) = (Arc::new(Mutex::new(0_u64)), Arc::new(AtomicBool::new(false)));
    let at_work = |_| {
        let (lock, stop) = (lock.clone(), stop.clone());
        std::thread::spawn(move || {
            while !stop.load(SeqCst) {
                *lock.lock().unwrap() += 1;
            }
        })
    };
    let threads: Vec<_> = (0..3).map(at_work).collect();
    let waited = (0..200).any(|_| {
        sleep(Duration::from_micros(100));
        !ends_beside_stopped(&threads, Duration::from_millis(50), || drop(lock.lock()))
    });
    stop.store(true, SeqCst);
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert!(waited, "in 200 rounds no thread was stopped while it held the lock");
}

/// What waits, or may.
const WAITS: [&str; 14] = [
    "Mutex",
    "RwLock",
    "Condvar",
    "Barrier",
    "Once",
    "OnceLock",
    "LazyLock",
    "ReentrantLock",
    "mpsc",
    "parking_lot",
    "park",
    "sleep",
    "yield_now",
    "spin_loop",
];
/// Where a run goes. `network` and `error` are asked for sizes, and for sentences when a run fails.
const ROOMS: [&str; 8] =
    ["engine", "simd", "models", "integrate", "random", "network", "ffi", "error.rs"];
/// A simulator finds out what a snapshot of it must agree with when first asked; a run does not ask.
const EXCEPTIONS: [(&str, &str); 2] =
    [("engine/mod.rs", "OnceLock"), ("engine/assembly/mod.rs", "OnceLock")];

/// The names of [`WAITS`] that stand in source as code.
fn waits(source: TokenStream) -> Vec<String> {
    let names = |token| match token {
        TokenTree::Group(group) => waits(group.stream()),
        TokenTree::Ident(name) if WAITS.iter().any(|wait| name == wait) => vec![name.to_string()],
        _ => Vec::new(),
    };
    source.into_iter().flat_map(names).collect()
}

fn each_file(path: &Path, visit: &mut impl FnMut(&Path)) {
    if path.is_file() {
        return visit(path);
    }
    for entry in std::fs::read_dir(path).unwrap() {
        each_file(&entry.unwrap().path(), visit);
    }
}

#[test]
fn nothing_that_waits_is_named_where_a_run_goes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for room in ROOMS {
        each_file(&root.join(room), &mut |path| {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
            if name.ends_with("tests.rs") {
                return;
            }
            let text = std::fs::read_to_string(path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
            for wait in waits(code.parse().unwrap()) {
                let excepted = EXCEPTIONS.contains(&(name, &wait));
                assert!(excepted, "{wait} in src/{name}");
            }
        });
    }
}

#[test]
fn only_snapshots_look_at_what_is_found_when_first_asked() {
    let engine = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/engine");
    each_file(&engine, &mut |path| {
        let name = path.strip_prefix(&engine).unwrap().to_str().unwrap();
        let holds = std::fs::read_to_string(path).unwrap().contains("identity");
        let may = ["mod.rs", "assembly/mod.rs", "snapshot.rs"].contains(&name);
        assert!(!holds || may, "src/engine/{name} looks at `identity`");
    });
}
