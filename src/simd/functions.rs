//! exp, ln, sin and cos over lanes, each written once for all backends and both precisions.
//!
//! A function of `_each` takes several numbers in step: their chains of operations overlap, where one
//! after the other they would not, since a core looks only about 64 operations ahead.

use super::{Float, Lanes};

const TWO_PI_SQUARED: f64 = 19.739208802178716;
/// |x/k| where the series of the linoid ends: beyond it what 1 - e^(-x/k) loses leaves the quotient within 2 ulp.
const LINOID_END: f64 = 0.6;
/// Terms of the longer of the two series.
const MOST_LINOID: usize = 6;

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

/// The same by Horner's rule: the fewest operations, where those of several numbers fill the wait for each.
#[inline(always)]
fn horner_each<L: Lanes, const N: usize>(x: [L; N], c: &[f64]) -> [L; N] {
    let (mut sums, mut place) = (x, c.len() - 1);
    for i in 0..N {
        sums[i] = x[i].like(c[place]);
    }
    while place > 0 {
        place -= 1;
        for i in 0..N {
            sums[i] = sums[i].mul_add(x[i], x[i].like(c[place]));
        }
    }
    sums
}

#[inline(always)]
fn polynomial<L: Lanes>(x: L, c: &[f64]) -> L {
    polynomial_each([x], c)[0]
}

/// (2^k, r, (e^r - 1 - r) / r^2) with x = k ln 2 + r and |r| <= ln(2)/2, for x within the range of the exponential.
#[inline(always)]
fn split_exp<L: Lanes>(x: L) -> (L, L, L) {
    // the whole number k, biased, in the low bits
    let rounder = x.like(L::Scalar::ROUNDER + L::Scalar::BIAS);
    let shifted = x.mul_add(x.like(std::f64::consts::LOG2_E), rounder);
    let (k, (high, low)) = (shifted - rounder, L::Scalar::LN2);
    let r = k.mul_add(x.like(-low), k.mul_add(x.like(-high), x));
    (shifted.low_bits_as_exponent(), r, polynomial(r, L::Scalar::EXP))
}

/// 2^k e^r, where what rounding takes from 1 + r goes with the small terms.
#[inline(always)]
fn exp_within<L: Lanes>(x: L) -> L {
    let (scale, r, bend) = split_exp(x);
    let line = r + 1.0;
    let lost = r - (line - 1.0);
    ((r * r).mul_add(bend, lost) + line) * scale
}

/// 2^(n/8) 2^f with x = n/8 + f, where n is whole and |f| <= 1/16, for 2^x finite and normal.
#[inline(always)]
pub(super) fn exp2_each<L: Lanes, const N: usize>(x: [L; N]) -> [L; N] {
    let rounder = L::Scalar::ROUNDER / 8.0;
    let (mut eighths, mut f, mut power) = (x, x, x);
    for i in 0..N {
        eighths[i] = x[i] + rounder;
    }
    for i in 0..N {
        f[i] = x[i] - (eighths[i] - rounder);
    }
    for i in 0..N {
        power[i] = eighths[i].power_of_eighths();
    }
    let rise = horner_each(f, L::Scalar::EXP2);
    for i in 0..N {
        power[i] = (power[i] * f[i]).mul_add(rise[i], power[i]);
    }
    power
}

/// 2^k (e^r - 1) + (2^k - 1).
#[inline(always)]
pub(super) fn exp_m1<L: Lanes>(x: L) -> L {
    let (low, high) = L::Scalar::EXP_RANGE;
    let (scale, r, bend) = split_exp(x.at_least(x.like(low)).at_most(x.like(high)));
    let e_r_m1 = (r * r).mul_add(bend, r);
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
    let f = m - 1.0;
    let line = k.mul_add(x.like(std::f64::consts::LN_2), f); // ln 2 is near a number of either precision
    (f * f).mul_add(polynomial(f, L::Scalar::LN), line)
}

/// (sin, cos) of at most an eighth of a turn.
#[inline(always)]
fn sin_cos_eighth<L: Lanes>(r: L) -> (L, L) {
    let z = (r * r).at_least(r.like(L::Scalar::LEAST_SQUARE));
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

/// (k z/(1 - e^-z) - k - x/2) / x^2 with z = x/k, near z = 0.
#[inline(always)]
fn linoid_series<L: Lanes>(x2: L, k: f64) -> L {
    let (terms, per_k2) = (L::Scalar::LINOID, 1.0 / (k * k));
    let mut scale = 1.0 / k;
    let mut coefficients = [0.0; MOST_LINOID];
    for place in 0..terms.len() {
        coefficients[place] = terms[place] * scale;
        scale *= per_k2;
    }
    horner_each([x2], &coefficients[..terms.len()])[0]
}

/// `x`, the scales `k`, `c e^(-x/k)` and the `c`.
#[inline(always)]
pub(super) fn linoid_each<L: Lanes, const N: usize>(
    x: [L; N],
    k: [f64; N],
    exp: [L; N],
    c: [f64; N],
) -> [(L, L); N] {
    let (mut x2, mut series, mut quotients) = (x, x, [(x[0], x[0]); N]);
    for i in 0..N {
        x2[i] = x[i] * x[i];
    }
    for i in 0..N {
        series[i] = linoid_series(x2[i], k[i]);
    }
    for i in 0..N {
        let line = x[i].mul_add(x[i].like(0.5), x[i].like(k[i]));
        series[i] = series[i].mul_add(x2[i], line);
    }
    for i in 0..N {
        let c = x[i].like(c[i]);
        let near = x2[i].lt(x[i].like((LINOID_END * k[i]) * (LINOID_END * k[i])));
        quotients[i] = (series[i].select(near, x[i]), c.select(near, c - exp[i]));
    }
    quotients
}
