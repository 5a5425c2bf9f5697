//! A cell model as the engine sees it: its name resolved to code once, when a simulator is made.

use super::population::{Advance, Failure, Population};
use super::sums::Summed;
use super::table::{lanes_in_use, Table, ROW};
use crate::error::Error;
use crate::integrate::{ExponentialEuler, ForwardEuler};
use crate::models::adex::Adex;
use crate::models::hh_pallidal::HhPallidal;
use crate::models::stn::{Stn, CORRECTED, PUBLISHED};
use crate::models::{Cell, Columns, Relax, Stepped};
use crate::simd::{Backend, Isa, Kernel, Lanes, Mask};
use std::marker::PhantomData;

/// The integrators, by name.
pub const INTEGRATORS: [&str; 2] = ["forward_euler", "exponential_euler"];

/// What the engine asks of a model stepped by a rule.
pub trait CellKernel<S>: Send + Sync {
    /// Number of state columns.
    fn n_state(&self) -> usize;
    /// Number of coefficient columns.
    fn n_coefficients(&self) -> usize;
    /// Writes the coefficients of one cell from its parameters, by index in the model's table.
    fn write_coefficients(
        &self,
        table: &mut Table<S>,
        cell: usize,
        param: &dyn Fn(usize) -> f64,
        dt_ms: f64,
    );
    /// Writes the state of one cell settled at `v_mv`.
    fn settle(&self, table: &mut Table<S>, cell: usize, param: &dyn Fn(usize) -> f64, v_mv: f64);
    /// Advances a population; see [`Advance`].
    fn advance(
        &self,
        backend: Backend,
        population: &mut Population<S>,
        run: &mut Advance<'_>,
    ) -> Option<Failure>;
}

/// Model `M` with gates relaxing by rule `R`.
struct SteppedBy<M, R>(PhantomData<(M, R)>);

/// The code of a model under an integrator.
///
/// # Errors
/// `Error::UnknownName` with the nearest name.
pub fn kernel<S: Summed>(model: &str, integrator: &str) -> Result<Box<dyn CellKernel<S>>, Error> {
    match integrator {
        "forward_euler" => with_rule::<ForwardEuler, S>(model),
        "exponential_euler" => with_rule::<ExponentialEuler, S>(model),
        other => Err(Error::unknown("integrator", other, INTEGRATORS)),
    }
}

fn with_rule<R: Relax + Send + Sync, S: Summed>(
    model: &str,
) -> Result<Box<dyn CellKernel<S>>, Error> {
    Ok(match model {
        "stn" => boxed::<Stn<CORRECTED>, R, S>(),
        "stn_seed" => boxed::<Stn<PUBLISHED>, R, S>(),
        "adex_gpe" | "adex_gpi" => boxed::<Adex<CORRECTED>, R, S>(),
        "adex_gpe_seed" | "adex_gpi_seed" => boxed::<Adex<PUBLISHED>, R, S>(),
        "hh_gpe" | "hh_gpi" => boxed::<HhPallidal<CORRECTED>, R, S>(),
        "hh_gpe_seed" | "hh_gpi_seed" => boxed::<HhPallidal<PUBLISHED>, R, S>(),
        other => {
            return crate::models::params::model(other)
                .and(Err(Error::invalid(other, "has no code")))
        }
    })
}

fn boxed<M: Cell + Send + Sync, R: Relax + Send + Sync, S: Summed>() -> Box<dyn CellKernel<S>> {
    Box::new(SteppedBy::<M, R>(PhantomData))
}

