//! How a network is to be run.

use super::cells::INTEGRATORS;
use crate::error::Error;
use crate::simd::Float;

/// The precisions, by name.
pub const PRECISIONS: [&str; 2] = [f64::NAME, f32::NAME];

/// How a network is to be run.
#[derive(Clone, Debug, PartialEq)]
pub struct SimulatorConfig {
    /// Length of a step, ms, from 1e-4 to 1.
    pub dt_ms: f64,
    /// "forward_euler" (each model's published order) or "exponential_euler" (gates exact at fixed V).
    pub integrator: String,
    /// "double", or "single" for speed: how state is stored and stepped. Both feel the same noise.
    pub precision: String,
    /// Another trial has other noise and another initial state, and the same wiring and cells.
    pub trial: u64,
}

impl Default for SimulatorConfig {
    fn default() -> Self {
        Self {
            dt_ms: 0.025,
            integrator: "forward_euler".into(),
            precision: f64::NAME.into(),
            trial: 0,
        }
    }
}

impl SimulatorConfig {
    /// Whether its step, precision and integrator exist.
    ///
    /// # Errors
    /// `Error::OutOfRange` or `Error::UnknownName`.
    pub fn check(&self) -> Result<(), Error> {
        check_dt(self.dt_ms)?;
        check_name("precision", &self.precision, PRECISIONS)?;
        check_name("integrator", &self.integrator, INTEGRATORS)
    }
}

fn check_name(kind: &'static str, name: &str, known: [&'static str; 2]) -> Result<(), Error> {
    if known.contains(&name) {
        return Ok(());
    }
    Err(Error::unknown(kind, name, known))
}

/// Whether this is a length that a step may have, ms.
///
/// # Errors
/// `Error::OutOfRange`.
pub fn check_dt(dt_ms: f64) -> Result<(), Error> {
    let (min, max) = (1e-4, 1.0);
    if (min..=max).contains(&dt_ms) {
        return Ok(());
    }
    Err(Error::OutOfRange { name: "dt_ms".into(), value: dt_ms, min, max, unit: "ms".into() })
}
