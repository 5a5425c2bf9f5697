//! From a description to a running simulator.

use super::cells::{kernel, CellKernel, INTEGRATORS};
use super::circuit::Populations;
use super::connections::{connect, Connected};
use super::inputs::{add_inputs, add_pulses, add_stimulators};
use super::lfp::add_lfps;
use super::live::Live;
use super::noise::NoiseState;
use super::population::Population;
use super::recorder::{Channel, Source, Watch};
use super::sources::{Sources, CV, LEFT};
use super::spikes::SpikeRing;
use super::sums::Summed;
use super::table::Table;
use super::{Simulator, SimulatorConfig};
use crate::error::Error;
use crate::network::{Network, Probe, LONGEST_BLOCK};
use crate::random;
use crate::simd::{Backend, Float};
use std::sync::{Arc, OnceLock};

/// The precisions, by name.
pub const PRECISIONS: [&str; 2] = [f64::NAME, f32::NAME];

impl Simulator {
    /// A simulator of `network`, before its first step.
    ///
    /// # Errors
    /// For a step outside [1e-4, 1] ms, an unknown integrator, a delay that is no whole number of steps,
    /// a drawn value out of range, or a network larger than this machine's memory.
    pub fn new(network: &Network, config: &SimulatorConfig) -> Result<Self, Error> {
        check_dt(config.dt_ms)?;
        network.check_memory(config.dt_ms)?;
        match config.precision.as_str() {
            f64::NAME => Self::in_precision::<f64>(network, config),
            f32::NAME => Self::in_precision::<f32>(network, config),
            other => Err(Error::unknown("precision", other, PRECISIONS)),
        }
    }

    fn in_precision<S: Summed>(network: &Network, config: &SimulatorConfig) -> Result<Self, Error> {
        let described = network.populations();
        let kernels = described.iter().map(|p| kernel(&p.model, &config.integrator));
        let kernels: Vec<Arc<dyn CellKernel<S>>> = kernels.collect::<Result<_, _>>()?;
        let populations = described.iter().zip(&kernels).enumerate();
        let populations = populations.map(|(index, (described, kernel))| {
            Population::new(index, described, kernel.n_state(), kernel.n_coefficients())
        });
        let mut populations: Vec<Population<S>> = populations.collect();

        let Connected { places, graded } = connect(network, &mut populations, config.dt_ms)?;
        add_noise(network, &mut populations, config.trial)?;
        add_inputs(network, &mut populations)?;
        add_pulses(network, &mut populations, config.trial, config.dt_ms)?;
        add_stimulators(network, &mut populations, config.dt_ms)?;
        let mut channels = add_watches(network, &mut populations)?;
        let lfps = add_lfps(network, &mut populations, channels.len(), config.dt_ms)?;
        let seen = network.lfps().iter().map(|lfp| lfp.name.clone());
        channels.extend(seen.map(|name| Channel { name, unit: "mV" }));

        let delays = || populations.iter().flat_map(|p| p.incoming.iter().map(|link| link.delay));
        let block = delays().min().unwrap_or(LONGEST_BLOCK).min(LONGEST_BLOCK);
        let remembered = delays().max().unwrap_or(1) + block;
        let somata = described.iter().map(|p| SpikeRing::new(p.n_cells, remembered));
        let axons = lay_axons(&mut populations).into_iter();
        let rings =
            somata.chain(axons.map(|n_cells| SpikeRing::new(n_cells, remembered))).collect();

        let exact = config.integrator == "exponential_euler";
        let live = Live::new(network, places, exact)?;
        add_sources(network, &mut populations, &kernels, config.trial);
        for (population, kernel) in populations.iter_mut().zip(&kernels) {
            set_initial_state(network, &live, population, kernel.as_ref(), config.trial);
        }
        let mut simulator = Self {
            dt_ms: config.dt_ms,
            backend: Backend::chosen(),
            step: 0,
            block,
            circuit: Box::new(Populations { kernels, populations, graded }),
            precision: S::NAME,
            n_populations: described.len(),
            rings,
            channels,
            lfps,
            live,
            memory_bytes: network.memory_bytes_at(config.dt_ms),
            stopped: None,
            identity: OnceLock::new(),
            log: None,
        };
        simulator.apply_all();
        Ok(simulator)
    }

    /// Becomes what a new simulator of `network` in this trial would be, on the synapses it has: for a
    /// network that differs from the one this was made of in the values of parameters that may change
    /// while running, and in nothing else.
    ///
    /// # Errors
    /// For a drawn value out of range; the simulator is then as it was.
    pub fn renew(&mut self, network: &Network, trial: u64) -> Result<(), Error> {
        self.live = self.live.renewed(network)?;
        self.identity = OnceLock::new();
        self.circuit.renew(network, &self.live, trial, self.dt_ms);
        self.apply_all();
        self.rewind();
        Ok(())
    }
}

impl SimulatorConfig {
    /// Whether its step, precision and integrator exist.
    ///
    /// # Errors
    /// `Error::OutOfRange` or `Error::UnknownName`.
    pub fn check(&self) -> Result<(), Error> {
        check_dt(self.dt_ms)?;
        check_name("precision", &self.precision, PRECISIONS)?;
        check_name("integrator", &self.integrator, INTEGRATORS)
    }
}

fn check_name(kind: &'static str, name: &str, known: [&'static str; 2]) -> Result<(), Error> {
    if known.contains(&name) {
        return Ok(());
    }
    Err(Error::unknown(kind, name, known))
}

