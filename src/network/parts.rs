//! What a network is made of, as the caller describes it.

use crate::error::Error;
use crate::models::params::{self, Model, Variable};
use serde::{Deserialize, Serialize};

/// The cell models that a population may ask for.
pub fn model_names() -> impl Iterator<Item = &'static str> {
    params::MODELS.iter().map(|model| model.name)
}

/// Cells of one model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// The first half of its parameters' paths.
    pub name: String,
    /// The cell model, by name.
    pub model: String,
    /// Number of cells.
    pub n_cells: usize,
}

impl Population {
    /// The model's record.
    ///
    /// # Panics
    /// Never for a population of a network, whose model was checked when it was added.
    pub fn model(&self) -> &'static Model {
        params::model(&self.model).expect("checked when the population was added")
    }

    /// A state variable of the model and its index.
    ///
    /// # Errors
    /// `Error::UnknownName` with the nearest name.
    pub fn variable(&self, name: &str) -> Result<(usize, &'static Variable), Error> {
        let variables = self.model().variables;
        variables
            .iter()
            .enumerate()
            .find(|(_, variable)| variable.name == name)
            .ok_or_else(|| Error::unknown("variable", name, variables.iter().map(|v| v.name)))
    }
}

/// Ornstein-Uhlenbeck current into every cell of a population, each with a stream of its own.
///
/// The numbers here are those at the time of addition; the parameters have the current ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Noise {
    /// The population that receives.
    pub population: String,
    /// Correlation time.
    #[serde(skip)]
    pub tau_ms: f64,
    /// Mean, in the unit of the model's current.
    #[serde(skip)]
    pub mean: f64,
    /// Standard deviation, in the unit of the model's current.
    #[serde(skip)]
    pub sigma: f64,
    /// Multiplies the current, as the seed's bare factors do; 1 is none.
    pub unit_factor: f64,
}

impl Default for Noise {
    fn default() -> Self {
        Self { population: String::new(), tau_ms: 5.0, mean: 0.0, sigma: 0.0, unit_factor: 1.0 }
    }
}

/// A current that the caller gives step by step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The channel's name.
    pub name: String,
    /// The population that receives.
    pub population: String,
    /// The cells that receive; empty for all.
    pub cells: Vec<u32>,
    /// What each listed cell receives of a unit of input; empty for 1 each.
    pub weights: Vec<f64>,
    /// "pA" or "uA/cm2"; empty for the unit of the model's current.
    pub unit: String,
}

/// Pulses of current that the network makes by itself: a stimulator, or a volley from elsewhere.
///
/// The numbers here are those at the time of addition; the parameters have the current ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pulses {
    /// The first half of its parameters' paths.
    pub name: String,
    /// The population that receives.
    pub population: String,
    /// The cells that receive; empty for all.
    pub cells: Vec<u32>,
    /// What each listed cell receives of the amplitude; empty for 1 each.
    pub weights: Vec<f64>,
    /// Mean of 1/interval; 0 for no pulse.
    #[serde(skip)]
    pub frequency_hz: f64,
    /// Standard deviation over mean of 1/interval; 0 for a periodic train.
    #[serde(skip)]
    pub cv: f64,
    /// Current during a pulse, in the unit of the model's current.
    #[serde(skip)]
    pub amplitude: f64,
    /// Duration of a pulse.
    #[serde(skip)]
    pub width_ms: f64,
    /// When the train begins: with a pulse where it is periodic, else with an interval.
    #[serde(skip)]
    pub start_ms: f64,
}

impl Default for Pulses {
    fn default() -> Self {
        Self {
            name: String::new(),
            population: String::new(),
            cells: Vec::new(),
            weights: Vec::new(),
            frequency_hz: 0.0,
            cv: 0.0,
            amplitude: 0.0,
            width_ms: 0.1,
            start_ms: 0.0,
        }
    }
}

/// What is recorded.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Probe {
    /// The population that is looked at.
    pub population: String,
    /// A state variable, or "i_syn", "i_noise", "i_input" in the unit of the model's current.
    pub variable: String,
    /// The cells, one channel each; empty for all.
    pub cells: Vec<u32>,
    /// One channel with the mean over the cells instead.
    pub mean: bool,
}
