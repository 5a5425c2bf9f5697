//! Estimators and controllers allocate when they are made, and never after.

use crate::data::signal;
use crate::machines::{control, controllers, estimators, measures};
use crate::support::allocations;
use subthal::control::{Controller, Estimator};

#[test]
fn allocations_are_seen() {
    assert_eq!(allocations(|| drop(std::hint::black_box(vec![0_u8; 100]))), 2);
}

#[test]
fn estimators_allocate_only_when_they_are_made() {
    let x = signal();
    for config in estimators() {
        let mut estimator = Estimator::new(&config).unwrap();
        let (mut values, mut words) = (vec![0.0; x.len()], vec![0; estimator.n_words()]);
        let work = || {
            x.iter().for_each(|x| _ = estimator.update(*x));
            estimator.update(f64::NAN);
            estimator.run(&x, &mut values).unwrap();
            estimator.words(&mut words).unwrap();
            estimator.set_words(&words).unwrap();
            estimator.bursts();
            estimator.reset();
        };
        assert_eq!(allocations(work), 0, "{}", config.kind);
    }
}

#[test]
fn controllers_allocate_only_when_they_are_made() {
    let y = measures();
    for config in controllers() {
        let mut controller = Controller::new(&config).unwrap();
        let mut words = vec![0; controller.n_words()];
        let work = || {
            y.iter().enumerate().for_each(|(k, y)| _ = control(&mut controller, k, *y));
            controller.update(f64::NAN.into());
            controller.words(&mut words).unwrap();
            controller.set_words(&words).unwrap();
            controller.stimulus();
            controller.reset();
        };
        assert_eq!(allocations(work), 0, "{}", config.kind);
    }
}
