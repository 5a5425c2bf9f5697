//! Results stand still: the state of a handful of networks, bit by bit, on whatever CPU and thread runs them.
//!
//! A change of numerics is deliberate: `SUBTHAL_BLESS=1 cargo test --test reference` writes the hashes anew,
//! and CHANGELOG.md gets a line **Numerics** that says what moved and why.

use std::fmt::Write;
use std::path::Path;
use subthal::engine::{Run, Simulator, SimulatorConfig, INTEGRATORS, PRECISIONS};
use subthal::presets::{build, Preset};

const PRESETS: [&str; 7] = [
    "stn_gpe_gpi_adex_healthy",
    "stn_gpe_gpi_adex_parkinsonian_gpe_gpe",
    "stn_gpe_gpi_hh_parkinsonian",
    "stn_gpe_gpi_rubin_terman_parkinsonian",
    "seed_hh_default",
    "seed_hh_parkinsonian_physical_sign",
    "seed_adex_healthy_physical_sign",
];

/// Where the hashes are kept.
fn file() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/reference_hashes.txt")
}

/// The state after 100 ms of a circuit of 20/40/30 cells.
fn hash(preset: &str, integrator: &str, precision: &str) -> u64 {
    let sizes = Preset { n_stn: 20, n_gpe: 40, n_gpi: 30, seed: 11 };
    let (integrator, precision) = (integrator.to_owned(), precision.to_owned());
    let config = SimulatorConfig { integrator, precision, trial: 5, ..SimulatorConfig::default() };
    let network = build(preset, &sizes).expect("a preset");
    let mut simulator = Simulator::new(&network, &config).expect("a simulator");
    simulator.run(4000, &mut Run::default()).expect("100 ms");
    simulator.state_hash()
}

/// One line for each preset, integrator and precision.
fn hashes() -> String {
    let mut lines = String::new();
    for preset in PRESETS {
        for integrator in INTEGRATORS {
            for precision in PRECISIONS {
                let hash = hash(preset, integrator, precision);
                writeln!(lines, "{preset} {integrator} {precision} {hash:016x}").expect("a String");
            }
        }
    }
    lines
}

#[test]
fn results_have_not_moved() {
    let now = hashes();
    if std::env::var_os("SUBTHAL_BLESS").is_some() {
        std::fs::write(file(), &now).expect("the file can be written");
    }
    let then = std::fs::read_to_string(file()).expect("tests/data/reference_hashes.txt");
    assert_eq!(now, then, "on purpose? then see the head of tests/reference.rs");
}

#[test]
fn the_thread_that_runs_a_simulator_does_not_matter() {
    let expected = hash(PRESETS[0], INTEGRATORS[0], PRECISIONS[1]);
    let run = || hash(PRESETS[0], INTEGRATORS[0], PRECISIONS[1]);
    let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(run)).collect();
    for thread in threads {
        assert_eq!(thread.join().expect("it runs"), expected);
    }
}
