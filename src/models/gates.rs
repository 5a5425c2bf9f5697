//! The vocabulary of Hodgkin-Huxley papers: a gate that relaxes, and a quotient without its hole.

use crate::simd::Lanes;
use std::f64::consts::LOG2_E;

/// num / den, not yet divided.
#[derive(Clone, Copy)]
pub struct Ratio<L> {
    /// Numerator.
    pub num: L,
    /// Denominator, never zero.
    pub den: L,
}

impl<L: Lanes> Ratio<L> {
    /// The quotient.
    #[inline(always)]
    pub fn value(self) -> L {
        self.num / self.den
    }
}

/// dx/dt = k (p - q x) / s: a gate with steady state p/q and time constant s/(k q).
#[derive(Clone, Copy)]
pub struct Linear<L> {
    /// Drive.
    pub p: L,
    /// Decay; positive.
    pub q: L,
    /// Common speed, per ms; positive.
    pub k: L,
    /// Common scale; positive.
    pub s: L,
}

impl<L: Lanes> Linear<L> {
    /// A gate with opening rate `alpha` and closing rate `beta`, both per ms.
    #[inline(always)]
    pub fn from_rates(alpha: Ratio<L>, beta: L) -> Self {
        let q = beta.mul_add(alpha.den, alpha.num);
        Self { p: alpha.num, q, k: beta.like(1.0), s: alpha.den }
    }

    /// A gate with steady state `x_inf` and time constant `tau`, ms.
    #[inline(always)]
    pub fn toward(x_inf: Ratio<L>, tau: Ratio<L>) -> Self {
        Self { p: x_inf.num, q: x_inf.den, k: tau.den, s: x_inf.den * tau.num }
    }

    /// The same gate, so many times as fast.
    #[inline(always)]
    pub fn times(self, phi: L) -> Self {
        Self { k: self.k * phi, ..self }
    }

    /// dx/dt, per ms.
    #[inline(always)]
    pub fn slope(self, x: L) -> L {
        (-x).mul_add(self.q, self.p) * self.k / self.s
    }

    /// x after `dt` ms, exactly, while V stands still.
    #[inline(always)]
    pub fn exactly(self, x: L, dt: L) -> L {
        let remaining = (-(dt * self.k * self.q) / self.s).exp_m1();
        remaining.mul_add(x - self.steady(), x)
    }

    /// p/q, where the gate comes to rest.
    #[inline(always)]
    pub fn steady(self) -> L {
        self.p / self.q
    }
}

/// log2 of exp((V - theta)/k), held where 1/(1 + exp) has long rounded to 0 or 1.
#[inline(always)]
pub fn doublings<L: Lanes>(V: L, theta: f64, k: f64) -> L {
    ((V - theta) * (LOG2_E / k)).held(-58.0, 58.0)
}

/// 1 / (1 + exp), the steady state of many a gate.
#[inline(always)]
pub fn sigmoid<L: Lanes>(exp: L) -> Ratio<L> {
    Ratio { num: exp.like(1.0), den: exp + 1.0 }
}

/// least + span/(1 + exp), ms: slow below, fast above.
#[inline(always)]
pub fn tau_below<L: Lanes>(least: f64, span: f64, exp: L) -> Ratio<L> {
    Ratio { num: exp.mul_add(exp.like(least), exp.like(least + span)), den: exp + 1.0 }
}

/// least + span/(rising + falling), ms: slowest where two exponentials cross.
#[inline(always)]
pub fn tau_between<L: Lanes>(least: f64, span: f64, rising: L, falling: L) -> Ratio<L> {
    let den = rising + falling;
    Ratio { num: den.mul_add(den.like(least), den.like(span)), den }
}

/// The rule by which a gate takes one step while V stands still.
pub trait Relax: 'static {
    /// x after `dt` ms.
    fn relax<L: Lanes>(x: L, gate: Linear<L>, dt: L) -> L;
    /// What a constant rate, per ms, does in a step of `dt` ms; see `approach`.
    fn share(rate: f64, dt: f64) -> f64;
    /// x after a step in which it goes that share of the way to `steady`.
    #[inline(always)]
    fn approach<L: Lanes>(x: L, steady: L, share: L) -> L {
        share.mul_add(steady - x, x)
    }
}

/// x / (1 - exp(-x/k)) / c, given c exp(-x/k), of several x in step.
///
/// The quotient of the Traub rates: positive everywhere, k/c at x = 0, where it is 0/0 as written. The factor
/// c spares a product where the exponential is at hand for another V only.
#[inline(always)]
pub fn linoids<L: Lanes, const N: usize>(
    x: [L; N],
    k: [f64; N],
    exp: [L; N],
    c: [f64; N],
) -> [Ratio<L>; N] {
    L::linoid_each(x, k, exp, c).map(|(num, den)| Ratio { num, den })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linoid_is_smooth_through_its_hole() {
        for z in [0.0, 1e-300, -1e-300, 1e-9, -1e-9, 0.2, 0.6 - 1e-12, 0.6, -0.6, 3.0, -3.0] {
            let [Ratio { num, den }] = linoids([5.0 * z], [5.0], [3.0 * (-z).exp()], [3.0]);
            let (num, den) = (num * 3.0, den * 5.0);
            let truth = if z.abs() < 1e-8 { 1.0 + z / 2.0 } else { z / -(-z).exp_m1() };
            assert!((num / den - truth).abs() <= 2e-15 * truth, "z = {z}: {}", num / den);
        }
    }
}
