//! Adding projections: each is checked whole before anything changes.

use super::build::{check_cells, check_factor, check_one_of};
use super::{Kinetics, Network, Projection, Rule};
use crate::error::Error;
use crate::models::params::Param;

const WEIGHT_UNITS: [&str; 2] = ["nS", "mS/cm2"];
/// Parameters that shape a simulator, and so cannot change while it runs.
const FIXED: [&str; 2] = ["delay", "delay_spread"];

/// What only synapses of one kind can have.
fn check_kinetics(projection: &Projection) -> Result<(), Error> {
    let why = match (projection.saturating, projection.kinetics) {
        (true, Kinetics::Alpha | Kinetics::Graded) => {
            "has synapses that saturate; their kinetics must be two_stage"
        }
        (true, _) if projection.delay_spread_ms != 0.0 => {
            "has synapses that saturate; their delay_spread must be 0"
        }
        (_, Kinetics::Graded) if projection.delay_spread_ms != 0.0 => {
            "has graded synapses, which have no delay; their delay_spread must be 0"
        }
        _ => return Ok(()),
    };
    Err(Error::invalid(&projection.name, why))
}

impl Network {
    /// Adds synapses from one population to another.
    ///
    /// # Errors
    /// For a bad or taken name, unknown populations or unit, a rule that does not fit the sizes, or a number out of
    /// range. Whether the delay is a whole number of steps is seen when a simulator is made.
    pub fn add_projection(&mut self, projection: Projection) -> Result<(), Error> {
        self.check_new("projection", &projection.name)?;
        let (from, to) =
            (self.find_population(&projection.from)?, self.find_population(&projection.to)?);
        check_one_of("weight unit", &projection.weight_unit, &WEIGHT_UNITS)?;
        check_factor(format!("unit_factor of {}", projection.name), projection.unit_factor)?;
        self.check_rule(&projection, from, to)?;
        let unit: &'static str = if projection.weight_unit == "nS" { "nS" } else { "mS/cm2" };
        for (param, value) in projection.numbers() {
            param.accept(&format!("{}.{}", projection.name, param.name), value)?;
        }
        check_kinetics(&projection)?;
        let listed = matches!(projection.rule, Rule::Edges { .. });
        for (param, value) in projection.numbers() {
            match param.name {
                "weight" if listed => continue, // every synapse has its own
                "weight" => {
                    self.add_param(&projection.name, &Param { unit, ..*param }, value, true)
                }
                name => self.add_param(&projection.name, param, value, !FIXED.contains(&name)),
            }
        }
        self.projections.push(projection);
        Ok(())
    }

    fn check_rule(&self, projection: &Projection, from: usize, to: usize) -> Result<(), Error> {
        let (n_pre, n_post) = (self.populations[from].n_cells, self.populations[to].n_cells);
        let itself = u64::from(from == to);
        let name = |what: &str| format!("{what} of {}", projection.name);
        let within = |what: &str, value: f64, max: f64| {
            let (name, unit) = (name(what), "1".to_owned());
            let fits = (0.0..=max).contains(&value);
            fits.then_some(()).ok_or(Error::OutOfRange { name, value, min: 0.0, max, unit })
        };
        match &projection.rule {
            Rule::FixedProbability { p } => within("p", *p, 1.0),
            Rule::FixedTotal { n } => {
                within("n", *n as f64, ((n_pre as u64 - itself) * n_post as u64) as f64)
            }
            Rule::FixedInDegree { k } => within("k", *k as f64, (n_pre as u64 - itself) as f64),
            Rule::OneToOne { .. } if n_pre != n_post => {
                let why = format!("joins {n_pre} cells to {n_post}; one-to-one needs equal sizes");
                Err(Error::invalid(&projection.name, why))
            }
            Rule::OneToOne { .. } | Rule::AllToAll => Ok(()),
            Rule::Edges { pre, post, weight } => {
                if pre.len() != post.len() || pre.len() != weight.len() {
                    let why = format!(
                        "has {} sources, {} targets, {} weights",
                        pre.len(),
                        post.len(),
                        weight.len()
                    );
                    return Err(Error::invalid(&projection.name, why));
                }
                if projection.weight_is_total {
                    return Err(Error::invalid(
                        &projection.name,
                        "lists a weight for each synapse; weight_is_total must be 0",
                    ));
                }
                check_cells(&name("sources"), pre, n_pre)?;
                check_cells(&name("targets"), post, n_post)?;
                weight.iter().try_for_each(|&w| check_factor(name("a weight"), w))
            }
        }
    }
}
