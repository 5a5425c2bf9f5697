//! Rubin & Terman (2004): spikes and voltages of their published equations in XPPAUT, by forward Euler.

use crate::run::{assert_all_spikes, largest_difference, probe_v, run_as, Recorded};
use crate::tables::{floats, nuclei_spikes, rubin_terman_2004_start};
use subthal::network::Network;
use subthal::presets::{self, Preset};

const N_STEPS: u64 = 100_000; // 1000 ms
const RECORDED: Recorded = Recorded { dt_ms: 0.01, n_steps: N_STEPS, n_recorded: 2_000, every: 10 };
const NUCLEI: [&str; 4] = ["stn", "gpe", "gpi", "tc"];

/// The preset, started as the recording was.
fn build(state: &str) -> Network {
    let name = format!("rubin_terman_2004_{state}");
    let mut network = presets::build(&name, &Preset::default()).unwrap();
    for (nucleus, start) in NUCLEI.iter().zip(rubin_terman_2004_start()) {
        network.set_initial(&format!("{nucleus}.v"), &start).unwrap();
        network.set_initial_spread(&format!("{nucleus}.v"), 0.0).unwrap();
    }
    network
}

fn assert_follows_its_recording(network: &mut Network, run: &str) {
    probe_v(network, &NUCLEI);
    let ran = run_as(network, RECORDED, &[]);
    let apart = largest_difference(&ran.rows, &floats(&format!("rubin_terman_2004_{run}_v.bin")));
    // XPPAUT keeps rows in single precision, 8e-6 mV at 100 mV
    assert!(apart <= 8e-6, "{run}: V is {apart:e} mV apart in 20 ms");
    let theirs = nuclei_spikes(&format!("rubin_terman_2004_{run}"));
    assert_all_spikes(&ran, &theirs, N_STEPS, &NUCLEI);
    println!("{run}: V at most {apart:e} mV apart, {} spikes alike", ran.spikes.len());
}

#[test]
fn healthy_spikes_are_those_of_the_published_equations() {
    assert_follows_its_recording(&mut build("healthy"), "healthy");
}

#[test]
fn parkinsonian_spikes_are_those_of_the_published_equations() {
    assert_follows_its_recording(&mut build("parkinsonian"), "parkinsonian");
}

#[test]
fn stimulated_spikes_are_those_of_the_published_equations() {
    let mut network = build("parkinsonian");
    network.set("dbs.frequency", 1000.0 / 6.0).unwrap();
    assert_follows_its_recording(&mut network, "dbs");
}
