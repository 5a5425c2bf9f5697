//! Who fired when: one bit a cell, for as many past steps as the longest delay needs.

use super::row::{lanes_in_use, set_flags};
use super::saved::Saved;

/// One spike as it is handed to the caller.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spike {
    /// The step in which the cell fired; the time is (step + 1) dt.
    pub step: u64,
    /// Index of the population.
    pub population: u32,
    /// Index of the cell in its population.
    pub cell: u32,
}

/// The indices of the bits that are set, ascending.
#[inline(always)]
pub fn each_bit(words: &[u64], mut visit: impl FnMut(usize)) {
    for (index, &word) in words.iter().enumerate() {
        let mut left = word;
        while left != 0 {
            visit(index * 64 + left.trailing_zeros() as usize);
            left &= left - 1;
        }
    }
}

/// The spikes of a step, entered row after row.
pub struct Fired<'a> {
    words: &'a mut [u64],
    made_to: bool,
}

impl<'a> Fired<'a> {
    /// None entered so far but those of cells that are `made_to` fire, which the words then hold.
    #[inline(always)]
    pub fn new(words: &'a mut [u64], made_to: bool) -> Self {
        Self { words, made_to }
    }

    /// Enters those of the row that begins at `first`.
    #[inline(always)]
    pub fn enter(&mut self, spiked: u64, first: usize) {
        let is_new = first.is_multiple_of(64) && !self.made_to;
        let word = &mut self.words[first / 64];
        let before = if is_new { 0 } else { *word };
        *word = before | spiked << (first % 64);
    }

    /// Takes out what the padding of the last row fired.
    #[inline(always)]
    pub fn end(self, n_cells: usize) {
        if let Some(word) = self.words.last_mut() {
            *word &= lanes_in_use((n_cells - 1) / 64 * 64, n_cells);
        }
    }
}

/// Cells that are made to fire in the next step.
#[derive(Clone, Debug)]
pub struct Injected {
    words: Vec<u64>,
    /// Whether there are any: asked in every step.
    pub any: bool,
}

impl Injected {
    /// None of `n_cells`.
    pub fn none(n_cells: usize) -> Self {
        Self { words: vec![0; n_cells.div_ceil(64)], any: false }
    }

    /// One more.
    pub fn add(&mut self, cell: usize) {
        self.words[cell / 64] |= 1 << (cell % 64);
        self.any = true;
    }

    /// None any more.
    pub fn clear(&mut self) {
        self.words.fill(0);
        self.any = false;
    }

    /// Enters them in the spikes of a step, if there are any, and forgets them; returns whether there were.
    pub fn pour(&mut self, fired: &mut [u64]) -> bool {
        let any = self.any;
        if any {
            fired.copy_from_slice(&self.words);
            self.clear();
        }
        any
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        self.words.iter().copied()
    }

    /// Takes them back, of `n_cells` cells.
    pub fn set_bits(&mut self, n_cells: usize, words: &mut Saved<'_>) {
        set_flags(&mut self.words, n_cells, words);
        self.any = self.words.iter().any(|word| *word != 0);
    }
}

/// The last steps of one population.
#[derive(Clone, Debug)]
pub struct SpikeRing {
    words: Vec<u64>,
    /// Whether no cell fired, of each step that is remembered: what most steps are asked for.
    silent: Vec<bool>,
    words_per_step: usize,
    n_cells: usize,
    /// Remembered steps less one; a power of two of them, so that a step finds its place by a mask.
    mask: u64,
    /// Spikes since the beginning.
    pub n_spikes: u64,
}

impl SpikeRing {
    /// Silence, remembered for at least `n_steps` steps.
    pub fn new(n_cells: usize, n_steps: u64) -> Self {
        let (words_per_step, n_steps) = (n_cells.div_ceil(64), n_steps.next_power_of_two());
        Self {
            words: vec![0; words_per_step * n_steps as usize],
            silent: vec![true; n_steps as usize],
            words_per_step,
            n_cells,
            mask: n_steps - 1,
            n_spikes: 0,
        }
    }

    /// The bits of a step: this one, or one of the last that are remembered.
    #[inline(always)]
    pub fn step(&self, step: u64) -> &[u64] {
        let row = (step & self.mask) as usize;
        &self.words[row * self.words_per_step..][..self.words_per_step]
    }

    /// The bits of the spikes that arrive in `step` after `delay` steps; none before the beginning.
    #[inline(always)]
    pub fn arriving(&self, step: u64, delay: u64) -> &[u64] {
        // rows not written yet are silent
        self.step(step.wrapping_sub(delay))
    }

    /// Whether no cell fired in a step.
    #[inline(always)]
    pub fn is_silent(&self, step: u64) -> bool {
        self.silent[(step & self.mask) as usize]
    }

    /// Notes whether a cell fired in a step, in which all that did are entered.
    #[inline(always)]
    pub fn close(&mut self, step: u64) {
        let mut any = 0;
        for word in self.step(step) {
            any |= word;
        }
        self.silent[(step & self.mask) as usize] = any == 0;
    }

    /// The bits of a step, to be written.
    #[inline(always)]
    pub fn step_mut(&mut self, step: u64) -> &mut [u64] {
        let row = (step & self.mask) as usize;
        &mut self.words[row * self.words_per_step..][..self.words_per_step]
    }

    /// Counts spikes; a snapshot may have brought as many as can be counted.
    #[inline(always)]
    pub fn count(&mut self, n_spikes: u64) {
        self.n_spikes = self.n_spikes.saturating_add(n_spikes);
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        self.words.iter().copied().chain([self.n_spikes])
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        for row in self.words.chunks_mut(self.words_per_step.max(1)) {
            set_flags(row, self.n_cells, words);
        }
        (0..=self.mask).for_each(|step| self.close(step));
        self.n_spikes = words.next();
    }

    /// Forgets every spike.
    pub fn clear(&mut self) {
        self.words.fill(0);
        self.silent.fill(true);
        self.n_spikes = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_never_fires_and_rows_of_a_word_share_it() {
        let mut words = [u64::MAX; 2];
        let mut fired = Fired::new(&mut words, false);
        for (spiked, first) in [(0b1, 0), (0b10, 16), (0, 32), (0, 48), (0b111, 64)] {
            fired.enter(spiked, first);
        }
        fired.end(66);
        assert_eq!(words, [1 | 1 << 17, 0b11]);
    }

    #[test]
    fn step_is_silent_unless_a_cell_fired_in_it_and_so_when_it_is_taken_back() {
        let (mut ring, mut again) = (SpikeRing::new(70, 4), SpikeRing::new(70, 4));
        ring.step_mut(2)[1] = 1;
        ring.close(2);
        let bytes: Vec<u8> = ring.bits().flat_map(u64::to_le_bytes).collect();
        again.set_bits(&mut Saved::new(&bytes));
        for ring in [&ring, &again] {
            assert_eq!([1, 2, 3].map(|step| ring.is_silent(step)), [true, false, true]);
        }
        again.clear();
        assert!(again.is_silent(2));
    }

    #[test]
    fn cells_made_to_fire_do_so_once_beside_those_that_fire() {
        let (mut injected, mut words) = (Injected::none(20), [0b1000]);
        injected.add(19);
        assert!(injected.pour(&mut words), "one is to fire");
        let mut fired = Fired::new(&mut words, true);
        fired.enter(0b1, 0);
        fired.enter(0, 16);
        fired.end(20);
        assert_eq!(words, [1 | 1 << 19]);
        assert!(!injected.pour(&mut words), "none is left");
    }
}
