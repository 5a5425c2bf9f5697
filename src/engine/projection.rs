//! One projection: who its spikes reach, and when.
//!
//! Its synapses are summed at their targets: work per step is per cell, and a spike is one row of
//! additions. The sums are columns of the target population; see [`super::sums`].

use super::saturation::{Follow, Saturation};
use super::spikes::SpikeRing;
use super::sums::{Link, Summed, Targets, X};
use super::table::{RowsMut, Table};
use crate::network::Synapses;
use crate::simd::Backend;

/// Running synapses of one projection.
#[derive(Clone, Debug)]
pub struct ProjectionState<S> {
    /// Index of the population that fires.
    pub source: usize,
    /// From a spike to the jump of x, in steps.
    pub delay: u64,
    pub(super) targets: Targets<S>,
    /// The first of its columns in the table of the target population.
    first_column: usize,
    saturation: Option<Saturation<S>>,
}

impl<S: Summed> ProjectionState<S> {
    /// Silent synapses, whose sums stand from `first_column` on in the table of their target population.
    pub fn new(first_column: usize, source: usize, delay: u64, synapses: Synapses) -> Self {
        let targets = Targets::new(synapses);
        Self { source, delay, targets, first_column, saturation: None }
    }

    /// Holds s of every synapse at 1, as the seed does.
    pub fn saturate(&mut self) {
        self.saturation = Some(Saturation::new(self.targets.n_sources()));
    }

    /// No spike has ever arrived.
    pub fn reset(&mut self) {
        if let Some(saturation) = &mut self.saturation {
            saturation.reset();
        }
    }

    /// Follows the sources, where they saturate: before the sums of a step.
    pub fn follow_sources(&mut self, backend: Backend, link: &Link<S>, sums: &mut Table<S>) {
        if let Some(saturation) = &mut self.saturation {
            let (targets, first_column) = (&self.targets, self.first_column);
            let sums = sums.rows_mut();
            backend.run(Follow { saturation, link, targets, sums, first_column });
        }
    }

    /// Whether something must be done before every step.
    pub fn saturates(&self) -> bool {
        self.saturation.is_some()
    }

    /// Lets the spikes that arrive in `step` raise x.
    #[inline(always)]
    pub fn deliver(&mut self, step: u64, rings: &[SpikeRing], sums: &mut RowsMut<'_, S>) {
        let arriving = rings[self.source].arriving(step, self.delay);
        for (index, &word) in arriving.iter().enumerate() {
            let mut left = word;
            while left != 0 {
                let source = index * 64 + left.trailing_zeros() as usize;
                left &= left - 1;
                let counts = match &mut self.saturation {
                    Some(saturation) => saturation.raise(source),
                    None => true,
                };
                if counts {
                    self.targets.add_row(source, S::from_f64(1.0), sums, self.first_column + X);
                }
            }
        }
    }

    /// See [`Row::flush`](super::table::Row::flush).
    pub fn flush(&mut self) {
        if let Some(saturation) = &mut self.saturation {
            saturation.flush();
        }
    }

    /// Everything that changes, the sums aside, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        self.saturation.iter().flat_map(Saturation::bits)
    }
}
