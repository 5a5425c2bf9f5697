//! Bursts of a rhythm in a signal.
//!
//! Tinkhauser G et al (2017) Brain 140:1053-1067 and 140:2968-2981: stretches in which the envelope of
//! the band is above its 75th percentile for at least 100 ms. Here the band is passed without delay
//! ([`band_passed`]), the envelope is that of the analytic signal, and it is smoothed by a mean over
//! 200 ms; beyond the ends it counts as 0, so that a burst at an end is seen smaller than it is.

use super::memory::zeros;
use super::spikes::in_range;
use super::zero_phase::{analytic, band_passed, envelope};
use super::Signal;
use crate::error::Error;

/// What a burst is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BetaBursts {
    /// The band, Hz.
    pub band_hz: (f64, f64),
    /// Over which the envelope is averaged, ms; less than two samples for none of it.
    pub smoothing_ms: f64,
    /// What the envelope must exceed.
    pub threshold: Threshold,
    /// For how long, ms.
    pub min_ms: f64,
}

/// What the envelope must exceed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Threshold {
    /// A percentile of the smoothed envelope itself, from 0 to 100, between samples by a line.
    Percentile(f64),
    /// A value in the unit of the signal: one for several conditions.
    Value(f64),
}

impl Default for BetaBursts {
    /// 13-30 Hz, 200 ms, the 75th percentile, 100 ms.
    fn default() -> Self {
        let threshold = Threshold::Percentile(75.0);
        Self { band_hz: (13.0, 30.0), smoothing_ms: 200.0, threshold, min_ms: 100.0 }
    }
}

/// One burst: samples first .. end, `end` excluded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BetaBurst {
    /// Its first sample.
    pub first: usize,
    /// The first sample after it.
    pub end: usize,
    /// The mean of the smoothed envelope in it, in the unit of the signal.
    pub amplitude: f64,
}

/// Bursts in order of time, and what the envelope had to exceed.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundBursts {
    /// In order of time; none of a flat signal.
    pub bursts: Vec<BetaBurst>,
    /// In the unit of the signal.
    pub threshold: f64,
    interval_ms: f64,
    n_samples: usize,
}

/// From so long on a burst is long, ms.
const LONG_MS: f64 = 600.0;

impl FoundBursts {
    /// Bursts in a second, Hz.
    pub fn rate(&self) -> f64 {
        self.bursts.len() as f64 / (self.n_samples as f64 * self.interval_ms / 1000.0)
    }

    /// The mean duration, ms; NaN if there is no burst.
    pub fn mean_duration_ms(&self) -> f64 {
        let n_samples: usize = self.bursts.iter().map(|burst| burst.end - burst.first).sum();
        n_samples as f64 * self.interval_ms / self.bursts.len() as f64
    }

    /// The fraction of bursts longer than 600 ms; NaN if there is no burst.
    pub fn long_fraction(&self) -> f64 {
        let is_long = |b: &&BetaBurst| (b.end - b.first) as f64 * self.interval_ms > LONG_MS;
        self.bursts.iter().filter(is_long).count() as f64 / self.bursts.len() as f64
    }
}

/// Finds the bursts of a signal.
///
/// # Errors
/// 15 samples or fewer, a band that does not ascend below half the sampling rate, a smoothing or a
/// duration outside 0 .. 1e6 ms, a percentile outside 0 .. 100, a threshold that is not finite, or more
/// than memory holds.
pub fn beta_bursts(signal: Signal, how: BetaBursts) -> Result<FoundBursts, Error> {
    let interval_ms = signal.interval_ms();
    in_range("smoothing_ms", how.smoothing_ms, 0.0, 1e6, "ms")?;
    in_range("min_ms", how.min_ms, 0.0, 1e6, "ms")?;
    let band = band_passed(signal, how.band_hz.0, how.band_hz.1)?;
    let width = (how.smoothing_ms / interval_ms).round() as usize;
    let envelope = smoothed(&envelope(&analytic(&band)?), width.max(1))?;
    let threshold = match how.threshold {
        Threshold::Value(value) => in_range("threshold", value, 0.0, f64::MAX, "of the signal")?,
        Threshold::Percentile(p) => percentile(&envelope, p)?,
    };
    let min_samples = how.min_ms / interval_ms * (1.0 - 1e-9); // 100 ms of 0.1 ms are 1000 samples
    let mut bursts = above(&envelope, threshold);
    bursts.retain(|burst| (burst.end - burst.first) as f64 >= min_samples);
    Ok(FoundBursts { bursts, threshold, interval_ms, n_samples: envelope.len() })
}

/// The mean over `width` samples around each, of which the one more of an even width is before it.
fn smoothed(x: &[f64], width: usize) -> Result<Vec<f64>, Error> {
    let mut sums: Vec<f64> = zeros("the envelope", x.len() as u64 + 1)?;
    for (i, x) in x.iter().enumerate() {
        sums[i + 1] = sums[i] + x;
    }
    let mean = |i: usize| {
        let (first, end) = (i.saturating_sub(width / 2), (i + width.div_ceil(2)).min(x.len()));
        (sums[end] - sums[first]) / width as f64
    };
    Ok((0..x.len()).map(mean).collect())
}

/// The stretches above a threshold.
fn above(envelope: &[f64], threshold: f64) -> Vec<BetaBurst> {
    let (mut bursts, mut first) = (Vec::new(), None);
    for end in 0..=envelope.len() {
        let is_above = envelope.get(end).is_some_and(|x| *x > threshold);
        match (first, is_above) {
            (None, true) => first = Some(end),
            (Some(start), false) => {
                let amplitude = super::signals::mean(&envelope[start..end]);
                bursts.push(BetaBurst { first: start, end, amplitude });
                first = None;
            }
            _ => {}
        }
    }
    bursts
}

/// NumPy's: p / 100 of the way through the sorted values, between two of them by a line.
fn percentile(values: &[f64], p: f64) -> Result<f64, Error> {
    in_range("percentile", p, 0.0, 100.0, "1")?;
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = p / 100.0 * (sorted.len() - 1) as f64;
    let (low, high) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    Ok(low + (high - low) * at.fract())
}
