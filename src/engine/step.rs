//! Steps of the cells of a population: the inner loop.
//!
//! Nothing here may be left to the compiler to inline: a function that stays a call, an iterator's
//! adaptor included, is compiled without the backend's instructions and costs many times its work.

use super::currents::{Drive, DrivenRow};
use super::lfp::Seen;
use super::noise::{draws, NoiseRow};
use super::projection::ProjectionState;
use super::recorder::{Copy, Mean, WholeColumn};
use super::spikes::SpikeRing;
use super::sums::Summed;
use super::table::{lanes_in_use, Column, Place, Row, RowsMut, ROW};
use crate::models::{Cell, Columns, Relax};
use crate::simd::{Backend, Isa, Kernel, Lanes, Mask, Pair};
use std::marker::PhantomData;

/// Consecutive steps of a population in which it needs nothing but what stands here.
pub struct Span<'a, S> {
    /// Index of the population.
    pub index: usize,
    /// The first step.
    pub first_step: u64,
    /// Whether its spikes already hold those of cells that are made to fire.
    pub made_to: bool,
    /// How many steps.
    pub n_steps: u64,
    /// The cells.
    pub cells: Cells<'a, S>,
    /// Projections that end here.
    pub incoming: &'a mut [ProjectionState<S>],
    /// Spikes of every population.
    pub rings: &'a mut [SpikeRing],
    /// What is to be recorded of whole columns.
    pub record: Record<'a>,
    /// Electrodes that see its synaptic currents, which are noted then.
    pub seen: &'a mut [Seen<S>],
    /// The first step of the block.
    pub block: u64,
    /// What sums for them.
    pub backend: Backend,
}

/// The cells of a population.
pub struct Cells<'a, S> {
    /// How many.
    pub n_cells: usize,
    /// Their state, V first, and the sums of their synapses, [`STAGES`](super::sums::STAGES) columns a projection.
    pub columns: RowsMut<'a, S>,
    /// Their coefficients.
    pub coefficients: &'a [Row<S>],
    /// From the coefficients of one row of cells to those of the next.
    pub stride: usize,
    /// Whether the parameters of all are usual, see [`Cell::is_usual`].
    pub usual: bool,
    /// Their noise; empty where there is none.
    pub noise_rows: &'a mut [NoiseRow<S>],
    /// What flows into them.
    pub drive: Drive<'a, S>,
}

/// Columns of the state that are recorded as the steps go by.
pub struct Record<'a> {
    /// The columns, and where they go.
    pub columns: &'a [WholeColumn],
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
        let Span { index, first_step, made_to, n_steps, mut cells, .. } = self.span;
        let Span { incoming, rings, mut record, seen, block, backend, .. } = self.span;
        let mut outcome = Outcome::default();
        for step in first_step..first_step + n_steps {
            let (fired, made_to) = (rings[index].step_mut(step), made_to && step == first_step);
            cells.step::<M, R, I, USUAL>(isa, step, fired, made_to, &mut outcome);
            if outcome.lost.is_some() {
                break;
            }
            for projection in &mut *incoming {
                projection.deliver(step, rings, &mut cells.columns);
            }
            for seen in &mut *seen {
                seen.note(backend, step - block, cells.synapses());
            }
            if step == record.due_step {
                record.write(isa, &cells);
            }
        }
        outcome
    }
}

impl<S: Summed> Cells<'_, S> {
    /// The synaptic currents of the last step; none where they are not noted.
    #[inline(always)]
    fn synapses(&self) -> Column<'_, S> {
        let noted = self.drive.extras.as_ref().and_then(|extras| extras.noted.as_ref());
        noted.map_or(Column::of(&[], 0), |[synapses, _]| Column::of(synapses, self.n_cells))
    }

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
        let half = S::HalfLanes::<I>::WIDTH;
        let n_state = <M::State<S> as Columns<S>>::NAMES.len();
        let n_columns = self.columns.n_columns;
        // what each row takes is cut off from what is left: the fewest checks
        let (mut columns, mut coefficients) = (&mut *self.columns.rows, self.coefficients);
        let mut noise_rows = &mut *self.noise_rows;
        let (mut first, mut word) = (0, 0);
        while first < self.n_cells {
            let (row, rest) = columns.split_at_mut(n_columns);
            let (state, sums) = row.split_at_mut(n_state);
            let noise;
            (noise, noise_rows) = cut_first(noise_rows);
            let mut row = CellRow { coefficients, state, driven: DrivenRow { sums, noise } };
            let (at, left) = (At { isa, step, first, n_cells: self.n_cells }, self.n_cells - first);
            let drive = &mut self.drive;
            let spiked = if half < S::Lanes::<I>::WIDTH && left <= half {
                row.step_register::<M, R, S::HalfLanes<I>, USUAL>(at, 0, drive, outcome)
            } else {
                row.step::<M, R, S::Lanes<I>, USUAL>(at, drive, outcome)
            };
            if let (true, Some(noise)) = (draws(first / ROW, step), &mut row.driven.noise) {
                noise.draw(isa, (step + 2) & !1, left);
            }
            (columns, coefficients) = (rest, &coefficients[self.stride..]);
            word |= spiked << (first % 64);
            let place = first / 64;
            first += ROW;
            if first % 64 == 0 || first >= self.n_cells {
                let in_use = lanes_in_use(place * 64, self.n_cells); // the rest is padding
                fired[place] = (word & in_use) | if made_to { fired[place] } else { 0 };
                word = 0;
            }
        }
    }
}

