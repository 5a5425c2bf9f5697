//! The beta peak of a spectrum, and how far it stands out.
//!
//! Every value is of the spectrum smoothed over 3 bins (the mean of a bin and its neighbours; of
//! 2 at either end), so that one noisy bin is not a peak. Decibels are 10 log10.

use super::Spectrum;
use crate::error::Error;
use crate::simd::math::ln;

/// The beta band, Hz, closed.
pub(super) const BETA_HZ: (f64, f64) = (13.0, 30.0);
/// Where there is neither beta nor the slow rise below it.
const BACKGROUND_HZ: [(f64, f64); 2] = [(5.0, 10.0), (36.0, 60.0)];
/// Where the line of 1/f is fitted.
const LINE_HZ: [(f64, f64); 2] = [(4.0, 10.0), (36.0, 100.0)];

/// The largest smoothed value in 13-30 Hz.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peak {
    /// Where it stands, Hz; 13 Hz or the bin above if the band is flat.
    pub frequency_hz: f64,
    /// unit^2/Hz.
    pub density: f64,
}

/// Finds the largest smoothed value in 13-30 Hz, the lowest of equals.
///
/// # Errors
/// The spectrum has no bin in the band, or ends below 30 Hz.
pub fn beta_peak(spectrum: &Spectrum) -> Result<Peak, Error> {
    let bins = spectrum.bins(BETA_HZ.0, BETA_HZ.1)?;
    let mut largest = bins.start;
    for k in bins {
        if smoothed(spectrum, k) > smoothed(spectrum, largest) {
            largest = k;
        }
    }
    let frequency_hz = spectrum.frequency_hz(largest);
    Ok(Peak { frequency_hz, density: smoothed(spectrum, largest) })
}

/// The beta peak over the median of 5-10 and 36-60 Hz, dB.
///
/// NaN of a signal without power, infinite if only the background has none.
///
/// # Errors
/// The spectrum lacks one of the bands, or ends below 60 Hz.
pub fn prominence(spectrum: &Spectrum) -> Result<f64, Error> {
    let mut background = Vec::new();
    for k in bins_of(spectrum, BACKGROUND_HZ)? {
        background.push(smoothed(spectrum, k));
    }
    Ok(decibel(beta_peak(spectrum)?.density / median(&mut background)))
}

/// The beta peak over 1/f at its frequency, dB: over the line of ln density against ln frequency,
/// fitted by least squares to 4-10 and 36-100 Hz.
///
/// NaN if the spectrum is 0 at the peak or in a bin of the fit.
///
/// # Errors
/// The spectrum lacks one of the bands, or ends below 100 Hz.
pub fn prominence_over_1f(spectrum: &Spectrum) -> Result<f64, Error> {
    let peak = beta_peak(spectrum)?;
    let mut points = Vec::new();
    for k in bins_of(spectrum, LINE_HZ)? {
        points.push((ln(spectrum.frequency_hz(k)), ln_or_nan(smoothed(spectrum, k))));
    }
    let line = line_at(ln(peak.frequency_hz), &points);
    Ok((ln_or_nan(peak.density) - line) * 10.0 / std::f64::consts::LN_10)
}

fn bins_of(
    spectrum: &Spectrum,
    bands_hz: [(f64, f64); 2],
) -> Result<impl Iterator<Item = usize>, Error> {
    let [low, high] = bands_hz;
    Ok(spectrum.bins(low.0, low.1)?.chain(spectrum.bins(high.0, high.1)?))
}

fn smoothed(spectrum: &Spectrum, k: usize) -> f64 {
    let values = spectrum.values();
    super::signals::mean(&values[k.saturating_sub(1)..(k + 2).min(values.len())])
}

/// The middle value, or the mean of the two in the middle; NaN if there is none.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match values {
        [] => f64::NAN,
        _ if values.len() % 2 == 1 => values[half],
        _ => (values[half - 1] + values[half]) / 2.0,
    }
}

/// The least-squares line through (x, y) points, at `x`.
fn line_at(x: f64, points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let mean_x = points.iter().map(|p| p.0).sum::<f64>() / n;
    let mean_y = points.iter().map(|p| p.1).sum::<f64>() / n;
    let xy: f64 = points.iter().map(|p| (p.0 - mean_x) * (p.1 - mean_y)).sum();
    let xx: f64 = points.iter().map(|p| (p.0 - mean_x) * (p.0 - mean_x)).sum();
    mean_y + xy / xx * (x - mean_x)
}

/// 10 log10 of a ratio: -infinite of 0, infinite of infinity, NaN of NaN.
fn decibel(ratio: f64) -> f64 {
    if ratio < f64::MIN_POSITIVE {
        return f64::NEG_INFINITY;
    }
    if ratio == f64::INFINITY {
        return ratio;
    }
    ln_or_nan(ratio) * 10.0 / std::f64::consts::LN_10
}

/// ln where it is defined: of positive normal numbers.
fn ln_or_nan(x: f64) -> f64 {
    if x.is_normal() && x > 0.0 {
        ln(x)
    } else {
        f64::NAN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0 to 500 Hz in bins of 1 Hz.
    fn spectrum(density: impl Fn(usize) -> f64) -> Spectrum {
        let values = (0..=500).map(density).collect();
        Spectrum { values, segment: 1000, interval_ms: 1.0, n_segments: 1 }
    }

    #[test]
    fn plateau_ten_times_the_background_stands_out_by_10_db() {
        let spectrum = spectrum(|hz| if (19..=21).contains(&hz) { 2.5 } else { 0.25 });
        let peak = beta_peak(&spectrum).unwrap();
        assert_eq!((peak.frequency_hz, peak.density), (20.0, 2.5));
        assert!((prominence(&spectrum).unwrap() - 10.0).abs() < 1e-12);
        assert!((prominence_over_1f(&spectrum).unwrap() - 10.0).abs() < 1e-12);
    }

    #[test]
    fn lone_bin_counts_by_a_third() {
        let spectrum = spectrum(|hz| if hz == 25 { 28.0 } else { 1.0 });
        // (1 + 28 + 1) / 3 = 10
        assert!((prominence(&spectrum).unwrap() - 10.0).abs() < 1e-12);
    }

    #[test]
    fn power_law_does_not_stand_out_over_1f() {
        let spectrum = spectrum(|hz| (hz.max(1) as f64).powi(-2));
        let over_1f = prominence_over_1f(&spectrum).unwrap();
        assert!(over_1f.abs() < 0.2, "{over_1f} dB"); // smoothing bends the line at 4 Hz
        assert!(prominence(&spectrum).unwrap() > 5.0);
    }

    #[test]
    fn power_outside_the_beta_band_is_no_peak() {
        let spectrum = spectrum(|hz| if matches!(hz, 11 | 32 | 70) { 1e6 } else { 1.0 });
        assert_eq!(beta_peak(&spectrum).unwrap().density, 1.0);
    }

    #[test]
    fn beta_without_any_background_stands_out_infinitely() {
        let spectrum = spectrum(|hz| f64::from(u8::from(hz == 20)));
        assert_eq!(prominence(&spectrum), Ok(f64::INFINITY));
        assert!(prominence_over_1f(&spectrum).unwrap().is_nan());
    }

    #[test]
    fn median_is_the_middle_or_the_mean_of_the_middle_two() {
        assert_eq!(median(&mut [5.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&mut [5.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(&mut []).is_nan());
    }
}
