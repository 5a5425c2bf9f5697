//! What populations share while they advance: steps, spikes, and the caller's rows.

use super::buffers::{rows_of, Due, Rows};
use super::lfp::Lfp;
use super::spikes::SpikeRing;

/// A block of steps to advance, with what the populations share.
pub struct Advance<'a> {
    /// The first step of the block.
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
    /// The earliest failure so far.
    pub failure: Option<Failure>,
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

    /// Notes a failure, if it is earlier than what failed so far.
    #[cold]
    #[inline(never)]
    pub fn fail(&mut self, failure: Failure) {
        let is_earlier = |other: Failure| failure.step < other.step;
        if self.failure.is_none_or(is_earlier) {
            self.failure = Some(failure);
        }
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

/// What became of a span.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    /// How often a cell had its V clamped.
    pub n_clamped: u64,
    /// The first step in which a cell left the numbers, and the first such cell: the span ended there.
    pub lost: Option<(u64, usize)>,
}

impl Outcome {
    /// Notes the cells of a register whose V was clamped, and those that left the numbers.
    #[cold]
    pub fn note(&mut self, step: u64, first: usize, clamped: u64, lost: u64) {
        self.n_clamped += u64::from(clamped.count_ones());
        if lost != 0 && self.lost.is_none() {
            self.lost = Some((step, first + lost.trailing_zeros() as usize));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earliest_failure_counts_and_the_first_of_as_early_ones() {
        let rows = Rows { data: &mut [][..], width: 0, first: 1 };
        let (rings, lfps) = (&mut [][..], &mut [][..]);
        let inputs = Rows { data: &[][..], width: 0, first: 0 };
        let (first_step, n_steps, every, failure) = (0, 64, 0, None);
        let mut run = Advance { first_step, n_steps, rings, inputs, rows, every, lfps, failure };
        let failures = [(9, 0), (5, 1), (7, 2), (5, 3)];
        for (step, population) in failures {
            run.fail(Failure { population, cell: 0, step });
        }
        assert_eq!(run.failure, Some(Failure { population: 1, cell: 0, step: 5 }));
    }
}
