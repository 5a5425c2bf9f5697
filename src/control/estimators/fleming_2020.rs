//! The biomarker of Fleming, Dunn and Lowery: the average rectified beta of the LFP.
//!
//! Fleming JE, Dunn E, Lowery MM (2020) Front Neurosci 14:166, doi:10.3389/fnins.2020.00166. Numbers and
//! indices after the authors' run_CBG_Model_Amplitude_Modulation_Controller.py (ModelDB 262046): every
//! 20 ms the last 2 s at 2 kHz pass a Chebyshev band-pass of order 4 (ripple 0.5 dB, 21 to 29 Hz) forwards
//! and backwards; the last 100 ms are dropped, the magnitudes of the 100 ms before are averaged. The
//! first value comes one interval after the window is full.
//!
//! Departure: the authors filter by the coefficients of one polynomial of order 8 (scipy.signal.filtfilt).
//! At this band and rate their rounding to doubles makes it a slightly other filter: on the test's signal
//! the value moves by 0.04 to 0.3 %, and as much if those doubles are used in arithmetic of 60 digits. Here
//! the filter runs as second-order sections: scipy.signal.sosfiltfilt, with the same extension by the
//! odd image, which agrees with 60 digits of the designed filter to 1.4e-13.
//!
//! The forward pass over the next window runs along with the samples, an equal share of it a sample, so that
//! the call in which a value is due only ends it and filters the last 2 tails backwards.

use crate::control::band_pass::BandPass;
use crate::control::checks::{quiet, some_samples, zeros};
use crate::control::estimator_config::EstimatorConfig;
use crate::control::state::{state, Place};
use crate::error::Error;

/// The estimator: a window of samples, and how far the filter has come in the window of the next value.
#[derive(Clone, Debug)]
pub(in crate::control) struct Fleming2020 {
    filter: BandPass,
    padding: usize,
    tail: usize,
    share: usize,
    ring: Vec<f64>,
    place: Place,
    is_full: bool,
    hop: Place,
    done: Place,
    end: Vec<f64>, // the forward pass over the last 2 tails and the padding
    value: f64,
}

state!(Fleming2020: filter, ring, place, is_full, hop, done, end, value);

impl Fleming2020 {
    pub(in crate::control) fn new(
        filter: BandPass,
        config: &EstimatorConfig,
    ) -> Result<Self, Error> {
        let per_ms = config.sample_hz / 1000.0;
        let window = some_samples("window_ms", config.window_ms, per_ms)?;
        let tail = some_samples("tail_ms", config.tail_ms, per_ms)?;
        let hop = some_samples("hop_ms", config.hop_ms, per_ms)?;
        let padding = 3 * (2 * filter.n_sections() + 1);
        check_window(window, tail, padding as u64)?;
        let all = window + 2 * padding as u64;
        Ok(Self {
            filter,
            padding,
            tail: tail as usize,
            share: all.div_ceil(hop) as usize,
            ring: zeros("the window", window)?,
            place: Place::first(window as usize),
            is_full: false,
            hop: Place::first(hop as usize),
            done: Place::first(all as usize + 1),
            end: zeros("the tail", 2 * tail + padding as u64)?,
            value: 0.0,
        })
    }

    /// The value as it was last computed, in the signal's unit, and whether it was now.
    #[inline]
    pub(in crate::control) fn step(&mut self, x: f64) -> (f64, bool) {
        self.ring[self.place.at] = x;
        let closed = self.place.advance();
        if !self.is_full {
            self.is_full = closed;
            return (self.value, false);
        }
        let is_due = self.hop.advance();
        self.forwards(if is_due { 0 } else { self.hop.of - self.hop.at });
        if is_due {
            self.done.at = 0;
            self.value = quiet(self.backwards() / self.tail as f64);
        }
        (self.value, is_due)
    }

    /// Filters a share of the extended window that is whole in `to_come` samples: what is there of it,
    /// and all if none is to come.
    fn forwards(&mut self, to_come: usize) {
        let (n, all) = (self.place.of, self.done.of - 1);
        let start = (self.place.at + to_come % n) % n;
        let there = n.saturating_sub(to_come);
        let until = match to_come {
            0 => all,
            _ if there <= self.padding => 0, // the image of the start is not known yet
            _ => (self.done.at + self.share).min(there + self.padding),
        };
        for k in self.done.at..until {
            self.take(k, self.extended(start, k));
        }
        self.done.at = self.done.at.max(until);
    }

    /// Filters sample k of the extended window, and keeps what comes of it near the end.
    fn take(&mut self, k: usize, x: f64) {
        if k == 0 {
            self.filter.settle(x);
        }
        let y = self.filter.step(x);
        let kept_from = self.done.of - 1 - self.end.len();
        if k >= kept_from {
            self.end[k - kept_from] = y;
        }
    }

    /// Sample k of the window that starts at a place of the ring, extended to both sides by its image
    /// through either end.
    fn extended(&self, start: usize, k: usize) -> f64 {
        let (n, pad) = (self.place.of, self.padding);
        let at = |k: usize| self.ring[if start + k >= n { start + k - n } else { start + k }];
        match k {
            k if k < pad => 2.0 * at(0) - at(pad - k),
            k if k < pad + n => at(k - pad),
            k => 2.0 * at(n - 1) - at(2 * n - 2 - (k - pad)),
        }
    }

    /// Filters the end backwards, and sums the magnitudes of the last tail but one.
    fn backwards(&mut self) -> f64 {
        self.filter.settle(self.end[self.end.len() - 1]);
        let mut sum = 0.0;
        for k in (0..self.end.len()).rev() {
            let y = self.filter.step(self.end[k]);
            if k < self.tail {
                sum += y.abs();
            }
        }
        sum
    }
}

fn check_window(window: u64, tail: u64, padding: u64) -> Result<(), Error> {
    if window <= padding {
        let why = format!("is {window} samples; this filter needs more than {padding}");
        return Err(Error::invalid("window_ms", why));
    }
    if tail > window / 2 {
        let why = format!("is {tail} samples, more than half the window of {window}");
        return Err(Error::invalid("tail_ms", why));
    }
    Ok(())
}
