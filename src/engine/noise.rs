//! The noise of a population: one Ornstein-Uhlenbeck process and one generator a cell.

use super::row::{lanes_of, Row, ROW};
use super::saved::Saved;
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
    /// The rows.
    pub rows: Vec<NoiseRow<S>>,
    key: u64,
    n_cells: usize,
}

/// Places for normals: one for the next even step, two that odd steps take in turn, since a pair may be drawn while
/// the odd step of the pair before is to come.
const PLACES: usize = 3;

/// Where the normals of a step stand.
#[inline(always)]
fn place_of(step: u64) -> usize {
    match step % 4 {
        1 => 1,
        3 => 2,
        _ => 0,
    }
}

/// Whether the row of cells draws in a step, for the next even step and the odd one after it: half of a population's
/// rows do in every step, so that no step is longer than its neighbours by more than one draw a population.
#[inline(always)]
pub fn draws(row: usize, step: u64) -> bool {
    (step + row as u64) % 2 == 1
}

/// The noise of a row of cells.
#[derive(Clone, Debug)]
pub struct NoiseRow<S> {
    /// Fluctuation about the mean, in the unit of the model.
    pub y: Row<S>,
    /// Standard normals that are drawn and not used, each at the [`place_of`] its step.
    normals: [Row<f32>; PLACES],
    /// The words of each cell's generator.
    generators: [Row<u32>; N_WORDS],
}

impl<S: Float> NoiseRow<S> {
    /// The cells from `first` on, before the first step.
    fn new(key: u64, first: usize) -> Self {
        let mut row = Self {
            y: Row::default(),
            normals: [Row::default(); PLACES],
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
        L::load_single(isa, &self.normals[place_of(step)][lane..])
    }

    /// Draws the normals of `even` and of the odd step after it for the registers of `n_left` cells: ahead of their
    /// steps, so that nothing waits for them.
    #[inline(always)]
    pub fn draw<L: Streams>(&mut self, isa: L::Isa, even: u64, n_left: usize) {
        let (odd_place, mut lane) = (place_of(even + 1), 0);
        while lane < ROW && lane < n_left {
            self.draw_register::<L>(isa, odd_place, lane);
            lane += L::WIDTH;
        }
    }

    #[inline(always)]
    fn draw_register<L: Streams>(&mut self, isa: L::Isa, odd_place: usize, lane: usize) {
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
        odd.store(&mut self.normals[odd_place][lane..]);
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
}

impl<S: Float> Kernel for FirstDraw<'_, S> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        for index in 0..self.rows.len() {
            self.rows[index].draw::<I::Single>(isa, 0, ROW);
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
        FirstDraw { rows: &mut self.rows }
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
        let drawn = (0..PLACES).flat_map(|place| self.column(move |row| &row.normals[place]));
        let words = (0..N_WORDS).flat_map(|word| self.column(move |row| &row.generators[word]));
        fluctuations.chain(drawn.map(Float::bits)).chain(words.map(u64::from))
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        self.each_place(|row| &mut row.y, |place| place.fill(S::from_bits(words.next())));
        for step in 0..PLACES {
            let from_bits = |place: &mut [f32]| place.fill(f32::from_bits(words.next() as u32));
            self.each_place(|row| &mut row.normals[step], from_bits);
        }
        for word in 0..N_WORDS {
            self.each_place(
                |row| &mut row.generators[word],
                |place| place.fill(words.next() as u32),
            );
        }
    }

    /// The place of one number of every cell; that of the last cell is all that is left of its row.
    fn each_place<T: Copy>(
        &mut self,
        of: impl Fn(&mut NoiseRow<S>) -> &mut Row<T>,
        mut visit: impl FnMut(&mut [T]),
    ) {
        for cell in 0..self.n_cells {
            let lanes = lanes_of(cell, self.n_cells);
            visit(&mut of(&mut self.rows[cell / ROW])[lanes]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_draws_before_its_normals_are_all_used_and_neighbours_take_turns() {
        for (row, step) in (0..4).flat_map(|row| (0..8).map(move |step| (row, step))) {
            assert_ne!(draws(row, step), draws(row, step + 1), "row {row}, step {step}");
            assert_ne!(draws(row, step), draws(row + 1, step), "row {row}, step {step}");
        }
    }

    #[test]
    fn normals_of_a_pair_are_written_where_none_is_still_to_come() {
        for step in 0..8 {
            let (even, to_come) = ((step + 2) & !1, step + 1);
            for written in [even, even + 1].map(place_of) {
                assert!(to_come >= even || written != place_of(to_come), "step {step}");
            }
        }
    }
}
