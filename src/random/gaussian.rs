//! The noise of a cell: a PCG32 of its own, two draws of which give the normals of two steps.
//!
//! One generator a cell (state and odd increment, both hashed from the cell's name), so that the normal
//! of a step depends only on the cell and the step, and a row of cells advances together, without
//! branches. O'Neill ME (2014) PCG, HMC-CS-2014-0905: XSH-RR on a 64-bit congruential generator.
//!
//! Box GEP, Muller ME (1958) Ann Math Stat 29:610-611: a radius from 31 bits of one draw, the largest 6.66,
//! an angle within an eighth of a turn from 30 bits of the next, and the eighths from its other two. An even
//! step uses one coordinate, the odd step after it the other. Normals are computed in single precision for
//! simulators of either: both feel the same noise.

use super::stream::mixed;
use crate::simd::{Streams, PCG_MULTIPLIER};

/// The generator of one cell before its first draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoiseSeed {
    /// State of the congruential generator.
    pub state: u64,
    /// Its odd increment, which tells streams apart.
    pub increment: u64,
}

/// The generator of cell number `cell` of the population with this stream key.
pub fn noise_seed(population_key: u64, cell: u64) -> NoiseSeed {
    let cell_key = mixed(population_key ^ mixed(cell.wrapping_add(1)));
    let increment = mixed(cell_key ^ 0x9E37_79B9_7F4A_7C15) << 1 | 1;
    // as the published generator is seeded: add, then one step
    let raised = cell_key.wrapping_add(increment);
    let state = raised.wrapping_mul(PCG_MULTIPLIER).wrapping_add(increment);
    NoiseSeed { state, increment }
}

/// Two standard normals from two draws of 32 uniform bits.
#[inline(always)]
pub fn normal_pair<L: Streams>(first: L::Bits, second: L::Bits) -> (L, L) {
    const TWO_TO_MINUS_32: f64 = 1.0 / 4294967296.0;
    let magnitude = L::magnitude(first);
    let half_a_grid = magnitude.like(TWO_TO_MINUS_32);
    let uniform = magnitude.mul_add(magnitude.like(2.0 * TWO_TO_MINUS_32), half_a_grid);
    let radius = (uniform.ln() * -2.0).sqrt().signed_by(second);
    let turns = L::either_side(second) * (TWO_TO_MINUS_32 / 4.0);
    let (sin, cos) = turns.sin_cos_eighth();
    let (x, y) = cos.swapped_by(sin, second);
    (radius * x, radius * y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::key;
    use crate::simd::{F32x1 as One, Lanes, Scalar};
    use rand_pcg::rand_core::RngCore;
    use rand_pcg::Pcg32;
    use std::collections::HashSet;

    fn value(x: One) -> f64 {
        let mut number = [0.0];
        x.store(&mut number);
        f64::from(number[0])
    }

    #[test]
    fn bits_are_those_of_the_reference_generator() {
        let NoiseSeed { state, increment } = noise_seed(1, 2);
        let cell_key = mixed(1 ^ mixed(3));
        let mut reference = Pcg32::new(cell_key, increment >> 1);
        let mut ours = [state];
        for draw in 0..1000 {
            assert_eq!(One::draw(Scalar, &mut ours, &[increment]), reference.next_u32(), "{draw}");
        }
    }

    #[test]
    fn every_cell_has_a_state_and_an_increment_of_its_own() {
        let keys = ["stn", "gpe", "gpi"].map(|name| key(1, &["noise", name, "0"]));
        let seeds = keys.into_iter().flat_map(|key| (0..100_000).map(move |n| noise_seed(key, n)));
        let (mut states, mut increments) = (HashSet::new(), HashSet::new());
        for NoiseSeed { state, increment } in seeds {
            assert_eq!(increment % 2, 1, "an even increment shortens the period");
            assert!(states.insert(state) && increments.insert(increment));
        }
    }

    #[test]
    fn radius_and_angle_are_those_of_the_bits() {
        for (first, second) in [(0, 0), (1, 1 << 29), (7 << 20, 12_345_678), (u32::MAX, 99)] {
            let radius =
                (-2.0 * ((f64::from(first & (u32::MAX >> 1)) + 0.5) / 2f64.powi(31)).ln()).sqrt();
            let angle = f64::from((second << 2) as i32) / 2f64.powi(34) * std::f64::consts::TAU;
            for (quarter, sign, swap) in
                [(0, 1.0, false), (1, 1.0, true), (2, -1.0, false), (3, -1.0, true)]
            {
                let (x, y) = normal_pair::<One>(first, second & (u32::MAX >> 2) | quarter << 30);
                let (s, c) = (sign * radius * angle.sin(), sign * radius * angle.cos());
                let (s, c) = if swap { (c, s) } else { (s, c) };
                let error = (value(x) - c).abs().max((value(y) - s).abs());
                // near 1 the uniform number keeps 24 bits: the square of a small radius is off by 1e-7
                assert!(
                    error <= 1e-6 * radius + 1e-7 / radius,
                    "{first} {second} {quarter}: {error}"
                );
            }
        }
    }
}
