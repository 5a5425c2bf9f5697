//! A causal band-pass, as second-order sections.
//!
//! As scipy.signal.butter or cheby1 with btype "bandpass" make it: each pole of the low-pass becomes
//! two, and the bilinear transform with both edges warped makes the filter digital.

use super::checks::{in_range, quiet};
use super::complex::Complex;
use super::prototype::Shape;
use super::section::{warped, Section};
use super::state::state;
use crate::error::Error;

/// The least that a band spans of its upper edge.
const NARROWEST: f64 = 1e-6;

/// The least lower edge, as a part of the sampling rate.
const LOWEST: f64 = 1e-9;

const ORDERS: (f64, f64) = (1.0, 12.0);

/// A digital band-pass and what it remembers.
#[derive(Clone, Debug)]
pub(super) struct BandPass {
    gain: f64,
    sections: Vec<Section>,
}

state!(BandPass: sections);

impl BandPass {
    /// From `low_hz` to `high_hz`; `order` is that of the low-pass, half that of the band-pass.
    pub(super) fn new(
        shape: Shape,
        order: u32,
        (low_hz, high_hz): (f64, f64),
        sample_hz: f64,
    ) -> Result<Self, Error> {
        in_range("order", f64::from(order), ORDERS, "1")?;
        check_band(low_hz, high_hz, sample_hz)?;
        let [low, high] = [low_hz, high_hz].map(|hz| warped(hz / sample_hz));
        let (width, place2) = (high - low, low * high);
        let prototype = shape.prototype(order);
        let sections = prototype.poles.iter().flat_map(|pole| sections_of(*pole, width, place2));
        Ok(Self { gain: prototype.gain, sections: sections.flatten().collect() })
    }

    /// The number of sections.
    pub(super) fn n_sections(&self) -> usize {
        self.sections.len()
    }

    /// The output of one more sample.
    #[inline]
    pub(super) fn step(&mut self, x: f64) -> f64 {
        self.sections.iter_mut().fold(self.gain * x, |x, section| section.band(x))
    }

    /// Puts the filter where a constant would have left it: the first section stops a constant, the
    /// others have seen nothing.
    pub(super) fn settle(&mut self, constant: f64) {
        for section in &mut self.sections {
            section.settle(0.0);
        }
        self.sections[0].settle(quiet(self.gain * constant));
    }
}

/// Refuses edges that do not ascend between 0 and half the sampling rate.
pub(super) fn check_band(low_hz: f64, high_hz: f64, sample_hz: f64) -> Result<(), Error> {
    let nyquist_hz = sample_hz / 2.0;
    in_range("low_hz", low_hz, (LOWEST * sample_hz, nyquist_hz), "Hz")?;
    in_range("high_hz", high_hz, (low_hz, nyquist_hz), "Hz")?;
    if high_hz - low_hz < NARROWEST * high_hz || high_hz == nyquist_hz {
        let why = format!("is {low_hz} to {high_hz} Hz; it must ascend below {nyquist_hz} Hz");
        return Err(Error::invalid("band", why));
    }
    Ok(())
}

/// The sections of one pole of the low-pass: itself if it is real, else with its conjugate.
///
/// The roots of s^2 - pole width s + place^2; the larger is found first, the other from their
/// product, so that neither cancels.
fn sections_of(pole: Complex, width: f64, place2: f64) -> [Option<Section>; 2] {
    if pole.im == 0.0 {
        return [Some(Section::new(width, -pole.re * width, place2.sqrt())), None];
    }
    let sum = pole.scaled(width);
    let root = (sum * sum - Complex { re: 4.0 * place2, im: 0.0 }).sqrt();
    let [plus, minus] = [(sum + root).scaled(0.5), (sum - root).scaled(0.5)];
    let larger = if plus.norm_sqr() > minus.norm_sqr() { plus } else { minus };
    let other = Complex { re: place2, im: 0.0 } / larger;
    [larger, other].map(|s| Some(Section::new(width, -2.0 * s.re, s.norm())))
}
