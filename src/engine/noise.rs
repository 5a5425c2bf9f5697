//! The noise of a population: one Ornstein-Uhlenbeck process and one generator a cell.

use super::table::{Row, ROW};
use crate::models::noise;
use crate::random::{noise_seed, normal_pair, NoiseSeed};
use crate::simd::{Float, Isa, Kernel, Lanes, Streams};

/// Steps whose normals are kept: enough that drawing is one call for many steps, few enough that they
/// stay in the nearest cache.
pub const STEPS_KEPT: usize = 8;

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
    /// The standard normals of the last [`STEPS_KEPT`] steps.
    pub normals: [Row<f32>; STEPS_KEPT],
    generator: Row<u64>,
    increment: Row<u64>,
}

impl<S: Float> NoiseRow<S> {
    /// The cells from `first` on, before the first step.
    fn new(key: u64, first: usize) -> Self {
        let mut row = Self {
            y: Row::default(),
            normals: [Row::default(); STEPS_KEPT],
            generator: Row::default(),
            increment: Row::default(),
        };
        for lane in 0..ROW {
            let NoiseSeed { state, increment } = noise_seed(key, (first + lane) as u64);
            (row.generator[lane], row.increment[lane]) = (state, increment);
        }
        row
    }

    /// Standard normals of a step and of the next for every cell, in the `place`-th and the following row.
    #[inline(always)]
    fn draw<I: Isa>(&mut self, isa: I, place: usize) {
        let (pairs, _) = self.normals.as_chunks_mut::<2>();
        let [even, odd] = &mut pairs[place / 2];
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

/// Draws what steps need that was not drawn before them.
pub struct Draw<'a, S> {
    rows: &'a mut [NoiseRow<S>],
    first_step: u64,
    n_steps: u64,
}

impl<S: Float> Kernel for Draw<'_, S> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        for row in self.rows {
            let mut step = self.first_step.next_multiple_of(2); // an odd one was drawn with the one before
            while step < self.first_step + self.n_steps {
                row.draw(isa, step as usize % STEPS_KEPT);
                step += 2;
            }
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
            rows: (0..n_cells).step_by(ROW).map(|first| NoiseRow::new(key, first)).collect(),
            key,
            n_cells,
        }
    }

    /// Back to the beginning of the streams.
    pub fn reset(&mut self) {
        for (index, row) in self.rows.iter_mut().enumerate() {
            *row = NoiseRow::new(self.key, index * ROW);
        }
    }

    /// What draws the normals of steps, at most [`STEPS_KEPT`] of them.
    pub fn draw(&mut self, first_step: u64, n_steps: u64) -> Draw<'_, S> {
        Draw { rows: &mut self.rows, first_step, n_steps }
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
        let drawn = (0..STEPS_KEPT).flat_map(|step| self.column(move |row| &row.normals[step]));
        fluctuations.chain(drawn.map(Float::bits)).chain(self.column(|row| &row.generator))
    }
}
