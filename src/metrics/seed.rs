//! The beta of the JAX prototype (the seed), kept so that its numbers can be compared.
//!
//! It is made from the population mean of V, so a population that fires tonically at 13-30 Hz
//! has it without any synchrony: prefer [`super::prominence`] with [`super::synchrony`].

use std::ops::Range;

use super::beta::BETA_HZ;
use super::dft::{power_at, Transform};
use super::{spectrum, Signal};
use crate::error::Error;

/// What the seed compares beta with, Hz, closed.
const BROAD_HZ: (f64, f64) = (1.0, 100.0);

/// The sum of |rfft(mean V)|^2 over 13 <= f <= 30 Hz, unit^2: rectangular window, no
/// normalisation, so it grows with the square of the recording.
///
/// The mean is removed first, which changes no bin but 0.
///
/// # Errors
/// No bin lies in the band (a recording below 33 ms), it is sampled below 60 Hz, or it is
/// beyond memory.
pub fn seed_beta_power(signal: Signal) -> Result<f64, Error> {
    let [beta] = powers_in(signal, [BETA_HZ])?;
    Ok(beta)
}

/// [`seed_beta_power`] over the same sum from 1 to 100 Hz; NaN of a flat signal.
///
/// White noise gives 0.17.
///
/// # Errors
/// No bin lies in a band, it is sampled below 200 Hz, or it is beyond memory.
pub fn seed_beta_fraction(signal: Signal) -> Result<f64, Error> {
    let [beta, broad] = powers_in(signal, [BETA_HZ, BROAD_HZ])?;
    Ok(beta / broad)
}

/// The summed |rfft|^2 in each closed band.
fn powers_in<const N: usize>(signal: Signal, bands_hz: [(f64, f64); N]) -> Result<[f64; N], Error> {
    let mut bands = [const { 0..0 }; N];
    for (bins, (low_hz, high_hz)) in bands.iter_mut().zip(bands_hz) {
        *bins = spectrum::bins(low_hz, high_hz, signal.values().len(), signal.interval_ms())?;
    }
    if bands.iter().map(Range::len).sum::<usize>() <= FEW_BINS {
        by_bin(signal, bands)
    } else {
        by_fast_transform(signal, bands)
    }
}

/// Up to so many bins, one at a time is faster than all at once: short trials have two.
const FEW_BINS: usize = 32;

fn by_bin<const N: usize>(signal: Signal, bands: [Range<usize>; N]) -> Result<[f64; N], Error> {
    let mean = signal.mean();
    let mut sums = [0.0; N];
    for (sum, bins) in sums.iter_mut().zip(bands) {
        for k in bins {
            *sum += power_at(signal.values(), mean, k)?;
        }
    }
    Ok(sums)
}

fn by_fast_transform<const N: usize>(
    signal: Signal,
    bands: [Range<usize>; N],
) -> Result<[f64; N], Error> {
    let mut transform = Transform::new(signal.values().len())?;
    let z = transform.of_real(signal.values(), signal.mean());
    Ok(bands.map(|bins| bins.map(|k| z.at(k).norm_sqr()).sum()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bin_at_a_time_equals_the_fast_transform() {
        let x: Vec<f64> = (0..3001).map(|i| f64::from(i * i % 257) - 60.0).collect();
        let signal = Signal::new(&x, 0.025).unwrap();
        let bands = [1..3, 7..8, 100..140, 1490..1501];
        let slow = by_bin(signal, bands.clone()).unwrap();
        let fast = by_fast_transform(signal, bands).unwrap();
        for (slow, fast) in slow.iter().zip(fast) {
            assert!((slow / fast - 1.0).abs() < 1e-11, "{slow} {fast}");
        }
    }
}
