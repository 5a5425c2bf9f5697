//! Who receives a current from outside.

use super::row::{Row, ROW};
use crate::simd::Float;

/// Receiving cells, and what each receives of a unit of current, in the model's unit.
pub type Receivers = Vec<(u32, f64)>;

/// Adds what they receive of a current to the currents of all cells.
pub fn add_current<S: Float>(currents: &mut [Row<S>], receivers: &Receivers, current: f64) {
    if current == 0.0 {
        return;
    }
    for &(cell, weight) in receivers {
        currents[cell as usize / ROW][cell as usize % ROW] += S::from_f64(weight * current);
    }
}
