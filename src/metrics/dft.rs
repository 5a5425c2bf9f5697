//! Discrete Fourier transforms: of two real segments at once, or of a few bins only.

use std::sync::Arc;

use rustfft::num_complex::Complex;
use rustfft::{Fft, FftPlannerScalar};

use super::memory::zeros;
use super::signals::mean;
use crate::error::Error;
use crate::simd::math::sin_cos_turns;

/// The periodic Hann window, (n): (1 - cos(2 pi j / n)) / 2.
pub(super) fn hann(n: usize) -> Result<Vec<f64>, Error> {
    let mut window = zeros("the window", n as u64)?;
    for (j, w) in window.iter_mut().enumerate() {
        *w = (1.0 - sin_cos_turns(j as f64 / n as f64).1) / 2.0;
    }
    Ok(window)
}

/// (x - mean) w: a segment as Welch's method transforms it.
fn tapered<'a>(window: &'a [f64], segment: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
    let mean = mean(segment);
    segment.iter().zip(window).map(move |(x, w)| (x - mean) * w)
}

/// A fast transform of n points and the room it works in.
pub(super) struct Transform {
    plan: Arc<dyn Fft<f64>>,
    points: Vec<Complex<f64>>,
    scratch: Vec<Complex<f64>>,
}

impl Transform {
    /// A transform of n points by the scalar planner: the same operations on every CPU.
    pub(super) fn new(n: usize) -> Result<Self, Error> {
        let points = zeros("the transform", n as u64)?;
        let plan = FftPlannerScalar::new().plan_fft_forward(n);
        let scratch = zeros("the transform", plan.get_inplace_scratch_len() as u64)?;
        Ok(Self { plan, points, scratch })
    }

    /// Transforms a + i b, both tapered; b may be missing.
    pub(super) fn of_pair(&mut self, window: &[f64], a: &[f64], b: Option<&[f64]>) -> &Self {
        self.points.fill(Complex::default());
        for (z, x) in self.points.iter_mut().zip(tapered(window, a)) {
            z.re = x;
        }
        for (z, x) in self.points.iter_mut().zip(tapered(window, b.unwrap_or(&[]))) {
            z.im = x;
        }
        self.run()
    }

    /// Transforms x - offset without a taper.
    pub(super) fn of_real(&mut self, x: &[f64], offset: f64) -> &Self {
        for (z, x) in self.points.iter_mut().zip(x) {
            *z = Complex::new(x - offset, 0.0);
        }
        self.run()
    }

    fn run(&mut self) -> &Self {
        self.plan.process_with_scratch(&mut self.points, &mut self.scratch);
        self
    }

    /// Z at bin k.
    pub(super) fn at(&self, k: usize) -> Complex<f64> {
        self.points[k]
    }
    /// Z at bin -k.
    pub(super) fn at_minus(&self, k: usize) -> Complex<f64> {
        self.points[if k == 0 { 0 } else { self.points.len() - k }]
    }
}

/// |DFT|^2 of x - offset at bin k alone, summed in blocks of about sqrt(n) samples.
///
/// Within a block the phases are those of the first block, turned once as a whole: 2 sqrt(n)
/// sines instead of n.
pub(super) fn power_at(x: &[f64], offset: f64, k: usize) -> Result<f64, Error> {
    let block = (x.len() as f64).sqrt() as usize + 1;
    let mut phases: Vec<Complex<f64>> = zeros("the phases", block as u64)?;
    for (j, phase) in phases.iter_mut().enumerate() {
        *phase = turn(k, j, x.len());
    }
    let mut sum = Complex::new(0.0, 0.0);
    for (i, block_of_x) in x.chunks(block).enumerate() {
        let terms = block_of_x.iter().zip(&phases).map(|(x, phase)| phase * (x - offset));
        sum += terms.sum::<Complex<f64>>() * turn(k, i * block, x.len());
    }
    Ok(sum.norm_sqr())
}

/// e^(-2 pi i k j / n), the angle reduced in whole numbers.
pub(super) fn turn(k: usize, j: usize, n: usize) -> Complex<f64> {
    let of_n = (k as u128 * j as u128 % n as u128) as f64;
    let (sin, cos) = sin_cos_turns(of_n / n as f64);
    Complex::new(cos, -sin)
}
