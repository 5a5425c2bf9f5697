//! So, Kent & Grill (2012): every spike and the voltages of their published code, driven by its inputs.

use crate::run::{assert_all_spikes, largest_difference, probe_v, run_as, Recorded};
use crate::tables::{nuclei_spikes, so_2012, So2012};
use subthal::network::{Input, Network};
use subthal::presets::{self, Preset};

const N_STEPS: usize = 99_999; // 1000 ms of samples, the first of which is the start
const RECORDED: Recorded =
    Recorded { dt_ms: 0.01, n_steps: N_STEPS as u64, n_recorded: 2_000, every: 10 };

const NUCLEI: [&str; 4] = ["stn", "gpe", "gpi", "tc"];

/// The preset, started as the recording was and driven by an input in place of its own pulses.
fn build(state: &str, recorded: &So2012) -> Network {
    let name = format!("so_2012_{state}");
    let mut network = presets::build(&name, &Preset::default()).unwrap();
    network.set("smc.frequency", 0.0).unwrap();
    let i_app = network.get("gpe.i_app").unwrap();
    let each: Vec<f64> = recorded.gpe_offsets.iter().map(|offset| i_app + offset).collect();
    network.set_cells("gpe.i_app", &each).unwrap();
    for (nucleus, start) in NUCLEI.iter().zip(&recorded.v_start_mv) {
        network.set_initial(&format!("{nucleus}.v"), start).unwrap();
        network.set_initial_spread(&format!("{nucleus}.v"), 0.0).unwrap();
    }
    let (name, population) = ("volleys".into(), "tc".into());
    network.add_input(Input { name, population, ..Input::default() }).unwrap();
    network
}

/// Pulses of 3.5 uA/cm2 for 5 ms; sample k of the published code drives its step k - 1.
fn volleys(onset_samples: &[usize]) -> Vec<f64> {
    let mut inputs = vec![0.0; N_STEPS];
    for onset in onset_samples {
        inputs[onset - 1..(onset + 499).min(N_STEPS)].fill(3.5);
    }
    inputs
}

fn assert_follows_its_recording(state: &str) {
    let recorded = so_2012(state);
    let mut network = build(state, &recorded);
    probe_v(&mut network, &NUCLEI);
    let ran = run_as(&network, RECORDED, &volleys(&recorded.smc_onset_samples));
    let apart = largest_difference(&ran.rows, &recorded.v_mv);
    assert!(apart <= 1e-6, "{state}: V is {apart:e} mV apart in 20 ms");
    assert_all_spikes(&ran, &recorded.spike_steps, N_STEPS as u64, &NUCLEI);
    println!("so_2012_{state}: V at most {apart:e} mV apart, {} spikes alike", ran.spikes.len());
}

#[test]
fn healthy_spikes_are_those_published() {
    assert_follows_its_recording("healthy");
}

#[test]
fn parkinsonian_spikes_are_those_published() {
    assert_follows_its_recording("parkinsonian");
}

/// The library's own stimulator does what the published one does.
#[test]
fn stimulated_spikes_are_those_published() {
    let recorded = so_2012("parkinsonian");
    for (frequency_hz, run_name) in [(45.0, "dbs_45"), (130.0, "dbs_130")] {
        let mut network = build("parkinsonian", &recorded);
        network.set("dbs.frequency", frequency_hz).unwrap();
        let ran = run_as(&network, RECORDED, &volleys(&recorded.smc_onset_samples));
        let theirs = nuclei_spikes(&format!("so_2012_{run_name}"));
        assert_all_spikes(&ran, &theirs, N_STEPS as u64, &NUCLEI);
    }
}
