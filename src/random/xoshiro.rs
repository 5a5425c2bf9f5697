//! xoshiro128++: 32 random bits from four words of state, without a multiplication.
//!
//! Blackman D, Vigna S (2021) Scrambled linear pseudorandom number generators, ACM Trans Math Softw 47:36.
//! Period 2^128 - 1. One generator a cell, its state hashed from the cell's name, so that what a cell hears
//! in a step depends only on the cell and the step, and a row of cells advances together, without branches.
//! Two of the states that n cells pass in m steps are the same with a chance below n^2 m / 2^128.

use super::stream::mixed;
use crate::simd::Words;

/// Words of state of a generator.
pub const N_WORDS: usize = 4;

/// One generator per lane.
#[derive(Clone, Copy, Debug)]
pub struct Xoshiro<W>(pub [W; N_WORDS]);

impl<W: Words> Xoshiro<W> {
    /// The next word of each.
    #[inline(always)]
    pub fn word(&mut self) -> W {
        let [a, b, c, d] = self.0;
        let word = (a + d).turned_left(7) + a;
        let (c_a, d_b) = (c ^ a, d ^ b);
        self.0 = [a ^ d_b, b ^ c_a, c_a ^ b.shifted_left(9), d_b.turned_left(11)];
        word
    }
}

/// The state of cell number `cell` of the population with this stream key, before its first word.
pub fn noise_seed(population_key: u64, cell: u64) -> [u32; N_WORDS] {
    let cell_key = mixed(population_key ^ mixed(cell.wrapping_add(1)));
    // `mixed` is a bijection: of two different numbers one at least is not 0, as the state must not be
    let other_half = mixed(cell_key ^ 0x9E37_79B9_7F4A_7C15);
    [cell_key as u32, (cell_key >> 32) as u32, other_half as u32, (other_half >> 32) as u32]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::key;
    use rand_xoshiro::rand_core::{RngCore, SeedableRng};
    use rand_xoshiro::Xoshiro128PlusPlus;
    use std::collections::HashSet;
    use std::num::Wrapping;

    #[test]
    fn words_are_those_of_the_published_generator() {
        let seed = noise_seed(1, 2);
        let mut bytes = [0; 16];
        bytes
            .chunks_exact_mut(4)
            .zip(seed)
            .for_each(|(to, word)| to.copy_from_slice(&word.to_le_bytes()));
        let mut published = Xoshiro128PlusPlus::from_seed(bytes);
        let mut ours = Xoshiro(seed.map(Wrapping));
        for place in 0..1000 {
            assert_eq!(ours.word().0, published.next_u32(), "word {place}");
        }
    }

    #[test]
    fn every_cell_has_a_state_of_its_own() {
        let keys = ["stn", "gpe", "gpi"].map(|name| key(1, &["noise", name, "0"]));
        let seeds = keys.into_iter().flat_map(|key| (0..100_000).map(move |n| noise_seed(key, n)));
        let mut states = HashSet::new();
        for seed in seeds {
            assert!(seed != [0; N_WORDS] && states.insert(seed), "{seed:?}");
        }
    }
}
