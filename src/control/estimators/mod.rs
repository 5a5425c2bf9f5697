//! The estimators, one a file; [`super::Estimator`] chooses among them.

pub(super) mod band_power;
pub(super) mod band_rectified;
pub(super) mod bursts;
pub(super) mod envelope_phase;
pub(super) mod fleming_2020;
