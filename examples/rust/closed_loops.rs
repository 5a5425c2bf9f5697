//! Closed loops beside open loop and none: `cargo run --release --example closed_loops`.
//!
//! The parkinsonian preset in double, twenty seeds that nothing was chosen on, 10 s after 2 s. STN cells lie in a ball
//! of 1.5 mm; an electrode in its middle excites the axons where its field exceeds 600 mV, as far as 1.5 mm at 3 mA. An
//! electrode in the middle of the GPe records the synaptic currents of its cells; with `-- stn`, one in the STN, 1 mm
//! from the first, those of the STN. Controllers are those of Fleming, Dunn and Lowery (2020) with their gains; the
//! measure is the rectified beta band, 13-30 Hz, over 100 ms; the set point is half of its mean without stimulation,
//! the thresholds of the pair 0.4 and 0.6 of it. All conditions have the same seeds.

use std::thread::scope;
use subthal::closed_loop::{ClosedLoop, LoopConfig, Tick, Ticks};
use subthal::control::{ControllerConfig, EstimatorConfig};
use subthal::engine::{Run, Simulator, SimulatorConfig};
use subthal::error::Error;
use subthal::metrics::{welch, Signal, Welch};
use subthal::network::{Lfp, Network, Stimulator};
use subthal::presets::{build, Preset};

const SEEDS: std::ops::RangeInclusive<u64> = 4001..=4020;
const STEPS_PER_MS: u64 = 40;
const SETTLING_MS: u64 = 2_000;
const MEASURED_MS: u64 = 10_000;
const THRESHOLD_MV: f64 = 600.0;
const CONDUCTIVITY: f64 = 0.27;
/// Student's t for 20 seeds, 95 %.
const T_19: f64 = 2.093;
/// Kind of controller and what it acts on; a constant of 0 is no stimulation.
const CONDITIONS: [(&str, &str, &str); 7] = [
    ("none", "open_loop", "amplitude"),
    ("open loop, 3 mA", "open_loop", "amplitude"),
    ("on-off", "on_off", "amplitude"),
    ("dual threshold", "dual_threshold", "amplitude"),
    ("P, amplitude", "proportional", "amplitude"),
    ("PI, amplitude", "pi", "amplitude"),
    ("PI, frequency", "pi", "frequency"),
];

/// What came of one trial.
#[derive(Clone, Copy, Default)]
struct Outcome {
    /// Power of the LFP in 13-30 Hz, mV2.
    beta: f64,
    /// Mean of the measure, mV.
    measure: f64,
    /// Part of the time above the set point.
    above: f64,
    /// Mean over time, mA.
    amplitude_ma: f64,
    /// A second.
    pulses: f64,
    /// uJ a second, into 1 kOhm.
    energy: f64,
}

fn network(seed: u64) -> Result<Network, Error> {
    let mut network =
        build("stn_gpe_gpi_adex_parkinsonian", &Preset { seed, ..Preset::default() })?;
    network.place_in_ball("stn", [0.0; 3], 1500.0)?;
    let field = network.field("stn", [0.0; 3], CONDUCTIVITY)?;
    network.add_stimulator(Stimulator {
        name: "dbs".into(),
        population: "stn".into(),
        axons: (0..field.len() as u32).collect(),
        axon_thresholds_ma: field.iter().map(|mv_per_ma| THRESHOLD_MV / mv_per_ma).collect(),
        soma: 0.0,
        ..Stimulator::default()
    })?;
    network.place_in_ball("gpe", [0.0, 0.0, 4000.0], 1500.0)?;
    let is_in_stn = std::env::args().nth(1).is_some_and(|nucleus| nucleus == "stn");
    let (nucleus, z_um) = if is_in_stn { ("stn", 1000.0) } else { ("gpe", 4000.0) };
    network.add_lfp(Lfp {
        name: "lfp".into(),
        populations: vec![nucleus.into()],
        electrode_um: [0.0, 0.0, z_um],
        conductivity: CONDUCTIVITY,
        low_pass_hz: 250.0,
        ..Lfp::default()
    })?;
    Ok(network.without_probes())
}

fn config(condition: usize, without: f64) -> Result<LoopConfig, Error> {
    let (_, kind, acts_on) = CONDITIONS[condition];
    let published = match acts_on {
        "frequency" => ControllerConfig::of_frequency(kind)?,
        _ => ControllerConfig::of(kind)?,
    };
    let estimator = EstimatorConfig { window_ms: 100.0, ..EstimatorConfig::of("band_rectified")? };
    Ok(LoopConfig {
        channel: "lfp".into(),
        stimulator: "dbs".into(),
        start_ms: 500.0,
        estimator,
        controller: ControllerConfig {
            set_point: 0.5 * without,
            lower: 0.4 * without,
            upper: 0.6 * without,
            constant: if condition == 0 { 0.0 } else { 3.0 },
            amplitude: 3.0,
            ..published
        },
    })
}

