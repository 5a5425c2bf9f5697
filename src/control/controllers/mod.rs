//! The laws of control, one family a file; [`super::Controller`] chooses among them.
//!
//! Constant, on-off, dual threshold, P, PI and PID are the published ones of Fleming JE, Dunn E, Lowery MM
//! (2020) Front Neurosci 14:166, doi:10.3389/fnins.2020.00166, after the authors' Controllers.py (ModelDB
//! 262046): the same operations in the same order, the same first values.

pub(super) mod phase_locked;
pub(super) mod pid;
pub(super) mod ramped;

/// The value, held between two bounds.
#[inline]
pub(super) fn held(x: f64, min: f64, max: f64) -> f64 {
    if x > max {
        max
    } else if x < min {
        min
    } else {
        x
    }
}
