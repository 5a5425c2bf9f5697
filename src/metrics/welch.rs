//! Power spectral density by Welch's method.
//!
//! Welch PD (1967) IEEE Trans Audio Electroacoust 15:70-73. Numbers as scipy.signal.welch gives
//! them with its defaults: periodic Hann window, constant detrend per segment, one-sided density,
//! mean over segments. A last partial segment is left out.

use super::dft::{hann, Transform};
use super::memory::zeros;
use super::spectrum::frequency_hz;
use super::spikes::in_range;
use super::{Signal, Spectrum};
use crate::error::Error;

/// How a signal is cut into segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Welch {
    segment: usize,
    overlap: usize,
}

impl Welch {
    /// Segments of `segment` samples, each sharing `overlap` samples with the one before.
    ///
    /// # Errors
    /// Segments below 2 samples, or an overlap that is not below the segment.
    pub fn new(segment: usize, overlap: usize) -> Result<Self, Error> {
        if segment < 2 {
            let why = format!("is {segment} samples; a spectrum needs at least 2");
            return Err(Error::invalid("segment", why));
        }
        if overlap >= segment {
            let why = format!("is {overlap} samples; it must be below the segment of {segment}");
            return Err(Error::invalid("overlap", why));
        }
        Ok(Self { segment, overlap })
    }

    /// Segments of 1 s that overlap by half: bins 1 Hz apart.
    ///
    /// # Errors
    /// A sampling interval outside 1e-9 .. 500 ms.
    pub fn of_1_s(interval_ms: f64) -> Result<Self, Error> {
        in_range("interval_ms", interval_ms, 1e-9, 500.0, "ms")?;
        let segment = (1000.0 / interval_ms).round() as usize;
        Self::new(segment, segment / 2)
    }

    /// Samples in a segment.
    pub fn segment(self) -> usize {
        self.segment
    }
    /// Samples from the start of one segment to the start of the next.
    pub fn hop(self) -> usize {
        self.segment - self.overlap
    }

    /// The frequencies of the bins of a signal sampled every `interval_ms`, Hz, (segment / 2 + 1).
    ///
    /// # Errors
    /// A sampling interval outside 1e-9 .. 1e6 ms.
    pub fn frequencies_hz(
        self,
        interval_ms: f64,
    ) -> Result<impl ExactSizeIterator<Item = f64>, Error> {
        in_range("interval_ms", interval_ms, 1e-9, 1e6, "ms")?;
        let Self { segment, .. } = self;
        Ok((0..segment / 2 + 1).map(move |bin| frequency_hz(bin, segment, interval_ms)))
    }

    /// How many whole segments `n_samples` hold.
    ///
    /// # Errors
    /// Not even one.
    pub fn n_segments(self, n_samples: u64) -> Result<u64, Error> {
        let segment = self.segment as u64;
        match n_samples.checked_sub(segment) {
            Some(rest) => Ok(rest / self.hop() as u64 + 1),
            None => Err(Error::invalid(
                "signal",
                format!(
                    "has {n_samples} samples, a segment needs {segment}: \
                     record longer or shorten the segment"
                ),
            )),
        }
    }

    /// The segments of a signal.
    pub(super) fn cut(self, signal: &[f64]) -> impl Iterator<Item = &[f64]> {
        signal.windows(self.segment).step_by(self.hop())
    }

    /// The number of independent segments that `n_segments` overlapping ones are worth.
    ///
    /// L / (1 + 2 sum_j (1 - j/L) rho_j^2), rho_j the overlap of the window with itself j hops
    /// on (Welch 1967): the number by which white noise is averaged.
    ///
    /// # Errors
    /// A segment beyond memory.
    pub fn effective_segments(self, n_segments: u64) -> Result<f64, Error> {
        let window = hann(self.segment)?;
        let lagged = |lag: usize| -> f64 {
            window.iter().zip(window.get(lag..).unwrap_or(&[])).map(|(a, b)| a * b).sum()
        };
        let (power, n) = (lagged(0), n_segments as f64);
        let lags = (self.hop()..self.segment).step_by(self.hop());
        let shared = lags.zip(1..n_segments).map(|(lag, j)| {
            let rho = lagged(lag) / power;
            (1.0 - j as f64 / n) * rho * rho
        });
        Ok(n / (1.0 + 2.0 * shared.sum::<f64>()))
    }
}

/// The one-sided power spectral density of a signal, unit^2/Hz.
///
/// # Errors
/// The signal is shorter than a segment, or the segment is beyond memory.
pub fn welch(signal: Signal, welch: Welch) -> Result<Spectrum, Error> {
    let n_segments = welch.n_segments(signal.values().len() as u64)?;
    let mut transform = Transform::new(welch.segment)?;
    let window = hann(welch.segment)?;
    let mut values = zeros("the spectrum", welch.segment as u64 / 2 + 1)?;

    // two real segments make one complex transform: |Z(f)|^2 + |Z(-f)|^2 = 2 (|A|^2 + |B|^2)
    let mut segments = welch.cut(signal.values());
    while let Some(a) = segments.next() {
        let z = transform.of_pair(&window, a, segments.next());
        for (k, value) in values.iter_mut().enumerate() {
            *value += (z.at(k).norm_sqr() + z.at_minus(k).norm_sqr()) / 2.0;
        }
    }
    scale_to_density(&mut values, &window, n_segments, signal.interval_ms());
    Ok(Spectrum { values, segment: welch.segment, interval_ms: signal.interval_ms(), n_segments })
}

/// From summed |FFT|^2 to a density: twice, except at 0 and at half the sampling rate.
fn scale_to_density(values: &mut [f64], window: &[f64], n_segments: u64, interval_ms: f64) {
    let power: f64 = window.iter().map(|w| w * w).sum();
    let scale = interval_ms / 1000.0 / power / n_segments as f64;
    let own_mirror = |k: usize| k == 0 || 2 * k == window.len();
    for (k, value) in values.iter_mut().enumerate() {
        *value *= if own_mirror(k) { scale } else { 2.0 * scale };
    }
}
