//! From parameters to the coefficients of a step.

use super::cells::CellKernel;
use super::fading::left;
use super::graded::GradedSynapses;
use super::live::Live;
use super::population::Population;
use super::pulses::PulseCoefficients;
use super::row::flushed;
use super::sources::CV;
use super::stimulus::StimulatorCoefficients;
use super::sums::Link;
use super::table::Table;
use crate::error::Error;
use crate::models::{noise, synapse, Columns};
use crate::network::{Kinetics, Network, Population as Description};
use crate::simd::Float;

impl Live {
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
    pub fn apply_cells<S: Float>(
        &self,
        population: &mut Population<S>,
        kernel: &dyn CellKernel<S>,
        dt_ms: f64,
    ) {
        let mut table = std::mem::replace(&mut population.coefficients, Table::new(0, 0));
        let (mut usual, mut keep) = (true, 1.0_f64);
        let mut sources = population.sources.take();
        self.each_cell(population, |cell, param| {
            if let Some(sources) = &mut sources {
                sources.cv[cell] = param(CV);
            }
            usual &= kernel.write_coefficients(&mut table, cell, param, dt_ms);
            keep = keep.min(left(kernel.keeps(param, dt_ms)));
        });
        (population.usual, population.cells_keep, population.sources) = (usual, keep, sources);
        population.take_coefficients(table, kernel.own());
    }