/// One trial; `without` is the mean of the measure where nothing is stimulated.
fn trial(condition: usize, seed: u64, without: f64) -> Result<Outcome, Error> {
    let mut simulator = Simulator::new(&network(seed)?, &SimulatorConfig::default())?;
    let mut closed = ClosedLoop::new(&config(condition, without)?, &simulator)?;
    let settling = SETTLING_MS * STEPS_PER_MS;
    closed.run(&mut simulator, settling, &mut Run::default(), &mut Ticks::default())?;
    let before = simulator.delivered("dbs")?;
    let mut rows = vec![0.0; MEASURED_MS as usize];
    let mut room = vec![Tick::default(); MEASURED_MS as usize / 20];
    let mut run = Run { rows: &mut rows, every: STEPS_PER_MS, ..Run::default() };
    let mut ticks = Ticks { ticks: &mut room, ..Ticks::default() };
    closed.run(&mut simulator, MEASURED_MS * STEPS_PER_MS, &mut run, &mut ticks)?;
    let after = simulator.delivered("dbs")?;
    let (n, seconds) = (room.len() as f64, MEASURED_MS as f64 / 1000.0);
    let mean = |of: &dyn Fn(&Tick) -> f64| room.iter().map(of).sum::<f64>() / n;
    Ok(Outcome {
        beta: welch(Signal::new(&rows, 1.0)?, Welch::of_1_s(1.0)?)?.band_power(13.0, 30.0)?,
        measure: mean(&|tick| tick.estimate),
        above: mean(&|tick| f64::from(tick.estimate > 0.5 * without)),
        amplitude_ma: mean(&|tick| tick.amplitude_ma),
        pulses: (after.n_pulses - before.n_pulses) as f64 / seconds,
        energy: (after.energy - before.energy) / seconds,
    })
}

/// Every seed of a condition, on two threads.
fn trials(condition: usize, without: f64) -> Result<Vec<Outcome>, Error> {
    let seeds: Vec<u64> = SEEDS.collect();
    let halves = seeds.chunks(seeds.len().div_ceil(2));
    let run = |half: &[u64]| -> Result<Vec<Outcome>, Error> {
        half.iter().map(|&seed| trial(condition, seed, without)).collect()
    };
    let found: Result<Vec<Vec<Outcome>>, Error> = scope(|threads| {
        let workers: Vec<_> = halves.map(|half| threads.spawn(move || run(half))).collect();
        workers.into_iter().map(|worker| worker.join().expect("no panic")).collect()
    });
    Ok(found?.concat())
}

/// Mean, and half of the 95 % interval of the mean.
fn mean(numbers: impl Iterator<Item = f64>) -> String {
    let numbers: Vec<f64> = numbers.collect();
    let n = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    let squares: f64 = numbers.iter().map(|x| (x - mean) * (x - mean)).sum();
    format!("{mean:.1} ± {:.1}", T_19 * (squares / (n - 1.0) / n).sqrt())
}

fn main() -> Result<(), Error> {
    // the set point of a trial without stimulation matters to nothing but the time above it
    let first = trials(0, 1e-3)?;
    let without = first.iter().map(|trial| trial.measure).sum::<f64>() / first.len() as f64;
    let none = trials(0, without)?;
    println!("measure without stimulation: {without:.4e} mV");
    println!("| | beta of the LFP, dB | above the set point, % | mA | pulses/s | uJ/s |");
    println!("|---|---|---|---|---|---|");
    for (condition, (name, ..)) in CONDITIONS.iter().enumerate() {
        let found = if condition == 0 { none.clone() } else { trials(condition, without)? };
        let db = found.iter().zip(&none).map(|(with, none)| 10.0 * (with.beta / none.beta).log10());
        let of = |get: fn(&Outcome) -> f64| mean(found.iter().map(get));
        let (above, ma) = (of(|one| 100.0 * one.above), of(|one| one.amplitude_ma));
        let (pulses, energy) = (of(|one| one.pulses), of(|one| one.energy));
        println!("| {name} | {} | {above} | {ma} | {pulses} | {energy} |", mean(db));
    }
    Ok(())
}
