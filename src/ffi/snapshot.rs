//! The complete state of a simulator in the caller's bytes, and in a second simulator.

use super::guard::{answer, guard, guard_computing};
use super::pointers::{buffer, optional_out, slice};
use super::simulator::{subthal_simulator, SIMULATORS};
use super::status::subthal_status;

/// Writes a snapshot: the complete state, noise and spikes under way, counts, and the parameters
/// changed while running.
///
/// Writes its bytes to the beginning of `snapshot`, and into `needed`, which may be NULL, how many
/// they are: the same number as long as the simulator lives. Pass `snapshot` NULL and `snapshot_len`
/// 0 to ask for the number alone. The bytes are the same on every machine and backend; a checksum
/// guards them. Allocates at a simulator's first snapshot, never after it. After a divergence there
/// is no state to save: SUBTHAL_STATUS_STOPPED.
///
/// # Safety
/// `snapshot` is NULL or writable for `snapshot_len` bytes; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_save(
    sim: *const subthal_simulator,
    snapshot: *mut u8,
    snapshot_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let needed = unsafe { optional_out("needed", needed) }?;
        let sim = SIMULATORS.share("sim", sim)?;
        let n_bytes = sim.snapshot_bytes();
        if !(snapshot.is_null() && snapshot_len == 0) {
            // SAFETY: the caller's promise is the same.
            let bytes = unsafe { buffer("snapshot", snapshot, snapshot_len, n_bytes) }?;
            sim.save(bytes)?;
        }
        if let Some(needed) = needed {
            needed.set(n_bytes);
        }
        Ok(())
    })
}

/// Takes the state of a snapshot and goes on as the simulator that saved it did, bit by bit; also
/// after a divergence. subthal_simulator_reset still goes back to this simulator's own beginning.
///
/// The snapshot may come from another process, machine or backend, but must belong to the same
/// network with the same parameters at the start, the same dt_ms, integrator and precision; probes
/// may differ. One that is damaged or belongs elsewhere is SUBTHAL_STATUS_INVALID_ARGUMENT, and
/// changes nothing. `snapshot_len` is exactly what subthal_simulator_save said. Not real-time safe.
///
/// # Safety
/// `snapshot` is NULL, which is an error, or readable for `snapshot_len` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_load(
    sim: *mut subthal_simulator,
    snapshot: *const u8,
    snapshot_len: usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let bytes = unsafe { slice("snapshot", snapshot, snapshot_len) }?;
        SIMULATORS.lock("sim", sim)?.load(bytes)
    })
}

/// Makes a second simulator that stands at the same moment, with the same probes and inputs, and
/// goes its own way from there; it is owned by the caller.
///
/// Cheaper than a new one: the synapses are shared, and freed with the last that uses them. Each may
/// be used by a thread of its own. Not real-time safe.
///
/// # Safety
/// `fork` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_fork(
    sim: *const subthal_simulator,
    fork: *mut *mut subthal_simulator,
) -> subthal_status {
    let body = || {
        let second = SIMULATORS.share("sim", sim)?.fork();
        SIMULATORS.insert("fork", second)
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer("fork", fork, body) }
}
