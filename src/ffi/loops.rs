//! Closed loops.

use std::ffi::c_void;
use std::mem::offset_of;
use std::slice::from_ref;

use super::guard::{answer_computed, guard, guard_computing};
use super::handles::{Handle, Table};
use super::loop_config::subthal_loop_config;
use super::machine::Machine;
use super::pointers::{buffer, disjoint, optional_out, Plain};
use super::run::{advance, subthal_run};
use super::simulator::{subthal_simulator, SIMULATORS};
use super::status::subthal_status;
use super::structs::read_struct;
use super::token::Kind;
use crate::closed_loop::{ClosedLoop, Decide, Tick, Ticks};
use crate::engine::Run;
use crate::error::Error;

/// An estimator and a controller around a simulator, each at its own rate. It owns their state, not the simulator.
///
/// One thread at a time: a call while another is inside is SUBTHAL_STATUS_BUSY.
pub struct subthal_loop(());

impl Handle for subthal_loop {
    type Object = Machine<ClosedLoop>;
    const KIND: Kind = Kind::Loop;
}

static LOOPS: Table<subthal_loop> = Table::new();

/// What a loop did when its controller was due.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct subthal_tick {
    /// Steps that the simulator had done.
    pub step: u64,
    /// The last sample of the channel, in its unit.
    pub sample: f64,
    /// The last estimate.
    pub estimate: f64,
    /// Its phase, in radians from -pi to pi, 0 at the peak; NaN from estimators that follow none.
    pub phase_rad: f64,
    /// The stimulator's amplitude from here on, in mA.
    pub amplitude_ma: f64,
    /// Its frequency from here on, in Hz.
    pub frequency_hz: f64,
}

// The loop writes its ticks straight into the caller's array.
const _: () = {
    assert!(size_of::<subthal_tick>() == size_of::<Tick>());
    assert!(align_of::<subthal_tick>() == align_of::<Tick>());
    assert!(offset_of!(subthal_tick, step) == offset_of!(Tick, step));
    assert!(offset_of!(subthal_tick, sample) == offset_of!(Tick, sample));
    assert!(offset_of!(subthal_tick, estimate) == offset_of!(Tick, estimate));
    assert!(offset_of!(subthal_tick, phase_rad) == offset_of!(Tick, phase_rad));
    assert!(offset_of!(subthal_tick, amplitude_ma) == offset_of!(Tick, amplitude_ma));
    assert!(offset_of!(subthal_tick, frequency_hz) == offset_of!(Tick, frequency_hz));
};

// SAFETY: repr(C), numbers only, no padding.
unsafe impl Plain for Tick {}

/// The caller's own law, asked whenever the controller is due, on the thread that runs the loop: what was seen, with
/// the stimulus until now. It returns the amplitude or the frequency that it wants, whichever the
/// controller acts on; NaN leaves it as it is. It must return; it may call the library, but not with the
/// loop or the simulator, which are SUBTHAL_STATUS_BUSY. To end the run let it store into run->cancel: the run
/// ends before the next step, and with SUBTHAL_STATUS_OK where that was its last.
pub type subthal_decide =
    Option<unsafe extern "C" fn(seen: *const subthal_tick, context: *mut c_void) -> f64>;

/// Makes a loop for simulators of the network and dt_ms of this one; it is owned by the caller.
///
/// `sim` is looked at only: the loop serves its forks too, and one that loads its snapshots. At most 65,536 loops
/// live at once. Not real-time safe.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_loop_config_default has filled, whose texts
/// end in NUL, and whose estimator and controller are NULL, which is an error, or structs that their
/// _default functions have filled, with texts that end in NUL; `closed` is NULL, which is an error, or
/// writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_loop_new(
    sim: *const subthal_simulator,
    config: *const subthal_loop_config,
    closed: *mut *mut subthal_loop,
) -> subthal_status {
    let body = || {
        // SAFETY: the caller's promise is the same.
        let config = unsafe { read_struct("config", config)?.described() }?;
        let closed = ClosedLoop::new(&config, &*SIMULATORS.share("sim", sim)?)?;
        LOOPS.insert("closed", Machine::new(closed, &config))
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("closed", closed, body) }
}

/// Ends a loop. NULL is fine.
///
/// A handle that was freed before is SUBTHAL_STATUS_INVALID_HANDLE, and one that another call is using is
/// SUBTHAL_STATUS_BUSY; neither is freed. Not real-time safe.
#[no_mangle]
pub extern "C" fn subthal_loop_free(closed: *mut subthal_loop) -> subthal_status {
    guard(|| LOOPS.free("closed", closed))
}

