//! One type for every controller: a measure in, an amplitude or a frequency out.

use std::f64::consts::PI;

use super::checks::{in_range, sound};
use super::controller_config::{ControllerConfig, ACTS_ON, CONTROLLERS};
use super::controllers::held;
use super::controllers::phase_locked::PhaseLocked;
use super::controllers::pid::Pid;
use super::controllers::ramped::Ramped;
use super::estimator::Estimate;
use super::limited::{Limited, WIDEST};
use super::state::{self, state, State, Words};
use crate::error::Error;

/// What a stimulator is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stimulus {
    /// The amplitude of a pulse, in the stimulator's unit.
    pub amplitude: f64,
    /// The pulses in a second, Hz.
    pub frequency_hz: f64,
}

/// Decides, once an interval, how to stimulate; allocates in [`Controller::new`] only.
///
/// Behind every law stands a [`Limited`] stage. A measure that is not finite or beyond 1e60 is refused, and
/// so is a phase that is none where a phase is needed: the law does not see it, the output
/// stays as it was (a phase-locked trigger gives no pulse), and it is counted.
///
/// ```
/// use subthal::control::{Controller, ControllerConfig};
///
/// let mut controller = Controller::new(&ControllerConfig::of("pi")?)?;
/// let amplitude_ma = controller.update(2e-4.into());
/// assert!((0.0..=3.0).contains(&amplitude_ma));
/// # Ok::<(), subthal::error::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Controller {
    law: Law,
    limited: Limited,
    acts_on: ActsOn,
    n_refused: u64,
}

state!(Controller: law, limited, n_refused);

/// The half of the stimulus that is controlled, with the other half.
#[derive(Clone, Copy, Debug)]
enum ActsOn {
    Amplitude { frequency_hz: f64 },
    Frequency { amplitude: f64 },
}

#[derive(Clone, Debug)]
enum Law {
    Constant(f64),
    Ramped(Ramped),
    Pid(Pid),
    PhaseLocked { trigger: PhaseLocked, pulse: f64, off: f64 },
}

impl Controller {
    /// Makes the controller that is described.
    ///
    /// # Errors
    /// A name that nothing has, or a number out of its range.
    pub fn new(config: &ControllerConfig) -> Result<Self, Error> {
        let limited = Limited::new(config.limits, config.interval_s)?;
        let (law, acts_on) = (Law::new(config)?, ActsOn::new(config)?);
        Ok(Self { law, limited, acts_on, n_refused: 0 })
    }

    /// Takes one measure, and gives the output: once an interval.
    ///
    /// `is_fresh` of the estimate is not asked: whoever calls decides when.
    #[inline]
    pub fn update(&mut self, estimate: Estimate) -> f64 {
        let Some(measured) = self.law.accepted(estimate) else {
            self.n_refused = self.n_refused.saturating_add(1);
            return self.skip(Limited::keep);
        };
        if self.limited.is_blanked() {
            return self.skip(Limited::wait);
        }
        let request = self.law.step(measured);
        let output = self.limited.pass(request);
        if matches!(self.law, Law::PhaseLocked { off, .. } if request != off) {
            self.limited.stimulated();
        }
        output
    }

    /// A call that the law does not see.
    fn skip(&mut self, otherwise: impl Fn(&mut Limited) -> f64) -> f64 {
        let Law::PhaseLocked { trigger, off, .. } = &mut self.law else {
            return otherwise(&mut self.limited);
        };
        trigger.skip();
        self.limited.rest(*off)
    }

    /// Gives the output for what another law than this one's asks for, within the limits: once an interval, in place of
    /// [`Controller::update`].
    #[inline]
    pub fn pass(&mut self, request: f64) -> f64 {
        self.limited.pass(request)
    }

    /// Takes measures, and writes the output after each: the same bits as one at a time.
    ///
    /// # Errors
    /// Fewer places than measures; nothing is taken then.
    pub fn run(&mut self, measures: &[f64], outputs: &mut [f64]) -> Result<(), Error> {
        let (needed, given) = (measures.len(), outputs.len());
        if given < needed {
            return Err(Error::BufferTooSmall { name: "outputs", needed, given });
        }
        for (measure, output) in measures.iter().zip(outputs) {
            *output = self.update((*measure).into());
        }
        Ok(())
    }

    /// Shows the output of the last call; before the first 0, or the limit that is nearest to it.
    #[inline]
    pub fn output(&self) -> f64 {
        self.limited.output()
    }

