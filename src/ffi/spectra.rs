//! Spectra, bands and synchrony of the caller's arrays.

use super::guard::{answer_computed, guard, guard_computing};
use super::pointers::{optional_out, out, slice, write_array};
use super::status::subthal_status;
use super::structs::{read_struct, write_struct, Growing};
use crate::error::Error;
use crate::metrics::{self, Signal, Spectrum, Welch};

/// How a signal is sampled, and cut into segments whose spectra are averaged (Welch's method:
/// periodic Hann window, mean removed from each segment, one-sided density, as scipy.signal.welch).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_welch_config {
    /// sizeof this struct; set by subthal_welch_config_default.
    pub struct_size: usize,
    /// From one sample to the next, in ms. Required.
    pub interval_ms: f64,
    /// Samples in a segment; 0, which is the default, for 1 s that overlap by half: bins 1 Hz apart.
    pub segment: u64,
    /// Samples that a segment shares with the one before; unused if segment is 0.
    pub overlap: u64,
}

// SAFETY: repr(C), its size first, numbers only.
unsafe impl Growing for subthal_welch_config {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        Self { struct_size: size_of::<Self>(), interval_ms: f64::NAN, segment: 0, overlap: 0 }
    }
}

impl subthal_welch_config {
    pub(super) fn welch(&self) -> Result<Welch, Error> {
        match self.segment {
            0 => Welch::of_1_s(self.interval_ms),
            segment => Welch::new(segment as usize, self.overlap as usize),
        }
    }
}

/// The spectrum of a signal from C.
///
/// # Safety
/// `config` is as [`read_struct`] demands, `signal` as [`slice`] does.
pub(super) unsafe fn spectrum(
    config: *const subthal_welch_config,
    signal: *const f64,
    signal_len: usize,
) -> Result<Spectrum, Error> {
    // SAFETY: the caller's promise is the same.
    let (config, signal) =
        unsafe { (read_struct("config", config)?, slice("signal", signal, signal_len)?) };
    metrics::welch(Signal::new(signal, config.interval_ms)?, config.welch()?)
}

/// Fills a configuration; `struct_size` is sizeof *config. interval_ms must be set then.
///
/// # Safety
/// `config` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_welch_config_default(
    config: *mut subthal_welch_config,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("config", config, struct_size, Growing::defaults()) })
}

/// Computes the power spectral density of `signal` (signal_len), in unit^2/Hz.
///
/// Writes `density` (n_bins), and n_bins = segment / 2 + 1 into `needed`, which may be NULL;
/// subthal_welch_frequencies says where the bins are. Pass `density` NULL and `density_len` 0 to ask
/// for n_bins alone. Any thread; not real-time safe.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
/// `signal` is NULL or readable for `signal_len` elements; `density` is NULL or writable for
/// `density_len` elements; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_welch_psd(
    config: *const subthal_welch_config,
    signal: *const f64,
    signal_len: usize,
    density: *mut f64,
    density_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        unsafe {
            let needed = optional_out("needed", needed)?;
            let spectrum = spectrum(config, signal, signal_len)?;
            write_array("density", density, density_len, needed, spectrum.values().iter().copied())
        }
    })
}

/// Asks for the frequencies, in Hz, of the bins of subthal_welch_psd and subthal_coherence with this
/// configuration, whatever the signal.
///
/// Writes `frequency_hz` (n_bins), and n_bins = segment / 2 + 1 into `needed`, which may be NULL; bin
/// k is at k x 1000 / (segment x interval_ms), where a segment of 0 is 1000 / interval_ms samples,
/// rounded. Pass `frequency_hz` NULL and `frequency_len` 0 to ask for n_bins alone. Any thread.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
/// `frequency_hz` is NULL or writable for `frequency_len` elements; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_welch_frequencies(
    config: *const subthal_welch_config,
    frequency_hz: *mut f64,
    frequency_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        unsafe {
            let needed = optional_out("needed", needed)?;
            let config = read_struct("config", config)?;
            let bins = config.welch()?.frequencies_hz(config.interval_ms)?;
            write_array("frequency_hz", frequency_hz, frequency_len, needed, bins)
        }
    })
}

/// Computes the power of `signal` from `low_hz` to `high_hz`, both included, in unit^2: the density
/// integrated by the trapezoidal rule.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
/// `signal` is NULL or readable for `signal_len` elements; `power` is NULL, which is an error, or
/// writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_band_power(
    config: *const subthal_welch_config,
    signal: *const f64,
    signal_len: usize,
    low_hz: f64,
    high_hz: f64,
    power: *mut f64,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    let body = || unsafe { spectrum(config, signal, signal_len) }?.band_power(low_hz, high_hz);
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("power", power, body) }
}

/// Computes the power of `signal` in `band_hz` (low, high) over that in `of_hz` (low, high); NaN of a
/// flat signal.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
/// `signal` is NULL or readable for `signal_len` elements; `band_hz` and `of_hz` are NULL, which is
/// an error, or readable for 2 elements; `fraction` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_relative_band_power(
    config: *const subthal_welch_config,
    signal: *const f64,
    signal_len: usize,
    band_hz: *const f64,
    of_hz: *const f64,
    fraction: *mut f64,
) -> subthal_status {
    let body = || {
        // SAFETY: the caller's promise is the same.
        let (band, of, spectrum) = unsafe {
            let spectrum = spectrum(config, signal, signal_len)?;
            (slice("band_hz", band_hz, 2)?, slice("of_hz", of_hz, 2)?, spectrum)
        };
        spectrum.relative_band_power((band[0], band[1]), (of[0], of[1]))
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("fraction", fraction, body) }
}

/// Finds the beta peak of `signal`: the frequency in Hz of the largest density in 13-30 Hz, smoothed
/// over 3 bins, and that density in unit^2/Hz.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
/// `signal` is NULL or readable for `signal_len` elements; `frequency_hz` and `density` are NULL,
/// which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_beta_peak(
    config: *const subthal_welch_config,
    signal: *const f64,
    signal_len: usize,
    frequency_hz: *mut f64,
    density: *mut f64,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let (frequency_hz, density, spectrum) = unsafe {
            let spectrum = spectrum(config, signal, signal_len)?;
            (out("frequency_hz", frequency_hz)?, out("density", density)?, spectrum)
        };
        let peak = metrics::beta_peak(&spectrum)?;
        frequency_hz.set(peak.frequency_hz);
        density.set(peak.density);
        Ok(())
    })
}

/// Computes how far the beta peak of `signal` stands above the median of 5-10 and 36-60 Hz, in dB.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
/// `signal` is NULL or readable for `signal_len` elements; `db` is NULL, which is an error, or
/// writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_beta_prominence(
    config: *const subthal_welch_config,
    signal: *const f64,
    signal_len: usize,
    db: *mut f64,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    let body = || metrics::prominence(&unsafe { spectrum(config, signal, signal_len) }?);
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("db", db, body) }
}
