//! A band's amplitude as the early adaptive stimulators measured it: filter, rectify, smooth.
//!
//! Little S et al. (2013) Ann Neurol 74:449-457, doi:10.1002/ana.23951.
//!
//! The filter starts in the steady state of the first sample, so that a constant in the signal makes
//! no transient; the average takes what was before the first sample for 0.

use crate::control::average::Average;
use crate::control::band_pass::BandPass;
use crate::control::state::state;

/// |band| averaged, sample by sample.
#[derive(Clone, Debug)]
pub(in crate::control) struct BandRectified {
    filter: BandPass,
    average: Average,
    started: bool,
}

state!(BandRectified: filter, average, started);

impl BandRectified {
    pub(in crate::control) fn new(filter: BandPass, average: Average) -> Self {
        Self { filter, average, started: false }
    }

    /// The average after one more sample, in the signal's unit.
    #[inline]
    pub(in crate::control) fn step(&mut self, x: f64) -> f64 {
        if !self.started {
            self.filter.settle(x);
            self.started = true;
        }
        self.average.step(self.filter.step(x).abs())
    }
}
