//! Means and weighted sums over the cells of a population.

use super::row::{Row, ROW};
use super::table::Column;
use crate::simd::{Float, Isa, Kernel, Lanes};

/// The mean over all cells.
pub struct Mean<'a, S>(pub Column<'a, S>);

impl<S: Float> Kernel for Mean<'_, S> {
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

impl<S: Float> Kernel for Weighted<'_, S> {
    type Output = f64;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> f64 {
        sum(isa, self.column, Some(self.weights))
    }
}

/// Summed in an order that every backend keeps: a running sum for each of the sixteen lanes, then
/// one half of them added to the other.
#[inline(always)]
fn sum<S: Float, I: Isa>(isa: I, column: Column<'_, S>, weights: Option<Column<'_, S>>) -> f64 {
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
fn weighted<S: Float, I: Isa>(
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
    use super::super::table::Table;
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
