//! The golden runs of `bindings/conformance`, which every binding repeats: the library itself gives them.
//!
//! `SUBTHAL_BLESS=1 cargo test --test conformance` writes the expected numbers anew.

use std::fmt::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
use subthal::evaluate::{evaluate, Answers, Batch, Protocol, Wiring};
use subthal::metrics::{catalogue::compute, Finished, SpikeTrains, Window};
use subthal::network::Network;
use subthal::presets::{build, Preset};

/// Steps of every run, and the first that metrics count.
const N_STEPS: u64 = 6000;
const FIRST_STEP: u64 = 1000;

const RUNS_HEAD: &str =
    "name,preset,n_stn,n_gpe,n_gpi,seed,set,precision,integrator,trial,dt_ms,n_steps,\
hash,spikes_stn,spikes_gpe,spikes_gpi,first_step,rate_stn,cv_gpe";
const RUNS: &[&str] = &[
    "healthy,stn_gpe_gpi_adex_healthy,0,0,0,1,,single,forward_euler,0,0.025",
    "parkinsonian,stn_gpe_gpi_adex_parkinsonian,0,0,0,2,gpe_to_stn.weight_scale=1.2,double,exponential_euler,3,0.025",
    "small_hh,stn_gpe_gpi_hh_healthy,9,14,7,18446744073709551615,stn.i_app=70.5;gpe.noise.sigma=0.25,double,forward_euler,0,0.025",
    "own_delays,stn_gpe_gpi_adex_healthy_gpe_gpe,20,40,30,5,gpe_to_stn.delay_spread=20;stn_to_gpe.tonic_rate=3,single,exponential_euler,1,0.025",
    "seed,seed_hh_default,0,0,0,42,,double,forward_euler,0,0.025",
    "stimulated,so_2012_parkinsonian,0,0,0,6,dbs.frequency=130,double,forward_euler,0,0.01",
];

const TRIALS_HEAD: &str = "wiring,seed,stn.i_app,gpe_to_stn.weight_scale,stn.rate,gpe.cv,gpi.silent_cells,stn.gpe.coherence";
const TRIALS: &[&str] =
    &["shared,1,60.0,1.0", "shared,2,75.25,1.0", "redrawn,1,60.0,1.0", "redrawn,9,60.0,0.5"];
const METRICS: [&str; 4] = ["stn.rate", "gpe.cv", "gpi.silent_cells", "stn.gpe.coherence"];

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("bindings/conformance").join(name)
}

/// The network of a line of the runs.
fn network(fields: &[&str]) -> Network {
    let size = |place: usize| fields[place].parse().expect("a size");
    let seed = fields[5].parse().expect("a seed");
    let sizes = Preset { n_stn: size(2), n_gpe: size(3), n_gpi: size(4), seed };
    let mut network = build(fields[1], &sizes).expect("a preset");
    for assignment in fields[6].split(';').filter(|text| !text.is_empty()) {
        let (path, value) = assignment.split_once('=').expect("path=value");
        network.set(path, value.parse().expect("a number")).expect("a parameter");
    }
    network
}

/// A line of the runs with what came of it.
fn run(line: &str) -> String {
    let fields: Vec<&str> = line.split(',').collect();
    let (precision, integrator) = (fields[7].to_owned(), fields[8].to_owned());
    let trial = fields[9].parse().expect("a trial");
    let dt_ms = fields[10].parse().expect("a step");
    let config = SimulatorConfig { dt_ms, precision, integrator, trial };
    let mut simulator = Simulator::new(&network(&fields), &config).expect("a simulator");
    let mut spikes = vec![Spike::default(); 100_000];
    let mut run = Run { spikes: &mut spikes, ..Run::default() };
    simulator.run(N_STEPS, &mut run).expect("it runs");
    let n_spikes = run.n_spikes as usize;
    let counts = ["stn", "gpe", "gpi"].map(|p| simulator.spike_count(p).expect("a population"));
    let metric = |name: &str, population: u32| {
        let n_cells = simulator.populations().nth(population as usize).expect("it").n_cells;
        let own = spikes[..n_spikes].iter().filter(|spike| spike.population == population);
        let trains = SpikeTrains::new(n_cells, own.map(|spike| (spike.step, spike.cell)));
        let window = Window::new(FIRST_STEP, N_STEPS, dt_ms).expect("a window");
        compute(name, &[&Finished::new(window, &trains.expect("trains"))]).expect("a metric")
    };
    let (rate, cv) = (metric("rate", 0), metric("cv", 1));
    let (hash, [stn, gpe, gpi]) = (simulator.state_hash(), counts);
    format!("{line},{N_STEPS},{hash:016x},{stn},{gpe},{gpi},{FIRST_STEP},{rate},{cv}")
}

/// A line of the trials with what came of it: `stn_gpe_gpi_adex_healthy` of seed 7, 0.1 s and 2 s, single
/// precision.
fn trial(line: &str) -> String {
    let fields: Vec<&str> = line.split(',').collect();
    let network = build("stn_gpe_gpi_adex_healthy", &Preset { seed: 7, ..Preset::default() });
    let network = network.expect("a preset");
    let wiring = if fields[0] == "shared" { Wiring::Shared } else { Wiring::Redrawn };
    let times = (100.0, 2000.0);
    let protocol =
        Protocol { burn_in_ms: times.0, measured_ms: times.1, wiring, ..Protocol::default() };
    let params = ["stn.i_app", "gpe_to_stn.weight_scale"];
    let params = params.map(|path| network.find_param(path).expect("a parameter"));
    let values = [fields[2], fields[3]].map(|text| text.parse().expect("a number"));
    let seeds = [fields[1].parse().expect("a seed")];
    let batch =
        Batch { params: &params, values: &values, seeds: &seeds, metrics: &METRICS, n_threads: 1 };
    let (mut metrics, mut outcomes) = ([0.0; 4], [Ok(())]);
    let mut answers = Answers { metrics: &mut metrics, outcomes: &mut outcomes };
    evaluate(&network, &protocol, &batch, &mut answers, &mut |_| ControlFlow::Continue(()))
        .expect("a batch");
    let metrics = metrics.map(|value| value.to_string()).join(",");
    format!("{line},{metrics}")
}

fn table(head: &str, lines: &[&str], row: impl Fn(&str) -> String) -> String {
    let mut table = format!("{head}\n");
    lines.iter().for_each(|line| writeln!(table, "{}", row(line)).expect("a String"));
    table
}

fn has_not_moved(name: &str, now: String) {
    if std::env::var_os("SUBTHAL_BLESS").is_some() {
        std::fs::write(file(name), &now).expect("the file can be written");
    }
    assert_eq!(now, std::fs::read_to_string(file(name)).expect("the file"), "{name}");
}

#[test]
fn runs_are_those_that_every_binding_repeats() {
    has_not_moved("runs.csv", table(RUNS_HEAD, RUNS, run));
}

#[test]
fn trials_are_those_that_every_binding_repeats() {
    has_not_moved("trials.csv", table(TRIALS_HEAD, TRIALS, trial));
}
