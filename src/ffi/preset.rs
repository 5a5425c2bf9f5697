//! Networks by name.

use std::ffi::c_char;

use super::guard::{answer_computed, guard};
use super::network::{subthal_network, NETWORKS};
use super::status::subthal_status;
use super::structs::{read_struct, write_struct, Growing};
use super::texts::text;
use crate::presets::{self, Preset};

/// Sizes and seed of a preset. The nuclei of "so_2012_..." have one size, that of all which are set; those of
/// "rubin_terman_2004_..." have 16 cells each.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_preset_config {
    /// sizeof this struct; set by subthal_preset_config_default.
    pub struct_size: usize,
    /// STN cells; 0, which is the default, for the preset's own number.
    pub n_stn: u64,
    /// GPe cells; 0, which is the default, for the preset's own number.
    pub n_gpe: u64,
    /// GPi cells; 0, which is the default, for the preset's own number.
    pub n_gpi: u64,
    /// Seed of the network; 0 unless set.
    pub seed: u64,
}

// SAFETY: repr(C), its size first, numbers only.
unsafe impl Growing for subthal_preset_config {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        Self { struct_size: size_of::<Self>(), n_stn: 0, n_gpe: 0, n_gpi: 0, seed: 0 }
    }
}

/// Fills a configuration; `struct_size` is sizeof *config.
///
/// # Safety
/// `config` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_preset_config_default(
    config: *mut subthal_preset_config,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("config", config, struct_size, Growing::defaults()) })
}

/// Makes a network by name, one of subthal_names("preset"), owned by the caller, who may change it:
/// "stn_gpe_gpi_..." to work with, "seed_...", "so_2012_..." and "rubin_terman_2004_..." as published, the
/// last two for steps of 0.01 ms by forward Euler.
///
/// `config` may be NULL for its defaults.
///
/// # Safety
/// `name` is NULL, which is an error, or a text that ends in NUL; `config` is NULL or a struct that
/// subthal_preset_config_default has filled; `net` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_from_preset(
    name: *const c_char,
    config: *const subthal_preset_config,
    net: *mut *mut subthal_network,
) -> subthal_status {
    let body = || {
        // SAFETY: the caller's promise is the same.
        let name = unsafe { text("name", name) }?;
        let config = match config.is_null() {
            true => subthal_preset_config::defaults(),
            // SAFETY: the caller's promise is the same.
            false => unsafe { read_struct("config", config) }?,
        };
        let subthal_preset_config { n_stn, n_gpe, n_gpi, seed, .. } = config;
        let [n_stn, n_gpe, n_gpi] = [n_stn, n_gpe, n_gpi].map(|n_cells| n_cells as usize);
        let network = presets::build(name, &Preset { n_stn, n_gpe, n_gpi, seed })?;
        NETWORKS.insert("net", network)
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("net", net, body) }
}
