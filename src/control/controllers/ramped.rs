//! Outputs that rise or fall by a fixed step a call: on-off and dual threshold.
//!
//! The step is the whole range over the ramp's calls, rounded up: ceil(ramp / interval), as the authors'
//! constructors have it (their setters forget to round). The output begins at 0, also where that lies
//! below the least: the first call brings it into the range. Departure: a ramp of 0 is one call.

use super::held;
use crate::control::state::state;

/// What decides whether to rise.
#[derive(Clone, Copy, Debug)]
pub(in crate::control) enum Decision {
    /// Above the set point up, else down.
    OnOff { set_point: f64 },
    /// Above the upper up, below the lower down, between them nothing.
    DualThreshold { lower: f64, upper: f64 },
}

impl Decision {
    #[inline]
    fn steps(self, measured: f64) -> f64 {
        match self {
            Self::OnOff { set_point } if (measured - set_point) / set_point > 0.0 => 1.0,
            Self::OnOff { .. } => -1.0,
            Self::DualThreshold { upper, .. } if measured > upper => 1.0,
            Self::DualThreshold { lower, .. } if measured < lower => -1.0,
            Self::DualThreshold { .. } => 0.0,
        }
    }
}

/// The law and its last output.
#[derive(Clone, Debug)]
pub(in crate::control) struct Ramped {
    decision: Decision,
    step: f64,
    min: f64,
    max: f64,
    output: f64,
}

state!(Ramped: output);

impl Ramped {
    pub(in crate::control) fn new(
        decision: Decision,
        (min, max): (f64, f64),
        ramp_s: f64,
        interval_s: f64,
    ) -> Self {
        let calls = (ramp_s / interval_s).ceil();
        let step = (max - min) / if calls < 1.0 { 1.0 } else { calls };
        Self { decision, step, min, max, output: 0.0 }
    }

    #[inline]
    pub(in crate::control) fn step(&mut self, measured: f64) -> f64 {
        let increment = self.decision.steps(measured) * self.step;
        self.output = held(self.output + increment, self.min, self.max);
        self.output
    }
}
