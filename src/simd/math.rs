//! exp, ln, sin and cos of one number, for code outside the simulation loop.
//!
//! The same functions as over lanes, so that a wiring or a window computed once has the same bits
//! on every platform: the platform's own library is never asked.

use super::{Backend, Isa, Kernel, Lanes};

struct Exp(f64);
struct ExpM1(f64);
struct Ln(f64);
struct SinCosTurns(f64);

impl Kernel for Exp {
    type Output = f64;
    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> f64 {
        first(I::Double::splat(isa, self.0).exp())
    }
}

impl Kernel for ExpM1 {
    type Output = f64;
    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> f64 {
        first(I::Double::splat(isa, self.0).exp_m1())
    }
}

impl Kernel for Ln {
    type Output = f64;
    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> f64 {
        first(I::Double::splat(isa, self.0).ln())
    }
}

impl Kernel for SinCosTurns {
    type Output = (f64, f64);
    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> (f64, f64) {
        let (sin, cos) = I::Double::splat(isa, self.0).sin_cos_turns();
        (first(sin), first(cos))
    }
}

#[inline(always)]
fn first<L: Lanes<Scalar = f64>>(x: L) -> f64 {
    let mut lanes = [0.0; 16];
    x.store(&mut lanes);
    lanes[0]
}

/// e^x; 0 below -708, infinite above 709.
pub fn exp(x: f64) -> f64 {
    Backend::best().run(Exp(x))
}

/// e^x - 1 without cancellation near zero; x is held in [-708, 709].
pub fn exp_m1(x: f64) -> f64 {
    Backend::best().run(ExpM1(x))
}

/// The natural logarithm; x must be positive and normal.
pub fn ln(x: f64) -> f64 {
    Backend::best().run(Ln(x))
}

/// (sin, cos) of 2 pi `turns`; |turns| below 2^40.
pub fn sin_cos_turns(turns: f64) -> (f64, f64) {
    Backend::best().run(SinCosTurns(turns))
}

/// x^p for positive, normal x.
pub fn power(x: f64, p: f64) -> f64 {
    exp(p * ln(x))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Distance in units of the last place of the platform's answer, itself within 1 ulp.
    fn ulps(ours: f64, theirs: f64) -> f64 {
        (ours - theirs).abs() / (theirs.abs() * f64::EPSILON).max(f64::MIN_POSITIVE)
    }

    fn largest_error(ours: impl Fn(f64) -> f64, theirs: impl Fn(f64) -> f64, xs: &[f64]) -> f64 {
        xs.iter().map(|&x| ulps(ours(x), theirs(x))).fold(0.0, f64::max)
    }

    fn grid(low: f64, high: f64) -> Vec<f64> {
        (0..=200_000).map(|i| low + (high - low) * f64::from(i) / 200_000.0).collect()
    }

    #[test]
    fn exp_is_within_two_ulp() {
        let worst = largest_error(exp, f64::exp, &grid(-700.0, 700.0)).max(largest_error(
            exp,
            f64::exp,
            &grid(-1.0, 1.0),
        ));
        assert!(worst <= 2.0, "{worst} ulp");
    }

    #[test]
    fn exp_is_defined_outside_its_range() {
        assert_eq!(exp(-709.0), 0.0);
        assert_eq!(exp(f64::NEG_INFINITY), 0.0);
        assert_eq!(exp(710.0), f64::INFINITY);
        assert_eq!(exp(f64::INFINITY), f64::INFINITY);
        assert!(exp(f64::NAN).is_nan());
        assert_eq!(exp(0.0), 1.0);
    }

    #[test]
    fn exp_m1_is_within_three_ulp() {
        let worst = largest_error(exp_m1, f64::exp_m1, &grid(-2.0, 2.0))
            .max(largest_error(exp_m1, f64::exp_m1, &grid(-1e-5, 1e-5)))
            .max(largest_error(exp_m1, f64::exp_m1, &grid(-600.0, 600.0)));
        assert!(worst <= 3.0, "{worst} ulp");
    }

    #[test]
    fn ln_is_within_two_ulp() {
        let worst = largest_error(ln, f64::ln, &grid(1e-9, 1.0))
            .max(largest_error(ln, f64::ln, &grid(0.5, 2.0)))
            .max(largest_error(ln, f64::ln, &grid(1.0, 1e9)));
        assert!(worst <= 2.0, "{worst} ulp");
        assert_eq!(ln(1.0), 0.0);
    }

    #[test]
    fn sine_and_cosine_are_within_two_ulp_over_a_turn() {
        for turns in grid(-1.0, 1.0) {
            let (sin, cos) = sin_cos_turns(turns);
            let (s, c) = (turns * std::f64::consts::TAU).sin_cos();
            // the platform's angle is itself rounded: compare absolutely, in ulp of 1
            assert!((sin - s).abs() <= 9e-16 && (cos - c).abs() <= 9e-16, "{turns}: {sin} {cos}");
        }
    }

    #[test]
    fn quarter_turns_are_exact() {
        assert_eq!(sin_cos_turns(0.0), (0.0, 1.0));
        assert_eq!(sin_cos_turns(0.25), (1.0, 0.0));
        assert_eq!(sin_cos_turns(-0.25), (-1.0, 0.0));
        assert_eq!(sin_cos_turns(0.5).1, -1.0);
    }
}
