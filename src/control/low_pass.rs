//! A causal low-pass, as second-order sections.

use super::checks::{in_range, sound};
use super::prototype::Shape;
use super::section::{warped, Section};
use super::state::{self, state, State};
use crate::error::Error;

/// Sections; the order is twice that.
const N_SECTIONS: usize = 2;

/// The least edge, as a part of the sampling rate.
const LOWEST: f64 = 1e-9;

/// A Butterworth filter of fourth order, as scipy.signal.butter makes it: what an amplifier puts before a converter.
#[derive(Clone, Debug)]
pub struct LowPass {
    sections: Vec<Section>,
    last: f64,
}

state!(LowPass: sections, last);

impl LowPass {
    /// Words of its state.
    pub const N_WORDS: usize = 2 * N_SECTIONS + 1;

    /// The filter of this edge, where it passes half of the power.
    ///
    /// # Errors
    /// An edge that is not between 0 and half the sampling rate.
    pub fn new(edge_hz: f64, sample_hz: f64) -> Result<Self, Error> {
        let most = 0.4999 * sample_hz;
        in_range("low_pass_hz", edge_hz, (LOWEST * sample_hz, most), "Hz")?;
        let edge = warped(edge_hz / sample_hz);
        let prototype = Shape::Butterworth.prototype(2 * N_SECTIONS as u32);
        let section = |damping: f64| Section::new(edge, damping * edge, edge);
        let sections = prototype.poles.iter().map(|pole| section(-2.0 * pole.re)).collect();
        Ok(Self { sections, last: 0.0 })
    }

    /// The output of one more sample; one that is not finite or beyond 1e60 counts as the one before it.
    #[inline]
    pub fn step(&mut self, sample: f64) -> f64 {
        self.last = sound(sample).unwrap_or(self.last);
        self.sections.iter_mut().fold(self.last, |x, section| section.low(x))
    }

    /// Forgets every sample: equals new.
    pub fn reset(&mut self) {
        self.clear();
    }

    /// Writes the complete state.
    ///
    /// # Errors
    /// Another length than [`LowPass::N_WORDS`].
    pub fn words(&self, words: &mut [u64]) -> Result<(), Error> {
        state::save(self, words)
    }

    /// Takes on a state that a filter of the same edge wrote.
    ///
    /// # Errors
    /// Another length, or words that are no state; the filter is then as it was.
    pub fn set_words(&mut self, words: &[u64]) -> Result<(), Error> {
        state::load(self, words)
    }
}
