//! What a run must satisfy before anything changes.

use super::advance::Failure;
use super::snapshot::MOST_STEPS;
use super::{Run, Simulator};
use crate::error::Error;
use std::hint::black_box;

impl Simulator {
    /// Whether it has not diverged.
    pub(super) fn check_running(&self) -> Result<(), Error> {
        let Some(Failure { population, cell, step }) = self.stopped else { return Ok(()) };
        let population = self.population_name(population).to_owned();
        Err(Error::Stopped { population, cell, step })
    }

    /// Whether this run can be made.
    ///
    /// # Errors
    /// Those of [`Simulator::run`] before it begins.
    #[inline]
    pub fn check_run(&self, n_steps: u64, run: &Run<'_>) -> Result<(), Error> {
        self.check_running()?;
        if n_steps > MOST_STEPS - self.step.min(MOST_STEPS) {
            return Err(too_many(n_steps));
        }
        if !run.inputs.is_empty() {
            self.check_inputs(n_steps, run.inputs)?;
        }
        if !run.rows.is_empty() {
            let (needed, given) = (self.value_count(n_steps, run.every), run.rows.len());
            if given < needed {
                return Err(Error::BufferTooSmall { name: "rows", needed, given });
            }
        }
        check_rounding()
    }

    /// Whether these rows of input fit the run, and are numbers.
    fn check_inputs(&self, n_steps: u64, inputs: &[f64]) -> Result<(), Error> {
        let width = self.inputs().len();
        let needed = usize::try_from(n_steps).unwrap_or(usize::MAX).saturating_mul(width);
        if inputs.len() != needed {
            let given = inputs.len();
            let why =
                format!("holds {given} numbers, {n_steps} steps of {width} channels are {needed}");
            return Err(Error::invalid("inputs", why));
        }
        if let Some(place) = inputs.iter().position(|value| !value.is_finite()) {
            let (row, name) = (place / width, &self.inputs()[place % width].name);
            let why = format!("holds {} in row {row} of \"{name}\"", inputs[place]);
            return Err(Error::invalid("inputs", why));
        }
        Ok(())
    }
}

#[cold]
fn too_many(n_steps: u64) -> Error {
    Error::invalid("n_steps", format!("is {n_steps}: more steps than can be counted"))
}

/// Whether this thread rounds to nearest, as all results assume. Asked of sums, which say the same on
/// every machine.
///
/// # Errors
/// `Error::RoundingMode` where it does not.
#[inline]
pub fn check_rounding() -> Result<(), Error> {
    let (one, ulp) = (black_box(1.0_f64), black_box(f64::EPSILON));
    if one + 0.5 * ulp == one && one + 0.75 * ulp > one && -one - 0.5 * ulp == -one {
        return Ok(());
    }
    Err(Error::RoundingMode)
}
