//! The Butterworth band-pass of order 2, as second-order sections.
//!
//! As scipy.signal.butter(2, [low, high], "bandpass") makes it: the analogue low-pass with poles at
//! exp(+-3 pi i / 4), turned into a band-pass, then by the bilinear transform with both edges warped.
//! The zeros are 1, 1, -1 and -1, so each section's numerator is 1 - z^-2.

use rustfft::num_complex::Complex;

use super::spikes::in_range;
use crate::error::Error;
use crate::simd::math::sin_cos_turns;

/// y[k] = x[k] - x[k - 2] - a1 y[k - 1] - a2 y[k - 2].
#[derive(Clone, Copy, Debug)]
struct Section {
    a1: f64,
    a2: f64,
}

/// A digital band-pass that lets a pass-band's edges through at 1/sqrt(2).
#[derive(Clone, Copy, Debug)]
pub(super) struct BandPass {
    gain: f64,
    sections: [Section; 2],
}

/// Twice the rate at which SciPy's bilinear transform samples.
const TWICE_RATE: f64 = 4.0;

impl BandPass {
    /// From `low_hz` to `high_hz` of a signal sampled every `interval_ms`.
    ///
    /// # Errors
    /// Edges that do not ascend between 0 and half the sampling rate, both excluded.
    pub(super) fn new(low_hz: f64, high_hz: f64, interval_ms: f64) -> Result<Self, Error> {
        let nyquist_hz = 500.0 / interval_ms;
        in_range("low_hz", low_hz, f64::MIN_POSITIVE, high_hz.min(nyquist_hz), "Hz")?;
        in_range("high_hz", high_hz, low_hz, nyquist_hz, "Hz")?;
        if low_hz == high_hz || high_hz == nyquist_hz {
            let why = format!("is {low_hz} to {high_hz} Hz; it must ascend below {nyquist_hz} Hz");
            return Err(Error::invalid("band", why));
        }
        let [low, high] = [low_hz, high_hz].map(|hz| warped(hz / nyquist_hz));
        Ok(Self::between(low, high))
    }

    /// Between two warped edges.
    fn between(low: f64, high: f64) -> Self {
        let (width, centre2) = (high - low, low * high);
        let half = width / 2.0 * std::f64::consts::FRAC_1_SQRT_2;
        let pole = Complex::new(-half, half);
        // pole^2 - centre^2, whose real part is below 0: the imaginary part of its root is not small
        let root = root_left(Complex::new(-centre2, -width * width / 4.0));
        let analogue = [pole + root, pole - root];
        let from_one = analogue.map(|p| (TWICE_RATE - p).norm_sqr());
        let sections = analogue.map(|p| section((TWICE_RATE + p) / (TWICE_RATE - p)));
        let gain = width * width * TWICE_RATE * TWICE_RATE / (from_one[0] * from_one[1]);
        Self { gain, sections }
    }

    /// Filters in place, from the state in which a constant of `steady` would have left the filter.
    pub(super) fn run(&self, signal: &mut [f64], steady: f64) {
        // each section stops a constant: the first has seen it, the second has seen nothing
        let mut before = [[self.gain * steady, self.gain * steady, 0.0, 0.0], [0.0; 4]];
        for sample in signal {
            let mut x = self.gain * *sample;
            for (section, [x1, x2, y1, y2]) in self.sections.iter().zip(&mut before) {
                let y = x - *x2 - section.a1 * *y1 - section.a2 * *y2;
                (*x1, *x2, *y1, *y2) = (x, *x1, y, *y1);
                x = y;
            }
            *sample = x;
        }
    }
}

/// 4 tan(pi f / 2), f a fraction of half the sampling rate.
fn warped(f: f64) -> f64 {
    let (sin, cos) = sin_cos_turns(f / 4.0);
    TWICE_RATE * sin / cos
}

/// The square root of a number whose real part is not above 0.
fn root_left(z: Complex<f64>) -> Complex<f64> {
    let im = ((z.norm_sqr().sqrt() - z.re) / 2.0).sqrt();
    Complex::new(z.im / (2.0 * im), im)
}

fn section(pole: Complex<f64>) -> Section {
    Section { a1: -2.0 * pole.re, a2: pole.norm_sqr() }
}
