//! Synapses that V of the source opens, step by step: no spike, no delay.
//!
//! All synapses of a source see the same V, so their s is one number a source, kept here. Before any population
//! takes a step, the sums at the targets are made anew from s, then s takes the step that V, still that of the
//! step's beginning, drives: the order of So, Kent & Grill's code (ModelDB 141699). Projections whose s is the same
//! in every source, as those of one nucleus mostly are, share the work.

use super::fading::{left, steps_between_flushes};
use super::inflow::Inflow;
use super::population::Population;
use super::row::places;
use super::saved::Saved;
use super::sums::S as SECOND;
use super::table::Table;
use crate::integrate::{ExponentialEuler, ForwardEuler};
use crate::models::synapse::{self, GradedCoefficients};
use crate::models::{Columns, Relax};
use crate::simd::{math, Backend, Float, Isa, Kernel, Lanes};
use std::marker::PhantomData;
use std::sync::Arc;

/// Where the synapses of a projection begin and end.
#[derive(Clone, Copy, Debug)]
pub struct Ends {
    /// Index of the projection.
    pub projection: usize,
    /// Index of the population whose V opens them.
    pub source: usize,
    /// Index of the population that they reach.
    pub target: usize,
    /// The first of their columns there.
    pub first_column: usize,
}

/// The graded synapses of one projection.
#[derive(Clone, Debug)]
struct Graded<S> {
    ends: Ends,
    /// How far those of each source are open.
    s: Table<S>,
    /// What opens and closes them.
    coefficients: GradedCoefficients<S>,
    /// Whether s relaxes exactly at fixed V; else by forward Euler.
    exact: bool,
    /// Steps from one flush to the next: a power of two.
    flush_every: u64,
    /// An earlier projection whose s is and stays the same.
    like: Option<usize>,
    /// Shared by every fork of a simulator.
    inflow: Arc<Inflow<S>>,
}

/// All graded synapses of a circuit.
#[derive(Clone, Debug, Default)]
pub struct GradedSynapses<S>(Vec<Graded<S>>);

impl<S: Float> GradedSynapses<S> {
    /// Adds those of a projection, closed.
    pub fn add(&mut self, ends: Ends, n_sources: usize, inflow: Inflow<S>) {
        let coefficients = GradedCoefficients::from_fn(|_| S::default());
        let (s, inflow) = (Table::new(1, n_sources), Arc::new(inflow));
        let (exact, flush_every, like) = (false, 1, None);
        self.0.push(Graded { ends, s, coefficients, exact, flush_every, like, inflow });
    }

    /// Sums them at their targets, then takes a step.
    pub fn step(&mut self, backend: Backend, step: u64, populations: &mut [Population<S>]) {
        for graded in &self.0 {
            let Ends { target, first_column, .. } = graded.ends;
            let sums = populations[target].columns.rows_mut();
            graded.inflow.sum(graded.s.rows(), sums, first_column + SECOND);
        }
        for index in 0..self.0.len() {
            let (earlier, rest) = self.0.split_at_mut(index);
            let graded = &mut rest[0];
            match graded.like {
                Some(other) => graded.s.copy_from(&earlier[other].s),
                None => graded.step(backend, step, &populations[graded.ends.source].columns),
            }
        }
    }

    /// What opens and closes the synapses of a projection from now on, where they are graded.
    pub fn set(&mut self, projection: usize, c: GradedCoefficients<f64>, exact: bool) {
        for graded in self.0.iter_mut().filter(|graded| graded.ends.projection == projection) {
            graded.set(c, exact);
        }
        self.find_likes();
    }

    /// Closed again.
    pub fn reset(&mut self) {
        self.0.iter_mut().for_each(|graded| graded.s.clear());
        self.find_likes();
    }

    /// Notes whose s is that of another, and stays so while neither is touched.
    fn find_likes(&mut self) {
        for later in 0..self.0.len() {
            let is_like = |earlier: &usize| self.0[later].is_like(&self.0[*earlier]);
            self.0[later].like = (0..later).find(is_like);
        }
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().flat_map(|graded| graded.s.numbers().map(Float::bits))
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        self.0.iter_mut().for_each(|graded| graded.s.set_bits(words));
        self.find_likes();
    }
}

impl<S: Float> Graded<S> {
    fn set(&mut self, coefficients: GradedCoefficients<f64>, exact: bool) {
        let GradedCoefficients { alpha, beta, theta, per_sigma, dt } = coefficients;
        self.coefficients = GradedCoefficients {
            alpha: S::from_f64(alpha),
            beta: S::from_f64(beta),
            theta: S::from_f64(theta),
            per_sigma: S::from_f64(per_sigma),
            dt: S::from_f64(dt),
        };
        self.exact = exact;
        let keeps = if exact { math::exp(-beta * dt) } else { 1.0 - beta * dt };
        self.flush_every = steps_between_flushes::<S>(left(keeps));
    }

    fn is_like(&self, other: &Self) -> bool {
        let coefficients = |graded: &Self| {
            let mut bits = [0; <GradedCoefficients<f64> as Columns<f64>>::NAMES.len()];
            graded.coefficients.each(|field, number| bits[field] = number.bits());
            bits
        };
        let (s, of_other) = (self.s.numbers().map(Float::bits), other.s.numbers().map(Float::bits));
        self.ends.source == other.ends.source
            && self.exact == other.exact
            && coefficients(self) == coefficients(other)
            && s.eq(of_other)
    }

    /// Takes one step, driven by the sources, whose V stands in their first column.
    fn step(&mut self, backend: Backend, step: u64, sources: &Table<S>) {
        if step.is_multiple_of(self.flush_every) {
            self.s.flush();
        }
        if self.exact {
            backend.run(Open::<S, ExponentialEuler> { graded: self, sources, rule: PhantomData });
        } else {
            backend.run(Open::<S, ForwardEuler> { graded: self, sources, rule: PhantomData });
        }
    }
}

/// One step of s, relaxing by rule `R`.
struct Open<'a, S, R> {
    graded: &'a mut Graded<S>,
    sources: &'a Table<S>,
    rule: PhantomData<R>,
}

impl<S: Float, R: Relax> Kernel for Open<'_, S, R> {
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
