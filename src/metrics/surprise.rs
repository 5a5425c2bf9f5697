//! How little chance explains so many spikes in so short a time.

use crate::simd::math::ln;

/// -ln P(at least n events of a Poisson process where `expected` are expected), the Poisson surprise.
///
/// The tail is its first term, e^-x x^n / n!, times 1 + x / (n + 1) + x^2 / ((n + 1) (n + 2)) ..., which
/// is summed until it no longer grows. `expected` is positive and not above n.
pub(super) fn surprise(n: usize, expected: f64) -> f64 {
    let (mut sum, mut term, mut k) = (1.0, 1.0, n as f64);
    while sum + term > sum {
        k += 1.0;
        term *= expected / k;
        sum += term;
    }
    expected - n as f64 * ln(expected) + ln_factorial(n) - ln(sum)
}

/// ln n!, by Stirling's series where its first term left out is below 1e-14.
fn ln_factorial(n: usize) -> f64 {
    if n < 20 {
        return (2..=n).map(|k| ln(k as f64)).sum();
    }
    let n = n as f64;
    let per_n2 = 1.0 / (n * n);
    let series = 1.0 / 12.0 - per_n2 * (1.0 / 360.0 - per_n2 * (1.0 / 1260.0 - per_n2 / 1680.0));
    (n + 0.5) * ln(n) - n + ln(std::f64::consts::TAU) / 2.0 + series / n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_event_or_more_is_what_no_event_leaves() {
        for expected in [1e-6, 0.1, 0.5, 1.0] {
            let by_hand = -(-f64::exp_m1(-expected)).ln();
            assert!((surprise(1, expected) / by_hand - 1.0).abs() < 1e-13, "{expected}");
        }
    }

    #[test]
    fn factorials_are_the_same_summed_and_by_stirling() {
        for n in [19, 20, 21, 150] {
            let summed: f64 = (2..=n).map(|k| f64::from(k).ln()).sum();
            assert!((ln_factorial(n as usize) / summed - 1.0).abs() < 1e-15 * 3.0, "{n}");
        }
    }

    #[test]
    fn next_event_takes_its_probability_from_the_tail() {
        for (n, expected) in [(3, 0.2), (10, 4.0), (60, 55.0)] {
            let (tail, next) = ((-surprise(n, expected)).exp(), (-surprise(n + 1, expected)).exp());
            let exactly_n = (1..=n).fold((-expected).exp(), |p, k| p * expected / k as f64);
            assert!(((tail - next) / exactly_n - 1.0).abs() < 1e-11, "{n} {expected}");
        }
    }
}
