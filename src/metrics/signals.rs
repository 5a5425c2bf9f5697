//! Signals sampled at even intervals, and how spikes become one.

use super::memory::zeros;
use super::spikes::in_range;
use super::{samples_of_1_ms, SpikeTrains, Window};
use crate::error::Error;

/// Samples at even intervals: a mean V, a synaptic current, a spike rate.
#[derive(Clone, Copy, Debug)]
pub struct Signal<'a> {
    values: &'a [f64],
    interval_ms: f64,
}

impl<'a> Signal<'a> {
    /// A signal of at least one sample, all finite.
    ///
    /// # Errors
    /// No sample, a sample that is NaN or infinite, or `interval_ms` outside 1e-9 .. 1e6 ms.
    pub fn new(values: &'a [f64], interval_ms: f64) -> Result<Self, Error> {
        if values.is_empty() {
            return Err(Error::invalid("signal", "has no samples"));
        }
        if let Some(i) = values.iter().position(|x| !x.is_finite()) {
            let why = format!("has sample {i} = {}; every sample must be finite", values[i]);
            return Err(Error::invalid("signal", why));
        }
        in_range("interval_ms", interval_ms, 1e-9, 1e6, "ms")?;
        Ok(Self { values, interval_ms })
    }

    /// The samples.
    pub fn values(self) -> &'a [f64] {
        self.values
    }
    /// The time from one sample to the next, ms.
    pub fn interval_ms(self) -> f64 {
        self.interval_ms
    }

    /// The average of the samples, in their unit.
    pub fn mean(self) -> f64 {
        mean(self.values)
    }
}

/// The average in order of the slice, exact where all are the same, so that a constant less its mean is 0; NaN
/// if it is empty.
pub(super) fn mean(values: &[f64]) -> f64 {
    match values.first() {
        Some(first) if values.iter().all(|value| value == first) => *first,
        _ => values.iter().sum::<f64>() / values.len() as f64,
    }
}

/// The mean of each row of an (n_rows x n_channels) recording: from cells to a population mean.
///
/// # Errors
/// No channels, or a length that is no multiple of `n_channels`.
pub fn row_means(rows: &[f64], n_channels: usize) -> Result<Vec<f64>, Error> {
    if n_channels == 0 || !rows.len().is_multiple_of(n_channels) {
        let why = format!("hold {} values, no multiple of {n_channels} channels", rows.len());
        return Err(Error::invalid("rows", why));
    }
    Ok(rows.chunks_exact(n_channels).map(mean).collect())
}

/// A window cut into bins of whole steps; steps after the last whole bin are left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bins {
    window: Window,
    bin_steps: u64,
}

impl Bins {
    /// Bins of `bin_steps` steps from the window's first step on.
    ///
    /// # Errors
    /// `bin_steps` is 0 or longer than the window.
    pub fn new(window: Window, bin_steps: u64) -> Result<Self, Error> {
        if bin_steps == 0 || bin_steps > window.n_steps() {
            let why = format!("is {bin_steps}; the window has {} steps", window.n_steps());
            return Err(Error::invalid("bin_steps", why));
        }
        Ok(Self { window, bin_steps })
    }

    /// Bins of 1 ms, or of the whole number of steps that comes nearest.
    ///
    /// # Errors
    /// The window is shorter than one bin.
    pub fn of_1_ms(window: Window) -> Result<Self, Error> {
        Self::new(window, samples_of_1_ms(window.dt_ms()))
    }

    /// Bins of `ms`, or of the whole number of steps that comes nearest.
    ///
    /// # Errors
    /// The window is shorter than one bin.
    pub fn of_ms(window: Window, ms: f64) -> Result<Self, Error> {
        Self::new(window, ((ms / window.dt_ms()).round() as u64).max(1))
    }

    /// The number of steps in a bin.
    pub fn bin_steps(self) -> u64 {
        self.bin_steps
    }
    /// The number of whole bins, at least 1.
    pub fn n_bins(self) -> u64 {
        self.window.n_steps() / self.bin_steps
    }
    /// The width of a bin, ms.
    pub fn interval_ms(self) -> f64 {
        self.bin_steps as f64 * self.window.dt_ms()
    }

    /// The bin of every spike of `train` that falls into one.
    pub(super) fn of_train(self, train: &[u64]) -> impl Iterator<Item = u64> + '_ {
        let bin = move |step: &u64| (step - self.window.first()) / self.bin_steps;
        self.window.cut(train).iter().map(bin).take_while(move |&bin| bin < self.n_bins())
    }
}

/// The spikes of one cell in each bin, (n_bins).
///
/// # Errors
/// More bins than memory holds, or no such cell.
pub fn cell_counts(trains: &SpikeTrains, cell: usize, bins: Bins) -> Result<Vec<f64>, Error> {
    let mut counts = zeros("the binned train", bins.n_bins())?;
    let n_cells = trains.n_cells();
    let no_cell = || Error::invalid("cell", format!("is {cell}; the population has {n_cells}"));
    add_counts(&mut counts, trains.cell(cell).ok_or_else(no_cell)?, bins);
    Ok(counts)
}

/// The mean firing rate of a cell in each bin, Hz, (n_bins).
///
/// # Errors
/// More bins than memory holds.
pub fn population_rate(trains: &SpikeTrains, bins: Bins) -> Result<Vec<f64>, Error> {
    let mut rate = zeros("the population rate", bins.n_bins())?;
    for train in trains.cells() {
        add_counts(&mut rate, train, bins);
    }
    let hz_per_spike = 1000.0 / bins.interval_ms() / trains.n_cells() as f64;
    rate.iter_mut().for_each(|count| *count *= hz_per_spike);
    Ok(rate)
}

fn add_counts(counts: &mut [f64], train: &[u64], bins: Bins) {
    for bin in bins.of_train(train) {
        counts[bin as usize] += 1.0;
    }
}
