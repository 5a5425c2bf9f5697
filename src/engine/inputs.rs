//! What flows into cells from outside: channels of the caller's rows, and trains of pulses.

use super::advance::Rows;
use super::applied::to_model_unit;
use super::population::Population;
use super::pulses::PulseTrain;
use super::saved::Saved;
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
}

impl Inputs {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.channels.is_empty() && self.trains.is_empty()
    }

    /// Back to before the first step.
    pub fn reset(&mut self) {
        self.trains.iter_mut().for_each(PulseTrain::reset);
    }

    /// Sets the currents of a step. Steps come one after another.
    pub fn flow<S: Summed>(&mut self, step: u64, rows: &Rows<&[f64]>, currents: &mut [Row<S>]) {
        currents.fill(Row::default());
        if !rows.data.is_empty() {
            let row = &rows.data[(step - rows.first) as usize * rows.width..][..rows.width];
            for (channel, receivers) in &self.channels {
                add_current(currents, receivers, row[*channel]);
            }
        }
        for train in &mut self.trains {
            let current = train.current(step);
            if current != 0.0 {
                add_current(currents, &train.receivers, current);
            }
        }
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        self.trains.iter().flat_map(PulseTrain::bits)
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        self.trains.iter_mut().for_each(|train| train.set_bits(words));
    }
}

fn add_current<S: Summed>(currents: &mut [Row<S>], receivers: &Receivers, current: f64) {
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
        let area = network.get(&format!("{}.area", input.population))?;
        let density = population.description.model().current_unit == "uA/cm2";
        let per_unit = to_model_unit(&input.unit, density, area);
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
    for pulses in network.pulses() {
        let population = &mut populations[network.find_population(&pulses.population)?];
        let key = random::key(network.seed(), &["pulses", &pulses.name, &trial.to_string()]);
        let start_ms = network.get(&format!("{}.start", pulses.name))?;
        let start = (start_ms / dt_ms).round() as i64;
        let receivers = receivers(&pulses.cells, &pulses.weights, population.n_cells, 1.0);
        population.inputs.trains.push(PulseTrain::new(key, start, receivers));
    }
    Ok(())
}

/// Cells, all where none are listed, and what each receives of a unit of current.
fn receivers(cells: &[u32], weights: &[f64], n_cells: usize, per_unit: f64) -> Receivers {
    let all = (0..n_cells as u32).collect::<Vec<_>>();
    let cells = if cells.is_empty() { &all } else { cells };
    let weight = |place: usize| weights.get(place).copied().unwrap_or(1.0) * per_unit;
    cells.iter().enumerate().map(|(place, &cell)| (cell, weight(place))).collect()
}
