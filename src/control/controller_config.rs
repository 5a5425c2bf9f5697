//! What kind of controller, and what it may do.

use std::f64::consts::PI;

use super::checks::{in_range, samples, LARGEST};
use super::controllers::phase_locked::PhaseLocked;
use super::controllers::pid::Pid;
use super::controllers::ramped::{Decision, Ramped};
use super::limited::{Limits, WIDEST};
use crate::error::Error;

/// The controllers by name.
pub const CONTROLLERS: [&str; 7] =
    ["open_loop", "on_off", "dual_threshold", "proportional", "pi", "pid", "phase_locked"];

/// What an output may be.
pub const ACTS_ON: [&str; 2] = ["amplitude", "frequency"];

/// The set points, gains and thresholds that are taken, besides 0.
const NUMBERS: (f64, f64) = (1e-30, 1e30);

/// Times, s.
const TIMES_S: (f64, f64) = (0.0, 1e9);

/// Integral times, s.
const INTEGRAL_TIMES_S: (f64, f64) = (1e-9, 1e9);

/// Describes a [`super::Controller`]; each kind reads the fields that it needs and checks those.
#[derive(Clone, Debug, PartialEq)]
pub struct ControllerConfig {
    /// Which controller: one of [`CONTROLLERS`].
    pub kind: String,
    /// What the output is of the stimulus: one of [`ACTS_ON`].
    pub acts_on: String,
    /// The amplitude while the controller acts on the frequency, in the stimulator's unit.
    pub amplitude: f64,
    /// The frequency while the controller acts on the amplitude, Hz.
    pub frequency_hz: f64,
    /// The time from one call to the next, s.
    pub interval_s: f64,
    /// The measure to reach, in the measure's unit.
    pub set_point: f64,
    /// The measure below which a dual threshold lowers its output.
    pub lower: f64,
    /// The measure above which a dual threshold raises its output.
    pub upper: f64,
    /// The output of "open_loop", and of "phase_locked" in a call that fires.
    pub constant: f64,
    /// The time from least to largest output of "on_off" and "dual_threshold", s.
    pub ramp_s: f64,
    /// The gain Kp, output a unit of error.
    pub gain: f64,
    /// The integral time Ti, s; in "pid" 0 for none.
    pub integral_s: f64,
    /// The derivative time Td, s.
    pub derivative_s: f64,
    /// The phase at which "phase_locked" fires, radians from -pi to pi; 0 is the peak.
    pub target_rad: f64,
    /// The amplitude below which "phase_locked" does not fire, in the measure's unit.
    pub amplitude_threshold: f64,
    /// The least time from one pulse of "phase_locked" to the next, s.
    pub refractory_s: f64,
    /// What the output may do, whatever the controller asks for.
    pub limits: Limits,
}

impl Default for ControllerConfig {
    /// The first of [`CONTROLLERS`], with the published numbers that act on the amplitude in mA.
    fn default() -> Self {
        Self {
            kind: CONTROLLERS[0].into(),
            acts_on: ACTS_ON[0].into(),
            amplitude: 1.5,
            frequency_hz: 130.0,
            interval_s: 0.02,
            set_point: 1.0414e-4,
            lower: 1.0414e-4,
            upper: 1.5261e-4,
            constant: 2.5,
            ramp_s: 0.25,
            gain: 0.23,
            integral_s: 0.2,
            derivative_s: 0.0,
            target_rad: 0.0,
            amplitude_threshold: 0.0,
            refractory_s: 0.02,
            limits: Limits::between(0.0, 3.0),
        }
    }
}

