//! Filtering without delay, and the analytic signal.

use rustfft::num_complex::Complex;
use rustfft::FftPlannerScalar;

use super::butterworth::BandPass;
use super::memory::zeros;
use super::Signal;
use crate::error::Error;

/// The samples by which each end is extended: scipy.signal.filtfilt's 3 (order + 1) of a filter of 4.
const PADDING: usize = 15;

/// The band of a signal, (n_samples): Butterworth of order 2 forwards, then backwards, so of order 4 and
/// without delay.
///
/// As scipy.signal.filtfilt with its defaults: the ends are extended by their odd image over 15 samples,
/// and each pass begins in the steady state of its first sample.
///
/// # Errors
/// 15 samples or fewer, edges that do not ascend between 0 and half the sampling rate, or more than
/// memory holds.
pub fn band_passed(signal: Signal, low_hz: f64, high_hz: f64) -> Result<Vec<f64>, Error> {
    let filter = BandPass::new(low_hz, high_hz, signal.interval_ms())?;
    let mut extended = extended(signal.values())?;
    for _ in 0..2 {
        let steady = extended[0];
        filter.run(&mut extended, steady);
        extended.reverse();
    }
    extended.truncate(extended.len() - PADDING);
    extended.drain(..PADDING);
    Ok(extended)
}

/// 2 x[0] - x[j] before the start, 2 x[last] - x[last - j] after the end.
fn extended(x: &[f64]) -> Result<Vec<f64>, Error> {
    if x.len() <= PADDING {
        let why = format!("has {} samples; a filter needs more than {PADDING}", x.len());
        return Err(Error::invalid("signal", why));
    }
    let last = x.len() - 1;
    let mut extended = zeros("the filtered signal", (x.len() + 2 * PADDING) as u64)?;
    extended[PADDING..=PADDING + last].copy_from_slice(x);
    for j in 1..=PADDING {
        extended[PADDING - j] = 2.0 * x[0] - x[j];
        extended[PADDING + last + j] = 2.0 * x[last] - x[last - j];
    }
    Ok(extended)
}

/// The signal with its Hilbert transform as imaginary part, (n_samples): frequencies below 0 left out,
/// those above doubled, over the whole signal as scipy.signal.hilbert.
pub(super) fn analytic(x: &[f64]) -> Result<Vec<Complex<f64>>, Error> {
    let n = x.len();
    let mut points: Vec<Complex<f64>> = zeros("the analytic signal", n as u64)?;
    points.iter_mut().zip(x).for_each(|(z, x)| z.re = *x);
    let mut planner = FftPlannerScalar::new();
    let (forward, inverse) = (planner.plan_fft_forward(n), planner.plan_fft_inverse(n));
    let room = forward.get_inplace_scratch_len().max(inverse.get_inplace_scratch_len());
    let mut scratch = zeros("the analytic signal", room as u64)?;
    forward.process_with_scratch(&mut points, &mut scratch);
    for (k, z) in points.iter_mut().enumerate() {
        let own_mirror = k == 0 || 2 * k == n;
        *z *= if own_mirror { 1.0 } else { f64::from(u8::from(2 * k < n)) * 2.0 } / n as f64;
    }
    inverse.process_with_scratch(&mut points, &mut scratch);
    Ok(points)
}

/// The length of each number, (n_samples): the envelope of an analytic signal.
pub(super) fn envelope(analytic: &[Complex<f64>]) -> Vec<f64> {
    analytic.iter().map(|z| z.norm_sqr().sqrt()).collect()
}
