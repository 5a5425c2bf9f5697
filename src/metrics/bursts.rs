//! Bursts of single cells: by Poisson surprise, and those that follow a silence.
//!
//! **Poisson surprise.** Legendy CR, Salcman M (1985) J Neurophysiol 53:926-939. S = -ln P, P the
//! probability that a Poisson process of the cell's rate, 1 / its mean interval in the window, fires at
//! least n times in T; n counts every spike of the burst, T lasts from its first to its last. A burst is
//! looked for from left to right:
//! 1. two neighbouring intervals below half the mean one begin it;
//! 2. it ends at the following spike at which S is largest; the search for that ends at an interval
//!    above the mean one, or when 10 spikes have not raised S;
//! 3. it begins at the spike at which S is largest, so that at least 3 are left;
//! 4. it counts if S is at least the threshold. The search goes on after its last spike.
//!
//! **T-bursts** of thalamic cells, which a low-threshold calcium spike carries: a spike after a silence,
//! and those that follow at short intervals. Lu SM, Guido W, Sherman SM (1992) J Neurophysiol
//! 68:2185-2198. The silence before the first spike of a window counts from the window's start.

use super::spikes::in_range;
use super::surprise::surprise;
use super::{SpikeTrains, Window};
use crate::error::Error;

/// What makes a burst.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BurstRule {
    /// At least 3 spikes whose Poisson surprise is at least so much.
    PoissonSurprise {
        /// -ln of the chance; 5 is a chance of 0.7 %.
        min_surprise: f64,
    },
    /// At least 2 spikes at intervals of at most `max_interval_ms` after at least `min_silence_ms`.
    Silence {
        /// ms.
        min_silence_ms: f64,
        /// ms.
        max_interval_ms: f64,
    },
}

impl BurstRule {
    /// A surprise of 5.
    pub const SURPRISE: Self = Self::PoissonSurprise { min_surprise: 5.0 };
    /// 100 ms of silence, then intervals of 4 ms or less.
    pub const THALAMIC: Self = Self::Silence { min_silence_ms: 100.0, max_interval_ms: 4.0 };

    /// The rule, if its numbers are in range.
    fn checked(self) -> Result<Self, Error> {
        match self {
            Self::PoissonSurprise { min_surprise } => {
                in_range("min_surprise", min_surprise, 0.0, 1e6, "1")?;
            }
            Self::Silence { min_silence_ms, max_interval_ms } => {
                in_range("min_silence_ms", min_silence_ms, 0.0, 1e6, "ms")?;
                in_range("max_interval_ms", max_interval_ms, 0.0, min_silence_ms, "ms")?;
            }
        }
        Ok(self)
    }
}

/// One burst of one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Burst {
    /// Whose it is.
    pub cell: usize,
    /// The step of its first spike.
    pub first_step: u64,
    /// The step of its last spike.
    pub last_step: u64,
    /// At least 3 by Poisson surprise, 2 after a silence.
    pub n_spikes: usize,
    /// -ln of its chance; NaN of a burst after a silence, which is not judged by it.
    pub surprise: f64,
}

/// The bursts of every cell in turn, each cell's in order of time.
///
/// # Errors
/// A surprise outside 0 .. 1e6, a silence outside 0 .. 1e6 ms, or an interval outside 0 .. the silence.
pub fn bursts(trains: &SpikeTrains, window: Window, rule: BurstRule) -> Result<Vec<Burst>, Error> {
    let cells = trains.cells().map(|train| window.cut(train)).enumerate();
    Ok(match rule.checked()? {
        BurstRule::PoissonSurprise { min_surprise } => cells
            .flat_map(|(cell, train)| surprising(cell, train))
            .filter(|burst| burst.surprise >= min_surprise)
            .collect(),
        BurstRule::Silence { min_silence_ms, max_interval_ms } => {
            let silence = at_least(min_silence_ms, window.dt_ms());
            let interval = at_most(max_interval_ms, window.dt_ms());
            cells
                .flat_map(|(cell, train)| {
                    after_silence(cell, train, window.first(), silence, interval)
                })
                .collect()
        }
    })
}

