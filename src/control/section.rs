//! A second-order section of a digital filter.
//!
//! State-variable filters with trapezoidal integrators: the transfer function that the bilinear transform gives,
//! with two variables a section. A direct form would lose the band's place at high sampling rates, where its
//! coefficients come near 2 and 1.

use super::checks::quiet;
use super::state::state;
use crate::simd::math::sin_cos_turns;

/// Twice the rate at which SciPy's bilinear transform samples.
const TWICE_RATE: f64 = 4.0;

/// width s / (s^2 + damping s + place^2) by the bilinear transform, and place^2 / (the same).
#[derive(Clone, Copy, Debug)]
pub(super) struct Section {
    keep: f64,
    pull: f64,
    push: f64,
    gain: f64,
    band: f64,
    low: f64,
}

state!(Section: band, low);

impl Section {
    pub(super) fn new(width: f64, damping: f64, place: f64) -> Self {
        let g = place / TWICE_RATE;
        let keep = 1.0 / (1.0 + g * (g + damping / place));
        let pull = g * keep;
        Self { keep, pull, push: g * pull, gain: width / place, band: 0.0, low: 0.0 }
    }

    /// The band-pass of one more sample.
    #[inline]
    pub(super) fn band(&mut self, x: f64) -> f64 {
        quiet(self.gain * self.step(x).0)
    }

    /// The low-pass of one more sample.
    #[inline]
    pub(super) fn low(&mut self, x: f64) -> f64 {
        quiet(self.step(x).1)
    }

    #[inline]
    fn step(&mut self, x: f64) -> (f64, f64) {
        let above = x - self.low;
        let band = self.keep * self.band + self.pull * above;
        let low = self.low + self.pull * self.band + self.push * above;
        self.band = quiet(2.0 * band - self.band);
        self.low = quiet(2.0 * low - self.low);
        (band, low)
    }

    /// Puts the section where a constant would have left it.
    pub(super) fn settle(&mut self, constant: f64) {
        (self.band, self.low) = (0.0, constant);
    }
}

/// 4 tan(pi f), f a fraction of the sampling rate.
pub(super) fn warped(f: f64) -> f64 {
    let (sin, cos) = sin_cos_turns(f / 2.0);
    TWICE_RATE * sin / cos
}
