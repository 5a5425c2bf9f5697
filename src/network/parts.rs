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

/// Which cells of `from` reach which cells of `to`. No rule connects a cell to itself or twice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// Each pair with probability `p`.
    FixedProbability {
        /// From 0 to 1.
        p: f64,
    },
    /// `n` pairs in all, each set of pairs as likely.
    FixedTotal {
        /// Number of synapses.
        n: u64,
    },
    /// Each target has `k` sources.
    FixedInDegree {
        /// Synapses on each target cell.
        k: usize,
    },
    /// Source i reaches target i + offset, around the end; populations of one size.
    OneToOne {
        /// Added to the source's number.
        offset: i64,
    },
    /// Every pair.
    AllToAll,
    /// As listed; here a cell may reach itself, and a pair may be listed twice.
    Edges {
        /// Source of each synapse.
        pre: Vec<u32>,
        /// Target of each synapse.
        post: Vec<u32>,
        /// Weight of each synapse, in the projection's unit.
        weight: Vec<f64>,
    },
}

/// Synapses of one kind from one population to another.
///
/// `I_syn` = weight x s x (E - V) is added to the target: positive depolarises. The numbers here
/// are those at the time of addition; the network's parameters have the current ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Projection {
    /// The first half of its parameters' paths.
    pub name: String,
    /// The population that fires.
    pub from: String,
    /// The population that receives.
    pub to: String,
    /// The wiring.
    pub rule: Rule,
    /// Conductance of one synapse, or of all synapses on a cell, where `weight_is_total`; unused for edges.
    #[serde(skip)]
    pub weight: f64,
    /// "nS" or "mS/cm2".
    pub weight_unit: String,
    /// Whether the weight is shared by the synapses of a target cell.
    pub weight_is_total: bool,
    /// From a spike to the jump of the first stage.
    #[serde(skip)]
    pub delay_ms: f64,
    /// Each synapse has a delay of its own, uniform from `delay_ms` to so much more, in whole steps.
    #[serde(skip)]
    pub delay_spread_ms: f64,
    /// Time constant of the first stage.
    #[serde(skip)]
    pub tau_rise_ms: f64,
    /// Time constant of the second stage.
    #[serde(skip)]
    pub tau_decay_ms: f64,
    /// Reversal potential.
    #[serde(skip)]
    pub e_rev_mv: f64,
    /// Whether one spike brings s to 1 at its peak; else s has the area `tau_decay_ms`.
    pub unit_peak: bool,
    /// Whether s of a synapse is held at 1, as the seed does.
    pub saturating: bool,
    /// Multiplies the current, as the seed's bare factors do; 1 is none.
    pub unit_factor: f64,
}

impl Default for Projection {
    fn default() -> Self {
        Self {
            name: String::new(),
            from: String::new(),
            to: String::new(),
            rule: Rule::AllToAll,
            weight: 1.0,
            weight_unit: "nS".into(),
            weight_is_total: false,
            delay_ms: 1.0,
            delay_spread_ms: 0.0,
            tau_rise_ms: 1.0,
            tau_decay_ms: 5.0,
            e_rev_mv: 0.0,
            unit_peak: true,
            saturating: false,
            unit_factor: 1.0,
        }
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
