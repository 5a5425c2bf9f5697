//! What flows into the cells of a population in one step.

use super::noise::NoiseRow;
use super::sums::{Link, STAGES};
use super::table::{rows_for, Place, Row};
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

/// Everything that drives a population in one step.
pub struct Drive<'a, S> {
    /// What the step does to the sums of each projection.
    pub links: &'a [Link<S>],
    /// The sums, [`STAGES`] columns a projection.
    pub sums: &'a mut [Row<S>],
    /// What the step does to the noise.
    pub noise: noise::Coefficients<S>,
    /// The noise; empty where there is none.
    pub noise_rows: &'a mut [NoiseRow<S>],
    /// Which of the two normals of a noise row is due.
    pub parity: usize,
    /// The currents, to be noted if watched.
    pub currents: &'a mut Currents<S>,
}

impl<S: Float> Drive<'_, S> {
    /// Advances synapses and noise of a register of cells at `v`; returns the current of all they receive.
    #[inline(always)]
    pub fn current<L: Lanes<Scalar = S>>(&mut self, isa: L::Isa, at: Place, v: L) -> L {
        let (synapses, noise) = (self.synapses(isa, at, v), self.noise::<L>(isa, at));
        if self.currents.watched {
            synapses.store(&mut self.currents.synapses[at.row][at.lane..]);
            noise.store(&mut self.currents.noise[at.row][at.lane..]);
        }
        synapses + noise + L::load(isa, &self.currents.input[at.row][at.lane..])
    }

    #[inline(always)]
    fn synapses<L: Lanes<Scalar = S>>(&mut self, isa: L::Isa, at: Place, v: L) -> L {
        let n_columns = self.links.len() * STAGES;
        let sums = &mut self.sums[at.row * n_columns..][..n_columns];
        let mut current = L::splat(isa, 0.0);
        // no iterator is sure to be inlined into a kernel
        for place in 0..self.links.len() {
            let sums = sums[place * STAGES..].first_chunk_mut().expect("columns of every link");
            current = self.links[place].step(isa, sums, at.lane, v, current);
        }
        current
    }

    #[inline(always)]
    fn noise<L: Lanes<Scalar = S>>(&mut self, isa: L::Isa, at: Place) -> L {
        let Some(row) = self.noise_rows.get_mut(at.row) else { return L::splat(isa, 0.0) };
        let noise::Coefficients { decay, diffusion, mean } = self.noise;
        let c = noise::Coefficients {
            decay: L::all(isa, decay),
            diffusion: L::all(isa, diffusion),
            mean: L::all(isa, mean),
        };
        let xi = L::load_single(isa, &row.normals[self.parity][at.lane..]);
        let y = noise::step(&c, L::load(isa, &row.y[at.lane..]), xi);
        y.store(&mut row.y[at.lane..]);
        y + c.mean
    }
}
