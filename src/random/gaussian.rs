//! The noise of a cell: a generator of its own, two words of which give the normals of two steps.
//!
//! Box GEP, Muller ME (1958) Ann Math Stat 29:610-611: a radius from 31 bits of one word, the largest 6.66,
//! an angle within an eighth of a turn from 30 bits of the next, and the eighths from its other two. An even
//! step uses one coordinate, the odd step after it the other. Normals are computed in single precision for
//! simulators of either: both feel the same noise.

use super::xoshiro::Xoshiro;
use crate::simd::Streams;

/// The next two standard normals of each generator.
#[inline(always)]
pub fn normal_pair<L: Streams>(generators: &mut Xoshiro<L::Bits>) -> (L, L) {
    let (first, second) = (generators.word(), generators.word());
    normals_of(first, second)
}

/// Two standard normals from two words of 32 uniform bits.
#[inline(always)]
fn normals_of<L: Streams>(first: L::Bits, second: L::Bits) -> (L, L) {
    const TWO_TO_MINUS_32: f64 = 1.0 / 4294967296.0;
    let radius = (L::magnitude(first) + 0.5).minus_2_ln_over(31.0).sqrt().signed_by(second);
    let turns = L::either_side(second) * (TWO_TO_MINUS_32 / 4.0);
    let (sin, cos) = turns.sin_cos_eighth();
    let (x, y) = cos.swapped_by(sin, second);
    (radius * x, radius * y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::{F32x1 as One, Lanes};
    use std::num::Wrapping;

    fn value(x: One) -> f64 {
        let mut number = [0.0];
        x.store(&mut number);
        f64::from(number[0])
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
                let second = second & (u32::MAX >> 2) | quarter << 30;
                let (x, y) = normals_of::<One>(Wrapping(first), Wrapping(second));
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
