//! Running: the simulator in spans between which something is due.

use super::{ClosedLoop, Tick};
use crate::engine::{Run, Simulator};
use crate::error::Error;

/// The caller's own law: what was seen, with the stimulus until now, in; the controlled half of the stimulus that is
/// asked for out. It is kept within the controller's limits; NaN is refused and counted.
pub type Decide<'a> = &'a mut dyn FnMut(&Tick) -> f64;

/// What a run of a loop writes, and whom it asks.
#[derive(Default)]
pub struct Ticks<'a> {
    /// Where ticks go; may be fewer than there are.
    pub ticks: &'a mut [Tick],
    /// Decides in place of the controller's law.
    pub decide: Option<Decide<'a>>,
    /// Set by the run: how often the controller was due.
    pub n_ticks: u64,
}

impl ClosedLoop {
    /// Advances the simulator by `n_steps` with the loop closed. One run of n steps equals n runs of one.
    ///
    /// # Errors
    /// Those of [`Simulator::run`], and a simulator that the loop was not made for: nothing changes then. After a
    /// divergence or a cancel, the loop has done what was due until there.
    pub fn run(
        &mut self,
        simulator: &mut Simulator,
        n_steps: u64,
        run: &mut Run<'_>,
        ticks: &mut Ticks<'_>,
    ) -> Result<(), Error> {
        self.places.check(simulator)?;
        simulator.check_run(n_steps, run)?;
        (run.n_rows, run.n_spikes, ticks.n_ticks) = (0, 0, 0);
        let end = simulator.step() + n_steps;
        while simulator.step() < end {
            let n_steps = self.until_due(simulator.step()).min(end - simulator.step());
            self.span(simulator, n_steps, run)?;
            if let Some(tick) = self.act(simulator, &mut ticks.decide) {
                if let Some(place) = ticks.ticks.get_mut(ticks.n_ticks as usize) {
                    *place = tick;
                }
                ticks.n_ticks += 1;
            }
        }
        Ok(())
    }

    /// A part of a run, whose rows and spikes follow those that are there.
    fn span(
        &self,
        simulator: &mut Simulator,
        n_steps: u64,
        run: &mut Run<'_>,
    ) -> Result<(), Error> {
        let (n_inputs, n_channels) = (simulator.inputs().len(), simulator.channels().len());
        let n_given = if run.inputs.is_empty() { 0 } else { n_steps as usize * n_inputs };
        let (inputs, later) = run.inputs.split_at(n_given);
        let first_row = if run.rows.is_empty() { 0 } else { run.n_rows as usize * n_channels };
        let first_spike = run.spikes.len().min(run.n_spikes as usize);
        let mut part = Run {
            inputs,
            rows: &mut run.rows[first_row..],
            every: run.every,
            spikes: &mut run.spikes[first_spike..],
            cancel: run.cancel,
            ..Run::default()
        };
        let ran = simulator.run(n_steps, &mut part);
        let (n_rows, n_spikes) = (part.n_rows, part.n_spikes);
        (run.inputs, run.n_rows, run.n_spikes) =
            (later, run.n_rows + n_rows, run.n_spikes + n_spikes);
        ran
    }
}
