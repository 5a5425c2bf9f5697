//! So, Kent & Grill (2012): every spike and the voltages of their published code, driven by its inputs.

use crate::run::{assert_spikes_pair, largest_difference, probe_v};
use crate::tables::{so_2012, so_2012_spikes, So2012};
use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
use subthal::network::{Input, Network};
use subthal::presets::{self, Preset};

const N_STEPS: usize = 99_999; // 1000 ms of samples, the first of which is the start
const N_RECORDED: usize = 2_000; // 20 ms
const DT_MS: f64 = 0.01;

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

struct Ran {
    rows: Vec<f64>,
    spikes: Vec<Spike>,
}

fn run(network: &Network, inputs: &[f64]) -> Ran {
    let integrator = "forward_euler".into();
    let config = SimulatorConfig { dt_ms: DT_MS, integrator, ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(network, &config).unwrap();
    let n_channels = simulator.channels().len();
    let mut rows = vec![0.0; N_RECORDED / 10 * n_channels]; // none where nothing is probed
    let mut spikes = vec![Spike::default(); 5_000];
    let (early, late) = inputs.split_at(N_RECORDED);
    let mut early =
        Run { inputs: early, rows: &mut rows, every: 10, spikes: &mut spikes, ..Run::default() };
    simulator.run(N_RECORDED as u64, &mut early).unwrap();
    let n_early = early.n_spikes as usize;
    let mut late = Run { inputs: late, spikes: &mut spikes[n_early..], ..Run::default() };
    simulator.run((N_STEPS - N_RECORDED) as u64, &mut late).unwrap();
    let n_spikes = n_early + late.n_spikes as usize;
    spikes.truncate(n_spikes);
    Ran { rows, spikes }
}

/// Fails unless every cell has the recorded spikes, step for step.
fn assert_spikes_alike(run: &str, ours: &[Spike], recorded: &[Vec<Vec<u64>>]) {
    for (index, nucleus) in NUCLEI.iter().enumerate() {
        for (cell, theirs) in recorded[index].iter().enumerate() {
            let of_cell = |s: &&Spike| (s.population as usize, s.cell as usize) == (index, cell);
            let steps: Vec<u64> = ours.iter().filter(of_cell).map(|s| s.step).collect();
            let whose = format!("{run}, {nucleus} cell {cell}");
            assert_spikes_pair(&steps, theirs, N_STEPS as u64, 0, &whose);
        }
    }
}

fn assert_follows_its_recording(state: &str) {
    let recorded = so_2012(state);
    let mut network = build(state, &recorded);
    probe_v(&mut network, &NUCLEI);
    let ran = run(&network, &volleys(&recorded.smc_onset_samples));
    let apart = largest_difference(&ran.rows, &recorded.v_mv);
    assert!(apart <= 1e-6, "{state}: V is {apart:e} mV apart in 20 ms");
    assert_spikes_alike(state, &ran.spikes, &recorded.spike_steps);
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
        let ran = run(&network, &volleys(&recorded.smc_onset_samples));
        assert_spikes_alike(run_name, &ran.spikes, &so_2012_spikes(run_name));
    }
}
