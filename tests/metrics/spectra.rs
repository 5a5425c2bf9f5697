//! Welch's method, bands and coherence.

use std::f64::consts::TAU;

use crate::data::{assert_all_close, assert_close, beta_cases, cases, Random};
use subthal::metrics::{
    coherence, coherence_threshold, prominence, prominence_over_1f, seed_beta_fraction,
    seed_beta_power, welch, Signal, Welch,
};

fn signal(x: &[f64]) -> Signal<'_> {
    Signal::new(x, 1.0).unwrap()
}

fn noise(seed: u64, n: usize) -> Vec<f64> {
    let mut random = Random(seed);
    (0..n).map(|_| random.normal()).collect()
}

#[test]
fn welch_agrees_with_scipy_in_every_bin() {
    for case in cases() {
        let spectrum = welch(case.x(), case.welch).unwrap();
        assert_all_close(case.name, spectrum.values(), &case.golden(1));
        assert_eq!(spectrum.n_segments() as f64, case.scalar("n_segments"), "{}", case.name);
    }
}

#[test]
fn frequencies_agree_with_scipy() {
    for case in cases() {
        let spectrum = welch(case.x(), case.welch).unwrap();
        let hz: Vec<f64> = (0..case.golden(0).len()).map(|k| spectrum.frequency_hz(k)).collect();
        assert_all_close(case.name, &hz, &case.golden(0));
        assert_eq!(spectrum.values().len(), case.welch.segment() / 2 + 1);
    }
}

#[test]
fn configuration_knows_the_frequencies_of_its_spectra() {
    for case in cases() {
        let spectrum = welch(case.x(), case.welch).unwrap();
        let bins = case.welch.frequencies_hz(case.x().interval_ms()).unwrap();
        let of_spectrum: Vec<f64> =
            (0..spectrum.values().len()).map(|k| spectrum.frequency_hz(k)).collect();
        assert_eq!(bins.collect::<Vec<_>>(), of_spectrum, "{}", case.name);
    }
}

#[test]
fn coherence_agrees_with_scipy_in_every_bin() {
    for case in cases() {
        let ours = coherence(case.x(), case.y(), case.welch).unwrap();
        assert_all_close(case.name, ours.values(), &case.golden(2));
    }
}

#[test]
fn band_powers_agree_with_numpy() {
    for case in beta_cases() {
        let spectrum = welch(case.x(), case.welch).unwrap();
        let beta = spectrum.band_power(13.0, 30.0).unwrap();
        let relative = spectrum.relative_band_power((13.0, 30.0), (1.0, 100.0)).unwrap();
        assert_close(case.name, beta, case.scalar("beta_power"));
        assert_close(case.name, relative, case.scalar("relative_beta"));
    }
}

#[test]
fn effective_segments_agree_with_numpy() {
    for case in cases() {
        let n = case.welch.n_segments(case.x.len() as u64).unwrap();
        let ours = case.welch.effective_segments(n).unwrap();
        assert_close(case.name, ours, case.scalar("effective_segments"));
    }
}

#[test]
fn constant_signal_has_no_power() {
    let spectrum = welch(signal(&[-63.25; 2000]), Welch::new(999, 400).unwrap()).unwrap();
    assert!(spectrum.values().iter().all(|&power| power == 0.0));
    assert_eq!(spectrum.band_power(13.0, 30.0), Ok(0.0));
    assert!(spectrum.relative_band_power((13.0, 30.0), (1.0, 100.0)).unwrap().is_nan());
}

#[test]
fn flat_signal_is_coherent_with_nothing() {
    // one transform serves both signals, and its rounding leaves a trace of one in the other
    let (x, flat) = (noise(3, 2000), [-63.25; 2000]);
    for (x, y) in [(signal(&x), signal(&flat)), (signal(&flat), signal(&x))] {
        let coherence = coherence(x, y, Welch::of_1_s(1.0).unwrap()).unwrap();
        assert!(coherence.values().iter().all(|value| value.is_nan()));
    }
}

