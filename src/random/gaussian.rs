//! The noise of a cell: a generator of its own, two words of which give the normals of two steps.
//!
//! Box GEP, Muller ME (1958) Ann Math Stat 29:610-611: a radius from 31 bits of one word, the largest 6.66,
//! an angle within an eighth of a turn from 23 bits of the next, and the eighths from two others. An even
//! step uses one coordinate, the odd step after it the other. Normals are computed in single precision for
//! simulators of either: both feel the same noise.
//!
//! A normal is drawn for its law, not for its digits, so that the series here are shorter than those of the functions
//! over lanes: it is within 1e-6 of what its bits stand for, in units of the radius. A variance that were off by twice
//! as much would be seen in 5e11 numbers. The terms are those of the least error (Lawson's weighted least squares).

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
    let radius = minus_2_ln(L::magnitude(first) + 0.5).sqrt().signed_by(second);
    let (sin, cos) = sin_cos_quarters(L::centred(second));
    let (x, y) = cos.swapped_by(sin, second);
    (radius * x, radius * y)
}

/// -2 ln(x / 2^31), of which the root is off by 3.4e-7 at most, for x from 1/2 to 2^31.
#[inline(always)]
fn minus_2_ln<L: Streams>(x: L) -> L {
    let (k, m) = x.split_exponent();
    let f = m - 1.0;
    // of products a core makes fewer than of sums
    let line = (k - 31.0).mul_add(x.like(-2.0 * std::f64::consts::LN_2), -(f + f));
    let f2 = f * f;
    let even = f2.mul_add(f2.mul_add(x.like(LN[4]), x.like(LN[2])), x.like(LN[0]));
    let odd = f2.mul_add(f2.mul_add(x.like(LN[5]), x.like(LN[3])), x.like(LN[1]));
    f2.mul_add(odd.mul_add(f, even), line)
}

/// (-2 ln(1 + f) + 2 f) / f^2 between the roots of 1/2 and 2.
const LN: [f64; 6] = [
    1.0000440334725684,
    -0.666328133068461,
    0.497561028093122,
    -0.4092456786892854,
    0.3778586036573752,
    -0.2446263352608696,
];

/// (sin, cos) of `r` quarters of a turn, at most half of one, 5.6e-7 and 3.2e-8 from the truth.
#[inline(always)]
fn sin_cos_quarters<L: Streams>(r: L) -> (L, L) {
    let z = r * r;
    let sin = z.mul_add(z.mul_add(r.like(SIN[2]), r.like(SIN[1])), r.like(SIN[0]));
    let bend = z.mul_add(z.mul_add(r.like(COS[2]), r.like(COS[1])), r.like(COS[0]));
    (r * sin, z.mul_add(bend, r.like(1.0)))
}

/// sin(pi r / 2) / r.
const SIN: [f64; 3] = [1.570788468974651, -0.6457119900012844, 0.07766739290113442];

/// (cos(pi r / 2) - 1) / r^2.
const COS: [f64; 3] = [-1.2336979539680413, 0.2536063618800688, -0.020426250165077688];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::stream::mixed;
    use crate::simd::{F32x1 as One, Lanes};
    use std::num::Wrapping;

    fn value(x: One) -> f64 {
        let mut number = [0.0];
        x.store(&mut number);
        f64::from(number[0])
    }

    /// How far the normals of two words are from what their bits stand for, in units of the radius.
    fn error(first: u32, second: u32) -> f64 {
        let uniform = (f64::from(first & (u32::MAX >> 1)) + 0.5) / 2f64.powi(31);
        let radius = (-2.0 * uniform.ln()).sqrt();
        let quarters = f64::from(second >> 7 & 0x7F_FFFF) / 2f64.powi(23) - 0.5;
        let angle = quarters * std::f64::consts::FRAC_PI_2;
        let (mut x, mut y) = (radius * angle.cos(), radius * angle.sin());
        if second >> 30 & 1 == 1 {
            (x, y) = (y, x);
        }
        if second >> 31 == 1 {
            (x, y) = (-x, -y);
        }
        let (ours_x, ours_y) = normals_of::<One>(Wrapping(first), Wrapping(second));
        // near 1 a uniform number keeps 24 bits and is rounded twice, which a small radius feels
        let of_bits = if uniform > 0.5 { 2f64.powi(-24) / radius } else { 0.0 };
        let off = f64::hypot(value(ours_x) - x, value(ours_y) - y);
        (off - of_bits).max(0.0) / radius
    }

    #[test]
    fn normals_are_those_of_their_bits_to_a_millionth_of_the_radius() {
        let firsts = (0..31).flat_map(|bit| [(1 << bit) - 1, 1 << bit]).chain([u32::MAX >> 1]);
        let drawn = (0..200_000_u64).map(|n| mixed(n + 1));
        let drawn = drawn.map(|word| (word as u32, (word >> 32) as u32));
        for (first, second) in
            firsts.flat_map(|first| (0..32).map(move |bit| (first, 1 << bit))).chain(drawn)
        {
            let error = error(first, second);
            assert!(error <= 1e-6, "{first} {second}: {error}");
        }
    }
}
