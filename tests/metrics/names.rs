//! The metrics by name.

use crate::data::{assert_close, golden_trains, scalar};
use subthal::metrics::catalogue::{compute, find, Finished, METRICS};
use subthal::metrics::{seed_beta_fraction, seed_beta_power, Signal, Window};

#[test]
fn named_metrics_agree_with_numpy() {
    let trains = golden_trains();
    let run = Finished {
        window: Window::new(8000, 128_000, 0.025).unwrap(),
        trains: &trains,
        signal: None,
    };
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
        ("relative_beta_power", "relative_beta"),
        ("R", "R"),
        ("kappa", "kappa"),
    ];
    for (name, golden) in golden {
        assert_close(name, compute(name, &run).unwrap(), scalar("one_ms", golden));
    }
    let n_of_spikes = METRICS.iter().filter(|metric| !metric.needs_signal).count();
    assert_eq!(golden.len(), n_of_spikes, "every metric of spikes has a golden value");
}

#[test]
fn metrics_of_the_signal_are_those_functions_of_it() {
    let x: Vec<f64> = (0..3000).map(|i| f64::from(i * i % 101)).collect();
    let signal = Signal::new(&x, 0.025).unwrap();
    let (window, trains) = (Window::new(1000, 4000, 0.025).unwrap(), golden_trains());
    let run = Finished { window, trains: &trains, signal: Some(signal) };
    assert_eq!(compute("mean_v", &run), Ok(signal.mean()));
    assert_eq!(compute("seed_beta_power", &run), seed_beta_power(signal));
    assert_eq!(compute("seed_beta_fraction", &run), seed_beta_fraction(signal));
}

#[test]
fn missing_signal_is_an_error_that_says_what_to_record() {
    let (window, trains) = (Window::new(0, 4000, 0.025).unwrap(), golden_trains());
    let run = Finished { window, trains: &trains, signal: None };
    for metric in METRICS.iter().filter(|metric| metric.needs_signal) {
        let error = metric.compute(&run).unwrap_err();
        assert_eq!(error.to_string(), "signal is missing: record the mean of V", "{}", metric.name);
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
    let run = Finished { window, trains: &trains, signal: None };
    assert!(compute("rate", &run).is_ok());
    for name in ["beta_prominence", "beta_peak_hz", "relative_beta_power", "R", "kappa"] {
        let error = compute(name, &run).unwrap_err().to_string();
        assert!(error.contains("75 samples, a segment needs 1000"), "{name}: {error}");
    }
}