    /// Writes the coefficients of a population's noise.
    pub fn apply_noise<S: Float>(&self, population: &mut Population<S>, dt_ms: f64) {
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

    /// Writes the coefficients of a train of pulses; returns its target population.
    pub fn apply_pulses<S: Float>(
        &self,
        index: usize,
        populations: &mut [Population<S>],
        dt_ms: f64,
    ) -> usize {
        let described = &self.now.pulses()[index];
        let target = self.now.find_population(&described.population).expect("checked when added");
        let before = &self.now.pulses()[..index];
        let place = before.iter().filter(|other| other.population == described.population).count();
        let param = |name: &str| self.get(&described.name, name);
        populations[target].inputs.trains[place].coefficients = PulseCoefficients::of(param, dt_ms);
        target
    }

    /// Writes the coefficients of a stimulator; returns its population.
    pub fn apply_stimulator<S: Float>(
        &self,
        index: usize,
        populations: &mut [Population<S>],
        dt_ms: f64,
    ) -> usize {
        let described = &self.now.stimulators()[index];
        let (target, place) = stimulator_place(&self.now, index);
        let stimulator = &mut populations[target].inputs.stimulators[place];
        let param = |name: &str| self.get(&described.name, name);
        stimulator.set(StimulatorCoefficients::of(param));
        let steps = |name: &str| (param(name) / dt_ms).round() as i64;
        (stimulator.axons.collision, stimulator.axons.refractory) =
            (steps("collision"), steps("refractory"));
        target
    }

    /// Writes the coefficients of a projection; returns its target population.
    pub fn apply_projection<S: Float>(
        &self,
        index: usize,
        populations: &mut [Population<S>],
        dt_ms: f64,
    ) -> usize {
        let described = &self.now.projections()[index];
        let (target, place) = self.places[index];
        let gain = self.gain(index, &populations[target], place);
        let incoming = &mut populations[target].incoming[place];
        let param = |name: &str| self.get(&described.name, name);
        if described.kinetics != Kinetics::Graded && !incoming.saturates() {
            incoming.per_spike = flushed(S::from_f64(param("spike_scale")));
            incoming.per_step = flushed(S::from_f64(param("tonic_rate") * dt_ms / 1000.0));
        }
        let saturates = incoming.saturates();
        let link = &mut populations[target].links[place];
        let synapse::Coefficients { rise, decay, feed } = self.stages(index, dt_ms);
        *link = Link {
            coefficients: synapse::Coefficients {
                rise: S::from_f64(rise),
                decay: S::from_f64(decay),
                feed: S::from_f64(feed),
            },
            gain: S::from_f64(gain),
            gain_e_rev: S::from_f64(gain * param("e_rev")),
            saturates,
        };
        target
    }

    /// Writes the coefficients of a projection whose synapses are graded.
    pub fn apply_graded<S: Float>(&self, index: usize, graded: &mut GradedSynapses<S>, dt_ms: f64) {
        let described = &self.now.projections()[index];
        if described.kinetics == Kinetics::Graded {
            let param = |name: &str| self.get(&described.name, name);
            let rates = ["alpha", "beta", "theta", "sigma"].map(param);
            graded.set(index, synapse::graded_coefficients(rates, dt_ms), self.exact);
        }
    }

    /// From the sum of weighted s of a projection to a current, per mV, in the unit of its target.
    fn gain<S: Float>(&self, index: usize, target: &Population<S>, place: usize) -> f64 {
        let described = &self.now.projections()[index];
        let area = self.get(&target.description.name, "area");
        let density = target.description.model().current_unit == "uA/cm2";
        let n_synapses = target.incoming[place].targets.len();
        let weight = self.now.unit_weight(index, n_synapses);
        let weight = weight * self.get(&described.name, "weight_scale");
        let per_unit = to_model_unit(&described.weight_unit, density, area) * described.unit_factor;
        weight * per_unit / self.peak(index)
    }

    /// What one spike brings s to, where that is to be 1.
    fn peak(&self, index: usize) -> f64 {
        let described = &self.now.projections()[index];
        let tau = |name: &str| self.get(&described.name, name);
        match described.kinetics {
            Kinetics::Graded => 1.0,
            _ if !described.unit_peak => 1.0,
            Kinetics::Alpha => synapse::peak(tau("tau_decay"), tau("tau_decay")),
            Kinetics::TwoStage => synapse::peak(tau("tau_rise"), tau("tau_decay")),
        }
    }

    /// What a step does to the two stages of a projection: nothing, where V of the source opens its synapses.
    fn stages(&self, index: usize, dt_ms: f64) -> synapse::Coefficients<f64> {
        let described = &self.now.projections()[index];
        let tau = |name: &str| self.get(&described.name, name);
        match (described.kinetics, self.exact) {
            (Kinetics::Graded, _) => synapse::Coefficients::from_fn(|_| 0.0),
            (Kinetics::Alpha, true) => {
                synapse::exact_coefficients(tau("tau_decay"), tau("tau_decay"), dt_ms)
            }
            (Kinetics::Alpha, false) => synapse::alpha_coefficients(tau("tau_decay"), dt_ms),
            (_, true) => synapse::exact_coefficients(tau("tau_rise"), tau("tau_decay"), dt_ms),
            (_, false) => synapse::euler_coefficients(tau("tau_rise"), tau("tau_decay"), dt_ms),
        }
    }

    fn get(&self, prefix: &str, name: &str) -> f64 {
        self.now.get_of(prefix, name).expect("every part has its parameters")
    }
}

/// Where a stimulator runs: its population, and its place among the stimulators of that.
pub(super) fn stimulator_place(network: &Network, index: usize) -> (usize, usize) {
    let described = &network.stimulators()[index];
    let target = network.find_population(&described.population).expect("checked when added");
    let before = &network.stimulators()[..index];
    (target, before.iter().filter(|other| other.population == described.population).count())
}

/// What turns a current in `unit` into the unit of a population's model, at the membrane area that it has.
pub(super) fn current_unit_of(
    network: &Network,
    population: &Description,
    unit: &str,
) -> Result<f64, Error> {
    let area_cm2 = network.get(&format!("{}.area", population.name))?;
    Ok(to_model_unit(unit, population.model().current_unit == "uA/cm2", area_cm2))
}

/// What turns a current or conductance in `unit` into the unit of a model.
///
/// A density times the membrane area is the whole cell's: 1 pA over A cm2 is 1e-6/A uA/cm2, and so
/// with nS and mS/cm2, since both times mV give those currents.
fn to_model_unit(unit: &str, density: bool, area_cm2: f64) -> f64 {
    match (unit, density) {
        ("nS" | "pA", true) => 1e-6 / area_cm2,
        ("mS/cm2" | "uA/cm2", false) => 1e6 * area_cm2,
        _ => 1.0,
    }
}
