//! What a simulator is doing: its state, its counts, and a spike from outside.

use std::ffi::c_char;

use super::guard::{answer, guard};
use super::pointers::{optional_out, write_array};
use super::simulator::{subthal_simulator, SIMULATORS};
use super::status::subthal_status;
use super::structs::{fixed, write_struct, Growing};
use super::texts::text;

/// Where and when a simulation diverged.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_divergence {
    /// sizeof the caller's version of this struct.
    pub struct_size: usize,
    /// 1 if the simulation diverged, else 0, and nothing else here has a meaning.
    pub diverged: i32,
    /// 0; kept for later.
    pub reserved: i32,
    /// The population, by name.
    pub population: [c_char; 72],
    /// The cell, counted from 0 in its population.
    pub cell: u64,
    /// The step in which its membrane potential left the finite numbers or +-1000 mV.
    pub step: u64,
}

// SAFETY: repr(C), its size first, then numbers and arrays of them.
unsafe impl Growing for subthal_divergence {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        let struct_size = size_of::<Self>();
        Self { struct_size, diverged: 0, reserved: 0, population: [0; 72], cell: 0, step: 0 }
    }
}

/// Asks whether, where and when the simulation diverged. `struct_size` is sizeof *divergence.
///
/// # Safety
/// `divergence` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_divergence(
    sim: *const subthal_simulator,
    divergence: *mut subthal_divergence,
    struct_size: usize,
) -> subthal_status {
    guard(|| {
        let mut value = subthal_divergence::defaults();
        if let Some((population, cell, step)) = SIMULATORS.share("sim", sim)?.divergence() {
            let population = fixed("population", population)?;
            let cell = cell as u64;
            value = subthal_divergence { diverged: 1, population, cell, step, ..value };
        }
        // SAFETY: the caller's promise is the same.
        unsafe { write_struct("divergence", divergence, struct_size, value) }
    })
}

/// Copies a state variable of every cell of a population, as it is now: one of
/// subthal_network_variable_names, in the unit that subthal_channel_info has where it is probed.
///
/// Writes `values` (n_cells), and n_cells into `needed`, which may be NULL. Pass `values` NULL and
/// `values_len` 0 to ask for n_cells alone. Real-time safe.
///
/// # Safety
/// `population` and `variable` are NULL, which is an error, or texts that end in NUL; `values` is
/// NULL or writable for `values_len` elements; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_state(
    sim: *const subthal_simulator,
    population: *const c_char,
    variable: *const c_char,
    values: *mut f64,
    values_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let (population, variable, needed) = unsafe {
            let needed = optional_out("needed", needed)?;
            (text("population", population)?, text("variable", variable)?, needed)
        };
        let sim = SIMULATORS.share("sim", sim)?;
        let state = sim.state(population, variable)?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_array("values", values, values_len, needed, state) }
    })
}

/// Hashes the complete state (FNV-1a, 64 bit): equal on every machine after the same steps.
///
/// # Safety
/// `hash` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_state_hash(
    sim: *const subthal_simulator,
    hash: *mut u64,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("hash", hash, || Ok(SIMULATORS.share("sim", sim)?.state_hash())) }
}

/// Asks how often V of a population was clamped by its model since the beginning; 0 where a model
/// does not clamp. Real-time safe.
///
/// # Safety
/// `population` is NULL, which is an error, or a text that ends in NUL; `count` is NULL, which is an
/// error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_clamp_count(
    sim: *const subthal_simulator,
    population: *const c_char,
    count: *mut u64,
) -> subthal_status {
    let body = || {
        // SAFETY: the caller's promise is the same.
        let population = unsafe { text("population", population) }?;
        SIMULATORS.share("sim", sim)?.clamp_count(population)
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer("count", count, body) }
}

/// Asks how many spikes a population has fired since the beginning. Real-time safe.
///
/// # Safety
/// `population` is NULL, which is an error, or a text that ends in NUL; `count` is NULL, which is an
/// error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_spike_count(
    sim: *const subthal_simulator,
    population: *const c_char,
    count: *mut u64,
) -> subthal_status {
    let body = || {
        // SAFETY: the caller's promise is the same.
        let population = unsafe { text("population", population) }?;
        SIMULATORS.share("sim", sim)?.spike_count(population)
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer("count", count, body) }
}

/// Makes a cell fire in the next step: its targets receive the spike, its V does not move. Real-time
/// safe.
///
/// # Safety
/// `population` is NULL, which is an error, or a text that ends in NUL.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_inject_spike(
    sim: *mut subthal_simulator,
    population: *const c_char,
    cell: u64,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let population = unsafe { text("population", population) }?;
        SIMULATORS.lock("sim", sim)?.inject_spike(population, cell as usize)
    })
}
