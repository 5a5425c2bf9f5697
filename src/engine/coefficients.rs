//! Coefficients as a kernel reads them: a row of each for every row of cells, or one number that serves all cells.

use super::row::Row;
use crate::simd::{Float, Lanes};

/// The coefficients of a row of cells, and of those after it. Where they are `SHARED`, of each a number is read, not a
/// row: a core reads a number into all lanes of a register of 512 bits in half the time.
#[derive(Clone, Copy)]
pub struct Coefficients<'a, S, const SHARED: bool> {
    /// All coefficients of the first row of cells, then of the next.
    pub rows: &'a [Row<S>],
    /// Of each the number that serves all cells, where they are shared.
    pub shared: &'a [S],
    /// From those of one row of cells to those of the next; none where they are shared.
    pub stride: usize,
}

impl<S: Float, const SHARED: bool> Coefficients<'_, S, SHARED> {
    /// The first `n` of them, of which then any can be loaded without a check.
    #[inline(always)]
    pub fn first(self, n: usize) -> Self {
        match SHARED {
            true => Self { shared: &self.shared[..n], ..self },
            false => Self { rows: &self.rows[..n], ..self },
        }
    }

    /// Those of the rows of cells after the first. Also where they are shared, by a stride of which the compiler does not
    /// know that it is none: it would load all numbers once, and keep on the stack what finds no register.
    #[inline(always)]
    pub fn rest(self) -> Self {
        match SHARED {
            true => Self { shared: &self.shared[self.stride..], ..self },
            false => Self { rows: &self.rows[self.stride..], ..self },
        }
    }

    /// One of them for a register of cells that begins at `lane`.
    #[inline(always)]
    pub fn load<L: Lanes<Scalar = S>>(&self, isa: L::Isa, column: usize, lane: usize) -> L {
        match SHARED {
            true => L::all(isa, self.shared[column]),
            false => L::load(isa, &self.rows[column][lane..]),
        }
    }
}
