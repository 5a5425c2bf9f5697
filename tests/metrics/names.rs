//! The metrics by name.

use crate::data::{assert_close, golden_trains, scalar};
use subthal::metrics::catalogue::{compute, find, METRICS};
use subthal::metrics::{
    bin_means, seed_beta_fraction, seed_beta_power, welch, Finished, Mean, Signal, SpikeTrains,
    Welch, Window,
};

#[test]
fn named_metrics_agree_with_numpy() {
    let trains = golden_trains();
    let run = Finished::new(Window::new(8000, 128_000, 0.025).unwrap(), &trains);
    let golden = [
        ("rate", "rate"),
        ("silent_cells", "silent_cells"),
        ("cv", "cv"),
        ("cells_counted", "cells_counted"),
        ("cv_seed", "cv_seed"),
        ("cells_counted_seed", "cells_counted_seed"),
        ("beta_peak_hz", "peak_hz"),
        ("beta_prominence", "prominence"),
        ("beta_prominence_over_1f", "prominence_over_1f"),
        ("beta_power", "beta_power"),
        ("relative_beta_power", "relative_beta"),
        ("R", "R"),
        ("kappa", "kappa"),
    ];
    for (name, golden) in golden {
        assert_close(name, compute(name, &[&run]).unwrap(), scalar("one_ms", golden));
    }
    let n_of_spikes = METRICS
        .iter()
        .filter(|metric| metric.needs.is_none() && !metric.of_pulses && metric.n_populations() == 1)
        .count();
    let n_golden = golden.len() + crate::trains::NAMES.len() + 1; // cell_beta_power: rhythms.rs
    assert_eq!(n_golden, n_of_spikes, "every metric of spikes has a golden value");
}

#[test]
fn metrics_of_the_signal_are_those_functions_of_it() {
    let x: Vec<f64> = (0..3000).map(|i| f64::from(i * i % 101)).collect();
    let signal = Signal::new(&x, 0.025).unwrap();
    let (window, trains) = (Window::new(1000, 4000, 0.025).unwrap(), golden_trains());
    let run = Finished::new(window, &trains).with(Mean::V, signal);
    assert_eq!(compute("mean_v", &[&run]), Ok(signal.mean()));
    assert_eq!(compute("seed_beta_power", &[&run]), seed_beta_power(signal));
    assert_eq!(compute("seed_beta_fraction", &[&run]), seed_beta_fraction(signal));
}

#[test]
fn missing_signal_is_an_error_that_says_what_to_record() {
    let (window, trains) = (Window::new(0, 4000, 0.025).unwrap(), golden_trains());
    let run = Finished::new(window, &trains);
    let (mut n_of_v, mut n_of_current) = (0, 0);
    for metric in METRICS {
        let (count, what) = match metric.needs {
            None => continue,
            Some(Mean::V) => (&mut n_of_v, "V"),
            Some(Mean::SynapticCurrent) => (&mut n_of_current, "the synaptic current"),
        };
        let error = metric.compute(&[&run]).unwrap_err().to_string();
        let expected = format!("signal is missing: record the mean of {what}");
        assert_eq!(error, expected, "{}", metric.name);
        *count += 1;
    }
    assert_eq!((n_of_v, n_of_current), (3, 9));
}

#[test]
fn lfp_is_the_same_from_every_step_as_from_means_of_1_ms() {
    let every_step: Vec<f64> = (0..60_010u64).map(|i| (i * i % 1009) as f64 - 300.0).collect();
    let every_step = Signal::new(&every_step, 0.025).unwrap();
    let means = bin_means(every_step, 40);
    assert_eq!(means.len(), 1500, "ten samples are no bin");
    let by_hand: f64 = every_step.values()[40..80].iter().sum::<f64>() / 40.0;
    assert_eq!(means[1], by_hand);
    let of_1_ms = Signal::new(&means, 1.0).unwrap();
    let power = welch(of_1_ms, Welch::new(1000, 500).unwrap()).unwrap().band_power(13.0, 30.0);
    let (window, trains) = (Window::new(0, 60_010, 0.025).unwrap(), golden_trains());
    for signal in [every_step, of_1_ms] {
        let run = Finished::new(window, &trains).with(Mean::SynapticCurrent, signal);
        assert_eq!(compute("lfp_mean", &[&run]), Ok(of_1_ms.mean()));
        assert_eq!(compute("lfp_beta_power", &[&run]), power);
    }
}

