//! Loops that are closed: a rhythm whose amplitude a stimulus lowers.

use std::f64::consts::TAU;

use subthal::control::{Controller, ControllerConfig, Estimator, EstimatorConfig, Limits};

/// The last output and measure after 20 s of a rhythm in the middle of beta with amplitude 2 - u / 2, sensed
/// at 1 kHz.
fn after_20_s(estimator: &str, config: &ControllerConfig) -> (f64, f64) {
    let mut estimator = Estimator::new(&EstimatorConfig::of(estimator).unwrap()).unwrap();
    let mut controller = Controller::new(config).unwrap();
    let mut measured = 0.0;
    for k in 0..20_000 {
        let amplitude = 2.0 - controller.output() / 2.0;
        let estimate = estimator.update(amplitude * (TAU * 0.0215 * f64::from(k)).sin());
        measured = estimate.value;
        if k % 20 == 19 {
            controller.update(estimate);
        }
    }
    (controller.output(), measured)
}

fn to(set_point: f64, kind: &str, gain: f64) -> ControllerConfig {
    let of_kind = ControllerConfig::of(kind).unwrap();
    ControllerConfig { set_point, gain, limits: Limits::between(0.0, 4.0), ..of_kind }
}

#[test]
fn integral_brings_the_measure_to_its_set_point() {
    // the rectified mean of a window that is no whole number of turns ripples
    for (estimator, ripple) in [("band_rectified", 0.05), ("envelope_phase", 1e-6)] {
        let (output, measured) = after_20_s(estimator, &to(1.0, "pi", 0.4));
        assert!((measured - 1.0).abs() < ripple, "{estimator}: {measured}, by {output}");
        assert!(output > 0.5 && output < 3.5, "{estimator}: {output}");
    }
}

#[test]
fn proportional_control_leaves_an_error_that_its_gain_divides() {
    // y = 2 - u / 2 and u = K (y - 1): y = 1 + 2 / (2 + K)
    for gain in [0.5, 1.0, 2.0] {
        let (_, measured) = after_20_s("envelope_phase", &to(1.0, "proportional", gain));
        let expected = 1.0 + 2.0 / (2.0 + gain);
        assert!((measured - expected).abs() < 1e-6, "{gain}: {measured}, {expected}");
    }
}

#[test]
fn dual_threshold_rests_between_its_thresholds() {
    let config = ControllerConfig { lower: 0.8, upper: 1.2, ..to(1.0, "dual_threshold", 0.0) };
    let slow = ControllerConfig { ramp_s: 20.0, ..config };
    let (output, measured) = after_20_s("envelope_phase", &slow);
    assert!((0.8..=1.2).contains(&measured), "{measured} by {output}");
}
