//! Cells that fire by themselves: as often and as regularly as they were asked to, and the same in any cut.

use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
use subthal::network::{Network, Probe};

const DT_MS: f64 = 0.1;

fn network(n_cells: usize, rate: f64, cv: f64) -> Network {
    let mut network = Network::new(11);
    network.add_population("ctx", "spike_source", n_cells).unwrap();
    network.set("ctx.rate", rate).unwrap();
    network.set("ctx.cv", cv).unwrap();
    network
}

fn simulator(network: &Network, precision: &str, trial: u64) -> Simulator {
    let precision = precision.into();
    let config = SimulatorConfig { dt_ms: DT_MS, precision, trial, ..SimulatorConfig::default() };
    Simulator::new(network, &config).unwrap()
}

/// The spikes of the next steps.
fn spikes(simulator: &mut Simulator, n_steps: u64) -> Vec<Spike> {
    let mut spikes = vec![Spike::default(); 1_000_000];
    let mut run = Run { spikes: &mut spikes, ..Run::default() };
    simulator.run(n_steps, &mut run).unwrap();
    let n_spikes = run.n_spikes as usize;
    spikes.truncate(n_spikes);
    spikes
}

/// Intervals of each cell, ms.
fn intervals(spikes: &[Spike], n_cells: usize) -> Vec<f64> {
    let mut last = vec![None; n_cells];
    let mut found = Vec::new();
    for spike in spikes {
        let before = last[spike.cell as usize].replace(spike.step);
        found.extend(before.map(|step| (spike.step - step) as f64 * DT_MS));
    }
    found
}

fn mean_and_sd(numbers: &[f64]) -> (f64, f64) {
    let n = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    (mean, (numbers.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n).sqrt())
}

#[test]
fn intervals_have_the_rate_and_the_cv() {
    for cv in [1.0, 0.5, 0.1, 0.0] {
        let found = spikes(&mut simulator(&network(100, 20.0, cv), "double", 0), 1_000_000);
        let intervals = intervals(&found, 100);
        let n = intervals.len() as f64;
        let (mean, sd) = mean_and_sd(&intervals);
        // whole steps round an interval; long ones are cut off by the end, 50 ms of 100 s
        assert!((mean - 50.0).abs() < 50.0 * (4.0 * cv / n.sqrt() + 0.002), "cv {cv}: {mean} ms");
        assert!((sd / mean - cv).abs() < 4.0 / n.sqrt() + 0.002, "cv {cv}: {}", sd / mean);
    }
}

/// P(interval > t) = exp(-rate t).
#[test]
fn poisson_intervals_are_exponential() {
    let found = spikes(&mut simulator(&network(100, 20.0, 1.0), "double", 0), 1_000_000);
    let mut intervals = intervals(&found, 100);
    intervals.sort_by(f64::total_cmp);
    let n = intervals.len() as f64;
    let apart = intervals.iter().enumerate().map(|(k, t)| {
        let expected = 1.0 - (-(t + 0.5 * DT_MS) * 0.020).exp();
        ((k as f64 + 0.5) / n - expected).abs()
    });
    let apart = apart.fold(0.0, f64::max);
    // Kolmogorov-Smirnov at 0.1 %, and half a step at the steepest
    assert!(apart < 1.95 / n.sqrt() + 0.001, "{apart}");
}

/// From the first step on, clocks included: they do not tick together.
#[test]
fn the_process_has_always_been_going() {
    for cv in [1.0, 0.3, 0.0] {
        let found = spikes(&mut simulator(&network(20_000, 20.0, cv), "double", 0), 1_000);
        for tenth in 0..10 {
            let within = tenth * 100..(tenth + 1) * 100;
            let n = found.iter().filter(|spike| within.contains(&spike.step)).count() as f64;
            // 4000 expected, SD at most its root
            assert!((n - 4000.0).abs() < 4.5 * 4000_f64.sqrt(), "cv {cv}, tenth {tenth}: {n}");
        }
    }
}

#[test]
fn a_rate_that_changes_acts_at_once() {
    let mut simulator = simulator(&network(1000, 0.001, 1.0), "double", 0);
    let id = simulator.find_param("ctx.rate").unwrap();
    assert!(spikes(&mut simulator, 1_000).is_empty());
    simulator.set_many(&[id], &[100.0]).unwrap();
    let n = spikes(&mut simulator, 100).len(); // 10 ms
    assert!((900..1100).contains(&n), "{n}");
    simulator.set_many(&[id], &[0.0]).unwrap();
    assert!(spikes(&mut simulator, 10_000).is_empty());
}

#[test]
fn cells_and_trials_differ_and_precisions_agree() {
    let network = network(50, 30.0, 0.7);
    let ours = spikes(&mut simulator(&network, "double", 0), 20_000);
    let steps = |cell| ours.iter().filter(|s| s.cell == cell).map(|s| s.step).collect::<Vec<_>>();
    assert_ne!(steps(0), steps(1));
    assert_ne!(spikes(&mut simulator(&network, "double", 1), 20_000), ours);
    let single = spikes(&mut simulator(&network, "single", 0), 20_000);
    let apart = ours.len().abs_diff(single.len());
    assert!(apart <= 2, "the same intervals: {} {}", ours.len(), single.len());
}

#[test]
fn no_cut_snapshot_or_reset_shows() {
    let network = network(70, 200.0, 0.5);
    for precision in ["double", "single"] {
        let mut whole = simulator(&network, precision, 0);
        let at_once = spikes(&mut whole, 3_000);
        let mut parts = simulator(&network, precision, 0);
        let mut one_by_one = Vec::new();
        (0..1_234).for_each(|_| one_by_one.extend(spikes(&mut parts, 1)));
        let mut bytes = vec![0; parts.snapshot_bytes()];
        parts.save(&mut bytes).unwrap();
        let mut other = simulator(&network, precision, 0);
        other.load(&bytes).unwrap();
        one_by_one.extend(spikes(&mut other, 3_000 - 1_234));
        assert_eq!(at_once, one_by_one);
        assert_eq!(whole.state_hash(), other.state_hash());
        whole.reset();
        assert_eq!(whole.state_hash(), simulator(&network, precision, 0).state_hash());
        assert_eq!(spikes(&mut whole, 3_000), at_once);
    }
}

#[test]
fn a_row_has_the_interval_that_a_spike_begins() {
    let mut network = network(20, 500.0, 1.0);
    for (cells, mean) in [(vec![], false), ((0..20).collect(), false), (vec![], true)] {
        let (population, variable) = ("ctx".into(), "left".into());
        network.add_probe(Probe { population, variable, cells, mean }).unwrap();
    }
    let mut simulator = simulator(&network, "double", 0);
    let (mut rows, mut n_spikes) = (vec![0.0; 41], 0);
    for _ in 0..200 {
        let mut run = Run { rows: &mut rows, ..Run::default() };
        simulator.run(1, &mut run).unwrap();
        n_spikes += run.n_spikes;
        let state: Vec<f64> = simulator.state("ctx", "left").unwrap().collect();
        assert_eq!((&rows[..20], &rows[20..40]), (&state[..], &state[..]));
        assert!((rows[40] - state.iter().sum::<f64>() / 20.0).abs() < 1e-12);
    }
    assert!(n_spikes > 100, "{n_spikes}");
}
