//! Probes: what a simulator writes into its output rows.

use std::ffi::c_char;
use std::ptr::null;

use super::guard::guard;
use super::network::{subthal_network, NETWORKS};
use super::pointers::slice;
use super::status::subthal_status;
use super::structs::{read_struct, reserved, switch, write_struct, Growing};
use super::texts::text;
use crate::network::Probe;

/// What subthal_network_add_probe adds: columns of the output rows of subthal_simulator_run.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_probe_config {
    /// sizeof this struct; set by subthal_probe_config_default.
    pub struct_size: usize,
    /// 1 for one channel with the mean over the cells; 0, which is the default, for one channel each.
    pub mean: i32,
    /// 0; kept for later.
    pub reserved: i32,
    /// The population that is looked at, by name. Required.
    pub population: *const c_char,
    /// One of subthal_network_variable_names; "v" unless set. The synaptic current is "i_syn", and
    /// its mean over the cells serves as LFP.
    pub variable: *const c_char,
    /// The cells (n_cells); NULL, which is the default, for all.
    pub cells: *const u32,
    /// Elements in cells.
    pub n_cells: usize,
}

// SAFETY: repr(C), its size first, then numbers and raw pointers.
unsafe impl Growing for subthal_probe_config {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>(),
            mean: 0,
            reserved: 0,
            population: null(),
            variable: c"v".as_ptr(),
            cells: null(),
            n_cells: 0,
        }
    }
}

/// Fills a configuration; `struct_size` is sizeof *config. population must be set then.
///
/// # Safety
/// `config` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_probe_config_default(
    config: *mut subthal_probe_config,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("config", config, struct_size, Growing::defaults()) })
}

/// Adds a probe. Channels stand in the order in which probes were added, then of cells.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_probe_config_default has filled,
/// whose texts end in NUL and whose array has the elements it says or is NULL.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_add_probe(
    net: *mut subthal_network,
    config: *const subthal_probe_config,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let probe = unsafe {
            let config = read_struct("config", config)?;
            reserved("config.reserved", config.reserved)?;
            Probe {
                population: text("config.population", config.population)?.into(),
                variable: text("config.variable", config.variable)?.into(),
                cells: slice("config.cells", config.cells, config.n_cells)?.into(),
                mean: switch("config.mean", config.mean)?,
            }
        };
        NETWORKS.lock("net", net)?.add_probe(probe)
    })
}
