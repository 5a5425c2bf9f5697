//! How well cells pass pulses on.

use super::guard::guard_computing;
use super::metrics::{recorded, subthal_recording};
use super::pointers::slice;
use super::status::subthal_status;
use super::structs::{write_struct, Growing};
use crate::metrics;

/// Errors of a relay, as subthal_relay fills it: means over cells and pulses, NaN if no pulse counts.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_relay_info {
    /// sizeof the caller's version of this struct.
    pub struct_size: usize,
    /// Errors a pulse: misses, bursts and every spurious spike; above 1 if these are many.
    pub error_index: f64,
    /// The fraction of pulses passed on by one spike and nothing else, from 0 to 1.
    pub fidelity: f64,
    /// The fraction of pulses without a spike.
    pub misses: f64,
    /// The fraction of pulses with two spikes or more.
    pub bursts: f64,
    /// Spurious spikes a pulse.
    pub spurious: f64,
    /// The pulses that count.
    pub n_pulses: u64,
}

// SAFETY: repr(C), its size first, numbers only.
unsafe impl Growing for subthal_relay_info {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        let nan = f64::NAN;
        Self {
            struct_size: size_of::<Self>(),
            error_index: nan,
            fidelity: nan,
            misses: nan,
            bursts: nan,
            spurious: nan,
            n_pulses: 0,
        }
    }
}

/// Computes the error index of So, Kent and Grill (2012) and its parts: each cell owes each pulse one spike
/// within 25 ms. `struct_size` is sizeof *info.
///
/// `pulse_steps` (n_pulses) are the steps in which pulses begin to act, ascending, as
/// subthal_network_pulse_steps lists them; those count that begin in the recording and at least 25 ms
/// before its end. Any thread; not real-time safe.
///
/// # Safety
/// `recording` is NULL, which is an error, or a struct that subthal_recording_default has filled, whose
/// arrays have the elements it says or are NULL; `pulse_steps` is NULL or readable for `n_pulses`
/// elements; `info` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_relay(
    recording: *const subthal_recording,
    pulse_steps: *const u64,
    n_pulses: usize,
    info: *mut subthal_relay_info,
    struct_size: usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let (recorded, pulses) = unsafe {
            (recorded("recording", recording)?, slice("pulse_steps", pulse_steps, n_pulses)?)
        };
        let found = metrics::relay(&recorded.trains, recorded.window, pulses)?;
        let value = subthal_relay_info {
            error_index: found.error_index,
            fidelity: found.fidelity,
            misses: found.misses,
            bursts: found.bursts,
            spurious: found.spurious,
            n_pulses: found.n_pulses as u64,
            ..Growing::defaults()
        };
        // SAFETY: the caller's promise is the same.
        unsafe { write_struct("info", info, struct_size, value) }
    })
}
