//! From a description to a running simulator.

mod connections;
mod electrodes;
pub mod inputs;
pub mod start;
mod watches;

use super::cells::{kernel, CellKernel};
use super::circuit::Populations;
use super::config::{check_dt, SimulatorConfig, PRECISIONS};
use super::live::Live;
use super::population::Population;
use super::recorder::Channel;
use super::spikes::SpikeRing;
use super::Simulator;
use crate::error::Error;
use crate::network::{Network, LONGEST_BLOCK};
use crate::simd::{Backend, Float};
use connections::{connect, lay_axons, Connected};
use electrodes::add_lfps;
use inputs::{add_inputs, add_pulses, add_stimulators};
use start::{add_noise, add_sources, set_initial_state};
use std::sync::{Arc, OnceLock};
use watches::add_watches;

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

    fn in_precision<S: Float>(network: &Network, config: &SimulatorConfig) -> Result<Self, Error> {
        let described = network.populations();
        let kernels = described.iter().map(|p| kernel(&p.model, &config.integrator));
        let kernels: Vec<Arc<dyn CellKernel<S>>> = kernels.collect::<Result<_, _>>()?;
        let populations = described.iter().zip(&kernels).enumerate();
        let populations = populations
            .map(|(index, (described, kernel))| Population::new(index, described, kernel.as_ref()));
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
