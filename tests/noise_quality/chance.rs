//! How likely a statistic is to lie so far out, if the noise is what it should be.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// The probability that a standard normal exceeds `x`.
pub fn upper_tail(x: f64) -> f64 {
    let density = (-x * x / 2.0).exp() * FRAC_1_SQRT_2 / PI.sqrt();
    if x < 0.0 {
        1.0 - upper_tail(-x)
    } else if x < 3.0 {
        // x + x^3/3 + x^5/(3 5) + ...
        0.5 - density * x * nested(|n| x * x / (2.0 * n + 1.0))
    } else {
        // Laplace's continued fraction
        density / (1..=100).rev().fold(x, |below, n| x + f64::from(n) / below)
    }
}

/// 1 + t(1) (1 + t(2) (1 + ...)).
fn nested(t: impl Fn(f64) -> f64) -> f64 {
    (1..=60).rev().fold(1.0, |sum, n| 1.0 + t(f64::from(n)) * sum)
}

/// The number that a standard normal exceeds with probability `p`.
pub fn quantile(p: f64) -> f64 {
    let (mut low, mut high) = (-10.0, 10.0);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        let bound = if upper_tail(middle) > p { &mut low } else { &mut high };
        *bound = middle;
    }
    low
}

/// Of a standard normal, on either side.
pub fn of_z(z: f64) -> f64 {
    2.0 * upper_tail(z.abs())
}

/// The standard normal as rare as this chi squared (Wilson EB, Hilferty MM 1931, PNAS 17:684-688).
pub fn z_of_chi_squared(chi_squared: f64, freedom: f64) -> f64 {
    let variance = 2.0 / (9.0 * freedom);
    ((chi_squared / freedom).cbrt() - (1.0 - variance)) / variance.sqrt()
}

/// Of a count, on either side, where so many are expected (Poisson's law).
pub fn of_count(count: u64, expected: f64) -> f64 {
    let log_factorial: f64 = (1..=count).map(|n| (n as f64).ln()).sum();
    let this = (count as f64 * expected.ln() - expected - log_factorial).exp();
    let more = (count + 1..).scan(this, |term, n| {
        *term *= expected / n as f64;
        Some(*term)
    });
    let fewer = (1..=count).rev().scan(this, |term, n| {
        *term *= n as f64 / expected;
        Some(*term)
    });
    // the terms rise to the expected count, then fall below all that matters
    let n_terms = (count as f64 - expected).abs() as usize + 20 * (expected.sqrt() as usize + 10);
    let (more, fewer): (f64, f64) = (more.take(n_terms).sum(), fewer.take(n_terms).sum());
    (2.0 * (this + more.min(fewer))).min(1.0)
}

/// Of the largest distance between two distribution functions, times the root of the sample's size
/// (Kolmogorov 1933).
pub fn of_distance(distance: f64) -> f64 {
    if distance < 0.3 {
        return 1.0;
    }
    let term = |j: i32| (-2.0 * f64::from(j * j) * distance * distance).exp();
    2.0 * (1..30).map(|j| if j % 2 == 1 { term(j) } else { -term(j) }).sum::<f64>()
}

/// Of the largest of `n` numbers that are standard normals but for their signs.
pub fn of_largest(z: f64, n: f64) -> f64 {
    (n * of_z(z)).min(1.0)
}

/// Digits by mpmath 1.3.0.
#[test]
fn probabilities_are_those_of_the_tables() {
    let known = [
        (upper_tail(0.5), 0.308537538725987),
        (upper_tail(2.9), 0.00186581330038404),
        (upper_tail(-1.0), 0.841344746068543),
        (upper_tail(3.0), 0.0013498980316300946),
        (upper_tail(5.0), 2.866515718791939e-7),
        (upper_tail(6.66), 1.369137925025017e-11),
        (quantile(0.025), 1.959963984540054),
        (of_count(10, 3.0), 2.0 * 0.00110248813011548),
        (of_count(0, 3.0), 2.0 * 0.0497870683678639),
        (of_count(101, 100.0), 2.0 * 0.47343780147000153),
        (of_distance(1.3580986393225507), 0.05),
        (of_distance(0.8), 0.5441424115741982),
    ];
    for (found, expected) in known {
        assert!((found / expected - 1.0).abs() < 1e-8, "{found}, not {expected}");
    }
    for (chi_squared, freedom) in [(381.127267871, 255.0), (33_905.132384349, 32_640.0)] {
        let (found, expected) = (of_z(z_of_chi_squared(chi_squared, freedom)), 1e-6);
        assert!((found / expected - 1.0).abs() < 0.1, "{found}, not {expected}");
    }
}
