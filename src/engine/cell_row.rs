//! A row of cells, and its step: whatever is stepped together. As in [`super::step`], everything is inlined.

use super::advance::Outcome;
use super::coefficients::Coefficients;
use super::currents::{Drive, DrivenRow};
use super::noise::{draws, NoiseRow};
use super::row::{lanes_in_use, Place, Row, ROW};
use crate::models::{own, Cell, Columns, Relax};
use crate::simd::{Float, Lanes, Mask, Pair, Streams};

/// The rows that are still to be stepped: what each takes is cut off from what is left, which are the fewest checks.
pub struct RowsLeft<'a, S, const SHARED: bool> {
    /// Every column of the first row of cells, then of the next: the state, [`own`] coefficients, the sums of synapses.
    pub columns: &'a mut [Row<S>],
    /// How many columns.
    pub n_columns: usize,
    /// Their coefficients.
    pub coefficients: Coefficients<'a, S, SHARED>,
    /// Empty where there is no noise.
    pub noise: &'a mut [NoiseRow<S>],
}

impl<'a, S: Float, const SHARED: bool> RowsLeft<'a, S, SHARED> {
    /// The next of them.
    #[inline(always)]
    pub fn cut<M: Cell>(&mut self) -> CellRow<'a, S, SHARED> {
        let n_state = <M::State<S> as Columns<S>>::NAMES.len();
        let (row, columns) = std::mem::take(&mut self.columns).split_at_mut(self.n_columns);
        let (state, row) = row.split_at_mut(n_state);
        let (own, sums) = row.split_at_mut(const { own::<M>().count_ones() as usize });
        let (noise, noise_rows) = match std::mem::take(&mut self.noise).split_first_mut() {
            Some((noise, rest)) => (Some(noise), rest),
            None => (None, &mut [][..]),
        };
        let coefficients = self.coefficients;
        (self.columns, self.noise) = (columns, noise_rows);
        self.coefficients = coefficients.rest();
        CellRow { coefficients, own, state, driven: DrivenRow { sums, noise } }
    }
}

/// One row of cells.
pub struct CellRow<'a, S, const SHARED: bool> {
    coefficients: Coefficients<'a, S, SHARED>,
    own: &'a [Row<S>],
    state: &'a mut [Row<S>],
    driven: DrivenRow<'a, S>,
}

/// Which row it is, and when.
#[derive(Clone, Copy)]
pub struct At<I> {
    /// What it is stepped with.
    pub isa: I,
    /// The step.
    pub step: u64,
    /// Its first cell.
    pub first: usize,
    /// Of the population.
    pub n_cells: usize,
}

impl<I> At<I> {
    /// Cells from its first on.
    #[inline(always)]
    pub fn n_left(&self) -> usize {
        self.n_cells - self.first
    }
}

impl<S: Float, const SHARED: bool> CellRow<'_, S, SHARED> {
    /// Steps the cells; returns who fired.
    #[inline(always)]
    pub fn step<M: Cell, R: Relax, L: Lanes<Scalar = S>, const USUAL: bool>(
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
    pub fn step_register<M: Cell, R: Relax, L: Lanes<Scalar = S>, const USUAL: bool>(
        &mut self,
        At { isa, step, first, n_cells }: At<L::Isa>,
        lane: usize,
        common: &mut Drive<'_, S>,
        outcome: &mut Outcome,
    ) -> u64 {
        let n_coefficients = <M::Coefficients<L> as Columns<L>>::NAMES.len();
        let n_state = <M::State<L> as Columns<L>>::NAMES.len();
        let coefficients = self.coefficients.first(n_coefficients);
        let state = &mut self.state[..n_state];
        // first: what it stores would keep the compiler from loading a coefficient where it is used
        let (v, place) = (L::load(isa, &state[0][lane..]), Place { row: first / ROW, lane });
        let current = self.driven.current::<L>(isa, common, step, place, v);
        let coefficients = M::Coefficients::from_fn(|c| {
            let (bits, before) = (const { own::<M>() }, (1 << c) - 1);
            match bits >> c & 1 {
                1 => L::load(isa, &self.own[(bits & before).count_ones() as usize][lane..]),
                _ => coefficients.load(isa, c, lane),
            }
        });
        let before = M::State::from_fn(|column| match column {
            0 => v,
            _ => L::load(isa, &state[column][lane..]),
        });
        let after = M::step::<L, R, USUAL>(&coefficients, before, current);
        after.state.each(|column, numbers| numbers.store(&mut state[column][lane..]));
        let clamped = after.clamped.map_or(0, Mask::bits);
        if clamped != 0 || after.diverged.any() {
            let in_use = lanes_in_use(first + lane, n_cells);
            outcome.note(step, first + lane, clamped & in_use, after.diverged.bits() & in_use);
        }
        after.spiked.bits()
    }

    /// Draws normals for the steps after this one, where it is the row's turn.
    #[inline(always)]
    pub fn draw<L: Streams>(&mut self, at: At<L::Isa>) {
        if let (true, Some(noise)) = (draws(at.first / ROW, at.step), &mut self.driven.noise) {
            noise.draw::<L>(at.isa, (at.step + 2) & !1, at.n_left());
        }
    }
}
