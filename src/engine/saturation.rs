//! The seed's saturation, exact as events.
//!
//! The seed clips s of every synapse at 1. All synapses of a source see the same spikes, so their s
//! is one number a source, followed here. While a source is clipped, its share of the sums at its
//! targets is constant: it is moved out of the sums when the clip begins and back when it ends. The
//! lower clip at 0 never acts, since x and s are never negative.

use super::spikes::each_bit;
use super::sums::{Summed, Sums, Targets};
use super::table::{firsts, lanes_in_use, padded};
use crate::models::synapse::{self, Coefficients, State};
use crate::simd::{Lanes, Mask};

/// The synapses of each source, and who of them is clipped.
#[derive(Clone, Debug)]
pub struct Saturation<S> {
    x: Vec<S>,
    s: Vec<S>,
    /// One bit a source.
    clipped: Vec<u64>,
    /// One bit a source: clipped now and not before, or the reverse.
    changed: Vec<u64>,
    /// Weighted number of clipped synapses on each target.
    held: Vec<S>,
    n_sources: usize,
    n_targets: usize,
}

impl<S: Summed> Saturation<S> {
    /// Silence.
    pub fn new(n_sources: usize, n_targets: usize) -> Self {
        let (zeros, bits) =
            (vec![S::default(); padded(n_sources)], vec![0; n_sources.div_ceil(64)]);
        let held = vec![S::default(); padded(n_targets)];
        Self {
            x: zeros.clone(),
            s: zeros,
            clipped: bits.clone(),
            changed: bits,
            held,
            n_sources,
            n_targets,
        }
    }

    /// Silence again.
    pub fn reset(&mut self) {
        for column in [&mut self.x, &mut self.s, &mut self.held] {
            column.fill(S::default());
        }
        self.clipped.fill(0);
    }

    /// What clipped synapses add to the sum of s at each target.
    pub fn held(&self) -> &[S] {
        &self.held
    }

    /// Raises x of a source; whether its targets' sums are to follow.
    #[inline(always)]
    pub fn raise(&mut self, source: usize) -> bool {
        self.x[source] += S::from_f64(1.0);
        self.clipped[source / 64] >> (source % 64) & 1 == 0
    }

    /// Advances the sources one step. The sums, not yet advanced, lose what is clipped in this step
    /// and regain what no longer is.
    #[inline(always)]
    pub fn step<L: Lanes<Scalar = S>>(
        &mut self,
        isa: L::Isa,
        c: &Coefficients<L>,
        targets: &Targets<S>,
        sums: &mut Sums<S>,
    ) {
        self.find_changes(isa, c);
        let (x, s, held) = (&self.x, &self.s, &mut self.held);
        let (clipped, changed) = (&self.clipped, &self.changed);
        each_bit(changed, |source| {
            let leaves = clipped[source / 64] >> (source % 64) & 1;
            let sign = S::from_f64(if leaves == 1 { 1.0 } else { -1.0 });
            targets.add_row(source, sign * x[source], &mut sums.x);
            targets.add_row(source, sign * s[source], &mut sums.s);
            targets.add_row(source, sign * S::from_f64(-1.0), held);
        });
        for (clipped, changed) in self.clipped.iter_mut().zip(&self.changed) {
            *clipped ^= changed;
        }
        self.advance(isa, c);
    }

    /// Notes whose s will pass 1 in this step, or will no longer.
    #[inline(always)]
    fn find_changes<L: Lanes<Scalar = S>>(&mut self, isa: L::Isa, c: &Coefficients<L>) {
        self.changed.copy_from_slice(&self.clipped);
        for first in firsts(self.n_sources, L::WIDTH) {
            let y = synapse::step(c, self.row(isa, first));
            let passes = y.s.like(1.0).lt(y.s).bits() & lanes_in_use(first, self.n_sources);
            self.changed[first / 64] ^= passes << (first % 64);
        }
    }

    #[inline(always)]
    fn advance<L: Lanes<Scalar = S>>(&mut self, isa: L::Isa, c: &Coefficients<L>) {
        for first in firsts(self.n_sources, L::WIDTH) {
            let y = synapse::step(c, self.row(isa, first));
            y.x.store(&mut self.x[first..]);
            y.s.at_most(y.s.like(1.0)).store(&mut self.s[first..]);
        }
    }

    #[inline(always)]
    fn row<L: Lanes<Scalar = S>>(&self, isa: L::Isa, first: usize) -> State<L> {
        State { x: L::load(isa, &self.x[first..]), s: L::load(isa, &self.s[first..]) }
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        let sources = self.x[..self.n_sources].iter().chain(&self.s[..self.n_sources]);
        let numbers = sources.chain(&self.held[..self.n_targets]).map(|y| y.bits());
        numbers.chain(self.clipped.iter().copied())
    }
}
