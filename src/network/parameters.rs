//! Parameters by path or by number: looked up, set one at a time or many at once or none.

use super::Network;
use crate::error::Error;
use crate::models::params::Param;
use std::collections::BTreeMap;

/// One parameter of a network. Its index among the records is its id and never changes.
#[derive(Clone, Debug, PartialEq)]
pub struct ParamRecord {
    /// "population.name", "population.noise.name" or "projection.name".
    pub path: String,
    /// Name, unit, default, range and meaning.
    pub param: Param,
    /// Whether a simulator accepts a new value while it runs.
    pub while_running: bool,
    /// Cells that may differ in it; 0 where the parameter is one for all.
    pub n_cells: usize,
}

/// The id of a path among records.
///
/// # Errors
/// `Error::UnknownName` with the nearest path.
pub fn find(records: &[ParamRecord], path: &str) -> Result<usize, Error> {
    records
        .iter()
        .position(|record| record.path == path)
        .ok_or_else(|| Error::unknown("parameter", path, records.iter().map(|r| r.path.as_str())))
}

/// Checks that ids exist, that values pair with them and lie in range. Nothing is changed.
///
/// # Errors
/// The first fault found.
pub fn check_many(records: &[ParamRecord], ids: &[usize], values: &[f64]) -> Result<(), Error> {
    if ids.len() != values.len() {
        return Err(Error::invalid(
            "values",
            format!("has {} elements for {} ids", values.len(), ids.len()),
        ));
    }
    ids.iter().zip(values).try_for_each(|(&id, &value)| {
        let record = record(records, id)?;
        record.param.accept(&record.path, value)
    })
}

/// The record of an id.
///
/// # Errors
/// `Error::InvalidArgument` where there is none.
pub fn record(records: &[ParamRecord], id: usize) -> Result<&ParamRecord, Error> {
    let why = || format!("is {id}, there are {} parameters", records.len());
    records.get(id).ok_or_else(|| Error::invalid("parameter id", why()))
}

impl Network {
    /// Every parameter, in the order of addition.
    pub fn params(&self) -> &[ParamRecord] {
        &self.params
    }

    /// The id of a path.
    ///
    /// # Errors
    /// `Error::UnknownName` with the nearest path.
    pub fn find_param(&self, path: &str) -> Result<usize, Error> {
        find(&self.params, path)
    }

    /// The value of a parameter by id.
    ///
    /// # Errors
    /// `Error::InvalidArgument` for an id that does not exist.
    pub fn value(&self, id: usize) -> Result<f64, Error> {
        record(&self.params, id).map(|_| self.values[id])
    }

    /// The value of a parameter by path.
    ///
    /// # Errors
    /// `Error::UnknownName` for an unknown path.
    pub fn get(&self, path: &str) -> Result<f64, Error> {
        self.find_param(path).map(|id| self.values[id])
    }

    /// The value of a parameter by the two halves of its path; none if there is none. Allocates nothing.
    pub fn get_of(&self, prefix: &str, name: &str) -> Option<f64> {
        let is_it = |record: &ParamRecord| {
            let rest = record.path.strip_prefix(prefix);
            rest.and_then(|rest| rest.strip_prefix('.')) == Some(name)
        };
        self.params.iter().position(is_it).map(|id| self.values[id])
    }

    /// Sets a parameter for all cells; per-cell values set before are dropped, a spread stays.
    ///
    /// # Errors
    /// `Error::UnknownName`, or `Error::OutOfRange`; nothing changes then.
    pub fn set(&mut self, path: &str, value: f64) -> Result<(), Error> {
        let id = self.find_param(path)?;
        self.set_many(&[id], &[value])
    }

    /// Sets several parameters by id, all or none.
    ///
    /// # Errors
    /// The first fault found; nothing changes then.
    pub fn set_many(&mut self, ids: &[usize], values: &[f64]) -> Result<(), Error> {
        check_many(&self.params, ids, values)?;
        for (&id, &value) in ids.iter().zip(values) {
            self.values[id] = value;
            self.cells.remove(&id);
        }
        Ok(())
    }

    /// Gives each cell a value of its own; a spread set before ends.
    ///
    /// # Errors
    /// For a path that is not a population's, a wrong length, or a value out of range; nothing changes then.
    pub fn set_cells(&mut self, path: &str, values: &[f64]) -> Result<(), Error> {
        let id = self.find_per_cell(path)?;
        let record = &self.params[id];
        if values.len() != record.n_cells {
            let why =
                format!("needs {} values, one per cell, not {}", record.n_cells, values.len());
            return Err(Error::invalid(path, why));
        }
        values.iter().try_for_each(|&value| record.param.accept(path, value))?;
        self.cells.insert(id, values.to_vec());
        self.heterogeneity.remove(&id);
        Ok(())
    }

    /// Spreads a parameter over the cells about its value, or the value of each cell: normal, truncated at 3 standard deviations; 0 ends the spread.
    ///
    /// # Errors
    /// For a path that is not a population's, or `relative_sd` outside [0, 1]; nothing changes then.
    pub fn set_heterogeneity(&mut self, path: &str, relative_sd: f64) -> Result<(), Error> {
        let id = self.find_per_cell(path)?;
        if !(0.0..=1.0).contains(&relative_sd) {
            let (name, unit) = (format!("relative SD of {path}"), "1".to_owned());
            return Err(Error::OutOfRange { name, value: relative_sd, min: 0.0, max: 1.0, unit });
        }
        self.heterogeneity.insert(id, relative_sd);
        self.heterogeneity.retain(|_, sd| *sd > 0.0);
        Ok(())
    }

    fn find_per_cell(&self, path: &str) -> Result<usize, Error> {
        let id = self.find_param(path)?;
        if self.params[id].n_cells == 0 {
            return Err(Error::invalid(
                path,
                "is one for all cells; only a population's parameters differ by cell",
            ));
        }
        Ok(id)
    }

    /// Values that were set per cell, by path.
    pub(super) fn cells_by_path(&self) -> BTreeMap<String, Vec<f64>> {
        self.cells
            .iter()
            .map(|(&id, values)| (self.params[id].path.clone(), values.clone()))
            .collect()
    }

    /// Relative standard deviations that were set, by path.
    pub(super) fn heterogeneity_by_path(&self) -> BTreeMap<String, f64> {
        self.heterogeneity.iter().map(|(&id, &sd)| (self.params[id].path.clone(), sd)).collect()
    }
}