/// The spikes in bursts over all spikes; NaN if no cell fires.
///
/// # Errors
/// Those of [`bursts`].
pub fn burst_fraction(trains: &SpikeTrains, window: Window, rule: BurstRule) -> Result<f64, Error> {
    let in_bursts: usize = bursts(trains, window, rule)?.iter().map(|burst| burst.n_spikes).sum();
    let n_spikes: usize = trains.cells().map(|train| window.cut(train).len()).sum();
    Ok(in_bursts as f64 / n_spikes as f64)
}

/// The bursts of a cell in a second, Hz, silent cells included.
///
/// # Errors
/// Those of [`bursts`].
pub fn burst_rate(trains: &SpikeTrains, window: Window, rule: BurstRule) -> Result<f64, Error> {
    let n_bursts = bursts(trains, window, rule)?.len() as f64;
    Ok(n_bursts / trains.n_cells() as f64 / window.seconds())
}

/// The spikes beyond the last rise of the surprise at which its search ends.
const PATIENCE: usize = 10;

/// The candidates of a cell, whatever their surprise.
fn surprising(cell: usize, train: &[u64]) -> impl Iterator<Item = Burst> + '_ {
    let n_intervals = train.len().saturating_sub(1) as f64;
    let span = train.last().copied().unwrap_or(0) - train.first().copied().unwrap_or(0);
    let mean = span as f64 / n_intervals; // NaN of fewer than two spikes: nothing is below it
    let mut from = 0;
    std::iter::from_fn(move || {
        let half = |i: usize| ((train[i + 1] - train[i]) as f64) < mean / 2.0;
        let first = (from + 2..train.len()).map(|i| i - 2).find(|&i| half(i) && half(i + 1))?;
        let last = end_of(train, mean, first);
        let of = |start: usize| surprise_of(&train[start..=last], mean);
        let first =
            (first..last - 1).fold(first, |best, i| if of(i) > of(best) { i } else { best });
        from = last + 1;
        let (first_step, last_step) = (train[first], train[last]);
        let n_spikes = last + 1 - first;
        Some(Burst { cell, first_step, last_step, n_spikes, surprise: of(first) })
    })
}

/// The spike at which the surprise of a burst that begins with `first` is largest.
fn end_of(train: &[u64], mean: f64, first: usize) -> usize {
    let of = |last: usize| surprise_of(&train[first..=last], mean);
    let mut best = first + 2;
    for last in best + 1..train.len() {
        if (train[last] - train[last - 1]) as f64 > mean || last > best + PATIENCE {
            break;
        }
        if of(last) > of(best) {
            best = last;
        }
    }
    best
}

fn surprise_of(spikes: &[u64], mean: f64) -> f64 {
    surprise(spikes.len(), (spikes[spikes.len() - 1] - spikes[0]) as f64 / mean)
}

/// Bursts of at least 2 spikes after `silence` steps, `interval` steps apart at most.
fn after_silence(
    cell: usize,
    train: &[u64],
    start: u64,
    silence: u64,
    interval: u64,
) -> impl Iterator<Item = Burst> + '_ {
    let before = move |i: usize| if i == 0 { start } else { train[i - 1] };
    let begins = move |i: &usize| train[*i] - before(*i) >= silence;
    (0..train.len()).filter(begins).filter_map(move |first| {
        let near = |at: &&[u64]| at[1] - at[0] <= interval;
        let n_spikes = 1 + train[first..].windows(2).take_while(near).count();
        let (first_step, last_step) = (train[first], train[first + n_spikes - 1]);
        (n_spikes >= 2).then_some(Burst {
            cell,
            first_step,
            last_step,
            n_spikes,
            surprise: f64::NAN,
        })
    })
}

/// What a time in steps may be off a whole number, so that 100 ms of 0.025 ms are 4000 steps.
const ROUNDING: f64 = 1e-9;

fn at_least(ms: f64, dt_ms: f64) -> u64 {
    (ms / dt_ms * (1.0 - ROUNDING)).ceil() as u64
}

fn at_most(ms: f64, dt_ms: f64) -> u64 {
    (ms / dt_ms * (1.0 + ROUNDING)).floor() as u64
}
