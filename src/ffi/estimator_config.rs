//! Which estimator, of what signal.

use std::ffi::c_char;

use super::guard::guard;
use super::status::subthal_status;
use super::structs::{write_struct, Growing};
use super::texts::{text, Names};
use crate::control::{EstimatorConfig, AVERAGES, ESTIMATORS, SHAPES};
use crate::error::Error;

static KINDS: Names<{ ESTIMATORS.len() }> = Names::of(ESTIMATORS);
static FILTERS: Names<{ SHAPES.len() }> = Names::of(SHAPES);
static SMOOTHERS: Names<{ AVERAGES.len() }> = Names::of(AVERAGES);

/// Which estimator, of what signal. Each kind reads and checks what is said to be its own.
///
/// The defaults are those of subthal_estimator_config_default: beta from 13 to 30 Hz of a signal at 1 kHz, but
/// for "fleming_2020" the published numbers (Fleming, Dunn and Lowery 2020), which stand here in brackets.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct subthal_estimator_config {
    /// sizeof this struct; set by subthal_estimator_config_default.
    pub struct_size: usize,
    /// Which estimator: one of subthal_names("estimator").
    pub kind: *const c_char,
    /// The rate of the samples, in Hz, from 0.001 to 1e9; 1000 \[2000\] unless set.
    pub sample_hz: f64,
    /// The lower edge of the band, in Hz, above 0; 13 \[21\] unless set.
    pub low_hz: f64,
    /// The upper edge of the band, in Hz, above the lower and below sample_hz / 2; 30 \[29\] unless set.
    pub high_hz: f64,
    /// The filter of "band_rectified", "bursts" and "fleming_2020": "butterworth" \["chebyshev", of the first
    /// type\] unless set.
    pub filter: *const c_char,
    /// Its order before it became a band-pass, which doubles it: 1 to 12; 2 \[4\] unless set.
    pub order: u32,
    /// The points of the transform of "band_power"; 1024 unless set.
    pub fft_points: u32,
    /// The ripple of a Chebyshev filter's pass-band, in dB; 0.5 unless set.
    pub ripple_db: f64,
    /// What smooths the rectified band of "band_rectified" and "bursts": "moving", which is the default, for
    /// the mean of a window, or "exponential".
    pub average: *const c_char,
    /// The window of that average, or its time constant; in "fleming_2020" the window that is filtered. In ms,
    /// rounded to whole samples; 200 \[2000\] unless set.
    pub window_ms: f64,
    /// The rate to which "band_power" brings the signal, in Hz: sample_hz over a whole number; 500 unless set.
    pub fft_hz: f64,
    /// The time from one value of "band_power" or "fleming_2020" to the next, in ms; 50 \[20\] unless set.
    pub hop_ms: f64,
    /// The envelope above which "bursts" sees one, in the unit of the samples, from 0; 1 unless set.
    pub threshold: f64,
    /// The length from which on it is a burst, in ms; 100 unless set.
    pub min_burst_ms: f64,
    /// The end of the window that "fleming_2020" drops, and the length that it averages, in ms; 100 unless
    /// set.
    pub tail_ms: f64,
}

// SAFETY: repr(C), its size first, then numbers and raw pointers.
unsafe impl Growing for subthal_estimator_config {
    const SMALLEST: usize = size_of::<Self>();
    fn defaults() -> Self {
        EstimatorConfig::default().into()
    }
}

impl From<EstimatorConfig> for subthal_estimator_config {
    fn from(config: EstimatorConfig) -> Self {
        Self {
            struct_size: size_of::<Self>(),
            kind: KINDS.find(&config.kind),
            sample_hz: config.sample_hz,
            low_hz: config.low_hz,
            high_hz: config.high_hz,
            filter: FILTERS.find(&config.filter),
            order: config.order,
            fft_points: config.fft_points,
            ripple_db: config.ripple_db,
            average: SMOOTHERS.find(&config.average),
            window_ms: config.window_ms,
            fft_hz: config.fft_hz,
            hop_ms: config.hop_ms,
            threshold: config.threshold,
            min_burst_ms: config.min_burst_ms,
            tail_ms: config.tail_ms,
        }
    }
}

impl subthal_estimator_config {
    /// What it describes.
    ///
    /// # Safety
    /// Its texts end in NUL.
    pub(super) unsafe fn described(&self) -> Result<EstimatorConfig, Error> {
        // SAFETY: the caller's promise is the same.
        let (kind, filter, average) = unsafe {
            let kind = text("config.kind", self.kind)?;
            (kind, text("config.filter", self.filter)?, text("config.average", self.average)?)
        };
        Ok(EstimatorConfig {
            kind: kind.into(),
            sample_hz: self.sample_hz,
            low_hz: self.low_hz,
            high_hz: self.high_hz,
            filter: filter.into(),
            order: self.order,
            ripple_db: self.ripple_db,
            average: average.into(),
            window_ms: self.window_ms,
            fft_hz: self.fft_hz,
            fft_points: self.fft_points,
            hop_ms: self.hop_ms,
            threshold: self.threshold,
            min_burst_ms: self.min_burst_ms,
            tail_ms: self.tail_ms,
        })
    }
}

/// Fills a configuration with the defaults of a kind, one of subthal_names("estimator"); `struct_size` is
/// sizeof *config.
///
/// "band_rectified": the band, rectified and smoothed. "band_power": its power, in the square of the signal's
/// unit. "envelope_phase": its amplitude and its phase, by an observer (compare Rosenblum et al. 2021). "bursts": 1
/// while that which "band_rectified" gives is above a threshold for long enough, else 0 (after Tinkhauser et al.
/// 2017). "fleming_2020": the biomarker of Fleming, Dunn and Lowery (2020).
///
/// The texts that it sets belong to the library, and stay.
///
/// # Safety
/// `kind` is NULL, which is an error, or a text that ends in NUL; `config` is NULL, which is an error, or
/// writable for `struct_size` bytes.
#[no_mangle]
pub unsafe extern "C" fn subthal_estimator_config_default(
    kind: *const c_char,
    config: *mut subthal_estimator_config,
    struct_size: usize,
) -> subthal_status {
    guard(|| {
        // SAFETY: the caller's promise is the same.
        let defaults = EstimatorConfig::of(unsafe { text("kind", kind) }?)?;
        // SAFETY: the caller's promise is the same.
        unsafe { write_struct("config", config, struct_size, defaults.into()) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_crosses_and_comes_back() {
        for kind in ESTIMATORS {
            let config = EstimatorConfig::of(kind).unwrap();
            let crossed = subthal_estimator_config::from(config.clone());
            // SAFETY: its texts are constants.
            assert_eq!(unsafe { crossed.described() }, Ok(config));
        }
    }
}
