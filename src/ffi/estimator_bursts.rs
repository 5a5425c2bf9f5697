//! What an estimator of bursts has seen.

use super::estimator::{subthal_estimator, ESTIMATORS};
use super::guard::guard;
use super::status::subthal_status;
use super::structs::{write_struct, Growing};
use crate::control::Bursts;
use crate::error::Error;

/// What an estimator of the kind "bursts" has seen. Samples count from 0, which is the first after the
/// beginning.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_bursts_info {
    /// sizeof the caller's version of this struct.
    pub struct_size: usize,
    /// The smoothed, rectified band, in the unit of the samples.
    pub envelope: f64,
    /// 1 within a burst, from the sample on that makes it long enough; else 0.
    pub is_on: i32,
    /// 0; kept for later.
    pub reserved: i32,
    /// Bursts that have begun: those that became long enough.
    pub n_onsets: u64,
    /// Bursts that have ended.
    pub n_offsets: u64,
    /// The first sample above the threshold of the newest burst.
    pub first_sample: u64,
    /// The samples of the newest burst; so far, if it is on.
    pub n_samples: u64,
    /// The samples of all bursts that have ended.
    pub total_samples: u64,
}

// SAFETY: repr(C), its size first, numbers only.
unsafe impl Growing for subthal_bursts_info {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        Bursts::default().into()
    }
}

impl From<Bursts> for subthal_bursts_info {
    fn from(seen: Bursts) -> Self {
        Self {
            struct_size: size_of::<Self>(),
            envelope: seen.envelope,
            is_on: seen.is_on.into(),
            reserved: 0,
            n_onsets: seen.n_onsets,
            n_offsets: seen.n_offsets,
            first_sample: seen.onset,
            n_samples: seen.duration,
            total_samples: seen.total_duration,
        }
    }
}

/// Asks what an estimator of the kind "bursts" has seen; one of another kind is
/// SUBTHAL_STATUS_INVALID_ARGUMENT. `struct_size` is sizeof *bursts. Real-time safe.
///
/// # Safety
/// `bursts` is NULL, which is an error, or writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_estimator_bursts(
    est: *const subthal_estimator,
    bursts: *mut subthal_bursts_info,
    struct_size: usize,
) -> subthal_status {
    guard(|| {
        let other_kind = || Error::invalid("est", "is not of the kind \"bursts\"");
        let seen = ESTIMATORS.share("est", est)?.runs.bursts().ok_or_else(other_kind)?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_struct("bursts", bursts, struct_size, seen.into()) }
    })
}
