//! Closed loops: estimators of a rhythm, controllers of a stimulus, and the limits around them.
//!
//! Small machines that are fed one number at a time. An [`Estimator`] turns samples of an LFP into a measure
//! of a band; a [`Controller`] turns the measure into the amplitude or the frequency of a stimulus. Both are
//! made from a configuration that names the kind, and checked there, once.
//!
//! What holds for all of them: they allocate when they are made and never after; nothing looks ahead;
//! a block of samples gives the bits of its samples one by one, on every machine; no number they are
//! fed makes their state other than finite; `reset` equals new; the state is words that can be saved.
//! No state variable is subnormal: what falls below 1e-140 is 0.

mod angle;
mod average;
mod band_pass;
mod checks;
mod complex;
mod controller;
mod controller_config;
mod controllers;
mod estimator;
mod estimator_config;
mod estimators;
mod limited;
mod low_pass;
mod prototype;
mod section;
mod state;

pub use average::AVERAGES;
pub use controller::{Controller, Stimulus};
pub use controller_config::{ControllerConfig, ACTS_ON, CONTROLLERS};
pub use estimator::{Estimate, Estimator};
pub use estimator_config::{EstimatorConfig, ESTIMATORS};
pub use estimators::bursts::Bursts;
pub use limited::{Limited, Limits};
pub use low_pass::LowPass;
pub use prototype::SHAPES;
