//! Bad configurations are answered with a sentence, and extreme ones work.

use crate::machines::{controllers, estimators};
use subthal::control::{Controller, ControllerConfig, Estimator, EstimatorConfig, CONTROLLERS};

fn estimator(kind: &str, change: impl Fn(&mut EstimatorConfig)) -> String {
    let mut config = EstimatorConfig::of(kind).unwrap();
    change(&mut config);
    Estimator::new(&config).map(|_| String::new()).unwrap_or_else(|error| error.to_string())
}

fn controller(kind: &str, change: impl Fn(&mut ControllerConfig)) -> String {
    let mut config = ControllerConfig::of(kind).unwrap();
    change(&mut config);
    Controller::new(&config).map(|_| String::new()).unwrap_or_else(|error| error.to_string())
}

#[test]
fn unknown_names_are_answered_with_the_nearest() {
    let sentences = [
        (EstimatorConfig::of("band_rectifed").unwrap_err().to_string(), "band_rectified"),
        (ControllerConfig::of("dual_treshold").unwrap_err().to_string(), "dual_threshold"),
        (estimator("band_power", |config| config.kind = "band_powr".into()), "band_power"),
        (estimator("bursts", |config| config.filter = "chebishev".into()), "chebyshev"),
        (estimator("bursts", |config| config.average = "movin".into()), "moving"),
        (controller("pi", |config| config.kind = "pidd".into()), "pid"),
        (controller("pi", |config| config.acts_on = "amplitud".into()), "amplitude"),
    ];
    for (sentence, nearest) in sentences {
        assert!(sentence.ends_with(&format!("the nearest is \"{nearest}\"")), "{sentence}");
    }
}

#[test]
fn every_number_of_an_estimator_is_checked() {
    type Field = fn(&mut EstimatorConfig, f64);
    let fields: [(&str, &[&str], Field); 10] = [
        ("sample_hz", &["band_rectified", "envelope_phase"], |c, x| c.sample_hz = x),
        ("low_hz", &["band_rectified", "band_power", "envelope_phase"], |c, x| c.low_hz = x),
        ("high_hz", &["band_rectified", "band_power", "envelope_phase"], |c, x| c.high_hz = x),
        ("ripple_db", &["fleming_2020"], |c, x| c.ripple_db = x),
        ("window_ms", &["band_rectified", "fleming_2020"], |c, x| c.window_ms = x),
        ("fft_hz", &["band_power"], |c, x| c.fft_hz = x),
        ("hop_ms", &["band_power", "fleming_2020"], |c, x| c.hop_ms = x),
        ("threshold", &["bursts"], |c, x| c.threshold = x),
        ("min_burst_ms", &["bursts"], |c, x| c.min_burst_ms = x),
        ("tail_ms", &["fleming_2020"], |c, x| c.tail_ms = x),
    ];
    for (name, kinds, set) in fields {
        for kind in kinds {
            for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 1e300] {
                let sentence = estimator(kind, |config| set(config, bad));
                assert!(sentence.starts_with(name), "{kind} with {name} = {bad}: {sentence}");
            }
        }
    }
    for (name, sentence) in [
        ("order", estimator("band_rectified", |config| config.order = 0)),
        ("order", estimator("fleming_2020", |config| config.order = u32::MAX)),
        ("fft_points", estimator("band_power", |config| config.fft_points = 3)),
        ("fft_points", estimator("band_power", |config| config.fft_points = u32::MAX)),
        ("fft_hz", estimator("band_power", |config| config.fft_hz = 300.0)),
        ("window_ms", estimator("fleming_2020", |config| config.window_ms = 13.0)),
        ("tail_ms", estimator("fleming_2020", |config| config.tail_ms = 1001.0)),
        ("band", estimator("band_power", |config| config.high_hz = 13.1)),
        ("band", estimator("envelope_phase", |config| config.high_hz = 13.0)),
        ("low_hz", estimator("envelope_phase", |config| config.low_hz = 1e-300)),
        ("low_hz", estimator("fleming_2020", |config| config.low_hz = 1e-9)),
    ] {
        assert!(sentence.starts_with(name), "{name}: {sentence}");
    }
}

