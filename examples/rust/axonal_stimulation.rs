//! What stimulation of STN axons does to the parkinsonian beta: `cargo run --release --example axonal_stimulation`.
//!
//! The preset `stn_gpe_gpi_adex_parkinsonian`, twenty seeds (another wiring, cells, initial state and noise each, the
//! same without stimulation and at each frequency), 3 s after 0.5 s in double. Pulses launch spikes in the axons of half
//! of the STN cells, whose somatic spikes within 7 ms are not transmitted; somata are left alone. Beta is the power of the
//! STN's rate in 13-30 Hz, in dB over that without stimulation.

use std::ops::ControlFlow;
use subthal::error::Error;
use subthal::evaluate::{evaluate, Answers, Batch, Protocol, Wiring};
use subthal::network::{Network, Stimulator};
use subthal::presets::{build, Preset};

const FREQUENCIES_HZ: [f64; 6] = [0.0, 20.0, 50.0, 80.0, 130.0, 185.0];
const SEEDS: std::ops::RangeInclusive<u64> = 4001..=4020;
const METRICS: [&str; 6] = [
    "stn.beta_power",
    "stn.gpe.beta_detected",
    "stn.rate",
    "gpe.rate",
    "gpi.rate",
    "stn.beta_prominence",
];
/// Student's t for 20 seeds, 95 %.
const T_19: f64 = 2.093;

fn network() -> Result<Network, Error> {
    let mut network = build("stn_gpe_gpi_adex_parkinsonian", &Preset::default())?;
    network.add_stimulator(Stimulator {
        name: "dbs".into(),
        population: "stn".into(),
        amplitude_ma: 1.0, // over any axon's threshold: all that are drawn are excited
        axon_fraction: 0.5,
        soma: 0.0,
        ..Stimulator::default()
    })?;
    Ok(network)
}

/// The metrics of every seed at every frequency, (frequencies x seeds x metrics).
fn measured(network: &Network) -> Result<Vec<f64>, Error> {
    let seeds: Vec<u64> = FREQUENCIES_HZ.iter().flat_map(|_| SEEDS).collect();
    let values: Vec<f64> = FREQUENCIES_HZ.iter().flat_map(|hz| SEEDS.map(|_| *hz)).collect();
    let params = [network.find_param("dbs.frequency")?];
    let protocol = Protocol {
        dt_ms: 0.025,
        precision: "double".into(),
        burn_in_ms: 500.0,
        measured_ms: 3000.0,
        wiring: Wiring::Redrawn,
        ..Protocol::default()
    };
    let batch =
        Batch { params: &params, values: &values, seeds: &seeds, metrics: &METRICS, n_threads: 0 };
    let mut found = vec![0.0; seeds.len() * METRICS.len()];
    let mut outcomes = vec![Ok(()); seeds.len()];
    let mut answers = Answers { metrics: &mut found, outcomes: &mut outcomes };
    evaluate(network, &protocol, &batch, &mut answers, &mut |_| ControlFlow::Continue(()))?;
    outcomes.into_iter().collect::<Result<(), Error>>()?;
    Ok(found)
}

/// Mean, and half of the 95 % interval of the mean.
fn mean_and_interval(numbers: &[f64]) -> (f64, f64) {
    let n = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    let squares: f64 = numbers.iter().map(|x| (x - mean) * (x - mean)).sum();
    (mean, T_19 * (squares / (n - 1.0) / n).sqrt())
}

fn main() -> Result<(), Error> {
    let found = measured(&network()?)?;
    let n_seeds = SEEDS.count();
    let column = |frequency: usize, metric: usize| -> Vec<f64> {
        let trials = found.chunks(METRICS.len()).skip(frequency * n_seeds).take(n_seeds);
        trials.map(|trial| trial[metric]).collect()
    };
    let without = column(0, 0);
    println!("| Hz | beta of the STN, dB | detected, of {n_seeds} | STN, Hz | GPe, Hz | GPi, Hz |");
    println!("|---|---|---|---|---|---|");
    for (index, frequency_hz) in FREQUENCIES_HZ.iter().enumerate() {
        let with = column(index, 0);
        let db: Vec<f64> = with.iter().zip(&without).map(|(a, b)| 10.0 * (a / b).log10()).collect();
        let (mean_db, interval) = mean_and_interval(&db);
        let detected: f64 = column(index, 1).iter().sum();
        let [stn, gpe, gpi] = [2, 3, 4].map(|metric| mean_and_interval(&column(index, metric)).0);
        println!(
            "| {frequency_hz} | {mean_db:+.1} ± {interval:.1} | {detected} | {stn:.1} | {gpe:.1} | {gpi:.1} |"
        );
    }
    Ok(())
}
