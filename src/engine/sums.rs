//! The state of synapses, summed at their targets.

use super::table::padded;
use crate::network::Synapses;
use crate::simd::Float;
use std::ops::{AddAssign, Mul};

/// A number that sums of weights are made of.
pub trait Summed: Float + AddAssign + Mul<Output = Self> {}
impl<S: Float + AddAssign + Mul<Output = S>> Summed for S {}

/// Weighted sums over the synapses of each target.
#[derive(Clone, Debug)]
pub struct Sums<S> {
    /// First stage.
    pub x: Vec<S>,
    /// Second stage.
    pub s: Vec<S>,
    /// Target cells.
    pub n_cells: usize,
}

impl<S: Float> Sums<S> {
    /// Silence.
    pub fn new(n_cells: usize) -> Self {
        let zeros = vec![S::default(); padded(n_cells)];
        Self { x: zeros.clone(), s: zeros, n_cells }
    }
}

/// The synapses of a projection, row after row of a source; weights in the precision of the state.
#[derive(Clone, Debug)]
pub struct Targets<S> {
    /// Where the row of each source begins, and where the last one ends.
    offsets: Vec<usize>,
    /// Target cells.
    targets: Vec<u32>,
    /// One weight a synapse; none where all are 1.
    weights: Vec<S>,
}

impl<S: Summed> Targets<S> {
    /// The synapses as the network lists them.
    pub fn new(synapses: Synapses) -> Self {
        let Synapses { offsets, targets, weights } = synapses;
        Self { offsets, targets, weights: weights.into_iter().map(S::from_f64).collect() }
    }

    /// Number of sources.
    pub fn n_sources(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Number of synapses.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Adds `amount` times each weight of a source's synapses to its targets.
    #[inline(always)]
    pub fn add_row(&self, source: usize, amount: S, sums: &mut [S]) {
        let row = self.offsets[source]..self.offsets[source + 1];
        let targets = &self.targets[row.clone()];
        if self.weights.is_empty() {
            targets.iter().for_each(|&target| sums[target as usize] += amount);
        } else {
            let weighted = targets.iter().zip(&self.weights[row]);
            weighted.for_each(|(&target, &w)| sums[target as usize] += amount * w);
        }
    }
}
