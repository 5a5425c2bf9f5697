//! Columns of numbers, one per cell, laid out for cells that are stepped a row at a time.
//!
//! Sixteen cells, the widest row of any backend, stand together: all their columns, one after another.
//! So a step reads and writes one stretch of memory per row, at places known when it is compiled.

use super::row::{lanes_of, Row, ROW};
use super::saved::Saved;
use crate::simd::Float;
use std::ops::Range;

/// A table of `n_columns` columns, each one number per cell.
#[derive(Clone, Debug)]
pub struct Table<S> {
    /// All columns of the first row of cells, then all of the next.
    rows: Vec<Row<S>>,
    n_columns: usize,
    n_cells: usize,
    /// The first column that no step changes, and the first after it that one does.
    fixed: (usize, usize),
}

impl<S: Float> Table<S> {
    /// A table of zeros.
    pub fn new(n_columns: usize, n_cells: usize) -> Self {
        let rows = vec![Row::default(); n_columns * n_cells.div_ceil(ROW)];
        Self { rows, n_columns, n_cells, fixed: (0, 0) }
    }

    /// With columns that no step changes, and that are no part of the state.
    pub fn with_fixed(self, Range { start, end }: Range<usize>) -> Self {
        Self { fixed: (start, end), ..self }
    }

    /// These columns.
    pub fn fixed(&self) -> Range<usize> {
        self.fixed.0..self.fixed.1
    }

    /// The columns that steps change.
    fn changing(&self) -> impl Iterator<Item = usize> {
        (0..self.fixed.0).chain(self.fixed.1..self.n_columns)
    }

    /// One of as many columns and cells, of zeros.
    pub fn blank(&self) -> Self {
        Self::new(self.n_columns, self.n_cells).with_fixed(self.fixed())
    }

    /// How many cells.
    #[inline(always)]
    pub fn n_cells(&self) -> usize {
        self.n_cells
    }

    /// How many columns.
    #[inline(always)]
    pub fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// All columns of a row of cells.
    #[inline(always)]
    pub fn row(&self, row: usize, n_columns: usize) -> &[Row<S>] {
        &self.rows[row * n_columns..][..n_columns]
    }

    /// The same, to be written.
    #[inline(always)]
    pub fn row_mut(&mut self, row: usize, n_columns: usize) -> &mut [Row<S>] {
        &mut self.rows[row * n_columns..][..n_columns]
    }

    /// All rows: every column of the first row of cells, then of the next.
    #[inline(always)]
    pub fn rows(&self) -> &[Row<S>] {
        &self.rows
    }

    /// The same, to be written.
    #[inline(always)]
    pub fn rows_mut(&mut self) -> RowsMut<'_, S> {
        RowsMut { rows: &mut self.rows, n_columns: self.n_columns }
    }

    /// From the columns of one row of cells to those of the next: none where in every column that is `asked` for all
    /// rows equal the first, which then serves for all and stays in the nearest cache.
    pub fn stride(&self, asked: impl Fn(usize) -> bool) -> usize {
        let mut rows = self.rows.chunks_exact(self.n_columns.max(1));
        let first = rows.next().unwrap_or(&[]);
        let bits = |row: &[Row<S>], column: usize| row[column].map(Float::bits); // of either zero
        let as_first = |row: &[Row<S>]| {
            let is_same = |column| bits(row, column) == bits(first, column);
            (0..self.n_columns).all(|column| !asked(column) || is_same(column))
        };
        if rows.all(as_first) {
            0
        } else {
            self.n_columns
        }
    }

    /// A column, to be read cell by cell.
    #[inline(always)]
    pub fn column(&self, column: usize) -> Column<'_, S> {
        Column { rows: &self.rows[column..], stride: self.n_columns, n_cells: self.n_cells }
    }

    /// Sets one cell; the last cell also fills the padding, so that idle lanes compute what it does.
    pub fn set(&mut self, column: usize, cell: usize, value: S) {
        let lanes = lanes_of(cell, self.n_cells);
        self.rows[cell / ROW * self.n_columns + column][lanes].fill(value);
    }

    /// The numbers of a table of the same size.
    #[inline(always)]
    pub fn copy_from(&mut self, other: &Self) {
        self.rows.copy_from_slice(&other.rows);
    }

    /// Zero everywhere.
    pub fn clear(&mut self) {
        self.rows.fill(Row::default());
    }

    /// See [`Row::flush`].
    #[inline(always)]
    pub fn flush(&mut self) {
        let fixed = self.fixed();
        for columns in self.rows.chunks_exact_mut(self.n_columns.max(1)) {
            columns[..fixed.start].iter_mut().for_each(Row::flush);
            columns[fixed.end..].iter_mut().for_each(Row::flush);
        }
    }

    /// All numbers of all cells that steps change, column after column.
    pub fn numbers(&self) -> impl Iterator<Item = S> + '_ {
        self.changing().flat_map(|column| self.column(column).numbers())
    }

    /// Takes them back from their bits.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        for column in self.changing() {
            for cell in 0..self.n_cells {
                self.set(column, cell, S::from_bits(words.next()));
            }
        }
    }
}

