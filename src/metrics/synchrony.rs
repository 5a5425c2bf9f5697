//! How much more the cells of a population fire together than independent ones would.
//!
//! R = N S_pop / mean_i S_ii: the power of the population rate (mean over cells) against that of
//! single cells. Independent cells give 1 whatever their rates and regularity, full synchrony
//! gives N. So tonic firing at 20 Hz, which a spectrum shows as beta, leaves R at 1.
//!
//! Spikes are few and the bins needed are five or so, hence no fast transform: each spike adds
//! its windowed phase, from a table, to the segments it lies in. The constant detrend of Welch's
//! method changes only bins 0 and 1 under a periodic Hann window, which are refused here.

use std::ops::Range;

use rustfft::num_complex::Complex;

use super::dft::{hann, turn};
use super::memory::zeros;
use super::{spectrum, Bins, SpikeTrains, Welch};
use crate::error::Error;

/// The half-width of the band around the peak, Hz.
const HALF_WIDTH_HZ: f64 = 2.0;

/// Synchrony of a population at one frequency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Synchrony {
    /// N S_pop / mean_i S_ii, 1 for independent cells, N for full synchrony. NaN if no cell fires.
    pub r: f64,
    /// (R - 1) / (N - 1), the mean pairwise coherency. NaN if no cell fires or there is one only.
    pub kappa: f64,
}

/// R and kappa of the binned trains around `frequency_hz`: spectra summed over +-2 Hz, closed.
///
/// # Errors
/// The bins are fewer than a segment, the band reaches below the spectrum's bin 2 or beyond half
/// the sampling rate, or the work is beyond memory.
pub fn synchrony(
    trains: &SpikeTrains,
    bins: Bins,
    welch: Welch,
    frequency_hz: f64,
) -> Result<Synchrony, Error> {
    let spectra = SparseSpectra::new(bins, welch, frequency_hz)?;
    let mut pooled = spectra.zeros()?;
    let mut of_cell = spectra.zeros()?;
    let mut cells_power = 0.0;
    for train in trains.cells() {
        of_cell.fill(Complex::default());
        spectra.add(bins.of_train(train), &mut of_cell);
        cells_power += power(&of_cell);
        pooled.iter_mut().zip(&of_cell).for_each(|(sum, z)| *sum += z);
    }
    // N (sum / N)^2 / (cells_power / N)
    let r = power(&pooled) / cells_power;
    // of one cell R is 1 exactly, and kappa 0 / 0
    Ok(Synchrony { r, kappa: (r - 1.0) / (trains.n_cells() - 1) as f64 })
}

fn power(spectra: &[Complex<f64>]) -> f64 {
    spectra.iter().map(Complex::norm_sqr).sum()
}

/// The bins of the band in every segment, as (n_segments x n_bins) sums of phases.
struct SparseSpectra {
    n_bins: usize,
    welch: Welch,
    n_segments: u64,
    /// w_j e^(-2 pi i k j / segment), (segment x n_bins): what a spike at sample j adds.
    phases: Vec<Complex<f64>>,
}

impl SparseSpectra {
    fn new(bins: Bins, welch: Welch, frequency_hz: f64) -> Result<Self, Error> {
        let n_segments = welch.n_segments(bins.n_bins())?;
        let band = band(bins, welch, frequency_hz)?;
        let phases = phases(&band, welch.segment())?;
        Ok(Self { n_bins: band.len(), welch, n_segments, phases })
    }

    fn zeros(&self) -> Result<Vec<Complex<f64>>, Error> {
        zeros("the spectra", self.n_segments.saturating_mul(self.n_bins as u64))
    }

    /// Adds spikes at these samples to the spectra of every segment that they lie in.
    fn add(&self, samples: impl Iterator<Item = u64>, spectra: &mut [Complex<f64>]) {
        let (segment, hop, n) = (self.welch.segment() as u64, self.welch.hop() as u64, self.n_bins);
        for sample in samples {
            let first = (sample + 1).saturating_sub(segment).div_ceil(hop);
            let last = (sample / hop).min(self.n_segments - 1);
            for s in first..=last {
                let phases = &self.phases[(sample - s * hop) as usize * n..][..n];
                let sums = &mut spectra[s as usize * n..][..n];
                sums.iter_mut().zip(phases).for_each(|(sum, phase)| *sum += phase);
            }
        }
    }
}

/// w_j e^(-2 pi i k j / n) for every sample j of n and every bin k of the band, (n x n_bins).
fn phases(band: &Range<usize>, n: usize) -> Result<Vec<Complex<f64>>, Error> {
    let window = hann(n)?;
    let mut turns = zeros("the phases", n as u64)?;
    for (j, phase) in turns.iter_mut().enumerate() {
        *phase = turn(1, j, n);
    }
    let mut phases = zeros("the phases", (n as u64).saturating_mul(band.len() as u64))?;
    for (j, row) in phases.chunks_exact_mut(band.len()).enumerate() {
        for (k, phase) in band.clone().zip(row) {
            *phase = turns[k * j % n] * window[j];
        }
    }
    Ok(phases)
}

/// The bins within 2 Hz of the frequency.
fn band(bins: Bins, welch: Welch, frequency_hz: f64) -> Result<Range<usize>, Error> {
    let (low_hz, high_hz) = (frequency_hz - HALF_WIDTH_HZ, frequency_hz + HALF_WIDTH_HZ);
    let band = spectrum::bins(low_hz, high_hz, welch.segment(), bins.interval_ms())?;
    if band.start < 2 || 2 * (band.end - 1) >= welch.segment() {
        let why = format!(
            "is {frequency_hz}; 2 Hz below it must be above the spectrum's first two bins, \
             2 Hz above it below half the sampling rate"
        );
        return Err(Error::invalid("frequency_hz", why));
    }
    Ok(band)
}
