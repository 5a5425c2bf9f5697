//! Parameters of a running simulator: they act at once, and reset takes them back.

use crate::error::Error;
use crate::network::Network;

/// The description as it is now, and what turns it into coefficients.
#[derive(Clone)]
pub struct Live {
    pub(super) now: Network,
    at_start: Network,
    /// Per-cell multipliers of each parameter; empty where all cells are equal.
    pub(super) factors: Vec<Vec<f64>>,
    /// What each parameter belongs to.
    owners: Vec<Owner>,
    /// Where each projection runs: target population, and place among its incoming ones.
    pub(super) places: Vec<(usize, usize)>,
    /// Whether linear stages are solved exactly or by Euler.
    pub(super) exact: bool,
    /// Which parameters have been changed since the start.
    touched: Vec<bool>,
}

/// What a parameter belongs to, by index.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The cells of a population.
    Cells(usize),
    /// The noise of a population.
    Noise(usize),
    /// A train of pulses.
    Pulses(usize),
    /// A stimulator.
    Stimulator(usize),
    /// A projection.
    Projection(usize),
}

impl Live {
    /// Parameters of `network`, whose projections run at `places`.
    ///
    /// # Errors
    /// For a cell whose drawn value lies outside the parameter's range.
    pub fn new(network: &Network, places: Vec<(usize, usize)>, exact: bool) -> Result<Self, Error> {
        let params = network.params();
        let owners: Vec<Owner> = params.iter().map(|record| owner(network, &record.path)).collect();
        for record in params.iter().filter(|record| record.n_cells > 0) {
            network.cell_values(&record.path)?;
        }
        let factors = (0..params.len()).map(|id| network.cell_factors(id)).collect();
        let now = network.without_edges();
        let touched = vec![false; owners.len()];
        Ok(Self { at_start: now.clone(), now, factors, owners, places, exact, touched })
    }

    /// The same for a network that differs in the values of parameters alone: cells keep their multipliers.
    ///
    /// # Errors
    /// As for [`Live::new`].
    pub fn renewed(&self, network: &Network) -> Result<Self, Error> {
        for (id, factors) in self.factors.iter().enumerate() {
            let (record, given) = (&network.params()[id], network.given_cells(id));
            let value = network.value(id)?;
            for (cell, factor) in factors.iter().enumerate() {
                let own = given.get(cell).copied().unwrap_or(value);
                record.param.accept(&record.path, own * factor)?;
            }
        }
        let now = network.without_edges();
        Ok(Self {
            at_start: now.clone(),
            now,
            factors: self.factors.clone(),
            owners: self.owners.clone(),
            places: self.places.clone(),
            exact: self.exact,
            touched: vec![false; self.owners.len()],
        })
    }

    /// Everything that has parameters.
    pub fn every_owner(&self) -> Vec<Owner> {
        let cells = (0..self.now.populations().len()).map(Owner::Cells);
        let noisy =
            self.now.noises().iter().map(|noise| self.now.find_population(&noise.population));
        let noises = noisy.flatten().map(Owner::Noise);
        let pulses = (0..self.now.pulses().len()).map(Owner::Pulses);
        let stimulators = (0..self.now.stimulators().len()).map(Owner::Stimulator);
        cells
            .chain(noises)
            .chain(pulses)
            .chain(stimulators)
            .chain((0..self.places.len()).map(Owner::Projection))
            .collect()
    }

    /// The description with the parameters as they are now.
    pub fn network(&self) -> &Network {
        &self.now
    }

    /// Whether linear stages are solved exactly.
    pub fn is_exact(&self) -> bool {
        self.exact
    }

    /// The description as it was at the start, without its lists of edges.
    pub fn at_start(&self) -> &Network {
        &self.at_start
    }

    /// Takes back every change; returns what is to be applied again.
    pub fn restore(&mut self) -> Vec<Owner> {
        let touched = self.owners.iter().zip(&self.touched).filter(|(_, touched)| **touched);
        let mut owners: Vec<Owner> = touched.map(|(owner, _)| *owner).collect();
        owners.dedup();
        if !owners.is_empty() {
            self.now.clone_from(&self.at_start);
            self.touched.fill(false);
        }
        owners
    }

    /// What a parameter belongs to.
    pub fn owner(&self, id: usize) -> Owner {
        self.owners[id]
    }

    /// Sets parameters by id, all or none, without allocating.
    ///
    /// # Errors
    /// For an unknown id, a value out of range, or a parameter that shapes the network; nothing changes then.
    pub fn set_many(&mut self, ids: &[usize], values: &[f64]) -> Result<(), Error> {
        for (&id, &value) in ids.iter().zip(values) {
            let Some(record) = self.now.params().get(id) else { continue }; // set_many below says so
            if !record.while_running {
                return Err(Error::FixedWhileRunning { name: record.path.clone() });
            }
            self.check_cells(id, value)?;
        }
        self.now.set_many(ids, values)?;
        ids.iter().for_each(|&id| self.touched[id] = true);
        Ok(())
    }

    /// Whether every cell's value would lie in range.
    fn check_cells(&self, id: usize, value: f64) -> Result<(), Error> {
        let record = &self.now.params()[id];
        self.factors[id]
            .iter()
            .try_for_each(|factor| record.param.accept(&record.path, value * factor))
    }
}

fn owner(network: &Network, path: &str) -> Owner {
    let prefix = path.rsplit_once('.').map_or(path, |(prefix, _)| prefix);
    let population = |name: &str| network.find_population(name);
    if let Some(name) = prefix.strip_suffix(".noise") {
        return Owner::Noise(population(name).expect("noise has a population"));
    }
    let pulses = || network.pulses().iter().position(|train| train.name == prefix);
    let stimulator = network.stimulators().iter().position(|stimulator| stimulator.name == prefix);
    if let Some(index) = stimulator {
        return Owner::Stimulator(index);
    }
    let projection = || network.find_projection(prefix).expect("a parameter has an owner");
    match population(prefix) {
        Ok(index) => Owner::Cells(index),
        Err(_) => pulses().map_or_else(|| Owner::Projection(projection()), Owner::Pulses),
    }
}
