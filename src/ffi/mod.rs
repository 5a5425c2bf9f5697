//! The C ABI. No arithmetic: every function borrows, checks and calls.
//!
//! | file | what stands in it |
//! |---|---|
//! | [`guard`] | the one place that catches panics |
//! | [`pointers`], [`texts`] | the one place that makes references, slices and strings of pointers |
//! | [`structs`] | structs that cross, and may grow |
//! | [`handles`] | tables that turn a [`token`] into a [`borrow`] of an object, without a lock |
//! | [`slots`] | which places of a table are free |
//! | [`answers`] | where a batch writes |
//! | [`machine`] | the state of estimators and controllers as bytes |
//! | [`last_error`] | the sentence of the thread's last failure |
//! | [`status`] | the frozen numbers |
//! | [`version`] | which library this is |
//!
//! Every other file is one C object or one topic. Its docs become `include/subthal.h`, so they
//! speak C.
#![allow(non_camel_case_types)] // the names are the header's

mod answers;
mod beta;
mod borrow;
mod bursts;
mod cells;
mod channels;
mod controller;
mod controller_config;
mod coupling;
mod delivered;
mod estimator;
mod estimator_bursts;
mod estimator_config;
mod evaluate;
mod finished;
mod guard;
mod handles;
mod inputs;
mod last_error;
mod lfps;
mod log;
mod loop_config;
mod loops;
mod machine;
mod metrics;
mod multitaper;
mod names;
mod network;
mod noise;
mod params;
mod pointers;
mod populations;
mod positions;
mod preset;
mod probes;
mod projections;
mod pulses;
mod relay;
mod replay;
mod run;
mod simulator;
mod simulator_params;
mod simulator_populations;
mod slots;
mod snapshot;
mod spectra;
mod state;
mod status;
mod stimulators;
mod structs;
mod text;
mod texts;
mod token;
mod version;
mod wiring;

pub use beta::*;
pub use bursts::*;
pub use cells::*;
pub use channels::*;
pub use controller::*;
pub use controller_config::*;
pub use coupling::*;
pub use delivered::*;
pub use estimator::*;
pub use estimator_bursts::*;
pub use estimator_config::*;
pub use evaluate::*;
pub use finished::*;
pub use inputs::*;
pub use last_error::*;
pub use lfps::*;
pub use log::*;
pub use loop_config::*;
pub use loops::*;
pub use metrics::*;
pub use multitaper::*;
pub use names::*;
pub use network::*;
pub use noise::*;
pub use params::*;
pub use populations::*;
pub use positions::*;
pub use preset::*;
pub use probes::*;
pub use projections::*;
pub use pulses::*;
pub use relay::*;
pub use replay::*;
pub use run::*;
pub use simulator::*;
pub use simulator_params::*;
pub use simulator_populations::*;
pub use snapshot::*;
pub use spectra::*;
pub use state::*;
pub use status::*;
pub use stimulators::*;
pub use text::*;
pub use version::*;
pub use wiring::*;
