//! The synapses of a projection by target, for sums that are made anew in every step.

use super::sums::{Summed, Targets};
use super::table::{Row, RowsMut, ROW};

/// The first synapse of each cell of a row, then the second of each, as many as the cell has that has most.
#[derive(Debug)]
pub struct Inflow<S> {
    n_each: usize,
    n_targets: usize,
    /// Source of each; 0 where a cell has no more.
    sources: Vec<[u32; ROW]>,
    /// Weight of each; 0 where a cell has no more.
    weights: Vec<Row<S>>,
}

impl<S: Summed> Inflow<S> {
    /// The synapses of a projection onto so many cells.
    pub fn new(targets: &Targets<S>, n_targets: usize) -> Self {
        let mut counts = vec![0; n_targets];
        targets.each_synapse(|_, target, _| counts[target] += 1);
        let n_each = counts.iter().copied().max().unwrap_or(0);
        let n_places = n_targets.div_ceil(ROW) * n_each;
        let (mut sources, mut weights) = (vec![[0; ROW]; n_places], vec![Row::default(); n_places]);
        counts.fill(0);
        targets.each_synapse(|source, target, weight| {
            let place = target / ROW * n_each + counts[target];
            sources[place][target % ROW] = source as u32;
            weights[place][target % ROW] = weight;
            counts[target] += 1;
        });
        Self { n_each, n_targets, sources, weights }
    }

    /// Sets a column to the sum of weight times the number of the source, over the synapses of each cell.
    pub fn sum(&self, of_sources: &[Row<S>], sums: RowsMut<'_, S>, column: usize) {
        let rows = sums.rows.chunks_exact_mut(sums.n_columns);
        for (row, columns) in rows.enumerate() {
            let (mut sum, n_lanes) = (Row::default(), ROW.min(self.n_targets - row * ROW));
            for place in row * self.n_each..(row + 1) * self.n_each {
                let synapses = self.sources[place].iter().zip(self.weights[place].iter());
                for ((source, weight), sum) in synapses.zip(sum.iter_mut()).take(n_lanes) {
                    let source = *source as usize;
                    *sum += *weight * of_sources[source / ROW][source % ROW];
                }
            }
            columns[column] = sum;
        }
    }
}
