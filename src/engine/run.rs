//! Running: blocks of steps in which populations need nothing of each other.

use super::advance::{Advance, Failure};
use super::buffers::{rows_of, Rows};
use super::lfp::Lfp;
use super::spikes::{each_bit, Spike, SpikeRing};
use super::Simulator;
use crate::error::Error;
use std::sync::atomic::{AtomicI32, Ordering};

/// What a run reads and writes. An empty buffer is one that is not wanted.
#[derive(Debug, Default)]
pub struct Run<'a> {
    /// Input rows, (steps x input channels); row k acts during step k. Empty: no input.
    pub inputs: &'a [f64],
    /// Output rows, (rows x channels); see [`Simulator::row_count`].
    pub rows: &'a mut [f64],
    /// Write a row after every so many steps, counted from the beginning of the simulation; 0 is 1.
    pub every: u64,
    /// Where spikes go, in the order of step, population, cell.
    pub spikes: &'a mut [Spike],
    /// Looked at before each block of steps: the run ends there once it is not 0.
    pub cancel: Option<&'a AtomicI32>,
    /// Set by the run: rows written.
    pub n_rows: u64,
    /// Set by the run: spikes fired, which may be more than `spikes` holds.
    pub n_spikes: u64,
}

impl Run<'_> {
    /// Relaxed: nothing else is handed over with the word.
    fn is_cancelled(&self) -> bool {
        self.cancel.is_some_and(|cancel| cancel.load(Ordering::Relaxed) != 0)
    }
}

impl Simulator {
    /// How many rows the next `n_steps` steps give when every `every`-th is recorded (0 is 1).
    pub fn row_count(&self, n_steps: u64, every: u64) -> u64 {
        rows_of(self.step.saturating_add(n_steps), every) - rows_of(self.step, every)
    }

    /// How many values these rows hold, [`Simulator::row_count`] times the channels; more than memory can hold where
    /// they are too many to count.
    #[inline]
    pub fn value_count(&self, n_steps: u64, every: u64) -> usize {
        let n_rows = usize::try_from(self.row_count(n_steps, every)).unwrap_or(usize::MAX);
        n_rows.saturating_mul(self.channels.len())
    }

    /// Advances by `n_steps`. One run of n steps equals n runs of one.
    ///
    /// # Errors
    /// For buffers of the wrong length, a rounding mode other than to nearest, or an earlier divergence:
    /// nothing changes then. `Error::Diverged` leaves the rows before the failing step written, the others
    /// zero, and a simulator that only accepts `reset`; `Error::Cancelled` the same of the steps that are
    /// done, and a simulator that runs on from there as if nothing had been.
    pub fn run(&mut self, n_steps: u64, run: &mut Run<'_>) -> Result<(), Error> {
        self.check_run(n_steps, run)?;
        if self.log.is_none() {
            return self.run_checked(n_steps, run); // as it is: kept until later, it would go through memory
        }
        let first_step = self.step;
        let ran = self.run_checked(n_steps, run);
        self.log_run(first_step, run.inputs);
        ran
    }

    fn run_checked(&mut self, n_steps: u64, run: &mut Run<'_>) -> Result<(), Error> {
        (run.n_rows, run.n_spikes) = (0, 0);
        let (first_step, first_row) = (self.step, rows_of(self.step, run.every) + 1);
        let end = first_step + n_steps;
        while self.step < end {
            if run.is_cancelled() {
                self.leave(run, first_row);
                return Err(Error::Cancelled);
            }
            let n_steps = self.stretch(end - self.step);
            let failure = self.advance(n_steps, run, first_step, first_row);
            let done = failure.map_or(self.step + n_steps, |failure| failure.step);
            if !self.lfps.is_empty() {
                self.amplify(done, run, first_row);
            }
            self.collect_spikes(done, run);
            self.step = done;
            if let Some(failure) = failure {
                self.leave(run, first_row);
                return Err(self.stop(failure));
            }
        }
        run.n_rows = if run.rows.is_empty() { 0 } else { self.rows_before(end, run, first_row) };
        Ok(())
    }

