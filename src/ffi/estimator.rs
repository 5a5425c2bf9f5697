//! Estimators: samples in, a measure of a rhythm out.

use super::estimator_config::subthal_estimator_config;
use super::guard::{answer_computed, guard, guard_computing};
use super::handles::{Handle, Table};
use super::machine::Machine;
use super::pointers::{buffer, disjoint, slice};
use super::status::subthal_status;
use super::structs::{read_struct, struct_out, Growing};
use super::token::Kind;
use crate::control::{Estimate, Estimator};

/// Follows a rhythm in a signal, sample by sample. It owns all its state.
///
/// One thread at a time: a call while another is inside is SUBTHAL_STATUS_BUSY. Different estimators share
/// nothing.
pub struct subthal_estimator(());

impl Handle for subthal_estimator {
    type Object = Machine<Estimator>;
    const KIND: Kind = Kind::Estimator;
}

pub(super) static ESTIMATORS: Table<subthal_estimator> = Table::new();

/// What an estimator knows after a sample.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_estimate {
    /// sizeof the caller's version of this struct.
    pub struct_size: usize,
    /// The measure: in the unit of the samples, in its square from "band_power", 0 or 1 from "bursts".
    pub value: f64,
    /// The phase of the oscillation from "envelope_phase", in radians from -pi to pi, 0 at its peak; NaN from
    /// the others.
    pub phase_rad: f64,
    /// 1 if value was computed from this sample; 0 while an older one is held, as "band_power" and
    /// "fleming_2020" do.
    pub is_fresh: i32,
    /// 0; kept for later.
    pub reserved: i32,
    /// Samples that were refused so far.
    pub n_refused: u64,
}

// SAFETY: repr(C), its size first, numbers only.
unsafe impl Growing for subthal_estimate {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        Self::of(f64::NAN.into(), 0)
    }
}

impl subthal_estimate {
    fn of(estimate: Estimate, n_refused: u64) -> Self {
        let Estimate { value, phase_rad, is_fresh } = estimate;
        let struct_size = size_of::<Self>();
        Self { struct_size, value, phase_rad, is_fresh: is_fresh.into(), reserved: 0, n_refused }
    }
}

/// Makes an estimator, before its first sample; it is owned by the caller.
///
/// All its memory is taken here; a window of more than 1 GiB is SUBTHAL_STATUS_TOO_LARGE. At most 65,536
/// estimators live at once. Any thread; not real-time safe.
///
/// # Safety
/// `config` is NULL, which is an error, or a struct that subthal_estimator_config_default has filled, whose
/// texts end in NUL; `est` is NULL, which is an error, or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_estimator_new(
    config: *const subthal_estimator_config,
    est: *mut *mut subthal_estimator,
) -> subthal_status {
    let body = || {
        // SAFETY: the caller's promise is the same.
        let config = unsafe { read_struct("config", config)?.described() }?;
        ESTIMATORS.insert("est", Machine::new(Estimator::new(&config)?, &config))
    };
    // SAFETY: the caller's promise is the same.
    unsafe { answer_computed("est", est, body) }
}

/// Ends an estimator. NULL is fine.
///
/// A handle that was freed before is SUBTHAL_STATUS_INVALID_HANDLE, and one that another call is using is
/// SUBTHAL_STATUS_BUSY; neither is freed. Not real-time safe.
#[no_mangle]
pub extern "C" fn subthal_estimator_free(est: *mut subthal_estimator) -> subthal_status {
    guard(|| ESTIMATORS.free("est", est))
}

/// Forgets every sample: it equals a new one. Real-time safe.
#[no_mangle]
pub extern "C" fn subthal_estimator_reset(est: *mut subthal_estimator) -> subthal_status {
    guard(|| {
        ESTIMATORS.lock("est", est)?.runs.reset();
        Ok(())
    })
}

/// Takes one sample, and writes what is known after it. `struct_size` is sizeof *estimate.
///
/// A sample that is not finite, or beyond 1e60, is refused: it is counted, and the last that was not refused
/// is taken in its place, 0 before the first. The call succeeds, and every value is finite. Real-time safe.
///
/// # Safety
/// `estimate` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_estimator_update(
    est: *mut subthal_estimator,
    sample: f64,
    estimate: *mut subthal_estimate,
    struct_size: usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let place = unsafe { struct_out("estimate", estimate, struct_size) }?;
        let est = &mut ESTIMATORS.lock("est", est)?.runs;
        let estimate = est.update(sample);
        place.set(subthal_estimate::of(estimate, est.n_refused()));
        Ok(())
    })
}

/// Takes `samples` (n_samples), and writes the value after each into `values` (n_samples): the bits of one at
/// a time. Refuses samples as subthal_estimator_update does. Real-time safe.
///
/// # Safety
/// `samples` is NULL or readable for `n_samples` elements; `values` is NULL or writable for `values_len`
/// elements.
#[no_mangle]
pub unsafe extern "C" fn subthal_estimator_run(
    est: *mut subthal_estimator,
    samples: *const f64,
    n_samples: usize,
    values: *mut f64,
    values_len: usize,
) -> subthal_status {
    guard_computing(|| {
        // SAFETY: the caller's promise is the same.
        let (samples, values) = unsafe {
            let samples = slice("samples", samples, n_samples)?;
            (samples, buffer("values", values, values_len, n_samples)?)
        };
        disjoint(("samples", samples), ("values", values))?;
        ESTIMATORS.lock("est", est)?.runs.run(samples, values)
    })
}

/// Writes the complete state.
///
/// Writes its bytes to the beginning of `bytes`, and into `needed`, which may be NULL, how many they are: the
/// same number as long as the estimator lives. Pass `bytes` NULL and `bytes_len` 0 to ask for the number alone.
/// They are the same on every machine; a checksum guards them. Not real-time safe.
///
/// # Safety
/// `bytes` is NULL or writable for `bytes_len` bytes; `needed` is NULL or writable.
#[no_mangle]
pub unsafe extern "C" fn subthal_estimator_save(
    est: *const subthal_estimator,
    bytes: *mut u8,
    bytes_len: usize,
    needed: *mut usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { ESTIMATORS.share("est", est)?.save(bytes, bytes_len, needed) })
}

/// Takes a saved state and goes on as the estimator that saved it did, bit by bit.
///
/// It may come from another process or machine, but of an estimator of the same configuration. One that is
/// damaged or belongs elsewhere is SUBTHAL_STATUS_INVALID_ARGUMENT, and changes nothing. `bytes_len` is exactly
/// what subthal_estimator_save said. Not real-time safe.
///
/// # Safety
/// `bytes` is NULL, which is an error, or readable for `bytes_len` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_estimator_load(
    est: *mut subthal_estimator,
    bytes: *const u8,
    bytes_len: usize,
) -> subthal_status {
    // SAFETY: the caller's promise is the same.
    guard(|| unsafe { ESTIMATORS.lock("est", est)?.load(bytes, bytes_len) })
}
