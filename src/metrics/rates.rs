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

/// A coefficient of variation of interspike intervals (ISI), and on how many cells it rests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cv {
    /// SD / mean of a cell's intervals, averaged over the cells counted; NaN if there are none.
    pub mean: f64,
    /// The cells with enough intervals.
    pub cells_counted: usize,
}

/// The ISI CV over cells with at least 3 intervals, by the sample SD (n - 1).
pub fn isi_cv(trains: &SpikeTrains, window: Window) -> Cv {
    mean_cv(trains, window, 3, 1)
}

/// The seed's ISI CV: cells with at least 2 spikes, by the population SD (n).
///
/// A cell with a single interval counts, with a CV of 0; that pulls the mean down at low rates.
pub fn isi_cv_seed(trains: &SpikeTrains, window: Window) -> Cv {
    mean_cv(trains, window, 1, 0)
}

/// Averages over the cells with `min_intervals`; the variance divides by n - `lost_freedom`.
fn mean_cv(trains: &SpikeTrains, window: Window, min_intervals: usize, lost_freedom: usize) -> Cv {
    let (mut sum, mut cells_counted) = (0.0, 0);
    for train in trains.cells() {
        let spikes = window.cut(train);
        if spikes.len() > min_intervals {
            sum += cv(spikes, lost_freedom);
            cells_counted += 1;
        }
    }
    Cv { mean: sum / cells_counted as f64, cells_counted }
}

fn cv(spikes: &[u64], lost_freedom: usize) -> f64 {
    let n = (spikes.len() - 1) as f64;
    let intervals = || spikes.windows(2).map(|pair| (pair[1] - pair[0]) as f64);
    let mean = intervals().sum::<f64>() / n;
    let squares = intervals().map(|interval| (interval - mean) * (interval - mean)).sum::<f64>();
    (squares / (n - lost_freedom as f64)).sqrt() / mean
}
