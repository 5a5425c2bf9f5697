//! A moment of a simulation: what follows it is what would have followed, wherever it is taken up.

mod processes;
mod replay;
mod snapshot;
mod support;
#[path = "../support/this_program.rs"]
mod this_program;
