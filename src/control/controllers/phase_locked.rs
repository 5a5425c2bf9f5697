//! One pulse where the phase of a rhythm passes a target.
//!
//! After phase-locked stimulation of tremor: Cagnan H et al. (2017) Brain 140:132-145,
//! doi:10.1093/brain/aww286. A crossing is from below the target to it or above, by less than half a turn,
//! so a phase that runs backwards or jumps fires nothing.

use std::f64::consts::PI;

use crate::control::angle::wrapped;
use crate::control::state::state;

/// The trigger.
#[derive(Clone, Debug)]
pub(in crate::control) struct PhaseLocked {
    target_rad: f64,
    threshold: f64,
    refractory: u64,
    wait: u64,
    distance: f64,
    started: bool,
}

state!(PhaseLocked: wait, distance, started);

impl PhaseLocked {
    /// Fires at `target_rad` if the amplitude is not below `threshold`, again after `refractory` calls.
    pub(in crate::control) fn new(target_rad: f64, threshold: f64, refractory: u64) -> Self {
        Self { target_rad, threshold, refractory, wait: 0, distance: 0.0, started: false }
    }

    /// True in the call that fires.
    #[inline]
    pub(in crate::control) fn step(&mut self, amplitude: f64, phase_rad: f64) -> bool {
        let before = std::mem::replace(&mut self.distance, wrapped(phase_rad - self.target_rad));
        let seen = std::mem::replace(&mut self.started, true);
        self.wait = self.wait.saturating_sub(1);

        let crossed = seen && before < 0.0 && self.distance >= 0.0;
        let fires = crossed && self.distance - before < PI && amplitude >= self.threshold;
        if !fires || self.wait > 0 {
            return false;
        }
        self.wait = self.refractory;
        true
    }

    /// Lets one call pass unseen: no crossing is counted across it.
    #[inline]
    pub(in crate::control) fn skip(&mut self) {
        self.wait = self.wait.saturating_sub(1);
        self.started = false;
    }
}
