//! Synapses that V of the source opens, step by step: no spike, no delay.
//!
//! All synapses of a source see the same V, so their s is one number a source, kept here. Before any population
//! takes a step, the sums at the targets are made anew from s, then s takes the step that V, still that of the
//! step's beginning, drives: the order of So, Kent & Grill's code (ModelDB 141699).

use super::saved::Saved;
use super::sums::{Summed, Targets, S as SECOND};
use super::table::{places, RowsMut, Table};
use crate::integrate::{ExponentialEuler, ForwardEuler};
use crate::models::synapse::{self, GradedCoefficients};
use crate::models::{Columns, Relax};
use crate::simd::{Backend, Float, Isa, Kernel, Lanes};
use std::marker::PhantomData;

/// The graded synapses of each source.
#[derive(Clone, Debug)]
pub struct Graded<S> {
    /// How far they are open.
    s: Table<S>,
    /// What opens and closes them.
    coefficients: GradedCoefficients<S>,
    /// Whether s relaxes exactly at fixed V; else by forward Euler.
    exact: bool,
}

impl<S: Summed> Graded<S> {
    /// Closed synapses of so many sources.
    pub fn new(n_sources: usize) -> Self {
        let coefficients = GradedCoefficients::from_fn(|_| S::default());
        Self { s: Table::new(1, n_sources), coefficients, exact: false }
    }

    /// What opens and closes them from now on.
    pub fn set(&mut self, coefficients: GradedCoefficients<f64>, exact: bool) {
        let GradedCoefficients { alpha, beta, theta, per_sigma, dt } = coefficients;
        self.coefficients = GradedCoefficients {
            alpha: S::from_f64(alpha),
            beta: S::from_f64(beta),
            theta: S::from_f64(theta),
            per_sigma: S::from_f64(per_sigma),
            dt: S::from_f64(dt),
        };
        self.exact = exact;
    }

    /// Closed again.
    pub fn reset(&mut self) {
        self.s.clear();
    }

    /// See [`Row::flush`](super::table::Row::flush).
    pub fn flush(&mut self) {
        self.s.flush();
    }

    /// Makes the sums at the targets anew, in the projection's columns from `first_column` on.
    pub fn sum(&self, targets: &Targets<S>, sums: &mut RowsMut<'_, S>, first_column: usize) {
        let column = first_column + SECOND;
        sums.clear_column(column);
        for source in 0..targets.n_sources() {
            targets.add_row(source, self.s.column(0).get(source), sums, column);
        }
    }

    /// Takes one step, driven by the sources, whose V stands in their first column.
    pub fn step(&mut self, backend: Backend, sources: &Table<S>) {
        if self.exact {
            backend.run(Open::<S, ExponentialEuler> { graded: self, sources, rule: PhantomData });
        } else {
            backend.run(Open::<S, ForwardEuler> { graded: self, sources, rule: PhantomData });
        }
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        self.s.numbers().map(Float::bits)
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        self.s.set_bits(words);
    }
}

/// One step of s, relaxing by rule `R`.
struct Open<'a, S, R> {
    graded: &'a mut Graded<S>,
    sources: &'a Table<S>,
    rule: PhantomData<R>,
}

impl<S: Summed, R: Relax> Kernel for Open<'_, S, R> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let (graded, v) = (self.graded, self.sources.column(0));
        let GradedCoefficients { alpha, beta, theta, per_sigma, dt } = graded.coefficients;
        let all = |number: S| S::Lanes::<I>::all(isa, number);
        let c = GradedCoefficients {
            alpha: all(alpha),
            beta: all(beta),
            theta: all(theta),
            per_sigma: all(per_sigma),
            dt: all(dt),
        };
        for at in places(graded.s.n_cells(), S::Lanes::<I>::WIDTH) {
            let v_mv = S::Lanes::<I>::load(isa, &v.row(at.row)[at.lane..]);
            let s = &mut graded.s.row_mut(at.row, 1)[0][at.lane..];
            let opened = synapse::open::<_, R>(&c, S::Lanes::<I>::load(isa, s), v_mv);
            opened.store(s);
        }
    }
}
