//! A moment that goes from one process, on one backend, to others.

use super::support::*;
use super::this_program::this_program;
use std::path::{Path, PathBuf};
use subthal::engine::{Simulator, PRECISIONS};
use subthal::simd::Backend;

const N_ARMS: u64 = 1000;
/// Says to a child in which folder the moment lies, and which it is.
const FOLDER: &str = "SUBTHAL_TEST_MOMENT";
const PRECISION: &str = "SUBTHAL_TEST_PRECISION";

/// What becomes of the moment when its STN is driven by so much more.
fn arm(mut simulator: Simulator, arm: u64) -> String {
    set(&mut simulator, "stn.i_app", arm as f64 * 0.01);
    format!("{arm} {:016x}", run(&mut simulator, 40))
}

/// Makes the moment, takes up that of the parent, and forks it.
#[test]
fn child_forks_the_moment() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let precision = std::env::var(PRECISION).expect("which");
    let network = network(PRESETS[0]);
    let own = saved(&under_way(&network, &precision));
    let mut simulator = simulator(&network, &precision);
    std::fs::write(folder.join("own"), &own).expect("a file");
    simulator.load(&std::fs::read(folder.join("moment")).expect("a file")).expect("a snapshot");
    let arms: Vec<String> = (0..N_ARMS).map(|index| arm(simulator.fork(), index)).collect();
    std::fs::write(folder.join("arms"), arms.join("\n")).expect("a file");
}

/// The same moment as a process of its own makes it, and what becomes of its forks there.
fn elsewhere(backend: &str, precision: &str, moment: &[u8]) -> (Vec<u8>, String) {
    let name = format!("moment_{backend}_{precision}");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("moment"), moment).expect("a file");
    let mut child = this_program();
    child.args(["--exact", "processes::child_forks_the_moment"]);
    child.env("SUBTHAL_SIMD", backend).env(FOLDER, &folder).env(PRECISION, precision);
    assert!(child.output().expect("it runs").status.success(), "{backend} {precision}");
    let own = std::fs::read(folder.join("own")).expect("a file");
    (own, std::fs::read_to_string(folder.join("arms")).expect("a file"))
}

#[test]
fn forks_in_any_process_on_any_backend_equal_fresh_runs_from_the_moment() {
    let network = network(PRESETS[0]);
    for precision in PRECISIONS {
        let moment = saved(&under_way(&network, precision));
        let fresh = |index| {
            let mut fresh = simulator(&network, precision);
            fresh.load(&moment).expect("a snapshot");
            arm(fresh, index)
        };
        let arms = (0..N_ARMS).map(fresh).collect::<Vec<_>>().join("\n");
        for backend in Backend::available().into_iter().map(Backend::name) {
            let (same_moment, same_arms) = elsewhere(backend, precision, &moment);
            assert!(same_moment == moment, "{backend} {precision}: other bytes");
            assert!(same_arms == arms, "{backend} {precision}: other forks");
        }
    }
}
