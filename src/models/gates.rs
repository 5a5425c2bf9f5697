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
    fn linoid_is_smooth_through_its_hole() {
        for z in [0.0, 1e-300, -1e-300, 1e-9, -1e-9, 0.2, 0.25 - 1e-12, 0.25, -0.25, 3.0, -3.0] {
            let Ratio { num, den } = linoid(z, (-z).exp());
            let truth = if z.abs() < 1e-8 { 1.0 + z / 2.0 } else { z / -(-z).exp_m1() };
            assert!((num / den - truth).abs() <= 2e-15 * truth, "z = {z}: {}", num / den);
        }
    }
}
