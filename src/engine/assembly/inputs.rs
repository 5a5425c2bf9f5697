//! From described inputs, trains of pulses and stimulators to running ones.

use crate::engine::applied::current_unit_of;
use crate::engine::config::check_dt;
use crate::engine::population::Population;
use crate::engine::pulses::{PulseCoefficients, PulseTrain};
use crate::engine::receivers::Receivers;
use crate::engine::stimulus::{Axons, Profile, Stimulator};
use crate::error::Error;
use crate::network::Network;
use crate::random;
use crate::simd::Float;

/// The caller's channels.
pub fn add_inputs<S: Float>(
    network: &Network,
    populations: &mut [Population<S>],
) -> Result<(), Error> {
    for (channel, input) in network.inputs().iter().enumerate() {
        let population = &mut populations[network.find_population(&input.population)?];
        let per_unit = current_unit_of(network, &population.description, &input.unit)?;
        let receivers = receivers(&input.cells, &input.weights, population.n_cells, per_unit);
        population.inputs.channels.push((channel, receivers));
    }
    Ok(())
}

/// The trains of a trial, which the noise of the same trial does not resemble.
pub fn add_pulses<S: Float>(
    network: &Network,
    populations: &mut [Population<S>],
    trial: u64,
    dt_ms: f64,
) -> Result<(), Error> {
    for (index, pulses) in network.pulses().iter().enumerate() {
        let population = &mut populations[network.find_population(&pulses.population)?];
        let receivers = receivers(&pulses.cells, &pulses.weights, population.n_cells, 1.0);
        population.inputs.trains.push(train(network, index, trial, dt_ms, receivers)?);
    }
    Ok(())
}

/// The stimulators, which are the same in every trial.
pub fn add_stimulators<S: Float>(
    network: &Network,
    populations: &mut [Population<S>],
    dt_ms: f64,
) -> Result<(), Error> {
    for (index, described) in network.stimulators().iter().enumerate() {
        let population = &mut populations[network.find_population(&described.population)?];
        let receivers = receivers(&described.cells, &described.weights, population.n_cells, 1.0);
        let axons = Axons::new(network.stimulated_axons(index));
        let start_ms = network.get(&format!("{}.start", described.name))?;
        let start = (start_ms / dt_ms).round() as i64;
        let pulse = (described.waveform, Profile::new(&described.shape));
        let stimulator = Stimulator::new(pulse, start, dt_ms, receivers, axons);
        population.inputs.stimulators.push(stimulator);
    }
    Ok(())
}

/// A train of a network before its first step.
fn train(
    network: &Network,
    index: usize,
    trial: u64,
    dt_ms: f64,
    receivers: Receivers,
) -> Result<PulseTrain, Error> {
    let name = &network.pulses()[index].name;
    let key = random::key(network.seed(), &["pulses", name, &trial.to_string()]);
    let start_ms = network.get(&format!("{name}.start"))?;
    Ok(PulseTrain::new(key, (start_ms / dt_ms).round() as i64, receivers))
}

/// Most pulses that are listed.
const MOST_PULSES: usize = 10_000_000;

/// The steps, of the first `n_steps` of a trial, in which the pulses of a train begin, while nobody changes its
/// parameters.
///
/// # Errors
/// An unknown train, a step outside [1e-4, 1] ms, or more than 10,000,000 pulses.
pub fn pulse_steps(
    network: &Network,
    train_name: &str,
    trial: u64,
    dt_ms: f64,
    n_steps: u64,
) -> Result<Vec<u64>, Error> {
    check_dt(dt_ms)?;
    let index = network.find_pulses(train_name)?;
    let mut train = train(network, index, trial, dt_ms, Receivers::new())?;
    let param = |name: &str| network.get(&format!("{train_name}.{name}"));
    train.coefficients = PulseCoefficients::of(|name| param(name).unwrap_or(f64::NAN), dt_ms);
    let steps: Vec<u64> = train.onsets(n_steps).take(MOST_PULSES + 1).collect();
    if steps.len() > MOST_PULSES {
        return Err(Error::invalid("n_steps", format!("hold more than {MOST_PULSES} pulses")));
    }
    Ok(steps)
}

/// Cells, all where none are listed, and what each receives of a unit of current.
fn receivers(cells: &[u32], weights: &[f64], n_cells: usize, per_unit: f64) -> Receivers {
    let all = (0..n_cells as u32).collect::<Vec<_>>();
    let cells = if cells.is_empty() { &all } else { cells };
    let weight = |place: usize| weights.get(place).copied().unwrap_or(1.0) * per_unit;
    cells.iter().enumerate().map(|(place, &cell)| (cell, weight(place))).collect()
}
