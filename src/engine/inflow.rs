//! The synapses of a projection by target, for sums that are made anew in every step.

use super::sums::{Summed, Targets};
use super::table::{Row, RowsMut, ROW};

/// Sources and weights of each target's synapses, target after target.
#[derive(Debug)]
pub struct Inflow<S> {
    /// Where those of each target begin, and where the last ones end.
    offsets: Vec<usize>,
    sources: Vec<u32>,
    weights: Vec<S>,
}

impl<S: Summed> Inflow<S> {
    /// The synapses of a projection onto so many cells.
    pub fn new(targets: &Targets<S>, n_targets: usize) -> Self {
        let mut offsets = vec![0; n_targets + 2];
        targets.each_synapse(|_, target, _| offsets[target + 2] += 1);
        for target in 2..offsets.len() {
            offsets[target] += offsets[target - 1];
        }
        let (mut sources, mut weights) =
            (vec![0; targets.len()], vec![S::default(); targets.len()]);
        targets.each_synapse(|source, target, weight| {
            let place = &mut offsets[target + 1];
            (sources[*place], weights[*place]) = (source as u32, weight);
            *place += 1;
        });
        offsets.pop();
        Self { offsets, sources, weights }
    }

    /// Sets a column to the sum of weight times the number of the source, over the synapses of each cell.
    pub fn sum(&self, of_sources: &[Row<S>], mut sums: RowsMut<'_, S>, column: usize) {
        for (target, ends) in self.offsets.windows(2).enumerate() {
            let synapses = ends[0]..ends[1];
            let mut sum = S::default();
            for (source, weight) in
                self.sources[synapses.clone()].iter().zip(&self.weights[synapses])
            {
                let source = *source as usize;
                sum += *weight * of_sources[source / ROW][source % ROW];
            }
            *sums.number(column, target) = sum;
        }
    }
}
