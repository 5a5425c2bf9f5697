//! The truth about the functions, to 30 digits: against it the 24 or 53 bits of a lane are measured.
//!
//! Numbers are sums of two doubles (Dekker 1971, Numer Math 18:224-242); the platform's library is
//! asked for nothing but a fused multiply-add.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// `.0 + .1`, the second at most half a last place of the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Truth(pub f64, pub f64);

const ONE: Truth = Truth(1.0, 0.0);
const LN_2: Truth = Truth(std::f64::consts::LN_2, 2.3190468138462996e-17);
const TWO_PI: Truth = Truth(std::f64::consts::TAU, 2.4492935982947064e-16);

/// a + b, and what rounding took from it.
fn two_sum(a: f64, b: f64) -> Truth {
    let sum = a + b;
    let b_in_sum = sum - a;
    Truth(sum, (a - (sum - b_in_sum)) + (b - b_in_sum))
}

impl From<f64> for Truth {
    fn from(x: f64) -> Self {
        Self(x, 0.0)
    }
}

impl Neg for Truth {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0, -self.1)
    }
}

impl Add for Truth {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let (high, low) = (two_sum(self.0, other.0), two_sum(self.1, other.1));
        let sum = two_sum(high.0, high.1 + low.0);
        two_sum(sum.0, sum.1 + low.1)
    }
}

impl Sub for Truth {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Truth {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let product = self.0 * other.0;
        let low = self.0.mul_add(other.0, -product);
        two_sum(product, low + (self.0 * other.1 + self.1 * other.0))
    }
}

impl Div for Truth {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let first = Self::from(self.0 / other.0);
        let rest = self - other * first;
        let second = Self::from(rest.0 / other.0);
        let rest = rest - other * second;
        first + second + Self::from(rest.0 / other.0)
    }
}

/// 1 + t(1) (1 + t(2) (1 + ...)), as far as thirty terms reach.
fn nested(t: impl Fn(f64) -> Truth) -> Truth {
    (1..=30).rev().fold(ONE, |sum, n| ONE + t(f64::from(n)) * sum)
}

/// 2^k of a whole number k, with 2^k normal.
fn power_of_two(k: f64) -> Truth {
    Truth::from(f64::from_bits(((1023.0 + k) as u64) << 52))
}

/// e^x, for x from -700 to 709.
pub fn exp(x: f64) -> Truth {
    let k = (x / LN_2.0).round();
    let r = Truth::from(x) - Truth::from(k) * LN_2;
    nested(|n| r / Truth::from(n)) * power_of_two(k)
}

/// 2^x, for x from -1000 to 1023.
pub fn exp2(x: f64) -> Truth {
    let r = Truth::from(x - x.round()) * LN_2;
    nested(|n| r / Truth::from(n)) * power_of_two(x.round())
}

/// e^x - 1.
pub fn exp_m1(x: f64) -> Truth {
    let r = Truth::from(x);
    if x.abs() < 0.5 {
        r * nested(|n| r / Truth::from(n + 1.0))
    } else {
        exp(x) - ONE
    }
}

/// ln x = k ln 2 + 2 artanh((m-1)/(m+1)), x = m 2^k.
pub fn ln(x: f64) -> Truth {
    let k = x.log2().round();
    let m = Truth::from(x) * power_of_two(-k);
    let s = (m - ONE) / (m + ONE);
    let artanh = s * nested(|n| s * s * Truth::from(2.0 * n - 1.0) / Truth::from(2.0 * n + 1.0));
    Truth::from(k) * LN_2 + artanh + artanh
}

/// (sin, cos) of 2 pi `turns`.
pub fn sin_cos_turns(turns: f64) -> (Truth, Truth) {
    let u = turns - turns.round();
    let quarter = (u * 4.0).round();
    let a = TWO_PI * Truth::from(u - quarter * 0.25);
    let term = |n: f64| -(a * a) / Truth::from(n * (n + 1.0));
    let sin = a * nested(|n| term(2.0 * n));
    let cos = nested(|n| term(2.0 * n - 1.0));
    match quarter as i32 {
        0 => (sin, cos),
        1 => (cos, -sin),
        -1 => (-cos, sin),
        _ => (-sin, -cos),
    }
}

/// z/(1 - e^-z).
pub fn linoid(z: f64) -> Truth {
    if z == 0.0 {
        ONE
    } else {
        Truth::from(z) / -exp_m1(-z)
    }
}

