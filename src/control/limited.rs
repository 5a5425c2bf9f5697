//! The last stage before a stimulator: bounds that hold whatever is asked for.

use super::checks::{in_range, quiet, samples};
use super::controllers::held;
use super::state::{self, state, State};
use crate::error::Error;

/// The widest bounds that are taken.
pub(super) const WIDEST: (f64, f64) = (-1e30, 1e30);

/// The intervals between calls that are taken, s.
pub(super) const INTERVALS_S: (f64, f64) = (1e-9, 1e6);

/// Times that are counted in calls, s.
const TIMES_S: (f64, f64) = (0.0, 1e9);

/// What an output may do, in its own unit (mA, V, Hz).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The least output.
    pub min: f64,
    /// The largest output.
    pub max: f64,
    /// The largest change in a second; infinite for none.
    pub change_per_s: f64,
    /// The time for which a target stays after it has changed, s.
    pub hold_s: f64,
    /// The time after a stimulus in which nothing is measured, s.
    pub blanking_s: f64,
}

impl Limits {
    /// Only a least and a largest.
    pub fn between(min: f64, max: f64) -> Self {
        Self { min, max, change_per_s: f64::INFINITY, hold_s: 0.0, blanking_s: 0.0 }
    }
}

/// Leads an output to what is asked for, within [`Limits`]; allocates nothing.
///
/// A request becomes the target if it is a number and the last change of target is older than the hold; it
/// is held between least and largest first, infinities too. The output goes to the target by no
/// more than the largest change. NaN is counted and leaves the output where it is. Before the first
/// call the output is 0, or the bound that is nearest to 0.
#[derive(Clone, Debug)]
pub struct Limited {
    min: f64,
    max: f64,
    change: f64,
    hold: u64,
    blanking: u64,
    output: f64,
    target: f64,
    hold_left: u64,
    blanking_left: u64,
    n_refused: u64,
}

state!(Limited: output, target, hold_left, blanking_left, n_refused);

impl Limited {
    /// Makes the stage for one call every `interval_s` seconds.
    ///
    /// # Errors
    /// Bounds that do not ascend or are beyond 1e30, a negative change or time, or NaN.
    pub fn new(limits: Limits, interval_s: f64) -> Result<Self, Error> {
        let per_s = 1.0 / in_range("interval_s", interval_s, INTERVALS_S, "s")?;
        let max = in_range("max", limits.max, WIDEST, "1")?;
        let min = in_range("min", limits.min, (WIDEST.0, max), "1")?;
        let change_per_s =
            in_range("change_per_s", limits.change_per_s, (0.0, f64::INFINITY), "1/s")?;
        let hold_s = in_range("hold_s", limits.hold_s, TIMES_S, "s")?;
        let blanking_s = in_range("blanking_s", limits.blanking_s, TIMES_S, "s")?;
        Ok(Self {
            min,
            max,
            change: change_per_s * interval_s,
            hold: samples("hold_s", hold_s, per_s)?,
            blanking: samples("blanking_s", blanking_s, per_s)?,
            output: 0.0,
            target: 0.0,
            hold_left: 0,
            blanking_left: 0,
            n_refused: 0,
        })
    }

    /// Gives the output for a request; while blanked it is not heard.
    #[inline]
    pub fn pass(&mut self, request: f64) -> f64 {
        if self.is_blanked() {
            return self.wait();
        }
        if request.is_nan() {
            self.n_refused = self.n_refused.saturating_add(1);
            return self.keep();
        }
        self.rest(request)
    }

    /// Gives the output where nothing is asked for: it goes on to its target.
    #[inline]
    pub fn wait(&mut self) -> f64 {
        self.tick();
        self.approach()
    }

    /// Gives the output as it is, and makes it the target.
    #[inline]
    pub fn keep(&mut self) -> f64 {
        self.tick();
        self.target = self.output();
        self.target
    }

    /// Goes to a number, blanked or not.
    #[inline]
    pub(super) fn rest(&mut self, number: f64) -> f64 {
        self.tick();
        let wanted = held(quiet(number), self.min, self.max);
        if wanted != self.target && self.hold_left == 0 {
            (self.target, self.hold_left) = (wanted, self.hold);
        }
        self.approach()
    }

    /// Tells the stage that a stimulus was given: the next calls within the blanking are not heard.
    #[inline]
    pub fn stimulated(&mut self) {
        self.blanking_left = self.blanking;
    }

    /// True if the next call falls into the blanking.
    #[inline]
    pub fn is_blanked(&self) -> bool {
        self.blanking_left > 0
    }

    /// Shows the output of the last call.
    #[inline]
    pub fn output(&self) -> f64 {
        held(self.output, self.min, self.max)
    }

    /// Says how often NaN was asked for.
    pub fn n_refused(&self) -> u64 {
        self.n_refused
    }

    /// Forgets all: equals new.
    pub fn reset(&mut self) {
        self.clear();
    }

    /// Says how many words the state has.
    pub fn n_words(&self) -> usize {
        state::n_words(self)
    }

    /// Writes the complete state.
    ///
    /// # Errors
    /// Another length than [`Limited::n_words`].
    pub fn words(&self, words: &mut [u64]) -> Result<(), Error> {
        state::save(self, words)
    }

    /// Takes on a state that a stage of the same limits wrote.
    ///
    /// # Errors
    /// Another length, or words that are no state; the stage is then as it was.
    pub fn set_words(&mut self, words: &[u64]) -> Result<(), Error> {
        state::load(self, words)
    }

    #[inline]
    fn tick(&mut self) {
        self.hold_left = self.hold_left.saturating_sub(1);
        self.blanking_left = self.blanking_left.saturating_sub(1);
    }

    #[inline]
    fn approach(&mut self) -> f64 {
        let (from, to) = (self.output(), held(self.target, self.min, self.max));
        self.output = if to - from > self.change {
            from + self.change
        } else if from - to > self.change {
            from - self.change
        } else {
            to
        };
        self.output()
    }
}
