//! Estimators and controllers: against SciPy, against the published rules, and what holds for all.

mod allocations;
mod controllers;
mod data;
mod estimators;
mod fleming;
mod hashes;
mod limits;
mod loops;
mod machines;
mod phase;
mod refusals;
#[path = "../support/allocations.rs"]
mod support;
mod words;
