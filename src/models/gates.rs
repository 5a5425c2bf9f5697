//! The vocabulary of Hodgkin-Huxley papers: a gate that relaxes, and a quotient without its hole.

use crate::simd::Lanes;

/// num / den, not yet divided, so that several quotients can share one division.
#[derive(Clone, Copy)]
pub struct Ratio<L> {
    /// Numerator.
    pub num: L,
    /// Denominator, never zero.
    pub den: L,
}

/// Several quotients by one division, which costs more than the multiplications that it saves.
///
/// The product of the denominators must stay finite.
#[inline(always)]
pub fn divided<L: Lanes, const N: usize>(ratios: [Ratio<L>; N]) -> [L; N] {
    let mut before = [ratios[0].den; N]; // the product of the denominators up to each
    for i in 1..N {
        before[i] = before[i - 1] * ratios[i].den;
    }
    let mut per_rest = before[0].like(1.0) / before[N - 1];
    let mut quotients = before;
    for i in (1..N).rev() {
        quotients[i] = ratios[i].num * (per_rest * before[i - 1]);
        per_rest = per_rest * ratios[i].den;
    }
    quotients[0] = ratios[0].num * per_rest;
    quotients
}

/// dx/dt = (p - q x) / s: a gate with steady state p/q and time constant s/q.
#[derive(Clone, Copy)]
pub struct Linear<L> {
    /// Drive.
    pub p: L,
    /// Decay; positive.
    pub q: L,
    /// Common scale, ms; positive.
    pub s: L,
}

impl<L: Lanes> Linear<L> {
    /// A gate with opening rate `alpha` and closing rate `beta`, both per ms.
    #[inline(always)]
    pub fn from_rates(alpha: Ratio<L>, beta: L) -> Self {
        Self { p: alpha.num, q: beta.mul_add(alpha.den, alpha.num), s: alpha.den }
    }

    /// A gate with steady state `x_inf` and time constant `tau`, ms.
    #[inline(always)]
    pub fn toward(x_inf: Ratio<L>, tau: Ratio<L>) -> Self {
        Self { p: x_inf.num * tau.den, q: x_inf.den * tau.den, s: x_inf.den * tau.num }
    }

    /// dx/dt, not yet divided.
    #[inline(always)]
    pub fn slope(self, x: L) -> Ratio<L> {
        Ratio { num: self.p - x * self.q, den: self.s }
    }

    /// p/q, where the gate comes to rest.
    #[inline(always)]
    pub fn steady(self) -> L {
        self.p / self.q
    }
}

/// The rule by which a gate takes one step while V stands still.
pub trait Relax: 'static {
    /// x after `dt` ms.
    fn relax<L: Lanes>(x: L, gate: Linear<L>, dt: L) -> L;
    /// Two gates after `dt` ms, the product of whose scales `s` stays finite.
    fn relax_two<L: Lanes>(x: [L; 2], gates: [Linear<L>; 2], dt: L) -> [L; 2];
    /// x after `dt` ms, drawn to `steady` at a constant rate, per ms.
    fn approach<L: Lanes>(x: L, steady: L, rate: L, dt: L) -> L;
}

/// z / (1 - e^-z), given `exp_minus_z` = e^-z.
///
/// The quotient of the Traub rates, x / (1 - exp(-x/k)): positive everywhere, 1 at z = 0, where
/// it is 0/0 as written.
#[inline(always)]
pub fn linoid<L: Lanes>(z: L, exp_minus_z: L) -> Ratio<L> {
    let (num, den) = z.linoid(exp_minus_z);
    Ratio { num, den }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotients_divided_together_equal_quotients_divided_alone() {
        let ratios = [(3.0, 7.0), (-2.0, 1e17), (5e-3, 1e-9), (1.0, 300.0)];
        let together = divided(ratios.map(|(num, den)| Ratio { num, den }));
        for ((num, den), quotient) in ratios.into_iter().zip(together) {
            let alone: f64 = num / den;
            assert!((quotient - alone).abs() <= 1e-15 * alone.abs(), "{num}/{den}: {quotient}");
        }
    }

    #[test]
    fn linoid_is_smooth_through_its_hole() {
        for z in [0.0, 1e-300, -1e-300, 1e-9, -1e-9, 0.2, 0.25 - 1e-12, 0.25, -0.25, 3.0, -3.0] {
            let Ratio { num, den } = linoid(z, (-z).exp());
            let truth = if z.abs() < 1e-8 { 1.0 + z / 2.0 } else { z / -(-z).exp_m1() };
            assert!((num / den - truth).abs() <= 2e-15 * truth, "z = {z}: {}", num / den);
        }
    }
}
