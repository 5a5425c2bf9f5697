//! The synapses of one projection, summed at their targets: work per step is per cell, and a spike
//! is one row of additions.

use super::saturation::Saturation;
use super::spikes::{each_bit, SpikeRing};
use super::sums::{add_row, Sums};
use crate::models::synapse;
use crate::network::Synapses;
use crate::simd::Lanes;

/// Running synapses of one projection.
#[derive(Clone, Debug)]
pub struct ProjectionState {
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
    pub(super) synapses: Synapses,
    pub(super) sums: Sums,
    pub(super) saturation: Option<Saturation>,
}

impl ProjectionState {
    /// Silent synapses.
    pub fn new(source: usize, delay: u64, synapses: Synapses, n_targets: usize) -> Self {
        let coefficients = synapse::Coefficients { rise: 0.0, decay: 0.0, feed: 0.0 };
        let sums = Sums::new(n_targets);
        Self {
            source,
            delay,
            coefficients,
            gain: 0.0,
            e_rev: 0.0,
            synapses,
            sums,
            saturation: None,
        }
    }

    /// Holds s of every synapse at 1, as the seed does.
    pub fn saturate(&mut self) {
        let n_sources = self.synapses.offsets.len() - 1;
        self.saturation = Some(Saturation::new(n_sources, self.sums.n_cells));
    }

    /// No spike has ever arrived.
    pub fn reset(&mut self) {
        self.sums.x.fill(0.0);
        self.sums.s.fill(0.0);
        if let Some(saturation) = &mut self.saturation {
            saturation.reset();
        }
    }

    /// Advances the sums one step and adds their current, for targets at `v`, to `current`.
    #[inline(always)]
    pub fn step<L: Lanes<Scalar = f64>>(&mut self, isa: L::Isa, v: &[f64], current: &mut [f64]) {
        let c = synapse::Coefficients {
            rise: L::splat(isa, self.coefficients.rise),
            decay: L::splat(isa, self.coefficients.decay),
            feed: L::splat(isa, self.coefficients.feed),
        };
        let (gain, e_rev) = (L::splat(isa, self.gain), L::splat(isa, self.e_rev));
        if let Some(saturation) = &mut self.saturation {
            saturation.step(isa, &c, &self.synapses, &mut self.sums);
        }
        let held = self.saturation.as_ref().map(Saturation::held);
        for first in (0..self.sums.n_cells).step_by(L::WIDTH) {
            let (x, s) = (&mut self.sums.x[first..], &mut self.sums.s[first..]);
            let y = synapse::step(&c, synapse::State { x: L::load(isa, x), s: L::load(isa, s) });
            y.x.store(x);
            y.s.store(s);
            let open = match held {
                Some(held) => y.s + L::load(isa, &held[first..]),
                None => y.s,
            };
            let driven = gain * open * (e_rev - L::load(isa, &v[first..]));
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
                add_row(&self.synapses, source, 1.0, &mut self.sums.x);
            }
        });
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        let n = self.sums.n_cells;
        let sums = self.sums.x[..n].iter().chain(&self.sums.s[..n]).map(|y| y.to_bits());
        sums.chain(self.saturation.iter().flat_map(Saturation::bits))
    }
}
