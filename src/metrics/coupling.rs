//! Phase-amplitude coupling.
//!
//! Tort ABL, Komorowski R, Eichenbaum H, Kopell N (2010) J Neurophysiol 104:1195-1210: the amplitude of
//! a fast band is averaged in 18 bins of the phase of a slow one, from -180 degrees up in steps of 20.
//! MI = 1 - H / ln 18, H the entropy of the averages over their sum: 0 if the amplitude does not know the
//! phase. What chance gives is asked of surrogates, in which the amplitude is shifted in time against the
//! phase, around the end, by at least 1 s or a quarter of the signal if that is less.

use rustfft::num_complex::Complex;

use super::angle::turns;
use super::memory::zeros;
use super::spikes::in_range;
use super::zero_phase::{analytic, band_passed, envelope};
use super::Signal;
use crate::error::Error;
use crate::random::Stream;
use crate::simd::math::ln;

/// The bins of the phase.
pub const PHASE_BINS: usize = 18;

/// Bands and surrogates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coupling {
    /// The band whose phase counts, Hz.
    pub phase_hz: (f64, f64),
    /// The band whose amplitude counts, Hz.
    pub amplitude_hz: (f64, f64),
    /// Shifted copies; 0 for none.
    pub n_surrogates: u32,
    /// Of the shifts.
    pub seed: u64,
}

impl Default for Coupling {
    /// 13-30 Hz, 50-150 Hz, 200 surrogates of seed 0.
    fn default() -> Self {
        let (phase_hz, amplitude_hz) = ((13.0, 30.0), (50.0, 150.0));
        Self { phase_hz, amplitude_hz, n_surrogates: 200, seed: 0 }
    }
}

/// How the amplitude depends on the phase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coupled {
    /// The modulation index, from 0 to 1; NaN of a signal without amplitude, or if a bin has no sample.
    pub mi: f64,
    /// (MI - mean) / sample SD of the surrogates; NaN of fewer than 2.
    pub z: f64,
    /// The chance of such an MI: (1 + surrogates that reach it) / (1 + surrogates).
    pub p: f64,
    /// The mean amplitude in each bin, in the unit of the signal.
    pub amplitudes: [f64; PHASE_BINS],
}

/// The coupling of the phase of one signal to the amplitude of another, or of the same.
///
/// # Errors
/// Signals of different length or sampling, 15 samples or fewer, a band that does not ascend below half
/// the sampling rate, more than 1e6 surrogates, or more than memory holds.
pub fn phase_amplitude(
    phase_of: Signal,
    amplitude_of: Signal,
    how: Coupling,
) -> Result<Coupled, Error> {
    super::coherence::same_sampling(phase_of, amplitude_of)?;
    in_range("n_surrogates", how.n_surrogates.into(), 0.0, 1e6, "1")?;
    let slow = analytic(&band_passed(phase_of, how.phase_hz.0, how.phase_hz.1)?)?;
    let fast = band_passed(amplitude_of, how.amplitude_hz.0, how.amplitude_hz.1)?;
    let (bins, amplitude) = (phase_bins(&slow)?, envelope(&analytic(&fast)?));

    let amplitudes = mean_amplitudes(&bins, &amplitude, 0);
    let mi = modulation_index(&amplitudes);
    let per_s = (1000.0 / phase_of.interval_ms()).round() as usize;
    let surrogates = surrogates(&bins, &amplitude, per_s, how);
    Ok(Coupled { mi, z: z_score(mi, &surrogates), p: chance(mi, &surrogates), amplitudes })
}

/// The bin of every sample's phase.
fn phase_bins(analytic: &[Complex<f64>]) -> Result<Vec<u8>, Error> {
    let mut bins = zeros("the phases", analytic.len() as u64)?;
    for (bin, z) in bins.iter_mut().zip(analytic) {
        let of_18 = (turns(*z) + 0.5) * PHASE_BINS as f64; // NaN becomes bin 0
        *bin = (of_18 as u8).min(PHASE_BINS as u8 - 1);
    }
    Ok(bins)
}

/// The mean amplitude in each bin of the phase, the amplitude taken from `shift` samples later.
fn mean_amplitudes(bins: &[u8], amplitude: &[f64], shift: usize) -> [f64; PHASE_BINS] {
    let (mut sums, mut counts) = ([0.0; PHASE_BINS], [0.0; PHASE_BINS]);
    let shifted = amplitude[shift..].iter().chain(&amplitude[..shift]);
    for (bin, amplitude) in bins.iter().zip(shifted) {
        sums[usize::from(*bin)] += amplitude;
        counts[usize::from(*bin)] += 1.0;
    }
    std::array::from_fn(|bin| sums[bin] / counts[bin])
}

fn modulation_index(amplitudes: &[f64; PHASE_BINS]) -> f64 {
    let total: f64 = amplitudes.iter().sum();
    if total.is_nan() || total < f64::MIN_POSITIVE {
        return f64::NAN;
    }
    let information = |a: &f64| {
        let p = a / total;
        if p.is_normal() {
            p * ln(p)
        } else {
            0.0
        }
    };
    1.0 + amplitudes.iter().map(information).sum::<f64>() / ln(PHASE_BINS as f64)
}

fn surrogates(bins: &[u8], amplitude: &[f64], per_s: usize, how: Coupling) -> Vec<f64> {
    let mut shifts = Stream::named(how.seed, &["phase_amplitude"]);
    let least = per_s.min(amplitude.len() / 4);
    let n_shifts = (amplitude.len() - 2 * least).max(1) as u64;
    let mut surrogate = || {
        let shift = least + shifts.below(n_shifts) as usize;
        modulation_index(&mean_amplitudes(bins, amplitude, shift))
    };
    (0..how.n_surrogates).map(|_| surrogate()).collect()
}

fn z_score(mi: f64, surrogates: &[f64]) -> f64 {
    let mean = super::signals::mean(surrogates);
    let squares: f64 = surrogates.iter().map(|x| (x - mean) * (x - mean)).sum();
    (mi - mean) / (squares / (surrogates.len() as f64 - 1.0)).sqrt()
}

/// NaN if `mi` is.
fn chance(mi: f64, surrogates: &[f64]) -> f64 {
    if mi.is_nan() {
        return mi;
    }
    let reached = surrogates.iter().filter(|surrogate| **surrogate >= mi).count() as f64;
    (1.0 + reached) / (1.0 + surrogates.len() as f64)
}
