//! What flows into the cells of a population in one step.

use super::table::padded;
use crate::simd::{Float, Lanes};

/// The currents of one step, in the unit of the model, one number per cell.
#[derive(Clone, Debug)]
pub struct Currents<S> {
    /// From synapses.
    pub synapses: Vec<S>,
    /// From noise.
    pub noise: Vec<S>,
    /// From input channels.
    pub input: Vec<S>,
}

impl<S: Float> Currents<S> {
    /// No current.
    pub fn new(n_cells: usize) -> Self {
        let zeros = vec![S::default(); padded(n_cells)];
        Self { synapses: zeros.clone(), noise: zeros.clone(), input: zeros }
    }

    /// The sum for a row of cells.
    #[inline(always)]
    pub fn total<L: Lanes<Scalar = S>>(&self, isa: L::Isa, first: usize) -> L {
        let row = |current: &[S]| L::load(isa, &current[first..]);
        row(&self.synapses) + row(&self.noise) + row(&self.input)
    }

    /// No current again.
    pub fn clear(&mut self) {
        for current in [&mut self.synapses, &mut self.noise, &mut self.input] {
            current.fill(S::default());
        }
    }
}
