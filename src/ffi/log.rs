//! What was done to a simulator, kept in memory that was reserved beforehand.

use super::guard::guard;
use super::pointers::{buffer, optional_out};
use super::simulator::{subthal_simulator, SIMULATORS};
use super::status::subthal_status;
use super::structs::{write_struct, Growing};
use crate::engine::LogInfo;

/// How far a log is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_log_info {
    /// sizeof the caller's version of this struct.
    pub struct_size: usize,
    /// Bytes that it was given.
    pub capacity_bytes: usize,
    /// Bytes that subthal_simulator_log_save writes now.
    pub used_bytes: usize,
    /// Steps that are in it.
    pub n_steps: u64,
    /// 1 if something did not fit in, and nothing is logged since then, else 0.
    pub is_full: i32,
    /// 0; kept for later.
    pub reserved: i32,
}

// SAFETY: repr(C), its size first, then numbers.
unsafe impl Growing for subthal_log_info {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        let struct_size = size_of::<Self>();
        Self { struct_size, capacity_bytes: 0, used_bytes: 0, n_steps: 0, is_full: 0, reserved: 0 }
    }
}

/// Begins to log what is done to the simulator: a snapshot of now, then runs with their inputs,
/// parameters, spikes, resets and snapshots loaded. An earlier log is gone.
///
/// `capacity_bytes` are reserved, and written to, now: a run goes on without an allocation, and a log
/// that is full ends there without an error (see subthal_simulator_log_info). A snapshot must fit in;
/// each run takes 8 bytes a value of its inputs, runs in a row without inputs nothing. After the first
/// run that passes a multiple of `hash_every` steps the state is hashed, which takes as long as a few
/// steps; 0 is never, 1 finds the very step in which a replay departs. A fork keeps no log. Not
/// real-time safe.
#[no_mangle]
pub extern "C" fn subthal_simulator_log_start(
    sim: *mut subthal_simulator,
    capacity_bytes: usize,
    hash_every: u64,
) -> subthal_status {
    guard(|| SIMULATORS.lock("sim", sim)?.log_start(capacity_bytes, hash_every))
}

/// Ends the log and gives its memory back; without a log nothing happens. Not real-time safe.
#[no_mangle]
pub extern "C" fn subthal_simulator_log_stop(sim: *mut subthal_simulator) -> subthal_status {
    guard(|| {
        SIMULATORS.lock("sim", sim)?.log_stop();
        Ok(())
    })
}

/// Asks how far the log is; SUBTHAL_STATUS_INVALID_ARGUMENT where there is none. `struct_size` is
/// sizeof *info. Real-time safe.
///
/// # Safety
/// `info` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_log_info(
    sim: *const subthal_simulator,
    info: *mut subthal_log_info,
    struct_size: usize,
) -> subthal_status {
    guard(|| {
        let LogInfo { capacity_bytes, used_bytes, n_steps, is_full } =
            SIMULATORS.share("sim", sim)?.log_info()?;
        let is_full = i32::from(is_full);
        let known = subthal_log_info::defaults();
        let info_now = subthal_log_info { capacity_bytes, used_bytes, n_steps, is_full, ..known };
        // SAFETY: the caller's promise is the same.
        unsafe { write_struct("info", info, struct_size, info_now) }
    })
}

/// Writes the log as it is now, with a hash of the state at its end; the log goes on.
///
/// Writes its bytes to the beginning of `log`, and into `needed`, which may be NULL, how many they
/// are. Pass `log` NULL and `log_len` 0 to ask for the number alone. The bytes are for
/// subthal_simulator_replay, on any machine; a checksum guards them.
///
/// # Safety
/// `log` is NULL or writable for `log_len` bytes; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_log_save(
    sim: *const subthal_simulator,
    log: *mut u8,
    log_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let needed = unsafe { optional_out("needed", needed) }?;
        let sim = SIMULATORS.share("sim", sim)?;
        let n_bytes = sim.log_info()?.used_bytes;
        if !(log.is_null() && log_len == 0) {
            // SAFETY: the caller's promise is the same.
            let bytes = unsafe { buffer("log", log, log_len, n_bytes) }?;
            sim.log_save(bytes)?;
        }
        if let Some(needed) = needed {
            needed.set(n_bytes);
        }
        Ok(())
    })
}
