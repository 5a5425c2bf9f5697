//! One running population: its cells, what flows into them, and who looks at them.

use super::advance::{Advance, Due, Failure};
use super::cells::CellKernel;
use super::currents::{Currents, Drive, Extras};
use super::fading::{left, steps_between_flushes};
use super::inputs::Inputs;
use super::lfp::Seen;
use super::noise::NoiseState;
use super::projection::ProjectionState;
use super::recorder::{Watch, WholeColumn};
use super::saved::Saved;
use super::sources::Sources;
use super::step::{Cells, Record, Span};
use super::sums::{Link, Summed, STAGES};
use super::table::{set_flags, Table};
use crate::models::{noise, synapse, Columns};
use crate::network::Population as Description;
use crate::simd::{Backend, Float};
use std::ops::Range;

/// Cells of one model, and everything that belongs to them alone.
#[derive(Clone)]
pub struct Population<S> {
    /// Its place among the populations.
    pub index: usize,
    /// What it was described as.
    pub description: Description,
    /// Number of cells.
    pub n_cells: usize,
    /// State columns, V first, then [`STAGES`] columns a projection: weighted sums over the synapses of each
    /// cell.
    pub columns: Table<S>,
    /// The same before the first step.
    pub initial: Table<S>,
    /// Coefficient columns.
    pub coefficients: Table<S>,
    /// Their [`Table::stride`].
    pub coefficient_stride: usize,
    /// Whether the parameters of every cell are usual.
    pub usual: bool,
    /// What a step leaves, at least, of a variable of a cell that may fade to nothing.
    pub cells_keep: f64,
    /// Steps from one flush to the next: a power of two.
    flush_every: u64,
    /// What flowed in the last step.
    pub currents: Currents<S>,
    /// Projections that end here.
    pub incoming: Vec<ProjectionState<S>>,
    /// What a step does to the sums of each of them.
    pub links: Vec<Link<S>>,
    /// Its noise, if any.
    pub noise: Option<NoiseState<S>>,
    /// What flows in from outside.
    pub inputs: Inputs,
    /// What makes its cells fire, where they do at random.
    pub sources: Option<Sources>,
    /// The ring of what its axons transmit, where that is not what its somata fire.
    pub axon_ring: Option<usize>,
    /// What is recorded of it, whole columns aside.
    pub watches: Vec<Watch>,
    /// Columns of the state that are recorded over all cells.
    pub whole_columns: Vec<WholeColumn>,
    /// Which electrodes see it.
    pub seen: Vec<Seen<S>>,
    /// Cells made to fire in the next step, as bits.
    pub injected: Vec<u64>,
    /// Times that V of a cell was clamped since the beginning.
    pub n_clamped: u64,
}

impl<S: Summed> Population<S> {
    /// Cells of `description` with so many columns, not yet given coefficients or a state.
    pub fn new(
        index: usize,
        description: &Description,
        n_state: usize,
        n_coefficients: usize,
    ) -> Self {
        let n_cells = description.n_cells;
        let columns = Table::new(n_state, n_cells);
        Self {
            index,
            description: description.clone(),
            n_cells,
            initial: columns.clone(),
            columns,
            coefficients: Table::new(n_coefficients, n_cells),
            coefficient_stride: n_coefficients,
            usual: false,
            cells_keep: 1.0,
            flush_every: 1,
            currents: Currents::new(n_cells),
            incoming: Vec::new(),
            links: Vec::new(),
            noise: None,
            inputs: Inputs::default(),
            sources: None,
            axon_ring: None,
            watches: Vec::new(),
            whole_columns: Vec::new(),
            seen: Vec::new(),
            injected: vec![0; n_cells.div_ceil(64)],
            n_clamped: 0,
        }
    }

    /// One more projection ends here.
    pub fn connect(&mut self, projection: ProjectionState<S>) {
        self.incoming.push(projection);
        self.links.push(Link::none());
        self.columns = Table::new(self.n_columns() + STAGES, self.n_cells);
    }

    /// How many columns there are so far.
    pub fn n_columns(&self) -> usize {
        self.columns.n_columns()
    }

    /// Back to the state before the first step.
    pub fn reset(&mut self) {
        self.columns.clone_from(&self.initial);
        self.currents.clear();
        self.incoming.iter_mut().for_each(ProjectionState::reset);
        self.noise.iter_mut().for_each(NoiseState::reset);
        self.inputs.reset();
        self.sources.iter_mut().for_each(Sources::reset);
        self.injected.fill(0);
        self.n_clamped = 0;
    }

    /// Advances over steps in which it needs nothing that another population does in them.
    pub fn advance(
        &mut self,
        backend: Backend,
        kernel: &dyn CellKernel<S>,
        run: &mut Advance<'_>,
    ) -> Option<Failure> {
        if !self.inputs.is_empty() {
            self.inputs.foresee(run.first_step, run.n_steps);
        }
        let failure = self.advance_cells(backend, kernel, run);
        for seen in &self.seen {
            run.lfps[seen.lfp].take(&seen.block[..run.n_steps as usize], &self.inputs);
        }
        failure
    }

