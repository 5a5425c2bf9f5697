//! Where cells start: at given values, spread about them.

use super::Network;
use crate::error::Error;
use crate::random::Stream;
use serde::{Deserialize, Serialize};

/// Where one variable of a population starts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// One value for all cells, or one per cell; empty for the model's own.
    #[serde(default)]
    pub values: Vec<f64>,
    /// Standard deviation about it, normal, truncated at 3.
    #[serde(default)]
    pub spread: f64,
}

impl Network {
    /// Sets where a state variable starts: one value for all cells, or one per cell.
    ///
    /// # Errors
    /// For an unknown path ("population.variable"), a wrong length, or a value out of range.
    pub fn set_initial(&mut self, path: &str, values: &[f64]) -> Result<(), Error> {
        let (n_cells, min, max, unit) = self.find_variable(path)?;
        if values.len() != 1 && values.len() != n_cells {
            let why = format!("needs 1 value or {n_cells}, not {}", values.len());
            return Err(Error::invalid(path, why));
        }
        if let Some(&value) = values.iter().find(|value| !(min..=max).contains(*value)) {
            return Err(Error::OutOfRange { name: path.into(), value, min, max, unit });
        }
        self.starts.entry(path.into()).or_default().values = values.to_vec();
        Ok(())
    }

    /// Spreads where a state variable starts, by a standard deviation in its unit.
    ///
    /// # Errors
    /// For an unknown path, or `sd` that is negative or not finite.
    pub fn set_initial_spread(&mut self, path: &str, sd: f64) -> Result<(), Error> {
        let (_, _, max, unit) = self.find_variable(path)?;
        if !(0.0..=max).contains(&sd) {
            let name = format!("spread of {path}");
            return Err(Error::OutOfRange { name, value: sd, min: 0.0, max, unit });
        }
        self.starts.entry(path.into()).or_default().spread = sd;
        Ok(())
    }

    /// What was set for a variable, and the offsets that its spread draws in one trial.
    pub fn start(&self, population: &str, variable: &str, trial: u64) -> Option<(Start, Vec<f64>)> {
        let start = self.starts.get(&format!("{population}.{variable}"))?;
        let n_cells = self.populations[self.find_population(population).ok()?].n_cells;
        let mut stream =
            Stream::named(self.seed, &["initial", population, variable, &trial.to_string()]);
        let mut offset =
            || if start.spread > 0.0 { start.spread * stream.truncated_normal() } else { 0.0 };
        Some((start.clone(), (0..n_cells).map(|_| offset()).collect()))
    }

    fn find_variable(&self, path: &str) -> Result<(usize, f64, f64, String), Error> {
        let (population, variable) = path.rsplit_once('.').unwrap_or(("", path));
        let population = &self.populations[self.find_population(population)?];
        let (_, variable) = population.variable(variable)?;
        Ok((population.n_cells, variable.min, variable.max, variable.unit.to_owned()))
    }
}
