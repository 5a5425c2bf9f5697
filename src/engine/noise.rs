//! The noise of a population: one Ornstein-Uhlenbeck process and one generator a cell.

use super::table::{firsts, padded};
use crate::models::noise;
use crate::random::{noise_seed, normal_pair, NoiseSeed};
use crate::simd::{Float, Isa, Lanes, Streams};

/// Running noise of one population.
#[derive(Clone, Debug)]
pub struct NoiseState<S> {
    /// What one step does.
    pub coefficients: noise::Coefficients<f64>,
    /// Multiplies the current.
    pub factor: f64,
    /// Fluctuation about the mean.
    y: Vec<S>,
    /// The standard normals of an even step and of the odd one after it.
    normals: [Vec<f32>; 2],
    generator: Vec<u64>,
    increment: Vec<u64>,
    key: u64,
    n_cells: usize,
}

impl<S: Float> NoiseState<S> {
    /// At its mean, before the first step. `key` names the population's streams.
    pub fn new(n_cells: usize, key: u64, factor: f64) -> Self {
        let seeds = (0..padded(n_cells) as u64).map(|cell| noise_seed(key, cell));
        let (generator, increment) =
            seeds.map(|NoiseSeed { state, increment }| (state, increment)).unzip();
        let zeros = vec![0.0; padded(n_cells)];
        Self {
            coefficients: noise::Coefficients { decay: 0.0, diffusion: 0.0, mean: 0.0 },
            factor,
            y: vec![S::default(); padded(n_cells)],
            normals: [zeros.clone(), zeros],
            generator,
            increment,
            key,
            n_cells,
        }
    }

    /// Back to the beginning of the streams.
    pub fn reset(&mut self) {
        self.y.fill(S::default());
        self.normals.iter_mut().for_each(|normals| normals.fill(0.0));
        for (cell, state) in self.generator.iter_mut().enumerate() {
            *state = noise_seed(self.key, cell as u64).state;
        }
    }

    /// Advances every cell and writes its current.
    #[inline(always)]
    pub fn step<I: Isa>(&mut self, isa: I, step: u64, current: &mut [S]) {
        if step.is_multiple_of(2) {
            self.draw::<I>(isa);
        }
        let normals = &self.normals[(step % 2) as usize];
        let c = noise::Coefficients {
            decay: S::Lanes::<I>::splat(isa, self.coefficients.decay),
            diffusion: S::Lanes::<I>::splat(isa, self.coefficients.diffusion),
            mean: S::Lanes::<I>::splat(isa, self.coefficients.mean),
        };
        let factor = S::Lanes::<I>::splat(isa, self.factor);
        for first in firsts(self.n_cells, S::Lanes::<I>::WIDTH) {
            let xi = S::Lanes::<I>::load_single(isa, &normals[first..]);
            let y = noise::step(&c, S::Lanes::<I>::load(isa, &self.y[first..]), xi);
            y.store(&mut self.y[first..]);
            ((y + c.mean) * factor).store(&mut current[first..]);
        }
    }

    /// Two standard normals for every cell.
    #[inline(always)]
    fn draw<I: Isa>(&mut self, isa: I) {
        let [even, odd] = &mut self.normals;
        for first in firsts(self.n_cells, I::Single::WIDTH) {
            let (generator, increment) = (&mut self.generator[first..], &self.increment[first..]);
            let radius = I::Single::draw(isa, generator, increment);
            let angle = I::Single::draw(isa, generator, increment);
            let (now, next) = normal_pair::<I::Single>(radius, angle);
            now.store(&mut even[first..]);
            next.store(&mut odd[first..]);
        }
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        let fluctuations = self.y[..self.n_cells].iter().map(|y| y.bits());
        let kept = self.normals[1][..self.n_cells].iter().map(|z| z.bits());
        fluctuations.chain(kept).chain(self.generator[..self.n_cells].iter().copied())
    }
}
