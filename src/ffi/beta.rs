//! Beta against 1/f, coherence, synchrony, and the beta of the seed.

use super::guard::{answer_computed, guard_computing};
use super::metrics::{recorded, subthal_recording};
use super::pointers::{optional_out, out, slice, write_array};
use super::spectra::{spectrum, subthal_welch_config};
use super::status::subthal_status;
use super::structs::read_struct;
use crate::error::Error;
use crate::metrics::{self, Bins, Signal, Spectrum, Welch};

/// Computes how far the beta peak of `signal` stands above a 1/f line fitted to 4-10 and 36-100 Hz, in
/// dB.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
/// `signal` is NULL or readable for `signal_len` elements; `db` is NULL, which is an error, or
/// writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_beta_prominence_over_1f(
    config: *const subthal_welch_config,
    signal: *const f64,
    signal_len: usize,
    db: *mut f64,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    let body = || metrics::prominence_over_1f(&unsafe { spectrum(config, signal, signal_len) }?);
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("db", db, body) }
}

/// Computes the magnitude-squared coherence of two signals (signals_len each), from 0 to 1.
///
/// Writes `values` (n_bins), and n_bins into `needed`, which may be NULL, as subthal_welch_psd does.
/// One segment alone gives 1 everywhere; subthal_coherence_threshold says what chance gives.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled; `x`
/// and `y` are NULL or readable for `signals_len` elements; `values` is NULL or writable for
/// `values_len` elements; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_coherence(
    config: *const subthal_welch_config,
    x: *const f64,
    y: *const f64,
    signals_len: usize,
    values: *mut f64,
    values_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        unsafe {
            let needed = optional_out("needed", needed)?;
            let coherence = of_pair(config, (x, y), signals_len, metrics::coherence)?;
            write_array("values", values, values_len, needed, coherence.values().iter().copied())
        }
    })
}

/// Computes the phase of two signals (signals_len each), in radians from -pi to pi: positive where y leads.
/// It means something where the coherence exceeds what subthal_coherence_threshold tells.
///
/// Writes `values` (n_bins), and n_bins into `needed`, which may be NULL, as subthal_welch_psd does; NaN
/// where a signal has no power.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled; `x`
/// and `y` are NULL or readable for `signals_len` elements; `values` is NULL or writable for
/// `values_len` elements; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_coherence_phase(
    config: *const subthal_welch_config,
    x: *const f64,
    y: *const f64,
    signals_len: usize,
    values: *mut f64,
    values_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        unsafe {
            let needed = optional_out("needed", needed)?;
            let phase = of_pair(config, (x, y), signals_len, metrics::coherence_phase)?;
            write_array("values", values, values_len, needed, phase.values().iter().copied())
        }
    })
}

/// A spectrum of two signals from C.
///
/// # Safety
/// `config` is as [`read_struct`] demands, the signals as [`slice`] does.
unsafe fn of_pair(
    config: *const subthal_welch_config,
    (x, y): (*const f64, *const f64),
    len: usize,
    compute: fn(Signal, Signal, Welch) -> Result<Spectrum, Error>,
) -> Result<Spectrum, Error> {
    // SAFETY: the caller's promise is the same.
    let (config, x, y) =
        unsafe { (read_struct("config", config)?, slice("x", x, len)?, slice("y", y, len)?) };
    let signal = |values| Signal::new(values, config.interval_ms);
    compute(signal(x)?, signal(y)?, config.welch()?)
}

/// Computes the coherence that two independent signals of `n_samples` exceed in a bin with
/// probability `alpha`.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_welch_config_default has filled;
/// `threshold` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_coherence_threshold(
    config: *const subthal_welch_config,
    n_samples: u64,
    alpha: f64,
    threshold: *mut f64,
) -> subthal_status {
    let body = || {
        // SAFETY: the caller's promise is the same.
        let welch = unsafe { read_struct("config", config) }?.welch()?;
        let effective_segments = welch.effective_segments(welch.n_segments(n_samples)?)?;
        metrics::coherence_threshold(alpha, effective_segments)
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("threshold", threshold, body) }
}

