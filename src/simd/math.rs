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
    fn quarter_turns_are_exact() {
        assert_eq!(sin_cos_turns(0.0), (0.0, 1.0));
        assert_eq!(sin_cos_turns(0.25), (1.0, 0.0));
        assert_eq!(sin_cos_turns(-0.25), (-1.0, 0.0));
        assert_eq!(sin_cos_turns(0.5).1, -1.0);
    }
}
