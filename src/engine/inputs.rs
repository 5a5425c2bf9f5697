//! What flows into cells from outside: channels of the caller's rows, trains of pulses, stimulators.

use super::buffers::Rows;
use super::pulses::PulseTrain;
use super::receivers::{add_current, Receivers};
use super::row::Row;
use super::saved::Saved;
use super::stimulus::Stimulator;
use crate::simd::Float;

/// Everything of the kind that one population receives.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Columns of the caller's rows, and who receives them.
    pub channels: Vec<(usize, Receivers)>,
    /// Trains of pulses.
    pub trains: Vec<PulseTrain>,
    /// Stimulators.
    pub stimulators: Vec<Stimulator>,
    /// Steps of the block under way in which pulses flow into cells, as bits.
    flowing: u64,
}

impl Inputs {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.channels.is_empty() && self.trains.is_empty() && self.stimulators.is_empty()
    }

    /// Back to before the first step.
    pub fn reset(&mut self) {
        self.trains.iter_mut().for_each(PulseTrain::reset);
        self.stimulators.iter_mut().for_each(Stimulator::reset);
    }

    /// Goes through the steps of a block: what pulses do does not follow from what cells do.
    pub fn foresee(&mut self, first_step: u64, n_steps: u64) {
        let trains = self.trains.iter_mut().map(|train| train.foresee(first_step, n_steps));
        let flowing = trains.fold(0, |flowing, steps| flowing | steps);
        let stimulators = self.stimulators.iter_mut().map(|s| s.foresee(first_step, n_steps));
        self.flowing = stimulators.fold(flowing, |flowing, steps| flowing | steps);
    }

    /// How many steps, from one of the block on, have the same currents: none, or those of one step.
    pub fn stretch(&self, step_of_block: u64, rows: &Rows<&[f64]>) -> u64 {
        let is_given = !rows.data.is_empty() && !self.channels.is_empty();
        match (self.flowing >> step_of_block).trailing_zeros() {
            0 => 1,
            _ if is_given => 1,
            still => u64::from(still),
        }
    }

    /// Sets the currents of a step of the block.
    pub fn flow<S: Float>(
        &self,
        step: u64,
        step_of_block: u64,
        rows: &Rows<&[f64]>,
        currents: &mut [Row<S>],
    ) {
        currents.fill(Row::default());
        if !rows.data.is_empty() {
            let row = &rows.data[(step - rows.first) as usize * rows.width..][..rows.width];
            for (channel, receivers) in &self.channels {
                add_current(currents, receivers, row[*channel]);
            }
        }
        if self.flowing >> step_of_block & 1 == 0 {
            return;
        }
        for train in &self.trains {
            add_current(currents, &train.receivers, train.foreseen(step_of_block));
        }
        for stimulator in &self.stimulators {
            add_current(currents, &stimulator.receivers, stimulator.foreseen(step_of_block));
        }
    }

    /// Whether there are axons to stimulate.
    pub fn has_axons(&self) -> bool {
        self.stimulators.iter().any(|stimulator| !stimulator.axons.is_empty())
    }

    /// Turns the spikes of somata in a step of the block into those that axons transmit.
    pub fn transmit(&mut self, step: u64, step_of_block: u64, spikes: &mut [u64]) {
        let stimulators = self.stimulators.iter_mut();
        stimulators.for_each(|stimulator| stimulator.transmit(step, step_of_block, spikes));
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        let stimulators = self.stimulators.iter().flat_map(Stimulator::bits);
        self.trains.iter().flat_map(PulseTrain::bits).chain(stimulators)
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        self.trains.iter_mut().for_each(|train| train.set_bits(words));
        self.stimulators.iter_mut().for_each(|stimulator| stimulator.set_bits(words));
    }
}
