//! Complex numbers: what the design of a filter and an observer need of them.

use std::ops::{Add, Div, Mul, Sub};

use super::checks::quiet;
use super::state::state;
use crate::simd::math::sin_cos_turns;

/// re + i im.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Complex {
    pub(super) re: f64,
    pub(super) im: f64,
}

state!(Complex: re, im);

/// The number of these two parts.
pub(super) const fn complex(re: f64, im: f64) -> Complex {
    Complex { re, im }
}

impl Complex {
    /// e^(2 pi i turns).
    pub(super) fn turned(turns: f64) -> Self {
        let (sin, cos) = sin_cos_turns(turns);
        complex(cos, sin)
    }
    pub(super) fn conj(self) -> Self {
        complex(self.re, -self.im)
    }
    pub(super) fn scaled(self, by: f64) -> Self {
        complex(self.re * by, self.im * by)
    }
    pub(super) fn norm_sqr(self) -> f64 {
        self.re * self.re + self.im * self.im
    }
    pub(super) fn norm(self) -> f64 {
        self.norm_sqr().sqrt()
    }
    /// Both parts kept away from the subnormal numbers.
    pub(super) fn quiet(self) -> Self {
        complex(quiet(self.re), quiet(self.im))
    }
    /// The square root with a real part that is not negative.
    pub(super) fn sqrt(self) -> Self {
        let larger = ((self.norm() + self.re.abs()) / 2.0).sqrt();
        if larger == 0.0 {
            return Self::default();
        }
        let other = self.im / (2.0 * larger);
        match self.re >= 0.0 {
            true => complex(larger, other),
            false => complex(other.abs(), if self.im < 0.0 { -larger } else { larger }),
        }
    }
}

impl Add for Complex {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        complex(self.re + other.re, self.im + other.im)
    }
}

impl Sub for Complex {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        complex(self.re - other.re, self.im - other.im)
    }
}

impl Mul for Complex {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        complex(self.re * other.re - self.im * other.im, self.re * other.im + self.im * other.re)
    }
}

impl Div for Complex {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        (self * other.conj()).scaled(1.0 / other.norm_sqr())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn square_of_the_root_is_the_number() {
        let parts = [-3.0, -1e-9, 0.0, 1e-9, 0.5, 4.0];
        for z in parts.iter().flat_map(|re| parts.iter().map(|im| complex(*re, *im))) {
            let root = z.sqrt();
            assert!(root.re >= 0.0 && (root * root - z).norm() <= 1e-15 * z.norm(), "{z:?}");
        }
    }

    #[test]
    fn quotient_times_divisor_is_the_number() {
        let (a, b) = (complex(2.0, -3.0), complex(-0.1, 7.0));
        assert!((a / b * b - a).norm() < 1e-15);
    }
}
