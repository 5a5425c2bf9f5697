//! Sixteen numbers, one per cell: what is stepped together, and which of them are cells.

use super::saved::Saved;
use crate::simd::Float;

use std::ops::{Deref, DerefMut, Range};

/// Cells in a row.
pub use crate::network::ROW;

/// One number of each cell of a row, on a cache line's boundary: a register that straddles two lines
/// takes twice as long to load.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C, align(64))]
pub struct Row<S>([S; ROW]);

impl<S> Deref for Row<S> {
    type Target = [S; ROW];
    #[inline(always)]
    fn deref(&self) -> &[S; ROW] {
        &self.0
    }
}

impl<S> DerefMut for Row<S> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [S; ROW] {
        &mut self.0
    }
}

/// Less than this is nothing.
pub const VANISHED: f64 = 1e-20;

/// Zero for what is less than [`VANISHED`], far below anything it could still move, before it can become
/// subnormal, which some CPUs compute a hundred times slower.
#[inline(always)]
pub fn flushed<S: Float>(number: S) -> S {
    if number.magnitude() < S::from_f64(VANISHED) {
        S::default()
    } else {
        number
    }
}

impl<S: Float> Row<S> {
    /// Sets to zero what has all but vanished; see [`flushed`].
    #[inline(always)]
    pub fn flush(&mut self) {
        for number in &mut self.0 {
            *number = flushed(*number);
        }
    }
}

/// Silent rows for `n_cells` cells.
pub fn rows_for<S: Float>(n_cells: usize) -> Vec<Row<S>> {
    vec![Row::default(); n_cells.div_ceil(ROW)]
}

/// Where the cells of a register stand.
#[derive(Clone, Copy)]
pub struct Place {
    /// Their row.
    pub row: usize,
    /// The lane of the first of them.
    pub lane: usize,
}

impl Place {
    /// The first of the cells.
    #[inline(always)]
    pub fn first(self) -> usize {
        self.row * ROW + self.lane
    }
}

/// The registers of `width` lanes that hold any of `n_cells` cells.
#[inline(always)]
pub fn places(n_cells: usize, width: usize) -> impl Iterator<Item = Place> {
    (0..n_cells).step_by(width).map(|first| Place { row: first / ROW, lane: first % ROW })
}

/// The lanes of a register at `first` that hold cells, as bits.
#[inline(always)]
pub fn lanes_in_use(first: usize, n_cells: usize) -> u64 {
    let left = n_cells - first;
    if left >= 64 {
        u64::MAX
    } else {
        (1 << left) - 1
    }
}

/// The lanes of a cell in its row: one, but for the last cell, which also has the padding.
pub fn lanes_of(cell: usize, n_cells: usize) -> Range<usize> {
    let lane = cell % ROW;
    lane..if cell + 1 == n_cells { ROW } else { lane + 1 }
}

/// Sets bits of `n_cells` cells, 64 a word, from words whose further bits are passed over.
pub fn set_flags(flags: &mut [u64], n_cells: usize, words: &mut Saved<'_>) {
    for (index, flags) in flags.iter_mut().enumerate() {
        *flags = words.next() & lanes_in_use(index * 64, n_cells);
    }
}
