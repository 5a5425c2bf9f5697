//! One projection: who its spikes reach, and when.
//!
//! Its synapses are summed at their targets: work per step is per cell, and a spike is one row of
//! additions. The sums are columns of the target population; see [`super::sums`].

use super::agenda::Agenda;
use super::saturation::{Follow, Saturation};
use super::saved::Saved;
use super::spikes::{each_bit, SpikeRing};
use super::sums::{Link, Targets, STAGES, X};
use super::table::{RowsMut, Table};
use crate::error::Error;
use crate::network::Synapses;
use crate::simd::{Backend, Float};
use std::sync::Arc;

/// Running synapses of one projection.
#[derive(Clone, Debug)]
pub struct ProjectionState<S> {
    /// Of the ring that holds the spikes: the population that fires, or its axons.
    pub source: usize,
    /// From a spike to the jump of x, in steps.
    pub delay: u64,
    /// Shared by every fork of a simulator.
    pub(super) targets: Arc<Targets<S>>,
    /// The first of its columns in the table of the target population.
    first_column: usize,
    saturation: Option<Saturation<S>>,
    /// Whether V of the sources opens the synapses, and no spike; see [`super::graded`].
    is_graded: bool,
    /// What is under way in synapses that are later than `delay`, where there are any.
    agenda: Option<Agenda<S>>,
    /// What a spike adds to x, times the weight of a synapse.
    pub per_spike: S,
    /// What each step adds to x, times the weights on a target: a steady rate of spikes.
    pub per_step: S,
}

impl<S: Float> ProjectionState<S> {
    /// Silent synapses, whose sums stand from `first_column` on in the table of their target population.
    pub fn new(
        first_column: usize,
        source: usize,
        delay: u64,
        synapses: Synapses,
        n_targets: usize,
    ) -> Self {
        let targets = Arc::new(Targets::new(synapses, n_targets));
        let (per_spike, per_step) = (S::from_f64(1.0), S::default());
        let (saturation, is_graded, agenda) = (None, false, None);
        Self {
            source,
            delay,
            targets,
            first_column,
            saturation,
            is_graded,
            agenda,
            per_spike,
            per_step,
        }
    }

    /// Makes each synapse later than `delay` by steps of its own.
    ///
    /// # Errors
    /// More steps than memory holds.
    pub fn delay_each(&mut self, later: Vec<u32>, n_targets: usize) -> Result<(), Error> {
        self.agenda = Some(Agenda::new(later, n_targets)?);
        Ok(())
    }

    /// Holds s of every synapse at 1, as the seed does.
    pub fn saturate(&mut self) {
        self.saturation = Some(Saturation::new(self.targets.n_sources()));
    }

    /// Keeps all spikes back: V of the sources opens the synapses.
    pub fn grade(&mut self) {
        self.is_graded = true;
    }

    /// No spike has ever arrived.
    pub fn reset(&mut self) {
        if let Some(saturation) = &mut self.saturation {
            saturation.reset();
        }
        if let Some(agenda) = &mut self.agenda {
            agenda.clear();
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

    /// The most additions that the spikes of one step can make: one a synapse; where it saturates, three more
    /// when its share leaves the sums or comes back.
    pub fn most_additions(&self) -> usize {
        self.targets.len() * if self.saturates() { 1 + STAGES } else { 1 }
    }

    /// Whether something must be done before every step.
    pub fn saturates(&self) -> bool {
        self.saturation.is_some()
    }

    /// Lets what arrives in `step` raise x.
    #[inline(always)]
    pub fn deliver(&mut self, step: u64, rings: &[SpikeRing], sums: &mut RowsMut<'_, S>) {
        if self.is_graded {
            return;
        }
        let ring = &rings[self.source];
        if !ring.is_silent(step.wrapping_sub(self.delay)) {
            self.deliver_spikes(step, ring, sums);
        }
        if let Some(agenda) = &mut self.agenda {
            agenda.pour(step, sums, self.first_column + X);
        }
        if self.per_step != S::default() {
            self.targets.add_to_all(self.per_step, sums, self.first_column + X);
        }
    }

    /// Lets the spikes that arrive in `step` raise x, or enters them where their synapses are later. Apart, since there
    /// are none in most steps.
    #[inline(never)]
    fn deliver_spikes(&mut self, step: u64, ring: &SpikeRing, sums: &mut RowsMut<'_, S>) {
        let column = self.first_column + X;
        each_bit(ring.arriving(step, self.delay), |source| {
            let counts = self.saturation.as_mut().is_none_or(|saturation| saturation.raise(source));
            match &mut self.agenda {
                Some(agenda) => self.targets.enter_row(source, self.per_spike, step, agenda),
                None if counts => self.targets.add_row(source, self.per_spike, sums, column),
                None => {}
            }
        });
    }

    /// See [`Row::flush`](super::row::Row::flush).
    pub fn flush(&mut self) {
        if let Some(saturation) = &mut self.saturation {
            saturation.flush();
        }
    }

    /// Everything that changes, the sums aside, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        let under_way = self.agenda.iter().flat_map(Agenda::bits);
        self.saturation.iter().flat_map(Saturation::bits).chain(under_way)
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        if let Some(saturation) = &mut self.saturation {
            saturation.set_bits(words);
        }
        if let Some(agenda) = &mut self.agenda {
            agenda.set_bits(words);
        }
    }

    /// The realised synapses, as words.
    pub fn each_synapse(&self, visit: &mut dyn FnMut(u64)) {
        visit(self.delay);
        self.targets.each_word(visit);
        if let Some(agenda) = &self.agenda {
            agenda.each_lateness(visit);
        }
    }
}
