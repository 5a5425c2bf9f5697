//! What a caller watches: channels of the output rows.

use super::currents::Currents;
use super::table::Table;

/// One channel of the output rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// `population.variable[cell]`, or `population.variable` for a mean.
    pub name: String,
    /// The unit of the numbers.
    pub unit: &'static str,
}

/// Where a watched number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A column of the state.
    State(usize),
    /// The synaptic current.
    Synapses,
    /// The noise current.
    Noise,
    /// The input current.
    Input,
}

/// One probe of a population: cells, or the mean over them, in consecutive channels.
#[derive(Clone, Debug)]
pub struct Watch {
    /// Where the numbers stand.
    pub source: Source,
    /// The cells; empty for all.
    pub cells: Vec<u32>,
    /// One channel with the mean.
    pub mean: bool,
    /// The first of its channels.
    pub channel: usize,
}

impl Watch {
    /// Writes the watched numbers into their channels of a row.
    #[inline(always)]
    pub fn write(&self, state: &Table, currents: &Currents, row: &mut [f64]) {
        let n_cells = state.column(0).len();
        let values = match self.source {
            Source::State(column) => state.column(column),
            Source::Synapses => &currents.synapses[..n_cells],
            Source::Noise => &currents.noise[..n_cells],
            Source::Input => &currents.input[..n_cells],
        };
        match (self.mean, self.cells.is_empty()) {
            (true, true) => row[self.channel] = sum(values) / values.len() as f64,
            (true, false) => {
                let listed = self.cells.iter().map(|&cell| values[cell as usize]);
                row[self.channel] = listed.sum::<f64>() / self.cells.len() as f64;
            }
            (false, true) => row[self.channel..][..n_cells].copy_from_slice(values),
            (false, false) => {
                let places = row[self.channel..].iter_mut();
                places.zip(&self.cells).for_each(|(place, &cell)| *place = values[cell as usize]);
            }
        }
    }
}

/// The sum in an order that any backend can keep: sixteen running sums, then those from first to last.
#[inline(always)]
fn sum(values: &[f64]) -> f64 {
    let mut running = [0.0; 16];
    let rows = values.chunks_exact(16);
    for (place, value) in rows.remainder().iter().enumerate() {
        running[place] = *value;
    }
    for row in rows {
        running.iter_mut().zip(row).for_each(|(running, value)| *running += value);
    }
    running.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sum_counts_every_value_once() {
        for n in [0, 1, 15, 16, 17, 100] {
            let values: Vec<f64> = (1..=n).map(f64::from).collect();
            assert_eq!(sum(&values), f64::from(n * (n + 1) / 2), "n = {n}");
        }
    }
}
