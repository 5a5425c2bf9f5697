//! Many trials in one call.

use std::ffi::{c_char, c_void};
use std::mem::offset_of;
use std::ops::ControlFlow;
use std::ptr::{null, null_mut};

use super::guard::{guard, guard_computing};
use super::network::{subthal_network, NETWORKS};
use super::pointers::{slice, Plain};
use super::status::subthal_status;
use super::structs::{read_struct, reserved, switch, write_struct, Growing};
use super::texts::text;
use crate::error::Error;
use crate::evaluate::{evaluate, Answers, Batch, Progress, Protocol, Wiring};
use crate::network::Network;

/// How every trial of a batch is run.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_protocol {
    /// sizeof this struct; set by subthal_protocol_default.
    pub struct_size: usize,
    /// Length of a step, in ms, from 1e-4 to 1; 0.025 unless set.
    pub dt_ms: f64,
    /// Simulated first and not measured, in ms, a whole number of steps; 500 unless set.
    pub burn_in_ms: f64,
    /// Measured then, in ms, a whole number of steps; 2000 unless set.
    pub measured_ms: f64,
    /// "single", which is the default, or "double".
    pub precision: *const c_char,
    /// "forward_euler", which is the default, or "exponential_euler".
    pub integrator: *const c_char,
    /// 0, which is the default: a seed is the number of a trial, with noise and an initial state of its own
    /// on the wiring and the cells of the network. 1: a seed stands in place of the network's, and
    /// draws everything anew.
    pub redraw_wiring: i32,
    /// 0; kept for later.
    pub reserved: i32,
}

// SAFETY: repr(C), its size first, then numbers and raw pointers.
unsafe impl Growing for subthal_protocol {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        let Protocol { dt_ms, burn_in_ms, measured_ms, .. } = Protocol::default();
        Self {
            struct_size: size_of::<Self>(),
            dt_ms,
            burn_in_ms,
            measured_ms,
            precision: c"single".as_ptr(),
            integrator: c"forward_euler".as_ptr(),
            redraw_wiring: 0,
            reserved: 0,
        }
    }
}

/// Trials that differ in parameters and seeds, and where their answers go.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_batch {
    /// sizeof this struct; set by subthal_batch_default.
    pub struct_size: usize,
    /// Ids of the parameters that are set (n_params), from subthal_network_find_param.
    pub params: *const usize,
    /// Parameters that are set; 0 unless set.
    pub n_params: usize,
    /// Their values (n_trials x n_params), row after row.
    pub values: *const f64,
    /// Elements in values.
    pub values_len: usize,
    /// One seed a trial (n_trials); subthal_protocol.redraw_wiring says what it draws.
    pub seeds: *const u64,
    /// Trials.
    pub n_trials: usize,
    /// What is measured (n_metrics): "population.metric" with a metric of subthal_names("metric"), such as
    /// "stn.rate", or "first.second.metric" with one of two populations, such as "stn.gpe.coherence".
    pub metrics: *const *const c_char,
    /// Metrics.
    pub n_metrics: usize,
    /// Threads that simulate, beside the calling one, which waits; 0, which is the default, for as many as
    /// this machine has.
    pub n_threads: usize,
    /// Written: metrics (n_trials x n_metrics), row after row; NaN where a trial has none.
    pub results: *mut f64,
    /// Elements in results.
    pub results_len: usize,
    /// Written: what became of each trial (n_trials), a subthal_status. May be NULL.
    pub statuses: *mut i32,
    /// Elements in statuses.
    pub statuses_len: usize,
    /// Written: why each trial failed (n_trials x sentence_size), each UTF-8 that ends in NUL, cut where
    /// it is longer: the parameter and its range, or the population, the cell and the step that
    /// diverged; "" where none did. May be NULL.
    pub sentences: *mut c_char,
    /// Bytes in sentences.
    pub sentences_len: usize,
    /// Bytes for each of them, its NUL included; 256 unless set.
    pub sentence_size: usize,
}

// SAFETY: repr(C), its size first, then numbers and raw pointers.
unsafe impl Growing for subthal_batch {
    const SMALLEST: usize = offset_of!(Self, sentences);
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>(),
            params: null(),
            n_params: 0,
            values: null(),
            values_len: 0,
            seeds: null(),
            n_trials: 0,
            metrics: null(),
            n_metrics: 0,
            n_threads: 0,
            results: null_mut(),
            results_len: 0,
            statuses: null_mut(),
            statuses_len: 0,
            sentences: null_mut(),
            sentences_len: 0,
            sentence_size: 256,
        }
    }
}

// SAFETY: a raw pointer; any bits are one.
unsafe impl Plain for *const c_char {}

/// Asked a few times a second, on the thread that called subthal_evaluate, and after the last trial: how many
/// trials are done, of how many. Anything but 0 cancels. It must return; it may call the library.
pub type subthal_progress =
    Option<unsafe extern "C" fn(n_done: usize, n_trials: usize, context: *mut c_void) -> i32>;

