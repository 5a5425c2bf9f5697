//! States as words: saved, loaded, refused, and cleared.

use crate::data::signal;
use crate::machines::{bits, control, controllers, estimators, measures};
use subthal::control::{Controller, Estimator, Limited, Limits};

fn words(estimator: &Estimator) -> Vec<u64> {
    let mut words = vec![7; estimator.n_words()];
    estimator.words(&mut words).unwrap();
    words
}

fn words_of(controller: &Controller) -> Vec<u64> {
    let mut words = vec![7; controller.n_words()];
    controller.words(&mut words).unwrap();
    words
}

#[test]
fn reset_equals_new() {
    let x = signal();
    for config in estimators() {
        let new = Estimator::new(&config).unwrap();
        let mut used = new.clone();
        x.iter().chain(&[f64::NAN]).for_each(|x| _ = used.update(*x));
        assert_ne!(words(&used), words(&new), "{}", config.kind);
        used.reset();
        assert_eq!(words(&used), words(&new), "{}", config.kind);
        let mut new = new;
        assert!(x.iter().all(|x| bits(used.update(*x)) == bits(new.update(*x))));
    }
    for config in controllers() {
        let mut new = Controller::new(&config).unwrap();
        let mut used = new.clone();
        measures().iter().enumerate().for_each(|(k, y)| _ = control(&mut used, k, *y));
        used.update(f64::NAN.into());
        used.reset();
        assert_eq!(words_of(&used), words_of(&new), "{}", config.kind);
        for (k, y) in measures().iter().enumerate() {
            assert_eq!(control(&mut used, k, *y), control(&mut new, k, *y), "{}", config.kind);
        }
    }
}

#[test]
fn loaded_estimator_goes_on_as_the_saved() {
    let x = signal();
    for config in estimators() {
        for cut in [0, 1, 777, 4078, 4100] {
            let mut saved = Estimator::new(&config).unwrap();
            x[..cut].iter().for_each(|x| _ = saved.update(*x));
            let mut loaded = Estimator::new(&config).unwrap();
            x.iter().take(100).for_each(|x| _ = loaded.update(-2.0 * x));
            loaded.set_words(&words(&saved)).unwrap();
            assert_eq!(words(&loaded), words(&saved));
            for x in &x[cut..] {
                let (ours, theirs) = (loaded.update(*x), saved.update(*x));
                assert_eq!(bits(ours), bits(theirs), "{} from {cut}", config.kind);
            }
            assert_eq!(loaded.bursts(), saved.bursts());
        }
    }
}

#[test]
fn loaded_controller_goes_on_as_the_saved() {
    let y = measures();
    for config in controllers() {
        let mut saved = Controller::new(&config).unwrap();
        (0..777).for_each(|k| _ = control(&mut saved, k, y[k]));
        let mut loaded = Controller::new(&config).unwrap();
        loaded.set_words(&words_of(&saved)).unwrap();
        assert_eq!(loaded.output(), saved.output());
        for (k, y) in y.iter().enumerate().skip(777) {
            assert_eq!(control(&mut loaded, k, *y), control(&mut saved, k, *y), "{}", config.kind);
        }
    }
}

#[test]
fn words_of_another_length_are_refused() {
    for config in estimators() {
        let mut estimator = Estimator::new(&config).unwrap();
        let n = estimator.n_words();
        for wrong in [0, n - 1, n + 1] {
            assert!(estimator.words(&mut vec![0; wrong]).is_err());
            assert!(estimator.set_words(&vec![0; wrong]).is_err());
        }
    }
}

/// Any word may be wrong: a machine refuses it, or goes on within its bounds; it never panics.
#[test]
fn words_that_are_no_state_are_refused_or_harmless() {
    let x = signal();
    let bad = [u64::MAX, 1 << 63, f64::INFINITY.to_bits(), f64::NAN.to_bits(), 1e200f64.to_bits()];
    for config in estimators() {
        let mut estimator = Estimator::new(&config).unwrap();
        x[..500].iter().for_each(|x| _ = estimator.update(*x));
        let good = words(&estimator);
        let near_ends = (0..good.len()).filter(|k| k % 211 == 0 || k + 120 > good.len());
        for (k, bad) in near_ends.flat_map(|k| bad.map(|bad| (k, bad))) {
            let mut wrong = good.clone();
            wrong[k] = bad;
            let mut tried = estimator.clone();
            if tried.set_words(&wrong).is_err() {
                assert_eq!(words(&tried), good, "{} word {k}", config.kind);
            }
            x[..50].iter().for_each(|x| assert!(tried.update(*x).value.is_finite()));
        }
    }
    for config in controllers() {
        let mut controller = Controller::new(&config).unwrap();
        measures()
            .iter()
            .take(500)
            .enumerate()
            .for_each(|(k, y)| _ = control(&mut controller, k, *y));
        let good = words_of(&controller);
        for (k, bad) in (0..good.len()).flat_map(|k| bad.map(|bad| (k, bad))) {
            let mut wrong = good.clone();
            wrong[k] = bad;
            let mut tried = controller.clone();
            if tried.set_words(&wrong).is_err() {
                assert_eq!(words_of(&tried), good, "{} word {k}", config.kind);
            }
            for y in &measures()[..50] {
                assert!((0.0..=3.0).contains(&tried.update(*y)), "{} word {k}", config.kind);
            }
        }
    }
}

#[test]
fn stage_alone_saves_and_loads() {
    let limits = Limits { change_per_s: 3.0, hold_s: 0.1, ..Limits::between(0.5, 2.0) };
    let mut saved = Limited::new(limits, 0.02).unwrap();
    (0..5).for_each(|k| _ = saved.pass(f64::from(k)));
    let mut words = vec![0; saved.n_words()];
    saved.words(&mut words).unwrap();
    let mut loaded = Limited::new(limits, 0.02).unwrap();
    loaded.set_words(&words).unwrap();
    (0..50).for_each(|k| assert_eq!(loaded.pass(f64::from(k % 7)), saved.pass(f64::from(k % 7))));
    loaded.reset();
    loaded.words(&mut words).unwrap();
    assert!(words.iter().all(|word| *word == 0));
}
