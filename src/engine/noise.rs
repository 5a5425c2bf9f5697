//! The noise of a population: one Ornstein-Uhlenbeck process and one generator a cell.

use super::table::padded;
use crate::models::noise;
use crate::random::{noise_seed, normal_pair, NoiseSeed};
use crate::simd::{Lanes, Words};

/// Running noise of one population.
#[derive(Clone, Debug)]
pub struct NoiseState {
    /// What one step does.
    pub coefficients: noise::Coefficients<f64>,
    /// Multiplies the current.
    pub factor: f64,
    /// Fluctuation about the mean.
    y: Vec<f64>,
    /// The normal of the odd step that follows an even one.
    second: Vec<f64>,
    generator: Vec<u64>,
    increment: Vec<u64>,
    key: u64,
    n_cells: usize,
}

impl NoiseState {
    /// At its mean, before the first step. `key` names the population's streams.
    pub fn new(n_cells: usize, key: u64, factor: f64) -> Self {
        let coefficients = noise::Coefficients { decay: 0.0, diffusion: 0.0, mean: 0.0 };
        let zeros = vec![0.0; padded(n_cells)];
        let mut noise = Self {
            coefficients,
            factor,
            y: zeros.clone(),
            second: zeros,
            generator: Vec::new(),
            increment: Vec::new(),
            key,
            n_cells,
        };
        let seeds = (0..padded(n_cells) as u64).map(|cell| noise_seed(key, cell));
        (noise.generator, noise.increment) =
            seeds.map(|NoiseSeed { state, increment }| (state, increment)).unzip();
        noise
    }

    /// Back to the beginning of the streams.
    pub fn reset(&mut self) {
        self.y.fill(0.0);
        self.second.fill(0.0);
        for (cell, state) in self.generator.iter_mut().enumerate() {
            *state = noise_seed(self.key, cell as u64).state;
        }
    }

    /// Advances every cell and writes its current.
    #[inline(always)]
    pub fn step<L: Lanes<Scalar = f64>>(&mut self, isa: L::Isa, step: u64, current: &mut [f64]) {
        let noise::Coefficients { decay, diffusion, mean } = self.coefficients;
        let c = noise::Coefficients {
            decay: L::splat(isa, decay),
            diffusion: L::splat(isa, diffusion),
            mean: L::splat(isa, mean),
        };
        let factor = L::splat(isa, self.factor);
        for first in (0..self.n_cells).step_by(L::WIDTH) {
            let xi = self.normals::<L>(isa, step, first);
            let y = noise::step(&c, L::load(isa, &self.y[first..]), xi);
            y.store(&mut self.y[first..]);
            ((y + c.mean) * factor).store(&mut current[first..]);
        }
    }

    /// The standard normals of a row: drawn in even steps, kept for odd ones.
    #[inline(always)]
    fn normals<L: Lanes<Scalar = f64>>(&mut self, isa: L::Isa, step: u64, first: usize) -> L {
        if step % 2 == 1 {
            return L::load(isa, &self.second[first..]);
        }
        let state = <L::Words as Words>::load(isa, &self.generator[first..]);
        let increment = <L::Words as Words>::load(isa, &self.increment[first..]);
        let (now, second, next) = normal_pair::<L>(state, increment);
        second.store(&mut self.second[first..]);
        next.store(&mut self.generator[first..]);
        now
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        let floats = self.y[..self.n_cells].iter().chain(&self.second[..self.n_cells]);
        floats.map(|y| y.to_bits()).chain(self.generator[..self.n_cells].iter().copied())
    }
}
