//! A value per frequency, and power in bands of it.

use std::ops::Range;

use crate::error::Error;

/// One value per frequency, from 0 to half the sampling rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Spectrum {
    /// (segment / 2 + 1).
    pub(super) values: Vec<f64>,
    pub(super) segment: usize,
    pub(super) interval_ms: f64,
    pub(super) n_segments: u64,
}

impl Spectrum {
    /// The values, (segment / 2 + 1): unit^2/Hz of a power spectral density, 1 of a coherence.
    pub fn values(&self) -> &[f64] {
        &self.values
    }
    /// The segments averaged.
    pub fn n_segments(&self) -> u64 {
        self.n_segments
    }
    /// The frequency of a bin, Hz.
    pub fn frequency_hz(&self, bin: usize) -> f64 {
        frequency_hz(bin, self.segment, self.interval_ms)
    }

    /// The bins of a closed band; at least one.
    ///
    /// # Errors
    /// The spectrum has no bin in the band, or ends below it.
    pub fn bins(&self, low_hz: f64, high_hz: f64) -> Result<Range<usize>, Error> {
        bins(low_hz, high_hz, self.segment, self.interval_ms)
    }

    /// The power in a closed band by the trapezoidal rule, unit^2; 0 if the band is one bin.
    ///
    /// # Errors
    /// The spectrum has no bin in the band, or ends below it.
    pub fn band_power(&self, low_hz: f64, high_hz: f64) -> Result<f64, Error> {
        let bins = self.bins(low_hz, high_hz)?;
        let width_hz = |k: usize| self.frequency_hz(k + 1) - self.frequency_hz(k);
        let trapezoid = |k| width_hz(k) * (self.values[k] + self.values[k + 1]) / 2.0;
        Ok((bins.start..bins.end - 1).map(trapezoid).fold(0.0, |sum, area| sum + area))
    }

    /// The power in `band_hz` over that in `of_hz`; NaN of a flat signal.
    ///
    /// # Errors
    /// The spectrum has no bin in one of the bands, or ends below it.
    pub fn relative_band_power(
        &self,
        band_hz: (f64, f64),
        of_hz: (f64, f64),
    ) -> Result<f64, Error> {
        Ok(self.band_power(band_hz.0, band_hz.1)? / self.band_power(of_hz.0, of_hz.1)?)
    }
}

/// The frequency of bin k of n samples, Hz.
pub(super) fn frequency_hz(k: usize, n: usize, interval_ms: f64) -> f64 {
    1000.0 * k as f64 / (n as f64 * interval_ms)
}

/// The bins of a closed band of the spectrum of n samples; at least one.
pub(super) fn bins(
    low_hz: f64,
    high_hz: f64,
    n: usize,
    interval_ms: f64,
) -> Result<Range<usize>, Error> {
    let n_bins = n / 2 + 1;
    let first_above = |hz: f64, closed: bool| -> usize {
        let below = |k: usize| {
            let f = frequency_hz(k, n, interval_ms);
            f < hz || closed && f == hz
        };
        partition_point(n_bins, below)
    };
    let bins = first_above(low_hz, false)..first_above(high_hz, true);
    let top_hz = frequency_hz(n_bins - 1, n, interval_ms);
    if (low_hz..=high_hz).is_empty() || bins.is_empty() || top_hz < high_hz {
        let step_hz = frequency_hz(1, n, interval_ms);
        let why = format!(
            "{low_hz} to {high_hz} Hz is not in a spectrum of bins {step_hz} Hz apart \
             up to {top_hz} Hz: record longer or sample faster"
        );
        return Err(Error::invalid("band", why));
    }
    Ok(bins)
}

/// The first of 0 .. n for which `below` is false; `below` is true first, then false.
fn partition_point(n: usize, below: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = low + (high - low) / 2;
        if below(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
