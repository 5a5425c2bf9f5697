//! The last stage holds its limits, whatever is asked for.

use crate::data::Random;
use subthal::control::{Controller, ControllerConfig, Limited, Limits, CONTROLLERS};

fn stage(limits: Limits) -> Limited {
    Limited::new(limits, 0.02).unwrap()
}

/// A request: a number of any size, an infinity or NaN.
fn any(random: &mut Random) -> f64 {
    match random.word() % 8 {
        0 => f64::NAN,
        1 => f64::INFINITY,
        2 => f64::NEG_INFINITY,
        3 => f64::from_bits(random.word()),
        _ => 4.0 * random.uniform(),
    }
}

#[test]
fn output_stays_within_limits_whatever_is_asked_for() {
    let mut random = Random(1);
    for (min, max) in [(0.0, 3.0), (0.5, 0.6), (-2.0, -1.0), (1.0, 1.0)] {
        let limits = Limits { change_per_s: 5.0, hold_s: 0.06, ..Limits::between(min, max) };
        let mut limited = stage(limits);
        let mut last = limited.output();
        for _ in 0..100_000 {
            if random.word().is_multiple_of(16) {
                limited.stimulated();
            }
            let output = limited.pass(any(&mut random));
            assert!((min..=max).contains(&output), "{output} in {min} to {max}");
            assert!((output - last).abs() <= 0.1 * (1.0 + 1e-12), "{last} to {output}");
            last = output;
        }
    }
}

#[test]
fn controllers_stay_within_limits_whatever_is_measured() {
    let mut random = Random(2);
    for kind in CONTROLLERS {
        let mut config = ControllerConfig::of(kind).unwrap();
        (config.limits.min, config.limits.max) = (0.25, 2.0);
        (config.derivative_s, config.limits.change_per_s) = (1.0, 20.0);
        let mut controller = Controller::new(&config).unwrap();
        for _ in 0..20_000 {
            let mut estimate: subthal::control::Estimate = any(&mut random).into();
            estimate.phase_rad = 4.0 * random.uniform();
            let output = controller.update(estimate);
            assert!((0.25..=2.0).contains(&output), "{kind} {output}");
        }
    }
}

#[test]
fn infinities_go_to_the_bounds_and_nan_stays() {
    let mut limited = stage(Limits::between(0.5, 3.0));
    assert_eq!(limited.output(), 0.5);
    assert_eq!(limited.pass(f64::INFINITY), 3.0);
    assert_eq!(limited.pass(f64::NEG_INFINITY), 0.5);
    assert_eq!(limited.pass(1.25), 1.25);
    assert_eq!(limited.pass(f64::NAN), 1.25);
    assert_eq!(limited.n_refused(), 1);
}

/// An infinity that became a target would be no state, and would end a hold for nothing.
#[test]
fn what_is_beyond_a_bound_is_the_bound() {
    let limits = Limits { change_per_s: 1.0, hold_s: 0.06, ..Limits::between(0.0, 3.0) };
    let (mut beyond, mut bound) = (stage(limits), stage(limits));
    for request in [f64::INFINITY, 9.0, 3.0, 7.0, -1.0, 5.0, f64::NEG_INFINITY, 3.0, 4.0] {
        assert_eq!(beyond.pass(request), bound.pass(request.clamp(0.0, 3.0)));
        let mut words = vec![0; beyond.n_words()];
        beyond.words(&mut words).unwrap();
        beyond.set_words(&words).unwrap();
    }
}

#[test]
fn without_more_than_bounds_a_request_passes_unchanged() {
    let mut limited = stage(Limits::between(-1e30, 1e30));
    let mut random = Random(3);
    for _ in 0..1000 {
        let request = random.uniform() * 10f64.powi((random.word() % 40) as i32 - 20);
        assert_eq!(limited.pass(request), request);
    }
}

#[test]
fn ramp_is_the_largest_change_in_a_second() {
    let mut limited = stage(Limits { change_per_s: 10.0, ..Limits::between(0.0, 3.0) });
    let outputs: Vec<f64> = [3.0, 3.0, f64::NAN, 3.0, 0.0, 0.0, 0.0]
        .iter()
        .map(|request| (limited.pass(*request) * 1e9).round() / 1e9)
        .collect();
    assert_eq!(outputs, [0.2, 0.4, 0.4, 0.6, 0.4, 0.2, 0.0]);
}

#[test]
fn target_stays_for_the_hold() {
    let mut limited = stage(Limits { hold_s: 0.06, ..Limits::between(0.0, 9.0) });
    let outputs: Vec<f64> = (1..=8).map(|request| limited.pass(f64::from(request))).collect();
    assert_eq!(outputs, [1.0, 1.0, 1.0, 4.0, 4.0, 4.0, 7.0, 7.0]);
}

#[test]
fn blanked_calls_are_not_heard() {
    let mut limited = stage(Limits { blanking_s: 0.04, ..Limits::between(0.0, 9.0) });
    assert_eq!(limited.pass(1.0), 1.0);
    limited.stimulated();
    assert_eq!([2.0, f64::NAN, 4.0].map(|request| limited.pass(request)), [1.0, 1.0, 4.0]);
    assert_eq!(limited.n_refused(), 0);
}

#[test]
fn blanked_controller_does_not_integrate() {
    let mut config = ControllerConfig::of("pi").unwrap();
    config.limits.blanking_s = 0.02;
    let mut blanked = Controller::new(&config).unwrap();
    let mut other = blanked.clone();
    for k in 0..50 {
        blanked.stimulated();
        blanked.update(1.0.into());
        let measure = 1e-4 + 1e-6 * f64::from(k);
        assert_eq!(blanked.update(measure.into()), other.update(measure.into()), "{k}");
    }
}
