//! exp, ln, sin and cos over lanes, each written once for all backends.
//!
//! Coefficients: interpolation at Chebyshev nodes in 50-digit arithmetic; the largest relative
//! error of each polynomial stands beside it. Double precision rounds at 1.1e-16.

use super::Lanes;

const LOG2_E: f64 = std::f64::consts::LOG2_E;
/// ln 2 with its last 20 bits cleared, so that k * LN2_HIGH is exact for every exponent k.
const LN2_HIGH: f64 = 0.6931471804855391;
const LN2_LOW: f64 = 7.440617110012397e-11;

/// (e^r - 1 - r) / r^2 on |r| <= ln(2)/2, error 1.6e-17 of e^r.
const EXP: [f64; 10] = [
    0.5,
    0.16666666666666669,
    0.04166666666662413,
    0.008333333333330062,
    0.0013888888917213717,
    0.00019841269863053618,
    2.4801521295954376e-05,
    2.7557268459997064e-06,
    2.7620088445409746e-07,
    2.510038549551032e-08,
];

/// (ln((1+s)/(1-s))/s - 2) / s^2 as a polynomial in s^2, error 4.7e-18.
const LN: [f64; 7] = [
    0.666666666666667,
    0.39999999999899444,
    0.2857142862600327,
    0.22222211130259878,
    0.18182889455674947,
    0.15331710618210773,
    0.14616585424888623,
];

/// (sin(2 pi r)/r - 2 pi) / r^2 as a polynomial in r^2 on |r| <= 1/8, error 1.3e-17.
const SIN: [f64; 6] = [
    -41.341702240399755,
    81.6052492760517,
    -76.70585973561397,
    42.05868917945876,
    -15.094054064726203,
    3.786430011879243,
];

/// (cos(2 pi r) - 1 + 2 pi^2 r^2) / r^4 as a polynomial in r^2 on |r| <= 1/8, error 1.8e-18.
const COS: [f64; 6] = [
    64.9393940226683,
    -85.45681720668455,
    60.244641365020044,
    -26.426254910686037,
    7.903305118614352,
    -1.7012202112573187,
];

const TWO_PI: f64 = std::f64::consts::TAU;
const TWO_PI_LOW: f64 = 2.4492935982947064e-16;
const TWO_PI_SQUARED: f64 = 19.739208802178716;

/// c[0] + c[1] x + c[2] x^2 + ... by Horner's rule.
#[inline(always)]
fn polynomial<L: Lanes>(x: L, c: &[f64]) -> L {
    let (last, rest) = c.split_last().expect("a polynomial has a coefficient");
    let mut sum = x.like(*last);
    for &coefficient in rest.iter().rev() {
        sum = sum.mul_add(x, x.like(coefficient));
    }
    sum
}

/// The even and the odd half of the polynomial side by side: half the latency of Horner's rule.
#[inline(always)]
fn split_polynomial<L: Lanes>(x: L, c: &[f64; 10]) -> L {
    let x2 = x * x;
    let even = polynomial(x2, &[c[0], c[2], c[4], c[6], c[8]]);
    let odd = polynomial(x2, &[c[1], c[3], c[5], c[7], c[9]]);
    odd.mul_add(x, even)
}

#[inline(always)]
pub(super) fn exp_bounded<L: Lanes>(x: L) -> L {
    let k = (x * LOG2_E).round();
    let r = k.mul_add(x.like(-LN2_LOW), k.mul_add(x.like(-LN2_HIGH), x));
    let e_r = (r * r).mul_add(split_polynomial(r, &EXP), r) + 1.0;
    // 2^(k-1), doubled afterwards: k may be 1024
    e_r * (k - 1.0).exp2_whole() * 2.0
}

/// e^x - 1 without cancellation: 2^k (e^r - 1) + (2^k - 1).
#[inline(always)]
pub(super) fn exp_m1<L: Lanes>(x: L) -> L {
    let x = x.at_least(x.like(-708.0)).at_most(x.like(709.0));
    let k = (x * LOG2_E).round();
    let r = k.mul_add(x.like(-LN2_LOW), k.mul_add(x.like(-LN2_HIGH), x));
    let e_r_m1 = (r * r).mul_add(split_polynomial(r, &EXP), r);
    let scale = (k - 1.0).exp2_whole();
    (scale.mul_add(e_r_m1, scale - 0.5)) * 2.0
}

#[inline(always)]
pub(super) fn exp<L: Lanes>(x: L) -> L {
    let inside = exp_bounded(x.at_least(x.like(-708.0)).at_most(x.like(709.7)));
    let from_above = x.like(f64::INFINITY).select(x.like(709.7).lt(x), inside);
    x.like(0.0).select(x.lt(x.like(-708.0)), from_above)
}

#[inline(always)]
pub(super) fn ln<L: Lanes>(x: L) -> L {
    let (k, m) = x.split_exponent();
    let f = m - 1.0;
    let s = f / (f + 2.0);
    let z = s * s;
    // ln(1+f) = 2s + s z P(z); 2s = f - s f keeps the bits of f
    let correction = s * (z * polynomial(z, &LN) - f);
    let low = k.mul_add(x.like(LN2_LOW), correction);
    k.mul_add(x.like(LN2_HIGH), low + f)
}

#[inline(always)]
pub(super) fn sin_cos_turns<L: Lanes>(turns: L) -> (L, L) {
    let u = turns - turns.round();
    let quarter = (u * 4.0).round();
    let r = quarter.mul_add(u.like(-0.25), u);
    let z = r * r;
    let sin = r.mul_add(u.like(TWO_PI), r * z.mul_add(polynomial(z, &SIN), u.like(TWO_PI_LOW)));
    let cos = z.mul_add(z.mul_add(polynomial(z, &COS), u.like(-TWO_PI_SQUARED)), u.like(1.0));

    // quarter is -2, -1, 0, 1 or 2: odd ones swap, half a turn negates
    let half = u.like(1.5).lt(quarter.abs());
    let odd = u.like(0.5).lt(quarter.abs()) & !half;
    let (s, c) = (cos.select(odd, sin), sin.select(odd, cos));
    let negate_sin = half | quarter.lt(u.like(-0.5)) & odd;
    let negate_cos = half | u.like(0.5).lt(quarter) & odd;
    ((-s).select(negate_sin, s), (-c).select(negate_cos, c))
}
