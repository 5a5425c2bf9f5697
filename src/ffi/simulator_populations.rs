//! The populations of a simulator: what its spikes and its states count.

use super::guard::{answer, guard};
use super::populations::{nth, subthal_population_info};
use super::simulator::{subthal_simulator, SIMULATORS};
use super::status::subthal_status;
use super::structs::write_struct;

/// Asks how many populations a simulator has. Real-time safe.
///
/// # Safety
/// `count` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_population_count(
    sim: *const subthal_simulator,
    count: *mut usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("count", count, || Ok(SIMULATORS.share("sim", sim)?.populations().len())) }
}

/// Describes population `index`, from 0, of a simulator, as it was in the network it was made of: the
/// order is that of subthal_spike. `struct_size` is sizeof *info.
///
/// # Safety
/// `info` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_population_info(
    sim: *const subthal_simulator,
    index: usize,
    info: *mut subthal_population_info,
    struct_size: usize,
) -> subthal_status {
    guard(|| {
        let sim = SIMULATORS.share("sim", sim)?;
        let populations: Vec<_> = sim.populations().collect();
        let value = subthal_population_info::of(nth(&populations, "index", index)?)?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_struct("info", info, struct_size, value) }
    })
}