#[test]
fn population_is_coherent_with_itself_and_detected_only_if_it_beats() {
    let trains = golden_trains();
    let run = Finished::new(Window::new(8000, 128_000, 0.025).unwrap(), &trains);
    assert!((compute("coherence", &[&run, &run]).unwrap() - 1.0).abs() < 1e-12);
    // five segments of 1 s overlapping by half are worth 4.7: 1 - 0.05^(1 / 3.7) = 0.56
    let threshold = compute("coherence_threshold", &[&run, &run]).unwrap();
    assert!((0.5..0.6).contains(&threshold), "{threshold}");
    assert_eq!(compute("beta_detected", &[&run, &run]), Ok(1.0));
    let silent = SpikeTrains::new(12, []).unwrap();
    let silent = Finished::new(Window::new(8000, 128_000, 0.025).unwrap(), &silent);
    assert!(compute("coherence", &[&run, &silent]).unwrap().is_nan());
    for pair in [[&run, &silent], [&silent, &run], [&silent, &silent]] {
        assert_eq!(compute("beta_detected", &pair), Ok(0.0));
    }
}

#[test]
fn one_segment_detects_nothing() {
    let trains = golden_trains();
    let run = Finished::new(Window::new(8000, 48_000, 0.025).unwrap(), &trains);
    assert!(compute("beta_prominence", &[&run]).unwrap() >= 8.0);
    assert_eq!(compute("coherence_threshold", &[&run, &run]), Ok(1.0));
    assert_eq!(compute("beta_detected", &[&run, &run]), Ok(0.0));
}

#[test]
fn beta_of_one_cell_is_no_beta_of_the_population() {
    let window = Window::new(0, 120_000, 0.025).unwrap();
    let at_20_hz = |n_beating: u32| {
        let steps = (0..120_000).step_by(2000); // 50 ms
        let spikes = steps.flat_map(move |step| (0..n_beating).map(move |cell| (step, cell)));
        SpikeTrains::new(12, spikes).unwrap()
    };
    let trains = [at_20_hz(1), at_20_hz(12)];
    let [one, all] = trains.each_ref().map(|trains| Finished::new(window, trains));
    assert!(compute("beta_prominence", &[&one]).unwrap() >= 8.0);
    assert_eq!(compute("beta_peak_hz", &[&one]), Ok(20.0));
    assert_eq!(compute("beta_detected", &[&one, &all]), Ok(0.0));
    assert_eq!(compute("beta_detected", &[&all, &one]), Ok(1.0), "kappa of the first alone counts");
}

#[test]
fn metric_of_more_or_fewer_populations_is_an_error_that_says_so() {
    let trains = golden_trains();
    let run = Finished::new(Window::new(8000, 128_000, 0.025).unwrap(), &trains);
    for (name, populations, expected) in [
        ("rate", &[&run, &run][..], "metric \"rate\" is of 1 population, not of 2"),
        ("rate", &[], "metric \"rate\" is of 1 population, not of 0"),
        ("coherence", &[&run], "metric \"coherence\" is of 2 populations, not of 1"),
    ] {
        assert_eq!(compute(name, populations).unwrap_err().to_string(), expected);
    }
}

#[test]
fn unknown_name_is_answered_with_the_nearest() {
    let error = find("kapa").unwrap_err();
    assert_eq!(error.to_string(), "no metric is named \"kapa\"; the nearest is \"kappa\"");
}

#[test]
fn every_metric_has_a_name_of_its_own_a_unit_and_a_meaning() {
    for (i, metric) in METRICS.iter().enumerate() {
        assert!(!metric.unit.is_empty() && !metric.meaning.is_empty(), "{}", metric.name);
        assert!(METRICS[..i].iter().all(|other| other.name != metric.name), "{}", metric.name);
    }
}

#[test]
fn run_below_a_second_has_rates_and_no_beta() {
    let (window, trains) = (Window::new(1000, 4000, 0.025).unwrap(), golden_trains());
    let run = Finished::new(window, &trains);
    assert!(compute("rate", &[&run]).is_ok());
    for name in ["beta_prominence", "beta_peak_hz", "relative_beta_power", "R", "kappa"] {
        let error = compute(name, &[&run]).unwrap_err().to_string();
        assert!(error.contains("75 samples, a segment needs 1000"), "{name}: {error}");
    }
}
