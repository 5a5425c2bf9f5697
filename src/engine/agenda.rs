//! What has been fired and has not arrived: for synapses whose delays differ.
//!
//! A spike that reaches its projection's shortest delay is entered at the steps in which each of its
//! synapses is due, summed over synapses at their target. So a spike costs one addition a synapse
//! and a step one row of additions, however many delays there are.

use super::row::{Row, ROW};
use super::saved::Saved;
use super::table::RowsMut;
use crate::error::Error;
use crate::network::{agenda_slots, memory_limit};
use crate::simd::Float;
use std::sync::Arc;

/// Sums to come, a slot for each step ahead.
#[derive(Clone, Debug)]
pub struct Agenda<S> {
    /// How many steps after the shortest delay each synapse is due.
    later: Arc<[u32]>,
    /// The slots, each the rows of all targets.
    rows: Vec<Row<S>>,
    rows_per_slot: usize,
    /// Slots less one; a power of two of them.
    mask: u64,
}

impl<S: Float> Agenda<S> {
    /// Nothing due at any of `n_cells` targets; the synapses are late by `later` steps each.
    ///
    /// # Errors
    /// More slots than memory holds.
    pub fn new(later: Vec<u32>, n_cells: usize) -> Result<Self, Error> {
        let last = later.iter().copied().max().unwrap_or(0);
        let (n_slots, mut rows) = (agenda_slots(last.into()), Vec::new());
        let rows_per_slot = n_cells.div_ceil(ROW);
        let n_rows = n_slots as usize * rows_per_slot;
        let bytes = n_rows as u64 * size_of::<Row<S>>() as u64;
        let (what, limit) = ("spikes under way".into(), memory_limit());
        rows.try_reserve_exact(n_rows).map_err(|_| Error::TooLarge { what, bytes, limit })?;
        rows.resize(n_rows, Row::default());
        Ok(Self { later: later.into(), rows, rows_per_slot, mask: n_slots - 1 })
    }

    /// Nothing is due any more.
    pub fn clear(&mut self) {
        self.rows.fill(Row::default());
    }

    /// Enters `amount` at a target of the synapse at `place`, which `step` reaches by the shortest delay.
    #[inline(always)]
    pub fn enter(&mut self, step: u64, place: usize, target: usize, amount: S) {
        let slot = self.slot(step + u64::from(self.later[place]));
        self.rows[slot + target / ROW][target % ROW] += amount;
    }

    /// Adds to a column what is due in `step`, and leaves nothing of it.
    #[inline(always)]
    pub fn pour(&mut self, step: u64, sums: &mut RowsMut<'_, S>, column: usize) {
        let slot = self.slot(step);
        let due = &mut self.rows[slot..][..self.rows_per_slot];
        for (index, row) in due.iter_mut().enumerate() {
            let sums = &mut sums.rows[index * sums.n_columns + column];
            for lane in 0..ROW {
                sums[lane] += row[lane];
            }
            *row = Row::default();
        }
    }

    #[inline(always)]
    fn slot(&self, step: u64) -> usize {
        (step & self.mask) as usize * self.rows_per_slot
    }

    /// How late each synapse is.
    pub fn each_lateness(&self, visit: &mut dyn FnMut(u64)) {
        self.later.iter().for_each(|later| visit(u64::from(*later)));
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        self.rows.iter().flat_map(|row| row.iter().map(|number| number.bits()))
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        for number in self.rows.iter_mut().flat_map(|row| row.iter_mut()) {
            *number = S::from_bits(words.next());
        }
    }
}
