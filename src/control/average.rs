//! Averages that go along with a signal.

use super::checks::{quiet, some_samples, zeros};
use super::state::{state, Place, State, Words};
use crate::error::Error;
use crate::simd::math::exp_m1;

/// The names by which a configuration chooses an average.
pub const AVERAGES: [&str; 2] = ["moving", "exponential"];

/// The mean of the last samples, those before the first taken for 0.
///
/// One sum is carried along; another begins anew where the ring closes and takes its place when it
/// has seen every sample in the ring, so that rounding does not add up over days.
#[derive(Clone, Debug)]
pub(super) struct Moving {
    ring: Vec<f64>,
    place: Place,
    sum: f64,
    anew: f64,
}

state!(Moving: ring, place, sum, anew);

impl Moving {
    pub(super) fn new(n_samples: u64) -> Result<Self, Error> {
        let ring: Vec<f64> = zeros("the window", n_samples)?;
        let place = Place::first(ring.len());
        Ok(Self { ring, place, sum: 0.0, anew: 0.0 })
    }

    /// The mean after one more sample, which is not below 0.
    #[inline]
    pub(super) fn step(&mut self, x: f64) -> f64 {
        let oldest = std::mem::replace(&mut self.ring[self.place.at], x);
        self.sum = quiet((self.sum + (x - oldest)).max(0.0));
        self.anew = quiet(self.anew + x);
        if self.place.advance() {
            (self.sum, self.anew) = (self.anew, 0.0);
        }
        self.sum / self.ring.len() as f64
    }
}

/// What follows a signal by a constant part of the distance.
#[derive(Clone, Debug)]
pub(super) struct Exponential {
    part: f64,
    value: f64,
}

state!(Exponential: value);

impl Exponential {
    fn new(time_constant_samples: f64) -> Self {
        Self { part: -exp_m1(-1.0 / time_constant_samples), value: 0.0 }
    }

    #[inline]
    fn step(&mut self, x: f64) -> f64 {
        self.value = quiet(self.value + self.part * (x - self.value));
        self.value
    }
}

/// An average by name.
#[derive(Clone, Debug)]
pub(super) enum Average {
    Moving(Moving),
    Exponential(Exponential),
}

impl Average {
    /// Over a window of `window_ms`, or with that time constant.
    pub(super) fn new(name: &str, window_ms: f64, sample_hz: f64) -> Result<Self, Error> {
        let n_samples = some_samples("window_ms", window_ms, sample_hz / 1000.0)?;
        match name {
            "moving" => Moving::new(n_samples).map(Self::Moving),
            "exponential" => {
                Ok(Self::Exponential(Exponential::new(window_ms * (sample_hz / 1000.0))))
            }
            _ => Err(Error::unknown("average", name, AVERAGES)),
        }
    }

    #[inline]
    pub(super) fn step(&mut self, x: f64) -> f64 {
        match self {
            Self::Moving(moving) => moving.step(x),
            Self::Exponential(exponential) => exponential.step(x),
        }
    }
}

impl State for Average {
    fn save(&self, word: &mut dyn FnMut(u64)) {
        match self {
            Self::Moving(moving) => moving.save(word),
            Self::Exponential(exponential) => exponential.save(word),
        }
    }
    fn load(&mut self, words: &mut Words<'_>, keep: bool) -> Result<(), Error> {
        match self {
            Self::Moving(moving) => moving.load(words, keep),
            Self::Exponential(exponential) => exponential.load(words, keep),
        }
    }
    fn clear(&mut self) {
        match self {
            Self::Moving(moving) => moving.clear(),
            Self::Exponential(exponential) => exponential.clear(),
        }
    }
}
