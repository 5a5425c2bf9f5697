//! The seed's saturation, exact as events.
//!
//! The seed clips s of every synapse at 1. All synapses of a source see the same spikes, so their s
//! is one number a source, followed here. While a source is clipped, its share of the sums at its
//! targets is constant: it is moved out of the sums when the clip begins and back when it ends. The
//! lower clip at 0 never acts, since x and s are never negative.

use super::row::{lanes_in_use, places, set_flags, Place};
use super::saved::Saved;
use super::spikes::each_bit;
use super::sums::{Link, Targets, HELD, S as SECOND, X};
use super::table::{RowsMut, Table};
use crate::models::synapse::{self, Coefficients, State};
use crate::simd::{Float, Isa, Kernel, Lanes, Mask};

/// The synapses of each source, and who of them is clipped.
#[derive(Clone, Debug)]
pub struct Saturation<S> {
    /// The two stages of each source.
    sources: Table<S>,
    /// One bit a source.
    clipped: Vec<u64>,
    /// One bit a source: clipped now and not before, or the reverse.
    changed: Vec<u64>,
}

/// Advances the sources one step. The sums, not yet advanced, lose what is clipped in this step
/// and regain what no longer is.
pub struct Follow<'a, S> {
    /// The sources.
    pub saturation: &'a mut Saturation<S>,
    /// What the step does.
    pub link: &'a Link<S>,
    /// Where they end.
    pub targets: &'a Targets<S>,
    /// The sums there.
    pub sums: RowsMut<'a, S>,
    /// The first of the projection's columns in them.
    pub first_column: usize,
}

impl<S: Float> Kernel for Follow<'_, S> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(mut self, isa: I) {
        let c = self.link.in_lanes::<S::Lanes<I>>(isa);
        self.saturation.step(isa, &c, self.targets, &mut self.sums, self.first_column);
    }
}

impl<S: Float> Saturation<S> {
    /// Silence.
    pub fn new(n_sources: usize) -> Self {
        let bits = vec![0; n_sources.div_ceil(64)];
        Self { sources: Table::new(2, n_sources), clipped: bits.clone(), changed: bits }
    }

    /// Silence again.
    pub fn reset(&mut self) {
        self.sources.clear();
        self.clipped.fill(0);
    }

    /// See [`Row::flush`](super::row::Row::flush).
    pub fn flush(&mut self) {
        self.sources.flush();
    }

    /// Raises x of a source; whether its targets' sums are to follow.
    #[inline(always)]
    pub fn raise(&mut self, source: usize) -> bool {
        *self.sources.rows_mut().number(X, source) += S::from_f64(1.0);
        self.clipped[source / 64] >> (source % 64) & 1 == 0
    }

    /// See [`Follow`].
    #[inline(always)]
    fn step<L: Lanes<Scalar = S>>(
        &mut self,
        isa: L::Isa,
        c: &Coefficients<L>,
        targets: &Targets<S>,
        sums: &mut RowsMut<'_, S>,
        first_column: usize,
    ) {
        self.find_changes(isa, c);
        let (clipped, changed) = (&self.clipped, &self.changed);
        each_bit(changed, |source| {
            let leaves = clipped[source / 64] >> (source % 64) & 1;
            let sign = S::from_f64(if leaves == 1 { 1.0 } else { -1.0 });
            let number = |column: usize| self.sources.column(column).get(source);
            let moved = [(X, number(X)), (SECOND, number(SECOND)), (HELD, S::from_f64(-1.0))];
            for (column, amount) in moved {
                targets.add_row(source, sign * amount, sums, first_column + column);
            }
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
        for at in places(self.sources.n_cells(), L::WIDTH) {
            let y = synapse::step(c, self.at(isa, at));
            let in_use = lanes_in_use(at.first(), self.sources.n_cells());
            let passes = y.s.like(1.0).lt(y.s).bits() & in_use;
            self.changed[at.first() / 64] ^= passes << (at.first() % 64);
        }
    }

    #[inline(always)]
    fn advance<L: Lanes<Scalar = S>>(&mut self, isa: L::Isa, c: &Coefficients<L>) {
        for at in places(self.sources.n_cells(), L::WIDTH) {
            let y = synapse::step(c, self.at(isa, at));
            let [x, s] = self.sources.row_mut(at.row, 2) else { unreachable!("x and s") };
            y.x.store(&mut x[at.lane..]);
            y.s.at_most(y.s.like(1.0)).store(&mut s[at.lane..]);
        }
    }

    #[inline(always)]
    fn at<L: Lanes<Scalar = S>>(&self, isa: L::Isa, at: Place) -> State<L> {
        let column = |column: usize| L::load(isa, &self.sources.row(at.row, 2)[column][at.lane..]);
        State { x: column(X), s: column(SECOND) }
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        let numbers = self.sources.numbers().map(Float::bits);
        numbers.chain(self.clipped.iter().copied())
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        self.sources.set_bits(words);
        set_flags(&mut self.clipped, self.sources.n_cells(), words);
    }
}
