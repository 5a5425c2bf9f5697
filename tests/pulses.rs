//! Trains of pulses: when they come, for how long, and that no cut of the steps shows.

use subthal::engine::{pulse_steps, Run, Simulator, SimulatorConfig};
use subthal::network::{Network, Probe, Pulses};

const DT_MS: f64 = 0.025;

fn network(train: Pulses) -> Network {
    let mut network = Network::new(3);
    network.add_population("gpe", "adex_gpe", 2).unwrap();
    let (name, population) = ("train".into(), "gpe".into());
    network.add_pulses(Pulses { name, population, ..train }).unwrap();
    let (population, variable) = ("gpe".into(), "i_input".into());
    network.add_probe(Probe { population, variable, ..Probe::default() }).unwrap();
    network
}

fn simulator(network: &Network, trial: u64) -> Simulator {
    let config = SimulatorConfig { dt_ms: DT_MS, trial, ..SimulatorConfig::default() };
    Simulator::new(network, &config).unwrap()
}

/// The current of the first cell in each of the next steps.
fn current(simulator: &mut Simulator, n_steps: usize) -> Vec<f64> {
    let mut rows = vec![0.0; 2 * n_steps];
    simulator.run(n_steps as u64, &mut Run { rows: &mut rows, ..Run::default() }).unwrap();
    rows.into_iter().step_by(2).collect()
}

/// The steps in which pulses begin.
fn onsets(current: &[f64]) -> Vec<usize> {
    (0..current.len()).filter(|&k| current[k] > 0.0 && (k == 0 || current[k - 1] == 0.0)).collect()
}

fn train(frequency_hz: f64, cv: f64) -> Pulses {
    Pulses { frequency_hz, cv, amplitude: 7.0, width_ms: 0.3, ..Pulses::default() }
}

#[test]
fn periodic_train_has_its_period_width_and_amplitude() {
    let current = current(&mut simulator(&network(train(130.0, 0.0)), 0), 40_000);
    let onsets = onsets(&current);
    let period = (1000.0_f64 / 130.0 / DT_MS).round() as usize; // 308 steps
    assert!(onsets.iter().enumerate().all(|(k, onset)| *onset == k * period), "{onsets:?}");
    assert_eq!(current.iter().filter(|i| **i == 7.0).count(), 12 * onsets.len());
    assert!(current.iter().all(|i| *i == 0.0 || *i == 7.0));
}

#[test]
fn train_begins_where_it_is_told() {
    for (start_ms, first) in [(0.0, 0), (2.5, 100), (-2.5, 300)] {
        let pulses = Pulses { start_ms, ..train(100.0, 0.0) };
        let current = current(&mut simulator(&network(pulses), 0), 800);
        assert_eq!(onsets(&current)[0], first, "start {start_ms} ms");
    }
}

#[test]
fn weights_and_cells_share_the_amplitude() {
    let pulses = Pulses { cells: vec![1], weights: vec![-0.5], ..train(100.0, 0.0) };
    let mut rows = [0.0; 2];
    let mut simulator = simulator(&network(pulses), 0);
    simulator.run(1, &mut Run { rows: &mut rows, ..Run::default() }).unwrap();
    assert_eq!(rows, [0.0, -3.5]);
}

/// 1000/interval has the mean and the CV that were asked for.
#[test]
fn irregular_train_is_gamma_distributed() {
    for cv in [0.2, 0.6] {
        let current = current(&mut simulator(&network(train(50.0, cv)), 0), 4_000_000);
        let onsets = onsets(&current);
        let hz: Vec<f64> =
            onsets.windows(2).map(|p| 1000.0 / ((p[1] - p[0]) as f64 * DT_MS)).collect();
        let n = hz.len() as f64;
        let mean = hz.iter().sum::<f64>() / n;
        let sd = (hz.iter().map(|f| (f - mean).powi(2)).sum::<f64>() / n).sqrt();
        // a pulse hides the next where they touch: none does at 50 Hz but for the rarest
        assert!((mean - 50.0).abs() < 4.0 * cv * 50.0 / n.sqrt(), "cv {cv}: {mean} Hz");
        assert!((sd / mean - cv).abs() < 4.0 * cv / n.sqrt(), "cv {cv}: {}", sd / mean);
    }
}

#[test]
fn trial_has_its_own_intervals_and_the_same_again() {
    let network = network(train(50.0, 0.5));
    let of = |trial| onsets(&current(&mut simulator(&network, trial), 20_000));
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
    let mut renewed = simulator(&network, 1);
    renewed.renew(&network, 2).unwrap();
    assert_eq!(onsets(&current(&mut renewed, 20_000)), of(2));
}

#[test]
fn train_stops_and_begins_anew() {
    let mut simulator = simulator(&network(train(100.0, 0.0)), 0);
    let frequency = simulator.find_param("train.frequency").unwrap();
    current(&mut simulator, 404);
    simulator.set_many(&[frequency], &[0.0]).unwrap();
    let stopped = current(&mut simulator, 1_000);
    assert_eq!(stopped.iter().filter(|i| **i > 0.0).count(), 8, "the pulse goes to its end");
    simulator.set_many(&[frequency], &[50.0]).unwrap();
    assert_eq!(onsets(&current(&mut simulator, 1_700)), [0, 800, 1600]);
}

#[test]
fn reset_and_any_cut_of_the_steps_give_the_same() {
    let mut simulator = simulator(&network(train(400.0, 0.9)), 0);
    let whole = current(&mut simulator, 5_000);
    let hash = simulator.state_hash();
    simulator.reset();
    let parts: Vec<f64> = [1, 2, 997, 3_000, 1_000]
        .into_iter()
        .flat_map(|n_steps| current(&mut simulator, n_steps))
        .collect();
    assert_eq!(whole, parts);
    assert_eq!(simulator.state_hash(), hash);
}

#[test]
fn listed_pulses_are_those_that_come() {
    for (cv, start_ms) in [(0.0, 0.0), (0.4, 3.0), (0.0, -0.5), (0.8, -20.0)] {
        let network = network(Pulses { start_ms, ..train(90.0, cv) });
        let onsets = onsets(&current(&mut simulator(&network, 5), 20_000));
        let listed = pulse_steps(&network, "train", 5, DT_MS, 20_000).unwrap();
        assert!(listed.iter().all(|step| *step < 20_000), "{listed:?}");
        let apart: Vec<usize> = listed.iter().map(|step| *step as usize).collect();
        // one that touches the pulse before cannot be told from it; none is so near here
        assert_eq!(apart, onsets, "cv {cv}, start {start_ms}");
    }
    let silent = network(train(0.0, 0.0));
    assert_eq!(pulse_steps(&silent, "train", 0, DT_MS, u64::MAX), Ok(vec![]));
    assert!(pulse_steps(&silent, "trian", 0, DT_MS, 9).is_err());
}
