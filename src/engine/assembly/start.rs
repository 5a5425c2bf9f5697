//! What a trial begins with: its noise, its random sources, the state before its first step.

use crate::engine::cells::CellKernel;
use crate::engine::live::Live;
use crate::engine::noise::NoiseState;
use crate::engine::population::Population;
use crate::engine::sources::{Sources, CV, LEFT};
use crate::error::Error;
use crate::network::Network;
use crate::random;
use crate::simd::Float;
use std::sync::Arc;

/// The noise of a trial, at its mean.
pub fn add_noise<S: Float>(
    network: &Network,
    populations: &mut [Population<S>],
    trial: u64,
) -> Result<(), Error> {
    for noise in network.noises() {
        let population = &mut populations[network.find_population(&noise.population)?];
        let key = random::key(network.seed(), &["noise", &noise.population, &trial.to_string()]);
        population.noise = Some(NoiseState::new(population.n_cells, key, noise.unit_factor));
    }
    Ok(())
}

/// What makes cells fire in a trial, where they do at random.
pub fn add_sources<S: Float>(
    network: &Network,
    populations: &mut [Population<S>],
    kernels: &[Arc<dyn CellKernel<S>>],
    trial: u64,
) {
    for (population, _) in populations.iter_mut().zip(kernels).filter(|(_, k)| k.renews()) {
        let name = &population.description.name;
        let key = random::key(network.seed(), &["source", name, &trial.to_string()]);
        population.sources = Some(Sources::new(key, population.n_cells));
    }
}

/// V as asked for, the rest settled there, then whatever was asked for instead.
pub fn set_initial_state<S: Float>(
    network: &Network,
    live: &Live,
    population: &mut Population<S>,
    kernel: &dyn CellKernel<S>,
    trial: u64,
) {
    let variables = population.description.model().variables;
    let name = &population.description.name;
    let starts: Vec<_> = variables.iter().map(|v| network.start(name, v.name, trial)).collect();
    let mut table = population.columns.blank();
    let mut sources = population.sources.take();
    live.each_cell(population, |cell, param| {
        let begin = |column: usize, settled: f64| {
            let variable = &variables[column];
            let own = if variable.initial.is_nan() { settled } else { variable.initial };
            let Some((start, offsets)) = &starts[column] else { return own };
            let asked = start.values.get(cell).or(start.values.first()).copied();
            (asked.unwrap_or(own) + offsets[cell]).clamp(variable.min, variable.max)
        };
        let v_mv = begin(0, f64::NAN);
        kernel.settle(&mut table, cell, param, v_mv);
        if let Some(sources) = &mut sources {
            sources.cv[cell] = param(CV);
            table.set(LEFT, cell, S::from_f64(sources.first(cell)));
        }
        for column in 0..variables.len() {
            let settled = table.column(column).get(cell).to_f64();
            table.set(column, cell, S::from_f64(begin(column, settled)));
        }
    });
    table.flush();
    population.sources = sources;
    population.initial.clone_from(&table);
    population.columns = table;
}
