//! Bursts of cells and of a rhythm, as lists.

use super::guard::{guard, guard_computing};
use super::metrics::{recorded, subthal_recording};
use super::pointers::{optional_out, slice, write_array, Plain};
use super::status::subthal_status;
use super::structs::{read_struct, write_struct, Growing};
use crate::error::Error;
use crate::metrics::{self, BetaBursts, Burst, BurstRule, Signal, Threshold};

/// A burst of a cell.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct subthal_burst {
    /// The step of its first spike.
    pub first_step: u64,
    /// The step of its last spike.
    pub last_step: u64,
    /// Whose it is.
    pub cell: u32,
    /// Its spikes.
    pub n_spikes: u32,
    /// -ln of the chance of so many spikes in so short a time, of a Poisson process of the cell's rate; NaN of a
    /// burst after a silence.
    pub surprise: f64,
}

// SAFETY: repr(C), numbers only, no padding.
unsafe impl Plain for subthal_burst {}

impl From<Burst> for subthal_burst {
    fn from(burst: Burst) -> Self {
        let Burst { cell, first_step, last_step, n_spikes, surprise } = burst;
        let n_spikes = u32::try_from(n_spikes).unwrap_or(u32::MAX);
        Self { first_step, last_step, cell: cell as u32, n_spikes, surprise }
    }
}

/// A burst of a rhythm.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct subthal_beta_burst {
    /// Its first sample.
    pub first_sample: u64,
    /// The first sample after it.
    pub end_sample: u64,
    /// The mean of the smoothed envelope in it, in the unit of the signal.
    pub amplitude: f64,
}

// SAFETY: repr(C), numbers only, no padding.
unsafe impl Plain for subthal_beta_burst {}

/// What a burst of a rhythm is: a stretch in which the smoothed envelope of a band exceeds a threshold.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_beta_bursts_config {
    /// sizeof this struct; set by subthal_beta_bursts_config_default.
    pub struct_size: usize,
    /// From one sample to the next, in ms. Required.
    pub interval_ms: f64,
    /// The band's lower edge, in Hz; 13 unless set.
    pub low_hz: f64,
    /// The band's upper edge, in Hz; 30 unless set.
    pub high_hz: f64,
    /// Over which the envelope is averaged, in ms; 200 unless set.
    pub smoothing_ms: f64,
    /// The percentile of the smoothed envelope that it must exceed, from 0 to 100; 75 unless set. Unused
    /// where threshold is set.
    pub percentile: f64,
    /// A value that it must exceed instead, in the unit of the signal: one for several conditions. NaN, which
    /// is the default, for the percentile.
    pub threshold: f64,
    /// For how long it must, in ms; 100 unless set.
    pub min_ms: f64,
}

// SAFETY: repr(C), its size first, numbers only.
unsafe impl Growing for subthal_beta_bursts_config {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        let BetaBursts { band_hz: (low_hz, high_hz), smoothing_ms, min_ms, .. } =
            BetaBursts::default();
        let (struct_size, interval_ms) = (size_of::<Self>(), f64::NAN);
        let (percentile, threshold) = (75.0, f64::NAN);
        Self {
            struct_size,
            interval_ms,
            low_hz,
            high_hz,
            smoothing_ms,
            percentile,
            threshold,
            min_ms,
        }
    }
}

impl subthal_beta_bursts_config {
    fn rule(&self) -> BetaBursts {
        let threshold = match self.threshold.is_nan() {
            true => Threshold::Percentile(self.percentile),
            false => Threshold::Value(self.threshold),
        };
        let (band_hz, smoothing_ms) = ((self.low_hz, self.high_hz), self.smoothing_ms);
        BetaBursts { band_hz, smoothing_ms, threshold, min_ms: self.min_ms }
    }
}

