//! What a closed loop measures and sets.

use std::ffi::c_char;
use std::ptr::null;

use super::controller_config::subthal_controller_config;
use super::estimator_config::subthal_estimator_config;
use super::guard::guard;
use super::status::subthal_status;
use super::structs::{read_struct, write_struct, Growing};
use super::texts::text;
use crate::closed_loop::LoopConfig;
use crate::error::Error;

/// What is measured, and what is set.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_loop_config {
    /// sizeof this struct; set by subthal_loop_config_default.
    pub struct_size: usize,
    /// The channel of the simulator's output rows that is measured, by name. Required.
    pub channel: *const c_char,
    /// The stimulator whose amplitude and frequency are set, by name. Required.
    pub stimulator: *const c_char,
    /// The controller begins after this time of the simulator, in ms; 0 unless set. The estimator is there
    /// from the beginning.
    pub start_ms: f64,
    /// What is made of the channel. Its sample_hz is a whole number of steps. Required.
    pub estimator: *const subthal_estimator_config,
    /// What decides. Its interval_s is a whole number of steps, and its limits are those of the stimulus
    /// whoever decides. Its blanking_s acts in "phase_locked" alone: an electrode that records has a blanking of
    /// its own. For "phase_locked" let frequency_hz be 1 / interval_s, so that an interval that fires has one
    /// pulse. Required.
    pub controller: *const subthal_controller_config,
}

// SAFETY: repr(C), its size first, then numbers and raw pointers.
unsafe impl Growing for subthal_loop_config {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        Self {
            struct_size: size_of::<Self>(),
            channel: null(),
            stimulator: null(),
            start_ms: 0.0,
            estimator: null(),
            controller: null(),
        }
    }
}

impl subthal_loop_config {
    /// What it describes.
    ///
    /// # Safety
    /// As subthal_loop_new demands.
    pub(super) unsafe fn described(&self) -> Result<LoopConfig, Error> {
        // SAFETY: the caller's promise is the same.
        unsafe {
            Ok(LoopConfig {
                channel: text("config.channel", self.channel)?.into(),
                stimulator: text("config.stimulator", self.stimulator)?.into(),
                start_ms: self.start_ms,
                estimator: read_struct("config.estimator", self.estimator)?.described()?,
                controller: read_struct("config.controller", self.controller)?.described()?,
            })
        }
    }
}

/// Fills a configuration; `struct_size` is sizeof *config. All but start_ms must be set then.
///
/// # Safety
/// `config` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_loop_config_default(
    config: *mut subthal_loop_config,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("config", config, struct_size, Growing::defaults()) })
}
