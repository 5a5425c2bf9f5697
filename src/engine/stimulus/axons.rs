//! Axons under an electrode: pulses launch spikes in them, which somatic spikes then run into.
//!
//! A launched spike goes to the synapses as one of the soma would, with their delays, and back to the soma, which is not
//! touched: somatic spikes meet it for some time and are not transmitted.

use crate::engine::saved::Saved;

/// The axons that one stimulator may excite.
#[derive(Clone, Debug, Default)]
pub struct Axons {
    /// Cells, and the amplitude from which a pulse excites the axon of each, mA.
    thresholds: Vec<(u32, f64)>,
    /// The step of the last spike that was launched in each; [`NEVER`] before.
    launched: Vec<i64>,
    /// How long after that somatic spikes are lost, in steps.
    pub collision: i64,
    /// How long after that the axon is not excited again, in steps.
    pub refractory: i64,
}

/// No step.
const NEVER: i64 = i64::MIN / 2;

impl Axons {
    /// Axons of these cells, at rest.
    pub fn new(thresholds: Vec<(u32, f64)>) -> Self {
        let launched = vec![NEVER; thresholds.len()];
        Self { thresholds, launched, collision: 0, refractory: 0 }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.thresholds.is_empty()
    }

    /// Back to before the first step.
    pub fn reset(&mut self) {
        self.launched.fill(NEVER);
    }

    /// A pulse of this amplitude begins in a step.
    pub fn launch(&mut self, step: u64, amplitude: f64) {
        for ((_, threshold), launched) in self.thresholds.iter().zip(&mut self.launched) {
            let rested = (step as i64).saturating_sub(*launched) >= self.refractory;
            if rested && amplitude.abs() >= *threshold {
                *launched = step as i64;
            }
        }
    }

    /// Turns the spikes of somata in a step into those that axons transmit.
    pub fn transmit(&self, step: u64, spikes: &mut [u64]) {
        for (&(cell, _), launched) in self.thresholds.iter().zip(&self.launched) {
            let since = (step as i64).saturating_sub(*launched);
            let (word, bit) = (cell as usize / 64, 1 << (cell % 64));
            if since == 0 {
                spikes[word] |= bit;
            } else if (0..=self.collision).contains(&since) {
                spikes[word] &= !bit;
            }
        }
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        self.launched.iter().map(|step| *step as u64)
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        self.launched.iter_mut().for_each(|step| *step = words.next() as i64);
    }
}