pub(super) fn check_dt(dt_ms: f64) -> Result<(), Error> {
    let (min, max) = (1e-4, 1.0);
    if (min..=max).contains(&dt_ms) {
        return Ok(());
    }
    Err(Error::OutOfRange { name: "dt_ms".into(), value: dt_ms, min, max, unit: "ms".into() })
}

/// The noise of a trial, at its mean.
pub(super) fn add_noise<S: Summed>(
    network: &Network,
    populations: &mut [Population<S>],
    trial: u64,
) -> Result<(), Error> {
    for noise in network.noises() {
        let population = &mut populations[network.find_population(&noise.population)?];
        let key = random::key(network.seed(), &["noise", &noise.population, &trial.to_string()]);
        population.noise = Some(NoiseState::new(population.n_cells, key, noise.unit_factor));
    }
    Ok(())
}

/// What makes cells fire in a trial, where they do at random.
pub(super) fn add_sources<S: Summed>(
    network: &Network,
    populations: &mut [Population<S>],
    kernels: &[Arc<dyn CellKernel<S>>],
    trial: u64,
) {
    for (population, _) in populations.iter_mut().zip(kernels).filter(|(_, k)| k.renews()) {
        let name = &population.description.name;
        let key = random::key(network.seed(), &["source", name, &trial.to_string()]);
        population.sources = Some(Sources::new(key, population.n_cells));
    }
}

fn add_watches<S: Summed>(
    network: &Network,
    populations: &mut [Population<S>],
) -> Result<Vec<Channel>, Error> {
    let mut channels = Vec::new();
    for probe in network.probes() {
        let population = &mut populations[network.find_population(&probe.population)?];
        let (source, unit) = watched(population, probe)?;
        let (cells, mean) = (probe.cells.clone(), probe.mean);
        population.currents.watched |= matches!(source, Source::Synapses | Source::Noise);
        population.watches.push(Watch { source, cells, mean, channel: channels.len() });
        channels.extend(names(probe, population.n_cells).map(|name| Channel { name, unit }));
    }
    Ok(channels)
}

fn watched<S>(population: &Population<S>, probe: &Probe) -> Result<(Source, &'static str), Error> {
    let current_unit = population.description.model().current_unit;
    Ok(match probe.variable.as_str() {
        "i_syn" => (Source::Synapses, current_unit),
        "i_noise" => (Source::Noise, current_unit),
        "i_input" => (Source::Input, current_unit),
        name => {
            let (column, variable) = population.description.variable(name)?;
            (Source::State(column), variable.unit)
        }
    })
}

/// The names of a probe's channels.
fn names(probe: &Probe, n_cells: usize) -> impl Iterator<Item = String> {
    let stem = format!("{}.{}", probe.population, probe.variable);
    let cells = match (probe.mean, probe.cells.is_empty()) {
        (true, _) => Vec::new(),
        (false, true) => (0..n_cells as u32).collect(),
        (false, false) => probe.cells.clone(),
    };
    let mean = probe.mean.then(|| stem.clone());
    cells.into_iter().map(move |cell| format!("{stem}[{cell}]")).chain(mean)
}

/// Gives populations whose axons are stimulated a second ring of spikes, from which their projections take them; returns
/// the cells of each such ring, which follow those of the populations.
fn lay_axons<S>(populations: &mut [Population<S>]) -> Vec<usize> {
    let (n_populations, mut sizes) = (populations.len(), Vec::new());
    for index in 0..n_populations {
        if !populations[index].inputs.has_axons() {
            continue;
        }
        let ring = n_populations + sizes.len();
        populations[index].axon_ring = Some(ring);
        sizes.push(populations[index].n_cells);
        let incoming = populations.iter_mut().flat_map(|population| &mut population.incoming);
        incoming.filter(|link| link.source == index).for_each(|link| link.source = ring);
    }
    sizes
}

/// V as asked for, the rest settled there, then whatever was asked for instead.
pub(super) fn set_initial_state<S: Summed>(
    network: &Network,
    live: &Live,
    population: &mut Population<S>,
    kernel: &dyn CellKernel<S>,
    trial: u64,
) {
    let variables = population.description.model().variables;
    let name = &population.description.name;
    let starts: Vec<_> = variables.iter().map(|v| network.start(name, v.name, trial)).collect();
    let mut table = Table::new(population.n_columns(), population.n_cells);
    let mut sources = population.sources.take();
    live.each_cell(population, |cell, param| {
        let begin = |column: usize, settled: f64| {
            let variable = &variables[column];
            let own = if variable.initial.is_nan() { settled } else { variable.initial };
            let Some((start, offsets)) = &starts[column] else { return own };
            let asked = start.values.get(cell).or(start.values.first()).copied();
            (asked.unwrap_or(own) + offsets[cell]).clamp(variable.min, variable.max)
        };
        let v_mv = begin(0, f64::NAN);
        kernel.settle(&mut table, cell, param, v_mv);
        if let Some(sources) = &mut sources {
            sources.cv[cell] = param(CV);
            table.set(LEFT, cell, S::from_f64(sources.first(cell)));
        }
        for column in 0..variables.len() {
            let settled = table.column(column).get(cell).to_f64();
            table.set(column, cell, S::from_f64(begin(column, settled)));
        }
    });
    table.flush();
    population.sources = sources;
    population.initial.clone_from(&table);
    population.columns = table;
}
