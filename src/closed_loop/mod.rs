//! Closed loops: a simulator, an estimator and a controller, each at its own rate.
//!
//! A [`ClosedLoop`] measures one channel of a simulator's output rows, estimates from it, decides, and
//! sets a stimulator's amplitude and frequency. When each of these is due is counted in steps since the simulator's
//! beginning, so that no cut of a run shows; what the loop sets is set as anyone would, so it is in the simulator's
//! snapshots and log, and a replay needs no loop. Nothing allocates after [`ClosedLoop::new`].

mod decide;
mod places;
mod run;
mod words;

pub use run::{Decide, Ticks};

use crate::control::{Controller, ControllerConfig, Estimate, Estimator, EstimatorConfig};
use crate::engine::Simulator;
use crate::error::Error;
use places::{check_ranges, Places};

/// Describes a [`ClosedLoop`].
#[derive(Clone, Debug, PartialEq)]
pub struct LoopConfig {
    /// The channel of the output rows that is measured, by name.
    pub channel: String,
    /// The stimulator whose amplitude and frequency are set, by name.
    pub stimulator: String,
    /// When the controller begins, ms of the simulator's time; the estimator is there from the beginning.
    pub start_ms: f64,
    /// What is made of the channel; a sample is a whole number of steps.
    pub estimator: EstimatorConfig,
    /// What decides; an interval is a whole number of steps. Blanking acts in "phase_locked" alone, whose frequency
    /// is to be one over the interval, so that an interval that fires has one pulse.
    pub controller: ControllerConfig,
}

/// What a loop did when its controller was due.
#[repr(C)] // the C ABI hands it out as it is
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tick {
    /// Steps that the simulator had done.
    pub step: u64,
    /// The last sample of the channel, in its unit.
    pub sample: f64,
    /// The last estimate.
    pub estimate: f64,
    /// Its phase in radians; NaN where there is none.
    pub phase_rad: f64,
    /// The stimulator's amplitude from here on, mA.
    pub amplitude_ma: f64,
    /// Its frequency, Hz.
    pub frequency_hz: f64,
}

/// An estimator and a controller around a simulator.
#[derive(Clone, Debug)]
pub struct ClosedLoop {
    estimator: Estimator,
    controller: Controller,
    places: Places,
    /// Steps of a sample, of an interval, and before the controller begins.
    sample_every: u64,
    decide_every: u64,
    start: u64,
    sample: f64,
    estimate: Estimate,
}

/// Before the first sample.
const NOTHING: Estimate = Estimate { value: 0.0, phase_rad: f64::NAN, is_fresh: false };

impl ClosedLoop {
    /// Makes the loop that is described, for simulators of one network and step.
    ///
    /// # Errors
    /// Those of the estimator and of the controller; an unknown channel or stimulator; a sample or an interval that is
    /// no whole number of steps; limits beyond what the stimulator takes.
    pub fn new(config: &LoopConfig, simulator: &Simulator) -> Result<Self, Error> {
        let dt_ms = simulator.dt_ms();
        let (estimator, controller) = (&config.estimator, &config.controller);
        check_ranges(controller, simulator, &config.stimulator)?;
        Ok(Self {
            places: Places::find(config, simulator)?,
            sample_every: steps("the estimator's sample", 1000.0 / estimator.sample_hz, dt_ms)?,
            decide_every: steps(
                "the controller's interval",
                1000.0 * controller.interval_s,
                dt_ms,
            )?,
            start: start(config.start_ms, dt_ms)?,
            estimator: Estimator::new(estimator)?,
            controller: Controller::new(controller)?,
            sample: 0.0,
            estimate: NOTHING,
        })
    }

    /// Shows the estimator.
    pub fn estimator(&self) -> &Estimator {
        &self.estimator
    }

    /// Shows the controller.
    pub fn controller(&self) -> &Controller {
        &self.controller
    }

    /// Forgets every sample: equals new. The simulator is not touched.
    pub fn reset(&mut self) {
        self.estimator.reset();
        self.controller.reset();
        (self.sample, self.estimate) = (0.0, NOTHING);
    }
}

/// A time in steps, of which it must be a whole number.
fn steps(what: &str, ms: f64, dt_ms: f64) -> Result<u64, Error> {
    let n = (ms / dt_ms).round();
    let is_whole = (ms / dt_ms - n).abs() <= 1e-6 * n && (1.0..=1e15).contains(&n);
    if is_whole {
        return Ok(n as u64);
    }
    let why = format!("is {ms} ms: no whole number of steps of {dt_ms} ms");
    Err(Error::invalid(what, why))
}

/// The first step that a time has not passed.
fn start(start_ms: f64, dt_ms: f64) -> Result<u64, Error> {
    let (value, min, max) = (start_ms, 0.0, 1e12);
    if (min..=max).contains(&value) {
        return Ok((start_ms / dt_ms).round() as u64);
    }
    Err(Error::OutOfRange { name: "start_ms".into(), value, min, max, unit: "ms".into() })
}
