//! Has a preset converged at its step? `cargo run --release --example convergence -- PRESET DT_MS [SECONDS]`.
//!
//! Thirty networks of the preset, each drawn by its own seed, at dt, dt/2 and dt/4 in double: rates with 95 %
//! confidence intervals of the mean, and of the differences from those at dt/4, network by network. A network that
//! diverges at one of the steps is left out of all.

use std::ops::ControlFlow;
use subthal::error::Error;
use subthal::evaluate::{evaluate, Answers, Batch, Protocol, Wiring};
use subthal::network::Network;
use subthal::presets::{build, Preset};

const N_NETWORKS: u64 = 30;

/// Rates of every population of every network, (networks x populations); NaN where a network diverges.
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
    tell_divergences(dt_ms, &outcomes);
    found
}

/// How many networks diverge, and when.
fn tell_divergences(dt_ms: f64, outcomes: &[Result<(), Error>]) {
    let mut times_ms: Vec<f64> = Vec::new();
    for outcome in outcomes {
        match outcome {
            Ok(()) => {}
            Err(Error::Diverged { t_ms, .. }) => times_ms.push(*t_ms),
            Err(other) => panic!("{other}"),
        }
    }
    times_ms.sort_by(f64::total_cmp);
    if let (Some(first), Some(last)) = (times_ms.first(), times_ms.last()) {
        let n = times_ms.len();
        println!("dt {dt_ms:.5} ms: {n} of {N_NETWORKS} diverge, after {first:.1} to {last:.1} ms");
    }
}

/// Of each run, the rates of those networks that have finished every run.
fn finished(found: &[Vec<f64>; 3]) -> [Vec<f64>; 3] {
    let in_all = |index: usize| found.iter().all(|run| run[index].is_finite());
    found.each_ref().map(|run| {
        let kept = run.iter().enumerate().filter(|(index, _)| in_all(*index));
        kept.map(|(_, rate)| *rate).collect()
    })
}

/// Mean and standard error.
fn mean_and_error(numbers: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let n = numbers.clone().count() as f64;
    let mean = numbers.clone().sum::<f64>() / n;
    let squares: f64 = numbers.map(|x| (x - mean) * (x - mean)).sum();
    (mean, (squares / (n - 1.0) / n).sqrt())
}

/// Half of what holds 95 % of Student's t, within 0.002 from 7 networks on.
fn student(n_networks: usize) -> f64 {
    let freedom = n_networks as f64 - 1.0;
    1.96 + 2.372 / freedom + 2.823 / freedom.powi(2) + 2.556 / freedom.powi(3)
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
    let found = finished(&steps_ms.map(|dt_ms| rates(&network, dt_ms, seconds)));
    let n_populations = network.populations().len();
    let n_networks = found[0].len() / n_populations;
    if n_networks < 2 {
        return println!("{preset}: {n_networks} of {N_NETWORKS} networks finish");
    }
    let within = student(n_networks);
    println!("{preset}: Hz, 95 % of the mean of {n_networks} networks of {seconds} s");
    for (index, population) in network.populations().iter().enumerate() {
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
                within * error,
                within * of_apart
            );
        }
    }
}
