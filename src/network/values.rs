//! Per-cell values of a parameter: given, or drawn by its heterogeneity.

use super::memory::check_fits;
use super::Network;
use crate::error::Error;
use crate::random::Stream;

impl Network {
    /// What multiplies a population's parameter in each cell; empty where all cells are equal.
    pub fn cell_factors(&self, id: usize) -> Vec<f64> {
        let (record, sd) = (&self.params[id], self.heterogeneity.get(&id));
        let Some(&sd) = sd else { return Vec::new() };
        let mut stream = Stream::named(self.seed, &["heterogeneity", &record.path]);
        (0..record.n_cells).map(|_| 1.0 + sd * stream.truncated_normal()).collect()
    }

    /// Values given per cell, before heterogeneity; empty where one value serves all.
    pub fn given_cells(&self, id: usize) -> &[f64] {
        self.cells.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The value of a parameter in every cell of its population.
    ///
    /// # Errors
    /// For an unknown path, a parameter that is one for all cells, a draw outside the parameter's range, or
    /// more cells than fit in memory.
    pub fn cell_values(&self, path: &str) -> Result<Vec<f64>, Error> {
        let id = self.find_param(path)?;
        let record = &self.params[id];
        if record.n_cells == 0 {
            return Err(Error::invalid(path, "is one for all cells"));
        }
        let bytes = 2 * record.n_cells as u64 * size_of::<f64>() as u64; // the values, and what spreads them
        check_fits(&format!("{path} of each cell"), bytes)?;
        let (given, factors) = (self.given_cells(id), self.cell_factors(id));
        let value = |cell: usize| {
            given.get(cell).unwrap_or(&self.values[id]) * factors.get(cell).copied().unwrap_or(1.0)
        };
        let values: Vec<f64> = (0..record.n_cells).map(value).collect();
        values.iter().try_for_each(|&value| record.param.accept(path, value))?;
        Ok(values)
    }
}
