//! How well thalamic cells pass pulses on.
//!
//! **Error index**: So RQ, Kent AR, Grill WM (2012) J Comput Neurosci 32:499-519, as their calculateEI
//! computes it (ModelDB 141699). **Relay fidelity**: after Rubin JE, Terman D (2004) J Comput Neurosci
//! 16:211-235.
//!
//! A pulse counts if it is in the window and at least 25 ms before its end. Each cell owes it one spike
//! within 25 ms: none is a miss, two or more are a burst, and every spike later than that and before the
//! next pulse is spurious. Times are those of spikes: step k, of a pulse the first in which it acts, ends
//! at (k + 1) dt.
//!
//! Two rules are the published code's. If the last pulse that counts is the last of all, its spike may
//! come until the end of the window, and nothing is spurious. If another follows, its spike may come until
//! that one, and what comes after 25 ms is spurious besides.

use super::{SpikeTrains, Window};
use crate::error::Error;

/// The time in which a pulse is answered, ms.
const ANSWER_MS: f64 = 25.0;

/// Errors of relay; means over cells and pulses, NaN if no pulse counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relay {
    /// Errors a pulse: misses, bursts and every spurious spike; above 1 if these are many.
    pub error_index: f64,
    /// The fraction of pulses passed on by one spike and nothing else, from 0 to 1.
    pub fidelity: f64,
    /// The fraction of pulses without a spike.
    pub misses: f64,
    /// The fraction of pulses with two spikes or more.
    pub bursts: f64,
    /// Spurious spikes a pulse.
    pub spurious: f64,
    /// The pulses that count.
    pub n_pulses: usize,
}

/// How each cell answers pulses that begin in these steps.
///
/// # Errors
/// Pulses that do not ascend.
pub fn relay(trains: &SpikeTrains, window: Window, pulses: &[u64]) -> Result<Relay, Error> {
    if let Some(i) = pulses.windows(2).position(|pair| pair[1] <= pair[0]) {
        let why = format!("do not ascend: {} follows {}", pulses[i + 1], pulses[i]);
        return Err(Error::invalid("pulse_steps", why));
    }
    let answers = Answers::new(window, pulses);
    let (mut misses, mut bursts, mut spurious, mut faultless) = (0, 0, 0, 0);
    for train in trains.cells() {
        let train = &train[..train.partition_point(|spike| *spike < window.end())];
        for pulse in answers.counted.clone() {
            let (in_time, late) = answers.of(train, pulse);
            misses += usize::from(in_time == 0);
            bursts += usize::from(in_time > 1);
            spurious += late;
            faultless += usize::from(in_time == 1 && late == 0);
        }
    }
    let n_pulses = answers.counted.len();
    let mean = |count: usize| count as f64 / trains.n_cells() as f64 / n_pulses as f64;
    Ok(Relay {
        error_index: mean(misses + bursts + spurious),
        fidelity: mean(faultless),
        misses: mean(misses),
        bursts: mean(bursts),
        spurious: mean(spurious),
        n_pulses,
    })
}

/// The pulses, and which of them count.
struct Answers<'a> {
    pulses: &'a [u64],
    counted: std::ops::Range<usize>,
    in_time: u64,
    end: u64,
}

impl<'a> Answers<'a> {
    fn new(window: Window, pulses: &'a [u64]) -> Self {
        let steps = ANSWER_MS / window.dt_ms();
        let first = pulses.partition_point(|pulse| *pulse < window.first().saturating_sub(1));
        let in_time = (steps * (1.0 - 1e-9)).ceil() as u64; // 25 ms of 0.01 ms are 2500 steps
        let whole = (steps * (1.0 + 1e-9)).floor() as u64;
        let last = pulses.partition_point(|pulse| {
            pulse.checked_add(whole.max(in_time)).is_some_and(|end| end < window.end())
        });
        Self { pulses, counted: first..last.max(first), in_time, end: window.end() }
    }

    /// Spikes in time, and late ones.
    fn of(&self, train: &[u64], pulse: usize) -> (usize, usize) {
        let start = self.pulses[pulse];
        let between = |first: u64, end: u64| {
            let before = |step: u64| train.partition_point(|spike| *spike < step);
            before(end).saturating_sub(before(first))
        };
        let answer_end = start.saturating_add(self.in_time);
        match self.pulses.get(pulse + 1) {
            None => (between(start, self.end - 1), 0),
            Some(&next) => {
                let is_last = pulse + 1 == self.counted.end;
                let end = if is_last { next } else { answer_end };
                (between(start, end), between(answer_end, next))
            }
        }
    }
}
