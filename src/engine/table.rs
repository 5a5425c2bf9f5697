//! Columns of numbers, one per cell, laid out for cells that are stepped a row at a time.
//!
//! Sixteen cells, the widest row of any backend, stand together: all their columns, one after another.
//! So a step reads and writes one stretch of memory per row, at places known when it is compiled.

use crate::simd::{Float, Lanes};

/// Cells in a row.
pub const ROW: usize = 16;

/// `n` rounded up to whole rows.
pub fn padded(n: usize) -> usize {
    n.next_multiple_of(ROW)
}

/// Where rows of `width` lanes that hold any of `n_cells` cells begin.
#[inline(always)]
pub fn firsts(n_cells: usize, width: usize) -> impl Iterator<Item = usize> {
    (0..n_cells).step_by(width)
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
pub struct Table<S> {
    data: Vec<S>,
    n_columns: usize,
    n_cells: usize,
}

impl<S: Float> Table<S> {
    /// A table of zeros.
    pub fn new(n_columns: usize, n_cells: usize) -> Self {
        Self { data: vec![S::default(); n_columns * padded(n_cells)], n_columns, n_cells }
    }

    /// How many cells.
    #[inline(always)]
    pub fn n_cells(&self) -> usize {
        self.n_cells
    }

    /// All columns of a row, `n_columns` times sixteen numbers.
    #[inline(always)]
    pub fn row(&self, row: usize, n_columns: usize) -> &[S] {
        &self.data[row * n_columns * ROW..][..n_columns * ROW]
    }

    /// The same, to be written.
    #[inline(always)]
    pub fn row_mut(&mut self, row: usize, n_columns: usize) -> &mut [S] {
        &mut self.data[row * n_columns * ROW..][..n_columns * ROW]
    }

    /// The lanes of a column that begin at cell `first`.
    #[inline(always)]
    pub fn load<L: Lanes<Scalar = S>>(&self, isa: L::Isa, column: usize, first: usize) -> L {
        L::load(isa, &self.data[self.place(column, first)..])
    }

    #[inline(always)]
    fn place(&self, column: usize, cell: usize) -> usize {
        (cell / ROW * self.n_columns + column) * ROW + cell % ROW
    }

    /// A column, to be read cell by cell.
    #[inline(always)]
    pub fn column(&self, column: usize) -> Column<'_, S> {
        let stride = self.n_columns * ROW;
        Column { data: &self.data[column * ROW..], stride, n_cells: self.n_cells }
    }

    /// Sets one cell; the last cell also fills the padding, so that idle lanes compute what it does.
    pub fn set(&mut self, column: usize, cell: usize, value: S) {
        let place = self.place(column, cell);
        let n_same = if cell + 1 == self.n_cells { ROW - cell % ROW } else { 1 };
        self.data[place..place + n_same].fill(value);
    }

    /// All numbers of all cells, column after column.
    pub fn numbers(&self) -> impl Iterator<Item = S> + '_ {
        (0..self.n_columns).flat_map(|column| self.column(column).numbers())
    }
}

/// One number per cell, sixteen at a time.
#[derive(Clone, Copy)]
pub struct Column<'a, S> {
    data: &'a [S],
    /// From the first of sixteen cells to the first of the next.
    stride: usize,
    n_cells: usize,
}

impl<'a, S: Float> Column<'a, S> {
    /// The first `n_cells` of numbers that stand one after another, in whole rows.
    #[inline(always)]
    pub fn of(data: &'a [S], n_cells: usize) -> Self {
        Self { data, stride: ROW, n_cells }
    }

    /// How many cells.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.n_cells
    }

    /// The number of one cell.
    #[inline(always)]
    pub fn get(&self, cell: usize) -> S {
        self.data[cell / ROW * self.stride + cell % ROW]
    }

    /// The rows that cells fill.
    #[inline(always)]
    pub fn whole_rows(self) -> impl Iterator<Item = &'a [S; ROW]> {
        (0..self.n_cells / ROW).map(move |row| {
            self.data[row * self.stride..].first_chunk().expect("a column has whole rows")
        })
    }

    /// The cells of the last row, if they do not fill it.
    #[inline(always)]
    pub fn rest(self) -> &'a [S] {
        let n_rest = self.n_cells % ROW;
        let last = self.n_cells / ROW * self.stride;
        if n_rest == 0 {
            &[]
        } else {
            &self.data[last..last + n_rest]
        }
    }

    /// Every cell's number.
    pub fn numbers(self) -> impl Iterator<Item = S> + 'a {
        self.whole_rows().flatten().chain(self.rest()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_back_whatever_the_number_of_cells() {
        for n_cells in [1, 15, 16, 17, 40] {
            let mut table = Table::<f64>::new(3, n_cells);
            let value = |column: usize, cell: usize| (100 * column + cell) as f64;
            for (column, cell) in (0..3).flat_map(|c| (0..n_cells).map(move |cell| (c, cell))) {
                table.set(column, cell, value(column, cell));
            }
            let expected = (0..3).flat_map(|c| (0..n_cells).map(move |cell| value(c, cell)));
            assert!(table.numbers().eq(expected), "{n_cells} cells");
            let padding = table.row((n_cells - 1) / ROW, 3)[2 * ROW + ROW - 1];
            assert_eq!(padding, value(2, n_cells - 1), "{n_cells} cells");
        }
    }
}
