//! Running: one struct of what goes in and what comes out.

use std::mem::offset_of;
use std::ptr::{null, null_mut};
use std::slice::from_ref;

use super::guard::{answer, guard};
use super::pointers::{buffer, disjoint, optional_flag, slice, Plain};
use super::simulator::{subthal_simulator, SIMULATORS};
use super::status::subthal_status;
use super::structs::{read_struct, write_struct, Growing};
use crate::engine::{Run, Simulator, Spike};
use crate::error::Error;

/// One spike.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct subthal_spike {
    /// The step in which the cell fired; its time is (step + 1) x dt_ms.
    pub step: u64,
    /// The population, counted from 0 in the order of addition.
    pub population: u32,
    /// The cell, counted from 0 in its population.
    pub cell: u32,
}

// The engine writes its spikes straight into the caller's array.
const _: () = {
    assert!(size_of::<subthal_spike>() == size_of::<Spike>());
    assert!(align_of::<subthal_spike>() == align_of::<Spike>());
    assert!(offset_of!(subthal_spike, step) == offset_of!(Spike, step));
    assert!(offset_of!(subthal_spike, population) == offset_of!(Spike, population));
    assert!(offset_of!(subthal_spike, cell) == offset_of!(Spike, cell));
};

// SAFETY: repr(C), integers only, no padding.
unsafe impl Plain for Spike {}

/// What subthal_simulator_run reads and writes. Fill it once by subthal_run_default, set what is
/// wanted, and use it for any number of runs.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_run {
    /// sizeof this struct; set by subthal_run_default.
    pub struct_size: usize,
    /// Steps to advance.
    pub n_steps: u64,
    /// Write an output row after every so many steps, counted from the beginning of the simulation:
    /// where (step + 1) is a multiple. 1 unless set; 0 is 1.
    pub every: u64,
    /// Input rows (n_steps x inputs): row k, from 0, acts during the step that many after the first. The
    /// units are those of subthal_simulator_input_info. NULL for no input.
    pub inputs: *const f64,
    /// Elements in inputs: exactly n_steps x subthal_simulator_input_count, or 0.
    pub inputs_len: usize,
    /// Output rows (rows x channels), the state after a step in each, in the units of
    /// subthal_simulator_channel_info. NULL, with rows_len 0, if they are not wanted.
    pub rows: *mut f64,
    /// Elements that rows holds: subthal_simulator_row_count x subthal_simulator_channel_count, or more.
    pub rows_len: usize,
    /// Spikes, in the order of step, population, cell. NULL, with spikes_len 0, if they are not wanted.
    pub spikes: *mut subthal_spike,
    /// Elements that spikes holds; may be fewer than there are spikes. A cell fires at most once a step:
    /// n_steps x the cells of all populations are enough for any run.
    pub spikes_len: usize,
    /// Written by the run: output rows.
    pub n_rows: u64,
    /// Written by the run: spikes fired in these steps. If more than spikes_len, the first of them
    /// are in spikes.
    pub n_spikes: u64,
    /// Cancels the run once it is not 0: another thread may store into it by an atomic operation
    /// (atomic_int in C11, std::atomic of int in C++). Looked at before the first step, then every 64
    /// steps, or more often where a delay is shorter. NULL, which is the default: nobody cancels.
    pub cancel: *const i32,
}

// SAFETY: repr(C), its size first, then numbers and raw pointers.
unsafe impl Growing for subthal_run {
    const SMALLEST: usize = offset_of!(Self, cancel);
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>(),
            n_steps: 0,
            every: 1,
            inputs: null(),
            inputs_len: 0,
            rows: null_mut(),
            rows_len: 0,
            spikes: null_mut(),
            spikes_len: 0,
            n_rows: 0,
            n_spikes: 0,
            cancel: null(),
        }
    }
}

