//! Electrodes that record, as the caller describes them.

use super::positions::{check_electrode, Place};
use super::Network;
use crate::error::Error;
use serde::{Deserialize, Serialize};

/// A local field potential: what a point electrode sees of the synaptic currents of cells around it, as one channel
/// in mV after those of the probes.
///
/// Each cell is a point source of its synaptic current in a tissue that is the same everywhere: the potential is
/// the sum of I/(4 pi sigma r), positive for current that leaves the cell, as Fleming, Dunn and Lowery (2020)
/// Front Neurosci 14:166 have it. With a second electrode it is the difference from there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lfp {
    /// The name of its channel.
    pub name: String,
    /// The populations that it sees; empty for all that have positions.
    pub populations: Vec<String>,
    /// Where it is, um.
    pub electrode_um: Place,
    /// What is subtracted is seen from here, um; none for a potential against what is far away.
    pub reference_um: Option<Place>,
    /// Of the tissue, S/m.
    pub conductivity: f64,
    /// The edge of the amplifier's low-pass, a Butterworth filter of fourth order, Hz; 0 for none.
    pub low_pass_hz: f64,
    /// What every stimulator adds while its current flows, mV per mA.
    pub artefact_mv_per_ma: f64,
    /// Whether the amplifier keeps what it had from the beginning of every pulse until so long after its end, ms;
    /// negative if not.
    pub blanking_ms: f64,
}

impl Default for Lfp {
    fn default() -> Self {
        Self {
            name: String::new(),
            populations: Vec::new(),
            electrode_um: [0.0; 3],
            reference_um: None,
            conductivity: 0.27,
            low_pass_hz: 0.0,
            artefact_mv_per_ma: 0.0,
            blanking_ms: -1.0,
        }
    }
}

/// The largest of the numbers below: Hz, mV per mA, ms.
const MOST: f64 = 1e6;

impl Network {
    /// Adds an electrode that records. The positions of the cells that it sees count as they are when a simulator
    /// is made.
    ///
    /// # Errors
    /// For a bad or taken name, an unknown population, one that is listed twice or has no positions, none that is
    /// seen, or a number out of range.
    pub fn add_lfp(&mut self, lfp: Lfp) -> Result<(), Error> {
        self.check_new("lfp", &lfp.name)?;
        check_electrode(lfp.electrode_um, lfp.conductivity)?;
        check_electrode(lfp.reference_um.unwrap_or_default(), lfp.conductivity)?;
        self.populations_seen(&lfp)?;
        for (what, unit, value, min) in [
            ("low_pass", "Hz", lfp.low_pass_hz, 0.0),
            ("artefact", "mV/mA", lfp.artefact_mv_per_ma, -MOST),
            ("blanking", "ms", lfp.blanking_ms, -MOST),
        ] {
            if !(min..=MOST).contains(&value) {
                let (name, unit) = (format!("{what} of {}", lfp.name), unit.into());
                return Err(Error::OutOfRange { name, value, min, max: MOST, unit });
            }
        }
        self.lfps.push(lfp);
        Ok(())
    }

    /// The electrodes that record, in the order of addition.
    pub fn lfps(&self) -> &[Lfp] {
        &self.lfps
    }

    /// The populations that an electrode sees, and what it sees of 1 nA out of each of their cells, mV.
    ///
    /// # Errors
    /// For an unknown population, one without positions, or none.
    pub fn seen_by(&self, lfp: &Lfp) -> Result<Vec<(usize, Vec<f64>)>, Error> {
        let seen = self.populations_seen(lfp)?;
        let fields = seen.iter().map(|name| {
            let mut field = self.field(name, lfp.electrode_um, lfp.conductivity)?;
            if let Some(reference_um) = lfp.reference_um {
                let other = self.field(name, reference_um, lfp.conductivity)?;
                field.iter_mut().zip(other).for_each(|(mv, other)| *mv -= other);
            }
            // mV per mA to mV per nA
            field.iter_mut().for_each(|mv| *mv *= 1e-6);
            Ok((self.find_population(name)?, field))
        });
        fields.collect()
    }

    fn populations_seen<'a>(&'a self, lfp: &'a Lfp) -> Result<Vec<&'a str>, Error> {
        if !lfp.populations.is_empty() {
            for (place, name) in lfp.populations.iter().enumerate() {
                self.positions(name)?;
                if lfp.populations[..place].contains(name) {
                    let why = format!("names the population {name} twice");
                    return Err(Error::invalid(format!("lfp {}", lfp.name), why));
                }
            }
            return Ok(lfp.populations.iter().map(String::as_str).collect());
        }
        let all: Vec<&str> = self.positions.keys().map(String::as_str).collect();
        if all.is_empty() {
            let why = "sees no cell: no population has positions yet";
            return Err(Error::invalid(format!("lfp {}", lfp.name), why));
        }
        Ok(all)
    }
}
