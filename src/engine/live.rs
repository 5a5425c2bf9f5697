//! Parameters of a running simulator: they act at once, and reset takes them back.

use super::cells::CellKernel;
use super::fading::left;
use super::population::Population;
use super::sums::Summed;
use super::table::{flushed, Table};
use crate::error::Error;
use crate::models::{noise, synapse};
use crate::network::Network;

/// The description as it is now, and what turns it into coefficients.
#[derive(Clone)]
pub struct Live {
    now: Network,
    at_start: Network,
    /// Per-cell multipliers of each parameter; empty where all cells are equal.
    factors: Vec<Vec<f64>>,
    /// What each parameter belongs to.
    owners: Vec<Owner>,
    /// Where each projection runs: target population, and place among its incoming ones.
    places: Vec<(usize, usize)>,
    /// Whether linear stages are solved exactly or by Euler.
    exact: bool,
    /// What has had a parameter changed since the start.
    touched: Vec<Owner>,
}

/// What a parameter belongs to, by index.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The cells of a population.
    Cells(usize),
    /// The noise of a population.
    Noise(usize),
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
        let owners = params.iter().map(|record| owner(network, &record.path)).collect();
        for record in params.iter().filter(|record| record.n_cells > 0) {
            network.cell_values(&record.path)?;
        }
        let factors = (0..params.len()).map(|id| network.cell_factors(id)).collect();
        let now = network.without_edges();
        Ok(Self { at_start: now.clone(), now, factors, owners, places, exact, touched: Vec::new() })
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
            touched: Vec::new(),
        })
    }

    /// Everything that has parameters.
    pub fn every_owner(&self) -> Vec<Owner> {
        let cells = (0..self.now.populations().len()).map(Owner::Cells);
        let noisy =
            self.now.noises().iter().map(|noise| self.now.find_population(&noise.population));
        let noises = noisy.flatten().map(Owner::Noise);
        cells.chain(noises).chain((0..self.places.len()).map(Owner::Projection)).collect()
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
        if !self.touched.is_empty() {
            self.now.clone_from(&self.at_start);
        }
        std::mem::take(&mut self.touched)
    }

    /// Sets parameters by id, all or none; returns whose coefficients change.
    ///
    /// # Errors
    /// For an unknown id, a value out of range, or a parameter that shapes the network; nothing changes then.
    pub fn set_many(&mut self, ids: &[usize], values: &[f64]) -> Result<Vec<Owner>, Error> {
        for (&id, &value) in ids.iter().zip(values) {
            let Some(record) = self.now.params().get(id) else { continue }; // set_many below says so
            if !record.while_running {
                return Err(Error::FixedWhileRunning { name: record.path.clone() });
            }
            self.check_cells(id, value)?;
        }
        self.now.set_many(ids, values)?;
        let mut changed: Vec<Owner> = ids.iter().map(|&id| self.owners[id]).collect();
        changed.dedup();
        for owner in &changed {
            if !self.touched.contains(owner) {
                self.touched.push(*owner);
            }
        }
        Ok(changed)
    }

    /// Whether every cell's value would lie in range.
    fn check_cells(&self, id: usize, value: f64) -> Result<(), Error> {
        let record = &self.now.params()[id];
        self.factors[id]
            .iter()
            .try_for_each(|factor| record.param.accept(&record.path, value * factor))
    }

    /// Value of the `index`-th parameter of a population in one cell; NaN beyond its table.
    fn cell_value(&self, first_id: usize, n_params: usize, index: usize, cell: usize) -> f64 {
        if index >= n_params {
            return f64::NAN;
        }
        let id = first_id + index;
        let given = self.now.given_cells(id).get(cell).copied();
        let value = given.unwrap_or_else(|| self.now.value(id).unwrap_or(f64::NAN));
        value * self.factors[id].get(cell).copied().unwrap_or(1.0)
    }

    /// Hands `visit` a function from parameter index to value, for each cell of a population.
    pub fn each_cell<S>(
        &self,
        population: &Population<S>,
        mut visit: impl FnMut(usize, &dyn Fn(usize) -> f64),
    ) {
        let params = population.description.model().params;
        let path = format!("{}.{}", population.description.name, params[0].name);
        let first_id =
            self.now.find_param(&path).expect("every population has its model's parameters");
        for cell in 0..population.n_cells {
            visit(cell, &|index| self.cell_value(first_id, params.len(), index, cell));
        }
    }

    /// Writes the coefficients of every cell.
    pub fn apply_cells<S: Summed>(
        &self,
        population: &mut Population<S>,
        kernel: &dyn CellKernel<S>,
        dt_ms: f64,
    ) {
        let mut table = std::mem::replace(&mut population.coefficients, Table::new(0, 0));
        let (mut usual, mut keep) = (true, 1.0_f64);
        self.each_cell(population, |cell, param| {
            usual &= kernel.write_coefficients(&mut table, cell, param, dt_ms);
            keep = keep.min(left(kernel.keeps(param, dt_ms)));
        });
        (population.usual, population.cells_keep) = (usual, keep);
        population.coefficient_stride = table.stride();
        population.coefficients = table;
    }

    /// Writes the coefficients of a population's noise.
    pub fn apply_noise<S: Summed>(&self, population: &mut Population<S>, dt_ms: f64) {
        let param = |name: &str| self.get(&format!("{}.noise", population.description.name), name);
        let params =
            noise::Params { tau: param("tau"), mean: param("mean"), sigma: param("sigma") };
        if let Some(state) = &mut population.noise {
            let noise::Coefficients { decay, diffusion, mean } =
                noise::coefficients(&params, dt_ms);
            state.coefficients = noise::Coefficients {
                decay: S::from_f64(decay),
                diffusion: flushed(S::from_f64(diffusion * state.factor)),
                mean: S::from_f64(mean * state.factor),
            };
        }
    }

    /// Writes the coefficients of a projection; returns its target population.
    pub fn apply_projection<S: Summed>(
        &self,
        index: usize,
        populations: &mut [Population<S>],
        dt_ms: f64,
    ) -> usize {
        let described = &self.now.projections()[index];
        let param = |name: &str| self.get(&described.name, name);
        let (tau_rise, tau_decay) = (param("tau_rise"), param("tau_decay"));
        let (target, place) = self.places[index];
        let area = self.get(&populations[target].description.name, "area");
        let density = populations[target].description.model().current_unit == "uA/cm2";
        let incoming = &mut populations[target].incoming[place];
        let (n_synapses, saturates) = (incoming.targets.len(), incoming.saturates());
        if !saturates {
            incoming.per_spike = flushed(S::from_f64(param("spike_scale")));
            incoming.per_step = flushed(S::from_f64(param("tonic_rate") * dt_ms / 1000.0));
        }
        let link = &mut populations[target].links[place];
        let peak = if described.unit_peak { synapse::peak(tau_rise, tau_decay) } else { 1.0 };
        let synapse::Coefficients { rise, decay, feed } = if self.exact {
            synapse::exact_coefficients(tau_rise, tau_decay, dt_ms)
        } else {
            synapse::euler_coefficients(tau_rise, tau_decay, dt_ms)
        };
        link.coefficients = synapse::Coefficients {
            rise: S::from_f64(rise),
            decay: S::from_f64(decay),
            feed: S::from_f64(feed),
        };
        let weight = self.now.unit_weight(index, n_synapses) * param("weight_scale");
        let per_unit = to_model_unit(&described.weight_unit, density, area) * described.unit_factor;
        let gain = weight * per_unit / peak;
        link.gain = S::from_f64(gain);
        link.gain_e_rev = S::from_f64(gain * param("e_rev"));
        link.saturates = saturates;
        target
    }

    fn get(&self, prefix: &str, name: &str) -> f64 {
        self.now.get(&format!("{prefix}.{name}")).expect("every part has its parameters")
    }
}

/// What turns a current or conductance in `unit` into the unit of a model.
///
/// A density times the membrane area is the whole cell's: 1 pA over A cm2 is 1e-6/A uA/cm2, and so
/// with nS and mS/cm2, since both times mV give those currents.
pub(super) fn to_model_unit(unit: &str, density: bool, area_cm2: f64) -> f64 {
    match (unit, density) {
        ("nS" | "pA", true) => 1e-6 / area_cm2,
        ("mS/cm2" | "uA/cm2", false) => 1e6 * area_cm2,
        _ => 1.0,
    }
}

fn owner(network: &Network, path: &str) -> Owner {
    let prefix = path.rsplit_once('.').map_or(path, |(prefix, _)| prefix);
    let population = |name: &str| network.find_population(name);
    if let Some(name) = prefix.strip_suffix(".noise") {
        return Owner::Noise(population(name).expect("noise has a population"));
    }
    match population(prefix) {
        Ok(index) => Owner::Cells(index),
        Err(_) => {
            Owner::Projection(network.find_projection(prefix).expect("a parameter has an owner"))
        }
    }
}