    /// Shows the whole stimulus: the output, and what is not controlled.
    #[inline]
    pub fn stimulus(&self) -> Stimulus {
        let output = self.output();
        match self.acts_on {
            ActsOn::Amplitude { frequency_hz } => Stimulus { amplitude: output, frequency_hz },
            ActsOn::Frequency { amplitude } => Stimulus { amplitude, frequency_hz: output },
        }
    }

    /// Tells the controller that a stimulus was given, so that it does not measure for its blanking; pulses
    /// of "phase_locked" it tells itself.
    #[inline]
    pub fn stimulated(&mut self) {
        self.limited.stimulated();
    }

    /// Says how many measures and requests were refused.
    pub fn n_refused(&self) -> u64 {
        self.n_refused.saturating_add(self.limited.n_refused())
    }

    /// Forgets every measure: equals new.
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
    /// Another length than [`Controller::n_words`].
    pub fn words(&self, words: &mut [u64]) -> Result<(), Error> {
        state::save(self, words)
    }

    /// Takes on a state that a controller of the same configuration wrote.
    ///
    /// # Errors
    /// Another length, or words that are no state; the controller is then as it was.
    pub fn set_words(&mut self, words: &[u64]) -> Result<(), Error> {
        state::load(self, words)
    }
}

impl ActsOn {
    fn new(config: &ControllerConfig) -> Result<Self, Error> {
        match config.acts_on.as_str() {
            "amplitude" => {
                let frequency_hz = in_range("frequency_hz", config.frequency_hz, (0.0, 1e9), "Hz")?;
                Ok(Self::Amplitude { frequency_hz })
            }
            "frequency" => {
                let amplitude = in_range("amplitude", config.amplitude, WIDEST, "1")?;
                in_range("min", config.limits.min, (0.0, WIDEST.1), "Hz")?;
                Ok(Self::Frequency { amplitude })
            }
            unknown => Err(Error::unknown("acts_on", unknown, ACTS_ON)),
        }
    }
}

impl Law {
    fn new(config: &ControllerConfig) -> Result<Self, Error> {
        let (min, max) = (config.limits.min, config.limits.max);
        match config.kind.as_str() {
            "open_loop" => Ok(Self::Constant(held(config.constant()?, min, max))),
            "on_off" => config.on_off().map(Self::Ramped),
            "dual_threshold" => config.dual_threshold().map(Self::Ramped),
            "proportional" | "pi" | "pid" => config.pid().map(Self::Pid),
            "phase_locked" => Ok(Self::PhaseLocked {
                trigger: config.phase_locked()?,
                pulse: held(config.constant()?, min, max),
                off: min,
            }),
            unknown => Err(Error::unknown("controller", unknown, CONTROLLERS)),
        }
    }

    /// The estimate with a sound measure, and a phase if that is needed.
    #[inline]
    fn accepted(&self, estimate: Estimate) -> Option<Estimate> {
        let value = sound(estimate.value)?;
        let needs_phase = matches!(self, Self::PhaseLocked { .. });
        (!needs_phase || estimate.phase_rad.abs() <= PI).then_some(Estimate { value, ..estimate })
    }

    #[inline]
    fn step(&mut self, measured: Estimate) -> f64 {
        match self {
            Self::Constant(constant) => *constant,
            Self::Ramped(ramped) => ramped.step(measured.value),
            Self::Pid(pid) => pid.step(measured.value),
            Self::PhaseLocked { trigger, pulse, off } => {
                match trigger.step(measured.value, measured.phase_rad) {
                    true => *pulse,
                    false => *off,
                }
            }
        }
    }
}

impl State for Law {
    fn save(&self, word: &mut dyn FnMut(u64)) {
        match self {
            Self::Constant(_) => {}
            Self::Ramped(ramped) => ramped.save(word),
            Self::Pid(pid) => pid.save(word),
            Self::PhaseLocked { trigger, .. } => trigger.save(word),
        }
    }
    fn load(&mut self, words: &mut Words<'_>, keep: bool) -> Result<(), Error> {
        match self {
            Self::Constant(_) => Ok(()),
            Self::Ramped(ramped) => ramped.load(words, keep),
            Self::Pid(pid) => pid.load(words, keep),
            Self::PhaseLocked { trigger, .. } => trigger.load(words, keep),
        }
    }
    fn clear(&mut self) {
        match self {
            Self::Constant(_) => {}
            Self::Ramped(ramped) => ramped.clear(),
            Self::Pid(pid) => pid.clear(),
            Self::PhaseLocked { trigger, .. } => trigger.clear(),
        }
    }
}
