//! Cells that fire at random: their intervals, drawn when one is over.

use super::saved::Saved;
use super::spikes::each_bit;
use super::table::Table;
use crate::random::Stream;
use crate::simd::Float;

/// The column of what is left of an interval, and the parameter of its CV; see [`crate::models::spike_source`].
pub const LEFT: usize = 1;
pub const CV: usize = 1;

/// What draws the intervals of one population.
#[derive(Clone, Debug)]
pub struct Sources {
    key: u64,
    /// CV of the intervals of each cell.
    pub cv: Vec<f64>,
    /// Intervals that each cell has drawn.
    n_drawn: Vec<u64>,
}

impl Sources {
    /// Cells before their first step; their streams follow from `key`.
    pub fn new(key: u64, n_cells: usize) -> Self {
        Self { key, cv: vec![1.0; n_cells], n_drawn: vec![0; n_cells] }
    }

    /// Back to before the first step.
    pub fn reset(&mut self) {
        self.n_drawn.fill(0);
    }

    /// What is left of a cell's first interval when a process begins that has always been going: a uniform part of an
    /// interval that is likelier the longer it is, which makes gamma's shape larger by 1.
    pub fn first(&self, cell: usize) -> f64 {
        let shape = shape(self.cv[cell]);
        let mut stream = self.stream(cell, 0);
        let part = stream.unit();
        part * if shape.is_finite() { stream.gamma(shape + 1.0) / shape } else { 1.0 }
    }

    /// Begins the next interval of cells that have fired.
    pub fn renew<S: Float>(&mut self, fired: &[u64], columns: &mut Table<S>) {
        each_bit(fired, |cell| {
            self.n_drawn[cell] = self.n_drawn[cell].saturating_add(1);
            let shape = shape(self.cv[cell]);
            let mut stream = self.stream(cell, self.n_drawn[cell]);
            let interval = if shape.is_finite() { stream.gamma(shape) / shape } else { 1.0 };
            let left = columns.column(LEFT).get(cell).to_f64();
            columns.set(LEFT, cell, S::from_f64(left.max(-1.0) + interval));
        });
    }

    fn stream(&self, cell: usize, number: u64) -> Stream {
        let n_cells = self.cv.len() as u64;
        Stream::numbered(self.key, number.wrapping_mul(n_cells).wrapping_add(cell as u64))
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        self.n_drawn.iter().copied()
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        self.n_drawn.iter_mut().for_each(|drawn| *drawn = words.next());
    }
}

/// Of the gamma distribution whose CV this is; infinite for a CV of 0.
fn shape(cv: f64) -> f64 {
    // never by 0, which a compiler may divide by before it looks whether that is wanted
    let shape = 1.0 / (cv * cv).max(1e-12);
    if cv < 1e-6 {
        f64::INFINITY
    } else {
        shape
    }
}
