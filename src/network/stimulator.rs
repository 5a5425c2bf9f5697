//! Stimulators, as the caller describes them.

use super::build::check_receivers;
use super::Network;
use crate::error::Error;
use crate::models::params::{Param, STIMULATOR};
use crate::random::Stream;
use serde::{Deserialize, Serialize};

/// What a pulse is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Waveform {
    /// One phase.
    Monophasic,
    /// A phase, a gap, and its charge taken back at a constant current.
    #[default]
    Biphasic,
    /// A phase, a gap, and its charge taken back by a current that falls exponentially.
    Passive,
}

impl Waveform {
    /// All, by name.
    pub const NAMES: [(&'static str, Self); 3] = [
        ("monophasic", Self::Monophasic),
        ("biphasic", Self::Biphasic),
        ("passive", Self::Passive),
    ];

    /// The waveform of this name.
    ///
    /// # Errors
    /// `Error::UnknownName` with the nearest name.
    pub fn named(name: &str) -> Result<Self, Error> {
        let known = Self::NAMES.iter().map(|(name, _)| *name);
        let found = Self::NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, waveform)| *waveform).ok_or_else(|| Error::unknown("waveform", name, known))
    }
}

/// A pulse generator with its electrode: current into somata, spikes launched in axons.
///
/// The numbers here are those at the time of addition; the parameters have the current ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Stimulator {
    /// The first half of its parameters' paths.
    pub name: String,
    /// The population that it stimulates.
    pub population: String,
    /// The cells that receive current; empty for all.
    pub cells: Vec<u32>,
    /// What each listed cell receives of a mA, in the unit of the model's current; empty for 1 each.
    pub weights: Vec<f64>,
    /// What a pulse is.
    pub waveform: Waveform,
    /// The first phase in equal pieces of its width, each a multiple of the amplitude from -1 to 1; empty for a
    /// rectangle.
    pub shape: Vec<f64>,
    /// Cells whose axons pulses may excite; empty for a part of them drawn by the network's seed.
    pub axons: Vec<u32>,
    /// The amplitude from which each listed axon is excited, mA; empty for any.
    pub axon_thresholds_ma: Vec<f64>,
    /// The part of all cells whose axons are drawn, where none are listed.
    pub axon_fraction: f64,
    /// Pulses a second; 0 for none.
    #[serde(skip)]
    pub frequency_hz: f64,
    /// Current of the first phase.
    #[serde(skip)]
    pub amplitude_ma: f64,
    /// Its duration.
    #[serde(skip)]
    pub width_ms: f64,
    /// From the end of the first phase to the recharge.
    #[serde(skip)]
    pub gap_ms: f64,
    /// Duration of the recharge.
    #[serde(skip)]
    pub recharge_ms: f64,
    /// Time constant of a passive recharge.
    #[serde(skip)]
    pub recharge_tau_ms: f64,
    /// When the train begins, with a pulse.
    #[serde(skip)]
    pub start_ms: f64,
    /// What cells receive of the current besides: 0 for stimulation of axons alone.
    #[serde(skip)]
    pub soma: f64,
    /// Most that the amplitude moves in a second; 0 for no bound.
    #[serde(skip)]
    pub slew_ma_per_s: f64,
    /// Most current of either phase, whatever is asked for.
    #[serde(skip)]
    pub most_amplitude_ma: f64,
    /// Most charge of a phase, whatever is asked for, uC.
    #[serde(skip)]
    pub most_charge_uc: f64,
    /// How long after a launched spike the soma's are lost.
    #[serde(skip)]
    pub collision_ms: f64,
    /// How long after a launched spike an axon is not excited again.
    #[serde(skip)]
    pub refractory_ms: f64,
    /// Of the electrode, for the energy.
    #[serde(skip)]
    pub impedance_kohm: f64,
}

impl Default for Stimulator {
    fn default() -> Self {
        let number = |name| default(name);
        Self {
            name: String::new(),
            population: String::new(),
            cells: Vec::new(),
            weights: Vec::new(),
            waveform: Waveform::Biphasic,
            shape: Vec::new(),
            axons: Vec::new(),
            axon_thresholds_ma: Vec::new(),
            axon_fraction: 0.0,
            frequency_hz: number("frequency"),
            amplitude_ma: number("amplitude"),
            width_ms: number("width"),
            gap_ms: number("gap"),
            recharge_ms: number("recharge"),
            recharge_tau_ms: number("recharge_tau"),
            start_ms: number("start"),
            soma: number("soma"),
            slew_ma_per_s: number("slew"),
            most_amplitude_ma: number("most_amplitude"),
            most_charge_uc: number("most_charge"),
            collision_ms: number("collision"),
            refractory_ms: number("refractory"),
            impedance_kohm: number("impedance"),
        }
    }
}

fn default(name: &str) -> f64 {
    let found = STIMULATOR.iter().find(|param| param.name == name);
    found.map_or(f64::NAN, |param| param.default)
}

