//! The state of synapses, summed at their targets.

use super::agenda::Agenda;
use super::row::{flushed, rows_for, Row, ROW};
use super::table::RowsMut;
use crate::models::synapse;
use crate::network::Synapses;
use crate::simd::{Float, Lanes};

/// Columns that each projection has in the sums of its target population.
pub const STAGES: usize = 3;
/// First stage: what spikes raise.
pub const X: usize = 0;
/// Second stage: the open part of the conductance.
pub const S: usize = 1;
/// What saturated synapses hold open; see [`super::saturation`].
pub const HELD: usize = 2;

/// What one step does to the sums of a projection.
#[derive(Clone, Copy, Debug)]
pub struct Link<S> {
    /// Of the two stages.
    pub coefficients: synapse::Coefficients<S>,
    /// From the sum of weighted s to a current, per mV.
    pub gain: S,
    /// That times the reversal potential.
    pub gain_e_rev: S,
    /// Whether [`HELD`] is in use.
    pub saturates: bool,
}

impl<S: Float> Link<S> {
    /// No synapse at all.
    pub fn none() -> Self {
        let zero = S::default();
        let coefficients = synapse::Coefficients { rise: zero, decay: zero, feed: zero };
        Self { coefficients, gain: zero, gain_e_rev: zero, saturates: false }
    }

    /// What one step does, in every lane.
    #[inline(always)]
    pub fn in_lanes<L: Lanes<Scalar = S>>(&self, isa: L::Isa) -> synapse::Coefficients<L> {
        let synapse::Coefficients { rise, decay, feed } = self.coefficients;
        synapse::Coefficients {
            rise: L::all(isa, rise),
            decay: L::all(isa, decay),
            feed: L::all(isa, feed),
        }
    }

    /// Advances the sums of a register of targets at `v`, which begins at `lane`; returns `current`
    /// with theirs added.
    #[inline(always)]
    pub fn step<L: Lanes<Scalar = S>>(
        &self,
        isa: L::Isa,
        sums: &mut [Row<S>; STAGES],
        lane: usize,
        v: L,
        current: L,
    ) -> L {
        let [x, s, held] = sums;
        let (x, s) = (&mut x[lane..], &mut s[lane..]);
        let before = synapse::State { x: L::load(isa, x), s: L::load(isa, s) };
        let after = synapse::step(&self.in_lanes(isa), before);
        after.x.store(x);
        after.s.store(s);
        let open = if self.saturates { after.s + L::load(isa, &held[lane..]) } else { after.s };
        let per_open = (-L::all(isa, self.gain)).mul_add(v, L::all(isa, self.gain_e_rev));
        per_open.mul_add(open, current)
    }
}

/// The synapses of a projection, row after row of a source; weights in the precision of the state.
#[derive(Clone, Debug)]
pub struct Targets<S> {
    /// Where the row of each source begins, and where the last one ends.
    offsets: Vec<usize>,
    /// Target cells.
    targets: Vec<u32>,
    /// One weight a synapse; none where all are 1.
    weights: Vec<S>,
    /// The sum of the weights on each target.
    received: Vec<Row<S>>,
}

impl<S: Float> Targets<S> {
    /// The synapses as the network lists them, on `n_cells` targets.
    pub fn new(synapses: Synapses, n_cells: usize) -> Self {
        let Synapses { offsets, targets, weights, .. } = synapses;
        let mut received = vec![0.0; n_cells];
        for (place, target) in targets.iter().enumerate() {
            received[*target as usize] += weights.get(place).copied().unwrap_or(1.0);
        }
        let received = in_rows(&received);
        let weights = weights.into_iter().map(|weight| flushed(S::from_f64(weight))).collect();
        Self { offsets, targets, weights, received }
    }

    /// Every synapse and its weight, as words.
    pub fn each_word(&self, visit: &mut dyn FnMut(u64)) {
        self.offsets.iter().for_each(|offset| visit(*offset as u64));
        self.targets.iter().for_each(|target| visit(u64::from(*target)));
        self.weights.iter().for_each(|weight| visit(weight.bits()));
    }

    /// Number of sources.
    pub fn n_sources(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Number of synapses.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Hands over source, target and weight of every synapse, source after source.
    pub fn each_synapse(&self, mut visit: impl FnMut(usize, usize, S)) {
        for (source, row) in self.offsets.windows(2).enumerate() {
            for place in row[0]..row[1] {
                let weight = self.weights.get(place).copied().unwrap_or(S::from_f64(1.0));
                visit(source, self.targets[place] as usize, weight);
            }
        }
    }

    /// Adds `amount` times each weight of a source's synapses to a column of its targets.
    #[inline(always)]
    pub fn add_row(&self, source: usize, amount: S, sums: &mut RowsMut<'_, S>, column: usize) {
        let (first, end) = (self.offsets[source], self.offsets[source + 1]);
        if self.weights.is_empty() {
            for target in &self.targets[first..end] {
                *sums.number(column, *target as usize) += amount;
            }
            return;
        }
        for place in first..end {
            *sums.number(column, self.targets[place] as usize) += amount * self.weights[place];
        }
    }

    /// Enters `amount` times each weight of a source's synapses in what is due at its targets.
    #[inline(always)]
    pub fn enter_row(&self, source: usize, amount: S, step: u64, agenda: &mut Agenda<S>) {
        for place in self.offsets[source]..self.offsets[source + 1] {
            let weighted = match self.weights.get(place) {
                Some(weight) => amount * *weight,
                None => amount,
            };
            agenda.enter(step, place, self.targets[place] as usize, weighted);
        }
    }

    /// Adds `amount` times the sum of the weights on each target to a column.
    #[inline(always)]
    pub fn add_to_all(&self, amount: S, sums: &mut RowsMut<'_, S>, column: usize) {
        for (index, received) in self.received.iter().enumerate() {
            let sums = &mut sums.rows[index * sums.n_columns + column];
            for lane in 0..ROW {
                sums[lane] += amount * received[lane];
            }
        }
    }
}

fn in_rows<S: Float>(numbers: &[f64]) -> Vec<Row<S>> {
    let mut rows = rows_for(numbers.len());
    for (cell, number) in numbers.iter().enumerate() {
        rows[cell / ROW][cell % ROW] = flushed(S::from_f64(*number));
    }
    rows
}
