//! The state of a loop as words, the simulator's aside.

use super::{ClosedLoop, NOTHING};
use crate::control::Estimate;
use crate::error::Error;
use std::f64::consts::PI;

/// Of the last sample and estimate.
const OWN: usize = 4;

impl ClosedLoop {
    /// Says how many words the state has.
    pub fn n_words(&self) -> usize {
        OWN + self.estimator.n_words() + self.controller.n_words()
    }

    /// Writes the complete state.
    ///
    /// # Errors
    /// Another length than [`ClosedLoop::n_words`].
    pub fn words(&self, words: &mut [u64]) -> Result<(), Error> {
        let (own, estimator, controller) = self.parts(words.len())?;
        let Estimate { value, phase_rad, is_fresh } = self.estimate;
        let numbers = [self.sample, value, phase_rad].map(f64::to_bits);
        words[..own].copy_from_slice(&[numbers[0], numbers[1], numbers[2], is_fresh.into()]);
        self.estimator.words(&mut words[own..estimator])?;
        self.controller.words(&mut words[estimator..controller])
    }

    /// Takes on a state that a loop of the same configuration wrote.
    ///
    /// # Errors
    /// Another length, or words that are no state; the loop is then as it was.
    pub fn set_words(&mut self, words: &[u64]) -> Result<(), Error> {
        let (own, estimator, controller) = self.parts(words.len())?;
        let (sample, estimate) = own_of(&words[..own])?;
        let mut copy = self.clone();
        copy.estimator.set_words(&words[own..estimator])?;
        copy.controller.set_words(&words[estimator..controller])?;
        *self = Self { sample, estimate, ..copy };
        Ok(())
    }

    /// Where the words of each part end.
    fn parts(&self, given: usize) -> Result<(usize, usize, usize), Error> {
        let needed = self.n_words();
        if given != needed {
            return Err(Error::invalid("words", format!("are {given}, the state has {needed}")));
        }
        Ok((OWN, OWN + self.estimator.n_words(), needed))
    }
}

/// A sample and an estimate, of which only the phase may be NaN.
fn own_of(words: &[u64]) -> Result<(f64, Estimate), Error> {
    let number = |place: usize| f64::from_bits(words[place]);
    let (sample, value, phase_rad) = (number(0), number(1), number(2));
    let is_phase = phase_rad.abs() <= PI || words[2] == NOTHING.phase_rad.to_bits();
    if !value.is_finite() || !is_phase || words[3] > 1 {
        return Err(Error::invalid("words", "hold an estimate that none is"));
    }
    Ok((sample, Estimate { value, phase_rad, is_fresh: words[3] == 1 }))
}