/// What shapes the network, or may not be exceeded by whoever changes parameters.
const FIXED: [&str; 4] = ["start", "most_amplitude", "most_charge", "impedance"];

impl Stimulator {
    /// Its parameters' values, in the order of the table.
    fn values(&self) -> [f64; 14] {
        [
            self.frequency_hz,
            self.amplitude_ma,
            self.width_ms,
            self.gap_ms,
            self.recharge_ms,
            self.recharge_tau_ms,
            self.start_ms,
            self.soma,
            self.slew_ma_per_s,
            self.most_amplitude_ma,
            self.most_charge_uc,
            self.collision_ms,
            self.refractory_ms,
            self.impedance_kohm,
        ]
    }
}

/// Whether the pieces of a first phase are such, and not all 0.
fn check_shape(stimulator: &str, pieces: &[f64]) -> Result<(), Error> {
    let wrong = pieces.iter().find(|piece| !(-1.0..=1.0).contains(*piece));
    if let Some(&value) = wrong {
        let (name, unit) = (format!("shape of {stimulator}"), "1".into());
        return Err(Error::OutOfRange { name, value, min: -1.0, max: 1.0, unit });
    }
    if !pieces.is_empty() && pieces.iter().all(|piece| *piece == 0.0) {
        return Err(Error::invalid(format!("shape of {stimulator}"), "has no piece but 0"));
    }
    Ok(())
}

impl Network {
    /// Adds a stimulator.
    ///
    /// # Errors
    /// For a bad or taken name, an unknown population or cell, weights or thresholds that do not pair with the
    /// cells, a shape of nothing, or a number out of range.
    pub fn add_stimulator(&mut self, stimulator: Stimulator) -> Result<(), Error> {
        let name = &stimulator.name;
        self.check_new("stimulator", name)?;
        let population = &self.populations[self.find_population(&stimulator.population)?];
        check_receivers(name, &stimulator.cells, &stimulator.weights, population.n_cells)?;
        let axons = format!("the axons of {name}");
        let thresholds = &stimulator.axon_thresholds_ma;
        check_receivers(&axons, &stimulator.axons, thresholds, population.n_cells)?;
        if !(0.0..=1.0).contains(&stimulator.axon_fraction) {
            let (name, value) = (format!("axon_fraction of {name}"), stimulator.axon_fraction);
            return Err(Error::OutOfRange { name, value, min: 0.0, max: 1.0, unit: "1".into() });
        }
        check_shape(name, &stimulator.shape)?;
        let values = stimulator.values();
        for (param, value) in STIMULATOR.iter().zip(values) {
            param.accept(&format!("{name}.{}", param.name), value)?;
        }
        for (param, value) in STIMULATOR.iter().zip(values) {
            self.add_param(name, &Param { ..*param }, value, !FIXED.contains(&param.name));
        }
        self.stimulators.push(stimulator);
        Ok(())
    }

    /// The index of a stimulator.
    ///
    /// # Errors
    /// `Error::UnknownName` with the nearest name.
    pub fn find_stimulator(&self, name: &str) -> Result<usize, Error> {
        let known = || self.stimulators.iter().map(|s| s.name.as_str());
        known().position(|n| n == name).ok_or_else(|| Error::unknown("stimulator", name, known()))
    }

    /// The stimulators, in the order of addition.
    pub fn stimulators(&self) -> &[Stimulator] {
        &self.stimulators
    }

    /// The cells whose axons a stimulator may excite, ascending where they are drawn, and the amplitude from which it
    /// excites each, mA.
    pub fn stimulated_axons(&self, index: usize) -> Vec<(u32, f64)> {
        let stimulator = &self.stimulators[index];
        let thresholds = &stimulator.axon_thresholds_ma;
        let threshold = |place: usize| thresholds.get(place).copied().unwrap_or(0.0);
        let cells = if stimulator.axons.is_empty() {
            self.drawn_axons(stimulator)
        } else {
            stimulator.axons.clone()
        };
        cells.into_iter().enumerate().map(|(place, cell)| (cell, threshold(place))).collect()
    }

    /// So many cells of the population as the fraction says, each set of them as likely.
    fn drawn_axons(&self, stimulator: &Stimulator) -> Vec<u32> {
        let found = self.populations.iter().find(|p| p.name == stimulator.population);
        let n_cells = found.map_or(0, |population| population.n_cells);
        let mut left = (stimulator.axon_fraction * n_cells as f64).round() as u64;
        let mut stream = Stream::named(self.seed, &["axons", &stimulator.name]);
        let mut take = |cell: usize| {
            let taken = left > 0 && stream.below((n_cells - cell) as u64) < left;
            left -= u64::from(taken);
            taken
        };
        (0..n_cells).filter(|cell| take(*cell)).map(|cell| cell as u32).collect()
    }
}
