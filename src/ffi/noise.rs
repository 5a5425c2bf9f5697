//! Noise: an Ornstein-Uhlenbeck current into every cell of a population.

use std::ffi::c_char;
use std::ptr::null;

use super::guard::guard;
use super::network::{subthal_network, NETWORKS};
use super::status::subthal_status;
use super::structs::{read_struct, write_struct, Growing};
use super::texts::text;
use crate::network::Noise;

/// What subthal_network_add_noise adds: a current of its own into every cell of a population.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_noise_config {
    /// sizeof this struct; set by subthal_noise_config_default.
    pub struct_size: usize,
    /// The population that receives, by name. Required.
    pub population: *const c_char,
    /// Correlation time, in ms; 5 unless set.
    pub tau_ms: f64,
    /// Mean, in the unit of the model's current; 0 unless set.
    pub mean: f64,
    /// Standard deviation, in the unit of the model's current, which is that of its "i_app"; 0 unless set.
    pub sigma: f64,
    /// Multiplies the current, as the bare factors of the seed_* presets do; 1 is none.
    pub unit_factor: f64,
}

// SAFETY: repr(C), its size first, then numbers and a raw pointer.
unsafe impl Growing for subthal_noise_config {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        let Noise { tau_ms, mean, sigma, unit_factor, .. } = Noise::default();
        let struct_size = size_of::<Self>();
        Self { struct_size, population: null(), tau_ms, mean, sigma, unit_factor }
    }
}

/// Fills a configuration; `struct_size` is sizeof *config. population must be set then.
///
/// # Safety
/// `config` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_noise_config_default(
    config: *mut subthal_noise_config,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("config", config, struct_size, Growing::defaults()) })
}

/// Adds noise, an Ornstein-Uhlenbeck process of its own in each cell, to a population that has none.
///
/// Its numbers become parameters: "population.noise.tau", ".mean" and ".sigma".
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_noise_config_default has filled,
/// whose text ends in NUL.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_add_noise(
    net: *mut subthal_network,
    config: *const subthal_noise_config,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let config = unsafe { read_struct("config", config) }?;
        let subthal_noise_config { population, tau_ms, mean, sigma, unit_factor, .. } = config;
        // SAFETY: the caller's promise is the same.
        let population = unsafe { text("config.population", population) }?.into();
        let noise = Noise { population, tau_ms, mean, sigma, unit_factor };
        NETWORKS.lock("net", net)?.add_noise(noise)
    })
}
