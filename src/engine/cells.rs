//! A cell model as the engine sees it: its name resolved to code once, when a simulator is made.

use super::population::{Advance, Failure, Population};
use super::table::{lanes_in_use, Table};
use crate::error::Error;
use crate::integrate::{ExponentialEuler, ForwardEuler};
use crate::models::adex::Adex;
use crate::models::hh_pallidal::HhPallidal;
use crate::models::stn::{Stn, CORRECTED, PUBLISHED};
use crate::models::{Cell, Columns, Relax, Stepped};
use crate::simd::{Backend, Kernel, Lanes, Mask};
use std::marker::PhantomData;

/// The integrators, by name.
pub const INTEGRATORS: [&str; 2] = ["forward_euler", "exponential_euler"];

/// What the engine asks of a model stepped by a rule.
pub trait CellKernel: Send + Sync {
    /// Number of state columns.
    fn n_state(&self) -> usize;
    /// Number of coefficient columns.
    fn n_coefficients(&self) -> usize;
    /// Writes the coefficients of one cell from its parameters, by index in the model's table.
    fn write_coefficients(
        &self,
        table: &mut Table,
        cell: usize,
        param: &dyn Fn(usize) -> f64,
        dt_ms: f64,
    );
    /// Writes the state of one cell settled at `v_mv`.
    fn settle(&self, table: &mut Table, cell: usize, param: &dyn Fn(usize) -> f64, v_mv: f64);
    /// Advances a population; see [`Advance`].
    fn advance(
        &self,
        backend: Backend,
        population: &mut Population,
        run: Advance<'_>,
    ) -> Option<Failure>;
}

/// Model `M` with gates relaxing by rule `R`.
struct SteppedBy<M, R>(PhantomData<(M, R)>);

/// The code of a model under an integrator.
///
/// # Errors
/// `Error::UnknownName` with the nearest name.
pub fn kernel(model: &str, integrator: &str) -> Result<Box<dyn CellKernel>, Error> {
    match integrator {
        "forward_euler" => with_rule::<ForwardEuler>(model),
        "exponential_euler" => with_rule::<ExponentialEuler>(model),
        other => Err(Error::unknown("integrator", other, INTEGRATORS)),
    }
}

fn with_rule<R: Relax + Send + Sync>(model: &str) -> Result<Box<dyn CellKernel>, Error> {
    Ok(match model {
        "stn" => boxed::<Stn<CORRECTED>, R>(),
        "stn_seed" => boxed::<Stn<PUBLISHED>, R>(),
        "adex_gpe" | "adex_gpi" => boxed::<Adex<CORRECTED>, R>(),
        "adex_gpe_seed" | "adex_gpi_seed" => boxed::<Adex<PUBLISHED>, R>(),
        "hh_gpe" | "hh_gpi" => boxed::<HhPallidal<CORRECTED>, R>(),
        "hh_gpe_seed" | "hh_gpi_seed" => boxed::<HhPallidal<PUBLISHED>, R>(),
        other => {
            return crate::models::params::model(other)
                .and(Err(Error::invalid(other, "has no code")))
        }
    })
}

fn boxed<M: Cell + Send + Sync, R: Relax + Send + Sync>() -> Box<dyn CellKernel> {
    Box::new(SteppedBy::<M, R>(PhantomData))
}

impl<M: Cell + Send + Sync, R: Relax + Send + Sync> CellKernel for SteppedBy<M, R> {
    fn n_state(&self) -> usize {
        <M::State<f64> as Columns<f64>>::NAMES.len()
    }

    fn n_coefficients(&self) -> usize {
        <M::Coefficients<f64> as Columns<f64>>::NAMES.len()
    }

    fn write_coefficients(
        &self,
        table: &mut Table,
        cell: usize,
        param: &dyn Fn(usize) -> f64,
        dt_ms: f64,
    ) {
        let coefficients = M::coefficients(&M::Params::from_fn(param), dt_ms);
        coefficients.each(|column, value| table.set(column, cell, value));
    }

    fn settle(&self, table: &mut Table, cell: usize, param: &dyn Fn(usize) -> f64, v_mv: f64) {
        let state = M::settled(&M::Params::from_fn(param), v_mv);
        state.each(|column, value| table.set(column, cell, value));
    }

    fn advance(
        &self,
        backend: Backend,
        population: &mut Population,
        run: Advance<'_>,
    ) -> Option<Failure> {
        backend.run(AdvancePopulation::<M, R> { population, run, kind: PhantomData })
    }
}

/// A population over a span of steps in which it needs nothing that another does in that span.
struct AdvancePopulation<'a, 'b, M, R> {
    population: &'a mut Population,
    run: Advance<'b>,
    kind: PhantomData<(M, R)>,
}

impl<M: Cell, R: Relax> Kernel for AdvancePopulation<'_, '_, M, R> {
    type Output = Option<Failure>;

    #[inline(always)]
    fn run<L: Lanes<Scalar = f64>>(self, isa: L::Isa) -> Option<Failure> {
        let Self { population, mut run, .. } = self;
        for step in run.first_step..run.first_step + run.n_steps {
            population.gather_currents::<L>(isa, step, &mut run);
            let failed =
                step_cells::<M, R, L>(isa, population, run.rings[population.index].step_mut(step));
            if let Some(cell) = failed {
                return Some(Failure { population: population.index, cell, step });
            }
            population.record(step, &mut run);
        }
        None
    }
}

/// Steps every cell, notes who fired, and returns the first cell that left the numbers.
#[inline(always)]
fn step_cells<M: Cell, R: Relax, L: Lanes<Scalar = f64>>(
    isa: L::Isa,
    population: &mut Population,
    fired: &mut [u64],
) -> Option<usize> {
    fired.copy_from_slice(&population.injected);
    let (mut n_clamped, mut failed) = (0, None);
    for first in (0..population.n_cells).step_by(L::WIDTH) {
        let coefficients = M::Coefficients::from_fn(|column| {
            population.coefficients.load::<L>(isa, column, first)
        });
        let state = M::State::from_fn(|column| population.state.load::<L>(isa, column, first));
        let current = population.currents.total::<L>(isa, first);
        let Stepped { state, spiked, clamped, diverged } =
            M::step::<L, R>(&coefficients, state, current);
        state.each(|column, row| population.state.store(row, column, first));

        let in_use = lanes_in_use(first, population.n_cells);
        fired[first / 64] |= (spiked.bits() & in_use) << (first % 64);
        n_clamped += u64::from((clamped.bits() & in_use).count_ones());
        let lost = diverged.bits() & in_use;
        if lost != 0 && failed.is_none() {
            failed = Some(first + lost.trailing_zeros() as usize);
        }
    }
    population.n_clamped += n_clamped;
    failed
}
