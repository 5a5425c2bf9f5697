//! Stretches of steps: what a population needs before and after them, and how long they are.

use super::advance::Advance;
use super::cells::CellKernel;
use super::fading::{left, steps_between_flushes};
use super::noise::NoiseState;
use super::population::Population;
use super::projection::ProjectionState;
use super::step::Span;
use crate::models::synapse;
use crate::simd::{Backend, Float};
use std::ops::Range;

impl<S: Float> Population<S> {
    /// Advances over steps in which it needs nothing that another population does in them.
    pub fn advance(&mut self, backend: Backend, kernel: &dyn CellKernel<S>, run: &mut Advance<'_>) {
        let (first_step, n_steps) = (run.first_step, run.n_steps);
        // step 0, before which the first normals are drawn, counts as one of a flush
        let since_flush = self.since_flush(first_step);
        let until_flush = since_flush != 0 && n_steps <= self.flush_every - since_flush;
        if self.is_plain && until_flush && !self.injected.any {
            let span = Span { first_step, n_steps, has_input: false, made_to: false };
            kernel.run(backend, self, run, &span);
        } else {
            self.advance_in_stretches(backend, kernel, run);
        }
    }

    /// The same with what is to be done between the steps. Apart, since a caller who makes one step at a time would
    /// wait in each for all that it does not need.
    #[inline(never)]
    fn advance_in_stretches(
        &mut self,
        backend: Backend,
        kernel: &dyn CellKernel<S>,
        run: &mut Advance<'_>,
    ) {
        let has_input = !self.inputs.is_empty();
        if has_input {
            self.inputs.foresee(run.first_step, run.n_steps);
        }
        let (mut step, end) = (run.first_step, run.first_step + run.n_steps);
        let mut is_well = true;
        while step < end && is_well {
            let n_steps = self.stretch(step, has_input, run).min(end - step);
            self.prepare(backend, step, has_input, run);
            let made_to = self.injected.pour(run.rings[self.index].step_mut(step));
            let span = Span { first_step: step, n_steps, has_input, made_to };
            is_well = kernel.run(backend, self, run, &span);
            if is_well {
                self.transmit(step..step + n_steps, run);
            }
            step += n_steps;
        }
        for seen in &self.seen {
            run.lfps[seen.lfp].take(&seen.block[..run.n_steps as usize], &self.inputs);
        }
    }

    /// Hands the spikes of steps to the axons, where they are not transmitted as they are.
    fn transmit(&mut self, steps: Range<u64>, run: &mut Advance<'_>) {
        let Some(ring) = self.axon_ring else { return };
        let (somata, axons) = run.rings.split_at_mut(ring);
        for step in steps {
            let spikes = axons[0].step_mut(step);
            spikes.copy_from_slice(somata[self.index].step(step));
            self.inputs.transmit(step, step - run.first_step, spikes);
            axons[0].close(step);
        }
    }

    /// How many steps from `step` on need nothing to be done between them.
    fn stretch(&self, step: u64, has_input: bool, run: &Advance<'_>) -> u64 {
        if self.saturates {
            return 1;
        }
        let n_steps = self.flush_every - self.since_flush(step);
        match has_input {
            true => n_steps.min(self.inputs.stretch(step - run.first_step, &run.inputs)),
            false => n_steps,
        }
    }

    /// What a stretch from `step` on needs beforehand: what has all but vanished gone, sources that saturate
    /// followed, the first normals, input.
    fn prepare(&mut self, backend: Backend, step: u64, has_input: bool, run: &Advance<'_>) {
        if self.since_flush(step) == 0 {
            self.flush();
        }
        if self.saturates {
            self.follow_sources(backend);
        }
        if let (0, Some(noise)) = (step, &mut self.noise) {
            backend.run(noise.first_draw());
        }
        if has_input {
            let at = step - run.first_step;
            self.inputs.flow(step, at, &run.inputs, &mut self.currents.input);
        }
    }

    fn follow_sources(&mut self, backend: Backend) {
        for (projection, link) in self.incoming.iter_mut().zip(&self.links) {
            projection.follow_sources(backend, link, &mut self.columns);
        }
    }

    /// Notes what is to be done between steps, and how often, for the coefficients as they are now.
    pub fn find_rhythm(&mut self) {
        self.saturates = self.incoming.iter().any(ProjectionState::saturates);
        // whatever is done in a stretch but for the steps of cells
        self.is_plain = self.inputs.is_empty() && !self.saturates && self.seen.is_empty();
        let decays = self.links.iter().flat_map(|link| {
            let synapse::Coefficients { rise, decay, .. } = link.coefficients;
            [rise, decay]
        });
        let decays = decays.chain(self.noise.iter().map(|noise| noise.coefficients.decay));
        let kept = decays.map(|decay| left(1.0 + decay.to_f64()));
        let least = kept.fold(self.cells_keep, f64::min);
        self.flush_every = steps_between_flushes::<S>(least);
    }

    /// Steps before `step` since the last flush: by a mask, since a division would be felt in every step.
    fn since_flush(&self, step: u64) -> u64 {
        step & (self.flush_every - 1)
    }

    fn flush(&mut self) {
        self.columns.flush();
        self.incoming.iter_mut().for_each(ProjectionState::flush);
        self.noise.iter_mut().for_each(NoiseState::flush);
    }
}
