//! Multitaper spectra of signals and of spike trains.
//!
//! Thomson DJ (1982) Proc IEEE 70:1055-1096; of spike trains Jarvis MR, Mitra PP (2001) Neural Comput
//! 13:717-749: the mean over tapers of |sum_j h_j (x_j - mean) e^(-2 pi i f t_j)|^2, one-sided, over the
//! whole signal. A spike train is its rate in bins, so that a Poisson train of rate r has 2 r Hz2/Hz,
//! as by [`super::welch`].

use super::dft::Transform;
use super::dpss::dpss;
use super::memory::zeros;
use super::spikes::in_range;
use super::{cell_counts, Bins, Signal, Spectrum, SpikeTrains};
use crate::error::Error;

/// How much a spectrum is smoothed, and over how many tapers it is averaged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Multitaper {
    time_bandwidth: f64,
    n_tapers: usize,
}

impl Default for Multitaper {
    /// TW 3 and 5 tapers.
    fn default() -> Self {
        Self { time_bandwidth: 3.0, n_tapers: 5 }
    }
}

impl Multitaper {
    /// The half-width of the smoothing times the duration, and the number of tapers; of those beyond
    /// 2 TW - 1 the power leaks.
    ///
    /// # Errors
    /// TW outside 0.5 .. 100, or tapers outside 1 .. 2 TW.
    pub fn new(time_bandwidth: f64, n_tapers: usize) -> Result<Self, Error> {
        in_range("time_bandwidth", time_bandwidth, 0.5, 100.0, "1")?;
        in_range("n_tapers", n_tapers as f64, 1.0, (2.0 * time_bandwidth).floor(), "1")?;
        Ok(Self { time_bandwidth, n_tapers })
    }

    fn tapers(self, n_samples: usize) -> Result<Vec<Vec<f64>>, Error> {
        if (n_samples as f64) <= 2.0 * self.time_bandwidth {
            let why = format!(
                "has {n_samples} samples; tapers of TW {} need more than twice that",
                self.time_bandwidth
            );
            return Err(Error::invalid("signal", why));
        }
        dpss(n_samples, self.time_bandwidth, self.n_tapers)
    }
}

/// The one-sided power spectral density of a signal, unit^2/Hz.
///
/// # Errors
/// 2 TW samples or fewer, or more than memory holds.
pub fn multitaper(signal: Signal, how: Multitaper) -> Result<Spectrum, Error> {
    let n = signal.values().len();
    let mut sum = Sum::new(n, signal.interval_ms(), how)?;
    sum.add(signal.values());
    Ok(sum.spectrum(1.0))
}

/// The spectrum of the binned rate of a cell, averaged over the cells, Hz2/Hz; 0 if none fires.
///
/// # Errors
/// 2 TW bins or fewer, or more than memory holds.
pub fn spike_spectrum(
    trains: &SpikeTrains,
    bins: Bins,
    how: Multitaper,
) -> Result<Spectrum, Error> {
    let n = usize::try_from(bins.n_bins()).unwrap_or(usize::MAX);
    let mut sum = Sum::new(n, bins.interval_ms(), how)?;
    for cell in 0..trains.n_cells() {
        sum.add(&cell_counts(trains, cell, bins)?);
    }
    let hz_per_spike = 1000.0 / bins.interval_ms();
    Ok(sum.spectrum(hz_per_spike * hz_per_spike / trains.n_cells() as f64))
}

/// Spectra being summed.
struct Sum {
    tapers: Vec<Vec<f64>>,
    transform: Transform,
    values: Vec<f64>,
    interval_ms: f64,
}

impl Sum {
    fn new(n: usize, interval_ms: f64, how: Multitaper) -> Result<Self, Error> {
        let values = zeros("the spectrum", n as u64 / 2 + 1)?;
        Ok(Self { tapers: how.tapers(n)?, transform: Transform::new(n)?, values, interval_ms })
    }

    fn add(&mut self, x: &[f64]) {
        for taper in &self.tapers {
            let z = self.transform.of_pair(taper, x, None);
            self.values.iter_mut().enumerate().for_each(|(k, v)| *v += z.at(k).norm_sqr());
        }
    }

    /// The sum as a density: over tapers, twice but at 0 and at half the sampling rate.
    fn spectrum(mut self, scale: f64) -> Spectrum {
        let segment = self.tapers[0].len();
        let scale = scale * self.interval_ms / 1000.0 / self.tapers.len() as f64;
        for (k, value) in self.values.iter_mut().enumerate() {
            let own_mirror = k == 0 || 2 * k == segment;
            *value *= if own_mirror { scale } else { 2.0 * scale };
        }
        let (values, interval_ms) = (self.values, self.interval_ms);
        Spectrum { values, segment, interval_ms, n_segments: 1 }
    }
}
