//! What a network will need, summed before anything is built.

use super::{Kinetics, Network, Projection, Rule};
use crate::error::Error;

/// Bytes of state and coefficients that a cell takes, at most.
const BYTES_PER_CELL: f64 = 1024.0;
/// Bytes of accumulators that a projection takes on each target cell, and on each source that saturates.
const BYTES_PER_TARGET: f64 = 64.0;

/// The step that a network's memory is told for, ms; a simulator's own decides how many steps a delay has.
const USUAL_DT_MS: f64 = 0.025;

/// Every machine has this much: so small a network is not looked at any further.
const SURELY_THERE: u64 = 1 << 24;
/// Cells that stand together in a simulator: the widest row of any backend.
pub const ROW: usize = 16;
/// A span has at most this many steps, so that a short call after a long silence stays short; so many are
/// remembered beside the longest delay.
pub const LONGEST_BLOCK: u64 = 64;

/// Slots for what arrives up to `last` steps late; a power of two, so that a step finds its slot by a mask.
pub fn agenda_slots(last: u64) -> u64 {
    (last + 1).next_power_of_two()
}

/// The memory of this machine in bytes, where it can be known; else all that can be addressed.
pub fn memory_limit() -> u64 {
    let text = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let total = text.lines().find_map(|line| line.strip_prefix("MemTotal:"));
    let kib = total.and_then(|rest| rest.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
    kib.map_or(isize::MAX as u64, |kib| kib.saturating_mul(1024))
}

/// Fails where so many bytes are more than this machine has.
///
/// # Errors
/// `Error::TooLarge` with the bytes needed and the bytes there are.
pub(super) fn check_fits(what: &str, bytes: u64) -> Result<(), Error> {
    if bytes <= SURELY_THERE {
        return Ok(());
    }
    let (what, limit) = (what.into(), memory_limit());
    if bytes <= limit {
        return Ok(());
    }
    Err(Error::TooLarge { what, bytes, limit })
}

impl Network {
    /// About how many bytes a simulator of this network takes, at steps of 0.025 ms.
    pub fn memory_bytes(&self) -> u64 {
        self.memory_bytes_at(USUAL_DT_MS)
    }

    /// About how many bytes a simulator of this network with steps of `dt_ms` takes.
    pub fn memory_bytes_at(&self, dt_ms: f64) -> u64 {
        let cells: f64 = self.populations.iter().map(|p| p.n_cells as f64).sum();
        let synapses = self.projections.iter().map(|projection| {
            let bytes_each = if matches!(projection.rule, Rule::Edges { .. }) { 12.0 } else { 4.0 };
            // graded synapses are listed by target too
            let again = if projection.kinetics == Kinetics::Graded { 16.0 } else { 0.0 };
            self.expected_synapses(projection) * (bytes_each + again)
        });
        let targets = self.projections.iter().map(|projection| {
            let ends = [&projection.from, &projection.to];
            ends.iter().map(|end| self.cells_of(end) as f64).sum::<f64>() * BYTES_PER_TARGET
        });
        let under_way = self.projections.iter().map(|projection| self.under_way(projection, dt_ms));
        let (synapses, targets): (f64, f64) = (synapses.sum(), targets.sum());
        let spikes = under_way.sum::<f64>() + self.spike_history(dt_ms);
        (cells * BYTES_PER_CELL + synapses + targets + spikes) as u64
    }

    /// Bytes for the spikes of every population, a bit a cell and step, and whether there were any, for as long as the
    /// longest delay.
    fn spike_history(&self, dt_ms: f64) -> f64 {
        let delay = |p: &Projection| self.get(&format!("{}.delay", p.name)).unwrap_or(0.0);
        let longest_ms = self.projections.iter().map(delay).fold(0.0, f64::max);
        let n_steps = agenda_slots((longest_ms / dt_ms).ceil() as u64 + LONGEST_BLOCK) as f64;
        let words: usize = self.populations.iter().map(|p| p.n_cells.div_ceil(64)).sum();
        (words * size_of::<u64>() + self.populations.len()) as f64 * n_steps
    }

    /// Bytes for what is under way in synapses with delays of their own, at most.
    fn under_way(&self, projection: &Projection, dt_ms: f64) -> f64 {
        let spread_ms = self.get(&format!("{}.delay_spread", projection.name)).unwrap_or(0.0);
        if spread_ms == 0.0 {
            return 0.0;
        }
        let slots = agenda_slots((spread_ms / dt_ms).ceil() as u64) as f64;
        let per_synapse = (size_of::<u32>() + size_of::<f64>()) as f64;
        let n_rows = self.cells_of(&projection.to).div_ceil(ROW);
        let per_slot = (n_rows * ROW * size_of::<f64>()) as f64;
        self.expected_synapses(projection) * per_synapse + slots * per_slot
    }

    /// Fails where a simulator with steps of `dt_ms` would not fit into this machine.
    ///
    /// # Errors
    /// `Error::TooLarge` with the bytes needed and the bytes there are.
    pub fn check_memory(&self, dt_ms: f64) -> Result<(), Error> {
        check_fits("the network", self.memory_bytes_at(dt_ms))
    }

    fn cells_of(&self, population: &str) -> usize {
        self.populations.iter().find(|p| p.name == population).map_or(0, |p| p.n_cells)
    }
}
