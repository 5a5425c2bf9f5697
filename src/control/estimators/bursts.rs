//! Bursts: the smoothed, rectified band above a threshold for long enough.
//!
//! Tinkhauser G et al. (2017) Brain 140:1053-1067, doi:10.1093/brain/awx010: above the 75th
//! percentile for at least 100 ms. The threshold is a number here, measured beforehand.

use super::band_rectified::BandRectified;
use crate::control::state::state;

/// What a burst detector has seen. Samples are counted from 0, across resets from 0 again.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bursts {
    /// The smoothed, rectified band, in the signal's unit.
    pub envelope: f64,
    /// True within a burst, from the sample on that makes it long enough.
    pub is_on: bool,
    /// The bursts that have begun: those that became long enough.
    pub n_onsets: u64,
    /// The bursts that have ended.
    pub n_offsets: u64,
    /// The first sample above the threshold of the newest burst.
    pub onset: u64,
    /// The length of the newest burst in samples, so far if it is on.
    pub duration: u64,
    /// The samples of all bursts that have ended.
    pub total_duration: u64,
}

/// The detector.
#[derive(Clone, Debug)]
pub(in crate::control) struct BurstDetector {
    band: BandRectified,
    threshold: f64,
    least: u64,
    envelope: f64,
    n_samples: u64,
    above: u64,
    n_onsets: u64,
    n_offsets: u64,
    onset: u64,
    duration: u64,
    total: u64,
}

state!(BurstDetector:
    band, envelope, n_samples, above, n_onsets, n_offsets, onset, duration, total);

impl BurstDetector {
    /// Above `threshold` for at least `least` samples, from 1 up.
    pub(in crate::control) fn new(band: BandRectified, threshold: f64, least: u64) -> Self {
        Self {
            band,
            threshold,
            least,
            envelope: 0.0,
            n_samples: 0,
            above: 0,
            n_onsets: 0,
            n_offsets: 0,
            onset: 0,
            duration: 0,
            total: 0,
        }
    }

    /// 1 within a burst, 0 outside, after one more sample.
    #[inline]
    pub(in crate::control) fn step(&mut self, x: f64) -> f64 {
        self.envelope = self.band.step(x);
        if self.envelope > self.threshold {
            self.rise();
        } else {
            self.fall();
        }
        self.n_samples = self.n_samples.saturating_add(1);
        f64::from(u8::from(self.is_on()))
    }

    fn rise(&mut self) {
        self.above = self.above.saturating_add(1);
        if self.above == self.least {
            self.n_onsets = self.n_onsets.saturating_add(1);
            self.onset = (self.n_samples + 1).saturating_sub(self.least);
        }
        if self.is_on() {
            self.duration = self.above;
        }
    }

    fn fall(&mut self) {
        if self.is_on() {
            self.n_offsets = self.n_offsets.saturating_add(1);
            self.total = self.total.saturating_add(self.above);
        }
        self.above = 0;
    }

    fn is_on(&self) -> bool {
        self.above >= self.least
    }

    pub(in crate::control) fn seen(&self) -> Bursts {
        Bursts {
            envelope: self.envelope,
            is_on: self.is_on(),
            n_onsets: self.n_onsets,
            n_offsets: self.n_offsets,
            onset: self.onset,
            duration: self.duration,
            total_duration: self.total,
        }
    }
}
