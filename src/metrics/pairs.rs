//! What two populations do together.
//!
//! Beta is *detected* in a subthalamic and a pallidal population if both rates have a peak that stands
//! out, the subthalamic cells fire together in it, and the two rates are coherent at it. None of these
//! alone will do: cells that fire at a beta rate make a peak without a rhythm of the population, and
//! shared input makes populations coherent.

use super::{
    beta_peak, coherence, coherence_phase, coherence_threshold, prominence, Finished, Signal,
    Spectrum, Welch,
};
use crate::error::Error;

/// How far the peak of each rate must stand out, dB.
const PROMINENT_DB: f64 = 8.0;
/// The mean pairwise coherency that the cells of the first must have.
const KAPPA: f64 = 0.06;
/// The chance that independent rates pass for coherent.
const ALPHA: f64 = 0.05;

/// The coherence of the two rates in the bin of the beta peak of the first; NaN if one is silent.
///
/// # Errors
/// A run below a segment of 1 s.
pub fn coherence_at_peak(first: &Finished, second: &Finished) -> Result<f64, Error> {
    at_peak(first, second, coherence)
}

/// A spectrum of two rates in the bin of the beta peak of the first.
fn at_peak(
    first: &Finished,
    second: &Finished,
    of_rates: fn(Signal, Signal, Welch) -> Result<Spectrum, Error>,
) -> Result<f64, Error> {
    let (peak, rate) = (beta_peak(first.rate_spectrum()?)?, first.rate()?);
    let spectrum = of_rates(rate, second.rate()?, Welch::of_1_s(rate.interval_ms())?)?;
    let bins = spectrum.bins(peak.frequency_hz, peak.frequency_hz)?;
    Ok(spectrum.values()[bins.start])
}

/// By how much the second rate leads the first in that bin, rad; NaN if one is silent.
///
/// # Errors
/// A run below a segment of 1 s.
pub fn phase_at_peak(first: &Finished, second: &Finished) -> Result<f64, Error> {
    at_peak(first, second, coherence_phase)
}

/// What the coherence of independent rates exceeds in one run of twenty: 1 - 0.05^(1 / (L - 1)), L the
/// effective number of segments; 1 for one segment.
///
/// # Errors
/// A run below a segment of 1 s.
pub fn coherence_limit(run: &Finished) -> Result<f64, Error> {
    let rate = run.rate()?;
    let segments = Welch::of_1_s(rate.interval_ms())?;
    let n_segments = segments.n_segments(rate.values().len() as u64)?;
    coherence_threshold(ALPHA, segments.effective_segments(n_segments)?)
}

/// Whether beta is detected in a subthalamic (first) and a pallidal population. What is NaN of a silent
/// population detects nothing.
///
/// # Errors
/// A run below a segment of 1 s.
pub fn is_beta_detected(stn: &Finished, gpe: &Finished) -> Result<bool, Error> {
    let stand_out = prominence(stn.rate_spectrum()?)? >= PROMINENT_DB
        && prominence(gpe.rate_spectrum()?)? >= PROMINENT_DB;
    let together = stn.beta_synchrony()?.kappa >= KAPPA;
    let coherent = coherence_at_peak(stn, gpe)? > coherence_limit(stn)?;
    Ok(stand_out && together && coherent)
}