/// Fills a protocol; `struct_size` is sizeof *protocol.
///
/// # Safety
/// `protocol` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_protocol_default(
    protocol: *mut subthal_protocol,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("protocol", protocol, struct_size, Growing::defaults()) })
}

/// Fills a batch; `struct_size` is sizeof *batch.
///
/// # Safety
/// `batch` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_batch_default(
    batch: *mut subthal_batch,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("batch", batch, struct_size, Growing::defaults()) })
}

/// Runs many trials on threads of its own: parameters and seeds in, metrics and statuses out.
///
/// A trial gives the bits that a simulator and the metrics give when used by hand, whatever the other
/// trials, their order and the number of threads. One that fails (a value out of range, a divergence)
/// has its status and its sentence, NaN for metrics, and touches no other; the call is OK all the same.
/// SUBTHAL_STATUS_CANCELLED: the callback cancelled, trials not begun have that status, the others
/// their answers. After any other failure nothing is written. The network may be freed meanwhile.
///
/// `protocol` may be NULL for its defaults; `progress` may be NULL; `context` is handed to it. Memory
/// is for one trial a thread, and some 100 bytes a trial. Of a trial are kept, until it is measured, its
/// spikes (16 bytes each) and, where a metric needs it, the mean V of a population (8 bytes a step) or
/// its mean synaptic current (8 bytes a ms); a trial too long for this machine's memory is
/// SUBTHAL_STATUS_TOO_LARGE, more than 1024 threads are SUBTHAL_STATUS_OUT_OF_RANGE. Not real-time safe.
///
/// # Safety
/// `protocol` is NULL or a struct that subthal_protocol_default has filled, whose texts end in NUL;
/// `batch` is NULL, which is an error, or one that subthal_batch_default has filled, whose arrays have
/// the elements it says or are NULL, used by no one else during the call; `progress` is NULL or a
/// function that neither throws nor jumps out.
#[no_mangle]
pub unsafe extern "C" fn subthal_evaluate(
    net: *const subthal_network,
    protocol: *const subthal_protocol,
    batch: *const subthal_batch,
    progress: subthal_progress,
    context: *mut c_void,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let (protocol, told) = unsafe { (read_protocol(protocol)?, read_struct("batch", batch)?) };
        let network = NETWORKS.share("net", net)?.clone();
        let ask = |Progress { n_done, n_trials }| {
            // SAFETY: the caller's promise is the same.
            let answer = progress.map_or(0, |ask| unsafe { ask(n_done, n_trials, context) });
            if answer == 0 {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        };
        // SAFETY: the caller's promise is the same.
        unsafe { told.evaluate(&network, &protocol, ask) }
    })
}

/// # Safety
/// As for [`subthal_evaluate`].
unsafe fn read_protocol(protocol: *const subthal_protocol) -> Result<Protocol, Error> {
    let told = match protocol.is_null() {
        true => subthal_protocol::defaults(),
        // SAFETY: the caller's promise is the same.
        false => unsafe { read_struct("protocol", protocol) }?,
    };
    reserved("protocol.reserved", told.reserved)?;
    // SAFETY: the caller's promise is the same.
    let (precision, integrator) = unsafe {
        let precision = text("protocol.precision", told.precision)?;
        (precision.into(), text("protocol.integrator", told.integrator)?.into())
    };
    let wiring = match switch("protocol.redraw_wiring", told.redraw_wiring)? {
        true => Wiring::Redrawn,
        false => Wiring::Shared,
    };
    let subthal_protocol { dt_ms, burn_in_ms, measured_ms, .. } = told;
    Ok(Protocol { dt_ms, precision, integrator, burn_in_ms, measured_ms, wiring })
}

impl subthal_batch {
    /// # Safety
    /// As for [`subthal_evaluate`].
    unsafe fn evaluate(
        &self,
        network: &Network,
        protocol: &Protocol,
        mut ask: impl FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        // SAFETY: the caller's promise is the same.
        let (params, values, seeds, names) = unsafe {
            let params = slice("batch.params", self.params, self.n_params)?;
            let values = slice("batch.values", self.values, self.values_len)?;
            let seeds = slice("batch.seeds", self.seeds, self.n_trials)?;
            (params, values, seeds, slice("batch.metrics", self.metrics, self.n_metrics)?)
        };
        // SAFETY: the caller's promise is the same.
        let names = names.iter().map(|name| unsafe { text("batch.metrics", *name) });
        let metrics = &names.collect::<Result<Vec<_>, _>>()?[..];
        // SAFETY: the caller's promise is the same.
        let mut places = unsafe { self.places() }?;
        places.check_apart("batch.params", params)?;
        places.check_apart("batch.values", values)?;
        places.check_apart("batch.seeds", seeds)?;
        let batch = Batch { params, values, seeds, metrics, n_threads: self.n_threads };
        let mut outcomes = vec![Ok(()); self.n_trials];
        let mut answers = Answers { metrics: places.results, outcomes: &mut outcomes };
        let ran = evaluate(network, protocol, &batch, &mut answers, &mut ask);
        if matches!(ran, Ok(()) | Err(Error::Cancelled)) {
            places.note(&outcomes);
        }
        ran
    }
}
