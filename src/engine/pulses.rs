//! Trains of pulses that the network makes by itself.
//!
//! Periodic, or with intervals 1000/f ms of an instantaneous frequency f that is gamma-distributed, both rounded
//! to whole steps: as So, Kent & Grill (2012) make the volleys of sensorimotor cortex and stimulation (ModelDB 141699).

use super::receivers::Receivers;
use super::saved::Saved;
use crate::network::LONGEST_BLOCK;
use crate::random::Stream;

/// What a train does.
#[derive(Clone, Copy, Debug, Default)]
pub struct PulseCoefficients {
    /// Mean of 1000/interval, Hz; 0 for no pulse.
    pub frequency_hz: f64,
    /// Standard deviation over mean of 1/interval.
    pub cv: f64,
    /// Current during a pulse, in the unit of the model.
    pub amplitude: f64,
    /// Steps that a pulse lasts.
    pub width: i64,
    /// One step, ms.
    pub dt_ms: f64,
}

impl PulseCoefficients {
    /// From the parameters of a train, for steps of `dt_ms`.
    pub fn of(param: impl Fn(&str) -> f64, dt_ms: f64) -> Self {
        Self {
            frequency_hz: param("frequency"),
            cv: param("cv"),
            amplitude: param("amplitude"),
            width: (param("width") / dt_ms).round() as i64,
            dt_ms,
        }
    }
}

/// A running train.
#[derive(Clone, Debug)]
pub struct PulseTrain {
    /// What it does.
    pub coefficients: PulseCoefficients,
    /// Receiving cells, and what each receives of the amplitude.
    pub receivers: Receivers,
    key: u64,
    /// The step in which it begins.
    start: i64,
    /// Intervals drawn so far.
    n_drawn: u64,
    /// The step in which the last pulse began; [`NEVER`] before the first.
    last: i64,
    /// The step in which the next begins; [`NEVER`] while none is to come.
    next: i64,
    /// The current in each step of the block under way, in the unit of the model.
    block: [f64; LONGEST_BLOCK as usize],
}

/// No step.
const NEVER: i64 = i64::MIN;

impl PulseTrain {
    /// A train that begins with step `start`; its intervals follow from `key`.
    pub fn new(key: u64, start: i64, receivers: Receivers) -> Self {
        Self {
            coefficients: PulseCoefficients::default(),
            receivers,
            key,
            start,
            n_drawn: 0,
            last: NEVER,
            next: NEVER,
            block: [0.0; LONGEST_BLOCK as usize],
        }
    }

    /// Back to before the first step.
    pub fn reset(&mut self) {
        (self.n_drawn, self.last, self.next) = (0, NEVER, NEVER);
    }

    /// Goes through the steps of a block; says in which a current flows, as bits. Steps come one after another.
    pub fn foresee(&mut self, first_step: u64, n_steps: u64) -> u64 {
        let mut flowing = 0;
        for at in 0..n_steps {
            let current = self.current(first_step + at);
            self.block[at as usize] = current;
            flowing |= u64::from(current != 0.0) << at;
        }
        flowing
    }

    /// The current in a step of the block, in the unit of the model.
    pub fn foreseen(&self, step_of_block: u64) -> f64 {
        self.block[step_of_block as usize]
    }

    fn current(&mut self, step: u64) -> f64 {
        let (c, now) = (self.coefficients, step as i64);
        if c.frequency_hz <= 0.0 {
            self.next = NEVER;
        } else {
            self.advance(now);
        }
        let goes_on = self.last != NEVER && now.saturating_sub(self.last) < c.width;
        if goes_on {
            c.amplitude
        } else {
            0.0
        }
    }

    /// The steps before `end` in which its pulses begin, if it is left alone: those that begin before the first step
    /// left out.
    pub fn onsets(mut self, end: u64) -> impl Iterator<Item = u64> {
        let silent = self.coefficients.frequency_hz <= 0.0;
        self.next = if silent { i64::MAX } else { self.first(0) };
        let onsets = std::iter::from_fn(move || {
            let onset = self.next;
            self.next = self.next.saturating_add(self.interval());
            (onset < end.min(i64::MAX as u64) as i64).then_some(onset)
        });
        onsets.filter_map(|onset| u64::try_from(onset).ok())
    }

    /// The first pulse of a train that begins now.
    fn first(&mut self, now: i64) -> i64 {
        let start = if now == 0 { self.start } else { now.max(self.start) };
        start + if self.coefficients.cv > 0.0 { self.interval() } else { 0 }
    }

    /// Begins the pulses that are due. One that was stopped begins anew with its first step.
    fn advance(&mut self, now: i64) {
        if self.next == NEVER {
            self.next = self.first(now);
        }
        if now > 0 {
            self.next = self.next.max(now); // earlier only as a snapshot with damage has it
        }
        while self.next <= now {
            self.last = self.next;
            self.next += self.interval();
        }
    }

    /// Draws an interval, in steps.
    fn interval(&mut self) -> i64 {
        let PulseCoefficients { frequency_hz, cv, dt_ms, .. } = self.coefficients;
        let of_mean = if cv > 0.0 {
            // never by 0, which a compiler may divide by before it looks whether that is wanted
            let shape = 1.0 / (cv * cv).max(f64::MIN_POSITIVE);
            Stream::numbered(self.key, self.n_drawn).gamma(shape) / shape
        } else {
            1.0
        };
        self.n_drawn = self.n_drawn.saturating_add(1);
        // a day at most, so that sums of steps stay numbers
        let interval_ms = (1000.0 / (frequency_hz * of_mean)).min(8.64e7);
        ((interval_ms / dt_ms).round() as i64).max(1)
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        [self.n_drawn, self.last as u64, self.next as u64].into_iter()
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        self.n_drawn = words.next();
        self.last = words.next() as i64;
        self.next = words.next() as i64;
    }
}
