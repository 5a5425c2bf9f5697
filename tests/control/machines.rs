//! Every estimator and every controller, for what holds for all of them.

use crate::data::signal;
use subthal::control::{
    Controller, ControllerConfig, Estimate, Estimator, EstimatorConfig, CONTROLLERS, ESTIMATORS,
};

/// Every kind in every variant, at rates at which each does something within 6000 samples.
pub fn estimators() -> Vec<EstimatorConfig> {
    let mut all: Vec<EstimatorConfig> =
        ESTIMATORS.iter().map(|kind| EstimatorConfig::of(kind).unwrap()).collect();
    for config in all.clone() {
        let average = "exponential".into();
        let filter = "chebyshev".into();
        let (fft_points, window_ms, tail_ms) = (100, 250.0, 30.0);
        let (fft_hz, hop_ms) = (config.sample_hz / 4.0, 12.0);
        all.push(EstimatorConfig {
            average,
            filter,
            order: 3,
            fft_points,
            window_ms,
            tail_ms,
            fft_hz,
            hop_ms,
            ..config
        });
    }
    all
}

/// Every kind, with every limit that it can have.
pub fn controllers() -> Vec<ControllerConfig> {
    let mut all: Vec<ControllerConfig> =
        CONTROLLERS.iter().map(|kind| ControllerConfig::of(kind).unwrap()).collect();
    for mut config in all.clone() {
        (config.limits.change_per_s, config.limits.hold_s) = (7.0, 3.0 * config.interval_s);
        config.limits.blanking_s = 2.0 * config.interval_s;
        config.derivative_s = 0.01;
        all.push(config);
    }
    all
}

/// Measures with phases that go round; a stimulus now and then comes with the index.
pub fn measures() -> Vec<Estimate> {
    let turn = |k: usize| 6.0 * (k as f64 * 0.037).fract() - 3.0;
    signal()
        .iter()
        .enumerate()
        .map(|(k, x)| Estimate { value: (x + 61.0) * 1e-4, phase_rad: turn(k), is_fresh: true })
        .collect()
}

pub fn bits(estimate: Estimate) -> (u64, u64, bool) {
    (estimate.value.to_bits(), estimate.phase_rad.to_bits(), estimate.is_fresh)
}

pub fn control(controller: &mut Controller, k: usize, estimate: Estimate) -> u64 {
    if k.is_multiple_of(11) {
        controller.stimulated();
    }
    controller.update(estimate).to_bits()
}

#[test]
fn cuts_of_a_block_do_not_change_a_bit() {
    let x = signal();
    for config in estimators() {
        let mut one = Estimator::new(&config).unwrap();
        let singly: Vec<u64> = x.iter().map(|x| one.update(*x).value.to_bits()).collect();
        for cut in [1, 2, 7, 64, 999, 6000] {
            let mut blocks = Estimator::new(&config).unwrap();
            let mut values = vec![0.0; x.len()];
            for (x, values) in x.chunks(cut).zip(values.chunks_mut(cut)) {
                blocks.run(x, values).unwrap();
            }
            let ours: Vec<u64> = values.iter().map(|value| value.to_bits()).collect();
            assert_eq!(ours, singly, "{} in blocks of {cut}", config.kind);
        }
    }
}

#[test]
fn cuts_of_measures_do_not_change_a_bit() {
    let y: Vec<f64> = measures().iter().map(|estimate| estimate.value).collect();
    for config in controllers() {
        let mut one = Controller::new(&config).unwrap();
        let singly: Vec<f64> = y.iter().map(|y| one.update((*y).into())).collect();
        let mut blocks = Controller::new(&config).unwrap();
        let mut outputs = vec![0.0; y.len()];
        for (y, outputs) in y.chunks(13).zip(outputs.chunks_mut(13)) {
            blocks.run(y, outputs).unwrap();
        }
        assert_eq!(outputs, singly, "{}", config.kind);
    }
}

#[test]
fn what_comes_later_does_not_change_what_was_said() {
    let (x, mut other) = (signal(), signal());
    other[3000..].iter_mut().for_each(|x| *x *= -3.0);
    for config in estimators() {
        let said = |x: &[f64]| crate::data::estimates(&config, x)[..3000].to_vec();
        let (one, two) = (said(&x), said(&other));
        assert!(one.iter().zip(&two).all(|(a, b)| bits(*a) == bits(*b)), "{}", config.kind);
    }
}

#[test]
fn short_buffer_takes_nothing() {
    let mut estimator = Estimator::new(&EstimatorConfig::of("bursts").unwrap()).unwrap();
    assert!(estimator.run(&[1.0; 3], &mut [0.0; 2]).is_err());
    assert_eq!(estimator.bursts().unwrap(), subthal::control::Bursts::default());
    let mut controller = Controller::new(&ControllerConfig::of("pi").unwrap()).unwrap();
    assert!(controller.run(&[1.0; 3], &mut [0.0; 2]).is_err());
    assert_eq!(controller.output(), 0.0);
}

#[test]
fn every_estimator_says_something_of_a_rhythm() {
    for config in estimators() {
        let said = crate::data::estimates(&config, &signal());
        assert!(said.iter().any(|estimate| estimate.value > 0.1), "{}", config.kind);
    }
}

/// A sample that is not finite is replaced by the one before.
#[test]
fn refused_samples_are_counted_and_held() {
    for config in estimators() {
        let (mut bad, mut held) =
            (Estimator::new(&config).unwrap(), Estimator::new(&config).unwrap());
        let mut last = 0.0;
        for (k, x) in signal().iter().enumerate() {
            let refused = [f64::NAN, f64::INFINITY, -1e61].get(k % 7);
            last = if refused.is_none() { *x } else { last };
            let (ours, expected) = (bad.update(*refused.unwrap_or(x)), held.update(last));
            assert_eq!(bits(ours), bits(expected), "{} {k}", config.kind);
            assert!(ours.value.is_finite(), "{} {k}", config.kind);
        }
        assert_eq!((bad.n_refused(), held.n_refused()), (2571 + 1, 0), "{}", config.kind);
    }
}

/// After a silence nothing small is left, so a host that flushes subnormal numbers changes nothing.
#[test]
fn no_state_is_subnormal() {
    let mut quiet = signal();
    quiet.truncate(2500);
    for (k, size) in [1e-120, 1e-139, 1e-141, 1e-300, 0.0].iter().enumerate() {
        let mut random = crate::data::Random(k as u64);
        quiet.extend((0..1500).map(|_| size * random.uniform()));
    }
    for config in estimators() {
        let mut estimator = Estimator::new(&config).unwrap();
        let (mut n, mut words) = (0, vec![0; estimator.n_words()]);
        for x in &quiet {
            assert!(!estimator.update(*x).value.is_subnormal(), "{}", config.kind);
            n += 1;
            if words.len() < 100 || n % 250 == 0 {
                estimator.words(&mut words).unwrap();
                let small = |word: &u64| f64::from_bits(*word).abs() < 1e-280 && *word > 1 << 32;
                assert!(!words.iter().any(small), "{}", config.kind);
            }
        }
    }
}

#[test]
fn largest_samples_leave_a_finite_state() {
    for config in estimators() {
        let mut estimator = Estimator::new(&config).unwrap();
        for k in 0..6000 {
            let x = if k % 3 == 0 { -1e60 } else { 1e60 };
            assert!(estimator.update(x).value.is_finite(), "{}", config.kind);
        }
        let mut words = vec![0; estimator.n_words()];
        estimator.words(&mut words).unwrap();
        estimator.set_words(&words).unwrap();
    }
}
