//! Inputs: currents that the caller gives step by step.

use std::ffi::c_char;
use std::ptr::null;

use super::guard::guard;
use super::network::{subthal_network, NETWORKS};
use super::pointers::slice;
use super::status::subthal_status;
use super::structs::{read_struct, write_struct, Growing};
use super::texts::{optional_text, text};
use crate::network::Input;

/// What subthal_network_add_input adds: one column of the input rows of subthal_simulator_run.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_input_config {
    /// sizeof this struct; set by subthal_input_config_default.
    pub struct_size: usize,
    /// The channel's name. Required.
    pub name: *const c_char,
    /// The population that receives, by name. Required.
    pub population: *const c_char,
    /// The cells that receive (n_cells); NULL, which is the default, for all.
    pub cells: *const u32,
    /// Elements in cells.
    pub n_cells: usize,
    /// What each of those cells receives of a unit of input (n_weights); NULL, which is the default,
    /// for 1 each.
    pub weights: *const f64,
    /// Elements in weights: as many as there are cells that receive, or 0.
    pub n_weights: usize,
    /// "pA" or "uA/cm2"; NULL, which is the default, for the unit of the model's current.
    pub unit: *const c_char,
}

// SAFETY: repr(C), its size first, then numbers and raw pointers.
unsafe impl Growing for subthal_input_config {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>(),
            name: null(),
            population: null(),
            cells: null(),
            n_cells: 0,
            weights: null(),
            n_weights: 0,
            unit: null(),
        }
    }
}

/// Fills a configuration; `struct_size` is sizeof *config. name and population must be set then.
///
/// # Safety
/// `config` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_input_config_default(
    config: *mut subthal_input_config,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("config", config, struct_size, Growing::defaults()) })
}

/// Adds an input channel. Texts and arrays are copied.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_input_config_default has filled,
/// whose texts end in NUL and whose arrays have the elements they say or are NULL.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_add_input(
    net: *mut subthal_network,
    config: *const subthal_input_config,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let input = unsafe {
            let config = read_struct("config", config)?;
            Input {
                name: text("config.name", config.name)?.into(),
                population: text("config.population", config.population)?.into(),
                cells: slice("config.cells", config.cells, config.n_cells)?.into(),
                weights: slice("config.weights", config.weights, config.n_weights)?.into(),
                unit: optional_text("config.unit", config.unit)?.unwrap_or("").into(),
            }
        };
        NETWORKS.lock("net", net)?.add_input(input)
    })
}
