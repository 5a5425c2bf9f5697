//! What flows into cells from outside: channels of the caller's rows, trains of pulses, stimulators.

use super::advance::Rows;
use super::applied::current_unit_of;
use super::assembly::check_dt;
use super::population::Population;
use super::pulses::{PulseCoefficients, PulseTrain};
use super::saved::Saved;
use super::stimulus::{Axons, Profile, Stimulator};
use super::sums::Summed;
use super::table::{Row, ROW};
use crate::error::Error;
use crate::network::Network;
use crate::random;

/// Receiving cells, and what each receives of a unit of current, in the model's unit.
pub type Receivers = Vec<(u32, f64)>;

/// Everything of the kind that one population receives.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Columns of the caller's rows, and who receives them.
    channels: Vec<(usize, Receivers)>,
    /// Trains of pulses.
    pub trains: Vec<PulseTrain>,
    /// Stimulators.
    pub stimulators: Vec<Stimulator>,
    /// Steps of the block under way in which pulses flow into cells, as bits.
    flowing: u64,
}

impl Inputs {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.channels.is_empty() && self.trains.is_empty() && self.stimulators.is_empty()
    }

    /// Back to before the first step.
    pub fn reset(&mut self) {
        self.trains.iter_mut().for_each(PulseTrain::reset);
        self.stimulators.iter_mut().for_each(Stimulator::reset);
    }

    /// Goes through the steps of a block: what pulses do does not follow from what cells do.
    pub fn foresee(&mut self, first_step: u64, n_steps: u64) {
        let trains = self.trains.iter_mut().map(|train| train.foresee(first_step, n_steps));
        let flowing = trains.fold(0, |flowing, steps| flowing | steps);
        let stimulators = self.stimulators.iter_mut().map(|s| s.foresee(first_step, n_steps));
        self.flowing = stimulators.fold(flowing, |flowing, steps| flowing | steps);
    }

    /// How many steps, from one of the block on, have the same currents: none, or those of one step.
    pub fn stretch(&self, step_of_block: u64, rows: &Rows<&[f64]>) -> u64 {
        let is_given = !rows.data.is_empty() && !self.channels.is_empty();
        match (self.flowing >> step_of_block).trailing_zeros() {
            0 => 1,
            _ if is_given => 1,
            still => u64::from(still),
        }
    }

    /// Sets the currents of a step of the block.
    pub fn flow<S: Summed>(
        &self,
        step: u64,
        step_of_block: u64,
        rows: &Rows<&[f64]>,
        currents: &mut [Row<S>],
    ) {
        currents.fill(Row::default());
        if !rows.data.is_empty() {
            let row = &rows.data[(step - rows.first) as usize * rows.width..][..rows.width];
            for (channel, receivers) in &self.channels {
                add_current(currents, receivers, row[*channel]);
            }
        }
        if self.flowing >> step_of_block & 1 == 0 {
            return;
        }
        for train in &self.trains {
            add_current(currents, &train.receivers, train.foreseen(step_of_block));
        }
        for stimulator in &self.stimulators {
            add_current(currents, &stimulator.receivers, stimulator.foreseen(step_of_block));
        }
    }

    /// Whether there are axons to stimulate.
    pub fn has_axons(&self) -> bool {
        self.stimulators.iter().any(|stimulator| !stimulator.axons.is_empty())
    }

    /// Turns the spikes of somata in a step of the block into those that axons transmit.
    pub fn transmit(&mut self, step: u64, step_of_block: u64, spikes: &mut [u64]) {
        let stimulators = self.stimulators.iter_mut();
        stimulators.for_each(|stimulator| stimulator.transmit(step, step_of_block, spikes));
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        let stimulators = self.stimulators.iter().flat_map(Stimulator::bits);
        self.trains.iter().flat_map(PulseTrain::bits).chain(stimulators)
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        self.trains.iter_mut().for_each(|train| train.set_bits(words));
        self.stimulators.iter_mut().for_each(|stimulator| stimulator.set_bits(words));
    }
}

fn add_current<S: Summed>(currents: &mut [Row<S>], receivers: &Receivers, current: f64) {
    if current == 0.0 {
        return;
    }
    for &(cell, weight) in receivers {
        currents[cell as usize / ROW][cell as usize % ROW] += S::from_f64(weight * current);
    }
}

/// The caller's channels.
pub fn add_inputs<S: Summed>(
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
pub fn add_pulses<S: Summed>(
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
pub fn add_stimulators<S: Summed>(
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
