//! From described electrodes to what populations show there.

use crate::engine::applied::current_unit_of;
use crate::engine::lfp::{Lfp, Seen};
use crate::engine::population::Population;
use crate::engine::table::Table;
use crate::error::Error;
use crate::network::Network;
use crate::simd::Float;

/// Lets the populations of a network show to its electrodes; returns these, whose channels begin with `first_channel`.
///
/// # Errors
/// For populations without positions, or a low-pass that is not below half the rate of the steps.
pub fn add_lfps<S: Float>(
    network: &Network,
    populations: &mut [Population<S>],
    first_channel: usize,
    dt_ms: f64,
) -> Result<Vec<Lfp>, Error> {
    let mut lfps = Vec::new();
    for (lfp, described) in network.lfps().iter().enumerate() {
        for (index, mv_per_na) in network.seen_by(described)? {
            let population = &mut populations[index];
            let weights = Some(weights(network, population, &mv_per_na)?);
            population.currents.watched = true;
            population.seen.push(Seen::new(lfp, weights));
        }
        for population in &mut *populations {
            let is_seen = population.seen.iter().any(|seen| seen.lfp == lfp);
            if !is_seen && !population.inputs.stimulators.is_empty() {
                population.seen.push(Seen::new(lfp, None));
            }
        }
        lfps.push(Lfp::new(described, first_channel + lfp, dt_ms)?);
    }
    Ok(lfps)
}

/// What a unit of each cell's synaptic current, which flows in, makes at an electrode, mV.
fn weights<S: Float>(
    network: &Network,
    population: &Population<S>,
    mv_per_na: &[f64],
) -> Result<Table<S>, Error> {
    let na_per_unit = 1e-3 / current_unit_of(network, &population.description, "pA")?;
    let mut table = Table::new(1, mv_per_na.len());
    for (cell, mv) in mv_per_na.iter().enumerate() {
        table.set(0, cell, S::from_f64(-mv * na_per_unit));
    }
    Ok(table)
}
