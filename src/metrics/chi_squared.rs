//! Golomb and Rinzel's measure of synchrony.
//!
//! Golomb D, Rinzel J (1993) Phys Rev E 48:4810-4814; (1994) Physica D 72:259-282.

use super::memory::zeros;
use super::signals::{mean, Signal};
use crate::error::Error;

/// chi^2 of V sampled row by row, in memory for one row: the variance over time of the mean over cells,
/// over the mean over cells of the variance over time.
///
/// 1 if all cells do the same, 1 / n_cells if each goes its own way, 0 if they cancel.
#[derive(Clone, Debug)]
pub struct ChiSquared {
    of_cells: Vec<Variance>,
    of_mean: Variance,
}

/// The sum of squares about the mean of numbers as they come (Welford 1962 Technometrics 4:419-420).
#[derive(Clone, Copy, Debug, Default)]
struct Variance {
    n: f64,
    mean: f64,
    squares: f64,
}

impl Variance {
    fn add(&mut self, x: f64) {
        self.n += 1.0;
        let from_old = x - self.mean;
        self.mean += from_old / self.n;
        self.squares += from_old * (x - self.mean);
    }
}

impl ChiSquared {
    /// Of so many cells.
    ///
    /// # Errors
    /// No cells, or more than memory holds.
    pub fn new(n_cells: usize) -> Result<Self, Error> {
        if n_cells == 0 {
            return Err(Error::invalid("n_cells", "is 0; synchrony is of at least one"));
        }
        let of_cells = zeros("the cells", n_cells as u64)?;
        Ok(Self { of_cells, of_mean: Variance::default() })
    }

    /// Takes V of every cell at one more time.
    ///
    /// # Errors
    /// A row of another length, or a V that is not finite: nothing is taken.
    pub fn add(&mut self, row: &[f64]) -> Result<(), Error> {
        if row.len() != self.of_cells.len() {
            let why = format!("holds {} values, not {}", row.len(), self.of_cells.len());
            return Err(Error::invalid("row", why));
        }
        Signal::new(row, 1.0)?;
        self.of_cells.iter_mut().zip(row).for_each(|(cell, v)| cell.add(*v));
        self.of_mean.add(mean(row));
        Ok(())
    }

    /// chi^2 of what was taken so far; NaN if no cell ever changed.
    pub fn value(&self) -> f64 {
        let squares: f64 = self.of_cells.iter().map(|cell| cell.squares).sum();
        self.of_mean.squares / (squares / self.of_cells.len() as f64)
    }
}

/// [`ChiSquared`] of an (n_rows x n_cells) recording.
///
/// # Errors
/// No cells, no rows, a length that is no multiple of `n_cells`, or a V that is not finite.
pub fn chi_squared(rows: &[f64], n_cells: usize) -> Result<f64, Error> {
    let mut chi_squared = ChiSquared::new(n_cells)?;
    if rows.is_empty() || !rows.len().is_multiple_of(n_cells) {
        let why = format!("hold {} values, no rows of {n_cells} cells", rows.len());
        return Err(Error::invalid("rows", why));
    }
    rows.chunks_exact(n_cells).try_for_each(|row| chi_squared.add(row))?;
    Ok(chi_squared.value())
}
