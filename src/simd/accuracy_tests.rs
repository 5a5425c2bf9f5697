//! The functions over lanes against the truth.
//!
//! Largest errors in units of the last place, as `make soak` prints them. Where it was found, 6e7 further numbers
//! in double gave 2.003 for exp_m1.
//!
//! |        | exp  | exp2 | exp_m1 | ln   | sin, cos | linoid | far below its hole |
//! |--------|------|------|--------|------|----------|--------|--------------------|
//! | single | 0.85 | 1.30 | 1.70   | 1.51 | 1.02     | 1.86   | 2.33               |
//! | double | 0.92 | 0.99 | 1.90   | 1.77 | 1.06     | 1.88   | 2.23               |

use super::functions_tests::Function::{self, *};
use super::functions_tests::Values;
use super::truth_tests::Truth;
use super::{Backend, Float};
use crate::random::Stream;

/// Numbers drawn for a check; so many more where `SUBTHAL_SOAK` asks for the long checks.
fn n_drawn() -> usize {
    let soak = std::env::var_os("SUBTHAL_SOAK").is_some();
    1 << if soak { 20 } else { 14 }
}

/// Numbers drawn evenly from an interval, and its ends.
fn evenly(low: f64, high: f64) -> Vec<f64> {
    let mut stream = Stream::named(1, &["evenly"]);
    let inside = (2..n_drawn()).map(|_| low + (high - low) * stream.unit());
    inside.chain([low, high]).collect()
}

/// Numbers from 2^`low` to 2^`high`, as many between two powers of two as between the next.
fn of_all_sizes(low: f64, high: f64) -> Vec<f64> {
    let mut stream = Stream::named(1, &["of all sizes"]);
    (0..n_drawn()).map(|_| (low + (high - low) * stream.unit()).exp2()).collect()
}

/// The same, every other one negative.
fn of_either_sign(low: f64, high: f64) -> Vec<f64> {
    let signs = [1.0, -1.0].into_iter().cycle();
    of_all_sizes(low, high).into_iter().zip(signs).map(|(x, sign)| x * sign).collect()
}

/// The distance from the truth in units of its last place.
fn ulps<S: Float>(y: f64, truth: Truth) -> f64 {
    let power_of_two = f64::from_bits(truth.0.to_bits() & f64::INFINITY.to_bits());
    let error = ((y - truth.0) - truth.1).abs();
    if error == 0.0 {
        return 0.0;
    }
    error / (power_of_two * 1.5 / S::ROUNDER)
}

fn assert_within<S: Float>(bound: f64, function: Function, xs: &[f64]) {
    let xs: Vec<S> = xs.iter().map(|&x| S::from_f64(x)).collect();
    let ys = Backend::best().run(Values(function, &xs));
    let errors = xs.into_iter().map(Float::to_f64).zip(ys).map(|(x, y)| {
        let error = ulps::<S>(y.to_f64(), function.truth(x));
        (error, x)
    });
    let (error, x) = errors.max_by(|a, b| a.0.total_cmp(&b.0)).expect("numbers");
    println!("{function:?} in {}: at most {error:.3} ulp, at {x:e}", S::NAME);
    assert!(error <= bound, "more than {bound}");
}

fn assert_within_in_both(bound: f64, function: Function, xs: &[f64]) {
    assert_within::<f32>(bound, function, xs);
    assert_within::<f64>(bound, function, xs);
}

#[test]
fn exp_is_within_two_ulp_and_exp_m1_within_three() {
    for (bound, function) in [(2.0, Exp), (3.0, ExpM1)] {
        assert_within::<f32>(bound, function, &evenly(-87.0, 88.0));
        assert_within::<f64>(bound, function, &evenly(-700.0, 709.0));
        assert_within_in_both(bound, function, &evenly(-1.0, 1.0));
        assert_within_in_both(bound, function, &of_either_sign(-60.0, 3.0));
    }
}

#[test]
fn exp2_is_within_two_ulp() {
    assert_within::<f32>(2.0, Exp2, &evenly(-126.0, 127.9));
    assert_within::<f64>(2.0, Exp2, &evenly(-1000.0, 1023.0));
    assert_within_in_both(2.0, Exp2, &evenly(-1.0, 1.0));
    assert_within_in_both(2.0, Exp2, &of_either_sign(-60.0, 3.0));
}

#[test]
fn ln_is_within_two_ulp() {
    assert_within_in_both(2.0, Ln, &evenly(1e-9, 1.0));
    assert_within_in_both(2.0, Ln, &evenly(0.5, 2.0));
    let near_one = of_either_sign(-52.0, -1.0).into_iter().map(|x| 1.0 + x);
    assert_within_in_both(2.0, Ln, &near_one.collect::<Vec<_>>());
    assert_within::<f32>(2.0, Ln, &of_all_sizes(-126.0, 127.9));
    assert_within::<f64>(2.0, Ln, &of_all_sizes(-1021.0, 1022.0));
}

#[test]
fn sine_and_cosine_are_within_two_ulp() {
    for function in [Sin, Cos] {
        assert_within_in_both(2.0, function, &evenly(-1.0, 1.0));
        assert_within_in_both(2.0, function, &of_either_sign(-60.0, 0.0));
        assert_within::<f32>(2.0, function, &of_either_sign(-20.0, 20.0));
        assert_within::<f64>(2.0, function, &of_either_sign(-20.0, 40.0));
        assert_within_in_both(2.0, function, &evenly(-0.125, 0.125));
    }
}

/// Far below the hole, where 1 - e^-z lies halfway between two numbers, a third rounding counts.
#[test]
fn linoid_is_within_two_ulp_of_the_range_in_use_and_within_three_of_any() {
    assert_within_in_both(2.0, Linoid, &evenly(-16.0, 80.0));
    assert_within_in_both(2.0, Linoid, &evenly(-3.0, 3.0));
    for (low, high) in [(-0.7, -0.5), (0.5, 0.7)] {
        assert_within_in_both(2.0, Linoid, &evenly(low, high)); // where the series ends
    }
    assert_within_in_both(2.0, Linoid, &of_either_sign(-60.0, 0.0));
    assert_within_in_both(3.0, Linoid, &evenly(-80.0, -16.0));
}
