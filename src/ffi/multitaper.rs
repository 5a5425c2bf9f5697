//! Multitaper spectra.

use super::guard::guard_computing;
use super::metrics::{recorded, subthal_recording};
use super::pointers::{optional_out, slice, write_array};
use super::status::subthal_status;
use crate::metrics::{self, Bins, Multitaper, Signal};

/// Computes the power spectral density of `signal` (signal_len) by tapers (DPSS) over its whole length, in
/// unit^2/Hz: `time_bandwidth` is the half-width of the smoothing times the duration, 3 as a rule, and
/// `n_tapers` their number, 5 as a rule and at most twice that. Its mean is removed.
///
/// Writes `density` (n_bins), bin k at k x 1000 / (signal_len x interval_ms) Hz, and
/// n_bins = signal_len / 2 + 1 into `needed`, which may be NULL. Pass `density` NULL and `density_len` 0 to
/// ask for n_bins alone. Any thread; not real-time safe.
///
/// # Safety
/// `signal` is NULL or readable for `signal_len` elements; `density` is NULL or writable for
/// `density_len` elements; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_multitaper_psd(
    signal: *const f64,
    signal_len: usize,
    interval_ms: f64,
    time_bandwidth: f64,
    n_tapers: u64,
    density: *mut f64,
    density_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        unsafe {
            let needed = optional_out("needed", needed)?;
            let signal = Signal::new(slice("signal", signal, signal_len)?, interval_ms)?;
            let how = Multitaper::new(time_bandwidth, n_tapers as usize)?;
            let spectrum = metrics::multitaper(signal, how)?;
            write_array("density", density, density_len, needed, spectrum.values().iter().copied())
        }
    })
}

/// Computes the spectrum of single cells by tapers, in Hz^2/Hz: of the rate of each in bins of `bin_steps`
/// steps, averaged over the cells. A Poisson train of rate r has 2 r.
///
/// Writes `density` (n_bins) as subthal_multitaper_psd does, of as many samples as there are whole bins.
///
/// # Safety
/// `recording` is NULL, which is an error, or a struct that subthal_recording_default has filled, whose
/// arrays have the elements it says or are NULL; `density` is NULL or writable for `density_len`
/// elements; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_spike_spectrum(
    recording: *const subthal_recording,
    bin_steps: u64,
    time_bandwidth: f64,
    n_tapers: u64,
    density: *mut f64,
    density_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        unsafe {
            let needed = optional_out("needed", needed)?;
            let recorded = recorded("recording", recording)?;
            let bins = Bins::new(recorded.window, bin_steps)?;
            let how = Multitaper::new(time_bandwidth, n_tapers as usize)?;
            let spectrum = metrics::spike_spectrum(&recorded.trains, bins, how)?;
            write_array("density", density, density_len, needed, spectrum.values().iter().copied())
        }
    })
}
