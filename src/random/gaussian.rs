//! The noise of a cell: a PCG32 of its own, two draws of which give the normals of two steps.
//!
//! One generator a cell (state and odd increment, both hashed from the cell's name), advanced once
//! for each of the two uniforms of Box & Muller (1958). An even step draws the pair and uses the
//! cosine; the odd step after it uses the sine. So the normal of a step depends only on the cell and
//! the step, and a row of cells advances without branches.
//! O'Neill ME (2014) PCG, HMC-CS-2014-0905: XSH-RR on a 64-bit congruential generator.

use super::stream::mixed;
use crate::simd::{Lanes, Words};

/// The multiplier of PCG32.
const MULTIPLIER: u64 = 6_364_136_223_846_793_005;

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
    let state = cell_key.wrapping_add(increment).wrapping_mul(MULTIPLIER).wrapping_add(increment);
    NoiseSeed { state, increment }
}

/// Two standard normals, and the state after the two draws behind them.
#[inline(always)]
pub fn normal_pair<L: Lanes>(state: L::Words, increment: L::Words) -> (L, L, L::Words) {
    let next = state.congruential(MULTIPLIER, increment);
    let radius = (state.xsh_rr().unit_interval().ln() * -2.0).sqrt();
    let (sin, cos) = next.xsh_rr().unit_interval().sin_cos_turns();
    (radius * cos, radius * sin, next.congruential(MULTIPLIER, increment))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_pcg::rand_core::RngCore;
    use rand_pcg::Pcg32;

    #[test]
    fn bits_are_those_of_the_reference_generator() {
        let NoiseSeed { state, increment } = noise_seed(1, 2);
        let cell_key = mixed(1 ^ mixed(3));
        let mut reference = Pcg32::new(cell_key, increment >> 1);
        let mut ours = state;
        for draw in 0..1000 {
            assert_eq!(ours.xsh_rr(), u64::from(reference.next_u32()), "draw {draw}");
            ours = ours.congruential(MULTIPLIER, increment);
        }
    }

    /// `n` normals of one cell.
    fn normals(key: u64, cell: u64, n: usize) -> Vec<f64> {
        let NoiseSeed { mut state, increment } = noise_seed(key, cell);
        let mut z = Vec::new();
        while z.len() < n {
            let (first, second, next) = normal_pair::<f64>(state, increment);
            z.extend([first, second]);
            state = next;
        }
        z
    }

    #[test]
    fn noise_is_gaussian_up_to_its_tails() {
        let z: Vec<f64> = (0..64).flat_map(|cell| normals(5, cell, 1 << 16)).collect();
        let n = z.len() as f64;
        for (sd, tail) in [(1.0, 0.317310507863), (3.0, 2.69979606326e-3), (4.0, 6.33424836662e-5)]
        {
            let expected = n * tail;
            let seen = z.iter().filter(|z| z.abs() > sd).count() as f64;
            assert!(
                (seen - expected).abs() < 4.0 * expected.sqrt(),
                "{sd} SD: {seen} of {expected}"
            );
        }
    }

    #[test]
    fn streams_of_cells_and_successive_steps_do_not_correlate() {
        let (a, b) = (normals(5, 0, 1 << 18), normals(5, 1, 1 << 18));
        let correlation = |lag: usize, x: &[f64], y: &[f64]| {
            x.iter().zip(&y[lag..]).map(|(x, y)| x * y).sum::<f64>() / (x.len() as f64).sqrt()
        };
        for (name, z) in [
            ("cells", correlation(0, &a, &b)),
            ("pair", correlation(1, &a, &a)),
            ("lag 2", correlation(2, &a, &a)),
        ] {
            assert!(z.abs() < 4.0, "{name}: {z} standard errors");
        }
    }
}
