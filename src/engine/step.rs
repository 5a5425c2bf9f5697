//! Steps of the cells of a population: the inner loop.
//!
//! Nothing here may be left to the compiler to inline: a function that stays a call, an iterator's
//! adaptor included, is compiled without the backend's instructions and costs many times its work.
//! What runs rarely is never inlined, so that what it needs is not kept at hand in every step.

use super::advance::{Advance, Failure, Outcome};
use super::cell_row::{At, RowsLeft};
use super::coefficients::Coefficients;
use super::currents::{Drive, Flowing};
use super::population::Population;
use super::row::ROW;
use super::spikes::Fired;
use crate::models::{noise, Cell, Columns, Relax};
use crate::simd::{Backend, Float, Isa, Kernel, Lanes};
use std::marker::PhantomData;

/// Consecutive steps of a population in which it needs nothing but what stands in [`Steps`].
pub struct Span {
    /// The first step.
    pub first_step: u64,
    /// How many.
    pub n_steps: u64,
    /// Whether input flows in them.
    pub has_input: bool,
    /// Whether the spikes of the first step already hold those of cells that are made to fire.
    pub made_to: bool,
}

/// A span by model `M`, gates relaxing by rule `R`, in the usual form or the other.
///
/// It is handed the population as it is: whatever were copied out of it would be copied anew in each step of a caller
/// who makes one at a time.
pub struct Steps<'a, 'run, M, R, S, const USUAL: bool> {
    /// What is stepped.
    pub population: &'a mut Population<S>,
    /// What it shares with others.
    pub run: &'a mut Advance<'run>,
    /// The span: where it was written, since a copy in wider words would wait until its words are in the cache.
    pub span: &'a Span,
    /// What sums for electrodes, apart from the kernel.
    pub backend: Backend,
    /// The model and the rule.
    pub kind: PhantomData<(M, R)>,
}

impl<M: Cell, R: Relax, S: Float, const USUAL: bool> Kernel for Steps<'_, '_, M, R, S, USUAL> {
    /// Whether every cell stayed among the numbers: the span ended where one did not.
    type Output = bool;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> bool {
        // no gain where a row takes several registers
        if const { S::Lanes::<I>::WIDTH == ROW } && self.population.stride == 0 {
            self.make::<I, true>(isa)
        } else {
            self.make::<I, false>(isa)
        }
    }
}

impl<M: Cell, R: Relax, S: Float, const USUAL: bool> Steps<'_, '_, M, R, S, USUAL> {
    /// Makes the steps, with coefficients of every cell or with `SHARED` ones.
    #[inline(always)]
    fn make<I: Isa, const SHARED: bool>(self, isa: I) -> bool {
        let Self { population, run, span, backend, .. } = self;
        let (mut outcome, mut due) = (Outcome::default(), run.next_row(span.first_step));
        for step in span.first_step..span.first_step + span.n_steps {
            let fired = run.rings[population.index].step_mut(step);
            population.step_cells::<M, R, I, USUAL, SHARED>(isa, step, span, fired, &mut outcome);
            run.rings[population.index].close(step);
            if outcome.lost.is_some() {
                break;
            }
            if M::RENEWS {
                population.renew(run.rings[population.index].step(step));
            }
            for projection in &mut population.incoming {
                projection.deliver(step, run.rings, &mut population.columns.rows_mut());
            }
            for seen in &mut population.seen {
                seen.note(backend, step - run.first_step, &population.currents.synapses);
            }
            if step == due.step {
                population.record(isa, run.row(&due));
                due = run.next_row(step + 1);
            }
        }
        population.n_clamped = population.n_clamped.saturating_add(outcome.n_clamped);
        if let Some((step, cell)) = outcome.lost {
            run.fail(Failure { population: population.index, cell, step });
        }
        outcome.lost.is_none()
    }
}

impl<S: Float> Population<S> {
    /// One step of every cell. `fired` is overwritten, but for the cells that are made to fire.
    #[inline(always)]
    fn step_cells<M: Cell, R: Relax, I: Isa, const USUAL: bool, const SHARED: bool>(
        &mut self,
        isa: I,
        step: u64,
        span: &Span,
        fired: &mut [u64],
        outcome: &mut Outcome,
    ) {
        let (n_cells, half) = (self.n_cells, S::HalfLanes::<I>::WIDTH);
        let has_half = half < S::Lanes::<I>::WIDTH;
        let mut fired = Fired::new(fired, span.made_to && step == span.first_step);
        let (mut rows, mut drive) = self.in_motion::<SHARED>(span.has_input);
        let mut at = At { isa, step, first: 0, n_cells };
        // a row of few cells apart, after all others: constants of narrow registers would take the places of wide ones
        while at.first < n_cells && !(has_half && at.n_left() <= half) {
            let mut row = rows.cut::<M>();
            let spiked = row.step::<M, R, S::Lanes<I>, USUAL>(at, &mut drive, outcome);
            row.draw::<I::Single>(at);
            fired.enter(spiked, at.first);
            at.first += ROW;
        }
        if has_half && at.first < n_cells {
            let mut row = rows.cut::<M>();
            let spiked =
                row.step_register::<M, R, S::HalfLanes<I>, USUAL>(at, 0, &mut drive, outcome);
            row.draw::<I::HalfSingle>(at);
            fired.enter(spiked, at.first);
        }
        fired.end(n_cells);
    }

    /// Its rows, and what drives them.
    #[inline(always)]
    fn in_motion<const SHARED: bool>(
        &mut self,
        has_input: bool,
    ) -> (RowsLeft<'_, S, SHARED>, Drive<'_, S>) {
        let (noise_rows, noise) = match &mut self.noise {
            Some(noise) => (&mut noise.rows[..], noise.coefficients),
            None => (&mut [][..], noise::Coefficients::from_fn(|_| S::default())),
        };
        let is_flowing = has_input || self.currents.watched;
        let flowing = Flowing { currents: &mut self.currents, has_input };
        let rows = RowsLeft {
            n_columns: self.columns.n_columns(),
            columns: self.columns.rows_mut().rows,
            coefficients: Coefficients {
                rows: self.coefficients.rows(),
                shared: &self.shared,
                stride: self.stride,
            },
            noise: noise_rows,
        };
        (rows, Drive { links: &self.links, noise, currents: is_flowing.then_some(flowing) })
    }
}
