//! The running populations, in either precision, behind one face.

use super::advance::Advance;
use super::assembly::inputs::{add_pulses, add_stimulators};
use super::assembly::start::{add_noise, add_sources, set_initial_state};
use super::cells::CellKernel;
use super::graded::GradedSynapses;
use super::live::{Live, Owner};
use super::population::Population;
use super::projection::ProjectionState;
use super::saved::Saved;
use super::stimulus::Meter;
use crate::network::Network;
use crate::simd::{Backend, Float};
use std::sync::Arc;

/// What a simulator asks of its populations, whatever their precision.
pub trait Circuit: Send + Sync {
    /// Every population over the same steps, one after another.
    fn advance(&mut self, backend: Backend, run: &mut Advance<'_>);
    /// Back to before the first step.
    fn reset(&mut self);
    /// Takes the initial state, the noise and the pulses of another trial of a network with the same parts.
    fn renew(&mut self, network: &Network, live: &Live, trial: u64, dt_ms: f64);
    /// Turns the parameters of one owner into coefficients.
    fn apply(&mut self, live: &Live, owner: Owner, dt_ms: f64);
    /// How often V of a population was clamped since the beginning.
    fn n_clamped(&self, population: usize) -> u64;
    /// A state variable of one cell.
    fn state(&self, population: usize, column: usize, cell: usize) -> f64;
    /// Makes a cell fire in the next step.
    fn inject(&mut self, population: usize, cell: usize);
    /// Hands over everything that changes, as bits, in a fixed order.
    fn each_word(&self, visit: &mut dyn FnMut(u64));
    /// Takes them back.
    fn set_words(&mut self, words: &mut Saved<'_>);
    /// What a stimulator of a population has delivered.
    fn meter(&self, population: usize, place: usize) -> Meter;
    /// What a row would have now in a channel of a probe.
    fn look(&self, backend: Backend, channel: usize) -> Option<f64>;
    /// The most additions that the spikes of one step can make.
    fn most_additions(&self) -> usize;
    /// Hands over the realised synapses, as words.
    fn each_synapse(&self, visit: &mut dyn FnMut(u64));
    /// The same populations in the same state, on the same synapses.
    fn fork(&self) -> Box<dyn Circuit>;
}

/// Populations of one precision, and the code that steps each.
#[derive(Clone)]
pub struct Populations<S> {
    /// The code, in the order of the populations.
    pub kernels: Vec<Arc<dyn CellKernel<S>>>,
    /// The populations.
    pub populations: Vec<Population<S>>,
    /// What V of the sources opens.
    pub graded: GradedSynapses<S>,
}

impl<S: Float> Circuit for Populations<S> {
    fn advance(&mut self, backend: Backend, run: &mut Advance<'_>) {
        self.graded.step(backend, run.first_step, &mut self.populations);
        for (population, kernel) in self.populations.iter_mut().zip(&self.kernels) {
            population.advance(backend, kernel.as_ref(), run);
        }
    }

    fn renew(&mut self, network: &Network, live: &Live, trial: u64, dt_ms: f64) {
        add_sources(network, &mut self.populations, &self.kernels, trial);
        for (population, kernel) in self.populations.iter_mut().zip(&self.kernels) {
            population.inputs.trains.clear();
            population.inputs.stimulators.clear();
            set_initial_state(network, live, population, kernel.as_ref(), trial);
        }
        let populations = &mut self.populations;
        let renewed = add_noise(network, populations, trial)
            .and_then(|()| add_pulses(network, populations, trial, dt_ms))
            .and_then(|()| add_stimulators(network, populations, dt_ms));
        renewed.expect("the same populations");
    }

    fn reset(&mut self) {
        self.populations.iter_mut().for_each(Population::reset);
        self.graded.reset();
    }

    fn apply(&mut self, live: &Live, owner: Owner, dt_ms: f64) {
        let population = match owner {
            Owner::Cells(index) => {
                let kernel = self.kernels[index].as_ref();
                live.apply_cells(&mut self.populations[index], kernel, dt_ms);
                index
            }
            Owner::Noise(index) => {
                live.apply_noise(&mut self.populations[index], dt_ms);
                index
            }
            Owner::Pulses(index) => live.apply_pulses(index, &mut self.populations, dt_ms),
            Owner::Stimulator(index) => live.apply_stimulator(index, &mut self.populations, dt_ms),
            Owner::Projection(index) => {
                live.apply_graded(index, &mut self.graded, dt_ms);
                live.apply_projection(index, &mut self.populations, dt_ms)
            }
        };
        self.populations[population].find_rhythm();
    }

    fn n_clamped(&self, population: usize) -> u64 {
        self.populations[population].n_clamped
    }

    fn state(&self, population: usize, column: usize, cell: usize) -> f64 {
        self.populations[population].columns.column(column).get(cell).to_f64()
    }

    fn inject(&mut self, population: usize, cell: usize) {
        self.populations[population].injected.add(cell);
    }

    fn each_word(&self, visit: &mut dyn FnMut(u64)) {
        let populations = self.populations.iter().flat_map(Population::bits);
        populations.chain(self.graded.bits()).for_each(visit);
    }

    fn set_words(&mut self, words: &mut Saved<'_>) {
        self.populations.iter_mut().for_each(|population| population.set_bits(words));
        self.graded.set_bits(words);
    }

    fn meter(&self, population: usize, place: usize) -> Meter {
        self.populations[population].inputs.stimulators[place].meter
    }

    fn look(&self, backend: Backend, channel: usize) -> Option<f64> {
        self.populations.iter().find_map(|population| population.look(backend, channel))
    }

    fn most_additions(&self) -> usize {
        let incoming = self.populations.iter().flat_map(|population| &population.incoming);
        incoming.map(ProjectionState::most_additions).sum()
    }

    fn each_synapse(&self, visit: &mut dyn FnMut(u64)) {
        for projection in self.populations.iter().flat_map(|population| &population.incoming) {
            projection.each_synapse(visit);
        }
    }

    fn fork(&self) -> Box<dyn Circuit> {
        Box::new(self.clone())
    }
}
