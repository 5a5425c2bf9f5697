//! From described projections to running ones.

use crate::engine::graded::{Ends, GradedSynapses};
use crate::engine::inflow::Inflow;
use crate::engine::population::Population;
use crate::engine::projection::ProjectionState;
use crate::error::Error;
use crate::network::{Kinetics, Network};
use crate::simd::Float;

/// Where projections have gone.
pub struct Connected<S> {
    /// Of each projection: its target, and its place among what ends there.
    pub places: Vec<(usize, usize)>,
    /// Those whose synapses V opens.
    pub graded: GradedSynapses<S>,
}

/// Wires every projection to its target and tells where each stands there.
pub fn connect<S: Float>(
    network: &Network,
    populations: &mut [Population<S>],
    dt_ms: f64,
) -> Result<Connected<S>, Error> {
    let (mut places, mut graded) = (Vec::new(), GradedSynapses::default());
    for (index, projection) in network.projections().iter().enumerate() {
        let delay = match projection.kinetics {
            Kinetics::Graded => 1, // V of the step before
            _ => {
                let delay_ms = network.get(&format!("{}.delay", projection.name))?;
                whole_delay(&projection.name, delay_ms, dt_ms)?
            }
        };
        let source = network.find_population(&projection.from)?;
        let target = network.find_population(&projection.to)?;
        let place = populations[target].incoming.len();
        let first_column = populations[target].n_columns();
        let mut synapses = network.synapses(index)?;
        let later_ms = std::mem::take(&mut synapses.later_ms);
        let n_cells = populations[target].n_cells;
        let mut state = ProjectionState::new(first_column, source, delay, synapses, n_cells);
        if projection.saturating {
            state.saturate();
        }
        if projection.kinetics == Kinetics::Graded {
            state.grade();
            let ends = Ends { projection: index, source, target, first_column };
            let n_sources = state.targets.n_sources();
            graded.add(ends, n_sources, Inflow::new(&state.targets, n_cells));
        }
        if !later_ms.is_empty() {
            let later = later_ms.iter().map(|later_ms| (later_ms / dt_ms).round() as u32);
            state.delay_each(later.collect(), n_cells)?;
        }
        places.push((target, place));
        populations[target].connect(state);
    }
    Ok(Connected { places, graded })
}

/// Gives populations whose axons are stimulated a second ring of spikes, from which their projections take them; returns
/// the cells of each such ring, which follow those of the populations.
pub fn lay_axons<S>(populations: &mut [Population<S>]) -> Vec<usize> {
    let (n_populations, mut sizes) = (populations.len(), Vec::new());
    for index in 0..n_populations {
        if !populations[index].inputs.has_axons() {
            continue;
        }
        let ring = n_populations + sizes.len();
        populations[index].axon_ring = Some(ring);
        sizes.push(populations[index].n_cells);
        let incoming = populations.iter_mut().flat_map(|population| &mut population.incoming);
        incoming.filter(|link| link.source == index).for_each(|link| link.source = ring);
    }
    sizes
}

/// A delay in steps, one where it is shorter than a step, or an error that names the delays near it.
fn whole_delay(projection: &str, delay_ms: f64, dt_ms: f64) -> Result<u64, Error> {
    let steps = delay_ms / dt_ms;
    if steps < 1.0 {
        return Ok(1);
    }
    let whole = steps.round();
    if (steps - whole).abs() <= 1e-6 {
        return Ok(whole as u64);
    }
    let below = steps.floor();
    let (below_ms, above_ms) = (below * dt_ms, (below + 1.0) * dt_ms);
    let why = format!(
        "is {delay_ms} ms, no whole number of steps of {dt_ms} ms; near are {below_ms} and {above_ms} ms"
    );
    Err(Error::invalid(format!("{projection}.delay"), why))
}
