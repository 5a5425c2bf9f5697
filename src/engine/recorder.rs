//! What a caller watches: channels of the output rows.

use super::currents::Currents;
use super::means::Mean;
use super::row::{Row, ROW};
use super::table::{Column, Table};
use crate::simd::{Backend, Float, Isa, Kernel};

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
    /// The number that it would write into one channel; none if that is not among its own.
    pub fn look<S: Float>(
        &self,
        backend: Backend,
        state: &Table<S>,
        currents: &Currents<S>,
        channel: usize,
    ) -> Option<f64> {
        let column = self.column(state, currents);
        let place = channel.checked_sub(self.channel)?;
        match (self.mean, self.cells.is_empty()) {
            (true, true) if place == 0 => Some(backend.run(Mean(column))),
            (true, false) if place == 0 => Some(self.mean_of_listed(column)),
            (true, _) => None,
            (false, true) => (place < column.len()).then(|| column.get(place).to_f64()),
            (false, false) => self.cells.get(place).map(|&cell| column.get(cell as usize).to_f64()),
        }
    }

    #[inline(always)]
    fn column<'a, S: Float>(
        &self,
        state: &'a Table<S>,
        currents: &'a Currents<S>,
    ) -> Column<'a, S> {
        let n_cells = state.n_cells();
        match self.source {
            Source::State(column) => state.column(column),
            Source::Synapses => Column::of(&currents.synapses, n_cells),
            Source::Noise => Column::of(&currents.noise, n_cells),
            Source::Input => Column::of(&currents.input, n_cells),
        }
    }

    /// The mean over the listed cells.
    #[inline(never)]
    fn mean_of_listed<S: Float>(&self, column: Column<'_, S>) -> f64 {
        self.listed(column).sum::<f64>() / self.cells.len() as f64
    }

    /// The numbers of the listed cells, to where there is room.
    #[inline(never)]
    fn copy_listed<S: Float>(&self, column: Column<'_, S>, row: &mut [f64]) {
        row.iter_mut().zip(self.listed(column)).for_each(|(place, value)| *place = value);
    }

    /// The numbers of the listed cells.
    fn listed<'a, S: Float>(&'a self, column: Column<'a, S>) -> impl Iterator<Item = f64> + 'a {
        self.cells.iter().map(move |&cell| column.get(cell as usize).to_f64())
    }
}

/// Everything that is watched of a population, into a row.
pub struct Recording<'a, S> {
    /// What is watched.
    pub watches: &'a [Watch],
    /// The state of the population.
    pub state: &'a Table<S>,
    /// Its currents.
    pub currents: &'a Currents<S>,
    /// The row.
    pub row: &'a mut [f64],
}

impl<S: Float> Kernel for Recording<'_, S> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        for watch in self.watches {
            let column = watch.column(self.state, self.currents);
            let row = &mut self.row[watch.channel..];
            match (watch.mean, watch.cells.is_empty()) {
                (true, true) => row[0] = Mean(column).run(isa),
                (true, false) => row[0] = watch.mean_of_listed(column),
                (false, true) => copy(column, row),
                (false, false) => watch.copy_listed(column, row),
            }
        }
    }
}

/// Every number, in the caller's precision, to where there is room.
#[inline(always)]
fn copy<S: Float>(column: Column<'_, S>, row: &mut [f64]) {
    let (whole, rest) = row[..column.len()].as_chunks_mut::<ROW>();
    let n_whole = whole.len();
    let mut index = 0;
    while index < n_whole {
        whole[index] = widened(column.row(index));
        index += 1;
    }
    if !rest.is_empty() {
        const { assert!(ROW == 16) }; // the pieces of any rest
        let (row, mut done) = (column.row(n_whole), 0);
        copy_if_as_many::<S, { ROW / 2 }>(row, rest, &mut done);
        copy_if_as_many::<S, { ROW / 4 }>(row, rest, &mut done);
        copy_if_as_many::<S, { ROW / 8 }>(row, rest, &mut done);
        copy_if_as_many::<S, { ROW / 16 }>(row, rest, &mut done);
    }
}

/// The next `N` numbers of a row, if as many are left: one by one they would take as long as whole rows.
#[inline(always)]
fn copy_if_as_many<S: Float, const N: usize>(row: &Row<S>, rest: &mut [f64], done: &mut usize) {
    let (numbers, places) = (row[*done..].first_chunk::<N>(), rest[*done..].first_chunk_mut::<N>());
    if let (Some(numbers), Some(places)) = (numbers, places) {
        *places = widened(numbers);
        *done += N;
    }
}

/// Numbers in the caller's precision: all of them read before any is written, since the compiler must take a caller's
/// buffer for one that overlaps the row, and would convert the numbers one by one.
#[inline(always)]
fn widened<S: Float, const N: usize>(numbers: &[S; N]) -> [f64; N] {
    let mut wide = [0.0; N];
    for lane in 0..N {
        wide[lane] = numbers[lane].to_f64();
    }
    wide
}
