//! What a network will need, summed before anything is built.

use super::{Network, Rule};
use crate::error::Error;

/// Bytes of state, coefficients and spike history that a cell takes, at most.
const BYTES_PER_CELL: f64 = 1024.0;
/// Bytes of accumulators that a projection takes on each target cell, and on each source that saturates.
const BYTES_PER_TARGET: f64 = 64.0;

/// The memory of this machine in bytes, where it can be known; else all that can be addressed.
pub fn memory_limit() -> u64 {
    let text = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let total = text.lines().find_map(|line| line.strip_prefix("MemTotal:"));
    let kib = total.and_then(|rest| rest.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
    kib.map_or(isize::MAX as u64, |kib| kib.saturating_mul(1024))
}

impl Network {
    /// About how many bytes a simulator of this network takes.
    pub fn memory_bytes(&self) -> u64 {
        let cells: f64 = self.populations.iter().map(|p| p.n_cells as f64).sum();
        let synapses = self.projections.iter().map(|projection| {
            let bytes_each = if matches!(projection.rule, Rule::Edges { .. }) { 12.0 } else { 4.0 };
            self.expected_synapses(projection) * bytes_each
        });
        let targets = self.projections.iter().map(|projection| {
            let ends = [&projection.from, &projection.to];
            ends.iter().map(|end| self.cells_of(end) as f64).sum::<f64>() * BYTES_PER_TARGET
        });
        (cells * BYTES_PER_CELL + synapses.sum::<f64>() + targets.sum::<f64>()) as u64
    }

    /// Fails where a simulator would not fit into this machine.
    ///
    /// # Errors
    /// `Error::TooLarge` with the bytes needed and the bytes there are.
    pub fn check_memory(&self) -> Result<(), Error> {
        let (bytes, limit) = (self.memory_bytes(), memory_limit());
        if bytes <= limit {
            return Ok(());
        }
        Err(Error::TooLarge { what: "the network".into(), bytes, limit })
    }

    fn cells_of(&self, population: &str) -> usize {
        self.populations.iter().find(|p| p.name == population).map_or(0, |p| p.n_cells)
    }
}
