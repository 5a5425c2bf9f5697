//! Pulses: currents that the network makes by itself.

use std::ffi::c_char;
use std::ptr::null;

use super::guard::{guard, guard_computing};
use super::network::{subthal_network, NETWORKS};
use super::pointers::{optional_out, slice, write_array};
use super::status::subthal_status;
use super::structs::{read_struct, write_struct, Growing};
use super::texts::text;
use crate::engine::pulse_steps;
use crate::network::Pulses;

/// What subthal_network_add_pulses adds: a train of rectangular pulses of current.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_pulses_config {
    /// sizeof this struct; set by subthal_pulses_config_default.
    pub struct_size: usize,
    /// Its name: the first half of its parameters' paths. Required.
    pub name: *const c_char,
    /// The population that receives, by name. Required.
    pub population: *const c_char,
    /// The cells that receive (n_cells); NULL, which is the default, for all.
    pub cells: *const u32,
    /// Elements in cells.
    pub n_cells: usize,
    /// What each of those cells receives of the amplitude (n_weights); NULL, which is the default, for 1
    /// each.
    pub weights: *const f64,
    /// Elements in weights: as many as there are cells that receive, or 0.
    pub n_weights: usize,
    /// Pulses a second, in Hz, on average; 0, which is the default, for none.
    pub frequency_hz: f64,
    /// How irregular: intervals are 1000/f ms with f gamma-distributed, and this is its standard deviation
    /// over its mean, from 0 to 1; 0, which is the default, for a periodic train.
    pub cv: f64,
    /// Current during a pulse, in the unit of the model's current; 0 unless set.
    pub amplitude: f64,
    /// Duration of a pulse, in ms, rounded to whole steps; 0.1 unless set.
    pub width_ms: f64,
    /// When the train begins, in ms: with a pulse where it is periodic, else with an interval; 0 unless
    /// set. Before the first step where negative.
    pub start_ms: f64,
}

// SAFETY: repr(C), its size first, then numbers and raw pointers.
unsafe impl Growing for subthal_pulses_config {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        let Pulses { frequency_hz, cv, amplitude, width_ms, start_ms, .. } = Pulses::default();
        Self {
            struct_size: size_of::<Self>(),
            name: null(),
            population: null(),
            cells: null(),
            n_cells: 0,
            weights: null(),
            n_weights: 0,
            frequency_hz,
            cv,
            amplitude,
            width_ms,
            start_ms,
        }
    }
}

/// Fills a configuration; `struct_size` is sizeof *config. name and population must be set then.
///
/// # Safety
/// `config` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_pulses_config_default(
    config: *mut subthal_pulses_config,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("config", config, struct_size, Growing::defaults()) })
}

/// Adds a train of pulses. Texts and arrays are copied.
///
/// Its numbers become parameters: "name.frequency", "name.cv", "name.amplitude", "name.width", which may
/// change while a simulator runs, and "name.start". A frequency of 0 stops the train after the pulse
/// that is under way; another begins it anew with the next step.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_pulses_config_default has filled,
/// whose texts end in NUL and whose arrays have the elements they say or are NULL.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_add_pulses(
    net: *mut subthal_network,
    config: *const subthal_pulses_config,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let pulses = unsafe {
            let config = read_struct("config", config)?;
            Pulses {
                name: text("config.name", config.name)?.into(),
                population: text("config.population", config.population)?.into(),
                cells: slice("config.cells", config.cells, config.n_cells)?.into(),
                weights: slice("config.weights", config.weights, config.n_weights)?.into(),
                frequency_hz: config.frequency_hz,
                cv: config.cv,
                amplitude: config.amplitude,
                width_ms: config.width_ms,
                start_ms: config.start_ms,
            }
        };
        NETWORKS.lock("net", net)?.add_pulses(pulses)
    })
}

/// Asks in which of the first `n_steps` steps of `dt_ms` of a trial the pulses of a train begin to act, while
/// nobody changes its parameters: those that begin before the first step are left out.
///
/// Writes `steps` (n_pulses), ascending, and n_pulses into `needed`, which may be NULL. Pass `steps` NULL
/// and `steps_len` 0 to ask for n_pulses alone. Any thread.
///
/// # Safety
/// `name` is NULL, which is an error, or a text that ends in NUL; `steps` is NULL or writable for
/// `steps_len` elements; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_network_pulse_steps(
    net: *const subthal_network,
    name: *const c_char,
    trial: u64,
    dt_ms: f64,
    n_steps: u64,
    steps: *mut u64,
    steps_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let (name, needed) = unsafe { (text("name", name)?, optional_out("needed", needed)?) };
        let found = pulse_steps(&*NETWORKS.share("net", net)?, name, trial, dt_ms, n_steps)?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_array("steps", steps, steps_len, needed, found.into_iter()) }
    })
}
