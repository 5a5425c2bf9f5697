//! What the numbers of input and output rows are.

use std::ffi::c_char;

use super::guard::{answer, guard};
use super::populations::nth;
use super::simulator::{subthal_simulator, SIMULATORS};
use super::status::subthal_status;
use super::structs::{fixed, write_struct, Growing};

/// One column of the output or input rows of subthal_simulator_run.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_channel_info {
    /// sizeof the caller's version of this struct.
    pub struct_size: usize,
    /// An output is "population.variable\[cell\]", or "population.variable" for a mean; an input has
    /// the name that it was given.
    pub name: [c_char; 128],
    /// The unit of the numbers.
    pub unit: [c_char; 16],
}

// SAFETY: repr(C), its size first, then arrays of numbers.
unsafe impl Growing for subthal_channel_info {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        Self { struct_size: size_of::<Self>(), name: [0; 128], unit: [0; 16] }
    }
}

/// Asks how many columns an output row has. Real-time safe.
///
/// # Safety
/// `count` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_channel_count(
    sim: *const subthal_simulator,
    count: *mut usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("count", count, || Ok(SIMULATORS.share("sim", sim)?.channels().len())) }
}

/// Describes column `index`, from 0, of the output rows. `struct_size` is sizeof *info.
///
/// # Safety
/// `info` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_channel_info(
    sim: *const subthal_simulator,
    index: usize,
    info: *mut subthal_channel_info,
    struct_size: usize,
) -> subthal_status {
    guard(|| {
        let sim = SIMULATORS.share("sim", sim)?;
        let channel = nth(sim.channels(), "index", index)?;
        let (name, unit) = (fixed("name", &channel.name)?, fixed("unit", channel.unit)?);
        let value = subthal_channel_info { name, unit, ..Growing::defaults() };
        // SAFETY: the caller's promise is the same.
        unsafe { write_struct("info", info, struct_size, value) }
    })
}

/// Asks how many columns an input row has. Real-time safe.
///
/// # Safety
/// `count` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_input_count(
    sim: *const subthal_simulator,
    count: *mut usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    unsafe { answer("count", count, || Ok(SIMULATORS.share("sim", sim)?.inputs().len())) }
}

/// Describes column `index`, from 0, of the input rows. `struct_size` is sizeof *info.
///
/// # Safety
/// `info` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_simulator_input_info(
    sim: *const subthal_simulator,
    index: usize,
    info: *mut subthal_channel_info,
    struct_size: usize,
) -> subthal_status {
    guard(|| {
        let sim = SIMULATORS.share("sim", sim)?;
        let input = nth(sim.inputs(), "index", index)?;
        let (name, unit) = (fixed("name", &input.name)?, fixed("unit", &input.unit)?);
        let value = subthal_channel_info { name, unit, ..Growing::defaults() };
        // SAFETY: the caller's promise is the same.
        unsafe { write_struct("info", info, struct_size, value) }
    })
}
