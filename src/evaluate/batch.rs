//! What a batch is, and the plan that its trials share.

use super::wanted::{check_length, Wanted, Watched};
use crate::engine::SimulatorConfig;
use crate::error::Error;
use crate::metrics::Window;
use crate::network::{memory_limit, Network, ParamRecord, Probe};
use std::thread::available_parallelism;

/// Which random draws the seed of a trial renews.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wiring {
    /// Noise and initial state: all trials share the wiring and the cells of the network.
    #[default]
    Shared,
    /// Everything: each trial is another network of the same description.
    Redrawn,
}

/// How every trial of a batch is run.
#[derive(Clone, Debug)]
pub struct Protocol {
    /// Length of a step, ms.
    pub dt_ms: f64,
    /// "double" or "single".
    pub precision: String,
    /// How gates take a step; see [`crate::engine::INTEGRATORS`].
    pub integrator: String,
    /// Simulated but not measured, ms.
    pub burn_in_ms: f64,
    /// Measured, ms.
    pub measured_ms: f64,
    /// What a seed renews.
    pub wiring: Wiring,
}

impl Default for Protocol {
    /// 0.5 s and 2 s, in single precision.
    fn default() -> Self {
        let SimulatorConfig { dt_ms, integrator, .. } = SimulatorConfig::default();
        Self {
            dt_ms,
            precision: "single".into(),
            integrator,
            burn_in_ms: 500.0,
            measured_ms: 2000.0,
            wiring: Wiring::Shared,
        }
    }
}

/// Trials that differ in parameters and seeds.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// Ids of the parameters that are set, of the network's [`Network::params`].
    pub params: &'a [usize],
    /// Their values (trials x params), row after row.
    pub values: &'a [f64],
    /// One seed a trial.
    pub seeds: &'a [u64],
    /// What is measured, as "population.metric".
    pub metrics: &'a [&'a str],
    /// Threads that simulate; 0 for as many as this machine has.
    pub n_threads: usize,
}

impl Batch<'_> {
    /// How many threads there will be.
    pub(super) fn threads(&self) -> usize {
        let asked = match self.n_threads {
            0 => available_parallelism().map_or(1, usize::from),
            asked => asked,
        };
        asked.min(self.seeds.len())
    }
}

/// What the trials of a batch share, checked once.
pub struct Plan {
    /// The description, with the probes that the metrics need and no others.
    pub network: Network,
    /// How a simulator is made.
    pub config: SimulatorConfig,
    /// What a seed renews.
    pub wiring: Wiring,
    /// Whether all trials have the same synapses and delays.
    pub keeps_synapses: bool,
    /// The steps that are measured; those before are not.
    pub window: Window,
    /// Ids of the parameters that are set.
    pub params: Vec<usize>,
    /// What is measured.
    pub wanted: Vec<Wanted>,
    /// What the columns of the output rows are.
    pub watched: Vec<Watched>,
}

impl Plan {
    /// # Errors
    /// See [`super::evaluate`].
    pub fn new(network: &Network, protocol: &Protocol, batch: &Batch<'_>) -> Result<Self, Error> {
        let Protocol { dt_ms, precision, integrator, burn_in_ms, measured_ms, wiring } = protocol;
        let (precision, integrator) = (precision.clone(), integrator.clone());
        let config = SimulatorConfig { dt_ms: *dt_ms, precision, integrator, trial: 0 };
        config.check()?;
        check_params(network.params(), batch)?;
        let burn_in = whole_steps("burn_in_ms", *burn_in_ms, *dt_ms)?;
        let end = burn_in + whole_steps("measured_ms", *measured_ms, *dt_ms)?;
        let window = Window::new(burn_in, end, *dt_ms)?;
        let wanted = batch.metrics.iter().map(|name| Wanted::find(network, name));
        let wanted = wanted.collect::<Result<Vec<_>, _>>()?;
        check_threads(batch.n_threads)?;
        let watched = Watched::of(&wanted);
        check_memory(network, window, &watched, batch.threads())?;
        check_length(&wanted, window)?;
        let network = probed(network, &watched)?;
        let (params, wiring) = (batch.params.to_vec(), *wiring);
        let keeps_synapses =
            wiring == Wiring::Shared && params.iter().all(|&id| network.params()[id].while_running);
        Ok(Self { network, config, wiring, keeps_synapses, window, params, wanted, watched })
    }
}

fn check_params(records: &[ParamRecord], batch: &Batch<'_>) -> Result<(), Error> {
    let (n_params, n_trials) = (batch.params.len(), batch.seeds.len());
    if let Some(id) = batch.params.iter().find(|id| **id >= records.len()) {
        let why = format!("holds {id}, there are {} parameters", records.len());
        return Err(Error::invalid("params", why));
    }
    if Some(batch.values.len()) == n_params.checked_mul(n_trials) {
        return Ok(());
    }
    let given = batch.values.len();
    let why = format!("holds {given} numbers, not one for each of {n_params} parameters of each of {n_trials} trials");
    Err(Error::invalid("values", why))
}

fn check_threads(n_threads: usize) -> Result<(), Error> {
    const MOST: usize = 1024;
    if n_threads <= MOST {
        return Ok(());
    }
    let (name, value, max) = ("n_threads".into(), n_threads as f64, MOST as f64);
    Err(Error::OutOfRange { name, value, min: 0.0, max, unit: "1".into() })
}

/// Whether every thread can have a simulator and what its trial keeps: what is watched, and five numbers more a
/// step for its spikes and for the transform of a V.
fn check_memory(
    network: &Network,
    window: Window,
    watched: &[Watched],
    n_threads: usize,
) -> Result<(), Error> {
    let kept = |watched: &Watched| window.n_steps() / watched.steps_in_one(window.dt_ms());
    let n_numbers =
        5 * u128::from(window.n_steps()) + watched.iter().map(kept).map(u128::from).sum::<u128>();
    let needed =
        (8 * n_numbers + u128::from(network.memory_bytes_at(window.dt_ms()))) * n_threads as u128;
    let (bytes, limit) = (u64::try_from(needed).unwrap_or(u64::MAX), memory_limit());
    if bytes <= limit {
        return Ok(());
    }
    let what = format!("what {n_threads} threads simulate and record");
    Err(Error::TooLarge { what, bytes, limit })
}

/// A duration in steps.
fn whole_steps(name: &'static str, ms: f64, dt_ms: f64) -> Result<u64, Error> {
    const MOST: f64 = 1e12;
    let steps = ms / dt_ms;
    if (0.0..=MOST).contains(&steps) && (steps - steps.round()).abs() <= 1e-6 * steps.max(1.0) {
        return Ok(steps.round() as u64);
    }
    let why = format!("is {ms} ms, no whole number of steps of {dt_ms} ms");
    Err(Error::invalid(name, why))
}

/// The network with what is watched as its only probes.
fn probed(network: &Network, watched: &[Watched]) -> Result<Network, Error> {
    let mut network = network.without_recordings();
    for Watched { population, mean } in watched {
        let population = network.populations()[*population].name.clone();
        let (variable, cells, mean) = (mean.variable().into(), Vec::new(), true);
        network.add_probe(Probe { population, variable, cells, mean })?;
    }
    Ok(network)
}
