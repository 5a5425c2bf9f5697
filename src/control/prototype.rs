//! Low-pass filters of 1 rad/s, by their poles: Butterworth, and Chebyshev of the first type.
//!
//! As scipy.signal.buttap and cheb1ap. Both put poles at -(a cos t + i b sin t), t = pi m / (2 n),
//! with m = -n + 1, -n + 3 .. n - 1: on a circle, or on an ellipse that the ripple makes narrow.

use super::checks::in_range;
use super::complex::{complex, Complex};
use crate::error::Error;
use crate::simd::math::{exp, exp_m1, ln};

/// The family of a band-pass, and of the low-pass that it is made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// As flat as can be.
    Butterworth,
    /// As steep as can be, for a ripple of the pass-band in dB.
    Chebyshev { ripple_db: f64 },
}

/// The names by which a configuration chooses a shape.
pub const SHAPES: [&str; 2] = ["butterworth", "chebyshev"];

/// The poles that do not lie below the real axis, and the gain.
pub(super) struct Prototype {
    pub(super) poles: Vec<Complex>,
    pub(super) gain: f64,
}

impl Shape {
    /// The shape of this name.
    pub(super) fn named(name: &str, ripple_db: f64) -> Result<Self, Error> {
        match name {
            "butterworth" => Ok(Self::Butterworth),
            "chebyshev" => {
                let ripple_db = in_range("ripple_db", ripple_db, (1e-3, 20.0), "dB")?;
                Ok(Self::Chebyshev { ripple_db })
            }
            _ => Err(Error::unknown("filter", name, SHAPES)),
        }
    }

    /// The low-pass of this order, from 1 up.
    pub(super) fn prototype(self, order: u32) -> Prototype {
        let (a, b, at_rest) = self.axes(order);
        let pole = |m: u32| {
            let on_circle = Complex::turned(f64::from(m) / f64::from(4 * order));
            complex(-a * on_circle.re, b * on_circle.im)
        };
        let poles: Vec<Complex> = (0..order).filter(|m| (order - m) % 2 == 1).map(pole).collect();
        let of_pole = |p: &Complex| if p.im == 0.0 { -p.re } else { p.norm_sqr() };
        let gain = poles.iter().map(of_pole).product::<f64>() * at_rest;
        Prototype { poles, gain }
    }

    /// The half axes of the ellipse, and the gain at 0 rad/s.
    fn axes(self, order: u32) -> (f64, f64, f64) {
        let Self::Chebyshev { ripple_db } = self else { return (1.0, 1.0, 1.0) };
        let ripple = exp_m1(ripple_db * std::f64::consts::LN_10 / 10.0).sqrt();
        let over = 1.0 / ripple;
        let mu = ln(over + (over * over + 1.0).sqrt()) / f64::from(order);
        let (rise, fall) = (exp(mu), exp(-mu));
        let at_rest =
            if order.is_multiple_of(2) { 1.0 / (1.0 + ripple * ripple).sqrt() } else { 1.0 };
        ((rise - fall) / 2.0, (rise + fall) / 2.0, at_rest)
    }
}
