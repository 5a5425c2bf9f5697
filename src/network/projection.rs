//! What joins populations, as the caller describes it.

use crate::error::Error;
use crate::models::params::{Param, GRADED, PROJECTION, TIMING};
use serde::{Deserialize, Serialize};

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

/// What opens synapses, and how they close.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kinetics {
    /// A spike raises a first stage, which feeds a second and falls with `tau_rise`; the second falls with `tau_decay`.
    #[default]
    TwoStage,
    /// A spike opens t/tau exp(1 - t/tau), tau being `tau_decay`, in the forward Euler of So, Kent & Grill (2012).
    Alpha,
    /// V of the source opens them, without spikes and without delay: ds/dt = alpha (1 - s) H(V) - beta s with
    /// H = 1/(1 + exp(-(V - theta)/sigma)), of Terman et al. (2002).
    Graded,
}

impl Kinetics {
    /// All, by name.
    pub const NAMES: [(&'static str, Self); 3] =
        [("two_stage", Self::TwoStage), ("alpha", Self::Alpha), ("graded", Self::Graded)];

    /// The kinetics of this name.
    ///
    /// # Errors
    /// `Error::UnknownName` with the nearest name.
    pub fn named(name: &str) -> Result<Self, Error> {
        let known = Self::NAMES.iter().map(|(name, _)| *name);
        let found = Self::NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, kinetics)| *kinetics).ok_or_else(|| Error::unknown("kinetics", name, known))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        let own = Self::NAMES.iter().find(|(_, kinetics)| *kinetics == self);
        own.map_or("", |(name, _)| name)
    }

    fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a projection with these has the parameter of the table [`PROJECTION`].
    fn knows(self, param: &str) -> bool {
        match param {
            "tau_rise" => self == Self::TwoStage,
            "tau_decay" | "delay" => self != Self::Graded,
            _ => true,
        }
    }
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
    /// What opens the synapses.
    #[serde(skip_serializing_if = "Kinetics::is_default")]
    pub kinetics: Kinetics,
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
    /// Graded synapses: rate of opening, 1/ms.
    #[serde(skip)]
    pub alpha_per_ms: f64,
    /// Graded synapses: rate of closing, 1/ms.
    #[serde(skip)]
    pub beta_per_ms: f64,
    /// Graded synapses: V of the source at which half of alpha is in force.
    #[serde(skip)]
    pub theta_mv: f64,
    /// Graded synapses: slope of that.
    #[serde(skip)]
    pub sigma_mv: f64,
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
            kinetics: Kinetics::TwoStage,
            weight: 1.0,
            weight_unit: "nS".into(),
            weight_is_total: false,
            delay_ms: 1.0,
            delay_spread_ms: 0.0,
            tau_rise_ms: 1.0,
            tau_decay_ms: 5.0,
            e_rev_mv: 0.0,
            alpha_per_ms: 2.0,
            beta_per_ms: 0.04,
            theta_mv: -37.0,
            sigma_mv: 2.0,
            unit_peak: true,
            saturating: false,
            unit_factor: 1.0,
        }
    }
}

impl Projection {
    /// The parameters that it has, with their values at the time of addition.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (&'static Param, f64)> + use<> {
        let common =
            [self.weight, 1.0, self.e_rev_mv, self.tau_rise_ms, self.tau_decay_ms, self.delay_ms];
        let timing = [self.delay_spread_ms, 1.0, 0.0];
        let graded = [self.alpha_per_ms, self.beta_per_ms, self.theta_mv, self.sigma_mv];
        let (kinetics, is_graded) = (self.kinetics, self.kinetics == Kinetics::Graded);
        let timed = !is_graded && !self.saturating;
        let common = PROJECTION.iter().zip(common).filter(move |(p, _)| kinetics.knows(p.name));
        let graded = GRADED.iter().zip(graded).filter(move |_| is_graded);
        common.chain(graded).chain(TIMING.iter().zip(timing).filter(move |_| timed))
    }
}
