//! How fast each preset runs: `cargo bench --bench presets`. One line a figure: name, value, unit.
//!
//! Simulated seconds a second of one simulator on one core, at the preset's own step, after 200 ms: fastest and tenth
//! percentile of repeats of 50 ms. Then of a batch of trials over all threads of the machine, 1 s each, with spikes
//! measured: fastest of five.

use std::ops::ControlFlow;
use std::time::Instant;
use subthal::engine::{Run, Simulator, SimulatorConfig};
use subthal::evaluate::{evaluate, Answers, Batch, Protocol};
use subthal::presets::{build, dt_ms, Preset, NAMES};

const REPEATS: usize = 60;
const TRIALS: usize = 8;

/// Seconds that 50 ms of a simulator take, ascending; none where it diverges, as two of the seed's do.
fn alone(preset: &str, precision: &str) -> Option<Vec<f64>> {
    let network = build(preset, &Preset::default()).expect("a preset");
    let (dt_ms, precision) = (dt_ms(preset), precision.into());
    let config = SimulatorConfig { dt_ms, precision, ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(&network, &config).expect("a simulator");
    let steps = |ms: f64| (ms / dt_ms).round() as u64;
    simulator.run(steps(200.0), &mut Run::default()).ok()?;
    let time = |_| {
        let start = Instant::now();
        simulator.run(steps(50.0), &mut Run::default()).ok()?;
        Some(start.elapsed().as_secs_f64())
    };
    let mut seconds = (0..REPEATS).map(time).collect::<Option<Vec<_>>>()?;
    seconds.sort_by(f64::total_cmp);
    Some(seconds)
}

/// Seconds that a batch takes.
fn batch(preset: &str, precision: &str) -> Option<f64> {
    let network = build(preset, &Preset::default()).expect("a preset");
    let protocol = Protocol {
        dt_ms: dt_ms(preset),
        precision: precision.into(),
        burn_in_ms: 0.0,
        measured_ms: 1000.0,
        ..Protocol::default()
    };
    let seeds: Vec<u64> = (0..TRIALS as u64).collect();
    let metrics = ["stn.rate", "gpe.rate", "gpi.rate"];
    let batch = Batch { params: &[], values: &[], seeds: &seeds, metrics: &metrics, n_threads: 0 };
    let (mut values, mut outcomes) = (vec![0.0; 3 * TRIALS], vec![Ok(()); TRIALS]);
    let mut answers = Answers { metrics: &mut values, outcomes: &mut outcomes };
    let start = Instant::now();
    evaluate(&network, &protocol, &batch, &mut answers, &mut |_| ControlFlow::Continue(()))
        .expect("a batch");
    outcomes.iter().all(Result::is_ok).then(|| start.elapsed().as_secs_f64())
}

fn report(preset: &str, precision: &str) {
    let Some(alone) = alone(preset, precision) else {
        return println!("{preset}_{precision},diverges,");
    };
    println!("{preset}_{precision}_max,{:.1},x real time", 0.05 / alone[0]);
    println!("{preset}_{precision}_p90,{:.1},x real time", 0.05 / alone[REPEATS / 10]);
    let fastest = (0..5).filter_map(|_| batch(preset, precision)).fold(f64::INFINITY, f64::min);
    println!("{preset}_{precision}_batch,{:.1},x real time", TRIALS as f64 / fastest);
}

fn main() {
    let chosen = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let wanted = |name: &&&str| chosen.as_ref().is_none_or(|part| name.contains(part));
    for preset in NAMES.iter().filter(wanted) {
        ["single", "double"].iter().for_each(|precision| report(preset, precision));
    }
}
