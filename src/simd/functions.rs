//! exp, ln, sin and cos over lanes, each written once for all backends and both precisions.
//!
//! A function of `_each` takes several numbers in step: their chains of operations overlap, where one
//! after the other they would not, since a core looks only about 64 operations ahead.

use super::{Float, Lanes};

const TWO_PI_SQUARED: f64 = 19.739208802178716;

/// c[0] + c[1] x + c[2] x^2 + ..., the even and the odd terms side by side: half the latency of
/// Horner's rule. Of several numbers in step.
#[inline(always)]
fn polynomial_each<L: Lanes, const N: usize>(x: [L; N], c: &[f64]) -> [L; N] {
    let last = c.len() - 1;
    let (mut even, mut odd, mut x2) = (x, x, x);
    for i in 0..N {
        x2[i] = x[i] * x[i];
        even[i] = x[i].like(c[last / 2 * 2]);
        odd[i] = x[i].like(c[(last - 1) / 2 * 2 + 1]);
    }
    let mut place = last;
    while place > 1 {
        place -= 1;
        let sums = if place % 2 == 1 { &mut even } else { &mut odd };
        for i in 0..N {
            sums[i] = sums[i].mul_add(x2[i], x2[i].like(c[place - 1]));
        }
    }
    for i in 0..N {
        even[i] = odd[i].mul_add(x[i], even[i]);
    }
    even
}

#[inline(always)]
fn polynomial<L: Lanes>(x: L, c: &[f64]) -> L {
    polynomial_each([x], c)[0]
}

/// (2^k, e^r - 1) with x = k ln 2 + r and |r| <= ln(2)/2, for x within the range of the exponential.
#[inline(always)]
fn split_exp<L: Lanes>(x: L) -> (L, L) {
    // the whole number k, biased, in the low bits
    let rounder = x.like(L::Scalar::ROUNDER + L::Scalar::BIAS);
    let shifted = x.mul_add(x.like(std::f64::consts::LOG2_E), rounder);
    let (k, (high, low)) = (shifted - rounder, L::Scalar::LN2);
    let r = k.mul_add(x.like(-low), k.mul_add(x.like(-high), x));
    let e_r_m1 = (r * r).mul_add(polynomial(r, L::Scalar::EXP), r);
    (shifted.low_bits_as_exponent(), e_r_m1)
}

#[inline(always)]
fn exp_within<L: Lanes>(x: L) -> L {
    let (scale, e_r_m1) = split_exp(x);
    (e_r_m1 + 1.0) * scale
}

/// 2^k 2^f with x = k + f and |f| <= 1/2, for 2^x finite and normal.
#[inline(always)]
pub(super) fn exp2_each<L: Lanes, const N: usize>(x: [L; N]) -> [L; N] {
    let (mut k, mut f) = (x, x);
    for i in 0..N {
        k[i] = x[i] + L::Scalar::ROUNDER;
    }
    for i in 0..N {
        f[i] = x[i] - (k[i] - L::Scalar::ROUNDER);
    }
    let mut powers = polynomial_each(f, L::Scalar::EXP2);
    for i in 0..N {
        powers[i] = powers[i].mul_add(f[i], f[i].like(1.0)).raised_by(k[i]);
    }
    powers
}

/// 2^k (e^r - 1) + (2^k - 1).
#[inline(always)]
pub(super) fn exp_m1<L: Lanes>(x: L) -> L {
    let (low, high) = L::Scalar::EXP_RANGE;
    let (scale, e_r_m1) = split_exp(x.at_least(x.like(low)).at_most(x.like(high)));
    scale.mul_add(e_r_m1, scale - 1.0)
}

#[inline(always)]
pub(super) fn exp<L: Lanes>(x: L) -> L {
    let (low, high) = L::Scalar::EXP_RANGE;
    let x_held = x.at_least(x.like(low)).at_most(x.like(high));
    let from_above = x.like(f64::INFINITY).select(x.like(high).lt(x), exp_within(x_held));
    x.like(0.0).select(x.lt(x.like(low)), from_above)
}

#[inline(always)]
pub(super) fn ln<L: Lanes>(x: L) -> L {
    let (k, m) = x.split_exponent();
    let (high, low) = L::Scalar::LN2;
    let f = m - 1.0;
    let bend = (f * f) * polynomial(f, L::Scalar::LN);
    let small = k.mul_add(x.like(low), bend);
    k.mul_add(x.like(high), small + f)
}

#[inline(always)]
pub(super) fn sin_cos_eighth<L: Lanes>(r: L) -> (L, L) {
    let z = r * r;
    let (two_pi, low) = (r.like(std::f64::consts::TAU), r.like(L::Scalar::TWO_PI_LOW));
    let sin = r.mul_add(two_pi, r * z.mul_add(polynomial(z, L::Scalar::SIN), low));
    let bend = z.mul_add(polynomial(z, L::Scalar::COS), r.like(-TWO_PI_SQUARED));
    (sin, z.mul_add(bend, r.like(1.0)))
}

#[inline(always)]
pub(super) fn sin_cos_turns<L: Lanes>(turns: L) -> (L, L) {
    let u = turns - turns.round();
    let quarter = (u * 4.0).round();
    let (sin, cos) = sin_cos_eighth(quarter.mul_add(u.like(-0.25), u));

    // quarter is -2, -1, 0, 1 or 2: odd ones swap, half a turn negates
    let half = u.like(1.5).lt(quarter.abs());
    let odd = u.like(0.5).lt(quarter.abs()) & !half;
    let (s, c) = (cos.select(odd, sin), sin.select(odd, cos));
    let negate_sin = half | quarter.lt(u.like(-0.5)) & odd;
    let negate_cos = half | u.like(0.5).lt(quarter) & odd;
    ((-s).select(negate_sin, s), (-c).select(negate_cos, c))
}

#[inline(always)]
pub(super) fn linoid_each<L: Lanes, const N: usize>(z: [L; N], exp_minus_z: [L; N]) -> [(L, L); N] {
    let (mut z2, mut line) = (z, z);
    for i in 0..N {
        z2[i] = z[i] * z[i];
        line[i] = z[i].mul_add(z[i].like(0.5), z[i].like(1.0));
    }
    let mut series = polynomial_each(z2, L::Scalar::BERNOULLI);
    for i in 0..N {
        series[i] = series[i].mul_add(z2[i], line[i]);
    }
    let mut quotients = [(z[0], z[0]); N];
    for i in 0..N {
        let near = z[i].abs().lt(z[i].like(0.25));
        let den = z[i].like(1.0).select(near, -exp_minus_z[i] + 1.0);
        quotients[i] = (series[i].select(near, z[i]), den);
    }
    quotients
}
