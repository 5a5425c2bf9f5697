//! Amplitude and phase of an oscillation, sample by sample, by an observer.
//!
//! The signal is taken for an oscillation at the middle of the band on a constant. A Luenberger observer
//! predicts the next sample from both and corrects them by what it missed; its three poles lie at the
//! distance from the unit circle that gives the width of the band. On a sine at the middle of the
//! band it converges to the true amplitude and phase, without delay; a constant it takes away wholly.
//! At other frequencies the phase leads below the middle and lags above it.
//!
//! An oscillator that the signal drives, in place of a filter and a Hilbert transform, is due to Rosenblum
//! M et al. (2021) Sci Rep 11:18037, doi:10.1038/s41598-021-97560-5; this observer is linear, theirs is not.

use std::f64::consts::PI;

use crate::control::angle::angle;
use crate::control::band_pass::check_band;
use crate::control::checks::quiet;
use crate::control::complex::{complex, Complex};
use crate::control::state::state;
use crate::error::Error;
use crate::simd::math::{exp_m1, sin_cos_turns};

/// The observer: what it believes, and how it learns.
#[derive(Clone, Debug)]
pub(in crate::control) struct EnvelopePhase {
    turn: Complex,
    gain: Complex,
    mean_gain: f64,
    wave: Complex,
    mean: f64,
    started: bool,
}

state!(EnvelopePhase: wave, mean, started);

impl EnvelopePhase {
    /// For a band of a signal, its middle in the middle.
    pub(in crate::control) fn new(
        low_hz: f64,
        high_hz: f64,
        sample_hz: f64,
    ) -> Result<Self, Error> {
        check_band(low_hz, high_hz, sample_hz)?;
        let turns = (low_hz + high_hz) / 2.0 / sample_hz;
        let q = -exp_m1(-PI * (high_hz - low_hz) / sample_hz);
        let turn = Complex::turned(turns);
        let (gain, mean_gain) = gains(turn, from_one(turns), q);
        Ok(Self { turn, gain, mean_gain, wave: Complex::default(), mean: 0.0, started: false })
    }

    /// Amplitude in the signal's unit, and phase in radians, after one more sample.
    #[inline]
    pub(in crate::control) fn step(&mut self, x: f64) -> (f64, f64) {
        if !self.started {
            (self.mean, self.started) = (x, true);
        }
        let wave = self.wave * self.turn;
        let missed = x - self.mean - wave.re;
        self.wave = (wave + self.gain.scaled(missed)).quiet();
        self.mean = quiet(self.mean + self.mean_gain * missed);
        (self.wave.norm(), angle(self.wave))
    }
}

/// 1 - e^(2 pi i turns), exact to rounding for a small angle too.
fn from_one(turns: f64) -> Complex {
    let (half_sin, half_cos) = sin_cos_turns(turns / 2.0);
    complex(2.0 * half_sin * half_sin, -2.0 * half_sin * half_cos)
}

/// The gains that put the poles to (1 - q) l, its conjugate, and 1 - q, where l is the turn a sample.
///
/// The error's transfer function is the ratio of the polynomials with these poles and with l, its
/// conjugate and 1; each gain is a residue of it. Differences are written so that none cancels at
/// high sampling rates, where l is near 1 and q near 0.
fn gains(turn: Complex, from_one: Complex, q: f64) -> (Complex, f64) {
    let to_conjugate = complex(0.0, 2.0 * turn.im);
    let to_one = complex(-from_one.re, -from_one.im);
    let moved = (to_conjugate + turn.conj().scaled(q)) * (to_one + complex(q, 0.0));
    let gain = (moved / (to_conjugate * to_one)).scaled(2.0 * q);
    let mean_gain = (from_one + turn.scaled(q)).norm_sqr() * q / from_one.norm_sqr();
    (gain, mean_gain)
}
