//! The noise of a cell: a PCG32 of its own, one draw of which gives the normal of one step.
//!
//! One generator a cell (state and odd increment, both hashed from the cell's name), advanced once
//! a step, so that the normal of a step depends only on the cell and the step, and a row of cells
//! advances together. O'Neill ME (2014) PCG, HMC-CS-2014-0905: XSH-RR on a 64-bit congruential generator.
//!
//! The 32 bits become a normal by the inverse of the normal distribution: the highest bit is the sign,
//! the others, as a number t in (0, 1), the probability of a magnitude beyond z. With w = -ln(t (2-t)),
//! z / (1-t) is a smooth function of w up to 5, and of sqrt(w) beyond (the form of Giles M (2012) GPU
//! Computing Gems Jade, 109-116). The polynomials are our own, to 7e-9 and 7e-7 of z; the largest z is 6.3.
//! Normals are computed in single precision for simulators of either: both feel the same noise.

use super::stream::mixed;
use crate::simd::{Mask, Streams, PCG_MULTIPLIER};

/// Where the two polynomials meet; 0.3 % of all draws lie beyond.
const TAIL: f64 = 5.0;

/// z / (1-t) as a polynomial in w - 5/2.
const CENTRE: [f64; 10] = [
    2.12331348022277,
    0.34880202766655194,
    -0.005907725659473031,
    -0.0017716226531884118,
    0.00030879266335611896,
    -7.032063362637922e-06,
    -4.8988149453477095e-06,
    6.620377013918633e-07,
    3.300204129926405e-08,
    -1.2631650845231844e-08,
];

/// z / (1-t) as a polynomial in sqrt(w) - 3.4.
const BEYOND: [f64; 9] = [
    4.574675410532231,
    1.4236061410250056,
    0.0056093115789943105,
    -0.003575093675651865,
    0.002118611388161973,
    -0.0015758395396351951,
    0.0009394374643321375,
    -0.0002600452274717009,
    8.125167866003197e-06,
];

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

/// A standard normal from 32 uniform bits.
#[inline(always)]
pub fn normal<L: Streams>(bits: L::Bits) -> L {
    const TWO_TO_MINUS_32: f64 = 1.0 / 4294967296.0;
    let magnitude = L::magnitude(bits);
    let half_a_grid = magnitude.like(TWO_TO_MINUS_32);
    let t = magnitude.mul_add(magnitude.like(2.0 * TWO_TO_MINUS_32), half_a_grid);
    let one = t.like(1.0);
    let w = -(t * (one + one - t)).ln();
    let centre = (w - TAIL / 2.0).polynomial(&CENTRE);
    let beyond = t.like(TAIL).lt(w);
    let quotient = match beyond.any() {
        true => (w.sqrt() - 3.4).polynomial(&BEYOND).select(beyond, centre),
        false => centre,
    };
    ((one - t) * quotient).signed_by(bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::{Isa, Lanes, Scalar};
    use rand_pcg::rand_core::RngCore;
    use rand_pcg::Pcg32;

    type One = <Scalar as Isa>::Single;

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

    /// Bits and the quantile that they stand for: SciPy 1.17 `norm.isf((bits + 0.5) / 2^32)`.
    const QUANTILES: [(u32, f64); 12] = [
        (0, 6.3379577545537895),
        (1, 6.166429517819751),
        (100, 5.463062554389539),
        (12345, 4.535422762090429),
        (1000000, 3.499768988758382),
        (7247755, 2.9313429974565164),
        (7247757, 2.931342911741543),
        (50000000, 2.2687577002444725),
        (300000000, 1.4769151384691752),
        (1073741824, 0.6744897498297384),
        (2000000000, 0.0861809490044897),
        (2147483000, 3.7789386879271167e-07),
    ];

    #[test]
    fn normals_are_the_quantiles_of_their_bits() {
        let quantile_at = |bits: u32| value(normal::<One>(bits));
        for (bits, z) in QUANTILES {
            let ours = quantile_at(bits);
            assert!((ours - z).abs() <= 1.5e-6 * z.abs().max(0.1), "{bits}: {ours}, not {z}");
            assert_eq!(quantile_at(bits | 1 << 31), -ours, "{bits} with the other sign");
        }
    }

    #[test]
    fn normals_fall_as_their_bits_rise_also_where_the_polynomials_meet() {
        let meeting = 7_247_043; // w = 5
        for bits in (0..1 << 31).step_by(40_009).chain(meeting - 20_000..meeting + 20_000) {
            let (near, far) = (normal::<One>(bits + 128), normal::<One>(bits));
            assert!(value(near) <= value(far) + 1e-6, "{bits}");
        }
    }

    /// `n` normals of one cell.
    fn normals(key: u64, cell: u64, n: usize) -> Vec<f64> {
        let NoiseSeed { state, increment } = noise_seed(key, cell);
        let mut state = [state];
        (0..n).map(|_| value(normal(One::draw(Scalar, &mut state, &[increment])))).collect()
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
