//! The synapses of one projection, summed at their targets: work per step is per cell, and a spike
//! is one row of additions.

use super::saturation::Saturation;
use super::spikes::{each_bit, SpikeRing};
use super::sums::{Summed, Sums, Targets};
use super::table::{firsts, Table};
use crate::models::synapse;
use crate::network::Synapses;
use crate::simd::Lanes;

/// Running synapses of one projection.
#[derive(Clone, Debug)]
pub struct ProjectionState<S> {
    /// Index of the population that fires.
    pub source: usize,
    /// From a spike to the jump of x, in steps.
    pub delay: u64,
    /// What one step does.
    pub coefficients: synapse::Coefficients<f64>,
    /// From the sum of weighted s to a current, per mV.
    pub gain: f64,
    /// Reversal potential, mV.
    pub e_rev: f64,
    pub(super) targets: Targets<S>,
    sums: Sums<S>,
    saturation: Option<Saturation<S>>,
}

impl<S: Summed> ProjectionState<S> {
    /// Silent synapses.
    pub fn new(source: usize, delay: u64, synapses: Synapses, n_targets: usize) -> Self {
        let coefficients = synapse::Coefficients { rise: 0.0, decay: 0.0, feed: 0.0 };
        let (targets, sums) = (Targets::new(synapses), Sums::new(n_targets));
        let (gain, e_rev, saturation) = (0.0, 0.0, None);
        Self { source, delay, coefficients, gain, e_rev, targets, sums, saturation }
    }

    /// Holds s of every synapse at 1, as the seed does.
    pub fn saturate(&mut self) {
        self.saturation = Some(Saturation::new(self.targets.n_sources(), self.sums.n_cells));
    }

    /// No spike has ever arrived.
    pub fn reset(&mut self) {
        self.sums.x.fill(S::default());
        self.sums.s.fill(S::default());
        if let Some(saturation) = &mut self.saturation {
            saturation.reset();
        }
    }

    /// Advances the sums one step and adds their current, for targets at the V of `state`, to `current`.
    #[inline(always)]
    pub fn step<L: Lanes<Scalar = S>>(&mut self, isa: L::Isa, state: &Table<S>, current: &mut [S]) {
        let c = synapse::Coefficients {
            rise: L::splat(isa, self.coefficients.rise),
            decay: L::splat(isa, self.coefficients.decay),
            feed: L::splat(isa, self.coefficients.feed),
        };
        let (gain, e_rev) = (L::splat(isa, self.gain), L::splat(isa, self.e_rev));
        if let Some(saturation) = &mut self.saturation {
            saturation.step(isa, &c, &self.targets, &mut self.sums);
        }
        let held = self.saturation.as_ref().map(Saturation::held);
        for first in firsts(self.sums.n_cells, L::WIDTH) {
            let (x, s) = (&mut self.sums.x[first..], &mut self.sums.s[first..]);
            let y = synapse::step(&c, synapse::State { x: L::load(isa, x), s: L::load(isa, s) });
            y.x.store(x);
            y.s.store(s);
            let open = match held {
                Some(held) => y.s + L::load(isa, &held[first..]),
                None => y.s,
            };
            let driven = gain * open * (e_rev - state.load::<L>(isa, 0, first));
            (L::load(isa, &current[first..]) + driven).store(&mut current[first..]);
        }
    }

    /// Lets the spikes that arrive in `step` raise x.
    #[inline(always)]
    pub fn deliver(&mut self, step: u64, rings: &[SpikeRing]) {
        let arriving = rings[self.source].arriving(step, self.delay);
        each_bit(arriving, |source| {
            let counts = self.saturation.as_mut().is_none_or(|saturation| saturation.raise(source));
            if counts {
                self.targets.add_row(source, S::from_f64(1.0), &mut self.sums.x);
            }
        });
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        let n = self.sums.n_cells;
        let sums = self.sums.x[..n].iter().chain(&self.sums.s[..n]).map(|y| y.bits());
        sums.chain(self.saturation.iter().flat_map(Saturation::bits))
    }
}
