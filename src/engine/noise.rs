//! The noise of a population: one Ornstein-Uhlenbeck process and one generator a cell.

use super::table::{Row, ROW};
use crate::models::noise;
use crate::random::{noise_seed, normal_pair, Xoshiro, N_WORDS};
use crate::simd::{Float, Isa, Kernel, Lanes, Streams, Words};

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
    /// The standard normals of an even step and of the odd one after it.
    normals: [Row<f32>; 2],
    /// The words of each cell's generator.
    generators: [Row<u32>; N_WORDS],
}

impl<S: Float> NoiseRow<S> {
    /// The cells from `first` on, before the first step.
    fn new(key: u64, first: usize) -> Self {
        let mut row = Self {
            y: Row::default(),
            normals: [Row::default(); 2],
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

    /// The normals of a register of cells that begins at `lane`, in this step.
    #[inline(always)]
    pub fn normals<L: Lanes>(&self, isa: L::Isa, step: u64, lane: usize) -> L {
        L::load_single(isa, &self.normals[step as usize % 2][lane..])
    }

    /// Draws the next two normals of every cell, of which so many are left: in the odd steps, for the steps to
    /// come, so that nothing waits for them.
    #[inline(always)]
    pub fn draw<I: Isa>(&mut self, isa: I, left: usize) {
        if I::HalfSingle::WIDTH < I::Single::WIDTH && left <= I::HalfSingle::WIDTH {
            return self.draw_register::<I::HalfSingle>(isa, 0);
        }
        let mut lane = 0;
        while lane < ROW {
            self.draw_register::<I::Single>(isa, lane);
            lane += I::Single::WIDTH;
        }
    }

    #[inline(always)]
    fn draw_register<L: Streams>(&mut self, isa: L::Isa, lane: usize) {
        let [a, b, c, d] = &mut self.generators;
        // no closure is sure to be inlined into a kernel
        let mut generators = Xoshiro([
            L::Bits::load(isa, &a[lane..]),
            L::Bits::load(isa, &b[lane..]),
            L::Bits::load(isa, &c[lane..]),
            L::Bits::load(isa, &d[lane..]),
        ]);
        let (even, odd) = normal_pair::<L>(&mut generators);
        even.store(&mut self.normals[0][lane..]);
        odd.store(&mut self.normals[1][lane..]);
        let Xoshiro([a_now, b_now, c_now, d_now]) = generators;
        a_now.store(&mut a[lane..]);
        b_now.store(&mut b[lane..]);
        c_now.store(&mut c[lane..]);
        d_now.store(&mut d[lane..]);
    }
}

/// Draws the normals of the first two steps.
pub struct FirstDraw<'a, S> {
    rows: &'a mut [NoiseRow<S>],
    n_cells: usize,
}

impl<S: Float> Kernel for FirstDraw<'_, S> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        for index in 0..self.rows.len() {
            self.rows[index].draw(isa, self.n_cells - index * ROW);
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

    /// What draws the normals of the first two steps; those of later ones are drawn in the steps before.
    pub fn first_draw(&mut self) -> FirstDraw<'_, S> {
        FirstDraw { rows: &mut self.rows, n_cells: self.n_cells }
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
        let drawn = (0..2).flat_map(|step| self.column(move |row| &row.normals[step]));
        let words = (0..N_WORDS).flat_map(|word| self.column(move |row| &row.generators[word]));
        fluctuations.chain(drawn.map(Float::bits)).chain(words.map(u64::from))
    }
}
