//! What flows into the cells of a population in one step.

use super::noise::NoiseRow;
use super::row::{rows_for, Place, Row};
use super::sums::{Link, STAGES};
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

/// Everything that drives a population, the sums of its synapses aside.
pub struct Drive<'a, S> {
    /// What the step does to the sums of each projection.
    pub links: &'a [Link<S>],
    /// What the step does to the noise.
    pub noise: noise::Coefficients<S>,
    /// Input, and where currents are noted; none where there is no input and nobody watches.
    pub currents: Option<Flowing<'a, S>>,
}

/// The currents of a population that has input or is watched.
pub struct Flowing<'a, S> {
    /// The currents.
    pub currents: &'a mut Currents<S>,
    /// Whether there is input.
    pub has_input: bool,
}

/// What drives one row of cells.
pub struct DrivenRow<'a, S> {
    /// The sums, [`STAGES`] columns a projection.
    pub sums: &'a mut [Row<S>],
    /// The noise, if any.
    pub noise: Option<&'a mut NoiseRow<S>>,
}

impl<S: Float> DrivenRow<'_, S> {
    /// Advances synapses and noise of a register of cells at `v`; returns the current of all they receive.
    #[inline(always)]
    pub fn current<L: Lanes<Scalar = S>>(
        &mut self,
        isa: L::Isa,
        common: &mut Drive<'_, S>,
        step: u64,
        at: Place,
        v: L,
    ) -> L {
        let synapses = self.synapses(isa, common.links, at.lane, v);
        let noise = self.noise::<L>(isa, common.noise, step, at.lane);
        match &mut common.currents {
            None => synapses + noise,
            Some(flowing) => flowing.add_input(isa, at, synapses, noise),
        }
    }

    #[inline(always)]
    fn synapses<L: Lanes<Scalar = S>>(
        &mut self,
        isa: L::Isa,
        links: &[Link<S>],
        lane: usize,
        v: L,
    ) -> L {
        let (sums, _) = self.sums.as_chunks_mut::<STAGES>();
        let n_links = links.len().min(sums.len()); // which are equal: cut, since the compiler cannot know
        let (links, sums) = (&links[..n_links], &mut sums[..n_links]);
        let (mut current, mut place) = (L::splat(isa, 0.0), 0);
        while place < n_links {
            current = links[place].step(isa, &mut sums[place], lane, v, current);
            place += 1;
        }
        current
    }

    #[inline(always)]
    fn noise<L: Lanes<Scalar = S>>(
        &mut self,
        isa: L::Isa,
        noise::Coefficients { decay, diffusion, mean }: noise::Coefficients<S>,
        step: u64,
        lane: usize,
    ) -> L {
        let Some(row) = &mut self.noise else { return L::splat(isa, 0.0) };
        let c = noise::Coefficients {
            decay: L::all(isa, decay),
            diffusion: L::all(isa, diffusion),
            mean: L::all(isa, mean),
        };
        let xi = row.normals::<L>(isa, step, lane);
        let y = noise::step(&c, L::load(isa, &row.y[lane..]), xi);
        y.store(&mut row.y[lane..]);
        y + c.mean
    }
}

impl<S: Float> Flowing<'_, S> {
    /// Notes the currents from synapses and from noise; returns them with the input added.
    #[inline(always)]
    fn add_input<L: Lanes<Scalar = S>>(
        &mut self,
        isa: L::Isa,
        at: Place,
        synapses: L,
        noise: L,
    ) -> L {
        if self.currents.watched {
            synapses.store(&mut self.currents.synapses[at.row][at.lane..]);
            noise.store(&mut self.currents.noise[at.row][at.lane..]);
        }
        if !self.has_input {
            return synapses + noise;
        }
        synapses + noise + L::load(isa, &self.currents.input[at.row][at.lane..])
    }
}