/// Computes how much more the cells of a population fire together, within 2 Hz of `frequency_hz`, than
/// independent ones would: `r`, 1 for independent cells and n_cells for full synchrony, and `kappa`,
/// the mean pairwise coherency (r - 1) / (n_cells - 1).
///
/// Spikes are counted in bins of 1 ms, in segments of 1 s that overlap by half. NaN if no cell fires.
///
/// # Safety
/// `recording` is NULL, which is an error, or a struct that subthal_recording_default has filled, whose
/// arrays have the elements it says or are NULL; `r` and `kappa` are NULL, which is an error, or
/// writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_synchrony(
    recording: *const subthal_recording,
    frequency_hz: f64,
    r: *mut f64,
    kappa: *mut f64,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let (recorded, r, kappa) =
            unsafe { (recorded("recording", recording)?, out("r", r)?, out("kappa", kappa)?) };
        let bins = Bins::of_1_ms(recorded.window)?;
        let welch = metrics::Welch::of_1_s(bins.interval_ms())?;
        let found = metrics::synchrony(&recorded.trains, bins, welch, frequency_hz)?;
        r.set(found.r);
        kappa.set(found.kappa);
        Ok(())
    })
}

/// Computes the synchrony of V after Golomb and Rinzel (1993), chi squared: the variance in time of the mean
/// over cells over the mean of their variances; 1 if all cells do the same, 1 / n_cells if each goes its own
/// way, NaN if no cell ever changes.
///
/// # Safety
/// `rows` is NULL or readable for n_rows x `n_cells` elements, all cells of a time after one another;
/// `chi_squared` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_chi_squared(
    rows: *const f64,
    n_rows: usize,
    n_cells: usize,
    chi_squared: *mut f64,
) -> subthal_status {
    let body = || {
        let len = n_rows.saturating_mul(n_cells);
        // SAFETY: the caller's promise is the same.
        metrics::chi_squared(unsafe { slice("rows", rows, len) }?, n_cells)
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("chi_squared", chi_squared, body) }
}

/// Computes the firing rate of a cell, averaged over the population, in bins of `bin_steps` steps: the
/// signal in which to look for beta.
///
/// Writes `rate_hz` (n_bins), and n_bins into `needed`, which may be NULL. Pass `rate_hz` NULL and
/// `rate_len` 0 to ask for n_bins alone.
///
/// # Safety
/// `recording` is NULL, which is an error, or a struct that subthal_recording_default has filled, whose
/// arrays have the elements it says or are NULL; `rate_hz` is NULL or writable for `rate_len`
/// elements; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_population_rate(
    recording: *const subthal_recording,
    bin_steps: u64,
    rate_hz: *mut f64,
    rate_len: usize,
    needed: *mut usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let (recorded, needed) =
            unsafe { (recorded("recording", recording)?, optional_out("needed", needed)?) };
        let bins = Bins::new(recorded.window, bin_steps)?;
        let rate = metrics::population_rate(&recorded.trains, bins)?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_array("rate_hz", rate_hz, rate_len, needed, rate.into_iter()) }
    })
}

/// Computes the seed's beta of `signal`: summed |rfft|^2 over 13-30 Hz, in unit^2, not normalised.
///
/// It counts tonic firing at 13-30 Hz as beta; prefer subthal_beta_prominence with subthal_synchrony.
///
/// # Safety
/// `signal` is NULL or readable for `signal_len` elements; `power` is NULL, which is an error, or
/// writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_seed_beta_power(
    signal: *const f64,
    signal_len: usize,
    interval_ms: f64,
    power: *mut f64,
) -> subthal_status {
    let body = || {
        // SAFETY: the caller's promise is the same.
        metrics::seed_beta_power(unsafe { sampled(signal, signal_len, interval_ms) }?)
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("power", power, body) }
}

/// Computes the seed's beta of `signal` over the same sum from 1 to 100 Hz; NaN of a flat signal.
///
/// # Safety
/// `signal` is NULL or readable for `signal_len` elements; `fraction` is NULL, which is an error, or
/// writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_seed_beta_fraction(
    signal: *const f64,
    signal_len: usize,
    interval_ms: f64,
    fraction: *mut f64,
) -> subthal_status {
    let body = || {
        // SAFETY: the caller's promise is the same.
        metrics::seed_beta_fraction(unsafe { sampled(signal, signal_len, interval_ms) }?)
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("fraction", fraction, body) }
}

/// A signal from C.
///
/// # Safety
/// `signal` is as [`slice`] demands.
unsafe fn sampled<'call>(
    signal: *const f64,
    signal_len: usize,
    interval_ms: f64,
) -> Result<Signal<'call>, Error> {
    // SAFETY: the caller's promise is the same.
    Signal::new(unsafe { slice("signal", signal, signal_len) }?, interval_ms)
}
