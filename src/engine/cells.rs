//! A cell model as the engine sees it: its name resolved to code once, when a simulator is made.

use super::advance::Advance;
use super::population::Population;
use super::step::{Span, Steps};
use super::table::Table;
use crate::error::Error;
use crate::integrate::{ExponentialEuler, ForwardEuler};
use crate::models::adex::Adex;
use crate::models::hahn_mcintyre_pallidal::HahnMcIntyrePallidal;
use crate::models::hh_pallidal::HhPallidal;
use crate::models::izhikevich::Izhikevich;
use crate::models::otsuka_stn::OtsukaStn;
use crate::models::rubin_terman_stn::RubinTermanStn;
use crate::models::so_pallidal::SoPallidal;
use crate::models::so_stn::SoStn;
use crate::models::so_tc::SoTc;
use crate::models::spike_source::SpikeSource;
use crate::models::stn::{Stn, CORRECTED, PUBLISHED};
use crate::models::{own, Cell, Columns, Relax};
use crate::simd::{Backend, Float};
use std::marker::PhantomData;
use std::sync::Arc;

/// The integrators, by name.
pub const INTEGRATORS: [&str; 2] = ["forward_euler", "exponential_euler"];

/// What the engine asks of a model stepped by a rule.
pub trait CellKernel<S>: Send + Sync {
    /// Number of state columns.
    fn n_state(&self) -> usize;
    /// Number of coefficient columns.
    fn n_coefficients(&self) -> usize;
    /// Whether its cells fire at random; see [`Cell::RENEWS`].
    fn renews(&self) -> bool;
    /// Writes the coefficients of one cell from its parameters, by index in the model's table; returns whether
    /// they let its step be taken in the usual form.
    fn write_coefficients(
        &self,
        table: &mut Table<S>,
        cell: usize,
        param: &dyn Fn(usize) -> f64,
        dt_ms: f64,
    ) -> bool;
    /// Which coefficients are mostly each cell's own, as bits.
    fn own(&self) -> u64;
    /// What a step leaves, at least, of a variable of a cell with these parameters; see [`Cell::keeps`].
    fn keeps(&self, param: &dyn Fn(usize) -> f64, dt_ms: f64) -> f64;
    /// Writes the state of one cell settled at `v_mv`.
    fn settle(&self, table: &mut Table<S>, cell: usize, param: &dyn Fn(usize) -> f64, v_mv: f64);
    /// Advances a population over a span; returns whether every cell stayed among the numbers.
    fn run(
        &self,
        backend: Backend,
        population: &mut Population<S>,
        run: &mut Advance<'_>,
        span: &Span,
    ) -> bool;
}

/// Model `M` with gates relaxing by rule `R`.
struct SteppedBy<M, R>(PhantomData<(M, R)>);

/// The code of a model under an integrator.
///
/// # Errors
/// `Error::UnknownName` with the nearest name.
pub fn kernel<S: Float>(model: &str, integrator: &str) -> Result<Arc<dyn CellKernel<S>>, Error> {
    match integrator {
        "forward_euler" => with_rule::<ForwardEuler, S>(model),
        "exponential_euler" => with_rule::<ExponentialEuler, S>(model),
        other => Err(Error::unknown("integrator", other, INTEGRATORS)),
    }
}

fn with_rule<R: Relax + Send + Sync, S: Float>(
    model: &str,
) -> Result<Arc<dyn CellKernel<S>>, Error> {
    Ok(match model {
        "stn" => shared::<Stn<CORRECTED>, R, S>(),
        "stn_seed" => shared::<Stn<PUBLISHED>, R, S>(),
        "adex_gpe" | "adex_gpi" | "lindahl_gpe" | "lindahl_snr" => {
            shared::<Adex<CORRECTED>, R, S>()
        }
        "adex_gpe_seed" | "adex_gpi_seed" => shared::<Adex<PUBLISHED>, R, S>(),
        "hh_gpe" | "hh_gpi" => shared::<HhPallidal<CORRECTED>, R, S>(),
        "hh_gpe_seed" | "hh_gpi_seed" => shared::<HhPallidal<PUBLISHED>, R, S>(),
        "so_stn" => shared::<SoStn, R, S>(),
        "so_gpe" | "so_gpi" | "rubin_terman_gpe" | "rubin_terman_gpi" => {
            shared::<SoPallidal, R, S>()
        }
        "so_tc" | "rubin_terman_tc" => shared::<SoTc, R, S>(),
        "rubin_terman_stn" => shared::<RubinTermanStn, R, S>(),
        "otsuka_stn" => shared::<OtsukaStn<CORRECTED>, R, S>(),
        "kumaravelu_stn" => shared::<OtsukaStn<PUBLISHED>, R, S>(),
        "hahn_mcintyre_gpe" | "hahn_mcintyre_gpi" => shared::<HahnMcIntyrePallidal, R, S>(),
        "spike_source" => shared::<SpikeSource, R, S>(),
        "izhikevich_rs" | "izhikevich_fs" => shared::<Izhikevich, R, S>(),
        other => {
            return crate::models::params::model(other)
                .and(Err(Error::invalid(other, "has no code")))
        }
    })
}

fn shared<M: Cell + Send + Sync, R: Relax + Send + Sync, S: Float>() -> Arc<dyn CellKernel<S>> {
    Arc::new(SteppedBy::<M, R>(PhantomData))
}

impl<M, R, S> CellKernel<S> for SteppedBy<M, R>
where
    M: Cell + Send + Sync,
    R: Relax + Send + Sync,
    S: Float,
{
    fn n_state(&self) -> usize {
        <M::State<f64> as Columns<f64>>::NAMES.len()
    }

    fn n_coefficients(&self) -> usize {
        <M::Coefficients<f64> as Columns<f64>>::NAMES.len()
    }

    fn renews(&self) -> bool {
        M::RENEWS
    }

    fn write_coefficients(
        &self,
        table: &mut Table<S>,
        cell: usize,
        param: &dyn Fn(usize) -> f64,
        dt_ms: f64,
    ) -> bool {
        let params = M::Params::from_fn(param);
        let coefficients = M::coefficients::<R>(&params, dt_ms);
        coefficients.each(|column, value| table.set(column, cell, S::from_f64(value)));
        M::is_usual(&params)
    }

    fn own(&self) -> u64 {
        own::<M>()
    }

    fn keeps(&self, param: &dyn Fn(usize) -> f64, dt_ms: f64) -> f64 {
        M::keeps::<R>(&M::Params::from_fn(param), dt_ms)
    }

    fn settle(&self, table: &mut Table<S>, cell: usize, param: &dyn Fn(usize) -> f64, v_mv: f64) {
        let state = M::settled(&M::Params::from_fn(param), v_mv);
        state.each(|column, value| table.set(column, cell, S::from_f64(value)));
    }

    fn run(
        &self,
        backend: Backend,
        population: &mut Population<S>,
        run: &mut Advance<'_>,
        span: &Span,
    ) -> bool {
        let kind = PhantomData;
        if M::HAS_USUAL_FORM && population.usual {
            backend.run(Steps::<M, R, S, true> { population, run, span, backend, kind })
        } else {
            backend.run(Steps::<M, R, S, false> { population, run, span, backend, kind })
        }
    }
}
