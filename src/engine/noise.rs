//! The noise of a population: one Ornstein-Uhlenbeck process and one generator a cell.

use super::table::{Row, ROW};
use crate::models::noise;
use crate::random::{noise_seed, normal_pair, NoiseSeed};
use crate::simd::{Float, Isa, Kernel, Lanes, Streams};

/// Steps whose normals are drawn together: enough that drawing is one call for many steps, few enough
/// that they stay in the nearest cache.
pub const STEPS_DRAWN: usize = 8;

/// Running noise of one population.
#[derive(Clone, Debug)]
pub struct NoiseState<S> {
    /// What one step does, in the unit of the model.
    pub coefficients: noise::Coefficients<S>,
    /// What turns the unit of the noise into the unit of the model.
    pub factor: f64,
    rows: Vec<NoiseRow<S>>,
    key: u64,
    n_cells: usize,
}

/// The noise of a row of cells.
#[derive(Clone, Debug)]
pub struct NoiseRow<S> {
    /// Fluctuation about the mean, in the unit of the model.
    pub y: Row<S>,
    /// The standard normals of [`STEPS_DRAWN`] steps.
    pub normals: [Row<f32>; STEPS_DRAWN],
    generator: Row<u64>,
    increment: Row<u64>,
}

impl<S: Float> NoiseRow<S> {
    /// The cells from `first` on, before the first step.
    fn new(key: u64, first: usize) -> Self {
        let mut row = Self {
            y: Row::default(),
            normals: [Row::default(); STEPS_DRAWN],
            generator: Row::default(),
            increment: Row::default(),
        };
        for lane in 0..ROW {
            let NoiseSeed { state, increment } = noise_seed(key, (first + lane) as u64);
            (row.generator[lane], row.increment[lane]) = (state, increment);
        }
        row
    }

    /// Standard normals for every cell, two steps at a time.
    #[inline(always)]
    fn draw<I: Isa>(&mut self, isa: I) {
        let (pairs, _) = self.normals.as_chunks_mut::<2>();
        for pair in pairs {
            let [even, odd] = pair;
            let mut lane = 0;
            while lane < ROW {
                let (state, increment) = (&mut self.generator[lane..], &self.increment[lane..]);
                let radius = I::Single::draw(isa, state, increment);
                let angle = I::Single::draw(isa, state, increment);
                let (now, next) = normal_pair::<I::Single>(radius, angle);
                now.store(&mut even[lane..]);
                next.store(&mut odd[lane..]);
                lane += I::Single::WIDTH;
            }
        }
    }
}

/// The normals of [`STEPS_DRAWN`] steps for every cell.
pub struct Draw<'a, S>(&'a mut [NoiseRow<S>]);

impl<S: Float> Kernel for Draw<'_, S> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        for row in self.0 {
            row.draw(isa);
        }
    }
}

impl<S: Float> NoiseState<S> {
    /// At its mean, before the first step. `key` names the population's streams.
    pub fn new(n_cells: usize, key: u64, factor: f64) -> Self {
        let zero = S::default();
        Self {
            coefficients: noise::Coefficients { decay: zero, diffusion: zero, mean: zero },
            factor,
            rows: Self::silent(n_cells, key),
            key,
            n_cells,
        }
    }

    fn silent(n_cells: usize, key: u64) -> Vec<NoiseRow<S>> {
        (0..n_cells).step_by(ROW).map(|first| NoiseRow::new(key, first)).collect()
    }

    /// Back to the beginning of the streams.
    pub fn reset(&mut self) {
        self.rows = Self::silent(self.n_cells, self.key);
    }

    /// What draws the normals of [`STEPS_DRAWN`] steps, the first of which is a multiple of it.
    pub fn draw(&mut self) -> Draw<'_, S> {
        Draw(&mut self.rows)
    }

    /// The rows, to be advanced.
    pub fn rows_mut(&mut self) -> &mut [NoiseRow<S>] {
        &mut self.rows
    }

    /// See [`Row::flush`].
    pub fn flush(&mut self) {
        for row in &mut self.rows {
            row.y.flush();
        }
    }

    /// One number of every cell.
    fn column<'a, T: Copy>(
        &'a self,
        of: impl Fn(&NoiseRow<S>) -> &Row<T> + 'a,
    ) -> impl Iterator<Item = T> + 'a {
        (0..self.n_cells).map(move |cell| of(&self.rows[cell / ROW])[cell % ROW])
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        let fluctuations = self.column(|row| &row.y).map(Float::bits);
        let drawn = (0..STEPS_DRAWN).flat_map(|step| self.column(move |row| &row.normals[step]));
        fluctuations.chain(drawn.map(Float::bits)).chain(self.column(|row| &row.generator))
    }
}