impl<M, R, S> CellKernel<S> for SteppedBy<M, R>
where
    M: Cell + Send + Sync,
    R: Relax + Send + Sync,
    S: Summed,
{
    fn n_state(&self) -> usize {
        <M::State<f64> as Columns<f64>>::NAMES.len()
    }

    fn n_coefficients(&self) -> usize {
        <M::Coefficients<f64> as Columns<f64>>::NAMES.len()
    }

    fn write_coefficients(
        &self,
        table: &mut Table<S>,
        cell: usize,
        param: &dyn Fn(usize) -> f64,
        dt_ms: f64,
    ) {
        let coefficients = M::coefficients(&M::Params::from_fn(param), dt_ms);
        coefficients.each(|column, value| table.set(column, cell, S::from_f64(value)));
    }

    fn settle(&self, table: &mut Table<S>, cell: usize, param: &dyn Fn(usize) -> f64, v_mv: f64) {
        let state = M::settled(&M::Params::from_fn(param), v_mv);
        state.each(|column, value| table.set(column, cell, S::from_f64(value)));
    }

    fn advance(
        &self,
        backend: Backend,
        population: &mut Population<S>,
        run: &mut Advance<'_>,
    ) -> Option<Failure> {
        backend.run(AdvancePopulation::<M, R, S> { population, run, kind: PhantomData })
    }
}

/// A population over a span of steps in which it needs nothing that another does in that span.
struct AdvancePopulation<'a, 'b, M, R, S> {
    population: &'a mut Population<S>,
    run: &'a mut Advance<'b>,
    kind: PhantomData<(M, R)>,
}

impl<M: Cell, R: Relax, S: Summed> Kernel for AdvancePopulation<'_, '_, M, R, S> {
    type Output = Option<Failure>;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> Option<Failure> {
        let Self { population, run, .. } = self;
        for step in run.first_step..run.first_step + run.n_steps {
            population.gather_currents(isa, step, run);
            let fired = run.rings[population.index].step_mut(step);
            if let Some(cell) = step_cells::<M, R, S::Lanes<I>>(isa, population, fired) {
                return Some(Failure { population: population.index, cell, step });
            }
            population.record(step, run);
        }
        None
    }
}

/// Steps every cell, notes who fired, and returns the first cell that left the numbers.
#[inline(always)]
fn step_cells<M: Cell, R: Relax, L: Lanes<Scalar: Summed>>(
    isa: L::Isa,
    population: &mut Population<L::Scalar>,
    fired: &mut [u64],
) -> Option<usize> {
    fired.copy_from_slice(&population.injected);
    let (mut n_clamped, mut failed) = (0, None);
    let n_coefficients = <M::Coefficients<L> as Columns<L>>::NAMES.len();
    let n_state = <M::State<L> as Columns<L>>::NAMES.len();
    for row in 0..population.n_cells.div_ceil(ROW) {
        let coefficients = population.coefficients.row(row, n_coefficients);
        let state = population.state.row_mut(row, n_state);
        for part in 0..ROW / L::WIDTH {
            let (lane, first) = (part * L::WIDTH, row * ROW + part * L::WIDTH);
            if first >= population.n_cells {
                break;
            }
            let current = population.currents.total::<L>(isa, first);
            let after = step_row::<M, R, L>(isa, coefficients, state, lane, current);
            let in_use = lanes_in_use(first, population.n_cells);
            fired[first / 64] |= (after.spiked.bits() & in_use) << (first % 64);
            n_clamped += u64::from((after.clamped.bits() & in_use).count_ones());
            let lost = after.diverged.bits() & in_use;
            if lost != 0 && failed.is_none() {
                failed = Some(first + lost.trailing_zeros() as usize);
            }
        }
    }
    population.tally.n_clamped += n_clamped;
    failed
}

/// Steps the cells of one register, which begin at `lane` of a row.
#[inline(always)]
fn step_row<M: Cell, R: Relax, L: Lanes>(
    isa: L::Isa,
    coefficients: &[L::Scalar],
    state: &mut [L::Scalar],
    lane: usize,
    current: L,
) -> Stepped<(), L::Mask> {
    let load = |numbers: &[L::Scalar], column: usize| L::load(isa, &numbers[column * ROW + lane..]);
    let coefficients = M::Coefficients::from_fn(|column| load(coefficients, column));
    let before = M::State::from_fn(|column| load(state, column));
    let Stepped { state: after, spiked, clamped, diverged } =
        M::step::<L, R>(&coefficients, before, current);
    after.each(|column, row| row.store(&mut state[column * ROW + lane..]));
    Stepped { state: (), spiked, clamped, diverged }
}