/// The first of rows, if any, and the others.
#[inline(always)]
fn cut_first<T>(rows: &mut [T]) -> (Option<&mut T>, &mut [T]) {
    match rows.split_first_mut() {
        Some((row, rest)) => (Some(row), rest),
        None => (None, &mut []),
    }
}

/// One row of cells.
struct CellRow<'a, S> {
    coefficients: &'a [Row<S>],
    state: &'a mut [Row<S>],
    driven: DrivenRow<'a, S>,
}

/// Which row it is, and when.
#[derive(Clone, Copy)]
struct At<I> {
    isa: I,
    step: u64,
    first: usize,
    n_cells: usize,
}

impl<S: Summed> CellRow<'_, S> {
    /// Steps the cells; returns who fired.
    #[inline(always)]
    fn step<M: Cell, R: Relax, L: Lanes<Scalar = S>, const USUAL: bool>(
        &mut self,
        at: At<L::Isa>,
        common: &mut Drive<'_, S>,
        outcome: &mut Outcome,
    ) -> u64 {
        if M::IS_SHORT && 2 * L::WIDTH <= ROW {
            self.step_registers::<M, R, Pair<L>, USUAL>(at, common, outcome)
        } else {
            self.step_registers::<M, R, L, USUAL>(at, common, outcome)
        }
    }

    /// Steps them a register of lanes at a time.
    #[inline(always)]
    fn step_registers<M: Cell, R: Relax, L: Lanes<Scalar = S>, const USUAL: bool>(
        &mut self,
        at: At<L::Isa>,
        common: &mut Drive<'_, S>,
        outcome: &mut Outcome,
    ) -> u64 {
        let mut spiked = self.step_register::<M, R, L, USUAL>(at, 0, common, outcome);
        let mut lane = L::WIDTH;
        while lane < ROW && at.first + lane < at.n_cells {
            spiked |= self.step_register::<M, R, L, USUAL>(at, lane, common, outcome) << lane;
            lane += L::WIDTH;
        }
        spiked
    }

    /// Steps the cells of a register that begins at `lane`; returns who fired.
    #[inline(always)]
    fn step_register<M: Cell, R: Relax, L: Lanes<Scalar = S>, const USUAL: bool>(
        &mut self,
        At { isa, step, first, n_cells }: At<L::Isa>,
        lane: usize,
        common: &mut Drive<'_, S>,
        outcome: &mut Outcome,
    ) -> u64 {
        let n_coefficients = <M::Coefficients<L> as Columns<L>>::NAMES.len();
        let n_state = <M::State<L> as Columns<L>>::NAMES.len();
        let coefficients = &self.coefficients[..n_coefficients];
        let state = &mut self.state[..n_state];
        // first: what it stores would keep the compiler from loading a coefficient where it is used
        let (v, place) = (L::load(isa, &state[0][lane..]), Place { row: first / ROW, lane });
        let current = self.driven.current::<L>(isa, common, step, place, v);
        let coefficients = M::Coefficients::from_fn(|c| L::load(isa, &coefficients[c][lane..]));
        let before = M::State::from_fn(|column| L::load(isa, &state[column][lane..]));
        let after = M::step::<L, R, USUAL>(&coefficients, before, current);
        after.state.each(|column, numbers| numbers.store(&mut state[column][lane..]));
        let clamped = after.clamped.map_or(0, Mask::bits);
        if clamped != 0 || after.diverged.any() {
            let in_use = lanes_in_use(first + lane, n_cells);
            outcome.note(step, first + lane, clamped & in_use, after.diverged.bits() & in_use);
        }
        after.spiked.bits()
    }
}

impl Record<'_> {
    /// Writes the row that is due.
    #[inline(always)]
    fn write<S: Summed, I: Isa>(&mut self, isa: I, cells: &Cells<'_, S>) {
        for place in 0..self.columns.len() {
            let WholeColumn { column, mean, channel } = self.columns[place];
            let column = cells.columns.column(column, cells.n_cells);
            let row = &mut self.rows[self.due_place + channel..];
            if mean {
                row[0] = Mean(column).run(isa);
            } else {
                Copy { column, row }.run(isa);
            }
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
