//! Adding parts: each is checked whole before anything changes.

use super::{Input, Network, Noise, ParamRecord, Population, Probe, Pulses, Rule};
use crate::error::Error;
use crate::models::params::{self, Param, AREA, NOISE, PULSES};

/// Most cells of one population: a cell's number is 32 bits wide.
const MOST_CELLS: usize = 1 << 30;
/// Variables of every population that are not its state.
pub const CURRENTS: [&str; 3] = ["i_syn", "i_noise", "i_input"];
const CURRENT_UNITS: [&str; 2] = ["pA", "uA/cm2"];

/// Fails unless `name` starts with a letter, goes on with letters, digits or '_', and has at most 64.
fn check_name(kind: &'static str, name: &str) -> Result<(), Error> {
    let mut characters = name.chars();
    let starts = characters.next().is_some_and(|c| c.is_ascii_alphabetic());
    if starts && name.len() <= 64 && characters.all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Ok(());
    }
    let why = "must start with a letter and hold up to 64 letters, digits or '_'";
    Err(Error::invalid(format!("{kind} name \"{name}\""), why))
}

/// A factor or a listed weight: as wide as the weight of a projection, so that no product of them is
/// infinite.
pub(super) fn check_factor(name: String, value: f64) -> Result<(), Error> {
    let (min, max) = (-1e9, 1e9);
    if (min..=max).contains(&value) {
        return Ok(());
    }
    Err(Error::OutOfRange { name, value, min, max, unit: "1".into() })
}

pub(super) fn check_one_of(kind: &'static str, name: &str, known: &[&str]) -> Result<(), Error> {
    if known.contains(&name) {
        return Ok(());
    }
    Err(Error::unknown(kind, name, known.iter().copied()))
}

/// Cells that exist, and a weight for each where there are weights.
pub(super) fn check_receivers(
    what: &str,
    cells: &[u32],
    weights: &[f64],
    n_cells: usize,
) -> Result<(), Error> {
    check_cells(what, cells, n_cells)?;
    let n_listed = if cells.is_empty() { n_cells } else { cells.len() };
    if !weights.is_empty() && weights.len() != n_listed {
        let why = format!("has {} weights for {n_listed} cells", weights.len());
        return Err(Error::invalid(what, why));
    }
    weights.iter().try_for_each(|&w| check_factor(format!("a weight of {what}"), w))
}

pub(super) fn check_cells(what: &str, cells: &[u32], n_cells: usize) -> Result<(), Error> {
    match cells.iter().find(|&&cell| cell as usize >= n_cells) {
        Some(cell) => Err(Error::invalid(what, format!("names cell {cell} of {n_cells}"))),
        None => Ok(()),
    }
}

impl Network {
    /// The index of a population.
    ///
    /// # Errors
    /// `Error::UnknownName` with the nearest name.
    pub fn find_population(&self, name: &str) -> Result<usize, Error> {
        let known = || self.populations.iter().map(|p| p.name.as_str());
        known().position(|n| n == name).ok_or_else(|| Error::unknown("population", name, known()))
    }

    /// The index of a projection.
    ///
    /// # Errors
    /// `Error::UnknownName` with the nearest name.
    pub fn find_projection(&self, name: &str) -> Result<usize, Error> {
        let known = || self.projections.iter().map(|p| p.name.as_str());
        known().position(|n| n == name).ok_or_else(|| Error::unknown("projection", name, known()))
    }

    /// The index of a train of pulses.
    ///
    /// # Errors
    /// `Error::UnknownName` with the nearest name.
    pub fn find_pulses(&self, name: &str) -> Result<usize, Error> {
        let known = || self.pulses.iter().map(|p| p.name.as_str());
        known().position(|n| n == name).ok_or_else(|| Error::unknown("pulses", name, known()))
    }

    /// Adds `n_cells` cells of a model, and their parameters at their defaults.
    ///
    /// # Errors
    /// For a bad or taken name, an unknown model, or a size outside 1 to 2^30.
    pub fn add_population(&mut self, name: &str, model: &str, n_cells: usize) -> Result<(), Error> {
        self.check_new("population", name)?;
        let record = params::model(model)?;
        if !(1..=MOST_CELLS).contains(&n_cells) {
            let (name, unit) = (format!("n_cells of {name}"), "cells".to_owned());
            return Err(Error::OutOfRange {
                name,
                value: n_cells as f64,
                min: 1.0,
                max: MOST_CELLS as f64,
                unit,
            });
        }
        self.populations.push(Population { name: name.into(), model: model.into(), n_cells });
        for param in record.params {
            let path = format!("{name}.{}", param.name);
            self.params.push(ParamRecord { path, param: *param, while_running: true, n_cells });
            self.values.push(param.default);
        }
        self.add_param(name, &AREA, AREA.default, false);
        Ok(())
    }

