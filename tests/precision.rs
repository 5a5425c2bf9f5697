//! Single precision is another rounding, not another model.
//!
//! `make soak` takes 200 seeds of one second where the ordinary test takes 24 of half a second, and prints
//! what was seen.

use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
use subthal::metrics::{isi_cv, mean_rate, seed_beta_power, Signal, SpikeTrains, Window};
use subthal::network::{Network, Noise, Probe};
use subthal::presets::{build, Preset};

const DT_MS: f64 = 0.025;
const PRECISIONS: [&str; 2] = ["double", "single"];

/// A simulator of `network` in a precision.
fn simulator(network: &Network, precision: &str, trial: u64) -> Simulator {
    let config = SimulatorConfig { precision: precision.into(), trial, ..Default::default() };
    Simulator::new(network, &config).expect("a simulator")
}

/// The spikes of every cell of the only population, in steps.
fn trains(network: &Network, precision: &str, n_steps: u64) -> Vec<Vec<u64>> {
    let mut simulator = simulator(network, precision, 0);
    let mut spikes = vec![Spike::default(); 1 << 18];
    let mut run = Run { spikes: &mut spikes, ..Run::default() };
    simulator.run(n_steps, &mut run).expect("it runs");
    let n_spikes = run.n_spikes as usize;
    let mut trains = vec![Vec::new(); network.populations()[0].n_cells];
    spikes[..n_spikes].iter().for_each(|spike| trains[spike.cell as usize].push(spike.step));
    trains
}

/// Mean distance, ms, of spikes that noisy uncoupled cells fire in one precision and in the other.
fn mean_spike_shift(model: &str, sigma: f64) -> f64 {
    let mut network = Network::new(7);
    network.add_population("p", model, 100).expect("a model");
    network.add_noise(Noise { population: "p".into(), sigma, ..Noise::default() }).expect("noise");
    let [double, single] = PRECISIONS.map(|precision| trains(&network, precision, 40_000));
    let (mut n_spikes, mut shift) = (0, 0);
    for (cell, (double, single)) in double.iter().zip(&single).enumerate() {
        assert_eq!(double.len(), single.len(), "{model}: spikes of cell {cell}");
        n_spikes += double.len();
        shift += double.iter().zip(single).map(|(a, b)| a.abs_diff(*b)).sum::<u64>();
    }
    assert!(n_spikes > 500, "{model}: {n_spikes} spikes");
    println!(
        "{model}: {n_spikes} spikes, mean shift {:.6} ms",
        shift as f64 * DT_MS / n_spikes as f64
    );
    shift as f64 * DT_MS / n_spikes as f64
}

#[test]
fn noisy_uncoupled_cells_fire_at_the_same_times() {
    for (model, sigma) in [("stn", 2.0), ("adex_gpe", 60.0)] {
        let shift = mean_spike_shift(model, sigma);
        assert!(shift <= 0.002, "{model}: {shift} ms");
    }
}

const METRICS: [&str; 7] =
    ["STN rate", "GPe rate", "GPi rate", "STN CV", "GPe CV", "GPi CV", "beta power of STN V"];

/// The metrics of one trial.
fn metrics(network: &Network, precision: &str, trial: u64, n_steps: u64) -> [f64; 7] {
    let mut simulator = simulator(network, precision, trial);
    let mut rows = vec![0.0; n_steps as usize];
    let mut spikes = vec![Spike::default(); 1 << 18];
    let mut run = Run { rows: &mut rows, spikes: &mut spikes, ..Run::default() };
    simulator.run(n_steps, &mut run).expect("it runs");
    let n_spikes = run.n_spikes as usize;
    let window = Window::new(n_steps / 5, n_steps, DT_MS).expect("a window");
    let trains = |population: u32, n_cells: usize| {
        let own = spikes[..n_spikes].iter().filter(|spike| spike.population == population);
        SpikeTrains::new(n_cells, own.map(|spike| (spike.step, spike.cell))).expect("spikes")
    };
    let [stn, gpe, gpi] = [trains(0, 50), trains(1, 100), trains(2, 75)];
    let v = Signal::new(&rows[n_steps as usize / 5..], DT_MS).expect("a signal");
    let rates = [&stn, &gpe, &gpi].map(|trains| mean_rate(trains, window));
    let cvs = [&stn, &gpe, &gpi].map(|trains| isi_cv(trains, window).mean);
    let beta = seed_beta_power(v).expect("a spectrum");
    [rates[0], rates[1], rates[2], cvs[0], cvs[1], cvs[2], beta]
}

