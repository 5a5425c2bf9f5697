//! Parameters of a simulator: asked for, and set while it runs.

use super::live::Owner;
use super::Simulator;
use crate::error::Error;

impl Simulator {
    /// The value of a parameter now.
    ///
    /// # Errors
    /// `Error::InvalidArgument` for an id that does not exist.
    pub fn value(&self, id: usize) -> Result<f64, Error> {
        self.live.network().value(id)
    }

    /// The id of a parameter.
    ///
    /// # Errors
    /// `Error::UnknownName` with the nearest path.
    pub fn find_param(&self, path: &str) -> Result<usize, Error> {
        self.live.network().find_param(path)
    }

    /// Sets parameters by id, all or none, from the next step on.
    ///
    /// # Errors
    /// For an unknown id, a value out of range, or a parameter that shapes the network; nothing changes then.
    pub fn set_many(&mut self, ids: &[usize], values: &[f64]) -> Result<(), Error> {
        self.apply_many(ids, values)?;
        self.log_set(ids, values);
        Ok(())
    }

    pub(super) fn apply_many(&mut self, ids: &[usize], values: &[f64]) -> Result<(), Error> {
        self.live.set_many(ids, values)?;
        let mut last = None;
        for &id in ids {
            let owner = self.live.owner(id);
            if last.replace(owner) != Some(owner) {
                self.apply(owner);
            }
        }
        Ok(())
    }

    /// Turns every parameter into coefficients.
    pub(super) fn apply_all(&mut self) {
        let owners = self.live.every_owner();
        owners.into_iter().for_each(|owner| self.apply(owner));
    }

    pub(super) fn apply(&mut self, owner: Owner) {
        self.circuit.apply(&self.live, owner, self.dt_ms);
    }
}