#[test]
fn power_of_a_sine_is_half_its_amplitude_squared() {
    let x: Vec<f64> = (0..4000).map(|i| 3.0 * (TAU * 20.0 * f64::from(i) / 1000.0).sin()).collect();
    let spectrum = welch(signal(&x), Welch::of_1_s(1.0).unwrap()).unwrap();
    let power = spectrum.band_power(13.0, 30.0).unwrap();
    assert!((power - 4.5).abs() < 1e-9, "{power}");
}

#[test]
fn band_is_closed_at_both_ends() {
    let spectrum = welch(signal(&noise(1, 2000)), Welch::of_1_s(1.0).unwrap()).unwrap();
    assert_eq!(spectrum.bins(13.0, 30.0), Ok(13..31));
    assert_eq!(spectrum.bins(12.5, 30.5), Ok(13..31));
    assert_eq!(spectrum.bins(20.0, 20.0), Ok(20..21));
}

#[test]
fn signal_is_wholly_coherent_with_its_image() {
    let x = noise(2, 5000);
    let image: Vec<f64> = x.iter().map(|x| 4.0 - 0.3 * x).collect();
    let ours = coherence(signal(&x), signal(&image), Welch::of_1_s(1.0).unwrap()).unwrap();
    let worst = ours.values().iter().map(|c| (c - 1.0).abs()).fold(0.0, f64::max);
    assert!(worst < 1e-9, "{worst}");
}

#[test]
fn one_bin_in_twenty_of_independent_noise_passes_the_threshold() {
    let (x, y) = (noise(3, 100_000), noise(4, 100_000));
    let segments = Welch::of_1_s(1.0).unwrap();
    let ours = coherence(signal(&x), signal(&y), segments).unwrap();
    let effective = segments.effective_segments(ours.n_segments()).unwrap();
    let threshold = coherence_threshold(0.05, effective).unwrap();
    let inner = &ours.values()[2..499];
    let passed = inner.iter().filter(|&&c| c > threshold).count() as f64 / inner.len() as f64;
    assert!((0.03..0.075).contains(&passed), "{passed} of the bins pass {threshold}");
}

#[test]
fn threshold_of_five_segments_is_as_computed_by_hand() {
    // 1 - 0.0625^(1/4) = 1/2
    assert!((coherence_threshold(0.0625, 5.0).unwrap() - 0.5).abs() < 1e-15);
    assert_eq!(coherence_threshold(0.05, 1.0), Ok(1.0));
    assert_eq!(coherence_threshold(0.05, 0.0), Ok(1.0));
}

#[test]
fn half_overlapping_hann_segments_are_worth_eighteen_nineteenths() {
    // rho = 1/6 for one hop: L / (1 + 2 (1 - 1/L) / 36), which tends to 18/19 L
    let n = 1_000_000;
    let worth = Welch::new(1000, 500).unwrap().effective_segments(n).unwrap() / n as f64;
    assert!((worth - 18.0 / 19.0).abs() < 1e-6, "{worth}");
}

#[test]
fn last_partial_segment_is_left_out() {
    let x = noise(5, 1999);
    let segments = Welch::new(400, 0).unwrap();
    let whole = welch(signal(&x[..1600]), segments).unwrap();
    assert_eq!(welch(signal(&x), segments).unwrap(), whole);
}

/// -60.1 has no exact mean by summing; what is left of it must not be taken for a rhythm.
#[test]
fn constant_has_no_power_whatever_it_is() {
    for constant in [-60.0, -60.1, 1e-3, 7.7e5] {
        let values = [constant; 2500];
        let signal = Signal::new(&values, 1.0).unwrap();
        assert_eq!(signal.mean(), constant);
        let spectrum = welch(signal, Welch::of_1_s(1.0).unwrap()).unwrap();
        assert!(spectrum.values().iter().all(|density| *density == 0.0), "{constant}");
        assert!(prominence(&spectrum).unwrap().is_nan(), "{constant}");
        assert!(prominence_over_1f(&spectrum).unwrap().is_nan(), "{constant}");
        assert_eq!(seed_beta_power(signal).unwrap(), 0.0);
        assert!(seed_beta_fraction(signal).unwrap().is_nan(), "{constant}");
    }
}