/// Forgets every sample: it equals a new one. The simulator is not touched. Real-time safe.
#[no_mangle]
pub extern "C" fn subthal_loop_reset(closed: *mut subthal_loop) -> subthal_status {
    guard(|| {
        LOOPS.lock("closed", closed)?.runs.reset();
        Ok(())
    })
}

/// Advances a simulator by run->n_steps with the loop closed. One run of n steps equals n runs of one, bit by bit.
///
/// After every sample of the estimator, counted in steps from the beginning of the simulation, the channel is
/// measured; after every interval of the controller `decide` is asked, or the controller's own law where it is
/// NULL, and the stimulator is set within the controller's limits; `context` is handed to `decide`. Then a tick is
/// written: `ticks` may hold fewer than there are, and `n_ticks`, which may be NULL, says how many these were: at most
/// run->n_steps over the controller's interval in steps, and one more.
/// What the loop sets is in the simulator's snapshots and log, so that a replay needs no loop.
///
/// `run` and failures are as in subthal_simulator_run; a simulator that the loop was not made for is
/// SUBTHAL_STATUS_INVALID_ARGUMENT. After SUBTHAL_STATUS_DIVERGED and SUBTHAL_STATUS_CANCELLED the loop has
/// done what was due until there. Real-time safe.
///
/// # Safety
/// `run` as in subthal_simulator_run; `decide` is NULL or a function that returns; `ticks` is NULL or writable
/// for `ticks_len` elements, and no part of the run's buffers; `n_ticks` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_loop_run(
    closed: *mut subthal_loop,
    sim: *mut subthal_simulator,
    run: *mut subthal_run,
    decide: subthal_decide,
    context: *mut c_void,
    ticks: *mut subthal_tick,
    ticks_len: usize,
    n_ticks: *mut u64,
) -> subthal_status {
    guard_computing(|| {
        let mut closed = LOOPS.lock("closed", closed)?;
        let mut sim = SIMULATORS.lock("sim", sim)?;
        // SAFETY: the caller's promise is the same.
        let (place, n_ticks) = unsafe {
            let place = buffer("ticks", ticks.cast::<Tick>(), ticks_len, ticks_len)?;
            (place, optional_out("n_ticks", n_ticks)?)
        };
        // SAFETY: the caller's function, called as it was declared.
        let mut law = decide.map(|ask| move |seen: &Tick| unsafe { ask(told(seen), context) });
        let decide = law.as_mut().map(|law| law as Decide<'_>);
        let mut seen = Ticks { ticks: place, decide, n_ticks: 0 };
        // SAFETY: the caller's promise is the same.
        let ran = unsafe {
            advance(run, &mut sim, |sim, n_steps, run| {
                apart(seen.ticks, run)?;
                closed.runs.run(sim, n_steps, run, &mut seen)
            })
        };
        let is_told = matches!(ran, Ok(()) | Err(Error::Diverged { .. } | Error::Cancelled));
        if let (true, Some(n_ticks)) = (is_told, n_ticks) {
            n_ticks.set(seen.n_ticks);
        }
        ran
    })
}

/// Fails where ticks would be written into what the run uses.
fn apart(ticks: &[Tick], run: &Run<'_>) -> Result<(), Error> {
    let ticks = ("ticks", ticks);
    disjoint(ticks, ("run.inputs", run.inputs))?;
    disjoint(ticks, ("run.rows", run.rows))?;
    disjoint(ticks, ("run.spikes", run.spikes))?;
    run.cancel.map_or(Ok(()), |cancel| disjoint(ticks, ("run.cancel", from_ref(cancel))))
}

/// A tick as C sees it: the same numbers in the same places.
fn told(seen: &Tick) -> *const subthal_tick {
    (&raw const *seen).cast()
}

/// Writes the complete state of the loop, the simulator's aside, as subthal_estimator_save does.
///
/// # Safety
/// `bytes` is NULL or writable for `bytes_len` bytes; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_loop_save(
    closed: *const subthal_loop,
    bytes: *mut u8,
    bytes_len: usize,
    needed: *mut usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { LOOPS.share("closed", closed)?.save(bytes, bytes_len, needed) })
}

/// Takes a saved state and goes on as the loop that saved it did, bit by bit, if the simulator does so too.
///
/// # Safety
/// `bytes` is NULL, which is an error, or readable for `bytes_len` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_loop_load(
    closed: *mut subthal_loop,
    bytes: *const u8,
    bytes_len: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { LOOPS.lock("closed", closed)?.load(bytes, bytes_len) })
}
