//! Spikes grouped by cell, and the stretch of time they are looked at in.

use super::memory::zeros;
use crate::error::Error;

/// The steps first .. end of a run, `end` excluded, and the length of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    first: u64,
    end: u64,
    dt_ms: f64,
}

impl Window {
    /// A window of at least one step. Give the end of the burn-in as `first`.
    ///
    /// # Errors
    /// `end` is not above `first`, or `dt_ms` is outside 1e-9 .. 1000 ms.
    pub fn new(first: u64, end: u64, dt_ms: f64) -> Result<Self, Error> {
        if end <= first {
            let why = format!("holds no step: it ends at {end} and begins at {first}");
            return Err(Error::invalid("window", why));
        }
        in_range("dt_ms", dt_ms, 1e-9, 1e3, "ms")?;
        Ok(Self { first, end, dt_ms })
    }

    /// The first step inside.
    pub fn first(self) -> u64 {
        self.first
    }
    /// The first step after it.
    pub fn end(self) -> u64 {
        self.end
    }
    /// The length of a step, ms.
    pub fn dt_ms(self) -> f64 {
        self.dt_ms
    }
    /// The number of steps inside.
    pub fn n_steps(self) -> u64 {
        self.end - self.first
    }
    /// Its duration, s.
    pub fn seconds(self) -> f64 {
        self.n_steps() as f64 * self.dt_ms / 1000.0
    }

    /// The steps of `train` (ascending) that lie inside.
    pub(super) fn cut(self, train: &[u64]) -> &[u64] {
        let first = train.partition_point(|&step| step < self.first);
        let end = train.partition_point(|&step| step < self.end);
        &train[first..end]
    }
}

/// The value, if it lies in the closed interval; NaN is in none.
pub(super) fn in_range(
    name: &str,
    value: f64,
    min: f64,
    max: f64,
    unit: &str,
) -> Result<f64, Error> {
    if (min..=max).contains(&value) {
        return Ok(value);
    }
    Err(Error::OutOfRange { name: name.into(), value, min, max, unit: unit.into() })
}

/// The spikes of one population grouped by cell, silent cells included.
///
/// Each cell's steps ascend strictly: a cell fires at most once a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpikeTrains {
    /// Cell i owns steps[offsets[i] .. offsets[i + 1]]; (n_cells + 1).
    offsets: Vec<usize>,
    /// (n_spikes).
    steps: Vec<u64>,
}

impl SpikeTrains {
    /// Groups (step, cell) pairs; the steps of each cell must come in order of time.
    ///
    /// # Errors
    /// No cells, more cells than memory holds, a cell that is not below `n_cells`, or a cell
    /// whose steps do not ascend.
    pub fn new(
        n_cells: usize,
        spikes: impl IntoIterator<Item = (u64, u32)>,
    ) -> Result<Self, Error> {
        if n_cells == 0 {
            return Err(Error::invalid("n_cells", "is 0; a population has at least one cell"));
        }
        let spikes: Vec<(u64, u32)> = spikes.into_iter().collect();
        let offsets = offsets(n_cells, &spikes)?;
        let steps = grouped(&offsets, &spikes)?;
        Ok(Self { offsets, steps })
    }

    /// As [`SpikeTrains::new`], from two columns: spike i is of `cells[i]` in `steps[i]`.
    ///
    /// # Errors
    /// Columns of different length, and the errors of [`SpikeTrains::new`].
    pub fn from_columns(n_cells: usize, steps: &[u64], cells: &[u32]) -> Result<Self, Error> {
        if steps.len() != cells.len() {
            let why = format!("holds {} spikes, cells holds {}", steps.len(), cells.len());
            return Err(Error::invalid("steps", why));
        }
        Self::new(n_cells, steps.iter().copied().zip(cells.iter().copied()))
    }

    /// The number of cells, silent ones included.
    pub fn n_cells(&self) -> usize {
        self.offsets.len() - 1
    }
    /// The number of spikes of all cells.
    pub fn n_spikes(&self) -> usize {
        self.steps.len()
    }
    /// The steps of one cell, ascending; nothing if there is no such cell.
    pub fn cell(&self, cell: usize) -> Option<&[u64]> {
        let end = *self.offsets.get(cell.checked_add(1)?)?;
        self.steps.get(self.offsets[cell]..end)
    }
    /// The steps of every cell in turn.
    pub fn cells(&self) -> impl Iterator<Item = &[u64]> {
        self.offsets.windows(2).map(|ends| &self.steps[ends[0]..ends[1]])
    }
}

/// Where each cell's steps begin: running sums of the spike counts.
fn offsets(n_cells: usize, spikes: &[(u64, u32)]) -> Result<Vec<usize>, Error> {
    let n_offsets = (n_cells as u64).saturating_add(1);
    let mut offsets: Vec<usize> = zeros("the table of cells", n_offsets)?;
    for &(_, cell) in spikes {
        let count = offsets[1..].get_mut(cell as usize).ok_or_else(|| no_such(cell, n_cells))?;
        *count += 1;
    }
    let mut total = 0;
    for offset in &mut offsets {
        total += *offset;
        *offset = total;
    }
    Ok(offsets)
}

fn no_such(cell: u32, n_cells: usize) -> Error {
    Error::invalid("cell", format!("is {cell}; a population of {n_cells} ends at {}", n_cells - 1))
}

/// The steps in the order of the cells.
fn grouped(offsets: &[usize], spikes: &[(u64, u32)]) -> Result<Vec<u64>, Error> {
    let mut steps = zeros("the spikes", spikes.len() as u64)?;
    let mut ends = offsets.to_vec();
    for &(step, cell) in spikes {
        let end = &mut ends[cell as usize];
        if *end > offsets[cell as usize] && steps[*end - 1] >= step {
            let before = steps[*end - 1];
            let why = format!("are out of order: cell {cell} has step {step} after step {before}");
            return Err(Error::invalid("spikes", why));
        }
        steps[*end] = step;
        *end += 1;
    }
    Ok(steps)
}
