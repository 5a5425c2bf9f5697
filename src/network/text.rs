//! A network as text (TOML), exact: numbers are written so that they read back to the same bits.

use super::{Input, Lfp, Network, Noise, Population, Probe, Projection, Pulses, Start, Stimulator};
use crate::error::Error;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The first line's version; raised when the meaning of a field changes.
const FORMAT: u32 = 1;

/// What stands in the text.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: u32,
    /// Quoted, since TOML's integers end at 2^63.
    seed: String,
    #[serde(default)]
    populations: Vec<Population>,
    #[serde(default)]
    projections: Vec<Projection>,
    #[serde(default)]
    noises: Vec<Noise>,
    #[serde(default)]
    inputs: Vec<Input>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pulses: Vec<Pulses>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stimulators: Vec<Stimulator>,
    #[serde(default)]
    probes: Vec<Probe>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lfps: Vec<Lfp>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    positions: BTreeMap<String, Vec<f64>>,
    /// Every parameter, by path.
    #[serde(default)]
    parameters: BTreeMap<String, f64>,
    #[serde(default)]
    cells: BTreeMap<String, Vec<f64>>,
    #[serde(default)]
    heterogeneity: BTreeMap<String, f64>,
    #[serde(default)]
    initial: BTreeMap<String, Start>,
}

impl Network {
    /// The whole description as text. Read back, parameters may have other ids.
    ///
    /// # Panics
    /// Never: a network holds only what TOML can say.
    pub fn to_text(&self) -> String {
        let paths = self.params.iter().map(|record| record.path.clone());
        let document = Document {
            format: FORMAT,
            seed: self.seed.to_string(),
            populations: self.populations.clone(),
            projections: self.projections.clone(),
            noises: self.noises.clone(),
            inputs: self.inputs.clone(),
            pulses: self.pulses.clone(),
            stimulators: self.stimulators.clone(),
            probes: self.probes.clone(),
            lfps: self.lfps.clone(),
            positions: self.positions.clone(),
            parameters: paths.zip(self.values.iter().copied()).collect(),
            cells: self.cells_by_path(),
            heterogeneity: self.heterogeneity_by_path(),
            initial: self.starts.clone(),
        };
        toml::to_string(&document).expect("a network holds only what TOML can say")
    }

    /// The network that a text describes, checked as if it were built by hand.
    ///
    /// # Errors
    /// `Error::BadText` with line and column, or whatever building it by hand would have said.
    pub fn from_text(text: &str) -> Result<Self, Error> {
        let bad = |why: String| Error::BadText { why };
        let document: Document = toml::from_str(text).map_err(|fault| bad(fault.to_string()))?;
        if document.format != FORMAT {
            return Err(bad(format!("format {} is not {FORMAT}", document.format)));
        }
        let seed = document
            .seed
            .parse()
            .map_err(|_| bad(format!("seed \"{}\" is no whole number", document.seed)))?;
        let mut network = Self::new(seed);
        network.add_parts(&document)?;
        network.set_all(&document)?;
        Ok(network)
    }

    /// Parts in the order that gives parameters their ids.
    fn add_parts(&mut self, document: &Document) -> Result<(), Error> {
        for part in &document.populations {
            self.add_population(&part.name, &part.model, part.n_cells)?;
        }
        document.projections.iter().try_for_each(|part| self.add_projection(part.clone()))?;
        document.noises.iter().try_for_each(|part| self.add_noise(part.clone()))?;
        document.inputs.iter().try_for_each(|part| self.add_input(part.clone()))?;
        document.pulses.iter().try_for_each(|part| self.add_pulses(part.clone()))?;
        document.stimulators.iter().try_for_each(|part| self.add_stimulator(part.clone()))?;
        document.probes.iter().try_for_each(|part| self.add_probe(part.clone()))?;
        for (population, xyz_um) in &document.positions {
            self.set_positions(population, xyz_um)?;
        }
        document.lfps.iter().try_for_each(|part| self.add_lfp(part.clone()))
    }

    fn set_all(&mut self, document: &Document) -> Result<(), Error> {
        for (path, &value) in &document.parameters {
            self.set(path, value)?;
        }
        for (path, values) in &document.cells {
            self.set_cells(path, values)?;
        }
        for (path, &sd) in &document.heterogeneity {
            self.set_heterogeneity(path, sd)?;
        }
        for (path, start) in &document.initial {
            if !start.values.is_empty() {
                self.set_initial(path, &start.values)?;
            }
            self.set_initial_spread(path, start.spread)?;
        }
        Ok(())
    }
}