/// The rows of a table, to be written where the table itself would be looked up again and again.
pub struct RowsMut<'a, S> {
    /// Every column of the first row of cells, then of the next.
    pub rows: &'a mut [Row<S>],
    /// How many columns.
    pub n_columns: usize,
}

impl<S: Float> RowsMut<'_, S> {
    /// The number of one cell.
    #[inline(always)]
    pub fn number(&mut self, column: usize, cell: usize) -> &mut S {
        &mut self.rows[cell / ROW * self.n_columns + column][cell % ROW]
    }
}

/// One number per cell, sixteen at a time.
#[derive(Clone, Copy)]
pub struct Column<'a, S> {
    rows: &'a [Row<S>],
    /// From the first sixteen cells to the next.
    stride: usize,
    n_cells: usize,
}

impl<'a, S: Float> Column<'a, S> {
    /// The first `n_cells` of rows that stand one after another.
    #[inline(always)]
    pub fn of(rows: &'a [Row<S>], n_cells: usize) -> Self {
        Self { rows, stride: 1, n_cells }
    }

    /// How many cells.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.n_cells
    }

    /// The number of one cell.
    #[inline(always)]
    pub fn get(&self, cell: usize) -> S {
        self.row(cell / ROW)[cell % ROW]
    }

    /// A row, whose last lanes may be padding.
    #[inline(always)]
    pub fn row(&self, row: usize) -> &'a Row<S> {
        &self.rows[row * self.stride]
    }

    /// Every cell's number.
    pub fn numbers(self) -> impl Iterator<Item = S> + 'a {
        (0..self.n_cells).map(move |cell| self.get(cell))
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
            let padding = table.row((n_cells - 1) / ROW, 3)[2][ROW - 1];
            assert_eq!(padding, value(2, n_cells - 1), "{n_cells} cells");
        }
    }

    #[test]
    fn one_row_serves_for_columns_in_which_no_cell_differs() {
        let mut table = Table::<f32>::new(2, 40);
        (0..40).for_each(|cell| table.set(1, cell, if cell == 39 { 2.0 } else { 1.0 }));
        assert_eq!((table.stride(|column| column == 0), table.stride(|_| true)), (0, 2));
        table.set(1, 39, 1.0);
        assert_eq!(table.stride(|_| true), 0);
        table.set(0, 39, -0.0);
        assert_eq!(table.stride(|_| true), 2);
    }

    #[test]
    fn fixed_columns_are_no_part_of_the_state() {
        let mut table = Table::<f64>::new(3, 17).with_fixed(1..2);
        for (column, cell) in (0..3).flat_map(|c| (0..17).map(move |cell| (c, cell))) {
            table.set(column, cell, 1e-300); // less than a flush leaves
        }
        table.flush();
        let numbers = |column| table.column(column).numbers();
        assert!(numbers(0).chain(numbers(2)).all(|number| number == 0.0));
        assert!(numbers(1).all(|number| number == 1e-300));
        assert!(table.numbers().eq([0.0; 2 * 17]));
        assert_eq!(table.blank().fixed(), 1..2);
    }
}
