//! Estimators and controllers: against SciPy, against the published rules, and what holds for all.

mod allocations;
mod controllers;
mod data;
mod estimators;
mod fleming;
mod limits;
mod machines;
mod phase;
mod refusals;
mod words;
