//! What a caller watches: channels of the output rows.

use super::currents::Currents;
use super::sums::Summed;
use super::table::{Column, Table, ROW};
use crate::simd::Float;

/// One channel of the output rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// `population.variable[cell]`, or `population.variable` for a mean.
    pub name: String,
    /// The unit of the numbers.
    pub unit: &'static str,
}

/// Where a watched number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A column of the state.
    State(usize),
    /// The synaptic current.
    Synapses,
    /// The noise current.
    Noise,
    /// The input current.
    Input,
}

/// One probe of a population: cells, or the mean over them, in consecutive channels.
#[derive(Clone, Debug)]
pub struct Watch {
    /// Where the numbers stand.
    pub source: Source,
    /// The cells; empty for all.
    pub cells: Vec<u32>,
    /// One channel with the mean.
    pub mean: bool,
    /// The first of its channels.
    pub channel: usize,
}

impl Watch {
    /// Writes the watched numbers into their channels of a row.
    #[inline(always)]
    pub fn write<S: Summed>(&self, state: &Table<S>, currents: &Currents<S>, row: &mut [f64]) {
        let n_cells = state.n_cells();
        let column = match self.source {
            Source::State(column) => state.column(column),
            Source::Synapses => Column::of(&currents.synapses, n_cells),
            Source::Noise => Column::of(&currents.noise, n_cells),
            Source::Input => Column::of(&currents.input, n_cells),
        };
        let row = &mut row[self.channel..];
        match (self.mean, self.cells.is_empty()) {
            (true, true) => row[0] = sum(column) / n_cells as f64,
            (true, false) => row[0] = self.listed(column).sum::<f64>() / self.cells.len() as f64,
            (false, true) => copy(column, row),
            (false, false) => {
                row.iter_mut().zip(self.listed(column)).for_each(|(place, value)| *place = value);
            }
        }
    }

    /// The numbers of the listed cells.
    #[inline(always)]
    fn listed<'a, S: Float>(&'a self, column: Column<'a, S>) -> impl Iterator<Item = f64> + 'a {
        self.cells.iter().map(move |&cell| column.get(cell as usize).to_f64())
    }
}

/// Every number, in the caller's precision.
#[inline(always)]
fn copy<S: Float>(column: Column<'_, S>, row: &mut [f64]) {
    let (whole, rest) = row[..column.len()].as_chunks_mut::<ROW>();
    for (to, from) in whole.iter_mut().zip(column.whole_rows()) {
        *to = from.map(S::to_f64);
    }
    rest.iter_mut().zip(column.rest()).for_each(|(to, from)| *to = from.to_f64());
}

/// The sum in an order that any backend can keep: sixteen running sums, then those from first to last.
#[inline(always)]
fn sum<S: Summed>(column: Column<'_, S>) -> f64 {
    let mut running = [S::default(); ROW];
    for row in column.whole_rows() {
        running.iter_mut().zip(row).for_each(|(running, value)| *running += *value);
    }
    running.iter_mut().zip(column.rest()).for_each(|(running, value)| *running += *value);
    running.iter().map(|running| running.to_f64()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sum_counts_every_value_once() {
        for n in [1, 15, 16, 17, 100] {
            let values: Vec<f64> = (1..=112).map(f64::from).collect();
            let expected = (n * (n + 1) / 2) as f64;
            assert_eq!(sum(Column::of(&values, n)), expected, "n = {n}");
        }
    }
}