#[test]
fn truth_has_the_digits_of_mpmath() {
    let sin = |turns| sin_cos_turns(turns).0;
    let cos = |turns| sin_cos_turns(turns).1;
    let known = |(name, x, high, low): (&str, f64, f64, f64)| {
        let truth = match name {
            "exp" => exp(x),
            "exp2" => exp2(x),
            "exp_m1" => exp_m1(x),
            "ln" => ln(x),
            "sin" => sin(x),
            "cos" => cos(x),
            _ => linoid(x),
        };
        let error = ((truth.0 - high) + (truth.1 - low)).abs() / high.abs();
        assert!(error < 1e-29, "{name} {x}: {truth:?}, off by {error:e}");
    };
    KNOWN.into_iter().for_each(known);
}

/// Function, argument, and its value as a sum of two doubles, by mpmath 1.3.0 at 60 digits.
#[rustfmt::skip]
const KNOWN: [(&str, f64, f64, f64); 46] = [
    ("exp", -400.5, 1.161609078956524e-174, -9.807746075462632e-191),
    ("exp", -20.3, 1.5269401591266087e-09, -9.350718630790655e-26),
    ("exp", -0.34, 0.7117703227626097, 4.476156673124037e-17),
    ("exp", 1e-09, 1.000000001, -8.224037093664211e-17),
    ("exp", 0.7, 2.0137527074704766, -2.0058243549764793e-16),
    ("exp", 88.1, 1.825340356258735e+38, 9.085180107704927e+21),
    ("exp", 700.25, 1.3022997366991783e+304, 7.154767958193286e+287),
    ("exp2", -999.6, 1.2314487274515144e-301, -7.98346e-318),
    ("exp2", -0.45, 0.7320428479728127, -1.1082103794655214e-17),
    ("exp2", 1e-09, 1.000000000693147, 8.55237134015003e-17),
    ("exp2", 0.3, 1.2311444133449163, -3.572339831433251e-17),
    ("exp2", 127.8, 2.962330062027608e+38, -1.1992014774290283e+22),
    ("exp2", 1022.7, 7.300902783525577e+307, 5.415019136802991e+290),
    ("exp_m1", -30.1, -0.9999999999999153, -3.874271810622264e-17),
    ("exp_m1", -0.49, -0.38737360581558394, 1.7886709934190145e-17),
    ("exp_m1", -1e-12, -9.999999999995e-13, -2.421793993634571e-29),
    ("exp_m1", 3e-05, 3.0000450004500034e-05, 8.2462730007246025e-22),
    ("exp_m1", 0.51, 0.6652911949458863, 3.4861068337778324e-17),
    ("exp_m1", 40.7, 4.740077183917109e+17, -0.7776295045215742),
    ("ln", 3e-300, -689.6769156095456, 3.55803606729799e-14),
    ("ln", 2.3e-10, -22.192941807005354, 1.5462245496939384e-15),
    ("ln", 0.7, -0.35667494393873245, 4.82556379937662e-18),
    ("ln", 0.9999999999999999, -1.1102230246251565e-16, -6.162975822039155e-33),
    ("ln", 1.0000000000000002, 2.2204460492503128e-16, 3.649214750845877e-48),
    ("ln", 1.4, 0.3364722366212129, -2.7495119293418212e-17),
    ("ln", 1000000000.0, 20.72326583694641, 7.108546580563512e-16),
    ("sin", -0.37, -0.7289686274214116, 1.0199626437731198e-17),
    ("sin", 1e-10, 6.283185307179587e-10, -5.144095245160979e-27),
    ("sin", 0.1, 0.5877852522924731, 2.0282698052150037e-17),
    ("sin", 0.124, 0.7026499697988492, 3.918359896833416e-18),
    ("sin", 0.49999999, 6.283185303872391e-08, -2.0374666199019018e-25),
    ("sin", 1234567.3, 0.9510565162047403, -3.6224189659795024e-17),
    ("cos", -0.37, -0.6845471059286886, -3.831892405202156e-17),
    ("cos", 1e-10, 1.0, -1.9739208802178718e-19),
    ("cos", 0.1, 0.8090169943749475, -4.766175266906226e-17),
    ("cos", 0.124, 0.7115356772092853, 1.5048966132222018e-18),
    ("cos", 0.24999999, 6.283185303872391e-08, -2.0374666199019018e-25),
    ("cos", 1234567.3, -0.309016994653211, -3.910314025921954e-18),
    ("linoid", -87.5, 8.734557064248092e-37, -6.9641790344379845e-53),
    ("linoid", -0.26, 0.8756269966426785, -1.0310646083701852e-17),
    ("linoid", -1e-09, 0.9999999995, 4.145351880173772e-17),
    ("linoid", 1e-12, 1.0000000000005, -4.445029108718253e-17),
    ("linoid", 0.24, 1.124795398310456, -1.262744046638296e-17),
    ("linoid", 0.25, 1.1302029160469496, 5.883151275196602e-17),
    ("linoid", 3.7, 3.7937960162303392, -1.6102469537747807e-16),
    ("linoid", 600.1, 600.1, 0.0),
];