    fn advance_cells(
        &mut self,
        backend: Backend,
        kernel: &dyn CellKernel<S>,
        run: &mut Advance<'_>,
    ) -> Option<Failure> {
        let (mut step, end) = (run.first_step, run.first_step + run.n_steps);
        while step < end {
            let due = run.next_row(step);
            let n_steps = self.stretch(step, &due, run).min(end - step);
            self.prepare(backend, step, run);
            let outcome = kernel.run(backend, self.span(backend, step, n_steps, &due, run));
            self.n_clamped = self.n_clamped.saturating_add(outcome.n_clamped);
            if let Some((step, cell)) = outcome.lost {
                return Some(Failure { population: self.index, cell, step });
            }
            if let Some(sources) = &mut self.sources {
                sources.renew(run.rings[self.index].step(step), &mut self.columns);
            }
            self.transmit(step..step + n_steps, run);
            step += n_steps;
            if step == due.step.saturating_add(1) {
                let row = &mut run.rows.data[due.place..][..run.rows.width];
                self.watches
                    .iter()
                    .for_each(|w| w.write(backend, &self.columns, &self.currents, row));
            }
        }
        None
    }

    /// Hands the spikes of steps to the axons, where they are not transmitted as they are.
    fn transmit(&mut self, steps: Range<u64>, run: &mut Advance<'_>) {
        let Some(ring) = self.axon_ring else { return };
        let (somata, axons) = run.rings.split_at_mut(ring);
        for step in steps {
            let spikes = axons[0].step_mut(step);
            spikes.copy_from_slice(somata[self.index].step(step));
            self.inputs.transmit(step, step - run.first_step, spikes);
        }
    }

    /// What a row would have now in a channel; none if that is not among those of this population.
    pub fn look(&self, backend: Backend, channel: usize) -> Option<f64> {
        let look = |watch: &Watch| watch.look(backend, &self.columns, &self.currents, channel);
        let whole = || self.whole_columns.iter().find_map(|whole| look(&Watch::from(*whole)));
        self.watches.iter().find_map(look).or_else(whole)
    }

    /// How many steps from `step` on need nothing to be done between them.
    fn stretch(&self, step: u64, due: &Due, run: &Advance<'_>) -> u64 {
        if self.sources.is_some() || self.incoming.iter().any(ProjectionState::saturates) {
            return 1;
        }
        let mut n_steps = self.flush_every - self.since_flush(step);
        if !self.inputs.is_empty() {
            n_steps = n_steps.min(self.inputs.stretch(step - run.first_step, &run.inputs));
        }
        if !self.watches.is_empty() {
            n_steps = n_steps.min((due.step - step).saturating_add(1));
        }
        n_steps
    }

    /// What a stretch from `step` on needs beforehand: what has all but vanished gone, sources that saturate
    /// followed, the first normals, input.
    fn prepare(&mut self, backend: Backend, step: u64, run: &Advance<'_>) {
        if self.since_flush(step) == 0 {
            self.flush();
        }
        for (projection, link) in self.incoming.iter_mut().zip(&self.links) {
            projection.follow_sources(backend, link, &mut self.columns);
        }
        if let (0, Some(noise)) = (step, &mut self.noise) {
            backend.run(noise.first_draw());
        }
        if !self.inputs.is_empty() {
            let at = step - run.first_step;
            self.inputs.flow(step, at, &run.inputs, &mut self.currents.input);
        }
    }

    /// Everything that a kernel needs for a span; who was made to fire in its first step does.
    fn span<'a>(
        &'a mut self,
        backend: Backend,
        first_step: u64,
        n_steps: u64,
        due: &Due,
        run: &'a mut Advance<'_>,
    ) -> Span<'a, S> {
        let has_input = !self.inputs.is_empty();
        let fired = run.rings[self.index].step_mut(first_step);
        let made_to = self.injected.iter().any(|injected| *injected != 0);
        if made_to {
            fired.copy_from_slice(&self.injected);
            self.injected.fill(0);
        }
        let none = noise::Coefficients::from_fn(|_| S::default());
        let (noise, noise_rows) = match &mut self.noise {
            Some(noise) => (noise.coefficients, noise.rows_mut()),
            None => (none, &mut [][..]),
        };
        let Currents { synapses, noise: from_noise, input, watched } = &mut self.currents;
        let input = if has_input { &input[..] } else { &[] };
        let noted = watched.then_some([&mut synapses[..], &mut from_noise[..]]);
        let extras = (*watched || !input.is_empty()).then_some(Extras { input, noted });
        let drive = Drive { links: &self.links, noise, extras };
        Span {
            index: self.index,
            first_step,
            n_steps,
            made_to,
            cells: Cells {
                n_cells: self.n_cells,
                columns: self.columns.rows_mut(),
                coefficients: self.coefficients.rows(),
                noise_rows,
                stride: self.coefficient_stride,
                usual: self.usual,
                drive,
            },
            incoming: &mut self.incoming,
            rings: run.rings,
            record: Record {
                columns: &self.whole_columns,
                rows: run.rows.data,
                width: run.rows.width,
                due_step: due.step,
                due_place: due.place,
                every: run.every,
            },
            seen: &mut self.seen,
            block: run.first_step,
            backend,
        }
    }

    /// Notes how often to flush, for the coefficients as they are now.
    pub fn find_flushes(&mut self) {
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

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        let columns = self.columns.numbers().map(Float::bits);
        let synapses = self.incoming.iter().flat_map(ProjectionState::bits);
        let noise = self.noise.iter().flat_map(NoiseState::bits);
        let injected = self.injected.iter().copied();
        columns
            .chain(synapses)
            .chain(noise)
            .chain(self.inputs.bits())
            .chain(self.sources.iter().flat_map(Sources::bits))
            .chain(injected)
            .chain([self.n_clamped])
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        self.columns.set_bits(words);
        self.incoming.iter_mut().for_each(|projection| projection.set_bits(words));
        self.noise.iter_mut().for_each(|noise| noise.set_bits(words));
        self.inputs.set_bits(words);
        self.sources.iter_mut().for_each(|sources| sources.set_bits(words));
        set_flags(&mut self.injected, self.n_cells, words);
        self.n_clamped = words.next();
    }
}
