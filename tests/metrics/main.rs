//! The metrics against SciPy, against what can be computed by hand, and against bad input.

mod beta;
mod data;
mod names;
mod refusals;
mod spectra;
mod spikes;
mod trains;
