//! One running population: its cells, what flows into them, and who looks at them.

use super::cells::CellKernel;
use super::currents::Currents;
use super::inputs::Inputs;
use super::lfp::Seen;
use super::noise::NoiseState;
use super::projection::ProjectionState;
use super::recorder::{Recording, Watch};
use super::saved::Saved;
use super::sources::Sources;
use super::spikes::Injected;
use super::sums::{Link, STAGES};
use super::table::Table;
use crate::network::Population as Description;
use crate::simd::{Backend, Float, Isa, Kernel};

/// Cells of one model, and everything that belongs to them alone.
#[derive(Clone)]
pub struct Population<S> {
    /// Its place among the populations.
    pub index: usize,
    /// What it was described as.
    pub description: Description,
    /// Number of cells.
    pub n_cells: usize,
    /// State columns, V first; [`Table::fixed`] ones, the coefficients that are mostly each cell's own; then [`STAGES`]
    /// columns a projection: weighted sums over the synapses of each cell.
    pub columns: Table<S>,
    /// The same before the first step.
    pub initial: Table<S>,
    /// Coefficient columns.
    pub coefficients: Table<S>,
    /// Their [`Table::stride`], but for those that are mostly each cell's own and stand among the columns.
    pub stride: usize,
    /// Of each coefficient the number of the first cell, which serves all cells where the stride is none.
    pub shared: Vec<S>,
    /// Whether the parameters of every cell are usual.
    pub usual: bool,
    /// What a step leaves, at least, of a variable of a cell that may fade to nothing.
    pub cells_keep: f64,
    /// Steps from one flush to the next: a power of two.
    pub flush_every: u64,
    /// Whether sources of synapses that saturate are to be followed before every step.
    pub saturates: bool,
    /// Whether nothing is to be done for it between one flush and the next but to step its cells.
    pub is_plain: bool,
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
    /// What is recorded of it.
    pub watches: Vec<Watch>,
    /// Which electrodes see it.
    pub seen: Vec<Seen<S>>,
    /// Cells made to fire in the next step.
    pub injected: Injected,
    /// Times that V of a cell was clamped since the beginning.
    pub n_clamped: u64,
}

impl<S: Float> Population<S> {
    /// Cells of `description`, not yet given coefficients or a state.
    pub fn new(index: usize, description: &Description, kernel: &dyn CellKernel<S>) -> Self {
        let (n_cells, n_coefficients) = (description.n_cells, kernel.n_coefficients());
        let own = kernel.n_state()..kernel.n_state() + kernel.own().count_ones() as usize;
        let columns = Table::new(own.end, n_cells).with_fixed(own);
        Self {
            index,
            description: description.clone(),
            n_cells,
            initial: columns.clone(),
            columns,
            coefficients: Table::new(n_coefficients, n_cells),
            stride: n_coefficients,
            shared: vec![S::default(); n_coefficients],
            usual: false,
            cells_keep: 1.0,
            flush_every: 1,
            saturates: false,
            is_plain: false,
            currents: Currents::new(n_cells),
            incoming: Vec::new(),
            links: Vec::new(),
            noise: None,
            inputs: Inputs::default(),
            sources: None,
            axon_ring: None,
            watches: Vec::new(),
            seen: Vec::new(),
            injected: Injected::none(n_cells),
            n_clamped: 0,
        }
    }

    /// One more projection ends here.
    pub fn connect(&mut self, projection: ProjectionState<S>) {
        self.incoming.push(projection);
        self.links.push(Link::none());
        let fixed = self.columns.fixed();
        self.columns = Table::new(self.n_columns() + STAGES, self.n_cells).with_fixed(fixed);
    }

    /// Takes the coefficients of every cell; bits say which of them are mostly each cell's own. The initial state takes
    /// these too, since a reset copies it.
    pub fn take_coefficients(&mut self, coefficients: Table<S>, own: u64) {
        self.stride = coefficients.stride(|column| own >> column & 1 == 0);
        for (column, number) in self.shared.iter_mut().enumerate() {
            *number = coefficients.column(column).get(0);
        }
        let own = (0..coefficients.n_columns()).filter(|column| own >> column & 1 == 1);
        for (place, column) in self.columns.fixed().zip(own) {
            for (cell, value) in coefficients.column(column).numbers().enumerate() {
                self.columns.set(place, cell, value);
                self.initial.set(place, cell, value);
            }
        }
        self.coefficients = coefficients;
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
        self.injected.clear();
        self.n_clamped = 0;
    }

    /// What a row would have now in a channel; none if that is not among those of this population.
    pub fn look(&self, backend: Backend, channel: usize) -> Option<f64> {
        let mut watches = self.watches.iter();
        watches.find_map(|watch| watch.look(backend, &self.columns, &self.currents, channel))
    }

    /// Writes what is recorded of it into a row.
    #[inline(always)]
    pub fn record<I: Isa>(&self, isa: I, row: &mut [f64]) {
        let Self { watches, columns, currents, .. } = self;
        Recording { watches, state: columns, currents, row }.run(isa);
    }

    /// Begins the next intervals of cells that fire at random and have fired.
    #[inline(never)]
    pub fn renew(&mut self, fired: &[u64]) {
        if let Some(sources) = &mut self.sources {
            sources.renew(fired, &mut self.columns);
        }
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        let columns = self.columns.numbers().map(Float::bits);
        let synapses = self.incoming.iter().flat_map(ProjectionState::bits);
        let noise = self.noise.iter().flat_map(NoiseState::bits);
        columns
            .chain(synapses)
            .chain(noise)
            .chain(self.inputs.bits())
            .chain(self.sources.iter().flat_map(Sources::bits))
            .chain(self.injected.bits())
            .chain([self.n_clamped])
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        self.columns.set_bits(words);
        self.incoming.iter_mut().for_each(|projection| projection.set_bits(words));
        self.noise.iter_mut().for_each(|noise| noise.set_bits(words));
        self.inputs.set_bits(words);
        self.sources.iter_mut().for_each(|sources| sources.set_bits(words));
        self.injected.set_bits(self.n_cells, words);
        self.n_clamped = words.next();
    }
}
