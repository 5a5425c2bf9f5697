//! Steps of the cells of a population: the inner loop.
//!
//! Nothing here may be left to the compiler to inline: a function that stays a call, an iterator's
//! adaptor included, is compiled without the backend's instructions and costs many times its work.

use super::currents::Drive;
use super::projection::ProjectionState;
use super::recorder::Mean;
use super::spikes::SpikeRing;
use super::sums::Summed;
use super::table::{lanes_in_use, Place, Row, RowsMut, ROW};
use crate::models::{Cell, Columns, Relax};
use crate::simd::{Isa, Kernel, Lanes, Mask};
use std::marker::PhantomData;

/// Consecutive steps of a population in which it needs nothing but what stands here.
pub struct Span<'a, S> {
    /// Index of the population.
    pub index: usize,
    /// The first step, whose spikes already hold those of cells that are made to fire.
    pub first_step: u64,
    /// How many steps.
    pub n_steps: u64,
    /// The cells.
    pub cells: Cells<'a, S>,
    /// Projections that end here.
    pub incoming: &'a mut [ProjectionState<S>],
    /// Spikes of every population.
    pub rings: &'a mut [SpikeRing],
    /// Means to be recorded.
    pub means: Means<'a>,
}

/// The cells of a population.
pub struct Cells<'a, S> {
    /// How many.
    pub n_cells: usize,
    /// Their state; V first.
    pub state: RowsMut<'a, S>,
    /// Their coefficients.
    pub coefficients: &'a [Row<S>],
    /// From the coefficients of one row of cells to those of the next.
    pub stride: usize,
    /// Whether the parameters of all are usual, see [`Cell::is_usual`].
    pub usual: bool,
    /// What flows into them.
    pub drive: Drive<'a, S>,
}

/// Means over all cells that are recorded as the steps go by.
pub struct Means<'a> {
    /// A column of the state, and the channel that its mean goes to.
    pub columns: &'a [(usize, usize)],
    /// Output rows.
    pub rows: &'a mut [f64],
    /// Channels of a row.
    pub width: usize,
    /// After which step the next row is due.
    pub due_step: u64,
    /// Where that row begins.
    pub due_place: usize,
    /// From one row to the next, in steps.
    pub every: u64,
}

/// What became of a span.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    /// How often a cell had its V clamped.
    pub n_clamped: u64,
    /// The first step in which a cell left the numbers, and the first such cell: the span ended there.
    pub lost: Option<(u64, usize)>,
}

/// A span by model `M`, gates relaxing by rule `R`, in the usual form or the other.
pub struct Steps<'a, M, R, S, const USUAL: bool> {
    /// The span.
    pub span: Span<'a, S>,
    /// The model and the rule.
    pub kind: PhantomData<(M, R)>,
}

impl<M: Cell, R: Relax, S: Summed, const USUAL: bool> Kernel for Steps<'_, M, R, S, USUAL> {
    type Output = Outcome;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> Outcome {
        let Span { index, first_step, n_steps, mut cells, incoming, rings, mut means } = self.span;
        let mut outcome = Outcome::default();
        for step in first_step..first_step + n_steps {
            let (fired, made_to) = (rings[index].step_mut(step), step == first_step);
            cells.step::<M, R, I, USUAL>(isa, step, fired, made_to, &mut outcome);
            if outcome.lost.is_some() {
                break;
            }
            for projection in &mut *incoming {
                projection.deliver(step, rings, &mut cells.drive.sums);
            }
            if step == means.due_step {
                means.record(isa, &cells);
            }
        }
        outcome
    }
}

impl<S: Summed> Cells<'_, S> {
    /// One step of every cell. `fired` is overwritten, but for the cells that are `made_to`.
    #[inline(always)]
    fn step<M: Cell, R: Relax, I: Isa, const USUAL: bool>(
        &mut self,
        isa: I,
        step: u64,
        fired: &mut [u64],
        made_to: bool,
        outcome: &mut Outcome,
    ) {
        let (half, whole) = (S::HalfLanes::<I>::WIDTH, S::Lanes::<I>::WIDTH);
        let (mut first, mut word) = (0, 0);
        while first < self.n_cells {
            let (spiked, width) = if half < whole && self.n_cells - first <= half {
                (
                    self.step_register::<M, R, S::HalfLanes<I>, USUAL>(isa, step, first, outcome),
                    half,
                )
            } else {
                (self.step_register::<M, R, S::Lanes<I>, USUAL>(isa, step, first, outcome), whole)
            };
            let place = first / 64;
            word |= spiked << (first % 64);
            first += width;
            if first % 64 == 0 || first >= self.n_cells {
                let in_use = lanes_in_use(place * 64, self.n_cells); // the rest is padding
                fired[place] = (word & in_use) | if made_to { fired[place] } else { 0 };
                word = 0;
            }
        }
    }

    /// Steps the cells of one register; returns who fired.
    #[inline(always)]
    fn step_register<M: Cell, R: Relax, L: Lanes<Scalar = S>, const USUAL: bool>(
        &mut self,
        isa: L::Isa,
        step: u64,
        first: usize,
        outcome: &mut Outcome,
    ) -> u64 {
        let at = Place { row: first / ROW, lane: first % ROW };
        let n_coefficients = <M::Coefficients<L> as Columns<L>>::NAMES.len();
        let n_state = <M::State<L> as Columns<L>>::NAMES.len();
        let coefficients = &self.coefficients[at.row * self.stride..][..n_coefficients];
        let state = &mut self.state.rows[at.row * n_state..][..n_state];
        // first: what it stores would keep the compiler from loading a coefficient where it is used
        let current = self.drive.current::<L>(isa, step, at, L::load(isa, &state[0][at.lane..]));
        let coefficients = M::Coefficients::from_fn(|c| L::load(isa, &coefficients[c][at.lane..]));
        let before = M::State::from_fn(|column| L::load(isa, &state[column][at.lane..]));
        let after = M::step::<L, R, USUAL>(&coefficients, before, current);
        after.state.each(|column, numbers| numbers.store(&mut state[column][at.lane..]));
        let clamped = after.clamped.map_or(0, Mask::bits);
        if clamped != 0 || after.diverged.any() {
            let in_use = lanes_in_use(first, self.n_cells);
            outcome.note(step, first, clamped & in_use, after.diverged.bits() & in_use);
        }
        after.spiked.bits()
    }
}

impl Means<'_> {
    /// Writes the row that is due.
    #[inline(always)]
    fn record<S: Summed, I: Isa>(&mut self, isa: I, cells: &Cells<'_, S>) {
        for place in 0..self.columns.len() {
            let (column, channel) = self.columns[place];
            let mean = Mean(cells.state.column(column, cells.n_cells)).run(isa);
            self.rows[self.due_place + channel] = mean;
        }
        self.due_step = self.due_step.saturating_add(self.every);
        self.due_place += self.width;
    }
}

impl Outcome {
    /// Notes the cells of a register whose V was clamped, and those that left the numbers.
    #[cold]
    fn note(&mut self, step: u64, first: usize, clamped: u64, lost: u64) {
        self.n_clamped += u64::from(clamped.count_ones());
        if lost != 0 && self.lost.is_none() {
            self.lost = Some((step, first + lost.trailing_zeros() as usize));
        }
    }
}
