//! What populations share while they advance: steps, spikes, and the caller's rows.

use super::lfp::Lfp;
use super::spikes::SpikeRing;

/// A span of steps to advance, with what the populations share.
pub struct Advance<'a> {
    /// The first step.
    pub first_step: u64,
    /// How many.
    pub n_steps: u64,
    /// Past spikes of every population.
    pub rings: &'a mut [SpikeRing],
    /// Input rows of the call, (steps x channels), and the step of its first row.
    pub inputs: Rows<&'a [f64]>,
    /// Output rows of the call, (rows x channels), and the number of its first row.
    pub rows: Rows<&'a mut [f64]>,
    /// Record every so many steps; 0 records nothing.
    pub every: u64,
    /// Electrodes that record.
    pub lfps: &'a mut [Lfp],
}

/// Rows of a caller's buffer.
pub struct Rows<B> {
    /// Row after row.
    pub data: B,
    /// Numbers in a row.
    pub width: usize,
    /// The number of the first row in the buffer.
    pub first: u64,
}

/// A row of output that is to be written.
pub struct Due {
    /// After which step.
    pub step: u64,
    /// Where it begins in the buffer.
    pub place: usize,
}

/// Rows that the first `n_steps` steps of a simulation give where every `every`-th is recorded; 0 is 1. Mostly every
/// step is, and a division takes as long as a dozen of other operations.
#[inline]
pub fn rows_of(n_steps: u64, every: u64) -> u64 {
    match every {
        0 | 1 => n_steps,
        every => n_steps / every,
    }
}

impl Advance<'_> {
    /// The first row that is due in `step` or later; one that never comes where nothing is recorded.
    #[inline(always)]
    pub fn next_row(&self, step: u64) -> Due {
        if self.every == 0 {
            return Due { step: u64::MAX, place: 0 };
        }
        let row = rows_of(step, self.every) + 1;
        let place = (row - self.rows.first) as usize * self.rows.width;
        Due { step: row.saturating_mul(self.every) - 1, place }
    }

    /// The numbers of a row.
    #[inline(always)]
    pub fn row(&mut self, due: &Due) -> &mut [f64] {
        &mut self.rows.data[due.place..][..self.rows.width]
    }
}

/// Where the numbers ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Index of the population.
    pub population: usize,
    /// Index of the cell.
    pub cell: usize,
    /// The step that failed.
    pub step: u64,
}
