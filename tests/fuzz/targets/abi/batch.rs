//! Batches of trials.

use std::ffi::{c_char, c_void};
use std::ptr::null_mut;

use subthal::ffi::*;

use super::caller::{call, filled, Caller};
use super::words::*;

/// What one trial may take, so that an input stays short.
const MOST_BYTES: u64 = 1 << 20;

/// Answers what its context says.
unsafe extern "C" fn progress(_n_done: usize, _n_trials: usize, context: *mut c_void) -> i32 {
    // SAFETY: it was handed over with an i32.
    unsafe { context.cast::<i32>().read() }
}

fn protocol(c: &mut Caller) -> *const subthal_protocol {
    let mut protocol: subthal_protocol = filled(subthal_protocol_default);
    protocol.dt_ms = c.bytes.of(&[0.025, 0.1, 0.1, 1.0, f64::NAN, 0.0]);
    (protocol.burn_in_ms, protocol.measured_ms) = (c.bytes.of(&TIMES), c.bytes.of(&TIMES));
    (protocol.precision, protocol.integrator) = (c.text(&PRECISIONS), c.text(&INTEGRATORS));
    (protocol.redraw_wiring, protocol.reserved) = (c.flag(), c.flag() / 2);
    c.given(protocol)
}

fn batch(c: &mut Caller) -> *const subthal_batch {
    let mut batch: subthal_batch = filled(subthal_batch_default);
    (batch.params, batch.n_params) = c.array(Caller::index);
    (batch.values, batch.values_len) = c.array(Caller::number);
    (batch.seeds, batch.n_trials) = c.array(Caller::count);
    let metrics: [*const c_char; 2] = [(); 2].map(|()| c.text(&WANTED));
    (batch.metrics, batch.n_metrics) = (c.arrays.array(metrics), c.bytes.below(3));
    batch.n_threads = c.bytes.of(&[1, 1, 1, 2, 0, 7, usize::MAX]);
    (batch.results, batch.results_len) = c.buffer();
    (batch.statuses, batch.statuses_len) = c.buffer();
    (batch.sentences, batch.sentences_len) = c.buffer();
    batch.sentence_size = c.bytes.of(&[8, 1, 0, 3, usize::MAX]);
    c.given(batch)
}

pub fn evaluate(c: &mut Caller) {
    let (net, protocol, batch) = (c.net(), protocol(c), batch(c));
    let mut bytes = 0;
    let mut answer = c.bytes.of(&[0, 0, 0, 1]);
    let (ask, context): (subthal_progress, *mut i32) = match c.bytes.below(2) {
        0 => (None, null_mut()),
        _ => (Some(progress), &raw mut answer),
    };
    // SAFETY: `bytes` is a local; the handle may be any.
    let known = unsafe { subthal_network_memory_bytes(net, &mut bytes) } == subthal_status::Ok;
    if protocol.is_null() || known && bytes > MOST_BYTES {
        return c.came_to_nothing();
    }
    let context = context.cast();
    let evaluate = subthal_evaluate;
    call!(c, evaluate, net = net, with = protocol, batch = batch, ask = ask, context = context);
}
