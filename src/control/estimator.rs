//! One type for every estimator: samples in, a measure of a rhythm out.

use super::checks::{in_range, sound};
use super::estimator_config::{EstimatorConfig, ESTIMATORS};
use super::estimators::band_power::BandPower;
use super::estimators::band_rectified::BandRectified;
use super::estimators::bursts::{BurstDetector, Bursts};
use super::estimators::envelope_phase::EnvelopePhase;
use super::estimators::fleming_2020::Fleming2020;
use super::state::{self, state, State, Words};
use crate::error::Error;

/// The rates that are taken for one.
const RATES_HZ: (f64, f64) = (1e-3, 1e9);

/// What an estimator knows after a sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The measure: in the signal's unit, in its square for "band_power", 0 or 1 for "bursts".
    pub value: f64,
    /// The phase of the band's oscillation in radians, from -pi to pi, 0 at its peak; NaN from
    /// estimators that follow none.
    pub phase_rad: f64,
    /// True if `value` was computed from this sample, false while an older one is held.
    pub is_fresh: bool,
}

impl From<f64> for Estimate {
    /// Takes a number for a fresh measure without a phase.
    fn from(value: f64) -> Self {
        Self { value, phase_rad: f64::NAN, is_fresh: true }
    }
}

/// Follows a signal sample by sample; allocates in [`Estimator::new`] only.
///
/// A sample that is not finite, or beyond 1e60, is refused: it is counted, and the last one that was
/// not refused is taken in its place (0 before the first). The state is finite for ever.
#[derive(Clone, Debug)]
pub struct Estimator {
    kind: Kind,
    last: f64,
    n_refused: u64,
}

state!(Estimator: kind, last, n_refused);

#[derive(Clone, Debug)]
enum Kind {
    BandRectified(BandRectified),
    BandPower(BandPower),
    EnvelopePhase(EnvelopePhase),
    Bursts(BurstDetector),
    Fleming2020(Fleming2020),
}

impl Estimator {
    /// Makes the estimator that is described.
    ///
    /// # Errors
    /// A name that nothing has, a number out of its range, a band that does not ascend below half the
    /// sampling rate, or more than memory holds.
    pub fn new(config: &EstimatorConfig) -> Result<Self, Error> {
        in_range("sample_hz", config.sample_hz, RATES_HZ, "Hz")?;
        Ok(Self { kind: Kind::new(config)?, last: 0.0, n_refused: 0 })
    }

    /// Takes one sample.
    #[inline]
    pub fn update(&mut self, sample: f64) -> Estimate {
        match sound(sample) {
            Some(sample) => self.last = sample,
            None => self.n_refused = self.n_refused.saturating_add(1),
        }
        self.kind.step(self.last)
    }

    /// Takes samples, and writes the value after each: the same bits as one at a time.
    ///
    /// # Errors
    /// Fewer places than samples; nothing is taken then.
    pub fn run(&mut self, samples: &[f64], values: &mut [f64]) -> Result<(), Error> {
        let (needed, given) = (samples.len(), values.len());
        if given < needed {
            return Err(Error::BufferTooSmall { name: "values", needed, given });
        }
        for (sample, value) in samples.iter().zip(values) {
            *value = self.update(*sample).value;
        }
        Ok(())
    }

    /// Says how many samples were refused.
    pub fn n_refused(&self) -> u64 {
        self.n_refused
    }

    /// Shows what a burst detector has seen; None from the other kinds.
    pub fn bursts(&self) -> Option<Bursts> {
        match &self.kind {
            Kind::Bursts(detector) => Some(detector.seen()),
            _ => None,
        }
    }

    /// Forgets every sample: equals new.
    pub fn reset(&mut self) {
        self.clear();
    }

    /// Says how many words the state has.
    pub fn n_words(&self) -> usize {
        state::n_words(self)
    }

    /// Writes the complete state.
    ///
    /// # Errors
    /// Another length than [`Estimator::n_words`].
    pub fn words(&self, words: &mut [u64]) -> Result<(), Error> {
        state::save(self, words)
    }

    /// Takes on a state that an estimator of the same configuration wrote.
    ///
    /// # Errors
    /// Another length, or words that are no state; the estimator is then as it was.
    pub fn set_words(&mut self, words: &[u64]) -> Result<(), Error> {
        state::load(self, words)
    }
}

impl Kind {
    fn new(config: &EstimatorConfig) -> Result<Self, Error> {
        match config.kind.as_str() {
            "band_rectified" => config.band_rectified().map(Self::BandRectified),
            "band_power" => BandPower::new(config).map(Self::BandPower),
            "envelope_phase" => EnvelopePhase::new(config.low_hz, config.high_hz, config.sample_hz)
                .map(Self::EnvelopePhase),
            "bursts" => config.bursts().map(Self::Bursts),
            "fleming_2020" => Fleming2020::new(config.band_pass()?, config).map(Self::Fleming2020),
            unknown => Err(Error::unknown("estimator", unknown, ESTIMATORS)),
        }
    }

    #[inline]
    fn step(&mut self, x: f64) -> Estimate {
        let without_phase = |(value, is_fresh)| Estimate { value, phase_rad: f64::NAN, is_fresh };
        match self {
            Self::BandRectified(band) => band.step(x).into(),
            Self::BandPower(power) => without_phase(power.step(x)),
            Self::EnvelopePhase(observer) => {
                let (value, phase_rad) = observer.step(x);
                Estimate { value, phase_rad, is_fresh: true }
            }
            Self::Bursts(detector) => detector.step(x).into(),
            Self::Fleming2020(biomarker) => without_phase(biomarker.step(x)),
        }
    }

    fn state(&self) -> &dyn State {
        match self {
            Self::BandRectified(band) => band,
            Self::BandPower(power) => power,
            Self::EnvelopePhase(observer) => observer,
            Self::Bursts(detector) => detector,
            Self::Fleming2020(biomarker) => biomarker,
        }
    }

    fn state_mut(&mut self) -> &mut dyn State {
        match self {
            Self::BandRectified(band) => band,
            Self::BandPower(power) => power,
            Self::EnvelopePhase(observer) => observer,
            Self::Bursts(detector) => detector,
            Self::Fleming2020(biomarker) => biomarker,
        }
    }
}

impl State for Kind {
    fn save(&self, word: &mut dyn FnMut(u64)) {
        self.state().save(word);
    }
    fn load(&mut self, words: &mut Words<'_>, keep: bool) -> Result<(), Error> {
        self.state_mut().load(words, keep)
    }
    fn clear(&mut self) {
        self.state_mut().clear();
    }
}
