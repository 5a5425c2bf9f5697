//! Every backend computes the same bits: which CPU ran a study must not decide its result.
//!
//! The backend is chosen once per simulator from `SUBTHAL_SIMD`, so each runs in a process of its own.

use subthal::engine::{Run, Simulator, SimulatorConfig, INTEGRATORS, PRECISIONS};
use subthal::network::Lfp;
use subthal::presets::{build, Preset};
use subthal::simd::Backend;

#[path = "support/this_program.rs"]
mod this_program;
use this_program::this_program;

/// Sizes that fill rows of four, eight or sixteen exactly, leave one lane over, or use only one.
const SIZES: [(usize, usize, usize); 4] = [(10, 20, 15), (8, 16, 4), (9, 17, 33), (1, 1, 1)];
const PRESETS: [&str; 5] = [
    "stn_gpe_gpi_adex_parkinsonian_gpe_gpe",
    "stn_gpe_gpi_hh_healthy",
    "seed_hh_healthy",
    "seed_hh_parkinsonian_physical_sign",
    "seed_adex_healthy_physical_sign",
];

/// Every integrator in every precision.
fn ways() -> impl Iterator<Item = (&'static str, &'static str)> {
    INTEGRATORS.into_iter().flat_map(|rule| PRECISIONS.map(|precision| (rule, precision)))
}

fn hashes() -> Vec<String> {
    let mut hashes = Vec::new();
    for (name, size) in PRESETS.iter().flat_map(|name| SIZES.iter().map(move |size| (name, size))) {
        for (integrator, precision) in ways() {
            let preset = Preset { n_stn: size.0, n_gpe: size.1, n_gpi: size.2, seed: 3 };
            let mut network = build(name, &preset).expect("a preset");
            if name.contains("_hh_healthy") && !name.starts_with("seed") {
                network.set("gpe_to_stn.delay_spread", 3.0).expect("delays of their own");
                network.set("stn_to_gpe.tonic_rate", 5.0).expect("a steady rate");
            }
            network.place_in_ball("stn", [0.0; 3], 100.0).expect("a place");
            network.place_in_ball("gpi", [500.0; 3], 100.0).expect("a place");
            let lfp = Lfp { name: "lfp".into(), low_pass_hz: 300.0, ..Lfp::default() };
            network.add_lfp(lfp).expect("an electrode");
            let (integrator, precision) = (integrator.to_owned(), precision.to_owned());
            let config = SimulatorConfig { integrator, precision, ..Default::default() };
            let mut simulator = Simulator::new(&network, &config).expect("a simulator");
            simulator.run(2000, &mut Run::default()).expect("50 ms");
            let SimulatorConfig { integrator, precision, .. } = &config;
            let hash = simulator.state_hash();
            hashes.push(format!("{name} {size:?} {integrator} {precision} {hash:016x}"));
        }
    }
    hashes
}

/// The hashes as a process of its own computes them with that backend.
fn hashes_with(backend: &str) -> String {
    let mut command = this_program();
    command.args(["--exact", "child", "--nocapture", "--include-ignored"]);
    let output = command.env("SUBTHAL_SIMD", backend).output().expect("it runs");
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().filter(|line| line.contains("_euler")).collect::<Vec<_>>().join("\n")
}

/// Prints the hashes; the tests below run it with a backend each.
#[test]
fn child() {
    hashes().iter().for_each(|hash| println!("{hash}"));
}

#[test]
fn every_backend_gives_the_same_bits() {
    let portable = hashes_with("portable");
    assert_eq!(portable.lines().count(), ways().count() * PRESETS.len() * SIZES.len());
    for backend in Backend::available().into_iter().skip(1).map(Backend::name) {
        assert_eq!(portable, hashes_with(backend), "{backend}");
    }
}
