//! What flows into the cells of a population in one step.

use super::noise::{NoiseRow, STEPS_KEPT};
use super::sums::{Link, STAGES};
use super::table::{rows_for, Place, Row, RowsMut};
use crate::models::noise;
use crate::simd::{Float, Lanes};

/// The currents of one step, in the unit of the model, one number per cell.
#[derive(Clone, Debug)]
pub struct Currents<S> {
    /// From synapses, if watched.
    pub synapses: Vec<Row<S>>,
    /// From noise, if watched.
    pub noise: Vec<Row<S>>,
    /// From input channels.
    pub input: Vec<Row<S>>,
    /// Whether anyone watches the first two, which are otherwise not kept.
    pub watched: bool,
}

impl<S: Float> Currents<S> {
    /// No current.
    pub fn new(n_cells: usize) -> Self {
        let silent = rows_for(n_cells);
        Self { synapses: silent.clone(), noise: silent.clone(), input: silent, watched: false }
    }

    /// No current again.
    pub fn clear(&mut self) {
        for current in [&mut self.synapses, &mut self.noise, &mut self.input] {
            current.fill(Row::default());
        }
    }
}

/// Everything that drives a population.
pub struct Drive<'a, S> {
    /// What the step does to the sums of each projection.
    pub links: &'a [Link<S>],
    /// The sums, [`STAGES`] columns a projection.
    pub sums: RowsMut<'a, S>,
    /// What the step does to the noise.
    pub noise: noise::Coefficients<S>,
    /// The noise; empty where there is none.
    pub noise_rows: &'a mut [NoiseRow<S>],
    /// Input; empty where there is none.
    pub input: &'a [Row<S>],
    /// Where currents from synapses and from noise are noted, if watched.
    pub noted: Option<[&'a mut [Row<S>]; 2]>,
}

impl<S: Float> Drive<'_, S> {
    /// Advances synapses and noise of a register of cells at `v`; returns the current of all they receive.
    #[inline(always)]
    pub fn current<L: Lanes<Scalar = S>>(&mut self, isa: L::Isa, step: u64, at: Place, v: L) -> L {
        let (synapses, noise) = (self.synapses(isa, at, v), self.noise::<L>(isa, step, at));
        if let Some([from_synapses, from_noise]) = &mut self.noted {
            synapses.store(&mut from_synapses[at.row][at.lane..]);
            noise.store(&mut from_noise[at.row][at.lane..]);
        }
        match self.input.get(at.row) {
            Some(input) => synapses + noise + L::load(isa, &input[at.lane..]),
            None => synapses + noise,
        }
    }

    #[inline(always)]
    fn synapses<L: Lanes<Scalar = S>>(&mut self, isa: L::Isa, at: Place, v: L) -> L {
        let sums = self.sums.row(at.row);
        let mut current = L::splat(isa, 0.0);
        // no iterator is sure to be inlined into a kernel
        for place in 0..self.links.len() {
            let sums = sums[place * STAGES..].first_chunk_mut().expect("columns of every link");
            current = self.links[place].step(isa, sums, at.lane, v, current);
        }
        current
    }

    #[inline(always)]
    fn noise<L: Lanes<Scalar = S>>(&mut self, isa: L::Isa, step: u64, at: Place) -> L {
        let Some(row) = self.noise_rows.get_mut(at.row) else { return L::splat(isa, 0.0) };
        let noise::Coefficients { decay, diffusion, mean } = self.noise;
        let c = noise::Coefficients {
            decay: L::all(isa, decay),
            diffusion: L::all(isa, diffusion),
            mean: L::all(isa, mean),
        };
        let xi = L::load_single(isa, &row.normals[step as usize % STEPS_KEPT][at.lane..]);
        let y = noise::step(&c, L::load(isa, &row.y[at.lane..]), xi);
        y.store(&mut row.y[at.lane..]);
        y + c.mean
    }
}
