//! Many trials in one call: parameters and seeds in, metrics and statuses out.
//!
//! A trial is a network of its own: the description with its parameter values, its seed, simulated and
//! measured. Nothing of it depends on the other trials, on their order or on the threads that ran
//! them, so its metrics are the bits that the simulator and the metrics give when used by hand.
//!
//! A worker keeps of its trial what the metrics need, until they are computed: the spikes (16 bytes
//! each); the mean V of a population at every step where a metric is made from it (8 bytes a step); the
//! mean synaptic current averaged over 1 ms, the sums made as the steps go (8 bytes a ms). Its buffers
//! serve its next trial.

mod batch;
mod trial;
mod wanted;
mod workers;

pub use batch::{Batch, Protocol, Wiring};
pub use wanted::Wanted;
pub use workers::{Answers, Progress};

use crate::error::Error;
use crate::network::Network;
use std::ops::ControlFlow;

/// Runs every trial of a batch.
///
/// `progress` is asked on the calling thread a few times a second, and after the last trial; breaking
/// cancels: trials that have begun are finished, the others are not. A trial that fails (a value out of
/// range, a network that cannot be, a divergence) says so in its outcome, has NaN for metrics, and
/// touches no other.
///
/// # Errors
/// A batch that makes no sense: an unknown parameter or metric, lengths that do not fit, a time that
/// is no whole number of steps or too short for a metric; nothing is run or written then.
/// `Error::Cancelled` if trials were left; the answers of the others are there.
pub fn evaluate(
    network: &Network,
    protocol: &Protocol,
    batch: &Batch<'_>,
    answers: &mut Answers<'_>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<(), Error> {
    let plan = batch::Plan::new(network, protocol, batch)?;
    answers.check(batch)?;
    workers::run(plan, batch, answers, progress)
}
