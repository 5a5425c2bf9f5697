//! Electrodes that record: what populations and stimulators send there, and the amplifier behind.

use super::inputs::Inputs;
use super::means::Weighted;
use super::row::Row;
use super::saved::Saved;
use super::table::{Column, Table};
use crate::control::LowPass;
use crate::error::Error;
use crate::network::{Lfp as Description, LONGEST_BLOCK};
use crate::simd::{Backend, Float};

const _: () = assert!(LONGEST_BLOCK <= u64::BITS as u64, "a bit for each step of a block");

/// What one electrode sees of one population.
#[derive(Clone, Debug)]
pub struct Seen<S> {
    /// Which electrode.
    pub lfp: usize,
    /// What a unit of a cell's synaptic current makes there, mV; none of a population whose stimulators alone show.
    pub weights: Option<Table<S>>,
    /// What it made there in each step of the block under way, mV.
    pub block: [f64; LONGEST_BLOCK as usize],
}

impl<S: Float> Seen<S> {
    /// Of an electrode, with these weights.
    pub fn new(lfp: usize, weights: Option<Table<S>>) -> Self {
        Self { lfp, weights, block: [0.0; LONGEST_BLOCK as usize] }
    }

    /// Notes what the synaptic currents of a step of the block make at the electrode.
    ///
    /// Never inlined: the kernel of every model would have its own copy, and they are long in compiling.
    #[inline(never)]
    pub fn note(&mut self, backend: Backend, step_of_block: u64, currents: &[Row<S>]) {
        if let Some(weights) = &self.weights {
            let column = Column::of(currents, weights.n_cells());
            let weighted = Weighted { column, weights: weights.column(0) };
            self.block[step_of_block as usize] = backend.run(weighted);
        }
    }
}

/// An electrode and its amplifier.
#[derive(Clone, Debug)]
pub struct Lfp {
    /// Its channel.
    channel: usize,
    artefact_mv_per_ma: f64,
    /// From the end of a pulse on; none where pulses do not blank.
    blanking: Option<u64>,
    filter: Option<LowPass>,
    /// What was seen in each step of the block under way, mV.
    block: [f64; LONGEST_BLOCK as usize],
    /// Steps of that block in which a pulse was on, as bits.
    pulses: u64,
    /// What the amplifier has before its filter, mV.
    held_mv: f64,
    /// What it gives, mV.
    value_mv: f64,
    /// Steps for which it keeps what it has.
    blank_left: u64,
}

impl Lfp {
    /// An amplifier at rest.
    ///
    /// # Errors
    /// For a low-pass that is not below half the rate of the steps.
    pub fn new(described: &Description, channel: usize, dt_ms: f64) -> Result<Self, Error> {
        let edge_hz = described.low_pass_hz;
        let filter = (edge_hz > 0.0).then(|| LowPass::new(edge_hz, 1000.0 / dt_ms)).transpose()?;
        let blanks = described.blanking_ms >= 0.0;
        Ok(Self {
            channel,
            artefact_mv_per_ma: described.artefact_mv_per_ma,
            blanking: blanks.then(|| (described.blanking_ms / dt_ms).round() as u64),
            filter,
            block: [0.0; LONGEST_BLOCK as usize],
            pulses: 0,
            held_mv: 0.0,
            value_mv: 0.0,
            blank_left: 0,
        })
    }

    /// Back to before the first step.
    pub fn reset(&mut self) {
        self.filter.iter_mut().for_each(LowPass::reset);
        (self.held_mv, self.value_mv, self.blank_left) = (0.0, 0.0, 0);
        self.begin();
    }

    /// Begins a block.
    pub fn begin(&mut self) {
        self.block.fill(0.0);
        self.pulses = 0;
    }

    /// Takes what a population sends in the first steps of the block: its cells, so many mV, and its stimulators.
    pub fn take(&mut self, mv: &[f64], inputs: &Inputs) {
        for (at, (sum, mv)) in self.block.iter_mut().zip(mv).enumerate() {
            *sum += mv;
            for stimulator in &inputs.stimulators {
                *sum += self.artefact_mv_per_ma * stimulator.flows_ma(at as u64);
                self.pulses |= u64::from(stimulator.is_on(at as u64)) << at;
            }
        }
    }

    /// Ends a step of the block, and hands its value to the rows.
    pub fn step(&mut self, step_of_block: u64, row: Option<&mut [f64]>) {
        let on = self.pulses >> step_of_block & 1 == 1;
        let is_blank = on || self.blank_left > 0;
        self.blank_left = match self.blanking {
            Some(steps) if on => steps,
            _ => self.blank_left.saturating_sub(1),
        };
        if self.blanking.is_none() || !is_blank {
            self.held_mv = self.block[step_of_block as usize];
        }
        let held_mv = self.held_mv;
        self.value_mv = self.filter.as_mut().map_or(held_mv, |filter| filter.step(held_mv));
        if let Some(row) = row {
            row[self.channel] = self.value_mv;
        }
    }

    /// What it gives, mV.
    pub fn value_mv(&self) -> f64 {
        self.value_mv
    }

    /// Its channel.
    pub fn channel(&self) -> usize {
        self.channel
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        let own = [self.held_mv.to_bits(), self.value_mv.to_bits(), self.blank_left];
        let filter = self.filter.iter().flat_map(|filter| {
            let mut words = [0; LowPass::N_WORDS];
            filter.words(&mut words).expect("so many words");
            words
        });
        own.into_iter().chain(filter)
    }

    /// Takes them back; a filter that could not have been so is at rest.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        (self.held_mv, self.value_mv) = (words.next_finite(), words.next_finite());
        self.blank_left = words.next().min(self.blanking.unwrap_or(0));
        if let Some(filter) = &mut self.filter {
            let words = [(); LowPass::N_WORDS].map(|()| words.next());
            filter.set_words(&words).unwrap_or_else(|_| filter.reset());
        }
    }
}
