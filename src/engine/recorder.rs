//! What a caller watches: channels of the output rows.

use super::currents::Currents;
use super::sums::Summed;
use super::table::{Column, Row, Table, ROW};
use crate::simd::{Backend, Float, Isa, Kernel, Lanes};

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

/// A column of the state that is watched over all cells: what a kernel writes by itself.
#[derive(Clone, Copy, Debug)]
pub struct WholeColumn {
    /// The column.
    pub column: usize,
    /// One channel with the mean.
    pub mean: bool,
    /// The first of its channels.
    pub channel: usize,
}

impl From<WholeColumn> for Watch {
    fn from(WholeColumn { column, mean, channel }: WholeColumn) -> Self {
        Self { source: Source::State(column), cells: Vec::new(), mean, channel }
    }
}

impl Watch {
    /// The column that is watched over all cells, if that is what is.
    pub fn whole_column(&self) -> Option<WholeColumn> {
        let Self { source, ref cells, mean, channel } = *self;
        match source {
            Source::State(column) if cells.is_empty() => {
                Some(WholeColumn { column, mean, channel })
            }
            _ => None,
        }
    }

    /// Writes the watched numbers into their channels of a row.
    pub fn write<S: Summed>(
        &self,
        backend: Backend,
        state: &Table<S>,
        currents: &Currents<S>,
        row: &mut [f64],
    ) {
        let (column, row) = (self.column(state, currents), &mut row[self.channel..]);
        match (self.mean, self.cells.is_empty()) {
            (true, true) => row[0] = backend.run(Mean(column)),
            (true, false) => row[0] = self.mean_of_listed(column),
            (false, true) => backend.run(Copy { column, row }),
            (false, false) => {
                row.iter_mut().zip(self.listed(column)).for_each(|(place, value)| *place = value);
            }
        }
    }

    /// The number that it would write into one channel; none if that is not among its own.
    pub fn look<S: Summed>(
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

    fn column<'a, S: Summed>(
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
    fn mean_of_listed<S: Float>(&self, column: Column<'_, S>) -> f64 {
        self.listed(column).sum::<f64>() / self.cells.len() as f64
    }

    /// The numbers of the listed cells.
    fn listed<'a, S: Float>(&'a self, column: Column<'a, S>) -> impl Iterator<Item = f64> + 'a {
        self.cells.iter().map(move |&cell| column.get(cell as usize).to_f64())
    }
}

/// Every number, in the caller's precision.
pub struct Copy<'a, S> {
    /// From here.
    pub column: Column<'a, S>,
    /// To here, which has room.
    pub row: &'a mut [f64],
}

impl<S: Float> Kernel for Copy<'_, S> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, _: I) {
        let (whole, rest) = self.row[..self.column.len()].as_chunks_mut::<ROW>();
        let n_whole = whole.len();
        let mut index = 0;
        while index < n_whole {
            let (to, from) = (&mut whole[index], self.column.row(index));
            for lane in 0..ROW {
                to[lane] = from[lane].to_f64();
            }
            index += 1;
        }
        let mut lane = 0;
        while lane < rest.len() {
            rest[lane] = self.column.row(n_whole)[lane].to_f64();
            lane += 1;
        }
    }
}

/// The mean over all cells.
pub struct Mean<'a, S>(pub Column<'a, S>);

impl<S: Summed> Kernel for Mean<'_, S> {
    type Output = f64;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> f64 {
        sum(isa, self.0, None) / self.0.len() as f64
    }
}

/// The sum over all cells, each number times its weight.
pub struct Weighted<'a, S> {
    /// The numbers.
    pub column: Column<'a, S>,
    /// Their weights.
    pub weights: Column<'a, S>,
}

impl<S: Summed> Kernel for Weighted<'_, S> {
    type Output = f64;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> f64 {
        sum(isa, self.column, Some(self.weights))
    }
}

/// Summed in an order that every backend keeps: a running sum for each of the sixteen lanes, then
/// one half of them added to the other.
#[inline(always)]
fn sum<S: Summed, I: Isa>(isa: I, column: Column<'_, S>, weights: Option<Column<'_, S>>) -> f64 {
    let (n_whole, n_rest) = (column.len() / ROW, column.len() % ROW);
    let mut sums = Row::default();
    let mut lane = 0;
    while lane < ROW {
        let mut sum = S::Lanes::<I>::splat(isa, 0.0);
        for row in 0..n_whole {
            sum = sum + weighted::<S, I>(isa, column, weights, row, lane);
        }
        if n_rest != 0 {
            let last = weighted::<S, I>(isa, column, weights, n_whole, lane);
            let in_use = numbered::<S::Lanes<I>>(isa, lane).lt(sum.like(n_rest as f64));
            sum = (sum + last).select(in_use, sum);
        }
        sum.store(&mut sums[lane..]);
        lane += S::Lanes::<I>::WIDTH;
    }
    halved(isa, &sums)
}

/// A register of numbers, times their weights if there are any.
#[inline(always)]
fn weighted<S: Summed, I: Isa>(
    isa: I,
    column: Column<'_, S>,
    weights: Option<Column<'_, S>>,
    row: usize,
    lane: usize,
) -> S::Lanes<I> {
    let numbers = S::Lanes::<I>::load(isa, &column.row(row)[lane..]);
    match weights {
        Some(weights) => numbers * S::Lanes::<I>::load(isa, &weights.row(row)[lane..]),
        None => numbers,
    }
}

/// The numbers of the lanes from `lane` on.
#[inline(always)]
fn numbered<L: Lanes>(isa: L::Isa, lane: usize) -> L {
    let mut numbers = [L::Scalar::default(); ROW];
    let mut number = 0;
    while number < ROW {
        numbers[number] = L::Scalar::from_f64(number as f64);
        number += 1;
    }
    L::load(isa, &numbers[lane..])
}

/// The sum of a row: halves as long as they fill registers, then pairs of numbers.
#[inline(always)]
fn halved<S: Float, I: Isa>(isa: I, row: &Row<S>) -> f64 {
    let mut sums = Row::default();
    for lane in 0..ROW {
        sums[lane] = row[lane].to_f64();
    }
    let mut half = ROW / 2;
    while half >= I::Double::WIDTH {
        let mut lane = 0;
        while lane < half {
            let sum =
                I::Double::load(isa, &sums[lane..]) + I::Double::load(isa, &sums[lane + half..]);
            sum.store(&mut sums[lane..]);
            lane += I::Double::WIDTH;
        }
        half /= 2;
    }
    while half > 0 {
        for lane in 0..half {
            sums[lane] += sums[lane + half];
        }
        half /= 2;
    }
    sums[0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::Scalar;

    #[test]
    fn mean_counts_every_value_once() {
        for n in [1, 15, 16, 17, 100] {
            let mut table = Table::<f64>::new(1, n);
            (0..n).for_each(|cell| table.set(0, cell, (cell + 1) as f64));
            let expected = (n * (n + 1) / 2) as f64 / n as f64;
            assert_eq!(Mean(table.column(0)).run(Scalar), expected, "n = {n}");
            let mut weights = Table::<f64>::new(1, n);
            weights.set(0, n - 1, 2.0);
            let weighted = Weighted { column: table.column(0), weights: weights.column(0) };
            assert_eq!(weighted.run(Scalar), 2.0 * n as f64, "n = {n}");
        }
    }
}
