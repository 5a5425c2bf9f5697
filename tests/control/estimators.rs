//! The rectified band, its power, and its bursts: against SciPy, and by hand.

use crate::data::{assert_close, case, estimates, signal, sine, Random};
use subthal::control::{Estimator, EstimatorConfig};

type Rectified = (&'static str, &'static str, u32, f64, f64, f64, f64, &'static str, f64);

const RECTIFIED: [Rectified; 6] = [
    ("beta", "butterworth", 2, 0.5, 13.0, 30.0, 2000.0, "moving", 200.0),
    ("steep", "chebyshev", 4, 0.5, 21.0, 29.0, 2000.0, "moving", 100.0),
    ("wide", "butterworth", 3, 0.5, 4.0, 400.0, 2000.0, "exponential", 50.0),
    ("odd", "chebyshev", 5, 3.0, 13.0, 30.0, 500.0, "moving", 334.0),
    ("one_pole", "butterworth", 1, 0.5, 1.0, 240.0, 500.0, "exponential", 300.0),
    ("fast", "chebyshev", 1, 0.1, 13.0, 35.0, 30000.0, "moving", 20.0),
];

fn rectified(kind: &str, case: Rectified) -> EstimatorConfig {
    let (_, filter, order, ripple_db, low_hz, high_hz, sample_hz, average, window_ms) = case;
    EstimatorConfig {
        filter: filter.into(),
        order,
        ripple_db,
        low_hz,
        high_hz,
        sample_hz,
        average: average.into(),
        window_ms,
        ..EstimatorConfig::of(kind).unwrap()
    }
}

fn power(sample_hz: f64, fft_hz: f64, fft_points: u32) -> EstimatorConfig {
    let of_kind = EstimatorConfig::of("band_power").unwrap();
    EstimatorConfig { sample_hz, fft_hz, fft_points, ..of_kind }
}

#[test]
fn rectified_band_agrees_with_scipy() {
    for golden in RECTIFIED {
        let ours = estimates(&rectified("band_rectified", golden), &signal());
        for row in case("band_rectified", golden.0) {
            let value = ours[row[0] as usize].value;
            let error = (value - row[1]).abs();
            let rounding = 1e-13; // of the 60 that the first samples stand at
            let what = format!("{}, sample {}: {value}, {}", golden.0, row[0], row[1]);
            assert!(error <= 1e-9 * row[1] + rounding, "{what}, error {error:e}");
        }
    }
}

#[test]
fn band_power_agrees_with_scipy() {
    let cases = [
        ("implant", 13.0, 30.0, power(2000.0, 500.0, 1024), 50.0),
        ("odd", 1.0, 99.0, power(600.0, 200.0, 75), 35.0),
        ("plain", 20.0, 20.0001, power(1000.0, 1000.0, 250), 13.0),
    ];
    for (name, low_hz, high_hz, config, hop_ms) in cases {
        let config = EstimatorConfig { low_hz, high_hz, hop_ms, ..config };
        let ours = estimates(&config, &signal());
        for row in case("band_power", name) {
            let estimate = ours[row[0] as usize - 1];
            assert!(estimate.is_fresh, "{name} after {} samples", row[0]);
            assert_close(&format!("{name} after {} samples", row[0]), estimate.value, row[1]);
        }
    }
}

#[test]
fn band_power_of_a_sine_is_half_its_amplitude_squared() {
    let config = power(1000.0, 500.0, 500);
    let ours = estimates(&config, &sine(3.0, 20.0 / 1000.0, 4000));
    // the mean of two samples loses cos^2(pi 20 / 1000)
    let lost = (std::f64::consts::PI * 20.0 / 1000.0).cos().powi(2);
    assert!((ours[3999].value - 4.5 * lost).abs() < 1e-9, "{}", ours[3999].value);
}

#[test]
fn band_power_is_renewed_once_a_hop_and_held_between() {
    let ours = estimates(&power(2000.0, 500.0, 64), &signal());
    for (k, pair) in ours.windows(2).enumerate() {
        assert_eq!(pair[1].is_fresh, (k + 2) % 100 == 0, "sample {}", k + 1);
        assert!(pair[1].is_fresh || pair[0].value == pair[1].value);
    }
}

/// Many turns of a ring, then a silence long enough for the filter: what rounding left is forgotten.
#[test]
fn sums_forget_what_left_the_window() {
    let quick = EstimatorConfig { sample_hz: 500.0, ..rectified("band_rectified", RECTIFIED[4]) };
    let moving = EstimatorConfig { low_hz: 20.0, average: "moving".into(), ..quick };
    for config in [power(500.0, 500.0, 64), moving] {
        let mut estimator = Estimator::new(&config).unwrap();
        let loud = sine(1e6, 20.0 / 500.0, 640);
        (0..100).for_each(|_| loud.iter().for_each(|x| _ = estimator.update(*x)));
        let after: Vec<f64> = (0..3000).map(|_| estimator.update(0.0).value).collect();
        assert_eq!(after[2999], 0.0, "{}", config.kind);
    }
}

#[test]
fn constant_gives_no_amplitude_from_the_first_sample_on() {
    for golden in RECTIFIED {
        let ours = estimates(&rectified("band_rectified", golden), &[-61.3; 3000]);
        let worst = ours.iter().map(|estimate| estimate.value).fold(0.0, f64::max);
        assert!(worst < 1e-12, "{} {worst:e}", golden.0);
    }
}

#[test]
fn rectified_mean_of_a_sine_is_two_over_pi_of_its_amplitude() {
    let config = EstimatorConfig::of("band_rectified").unwrap();
    let ours = estimates(&config, &sine(2.0, 20.0 / 1000.0, 6000))[5999].value;
    assert!((ours / (4.0 / std::f64::consts::PI) - 1.0).abs() < 0.01, "{ours}");
}

/// 1 MHz: in a direct form the coefficients of 13 Hz would be 2 and 1 to nine digits.
#[test]
fn filter_is_itself_at_high_rates() {
    let config = EstimatorConfig {
        sample_hz: 1e6,
        window_ms: 100.0,
        ..EstimatorConfig::of("band_rectified").unwrap()
    };
    let ours = estimates(&config, &sine(1.0, 20.0 / 1e6, 600_000))[599_999].value;
    let slow = EstimatorConfig { sample_hz: 1e4, ..config };
    let theirs = estimates(&slow, &sine(1.0, 20.0 / 1e4, 6_000))[5_999].value;
    assert!((ours / theirs - 1.0).abs() < 1e-3, "{ours} {theirs}");
}

#[test]
fn bursts_are_those_that_numpy_finds() {
    for (name, threshold, least) in [("long", 0.9, 1000.0), ("any", 0.75, 1.0)] {
        let min_burst_ms = least / 2.0;
        let config =
            EstimatorConfig { threshold, min_burst_ms, ..rectified("bursts", RECTIFIED[0]) };
        let golden = case("bursts", name);
        let mut detector = Estimator::new(&config).unwrap();
        let mut found = Vec::new();
        for x in signal().iter().chain(&[-60.0; 3000]) {
            let before = detector.bursts().unwrap();
            detector.update(*x);
            let after = detector.bursts().unwrap();
            if after.n_offsets > before.n_offsets {
                found.push(vec![after.onset as f64, after.duration as f64]);
            }
        }
        let n_whole = golden.iter().filter(|run| run[0] + run[1] < 6000.0).count();
        assert_eq!(found[..n_whole], golden[..n_whole], "{name}");
        let seen = detector.bursts().unwrap();
        let total: f64 = found.iter().map(|run| run[1]).sum();
        assert_eq!((seen.n_onsets, seen.is_on), (seen.n_offsets, false));
        assert_eq!(seen.total_duration as f64, total);
    }
}

#[test]
fn burst_is_on_from_its_minimal_length_on() {
    let of_kind = rectified("bursts", RECTIFIED[0]);
    let config = EstimatorConfig { threshold: 0.9, min_burst_ms: 250.0, ..of_kind };
    let mut detector = Estimator::new(&config).unwrap();
    let values: Vec<f64> = signal().iter().map(|x| detector.update(*x).value).collect();
    let onset = case("bursts", "long")[0][0] as usize;
    assert_eq!((values[onset + 498], values[onset + 499]), (0.0, 1.0));
}

/// Narrow, wide, next to 0 and next to half the rate: what is accepted is a filter of gain 1 in its band.
#[test]
fn every_band_that_is_accepted_gives_numbers_of_the_signals_size() {
    let mut random = Random(5);
    let mut part = move || random.uniform().abs().powi(1 + (random.word() % 9) as i32);
    let mut accepted = 0;
    for k in 0..3000 {
        let sample_hz = 10f64.powf(12.0 * part() - 3.0);
        let high_hz = sample_hz / 2.0 * if k % 2 == 0 { part() } else { 1.0 - part() / 1e3 };
        let low_hz = high_hz * if k % 3 == 0 { part() } else { 1.0 - part() };
        let golden = RECTIFIED[k % 6];
        let kind = ["band_rectified", "envelope_phase"][k % 2];
        let window_ms = 1500.0 / sample_hz;
        let order = 1 + (k % 12) as u32;
        let of_case = rectified(kind, golden);
        let config = EstimatorConfig { sample_hz, high_hz, low_hz, window_ms, order, ..of_case };
        let Ok(mut estimator) = Estimator::new(&config) else { continue };
        accepted += 1;
        for n in 0..300 {
            let value = estimator.update(if n % 5 < 2 { 1.0 } else { -1.0 }).value;
            assert!((0.0..100.0).contains(&value), "sample {n}: {value} of {config:?}");
        }
    }
    assert!(accepted > 2000, "{accepted}");
}
