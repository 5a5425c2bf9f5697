//! The description: what to simulate. Checked as it is built; holds no running state.

mod build;
mod connect;
mod initial;
mod lfp;
mod memory;
mod parameters;
mod parts;
mod positions;
mod projection;
mod stimulator;
mod text;
mod values;
mod wiring;

pub use build::CURRENTS;
pub use initial::Start;
pub use lfp::Lfp;
pub use memory::{agenda_slots, memory_limit, LONGEST_BLOCK, ROW};
pub use parameters::ParamRecord;
pub use parts::{model_names, Input, Noise, Population, Probe, Pulses};
pub use positions::Place;
pub use projection::{Kinetics, Projection, Rule};
pub use stimulator::{Stimulator, Waveform};
pub use wiring::{Synapses, Wiring};

use std::collections::BTreeMap;

/// Populations, projections, noise, inputs, probes, their parameters, and one seed.
///
/// Built by one thread; read by many. A simulator copies what it needs.
#[derive(Clone, Debug)]
pub struct Network {
    seed: u64,
    populations: Vec<Population>,
    projections: Vec<Projection>,
    noises: Vec<Noise>,
    inputs: Vec<Input>,
    pulses: Vec<Pulses>,
    stimulators: Vec<Stimulator>,
    lfps: Vec<Lfp>,
    /// x, y and z of each cell in um, by population.
    positions: BTreeMap<String, Vec<f64>>,
    probes: Vec<Probe>,
    params: Vec<ParamRecord>,
    /// One value per record.
    values: Vec<f64>,
    /// One value per cell, by record.
    cells: BTreeMap<usize, Vec<f64>>,
    /// Relative standard deviation, by record.
    heterogeneity: BTreeMap<usize, f64>,
    /// Where a variable starts, by its path.
    starts: BTreeMap<String, Start>,
}

impl Network {
    /// An empty network. All its random draws follow from `seed`.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            populations: Vec::new(),
            projections: Vec::new(),
            noises: Vec::new(),
            inputs: Vec::new(),
            pulses: Vec::new(),
            stimulators: Vec::new(),
            lfps: Vec::new(),
            positions: BTreeMap::new(),
            probes: Vec::new(),
            params: Vec::new(),
            values: Vec::new(),
            cells: BTreeMap::new(),
            heterogeneity: BTreeMap::new(),
            starts: BTreeMap::new(),
        }
    }

    /// The seed of wiring, heterogeneity, initial state and noise.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Draws everything random anew.
    pub fn set_seed(&mut self, seed: u64) {
        self.seed = seed;
    }

    /// The populations, in the order of addition.
    pub fn populations(&self) -> &[Population] {
        &self.populations
    }

    /// The projections, in the order of addition.
    pub fn projections(&self) -> &[Projection] {
        &self.projections
    }

    /// The noises, in the order of addition.
    pub fn noises(&self) -> &[Noise] {
        &self.noises
    }

    /// The input channels, in the order of addition.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The trains of pulses, in the order of addition.
    pub fn pulses(&self) -> &[Pulses] {
        &self.pulses
    }

    /// The probes, in the order of addition.
    pub fn probes(&self) -> &[Probe] {
        &self.probes
    }
}

/// Equal where the descriptions say the same.
impl PartialEq for Network {
    fn eq(&self, other: &Self) -> bool {
        self.to_text() == other.to_text()
    }
}
