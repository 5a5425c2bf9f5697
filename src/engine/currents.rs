//! What flows into the cells of a population in one step.

use super::table::padded;
use crate::simd::Lanes;

/// The currents of one step, in the unit of the model, one number per cell.
#[derive(Clone, Debug)]
pub struct Currents {
    /// From synapses.
    pub synapses: Vec<f64>,
    /// From noise.
    pub noise: Vec<f64>,
    /// From input channels.
    pub input: Vec<f64>,
}

impl Currents {
    /// No current.
    pub fn new(n_cells: usize) -> Self {
        let zeros = vec![0.0; padded(n_cells)];
        Self { synapses: zeros.clone(), noise: zeros.clone(), input: zeros }
    }

    /// The sum for a row of cells.
    #[inline(always)]
    pub fn total<L: Lanes<Scalar = f64>>(&self, isa: L::Isa, first: usize) -> L {
        let row = |current: &[f64]| L::load(isa, &current[first..]);
        row(&self.synapses) + row(&self.noise) + row(&self.input)
    }

    /// No current again.
    pub fn clear(&mut self) {
        [&mut self.synapses, &mut self.noise, &mut self.input]
            .into_iter()
            .for_each(|c| c.fill(0.0));
    }
}
