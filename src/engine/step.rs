//! One step of the cells of a population: the inner loop.
//!
//! Nothing here may be left to the compiler to inline: a function that stays a call, an iterator's
//! adaptor included, is compiled without the backend's instructions and costs many times its work.

use super::currents::Drive;
use super::sums::Summed;
use super::table::{lanes_in_use, Place, Row, ROW};
use crate::models::{Cell, Columns, Relax};
use crate::simd::{Isa, Kernel, Lanes, Mask};
use std::marker::PhantomData;

/// The cells of a population, and what they need for a step.
pub struct Cells<'a, S> {
    /// How many.
    pub n_cells: usize,
    /// Their state; V first.
    pub state: &'a mut [Row<S>],
    /// Their coefficients.
    pub coefficients: &'a [Row<S>],
    /// What flows into them.
    pub drive: Drive<'a, S>,
    /// Who fires, as bits; who already does was made to.
    pub fired: &'a mut [u64],
}

/// Cells that did not step as their equations say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trouble {
    /// How many had their V clamped.
    pub n_clamped: u64,
    /// The first that left the numbers.
    pub first_lost: Option<usize>,
}

/// A step of the cells by model `M`, gates relaxing by rule `R`.
pub struct Step<'a, M, R, S> {
    /// The cells.
    pub cells: Cells<'a, S>,
    /// The model and the rule.
    pub kind: PhantomData<(M, R)>,
}

impl<M: Cell, R: Relax, S: Summed> Kernel for Step<'_, M, R, S> {
    type Output = Trouble;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> Trouble {
        let (mut cells, mut trouble) = (self.cells, Trouble::default());
        let mut first = 0;
        while first < cells.n_cells {
            let (half, left) = (S::HalfLanes::<I>::WIDTH, cells.n_cells - first);
            if half < S::Lanes::<I>::WIDTH && left <= half {
                cells.step::<M, R, S::HalfLanes<I>>(isa, first, &mut trouble);
                break;
            }
            cells.step::<M, R, S::Lanes<I>>(isa, first, &mut trouble);
            first += S::Lanes::<I>::WIDTH;
        }
        cells.forget_padding();
        trouble
    }
}

impl<S: Summed> Cells<'_, S> {
    /// Steps the cells of one register and notes who fired.
    #[inline(always)]
    fn step<M: Cell, R: Relax, L: Lanes<Scalar = S>>(
        &mut self,
        isa: L::Isa,
        first: usize,
        trouble: &mut Trouble,
    ) {
        let at = Place { row: first / ROW, lane: first % ROW };
        let n_coefficients = <M::Coefficients<L> as Columns<L>>::NAMES.len();
        let n_state = <M::State<L> as Columns<L>>::NAMES.len();
        let coefficients = &self.coefficients[at.row * n_coefficients..][..n_coefficients];
        let state = &mut self.state[at.row * n_state..][..n_state];
        // first: what it stores would keep the compiler from loading a coefficient where it is used
        let current = self.drive.current::<L>(isa, at, L::load(isa, &state[0][at.lane..]));
        let coefficients = M::Coefficients::from_fn(|c| L::load(isa, &coefficients[c][at.lane..]));
        let before = M::State::from_fn(|column| L::load(isa, &state[column][at.lane..]));
        let after = M::step::<L, R>(&coefficients, before, current);
        after.state.each(|column, numbers| numbers.store(&mut state[column][at.lane..]));
        self.fired[first / 64] |= after.spiked.bits() << (first % 64);
        if (after.clamped | after.diverged).any() {
            let in_use = lanes_in_use(first, self.n_cells);
            trouble.note(first, after.clamped.bits() & in_use, after.diverged.bits() & in_use);
        }
    }

    /// Takes back the spikes of lanes that hold no cell.
    #[inline(always)]
    fn forget_padding(&mut self) {
        let first_of_last = (self.n_cells - 1) / 64 * 64;
        self.fired[first_of_last / 64] &= lanes_in_use(first_of_last, self.n_cells);
    }
}

impl Trouble {
    /// Notes the cells of a register whose V was clamped, and those that left the numbers.
    #[cold]
    fn note(&mut self, first: usize, clamped: u64, lost: u64) {
        self.n_clamped += u64::from(clamped.count_ones());
        if lost != 0 && self.first_lost.is_none() {
            self.first_lost = Some(first + lost.trailing_zeros() as usize);
        }
    }
}