#[test]
fn every_number_of_a_controller_is_checked() {
    type Field = fn(&mut ControllerConfig, f64);
    let fields: [(&str, &[&str], Field); 17] = [
        ("interval_s", &CONTROLLERS, |c, x| c.interval_s = x),
        ("min", &CONTROLLERS, |c, x| c.limits.min = x),
        ("max", &CONTROLLERS, |c, x| c.limits.max = x),
        ("change_per_s", &CONTROLLERS, |c, x| c.limits.change_per_s = -x.abs()),
        ("hold_s", &CONTROLLERS, |c, x| c.limits.hold_s = x),
        ("blanking_s", &CONTROLLERS, |c, x| c.limits.blanking_s = x),
        ("frequency_hz", &CONTROLLERS, |c, x| c.frequency_hz = x),
        ("constant", &["open_loop", "phase_locked"], |c, x| c.constant = x),
        ("set_point", &["on_off", "proportional", "pi", "pid"], |c, x| c.set_point = x),
        ("ramp_s", &["on_off", "dual_threshold"], |c, x| c.ramp_s = x),
        ("upper", &["dual_threshold"], |c, x| c.upper = x),
        ("lower", &["dual_threshold"], |c, x| c.lower = x),
        ("gain", &["proportional", "pi", "pid"], |c, x| c.gain = x),
        ("integral_s", &["pi", "pid"], |c, x| c.integral_s = x),
        ("derivative_s", &["pid"], |c, x| c.derivative_s = x),
        ("target_rad", &["phase_locked"], |c, x| c.target_rad = x),
        ("refractory_s", &["phase_locked"], |c, x| c.refractory_s = x),
    ];
    for (name, kinds, set) in fields {
        for kind in kinds {
            for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
                let sentence = controller(kind, |config| set(config, bad));
                assert!(sentence.starts_with(name), "{kind} with {name} = {bad}: {sentence}");
            }
        }
    }
    for (name, sentence) in [
        ("min", controller("pi", |config| config.limits.min = 4.0)),
        ("lower", controller("dual_threshold", |config| config.lower = 2e-4)),
        ("set_point", controller("on_off", |config| config.set_point = 0.0)),
        ("integral_s", controller("pi", |config| config.integral_s = 0.0)),
        ("amplitude_threshold", controller("phase_locked", |c| c.amplitude_threshold = -1.0)),
        (
            "amplitude",
            controller("pi", |c| (c.acts_on, c.amplitude) = ("frequency".into(), f64::NAN)),
        ),
    ] {
        assert!(sentence.starts_with(name), "{name}: {sentence}");
    }
}

/// A rate of 0 is an error, 1 Hz takes a band below a half, 1 GHz takes the memory that it needs or says so.
#[test]
fn rates_from_nothing_to_a_gigahertz_work_or_are_refused() {
    for config in estimators() {
        let kind = config.kind.as_str();
        let sentence = estimator(kind, |config| config.sample_hz = 0.0);
        assert!(sentence.starts_with("sample_hz = 0 Hz"), "{kind}: {sentence}");
        let sentence = estimator(kind, |config| config.sample_hz = 1.0);
        assert!(sentence.starts_with("low_hz") || kind == "band_power", "{kind}: {sentence}");
        let slow = |config: &mut EstimatorConfig| {
            (config.sample_hz, config.fft_hz) = (1.0, 0.5);
            (config.low_hz, config.high_hz) = (0.02, 0.2);
            (config.window_ms, config.hop_ms, config.tail_ms) = (1e5, 2e3, 4e3);
            config.min_burst_ms = 1e3;
        };
        assert_eq!(estimator(kind, slow), "", "{kind}");
        let fast = estimator(kind, |config| (config.sample_hz, config.fft_hz) = (1e9, 1e9));
        assert!(
            fast.is_empty() || fast.contains("needs") || fast.contains("bin"),
            "{kind}: {fast}"
        );
        assert!(!estimator(kind, |config| config.sample_hz = 2e9).is_empty(), "{kind}");
    }
    for config in controllers() {
        for interval_s in [1e-9, 1.0, 1e6] {
            let kind = config.kind.as_str();
            assert_eq!(controller(kind, |config| config.interval_s = interval_s), "", "{kind}");
        }
        assert!(!controller(&config.kind, |config| config.interval_s = 0.0).is_empty());
    }
}
