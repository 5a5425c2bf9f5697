//! The noise of a population: one Ornstein-Uhlenbeck process and one generator a cell.

use super::table::{Row, ROW};
use crate::models::noise;
use crate::random::{noise_seed, normal_pair, Xoshiro, N_WORDS};
use crate::simd::{Float, Isa, Kernel, Lanes, Streams, Words};

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
    generators: [Row<u32>; N_WORDS],
}

impl<S: Float> NoiseRow<S> {
    /// The cells from `first` on, before the first step.
    fn new(key: u64, first: usize) -> Self {
        let mut row = Self {
            y: Row::default(),
            normals: [Row::default(); STEPS_KEPT],
            generators: [Row::default(); N_WORDS],
        };
        for lane in 0..ROW {
            let seed = noise_seed(key, (first + lane) as u64);
            for (row, word) in row.generators.iter_mut().zip(seed) {
                row[lane] = word;
            }
        }
        row
    }

    /// Draws the normals of a register of cells that begins at `lane`, from an even step on.
    #[inline(always)]
    fn draw<L: Streams>(&mut self, isa: L::Isa, lane: usize, first_step: u64, end: u64) {
        let [a, b, c, d] = &mut self.generators;
        let mut generators = Xoshiro([&a, &b, &c, &d].map(|row| L::Bits::load(isa, &row[lane..])));
        let (pairs, _) = self.normals.as_chunks_mut::<2>();
        let mut step = first_step;
        while step < end {
            let [even, odd] = &mut pairs[step as usize % STEPS_KEPT / 2];
            let (now, next) = normal_pair::<L>(&mut generators);
            now.store(&mut even[lane..]);
            next.store(&mut odd[lane..]);
            step += 2;
        }
        let Xoshiro([a_now, b_now, c_now, d_now]) = generators;
        a_now.store(&mut a[lane..]);
        b_now.store(&mut b[lane..]);
        c_now.store(&mut c[lane..]);
        d_now.store(&mut d[lane..]);
    }
}

/// Draws what steps need that was not drawn before them.
pub struct Draw<'a, S> {
    rows: &'a mut [NoiseRow<S>],
    n_cells: usize,
    first_step: u64,
    n_steps: u64,
}

impl<S: Float> Kernel for Draw<'_, S> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let (half, whole) = (I::HalfSingle::WIDTH, I::Single::WIDTH);
        // an odd step was drawn with the one before
        let (even, end) = (self.first_step.next_multiple_of(2), self.first_step + self.n_steps);
        let mut first = 0;
        while first < self.n_cells {
            let (row, lane) = (&mut self.rows[first / ROW], first % ROW);
            if half < whole && self.n_cells - first <= half {
                row.draw::<I::HalfSingle>(isa, lane, even, end);
            } else {
                row.draw::<I::Single>(isa, lane, even, end);
            }
            first += whole;
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
        Draw { rows: &mut self.rows, n_cells: self.n_cells, first_step, n_steps }
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
        let words = (0..N_WORDS).flat_map(|word| self.column(move |row| &row.generators[word]));
        fluctuations.chain(drawn.map(Float::bits)).chain(words.map(u64::from))
    }
}