/// The chance that two samples of one distribution lie as far apart: Kolmogorov and Smirnov's two-sample
/// test, by the series with Stephens's correction (Press et al., Numerical Recipes, 14.3).
fn kolmogorov_smirnov(a: &[f64], b: &[f64]) -> f64 {
    let below = |sample: &[f64], x: f64| {
        sample.iter().filter(|y| **y <= x).count() as f64 / sample.len() as f64
    };
    let apart = a.iter().chain(b).map(|&x| (below(a, x) - below(b, x)).abs()).fold(0.0, f64::max);
    let n = ((a.len() * b.len()) as f64 / (a.len() + b.len()) as f64).sqrt();
    let lambda = (n + 0.12 + 0.11 / n) * apart;
    let term = |k: i32| {
        let sign = if k % 2 == 1 { 2.0 } else { -2.0 };
        sign * (-2.0 * f64::from(k * k) * lambda * lambda).exp()
    };
    if lambda < 0.2 {
        1.0 // the series needs many terms, and the chance is 1 to ten digits
    } else {
        (1..=100).map(term).sum::<f64>().clamp(0.0, 1.0)
    }
}

#[test]
fn networks_have_the_same_statistics() {
    let long = std::env::var_os("SUBTHAL_SOAK").is_some();
    let (n_seeds, n_steps) = if long { (200, 40_000) } else { (24, 20_000) };
    for preset in ["stn_gpe_gpi_adex_healthy", "stn_gpe_gpi_adex_parkinsonian"] {
        let mut network = build(preset, &Preset::default()).expect("a preset");
        let (population, variable) = ("stn".into(), "v".into());
        let probe = Probe { population, variable, cells: vec![], mean: true };
        network.add_probe(probe).expect("a probe");
        // other trials in each precision: the samples are independent
        let samples = [("double", 0), ("single", 1000)].map(|(precision, first)| {
            let seeds = first..first + n_seeds;
            seeds.map(|trial| metrics(&network, precision, trial, n_steps)).collect::<Vec<_>>()
        });
        for (index, metric) in METRICS.iter().enumerate() {
            let [double, single] = samples
                .each_ref()
                .map(|sample| sample.iter().map(|metrics| metrics[index]).collect::<Vec<f64>>());
            let p = kolmogorov_smirnov(&double, &single);
            let mean = |sample: &[f64]| sample.iter().sum::<f64>() / sample.len() as f64;
            let (d, s) = (mean(&double), mean(&single));
            println!(
                "{preset}, {metric}: {d:.4} double, {s:.4} single, {n_seeds} seeds, p = {p:.3}"
            );
            // fourteen tests: one in a thousand runs fails by chance
            assert!(p > 1e-3 / 14.0, "{preset}, {metric}: {d} {s}, p = {p}");
        }
    }
}

#[test]
fn kolmogorov_smirnov_knows_equal_from_shifted() {
    let grid = |shift: f64| (0..200).map(|k| f64::from(k) / 200.0 + shift).collect::<Vec<_>>();
    assert!(kolmogorov_smirnov(&grid(0.0), &grid(0.001)) > 0.99);
    // 41 of 200 lie below the first of the others: lambda is 2.077, and 2 exp(-2 lambda^2) is 3.6e-4
    let p = kolmogorov_smirnov(&grid(0.0), &grid(0.2025));
    assert!((3.5e-4..3.7e-4).contains(&p), "{p}");
}