impl ControllerConfig {
    /// The published numbers of a kind that acts on the amplitude in mA; those of "pi" for "pid".
    ///
    /// Fleming JE, Dunn E, Lowery MM (2020) Front Neurosci 14:166, doi:10.3389/fnins.2020.00166; the set
    /// points are in mV of the authors' LFP. "phase_locked" is not theirs: it is called every ms.
    ///
    /// # Errors
    /// No controller has this name.
    pub fn of(kind: &str) -> Result<Self, Error> {
        let published = Self { kind: kind.into(), ..Self::default() };
        match kind {
            "proportional" => Ok(Self { gain: 5.0, ..published }),
            "phase_locked" => Ok(Self { interval_s: 1e-3, ..published }),
            kind if CONTROLLERS.contains(&kind) => Ok(published),
            unknown => Err(Error::unknown("controller", unknown, CONTROLLERS)),
        }
    }

    /// The published numbers of a kind that acts on the frequency in Hz, from 0 to 250, at 1.5 mA.
    ///
    /// Published are "proportional" and "pi"; the others differ from those of the amplitude in their limits,
    /// and "open_loop" and "phase_locked" in their constant, 130 Hz.
    ///
    /// # Errors
    /// No controller has this name.
    pub fn of_frequency(kind: &str) -> Result<Self, Error> {
        let of_amplitude = Self::of(kind)?;
        let gain = if kind == "proportional" { 416.7 } else { 19.3 };
        let (acts_on, limits) = (ACTS_ON[1].into(), Limits::between(0.0, 250.0));
        Ok(Self { acts_on, limits, gain, constant: 130.0, ..of_amplitude })
    }

    fn bounds(&self) -> (f64, f64) {
        (self.limits.min, self.limits.max)
    }

    pub(super) fn constant(&self) -> Result<f64, Error> {
        in_range("constant", self.constant, WIDEST, "1")
    }

    pub(super) fn on_off(&self) -> Result<Ramped, Error> {
        let set_point = in_range("set_point", self.set_point, NUMBERS, "1")?;
        self.ramped(Decision::OnOff { set_point })
    }

    pub(super) fn dual_threshold(&self) -> Result<Ramped, Error> {
        let upper = in_range("upper", self.upper, (-LARGEST, LARGEST), "1")?;
        let lower = in_range("lower", self.lower, (-LARGEST, upper), "1")?;
        self.ramped(Decision::DualThreshold { lower, upper })
    }

    fn ramped(&self, decision: Decision) -> Result<Ramped, Error> {
        let ramp_s = in_range("ramp_s", self.ramp_s, TIMES_S, "s")?;
        Ok(Ramped::new(decision, self.bounds(), ramp_s, self.interval_s))
    }

    /// P, PI and PID: what a name leaves out is 0.
    pub(super) fn pid(&self) -> Result<Pid, Error> {
        let integral = if self.kind == "proportional" { 0.0 } else { self.integral_s };
        let derivative = if self.kind == "pid" { self.derivative_s } else { 0.0 };
        let per_integral_s = match integral {
            none if none == 0.0 && self.kind != "pi" => 0.0,
            some => 1.0 / in_range("integral_s", some, INTEGRAL_TIMES_S, "s")?,
        };
        if self.set_point != 0.0 {
            in_range("set_point", self.set_point, NUMBERS, "1")?;
        }
        Ok(Pid {
            set_point: self.set_point,
            gain: in_range("gain", self.gain, WIDEST, "1")?,
            per_integral_s,
            derivative_s: in_range("derivative_s", derivative, TIMES_S, "s")?,
            interval_s: self.interval_s,
            min: self.limits.min,
            max: self.limits.max,
            integral: 0.0,
            last_error: 0.0,
        })
    }

    pub(super) fn phase_locked(&self) -> Result<PhaseLocked, Error> {
        let target_rad = in_range("target_rad", self.target_rad, (-PI, PI), "rad")?;
        let least = in_range("amplitude_threshold", self.amplitude_threshold, (0.0, LARGEST), "1")?;
        let refractory_s = in_range("refractory_s", self.refractory_s, TIMES_S, "s")?;
        let refractory = samples("refractory_s", refractory_s, 1.0 / self.interval_s)?;
        Ok(PhaseLocked::new(target_rad, least, refractory))
    }
}