impl subthal_run {
    /// The caller's buffers, checked against each other and against what the run will give.
    ///
    /// # Safety
    /// The buffers are as subthal_simulator_run demands.
    #[inline(always)] // as a call it waits for what it returns to reach memory
    pub(super) unsafe fn buffers<'call>(&self, rows: usize) -> Result<Run<'call>, Error> {
        let unwanted = self.rows.is_null() && self.rows_len == 0;
        let needed = if unwanted { 0 } else { rows };
        let (spikes, n_spikes) = (self.spikes.cast(), self.spikes_len);
        // SAFETY: the caller's promise is the same.
        let run = unsafe {
            Run {
                inputs: slice("run.inputs", self.inputs, self.inputs_len)?,
                rows: buffer("run.rows", self.rows, self.rows_len, needed)?,
                every: self.every,
                spikes: buffer("run.spikes", spikes, n_spikes, n_spikes)?,
                cancel: optional_flag("run.cancel", self.cancel)?,
                ..Run::default()
            }
        };
        disjoint(("run.inputs", run.inputs), ("run.rows", run.rows))?;
        disjoint(("run.inputs", run.inputs), ("run.spikes", run.spikes))?;
        disjoint(("run.rows", run.rows), ("run.spikes", run.spikes))?;
        if let Some(cancel) = run.cancel.map(from_ref) {
            disjoint(("run.cancel", cancel), ("run.inputs", run.inputs))?;
            disjoint(("run.cancel", cancel), ("run.rows", run.rows))?;
            disjoint(("run.cancel", cancel), ("run.spikes", run.spikes))?;
        }
        Ok(run)
    }
}

/// Fills a run; `struct_size` is sizeof *run.
///
/// # Safety
/// `run` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_run_default(
    run: *mut subthal_run,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("run", run, struct_size, Growing::defaults()) })
}

/// Asks how many output rows the next `n_steps` steps will give when every `every`-th is written (0
/// is 1). Real-time safe.
///
/// # Safety
/// `n_rows` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_row_count(
    sim: *const subthal_simulator,
    n_steps: u64,
    every: u64,
    n_rows: *mut u64,
) -> subthal_status {
    let body = || Ok(SIMULATORS.share("sim", sim)?.row_count(n_steps, every));
    // SAFETY: the caller's promise is the same.
    unsafe { answer("n_rows", n_rows, body) }
}

/// Advances the simulation by run->n_steps. One run of n steps equals n runs of one, bit by bit.
///
/// Real-time safe: no allocation, lock or system call, and a work per step that is bounded by the
/// cells plus every synapse delivered once. (A call that fails may allocate.)
///
/// SUBTHAL_STATUS_DIVERGED leaves run->n_rows rows and run->n_spikes spikes from before the failing
/// step, and zeros in the rest of the rows; the simulator then accepts subthal_simulator_reset and
/// subthal_simulator_free, and can be looked at: subthal_simulator_divergence says where.
/// SUBTHAL_STATUS_CANCELLED (see subthal_run.cancel) leaves the same of the steps that are done, and
/// subthal_simulator_step says how many these are; a further run goes on from there, with the bits of
/// a run that was not cancelled. On every other failure nothing has changed: neither the buffers, nor
/// `run`, nor the simulation. Inputs that are not finite, or a thread that does not round to nearest,
/// are such failures.
///
/// # Safety
/// `run` is NULL, which is an error, or a struct that subthal_run_default has filled, whose buffers
/// have the elements it says or are NULL, and are used by no one else during the call; its cancel is
/// NULL or readable, and written during the call by atomic stores only.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_run(
    sim: *mut subthal_simulator,
    run: *mut subthal_run,
) -> subthal_status {
    guard(|| {
        let mut sim = SIMULATORS.lock("sim", sim)?;
        // SAFETY: the caller's promise is the same.
        unsafe { advance(run, &mut sim, Simulator::run) }
    })
}

/// Lets `go` advance a simulator as a run says, and writes into the run what came of it.
///
/// # Safety
/// `run` is as subthal_simulator_run demands.
pub(super) unsafe fn advance(
    run: *mut subthal_run,
    sim: &mut Simulator,
    go: impl FnOnce(&mut Simulator, u64, &mut Run<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    // SAFETY: the caller's promise is the same.
    let told = unsafe { read_struct("run", run) }?;
    // SAFETY: the caller's promise is the same.
    let mut buffers = unsafe { told.buffers(sim.value_count(told.n_steps, told.every)) }?;
    let ran = go(sim, told.n_steps, &mut buffers);
    if matches!(ran, Ok(()) | Err(Error::Diverged { .. } | Error::Cancelled)) {
        // SAFETY: the struct was read from there, and is the caller's to be written; one by one, as they were counted,
        // since a wider word would wait for both to reach the cache.
        unsafe {
            (&raw mut (*run).n_rows).write_volatile(buffers.n_rows);
            (&raw mut (*run).n_spikes).write_volatile(buffers.n_spikes);
        }
    }
    ran
}