    /// Adds noise to a population.
    ///
    /// # Errors
    /// For an unknown population, one that has noise already, or a number out of range.
    pub fn add_noise(&mut self, noise: Noise) -> Result<(), Error> {
        let population = self.find_population(&noise.population)?;
        if self.noises.iter().any(|other| other.population == noise.population) {
            return Err(Error::DuplicateName { kind: "noise", name: noise.population });
        }
        let prefix = format!("{}.noise", noise.population);
        check_factor(format!("unit_factor of {prefix}"), noise.unit_factor)?;
        let values = [noise.tau_ms, noise.mean, noise.sigma];
        for (param, value) in NOISE.iter().zip(values) {
            param.accept(&format!("{prefix}.{}", param.name), value)?;
        }
        let unit = self.populations[population].model().current_unit;
        for (param, value) in NOISE.iter().zip(values) {
            let unit = if param.unit.is_empty() { unit } else { param.unit };
            self.add_param(&prefix, &Param { unit, ..*param }, value, true);
        }
        self.noises.push(noise);
        Ok(())
    }

    /// Adds an input channel.
    ///
    /// # Errors
    /// For a bad or taken name, an unknown population, cell or unit, or weights that do not pair with the cells.
    pub fn add_input(&mut self, mut input: Input) -> Result<(), Error> {
        self.check_new("input", &input.name)?;
        let population = &self.populations[self.find_population(&input.population)?];
        if input.unit.is_empty() {
            input.unit = population.model().current_unit.into();
        }
        check_one_of("current unit", &input.unit, &CURRENT_UNITS)?;
        check_receivers(&input.name, &input.cells, &input.weights, population.n_cells)?;
        self.inputs.push(input);
        Ok(())
    }

    /// Adds a train of pulses.
    ///
    /// # Errors
    /// For a bad or taken name, an unknown population or cell, weights that do not pair with the cells, or a
    /// number out of range.
    pub fn add_pulses(&mut self, pulses: Pulses) -> Result<(), Error> {
        self.check_new("pulses", &pulses.name)?;
        let population = &self.populations[self.find_population(&pulses.population)?];
        check_receivers(&pulses.name, &pulses.cells, &pulses.weights, population.n_cells)?;
        let unit = population.model().current_unit;
        let values =
            [pulses.frequency_hz, pulses.cv, pulses.amplitude, pulses.width_ms, pulses.start_ms];
        for (param, value) in PULSES.iter().zip(values) {
            param.accept(&format!("{}.{}", pulses.name, param.name), value)?;
        }
        for (param, value) in PULSES.iter().zip(values) {
            let unit = if param.unit.is_empty() { unit } else { param.unit };
            self.add_param(&pulses.name, &Param { unit, ..*param }, value, param.name != "start");
        }
        self.pulses.push(pulses);
        Ok(())
    }

    /// Adds a probe: a channel for each cell, or one for their mean.
    ///
    /// # Errors
    /// For an unknown population, variable or cell.
    pub fn add_probe(&mut self, probe: Probe) -> Result<(), Error> {
        let population = &self.populations[self.find_population(&probe.population)?];
        if !CURRENTS.contains(&probe.variable.as_str()) {
            let names = population.model().variables.iter().map(|v| v.name).chain(CURRENTS);
            let known = population.variable(&probe.variable).is_ok();
            known
                .then_some(())
                .ok_or_else(|| Error::unknown("variable", &probe.variable, names))?;
        }
        check_cells(&format!("probe of {}", probe.population), &probe.cells, population.n_cells)?;
        self.probes.push(probe);
        Ok(())
    }

    /// The same description with the lists of explicit edges left empty, which can be large.
    pub fn without_edges(&self) -> Self {
        let mut copy = self.clone();
        for projection in &mut copy.projections {
            if let Rule::Edges { pre, post, weight } = &mut projection.rule {
                (*pre, *post, *weight) = Default::default();
            }
        }
        copy
    }

    /// The same description without probes: what it does is the same.
    pub fn without_probes(&self) -> Self {
        Self { probes: Vec::new(), ..self.clone() }
    }

    /// The same description with nothing recorded.
    pub fn without_recordings(&self) -> Self {
        Self { lfps: Vec::new(), ..self.without_probes() }
    }

    /// A parameter that is one for all cells.
    pub(super) fn add_param(
        &mut self,
        prefix: &str,
        param: &Param,
        value: f64,
        while_running: bool,
    ) {
        let path = format!("{prefix}.{}", param.name);
        self.params.push(ParamRecord { path, param: *param, while_running, n_cells: 0 });
        self.values.push(value);
    }

    pub(super) fn check_new(&self, kind: &'static str, name: &str) -> Result<(), Error> {
        check_name(kind, name)?;
        let populations = self.populations.iter().map(|p| ("population", &p.name));
        let projections = self.projections.iter().map(|p| ("projection", &p.name));
        let inputs = self.inputs.iter().map(|i| ("input", &i.name));
        let pulses = self.pulses.iter().map(|p| ("pulses", &p.name));
        let stimulators = self.stimulators.iter().map(|s| ("stimulator", &s.name));
        let lfps = self.lfps.iter().map(|l| ("lfp", &l.name));
        match populations
            .chain(projections)
            .chain(inputs)
            .chain(pulses)
            .chain(stimulators)
            .chain(lfps)
            .find(|(_, taken)| *taken == name)
        {
            Some((kind, _)) => Err(Error::DuplicateName { kind, name: name.into() }),
            None => Ok(()),
        }
    }
}
