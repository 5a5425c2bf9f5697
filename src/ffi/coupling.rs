//! Phase-amplitude coupling.

use super::guard::{guard, guard_computing};
use super::pointers::slice;
use super::status::subthal_status;
use super::structs::{read_struct, write_struct, Growing};
use crate::metrics::{self, Coupling, Signal};

/// Which band's phase and which band's amplitude, and how many surrogates say what chance gives.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_coupling_config {
    /// sizeof this struct; set by subthal_coupling_config_default.
    pub struct_size: usize,
    /// From one sample to the next, in ms. Required.
    pub interval_ms: f64,
    /// The lower edge of the band whose phase counts, in Hz; 13 unless set.
    pub phase_low_hz: f64,
    /// Its upper edge, in Hz; 30 unless set.
    pub phase_high_hz: f64,
    /// The lower edge of the band whose amplitude counts, in Hz; 50 unless set.
    pub amplitude_low_hz: f64,
    /// Its upper edge, in Hz; 150 unless set.
    pub amplitude_high_hz: f64,
    /// Copies in which the amplitude is shifted in time; 200 unless set, 0 for none.
    pub n_surrogates: u64,
    /// Of the shifts; 0 unless set.
    pub seed: u64,
}

// SAFETY: repr(C), its size first, numbers only.
unsafe impl Growing for subthal_coupling_config {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        let Coupling { phase_hz, amplitude_hz, n_surrogates, seed } = Coupling::default();
        Self {
            struct_size: size_of::<Self>(),
            interval_ms: f64::NAN,
            phase_low_hz: phase_hz.0,
            phase_high_hz: phase_hz.1,
            amplitude_low_hz: amplitude_hz.0,
            amplitude_high_hz: amplitude_hz.1,
            n_surrogates: n_surrogates.into(),
            seed,
        }
    }
}

impl subthal_coupling_config {
    fn coupling(&self) -> Coupling {
        Coupling {
            phase_hz: (self.phase_low_hz, self.phase_high_hz),
            amplitude_hz: (self.amplitude_low_hz, self.amplitude_high_hz),
            n_surrogates: u32::try_from(self.n_surrogates).unwrap_or(u32::MAX),
            seed: self.seed,
        }
    }
}

/// How the amplitude of one band depends on the phase of another, as subthal_phase_amplitude fills it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_coupling_info {
    /// sizeof the caller's version of this struct.
    pub struct_size: usize,
    /// The modulation index, from 0 to 1; NaN of a signal without amplitude, or too short to have every
    /// phase.
    pub mi: f64,
    /// The modulation index less the mean of the surrogates, over their SD; NaN of fewer than 2.
    pub z: f64,
    /// The chance of such an index: (1 + surrogates that reach it) / (1 + surrogates).
    pub p: f64,
    /// The mean amplitude in each bin of the phase, from -180 degrees up in steps of 20, in the unit of the
    /// signal.
    pub amplitudes: [f64; 18],
}

// SAFETY: repr(C), its size first, then numbers and arrays of them.
unsafe impl Growing for subthal_coupling_info {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        let (mi, z, p) = (f64::NAN, f64::NAN, f64::NAN);
        Self { struct_size: size_of::<Self>(), mi, z, p, amplitudes: [0.0; 18] }
    }
}

/// Fills a configuration; `struct_size` is sizeof *config. interval_ms must be set then.
///
/// # Safety
/// `config` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_coupling_config_default(
    config: *mut subthal_coupling_config,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("config", config, struct_size, Growing::defaults()) })
}

/// Computes the coupling of the phase of one signal to the amplitude of another (signals_len each), or of
/// the same, after Tort et al. (2010). `struct_size` is sizeof *info. Any thread; not real-time safe.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_coupling_config_default has filled;
/// `phase_of` and `amplitude_of` are NULL or readable for `signals_len` elements; `info` is NULL, which
/// is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_phase_amplitude(
    config: *const subthal_coupling_config,
    phase_of: *const f64,
    amplitude_of: *const f64,
    signals_len: usize,
    info: *mut subthal_coupling_info,
    struct_size: usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let (config, phase_of, amplitude_of) = unsafe {
            let config = read_struct("config", config)?;
            let phase_of = slice("phase_of", phase_of, signals_len)?;
            (config, phase_of, slice("amplitude_of", amplitude_of, signals_len)?)
        };
        let signal = |values| Signal::new(values, config.interval_ms);
        let found =
            metrics::phase_amplitude(signal(phase_of)?, signal(amplitude_of)?, config.coupling())?;
        let metrics::Coupled { mi, z, p, amplitudes } = found;
        let value = subthal_coupling_info { mi, z, p, amplitudes, ..Growing::defaults() };
        // SAFETY: the caller's promise is the same.
        unsafe { write_struct("info", info, struct_size, value) }
    })
}
