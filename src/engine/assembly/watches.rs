//! From described probes to what is watched, and the channels of the output rows.

use crate::engine::population::Population;
use crate::engine::recorder::{Channel, Source, Watch};
use crate::error::Error;
use crate::network::{Network, Probe};
use crate::simd::Float;

/// Lets populations be watched; returns the channels.
///
/// # Errors
/// For an unknown population or variable.
pub fn add_watches<S: Float>(
    network: &Network,
    populations: &mut [Population<S>],
) -> Result<Vec<Channel>, Error> {
    let mut channels = Vec::new();
    for probe in network.probes() {
        let population = &mut populations[network.find_population(&probe.population)?];
        let (source, unit) = watched(population, probe)?;
        let (cells, mean) = (probe.cells.clone(), probe.mean);
        population.currents.watched |= matches!(source, Source::Synapses | Source::Noise);
        population.watches.push(Watch { source, cells, mean, channel: channels.len() });
        channels.extend(names(probe, population.n_cells).map(|name| Channel { name, unit }));
    }
    Ok(channels)
}

fn watched<S>(population: &Population<S>, probe: &Probe) -> Result<(Source, &'static str), Error> {
    let current_unit = population.description.model().current_unit;
    Ok(match probe.variable.as_str() {
        "i_syn" => (Source::Synapses, current_unit),
        "i_noise" => (Source::Noise, current_unit),
        "i_input" => (Source::Input, current_unit),
        name => {
            let (column, variable) = population.description.variable(name)?;
            (Source::State(column), variable.unit)
        }
    })
}

/// The names of a probe's channels.
fn names(probe: &Probe, n_cells: usize) -> impl Iterator<Item = String> {
    let stem = format!("{}.{}", probe.population, probe.variable);
    let cells = match (probe.mean, probe.cells.is_empty()) {
        (true, _) => Vec::new(),
        (false, true) => (0..n_cells as u32).collect(),
        (false, false) => probe.cells.clone(),
    };
    let mean = probe.mean.then(|| stem.clone());
    cells.into_iter().map(move |cell| format!("{stem}[{cell}]")).chain(mean)
}
