//! Columns of numbers, one per cell, padded to whole rows of lanes.

use crate::simd::Lanes;

/// Every column is padded to a multiple of this, the widest row of any backend.
const WIDEST: usize = 16;

/// `n` rounded up to whole rows of the widest backend.
pub fn padded(n: usize) -> usize {
    n.next_multiple_of(WIDEST)
}

/// The lanes of the row at `first` that hold cells, as bits: all but in the last row.
#[inline(always)]
pub fn lanes_in_use(first: usize, n_cells: usize) -> u64 {
    let left = n_cells - first;
    if left >= 64 {
        u64::MAX
    } else {
        (1 << left) - 1
    }
}

/// A table of `n_columns` columns, each one number per cell.
#[derive(Clone, Debug)]
pub struct Table {
    data: Vec<f64>,
    n_cells: usize,
    padded: usize,
    /// All ones where the cells of a column differ, zero where its first row serves them all.
    row_mask: Vec<usize>,
}

impl Table {
    /// A table of zeros.
    pub fn new(n_columns: usize, n_cells: usize) -> Self {
        let padded = padded(n_cells);
        let data = vec![0.0; n_columns * padded];
        Self { data, n_cells, padded, row_mask: vec![usize::MAX; n_columns] }
    }

    /// The row of a column that begins at cell `first`.
    #[inline(always)]
    pub fn load<L: Lanes<Scalar = f64>>(&self, isa: L::Isa, column: usize, first: usize) -> L {
        let start = column * self.padded + (first & self.row_mask[column]);
        L::load(isa, &self.data[start..start + L::WIDTH])
    }

    /// Overwrites the row of a column that begins at cell `first`.
    #[inline(always)]
    pub fn store<L: Lanes<Scalar = f64>>(&mut self, row: L, column: usize, first: usize) {
        let start = column * self.padded + first;
        row.store(&mut self.data[start..start + L::WIDTH]);
    }

    /// The cells of a column, without padding.
    pub fn column(&self, column: usize) -> &[f64] {
        &self.data[column * self.padded..][..self.n_cells]
    }

    /// The cells of a column and its padding, in whole rows.
    #[inline(always)]
    pub fn rows(&self, column: usize) -> &[f64] {
        &self.data[column * self.padded..][..self.padded]
    }

    /// Sets one cell; the last cell also fills the padding, so that idle lanes compute what it does.
    pub fn set(&mut self, column: usize, cell: usize, value: f64) {
        let cells = &mut self.data[column * self.padded..][..self.padded];
        cells[cell] = value;
        if cell + 1 == self.n_cells {
            cells[cell..].fill(value);
        }
    }

    /// Lets a column whose cells are all equal be read from its first row, which stays in cache.
    pub fn note_uniform_columns(&mut self) {
        for (column, mask) in self.row_mask.iter_mut().enumerate() {
            let cells = &self.data[column * self.padded..][..self.padded];
            let uniform = cells.iter().all(|value| value.to_bits() == cells[0].to_bits());
            *mask = if uniform { 0 } else { usize::MAX };
        }
    }

    /// All numbers of all cells, column after column.
    pub fn numbers(&self) -> impl Iterator<Item = f64> + '_ {
        let columns = self.data.chunks_exact(self.padded.max(1));
        columns.flat_map(|column| column[..self.n_cells].iter().copied())
    }
}
