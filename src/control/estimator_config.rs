//! What kind of estimator, of what signal.

use super::average::{Average, AVERAGES};
use super::band_pass::BandPass;
use super::checks::{in_range, some_samples, LARGEST};
use super::estimators::band_rectified::BandRectified;
use super::estimators::bursts::BurstDetector;
use super::prototype::{Shape, SHAPES};
use crate::error::Error;

/// The estimators by name.
pub const ESTIMATORS: [&str; 5] =
    ["band_rectified", "band_power", "envelope_phase", "bursts", "fleming_2020"];

/// Describes an [`super::Estimator`]; each kind reads the fields that it needs and checks those.
///
/// ```
/// use subthal::control::{Estimator, EstimatorConfig};
///
/// let config = EstimatorConfig { sample_hz: 1000.0, ..EstimatorConfig::of("envelope_phase")? };
/// let mut estimator = Estimator::new(&config)?;
/// let estimate = estimator.update(0.25);
/// assert!(estimate.value >= 0.0);
/// # Ok::<(), subthal::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct EstimatorConfig {
    /// Which estimator: one of [`ESTIMATORS`].
    pub kind: String,
    /// The rate of the samples, Hz.
    pub sample_hz: f64,
    /// The lower edge of the band, Hz.
    pub low_hz: f64,
    /// The upper edge of the band, Hz.
    pub high_hz: f64,
    /// The filter of the kinds that filter: "butterworth" or "chebyshev" (of the first type).
    pub filter: String,
    /// The filter's order before it became a band-pass, which doubles it: 1 to 12.
    pub order: u32,
    /// The ripple of a Chebyshev filter's pass-band, dB.
    pub ripple_db: f64,
    /// What smooths the rectified band: "moving" (the mean of a window) or "exponential".
    pub average: String,
    /// The window of the average, or its time constant; in "fleming_2020" the window that is
    /// filtered. ms, taken to the nearest whole sample.
    pub window_ms: f64,
    /// The rate to which "band_power" brings the signal, Hz: `sample_hz` over a whole number.
    pub fft_hz: f64,
    /// The points of the transform of "band_power".
    pub fft_points: u32,
    /// The time from one value of "band_power" or "fleming_2020" to the next, ms.
    pub hop_ms: f64,
    /// The envelope above which "bursts" sees one, in the signal's unit.
    pub threshold: f64,
    /// The length from which on it is a burst, ms.
    pub min_burst_ms: f64,
    /// The end of the window that "fleming_2020" drops, and the length that it averages, ms.
    pub tail_ms: f64,
}

impl Default for EstimatorConfig {
    /// The first of [`ESTIMATORS`], for beta from 13 to 30 Hz of a signal at 1 kHz.
    fn default() -> Self {
        Self {
            kind: ESTIMATORS[0].into(),
            sample_hz: 1000.0,
            low_hz: 13.0,
            high_hz: 30.0,
            filter: SHAPES[0].into(),
            order: 2,
            ripple_db: 0.5,
            average: AVERAGES[0].into(),
            window_ms: 200.0,
            fft_hz: 500.0,
            fft_points: 1024,
            hop_ms: 50.0,
            threshold: 1.0,
            min_burst_ms: 100.0,
            tail_ms: 100.0,
        }
    }
}

impl EstimatorConfig {
    /// The defaults of a kind: beta from 13 to 30 Hz of a signal at 1 kHz, but the published numbers for
    /// "fleming_2020".
    ///
    /// # Errors
    /// No estimator has this name.
    pub fn of(kind: &str) -> Result<Self, Error> {
        let beta = Self { kind: kind.into(), ..Self::default() };
        match kind {
            "fleming_2020" => Ok(Self::fleming_2020(beta)),
            kind if ESTIMATORS.contains(&kind) => Ok(beta),
            unknown => Err(Error::unknown("estimator", unknown, ESTIMATORS)),
        }
    }

    fn fleming_2020(beta: Self) -> Self {
        let (low_hz, high_hz, filter) = (21.0, 29.0, SHAPES[1].into());
        let (sample_hz, order, window_ms, hop_ms) = (2000.0, 4, 2000.0, 20.0);
        Self { low_hz, high_hz, filter, sample_hz, order, window_ms, hop_ms, ..beta }
    }

    /// The filter that is described.
    pub(super) fn band_pass(&self) -> Result<BandPass, Error> {
        let shape = Shape::named(&self.filter, self.ripple_db)?;
        BandPass::new(shape, self.order, (self.low_hz, self.high_hz), self.sample_hz)
    }

    pub(super) fn band_rectified(&self) -> Result<BandRectified, Error> {
        let filter = self.band_pass()?;
        let average = Average::new(&self.average, self.window_ms, self.sample_hz)?;
        Ok(BandRectified::new(filter, average))
    }

    pub(super) fn bursts(&self) -> Result<BurstDetector, Error> {
        let band = self.band_rectified()?;
        let threshold = in_range("threshold", self.threshold, (0.0, LARGEST), "1")?;
        let per_ms = self.sample_hz / 1000.0;
        let least = some_samples("min_burst_ms", self.min_burst_ms, per_ms)?;
        Ok(BurstDetector::new(band, threshold, least))
    }
}
