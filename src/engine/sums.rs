//! The state of synapses, summed at their targets.

use super::table::padded;
use crate::network::Synapses;

/// Weighted sums over the synapses of each target.
#[derive(Clone, Debug)]
pub struct Sums {
    /// First stage.
    pub x: Vec<f64>,
    /// Second stage.
    pub s: Vec<f64>,
    /// Target cells.
    pub n_cells: usize,
}

impl Sums {
    /// Silence.
    pub fn new(n_cells: usize) -> Self {
        Self { x: vec![0.0; padded(n_cells)], s: vec![0.0; padded(n_cells)], n_cells }
    }
}

/// Adds `amount` times each weight of a source's synapses to its targets.
#[inline(always)]
pub fn add_row(synapses: &Synapses, source: usize, amount: f64, sums: &mut [f64]) {
    let row = synapses.offsets[source]..synapses.offsets[source + 1];
    let targets = &synapses.targets[row.clone()];
    if synapses.weights.is_empty() {
        targets.iter().for_each(|&target| sums[target as usize] += amount);
    } else {
        let weighted = targets.iter().zip(&synapses.weights[row]);
        weighted.for_each(|(&target, &w)| sums[target as usize] += amount * w);
    }
}
