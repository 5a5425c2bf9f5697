//! The metrics against SciPy, against what can be computed by hand, and against bad input.

mod beta;
mod data;
mod names;
mod refusals;
mod relay;
mod rhythm_refusals;
mod rhythms;
mod spectra;
mod spikes;
mod trains;
