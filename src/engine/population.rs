//! One running population: its cells, what flows into them, and who looks at them.

use super::currents::Currents;
use super::noise::NoiseState;
use super::projection::ProjectionState;
use super::recorder::Watch;
use super::spikes::SpikeRing;
use super::sums::Summed;
use super::table::Table;
use crate::network::Population as Description;
use crate::simd::{Float, Isa};

/// A span of steps to advance, with what the populations share.
pub struct Advance<'a> {
    /// The first step.
    pub first_step: u64,
    /// How many.
    pub n_steps: u64,
    /// Past spikes of every population.
    pub rings: &'a mut [SpikeRing],
    /// Input rows of the call, (steps x channels), and the step of its first row.
    pub inputs: Rows<&'a [f64]>,
    /// Output rows of the call, (rows x channels), and the number of its first row.
    pub rows: Rows<&'a mut [f64]>,
    /// Record every so many steps; 0 records nothing.
    pub every: u64,
}

/// Rows of a caller's buffer.
pub struct Rows<B> {
    /// Row after row.
    pub data: B,
    /// Numbers in a row.
    pub width: usize,
    /// The number of the first row in the buffer.
    pub first: u64,
}

/// Where the numbers ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Index of the population.
    pub population: usize,
    /// Index of the cell.
    pub cell: usize,
    /// The step that failed.
    pub step: u64,
}

/// A channel of the caller's input as this population receives it.
#[derive(Clone, Debug)]
pub struct InputState {
    /// Column of the input rows.
    pub channel: usize,
    /// Receiving cells, and what each receives of a unit of input, in the model's unit.
    pub receivers: Vec<(u32, f64)>,
}

/// Cells of one model, and everything that belongs to them alone.
pub struct Population<S> {
    /// Its place among the populations.
    pub index: usize,
    /// What it was described as.
    pub description: Description,
    /// Number of cells.
    pub n_cells: usize,
    /// State columns, V first.
    pub state: Table<S>,
    /// The state before the first step.
    pub initial: Table<S>,
    /// Coefficient columns.
    pub coefficients: Table<S>,
    /// What flowed in the last step.
    pub currents: Currents<S>,
    /// Projections that end here.
    pub incoming: Vec<ProjectionState<S>>,
    /// Its noise, if any.
    pub noise: Option<NoiseState<S>>,
    /// Input channels that end here.
    pub inputs: Vec<InputState>,
    /// What is recorded of it.
    pub watches: Vec<Watch>,
    /// Cells made to fire in the next step, as bits.
    pub injected: Vec<u64>,
    /// What has been counted since the beginning.
    pub tally: Tally,
}

/// Counts since the beginning.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Times that V was clamped.
    pub n_clamped: u64,
    /// Spikes fired.
    pub n_spikes: u64,
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
        let state = Table::new(n_state, n_cells);
        Self {
            index,
            description: description.clone(),
            n_cells,
            initial: state.clone(),
            state,
            coefficients: Table::new(n_coefficients, n_cells),
            currents: Currents::new(n_cells),
            incoming: Vec::new(),
            noise: None,
            inputs: Vec::new(),
            watches: Vec::new(),
            injected: vec![0; n_cells.div_ceil(64)],
            tally: Tally::default(),
        }
    }

    /// Back to the state before the first step.
    pub fn reset(&mut self) {
        self.state.clone_from(&self.initial);
        self.currents.clear();
        self.incoming.iter_mut().for_each(ProjectionState::reset);
        self.noise.iter_mut().for_each(NoiseState::reset);
        self.injected.fill(0);
        self.tally = Tally::default();
    }

    /// Synapses, noise and input of one step, from V before it; then the spikes that arrive in it.
    #[inline(always)]
    pub fn gather_currents<I: Isa>(&mut self, isa: I, step: u64, run: &mut Advance<'_>) {
        if !self.incoming.is_empty() {
            self.currents.synapses.fill(S::default());
        }
        for projection in &mut self.incoming {
            projection.step::<S::Lanes<I>>(isa, &self.state, &mut self.currents.synapses);
            projection.deliver(step, run.rings);
        }
        if let Some(noise) = &mut self.noise {
            noise.step(isa, step, &mut self.currents.noise);
        }
        if !self.inputs.is_empty() {
            self.add_inputs(step, &run.inputs);
        }
    }

    fn add_inputs(&mut self, step: u64, rows: &Rows<&[f64]>) {
        self.currents.input.fill(S::default());
        if rows.data.is_empty() {
            return;
        }
        let row = &rows.data[(step - rows.first) as usize * rows.width..][..rows.width];
        for input in &self.inputs {
            for &(cell, weight) in &input.receivers {
                self.currents.input[cell as usize] += S::from_f64(weight * row[input.channel]);
            }
        }
    }

    /// Counts the step's spikes and writes the channels of its row, if it has one.
    #[inline(always)]
    pub fn record(&mut self, step: u64, run: &mut Advance<'_>) {
        let fired = run.rings[self.index].step(step);
        self.tally.n_spikes += fired.iter().map(|word| u64::from(word.count_ones())).sum::<u64>();
        self.injected.fill(0);
        if run.every == 0 || !(step + 1).is_multiple_of(run.every) {
            return;
        }
        let rows = &mut run.rows;
        let row = ((step + 1) / run.every - rows.first) as usize;
        let row = &mut rows.data[row * rows.width..][..rows.width];
        self.watches.iter().for_each(|watch| watch.write(&self.state, &self.currents, row));
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        let state = self.state.numbers().map(Float::bits);
        let synapses = self.incoming.iter().flat_map(ProjectionState::bits);
        let noise = self.noise.iter().flat_map(NoiseState::bits);
        state.chain(synapses).chain(noise).chain(self.injected.iter().copied())
    }
}
