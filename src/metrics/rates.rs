//! How much and how regularly cells fire.

use super::{SpikeTrains, Window};

/// The mean firing rate of a cell, Hz: spikes / cells / duration of the window.
pub fn mean_rate(trains: &SpikeTrains, window: Window) -> f64 {
    let n_spikes: usize = trains.cells().map(|train| window.cut(train).len()).sum();
    n_spikes as f64 / trains.n_cells() as f64 / window.seconds()
}

/// The number of cells that do not fire in the window.
pub fn silent_cells(trains: &SpikeTrains, window: Window) -> usize {
    trains.cells().filter(|train| window.cut(train).is_empty()).count()
}

/// A measure of how irregular interspike intervals (ISI) are, and on how many cells it rests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cv {
    /// The measure of a cell, averaged over the cells counted; NaN if there are none.
    pub mean: f64,
    /// The cells with enough intervals.
    pub cells_counted: usize,
}

/// The ISI CV, SD / mean, over cells with at least 3 intervals, by the sample SD (n - 1).
pub fn isi_cv(trains: &SpikeTrains, window: Window) -> Cv {
    mean_over_cells(trains, window, 3, |spikes| cv(spikes, 1))
}

/// The seed's ISI CV: cells with at least 2 spikes, by the population SD (n).
///
/// A cell with a single interval counts, with a CV of 0; that pulls the mean down at low rates.
pub fn isi_cv_seed(trains: &SpikeTrains, window: Window) -> Cv {
    mean_over_cells(trains, window, 1, |spikes| cv(spikes, 0))
}

/// CV2, over cells with at least 3 intervals: the mean of 2 |J - I| / (J + I) over neighbouring
/// intervals I and J.
///
/// Holt GR, Softky WR, Koch C, Douglas RJ (1996) J Neurophysiol 75:1806-1814. A rate that drifts slowly
/// raises the CV and leaves this as it is; 1 for a Poisson process.
pub fn isi_cv2(trains: &SpikeTrains, window: Window) -> Cv {
    mean_over_cells(trains, window, 3, |spikes| 2.0 * mean_of_neighbours(spikes, f64::abs))
}

/// LV, over cells with at least 3 intervals: 3 times the mean of ((J - I) / (J + I))^2 over neighbouring
/// intervals I and J.
///
/// Shinomoto S, Shima K, Tanji J (2003) Neural Comput 15:2823-2842; 1 for a Poisson process.
pub fn isi_lv(trains: &SpikeTrains, window: Window) -> Cv {
    mean_over_cells(trains, window, 3, |spikes| 3.0 * mean_of_neighbours(spikes, |x| x * x))
}

/// Averages over the cells with at least `min_intervals`.
fn mean_over_cells(
    trains: &SpikeTrains,
    window: Window,
    min_intervals: usize,
    of_spikes: impl Fn(&[u64]) -> f64,
) -> Cv {
    let (mut sum, mut cells_counted) = (0.0, 0);
    for train in trains.cells() {
        let spikes = window.cut(train);
        if spikes.len() > min_intervals {
            sum += of_spikes(spikes);
            cells_counted += 1;
        }
    }
    Cv { mean: sum / cells_counted as f64, cells_counted }
}

/// SD / mean of the intervals; the variance divides by n - `lost_freedom`.
fn cv(spikes: &[u64], lost_freedom: usize) -> f64 {
    let n = (spikes.len() - 1) as f64;
    let intervals = || spikes.windows(2).map(|pair| (pair[1] - pair[0]) as f64);
    let mean = intervals().sum::<f64>() / n;
    let squares = intervals().map(|interval| (interval - mean) * (interval - mean)).sum::<f64>();
    (squares / (n - lost_freedom as f64)).sqrt() / mean
}

/// The mean of `f` of (J - I) / (J + I) over neighbouring intervals I and J.
fn mean_of_neighbours(spikes: &[u64], f: impl Fn(f64) -> f64) -> f64 {
    let contrasts = spikes.windows(3).map(|at| {
        let (before, after) = ((at[1] - at[0]) as f64, (at[2] - at[1]) as f64);
        f((after - before) / (after + before))
    });
    contrasts.sum::<f64>() / (spikes.len() - 2) as f64
}
