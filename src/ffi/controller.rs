//! Controllers: a measure in, a stimulus out.

use super::controller_config::subthal_controller_config;
use super::guard::{answer_computed, guard, guard_computing};
use super::handles::{Handle, Table};
use super::machine::Machine;
use super::pointers::{buffer, disjoint, slice};
use super::status::subthal_status;
use super::structs::{read_struct, struct_out, Growing};
use super::token::Kind;
use crate::control::{Controller, Estimate, Stimulus};

/// Decides, once an interval, how to stimulate, within its limits. It owns all its state.
///
/// One thread at a time: a call while another is inside is SUBTHAL_STATUS_BUSY. Different controllers share
/// nothing.
pub struct subthal_controller(());

impl Handle for subthal_controller {
    type Object = Machine<Controller>;
    const KIND: Kind = Kind::Controller;
}

static CONTROLLERS: Table<subthal_controller> = Table::new();

/// What a stimulator is told.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_stimulus {
    /// sizeof the caller's version of this struct.
    pub struct_size: usize,
    /// What is controlled: the amplitude or the frequency.
    pub output: f64,
    /// The amplitude of a pulse, in mA, or the stimulator's unit.
    pub amplitude: f64,
    /// Pulses a second, in Hz.
    pub frequency_hz: f64,
    /// Measures that were refused so far.
    pub n_refused: u64,
}

// SAFETY: repr(C), its size first, numbers only.
unsafe impl Growing for subthal_stimulus {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        let struct_size = size_of::<Self>();
        Self { struct_size, output: 0.0, amplitude: 0.0, frequency_hz: 0.0, n_refused: 0 }
    }
}

impl subthal_stimulus {
    fn of(controller: &Controller) -> Self {
        let Stimulus { amplitude, frequency_hz } = controller.stimulus();
        let (output, n_refused) = (controller.output(), controller.n_refused());
        Self { output, amplitude, frequency_hz, n_refused, ..Growing::defaults() }
    }
}

/// Makes a controller, before its first measure; it is owned by the caller.
///
/// At most 65,536 controllers live at once. Any thread; not real-time safe.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_controller_config_default has filled, whose
/// texts end in NUL; `ctl` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_controller_new(
    config: *const subthal_controller_config,
    ctl: *mut *mut subthal_controller,
) -> subthal_status {
    let body = || {
        // SAFETY: the caller's promise is the same.
        let config = unsafe { read_struct("config", config)?.described() }?;
        CONTROLLERS.insert("ctl", Machine::new(Controller::new(&config)?, &config))
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("ctl", ctl, body) }
}

/// Ends a controller. NULL is fine.
///
/// A handle that was freed before is SUBTHAL_STATUS_INVALID_HANDLE, and one that another call is using is
/// SUBTHAL_STATUS_BUSY; neither is freed. Not real-time safe.
#[no_mangle]
pub extern "C" fn subthal_controller_free(ctl: *mut subthal_controller) -> subthal_status {
    guard(|| CONTROLLERS.free("ctl", ctl))
}

/// Forgets every measure: it equals a new one. Real-time safe.
#[no_mangle]
pub extern "C" fn subthal_controller_reset(ctl: *mut subthal_controller) -> subthal_status {
    guard(|| {
        CONTROLLERS.lock("ctl", ctl)?.runs.reset();
        Ok(())
    })
}

/// Takes one measure, once an interval, and writes the stimulus. `struct_size` is sizeof *stimulus.
///
/// `measure` is in the unit of the set point; `phase_rad` is in radians from -pi to pi, and matters to
/// "phase_locked" alone: pass NaN elsewhere. A measure that is not finite or beyond 1e60, and for "phase_locked"
/// a phase that is none, are refused: they are counted, and the output stays as it was, or is that of no pulse.
/// The call succeeds, and every output is within the limits. Real-time safe.
///
/// # Safety
/// `stimulus` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_controller_update(
    ctl: *mut subthal_controller,
    measure: f64,
    phase_rad: f64,
    stimulus: *mut subthal_stimulus,
    struct_size: usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let place = unsafe { struct_out("stimulus", stimulus, struct_size) }?;
        let ctl = &mut CONTROLLERS.lock("ctl", ctl)?.runs;
        ctl.update(Estimate { phase_rad, ..measure.into() });
        place.set(subthal_stimulus::of(ctl));
        Ok(())
    })
}

/// Takes `measures` (n_measures), and writes the output after each into `outputs` (n_measures): the bits of one
/// at a time without a phase, so that "phase_locked" refuses each. Refuses measures as subthal_controller_update
/// does. Real-time safe.
///
/// # Safety
/// `measures` is NULL or readable for `n_measures` elements; `outputs` is NULL or writable for `outputs_len`
/// elements.
#[no_mangle]
pub unsafe extern "C" fn subthal_controller_run(
    ctl: *mut subthal_controller,
    measures: *const f64,
    n_measures: usize,
    outputs: *mut f64,
    outputs_len: usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let (measures, outputs) = unsafe {
            let measures = slice("measures", measures, n_measures)?;
            (measures, buffer("outputs", outputs, outputs_len, n_measures)?)
        };
        disjoint(("measures", measures), ("outputs", outputs))?;
        CONTROLLERS.lock("ctl", ctl)?.runs.run(measures, outputs)
    })
}

/// Tells a controller that a stimulus was given, so that it measures nothing for its blanking_s; pulses of
/// "phase_locked" it tells itself. Real-time safe.
#[no_mangle]
pub extern "C" fn subthal_controller_stimulated(ctl: *mut subthal_controller) -> subthal_status {
    guard(|| {
        CONTROLLERS.lock("ctl", ctl)?.runs.stimulated();
        Ok(())
    })
}

/// Writes the complete state, as subthal_estimator_save does.
///
/// # Safety
/// `bytes` is NULL or writable for `bytes_len` bytes; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_controller_save(
    ctl: *const subthal_controller,
    bytes: *mut u8,
    bytes_len: usize,
    needed: *mut usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { CONTROLLERS.share("ctl", ctl)?.save(bytes, bytes_len, needed) })
}

/// Takes a saved state and goes on as the controller that saved it did, bit by bit, as
/// subthal_estimator_load does.
///
/// # Safety
/// `bytes` is NULL, which is an error, or readable for `bytes_len` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_controller_load(
    ctl: *mut subthal_controller,
    bytes: *const u8,
    bytes_len: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { CONTROLLERS.lock("ctl", ctl)?.load(bytes, bytes_len) })
}
