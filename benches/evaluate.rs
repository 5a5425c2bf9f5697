//! Trials a second in a batch: `cargo bench --bench evaluate`. One line a figure: name, value, unit.
//!
//! T1 of `trial.rs`, here with a simulator built for each trial: 100 ms of the AdEx circuit of 50, 100 and 75
//! cells in single precision, rates, CV and the seed's beta of the last three quarters, other noise,
//! initial state and STN drive in each. The full trial is 0.2 s and 2 s, with rates, CV, and prominence,
//! R and kappa of beta, and draws the wiring anew. Best of five batches.

use std::ops::ControlFlow;
use std::time::Instant;
use subthal::evaluate::{evaluate, Answers, Batch, Protocol, Wiring};
use subthal::network::Network;
use subthal::presets::{build, Preset};

const REPEATS: usize = 5;

/// The best of several batches, in trials a second.
fn trials_per_second(
    network: &Network,
    protocol: &Protocol,
    metrics: &[&str],
    n_trials: usize,
    n_threads: usize,
) -> f64 {
    let params = [network.find_param("stn.i_app").expect("a parameter")];
    let drive = network.value(params[0]).expect("its value");
    let values: Vec<f64> = (0..n_trials).map(|trial| drive + (trial % 7) as f64).collect();
    let seeds: Vec<u64> = (0..n_trials as u64).collect();
    let batch = Batch { params: &params, values: &values, seeds: &seeds, metrics, n_threads };
    let (mut results, mut outcomes) = (vec![0.0; n_trials * metrics.len()], vec![Ok(()); n_trials]);
    let mut time = || {
        let start = Instant::now();
        let mut answers = Answers { metrics: &mut results, outcomes: &mut outcomes };
        evaluate(network, protocol, &batch, &mut answers, &mut |_| ControlFlow::Continue(()))
            .expect("a batch");
        assert!(outcomes.iter().all(Result::is_ok), "a trial failed");
        n_trials as f64 / start.elapsed().as_secs_f64()
    };
    (0..REPEATS).map(|_| time()).fold(0.0, f64::max)
}

/// Every metric of every population.
fn of_all(metrics: &[&str]) -> Vec<String> {
    let mut names = Vec::new();
    for population in ["stn", "gpe", "gpi"] {
        names.extend(metrics.iter().map(|metric| format!("{population}.{metric}")));
    }
    names
}

fn main() {
    let network = build("stn_gpe_gpi_adex_healthy", &Preset::default()).expect("a preset");
    let short = Protocol { burn_in_ms: 25.0, measured_ms: 75.0, ..Protocol::default() };
    let full = Protocol { burn_in_ms: 200.0, wiring: Wiring::Redrawn, ..Protocol::default() };
    let of_short = of_all(&["rate", "cv", "seed_beta_power"]);
    let of_full = of_all(&["rate", "cv", "beta_prominence", "R", "kappa"]);
    println!("name,value,unit");
    for n_threads in [1, 2, 4, 8, 16] {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        if n_threads > cores {
            break;
        }
        for (what, protocol, metrics, n_trials) in
            [("t1_trials", &short, &of_short, 400), ("full_trials", &full, &of_full, 20)]
        {
            let metrics: Vec<&str> = metrics.iter().map(String::as_str).collect();
            let n_trials = n_trials * n_threads;
            let rate = trials_per_second(&network, protocol, &metrics, n_trials, n_threads);
            println!("evaluate_{what}_per_s_{n_threads}_threads,{rate:.1},1/s");
        }
    }
}