    /// How many of the steps that are left the populations can be advanced one after another: one, without a division,
    /// where a caller steps one by one.
    fn stretch(&self, left: u64) -> u64 {
        match left {
            1 => 1,
            left => (self.block - self.step % self.block).min(left),
        }
    }

    /// Rows that steps before `end` have written.
    fn rows_before(&self, end: u64, run: &Run<'_>, first_row: u64) -> u64 {
        rows_of(end, run.every) + 1 - first_row
    }

    /// Every population over the same steps, one after another; the earliest failure, if any.
    fn advance(
        &mut self,
        n_steps: u64,
        run: &mut Run<'_>,
        first_step: u64,
        first_row: u64,
    ) -> Option<Failure> {
        let every = if run.rows.is_empty() { 0 } else { run.every.max(1) };
        let (n_inputs, n_channels) = (self.inputs().len(), self.channels.len());
        let inputs = Rows { data: run.inputs, width: n_inputs, first: first_step };
        let rows = Rows { data: &mut *run.rows, width: n_channels, first: first_row };
        let (rings, lfps) = (&mut self.rings[..], &mut self.lfps[..]);
        if !lfps.is_empty() {
            begin_lfps(lfps);
        }
        let (block, failure) = (self.step, None);
        let mut now =
            Advance { first_step: block, n_steps, rings, inputs, rows, every, lfps, failure };
        self.circuit.advance(self.backend, &mut now);
        now.failure
    }

    /// Ends the steps up to `end` for the electrodes, which every population has now shown to.
    #[inline(never)]
    fn amplify(&mut self, end: u64, run: &mut Run<'_>, first_row: u64) {
        let (every, width) = (run.every.max(1), self.channels.len());
        for step in self.step..end {
            let is_due = !run.rows.is_empty() && (step + 1).is_multiple_of(every);
            let place = if is_due { ((step + 1) / every - first_row) as usize * width } else { 0 };
            for lfp in &mut self.lfps {
                lfp.step(step - self.step, is_due.then(|| &mut run.rows[place..][..width]));
            }
        }
    }

    /// Counts and hands over the spikes of the steps up to `end`.
    fn collect_spikes(&mut self, end: u64, run: &mut Run<'_>) {
        for step in self.step..end {
            for (population, ring) in self.rings[..self.n_populations].iter_mut().enumerate() {
                if !ring.is_silent(step) {
                    hand_over(step, population, ring, run);
                }
            }
        }
    }

    /// Ends a run at the step where it stands: counts its rows and clears those that would have come.
    /// Apart from `run`, whose one step at a time is to stay short.
    #[cold]
    #[inline(never)]
    fn leave(&self, run: &mut Run<'_>, first_row: u64) {
        if !run.rows.is_empty() {
            run.n_rows = self.rows_before(self.step, run, first_row);
            run.rows[run.n_rows as usize * self.channels.len()..].fill(0.0);
        }
    }

    /// Where and when the simulation diverged: population, cell, step.
    pub fn divergence(&self) -> Option<(&str, usize, u64)> {
        let Failure { population, cell, step } = self.stopped?;
        Some((self.population_name(population), cell, step))
    }

    /// Remembers a failure.
    #[cold]
    fn stop(&mut self, failure: Failure) -> Error {
        self.stopped = Some(failure);
        let Failure { population, cell, step } = failure;
        let population = self.population_name(population).to_owned();
        Error::Diverged { population, cell, step, t_ms: (step + 1) as f64 * self.dt_ms }
    }
}

/// Begins a block for electrodes.
#[inline(never)]
fn begin_lfps(lfps: &mut [Lfp]) {
    lfps.iter_mut().for_each(Lfp::begin);
}

/// Counts and hands over the spikes of a population in a step.
#[inline(never)]
fn hand_over(step: u64, population: usize, ring: &mut SpikeRing, run: &mut Run<'_>) {
    let before = run.n_spikes;
    each_bit(ring.step(step), |cell| {
        let spike = Spike { step, population: population as u32, cell: cell as u32 };
        if let Some(place) = run.spikes.get_mut(run.n_spikes as usize) {
            *place = spike;
        }
        run.n_spikes += 1;
    });
    ring.count(run.n_spikes - before);
}