/// Lists the bursts of every cell by Poisson surprise (Legendy and Salcman 1985): at least 3 spikes whose
/// surprise is at least `min_surprise`; 5 is usual.
///
/// Writes `bursts` (n_bursts), cell after cell, each cell's in order of time, and n_bursts into `needed`,
/// which may be NULL. Pass `bursts` NULL and `bursts_len` 0 to ask for n_bursts alone. Any thread; not
/// real-time safe.
///
/// # Safety
/// `recording` is NULL, which is an error, or a struct that subthal_recording_default has filled, whose
/// arrays have the elements it says or are NULL; `bursts` is NULL or writable for `bursts_len` elements;
/// `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_bursts_by_surprise(
    recording: *const subthal_recording,
    min_surprise: f64,
    bursts: *mut subthal_burst,
    bursts_len: usize,
    needed: *mut usize,
) -> subthal_status {
    let rule = BurstRule::PoissonSurprise { min_surprise };
    // SAFETY: the caller's promise is the same.
    guard_computing(|| unsafe { list(recording, rule, bursts, bursts_len, needed) })
}

/// Lists the bursts of every cell that follow a silence, as a low-threshold calcium spike carries them in
/// the thalamus: at least 2 spikes at intervals of at most `max_interval_ms`, 4 as a rule, after at least
/// `min_silence_ms`, 100 as a rule. Writes as subthal_bursts_by_surprise does.
///
/// # Safety
/// `recording` is NULL, which is an error, or a struct that subthal_recording_default has filled, whose
/// arrays have the elements it says or are NULL; `bursts` is NULL or writable for `bursts_len` elements;
/// `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_bursts_after_silence(
    recording: *const subthal_recording,
    min_silence_ms: f64,
    max_interval_ms: f64,
    bursts: *mut subthal_burst,
    bursts_len: usize,
    needed: *mut usize,
) -> subthal_status {
    let rule = BurstRule::Silence { min_silence_ms, max_interval_ms };
    // SAFETY: the caller's promise is the same.
    guard_computing(|| unsafe { list(recording, rule, bursts, bursts_len, needed) })
}

/// # Safety
/// As subthal_bursts_by_surprise demands.
unsafe fn list(
    recording: *const subthal_recording,
    rule: BurstRule,
    bursts: *mut subthal_burst,
    bursts_len: usize,
    needed: *mut usize,
) -> Result<(), Error> {
    // SAFETY: the caller's promise is the same.
    unsafe {
        let needed = optional_out("needed", needed)?;
        let recorded = recorded("recording", recording)?;
        let found = metrics::bursts(&recorded.trains, recorded.window, rule)?;
        write_array("bursts", bursts, bursts_len, needed, found.into_iter().map(Into::into))
    }
}

/// Fills a configuration; `struct_size` is sizeof *config. interval_ms must be set then.
///
/// # Safety
/// `config` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_beta_bursts_config_default(
    config: *mut subthal_beta_bursts_config,
    struct_size: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { write_struct("config", config, struct_size, Growing::defaults()) })
}

/// Lists the bursts of a rhythm in `signal` (signal_len), after Tinkhauser et al. (2017).
///
/// The band is passed without delay (Butterworth of order 2, forwards and backwards), its envelope is that
/// of the analytic signal. Writes `bursts` (n_bursts) in order of time, n_bursts into `needed` and the
/// threshold, in the unit of the signal, into `threshold`; both may be NULL. Pass `bursts` NULL and
/// `bursts_len` 0 to ask for these alone. Any thread; not real-time safe.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_beta_bursts_config_default has filled;
/// `signal` is NULL or readable for `signal_len` elements; `bursts` is NULL or writable for `bursts_len`
/// elements; `needed` and `threshold` are NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_beta_bursts(
    config: *const subthal_beta_bursts_config,
    signal: *const f64,
    signal_len: usize,
    bursts: *mut subthal_beta_burst,
    bursts_len: usize,
    needed: *mut usize,
    threshold: *mut f64,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        unsafe {
            let needed = optional_out("needed", needed)?;
            let threshold = optional_out("threshold", threshold)?;
            let config = read_struct("config", config)?;
            let signal = slice("signal", signal, signal_len)?;
            let signal = Signal::new(signal, config.interval_ms)?;
            let found = metrics::beta_bursts(signal, config.rule())?;
            let list = found.bursts.iter().map(|burst| subthal_beta_burst {
                first_sample: burst.first as u64,
                end_sample: burst.end as u64,
                amplitude: burst.amplitude,
            });
            write_array("bursts", bursts, bursts_len, needed, list)?;
            if let Some(threshold) = threshold {
                threshold.set(found.threshold);
            }
            Ok(())
        }
    })
}
