//! The running thing: state, delays, noise, recording, and the step.

mod advance;
mod agenda;
mod applied;
mod assembly;
mod buffers;
mod cell_row;
mod cells;
mod checks;
mod circuit;
mod coefficients;
mod config;
mod currents;
mod entries;
mod fading;
mod graded;
mod inflow;
mod inputs;
mod lfp;
mod live;
mod log;
mod means;
mod noise;
mod parameters;
mod population;
mod projection;
mod pulses;
mod receivers;
mod recorder;
mod replay;
mod row;
mod run;
mod saturation;
mod saved;
mod snapshot;
mod sources;
mod spikes;
mod step;
mod stimulus;
mod stretches;
mod sums;
mod table;

pub use assembly::inputs::pulse_steps;
pub use cells::INTEGRATORS;
pub use checks::check_rounding;
pub use config::{SimulatorConfig, PRECISIONS};
pub use log::LogInfo;
pub use recorder::Channel;
pub use replay::Replay;
pub use run::Run;
pub(crate) use saved::Fnv;
pub use spikes::Spike;
pub use stimulus::Meter;

use crate::error::Error;
use crate::network::{Input, ParamRecord, Population as Description};
use crate::simd::Backend;
use advance::Failure;
use applied::stimulator_place;
use circuit::Circuit;
use entries::Kind;
use lfp::Lfp;
use live::Live;
use log::Log;
use snapshot::Identity;
use spikes::SpikeRing;
use std::sync::OnceLock;

/// A running network. Owns all its state: the network it was made from may be changed or dropped.
pub struct Simulator {
    dt_ms: f64,
    backend: Backend,
    /// Steps done.
    step: u64,
    /// Populations can be advanced this many steps one after another: the shortest delay.
    block: u64,
    circuit: Box<dyn Circuit>,
    precision: &'static str,
    n_populations: usize,
    /// Spikes of every population, then those of axons that are stimulated.
    rings: Vec<SpikeRing>,
    channels: Vec<Channel>,
    /// Electrodes that record: the last channels.
    lfps: Vec<Lfp>,
    live: Live,
    memory_bytes: u64,
    stopped: Option<Failure>,
    /// What a snapshot must agree with; found when first asked for.
    identity: OnceLock<Identity>,
    log: Option<Box<Log>>,
}

impl Simulator {
    /// Back to before the first step, with the parameters that the simulator was made with.
    pub fn reset(&mut self) {
        self.live.restore().into_iter().for_each(|owner| self.apply(owner));
        self.rewind();
        self.log_entry(Kind::Reset, &[]);
    }

    /// Back to before the first step.
    fn rewind(&mut self) {
        self.circuit.reset();
        self.rings.iter_mut().for_each(SpikeRing::clear);
        self.lfps.iter_mut().for_each(Lfp::reset);
        self.step = 0;
        self.stopped = None;
    }

    /// Steps done since the beginning.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// Time since the beginning, ms.
    pub fn time_ms(&self) -> f64 {
        self.step as f64 * self.dt_ms
    }

    /// Length of a step, ms.
    pub fn dt_ms(&self) -> f64 {
        self.dt_ms
    }

    /// About how many bytes the simulator takes.
    pub fn memory_bytes(&self) -> u64 {
        self.memory_bytes
    }

    /// The most work that one step can be: every cell stepped, and every synapse reached by a spike; one that
    /// saturates counts four times.
    pub fn step_bound(&self) -> u64 {
        let n_cells: usize = self.populations().map(|population| population.n_cells).sum();
        n_cells as u64 + self.circuit.most_additions() as u64
    }

    /// The instruction set in use.
    pub fn backend(&self) -> &'static str {
        self.backend.name()
    }

    /// "double" or "single".
    pub fn precision(&self) -> &'static str {
        self.precision
    }

    /// The populations, in the order of the network.
    pub fn populations(&self) -> impl ExactSizeIterator<Item = &Description> {
        self.live.network().populations().iter()
    }

    /// What the numbers of an output row are.
    pub fn channels(&self) -> &[Channel] {
        &self.channels
    }

    /// What an output row would have in a channel, were it written now. Currents are those of the last step that this
    /// simulator has run.
    ///
    /// # Errors
    /// For a channel that does not exist.
    pub fn look(&self, channel: usize) -> Result<f64, Error> {
        let lfp = self.lfps.iter().find(|lfp| lfp.channel() == channel).map(Lfp::value_mv);
        let why = || format!("is {channel}, there are {}", self.channels.len());
        let seen = lfp.or_else(|| self.circuit.look(self.backend, channel));
        seen.ok_or_else(|| Error::invalid("channel", why()))
    }

    /// What the numbers of an input row are.
    pub fn inputs(&self) -> &[Input] {
        self.live.network().inputs()
    }

    /// Every parameter; ids are those of the network.
    pub fn params(&self) -> &[ParamRecord] {
        self.live.network().params()
    }

    /// One variable of every cell of a population, as it is now. After a divergence, populations may
    /// stand at different steps.
    ///
    /// # Errors
    /// `Error::UnknownName` for an unknown population or variable.
    pub fn state(
        &self,
        population: &str,
        variable: &str,
    ) -> Result<impl ExactSizeIterator<Item = f64> + '_, Error> {
        let index = self.find_population(population)?;
        let described = &self.live.network().populations()[index];
        let (column, _) = described.variable(variable)?;
        Ok((0..described.n_cells).map(move |cell| self.circuit.state(index, column, cell)))
    }

    /// How often V of a population was clamped by its model since the beginning.
    ///
    /// # Errors
    /// `Error::UnknownName` for an unknown population.
    pub fn clamp_count(&self, population: &str) -> Result<u64, Error> {
        Ok(self.circuit.n_clamped(self.find_population(population)?))
    }

    /// Spikes of a population since the beginning.
    ///
    /// # Errors
    /// `Error::UnknownName` for an unknown population.
    pub fn spike_count(&self, population: &str) -> Result<u64, Error> {
        Ok(self.rings[self.find_population(population)?].n_spikes)
    }

    /// What a stimulator has delivered since the beginning.
    ///
    /// # Errors
    /// `Error::UnknownName` with the nearest name.
    pub fn delivered(&self, stimulator: &str) -> Result<Meter, Error> {
        let network = self.live.network();
        let (population, place) = stimulator_place(network, network.find_stimulator(stimulator)?);
        Ok(self.circuit.meter(population, place))
    }

    /// Makes a cell fire in the next step: its targets receive the spike, its V does not move.
    ///
    /// # Errors
    /// For an unknown population or cell.
    pub fn inject_spike(&mut self, population: &str, cell: usize) -> Result<(), Error> {
        self.inject(self.find_population(population)?, cell)
    }

    /// The same for a population by its place.
    fn inject(&mut self, index: usize, cell: usize) -> Result<(), Error> {
        let n_cells = self.populations().nth(index).map_or(0, |population| population.n_cells);
        if cell >= n_cells {
            return Err(Error::invalid("cell", format!("is {cell}, there are {n_cells}")));
        }
        self.circuit.inject(index, cell);
        self.log_entry(Kind::Inject, &[index as u64, cell as u64]);
        Ok(())
    }

    fn population_name(&self, index: usize) -> &str {
        &self.live.network().populations()[index].name
    }

    fn find_population(&self, name: &str) -> Result<usize, Error> {
        self.live.network().find_population(name)
    }
}
