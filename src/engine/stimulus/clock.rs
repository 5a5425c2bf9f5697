//! When pulses begin: a phase in whole numbers, which no sum of floats wears off.

use crate::engine::saved::Saved;

/// Counts through periods of a frequency that may change: the phase goes on from where it is.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The step with which it starts, with a pulse.
    start: i64,
    started: bool,
    /// The part of a period that is over, in 2^-64.
    phase: u64,
}

/// Phases of a period.
const PERIOD: f64 = 18_446_744_073_709_551_616.0; // 2^64

impl Clock {
    /// A clock that starts with this step.
    pub fn new(start: i64) -> Self {
        Self { start, started: false, phase: 0 }
    }

    /// Back to before it started.
    pub fn reset(&mut self) {
        *self = Self::new(self.start);
    }

    /// Goes on by a step, in which a period advances by `advance`; where in the step a period ends, as a fraction of it.
    pub fn tick(&mut self, step: u64, advance: f64) -> Option<f64> {
        if (step as i64) < self.start || advance <= 0.0 {
            return None;
        }
        let by = (advance * PERIOD) as u64; // at most a period a step
        if !self.started {
            (self.started, self.phase) = (true, by);
            return Some(0.0);
        }
        let (phase, over) = self.phase.overflowing_add(by);
        self.phase = phase;
        over.then(|| 1.0 - phase as f64 / by.max(1) as f64)
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> {
        [u64::from(self.started), self.phase].into_iter()
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        self.started = words.next() != 0;
        self.phase = words.next();
    }
}
