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
//! The call in which a value is due filters the window, so it takes as long as thousands of samples.

use crate::control::band_pass::BandPass;
use crate::control::checks::{quiet, some_samples, zeros};
use crate::control::estimator_config::EstimatorConfig;
use crate::control::state::{state, Place};
use crate::error::Error;

/// The estimator: a window of samples and a filter that is at rest between values.
#[derive(Clone, Debug)]
pub(in crate::control) struct Fleming2020 {
    filter: BandPass,
    padding: usize,
    tail: usize,
    end: Vec<f64>, // the forward pass over the last 2 tails and the padding; no state
    ring: Vec<f64>,
    place: Place,
    is_full: bool,
    hop: Place,
    value: f64,
}

state!(Fleming2020: ring, place, is_full, hop, value);

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
        Ok(Self {
            filter,
            padding,
            tail: tail as usize,
            end: zeros("the tail", 2 * tail + padding as u64)?,
            ring: zeros("the window", window)?,
            place: Place::first(window as usize),
            is_full: false,
            hop: Place::first(hop as usize),
            value: 0.0,
        })
    }

    /// The value as it was last computed, in the signal's unit, and whether it was now.
    #[inline]
    pub(in crate::control) fn step(&mut self, x: f64) -> (f64, bool) {
        self.ring[self.place.at] = x;
        let closed = self.place.advance();
        let renewed = self.is_full && self.hop.advance();
        self.is_full |= closed;
        if renewed {
            self.forwards();
            self.value = quiet(self.backwards() / self.tail as f64);
        }
        (self.value, renewed)
    }

    /// Sample k of the window, the oldest first.
    fn at(&self, k: usize) -> f64 {
        let from_start = self.place.at + k;
        let n = self.place.of;
        self.ring[if from_start >= n { from_start - n } else { from_start }]
    }

    /// Sample k of the window, extended to both sides by its image through either end.
    fn extended(&self, k: usize) -> f64 {
        let (n, pad) = (self.place.of, self.padding);
        match k {
            k if k < pad => 2.0 * self.at(0) - self.at(pad - k),
            k if k < pad + n => self.at(k - pad),
            k => 2.0 * self.at(n - 1) - self.at(2 * n - 2 - (k - pad)),
        }
    }

    /// Filters the extended window, and keeps its end.
    fn forwards(&mut self) {
        let all = self.place.of + 2 * self.padding;
        let kept_from = all - self.end.len();
        self.filter.settle(self.extended(0));
        for k in 0..all {
            let y = self.filter.step(self.extended(k));
            if k >= kept_from {
                self.end[k - kept_from] = y;
            }
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
