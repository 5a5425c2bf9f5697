//! exp, ln, sin and cos over lanes, each written once for all backends and both precisions.

use super::{Float, Lanes};

const TWO_PI_SQUARED: f64 = 19.739208802178716;

/// c[0] + c[1] x + c[2] x^2 + ... by Horner's rule.
#[inline(always)]
pub(super) fn polynomial<L: Lanes>(x: L, c: &[f64]) -> L {
    let (last, rest) = c.split_last().expect("a polynomial has a coefficient");
    let mut sum = x.like(*last);
    for &coefficient in rest.iter().rev() {
        sum = sum.mul_add(x, x.like(coefficient));
    }
    sum
}

/// The even and the odd half of the polynomial side by side: half the latency of Horner's rule.
#[inline(always)]
fn split_polynomial<L: Lanes>(x: L, c: &[f64]) -> L {
    let x2 = x * x;
    let half = |first: usize| {
        let mut sum = x.like(0.0);
        for (place, &coefficient) in c.iter().enumerate().rev() {
            if place % 2 == first {
                let is_last = place + 2 >= c.len();
                let next = x.like(coefficient);
                sum = if is_last { next } else { sum.mul_add(x2, next) };
            }
        }
        sum
    };
    half(1).mul_add(x, half(0))
}

/// (2^k, e^r - 1) with x = k ln 2 + r and |r| <= ln(2)/2, for x within the range of the exponential.
#[inline(always)]
fn split_exp<L: Lanes>(x: L) -> (L, L) {
    // the whole number k, biased, in the low bits
    let rounder = x.like(L::Scalar::ROUNDER + L::Scalar::BIAS);
    let shifted = x.mul_add(x.like(std::f64::consts::LOG2_E), rounder);
    let (k, (high, low)) = (shifted - rounder, L::Scalar::LN2);
    let r = k.mul_add(x.like(-low), k.mul_add(x.like(-high), x));
    let e_r_m1 = (r * r).mul_add(split_polynomial(r, L::Scalar::EXP), r);
    (shifted.low_bits_as_exponent(), e_r_m1)
}

#[inline(always)]
pub(super) fn exp_held<L: Lanes>(x: L) -> L {
    let (low, high) = L::Scalar::EXP_RANGE;
    let (scale, e_r_m1) = split_exp(x.at_least(x.like(low)).at_most(x.like(high)));
    (e_r_m1 + 1.0) * scale
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
    let from_above = x.like(f64::INFINITY).select(x.like(high).lt(x), exp_held(x));
    x.like(0.0).select(x.lt(x.like(low)), from_above)
}

#[inline(always)]
pub(super) fn ln<L: Lanes>(x: L) -> L {
    let (k, m) = x.split_exponent();
    let (high, low) = L::Scalar::LN2;
    let f = m - 1.0;
    let s = f / (f + 2.0);
    let z = s * s;
    // ln(1+f) = 2s + s z P(z); 2s = f - s f keeps the bits of f
    let correction = s * (z * polynomial(z, L::Scalar::LN) - f);
    let small = k.mul_add(x.like(low), correction);
    k.mul_add(x.like(high), small + f)
}

#[inline(always)]
pub(super) fn sin_cos_turns<L: Lanes>(turns: L) -> (L, L) {
    let u = turns - turns.round();
    let quarter = (u * 4.0).round();
    let r = quarter.mul_add(u.like(-0.25), u);
    let z = r * r;
    let (two_pi, low) = (u.like(std::f64::consts::TAU), u.like(L::Scalar::TWO_PI_LOW));
    let sin = r.mul_add(two_pi, r * z.mul_add(polynomial(z, L::Scalar::SIN), low));
    let cos_bend = z.mul_add(polynomial(z, L::Scalar::COS), u.like(-TWO_PI_SQUARED));
    let cos = z.mul_add(cos_bend, u.like(1.0));

    // quarter is -2, -1, 0, 1 or 2: odd ones swap, half a turn negates
    let half = u.like(1.5).lt(quarter.abs());
    let odd = u.like(0.5).lt(quarter.abs()) & !half;
    let (s, c) = (cos.select(odd, sin), sin.select(odd, cos));
    let negate_sin = half | quarter.lt(u.like(-0.5)) & odd;
    let negate_cos = half | u.like(0.5).lt(quarter) & odd;
    ((-s).select(negate_sin, s), (-c).select(negate_cos, c))
}

#[inline(always)]
pub(super) fn linoid<L: Lanes>(z: L, exp_minus_z: L) -> (L, L) {
    let z2 = z * z;
    let series = polynomial(z2, L::Scalar::BERNOULLI).mul_add(z2, z * 0.5 + 1.0);
    let near = z.abs().lt(z.like(0.25));
    (series.select(near, z), z.like(1.0).select(near, -exp_minus_z + 1.0))
}
