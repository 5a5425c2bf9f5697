//! The synapses of a projection by target, for sums that are made anew in every step.

use super::row::{Row, ROW};
use super::sums::Targets;
use super::table::RowsMut;
use crate::simd::Float;

/// The synapses of each target, target after target.
#[derive(Debug)]
pub struct Inflow<S> {
    /// Where those of each target begin, and where the last ones end.
    offsets: Vec<usize>,
    /// Source and weight of each.
    synapses: Vec<(u32, S)>,
}

impl<S: Float> Inflow<S> {
    /// The synapses of a projection onto so many cells.
    pub fn new(targets: &Targets<S>, n_targets: usize) -> Self {
        let mut offsets = vec![0; n_targets + 2];
        targets.each_synapse(|_, target, _| offsets[target + 2] += 1);
        for target in 2..offsets.len() {
            offsets[target] += offsets[target - 1];
        }
        let mut synapses = vec![(0, S::default()); targets.len()];
        targets.each_synapse(|source, target, weight| {
            let place = &mut offsets[target + 1];
            synapses[*place] = (source as u32, weight);
            *place += 1;
        });
        offsets.pop();
        Self { offsets, synapses }
    }

    /// Sets a column to the sum of weight times the number of the source, over the synapses of each cell.
    pub fn sum(&self, of_sources: &[Row<S>], sums: RowsMut<'_, S>, column: usize) {
        let mut ends = self.offsets.windows(2);
        for columns in sums.rows.chunks_exact_mut(sums.n_columns) {
            let mut row = Row::default();
            for (sum, ends) in row.iter_mut().zip(ends.by_ref()) {
                for (source, weight) in &self.synapses[ends[0]..ends[1]] {
                    let source = *source as usize;
                    *sum += *weight * of_sources[source / ROW][source % ROW];
                }
            }
            columns[column] = row;
        }
    }
}
