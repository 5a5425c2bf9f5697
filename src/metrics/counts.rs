//! How much spike counts vary, and how they vary together.

use super::memory::zeros;
use super::{Bins, SpikeTrains};
use crate::error::Error;

/// The spikes of one cell in bins: what sums over the bins need.
struct Counts {
    n_bins: u64,
    sum: u64,
    sum_of_squares: u64,
}

impl Counts {
    fn of(train: &[u64], bins: Bins) -> Self {
        let (mut sum, mut sum_of_squares) = (0, 0);
        for (_, count) in counted(train, bins) {
            sum += count;
            sum_of_squares += count * count;
        }
        Self { n_bins: bins.n_bins(), sum, sum_of_squares }
    }

    fn mean(&self) -> f64 {
        self.sum as f64 / self.n_bins as f64
    }

    /// The sum of squares about the mean, the difference taken in whole numbers.
    fn squares_about_mean(&self) -> f64 {
        let (n, sum, squares) = (self.n_bins.into(), self.sum.into(), self.sum_of_squares.into());
        let n_times: u128 = u128::saturating_mul(n, squares) - u128::saturating_mul(sum, sum);
        n_times as f64 / self.n_bins as f64
    }
}

/// The bins that hold a spike, in order, and how many they hold.
fn counted(train: &[u64], bins: Bins) -> impl Iterator<Item = (u64, u64)> + '_ {
    let mut spikes = bins.of_train(train).peekable();
    std::iter::from_fn(move || {
        let bin = spikes.next()?;
        let mut count = 1;
        while spikes.next_if_eq(&bin).is_some() {
            count += 1;
        }
        Some((bin, count))
    })
}

/// The Fano factor of spike counts: sample variance (n - 1) over bins / mean, averaged over the cells
/// that fire; NaN if none does.
///
/// Fano U (1947) Phys Rev 72:26-29. 1 for a Poisson process, however few the bins.
///
/// # Errors
/// Fewer than 2 bins.
pub fn fano_factor(trains: &SpikeTrains, bins: Bins) -> Result<f64, Error> {
    let freedom = at_least_two(bins)?.n_bins() as f64 - 1.0;
    let (mut sum, mut n_firing) = (0.0, 0);
    for train in trains.cells() {
        let counts = Counts::of(train, bins);
        if counts.sum > 0 {
            sum += counts.squares_about_mean() / freedom / counts.mean();
            n_firing += 1;
        }
    }
    Ok(sum / f64::from(n_firing))
}

/// Pearson's correlation of the spike counts of two cells, averaged over all pairs of cells whose
/// counts vary; NaN if there are not two such cells.
///
/// Cohen MR, Kohn A (2011) Nat Neurosci 14:811-819. With z the counts of a cell less their mean, scaled
/// to length 1, the sum over ordered pairs is |sum z|^2 - n, so the work is that of the spikes.
///
/// # Errors
/// Fewer than 2 bins, or more than memory holds.
pub fn count_correlation(trains: &SpikeTrains, bins: Bins) -> Result<f64, Error> {
    let mut pooled: Vec<f64> = zeros("the spike counts", at_least_two(bins)?.n_bins())?;
    let (mut pooled_mean, mut n_cells) = (0.0, 0.0);
    for train in trains.cells() {
        let counts = Counts::of(train, bins);
        let length = counts.squares_about_mean().sqrt();
        if length > 0.0 {
            counted(train, bins)
                .for_each(|(bin, count)| pooled[bin as usize] += count as f64 / length);
            pooled_mean += counts.mean() / length;
            n_cells += 1.0;
        }
    }
    if n_cells < 2.0 {
        return Ok(f64::NAN);
    }
    let squares: f64 = pooled.iter().map(|z| (z - pooled_mean) * (z - pooled_mean)).sum();
    Ok((squares - n_cells) / (n_cells * (n_cells - 1.0)))
}

fn at_least_two(bins: Bins) -> Result<Bins, Error> {
    if bins.n_bins() >= 2 {
        return Ok(bins);
    }
    let why = format!("holds 1 bin of {} ms; counts vary over at least 2", bins.interval_ms());
    Err(Error::invalid("window", why))
}
