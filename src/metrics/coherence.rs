//! Magnitude-squared coherence of two signals, and their phase.

use rustfft::num_complex::Complex;

use super::angle::turns;
use super::dft::{hann, Transform};
use super::memory::zeros;
use super::spikes::in_range;
use super::{Signal, Spectrum, Welch};
use crate::error::Error;
use crate::simd::math::power;

/// Sums over segments at one bin.
#[derive(Clone, Copy, Default)]
struct Products {
    xx: f64,
    yy: f64,
    xy: Complex<f64>,
}

/// |S_xy|^2 / (S_xx S_yy) at every frequency, from 0 to 1; segments as in [`super::welch`].
///
/// One segment alone gives 1 everywhere. NaN where a signal has no power.
///
/// # Errors
/// Signals of different length or sampling, shorter than a segment, or a segment beyond memory.
pub fn coherence(x: Signal, y: Signal, welch: Welch) -> Result<Spectrum, Error> {
    spectrum_of_products(x, y, welch, Products::coherence)
}

/// The angle of the mean cross spectrum conj(X) Y at every frequency, radians in (-pi, pi], as of
/// scipy.signal.csd: positive where y leads. It means something where the coherence exceeds
/// [`coherence_threshold`]. NaN where a signal has no power.
///
/// # Errors
/// Those of [`coherence`].
pub fn coherence_phase(x: Signal, y: Signal, welch: Welch) -> Result<Spectrum, Error> {
    spectrum_of_products(x, y, welch, Products::phase)
}

fn spectrum_of_products(
    x: Signal,
    y: Signal,
    welch: Welch,
    value: fn(&Products) -> f64,
) -> Result<Spectrum, Error> {
    same_sampling(x, y)?;
    let n_segments = welch.n_segments(x.values().len() as u64)?;
    let mut transform = Transform::new(welch.segment())?;
    let window = hann(welch.segment())?;
    let mut sums: Vec<Products> = zeros("the coherence", welch.segment() as u64 / 2 + 1)?;

    for (a, b) in welch.cut(x.values()).zip(welch.cut(y.values())) {
        let z = transform.of_pair(&window, a, Some(b));
        let (a_moves, b_moves) = (moves(a), moves(b));
        for (k, sum) in sums.iter_mut().enumerate() {
            sum.add(z.at(k), z.at_minus(k).conj(), a_moves, b_moves);
        }
    }
    let values = sums.iter().map(value).collect();
    let (segment, interval_ms) = (welch.segment(), x.interval_ms());
    Ok(Spectrum { values, segment, interval_ms, n_segments })
}

/// Whether a segment has any power. The rounding of the transform leaves a trace of the other signal in
/// one that has none.
fn moves(segment: &[f64]) -> bool {
    segment.iter().any(|x| *x != segment[0])
}

impl Products {
    /// Z = X + i Y of real x and y: X = (Z(f) + Z*(-f)) / 2, Y = (Z(f) - Z*(-f)) / 2i.
    fn add(&mut self, z: Complex<f64>, mirror: Complex<f64>, x_moves: bool, y_moves: bool) {
        let of_moving = |moves, z| if moves { z } else { Complex::default() };
        let x = of_moving(x_moves, (z + mirror) / 2.0);
        let y = of_moving(y_moves, (z - mirror) / Complex::new(0.0, 2.0));
        self.xx += x.norm_sqr();
        self.yy += y.norm_sqr();
        self.xy += x.conj() * y;
    }

    fn coherence(&self) -> f64 {
        self.xy.norm_sqr() / self.xx / self.yy
    }

    fn phase(&self) -> f64 {
        turns(self.xy) * std::f64::consts::TAU
    }
}

pub(super) fn same_sampling(x: Signal, y: Signal) -> Result<(), Error> {
    if x.values().len() == y.values().len() && x.interval_ms() == y.interval_ms() {
        return Ok(());
    }
    let of = |s: Signal| format!("{} samples every {} ms", s.values().len(), s.interval_ms());
    Err(Error::invalid("y", format!("has {}, x has {}; make them equal", of(y), of(x))))
}

/// The coherence that independent signals exceed with probability `alpha`:
/// 1 - alpha^(1 / (L - 1)), L the effective number of segments ([`Welch::effective_segments`]).
///
/// 1, which nothing exceeds, if L is not above 1.
///
/// # Errors
/// `alpha` outside 1e-300 .. 1, or a NaN `effective_segments`.
pub fn coherence_threshold(alpha: f64, effective_segments: f64) -> Result<f64, Error> {
    in_range("alpha", alpha, 1e-300, 1.0, "1")?;
    in_range("effective_segments", effective_segments, 0.0, f64::INFINITY, "1")?;
    if effective_segments <= 1.0 {
        return Ok(1.0);
    }
    Ok(1.0 - power(alpha, 1.0 / (effective_segments - 1.0)))
}
