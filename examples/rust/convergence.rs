//! Has a preset converged at its step? `cargo run --release --example convergence -- PRESET DT_MS [SECONDS]`.
//!
//! Thirty networks of the preset, each drawn by its own seed, at dt, dt/2 and dt/4 in double: rates with 95 %
//! confidence intervals of the mean, and by how many standard errors each differs from those at dt/4.

use std::ops::ControlFlow;
use subthal::evaluate::{evaluate, Answers, Batch, Protocol, Wiring};
use subthal::network::Network;
use subthal::presets::{build, Preset};

const N_NETWORKS: u64 = 30;

/// Rates of every population of every network, (networks x populations).
fn rates(network: &Network, dt_ms: f64, seconds: f64) -> Vec<f64> {
    let protocol = Protocol {
        dt_ms,
        precision: "double".into(),
        burn_in_ms: 500.0,
        measured_ms: 1000.0 * seconds,
        wiring: Wiring::Redrawn,
        ..Protocol::default()
    };
    let names: Vec<String> =
        network.populations().iter().map(|p| format!("{}.rate", p.name)).collect();
    let metrics: Vec<&str> = names.iter().map(String::as_str).collect();
    let seeds: Vec<u64> = (1..=N_NETWORKS).collect();
    let batch = Batch { params: &[], values: &[], seeds: &seeds, metrics: &metrics, n_threads: 0 };
    let (mut found, mut outcomes) =
        (vec![0.0; seeds.len() * metrics.len()], vec![Ok(()); seeds.len()]);
    let mut answers = Answers { metrics: &mut found, outcomes: &mut outcomes };
    evaluate(network, &protocol, &batch, &mut answers, &mut |_| ControlFlow::Continue(()))
        .expect("a batch");
    let failed = outcomes.into_iter().find_map(Result::err);
    assert!(failed.is_none(), "{failed:?}");
    found
}

/// Mean and standard error.
fn mean_and_error(numbers: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let n = numbers.clone().count() as f64;
    let mean = numbers.clone().sum::<f64>() / n;
    let squares: f64 = numbers.map(|x| (x - mean) * (x - mean)).sum();
    (mean, (squares / (n - 1.0) / n).sqrt())
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [preset, dt_ms, seconds @ ..] = &arguments[..] else {
        eprintln!("convergence PRESET DT_MS [SECONDS]");
        std::process::exit(2);
    };
    let dt_ms: f64 = dt_ms.parse().expect("a step in ms");
    let seconds: f64 = seconds.first().map_or(10.0, |text| text.parse().expect("seconds"));
    let network = build(preset, &Preset::default()).expect("a preset");
    let steps_ms = [dt_ms, dt_ms / 2.0, dt_ms / 4.0];
    let found = steps_ms.map(|dt_ms| rates(&network, dt_ms, seconds));
    println!("{preset}: Hz, 95 % of the mean of {N_NETWORKS} networks of {seconds} s");
    for (index, population) in network.populations().iter().enumerate() {
        let n_populations = network.populations().len();
        let of = |run: &[f64]| -> Vec<f64> {
            run.iter().skip(index).step_by(n_populations).copied().collect()
        };
        let last = of(&found[2]);
        for (dt_ms, run) in steps_ms.iter().zip(&found) {
            let own = of(run);
            let (mean, error) = mean_and_error(own.iter().copied());
            // the same seeds at either step: their differences, not their spread, tell what the step does
            let (apart, of_apart) = mean_and_error(own.iter().zip(&last).map(|(a, b)| a - b));
            let name = &population.name;
            println!(
                "{name:4} dt {dt_ms:.5} ms  {mean:7.2} +- {:.2}, {apart:+.3} +- {:.3} from dt/4",
                2.045 * error,
                2.045 * of_apart
            );
        }
    }
}
