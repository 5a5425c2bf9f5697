//! Cells that fire by themselves.

use super::{p, v, Param, Variable, STEADY};

/// Parameters of a spike source, [`crate::models::spike_source`].
pub const SPIKE_SOURCE: &[Param] = &[
    p("rate", "Hz", 10.0, 0.0, 1e3, "mean rate; a change acts at once"),
    p(
        "cv",
        "1",
        1.0,
        0.0,
        1.0,
        "SD over mean of intervals, gamma-distributed: 1 is Poisson, 0 a clock",
    ),
];

pub(super) const SPIKE_SOURCE_STATE: &[Variable] =
    &[v("v", "mV", -1000.0, 1000.0, 0.0), v("left", "1", -1.0, 1e9, STEADY)];
