//! Traub-type sodium and potassium rates, as the seed's STN and pallidal cells share them.
//!
//! Rates per ms, V in mV. Written in the seed as
//!   alpha_m = 0.32 (V+54) / (1 - exp(-(V+54)/4))     beta_m = 0.28 (V+27) / (exp((V+27)/5) - 1)
//!   alpha_n = 0.032 (V+52) / (1 - exp(-(V+52)/5))    beta_n = 0.5 exp(-(V+57)/40)
//!   alpha_h = 0.128 exp(-(V+50)/18)                  beta_h = 4 / (1 + exp(-(V+27)/5))
//! All slopes divide 40 or 18, so two exponentials give the rest as powers.

use super::{linoid, Linear, Ratio};
use crate::simd::Lanes;
use std::f64::consts::LOG2_E;

const EXP_0_4: f64 = 1.4918246976412703;    // e^(2/5):   from V+54 to V+52 at slope 5
const EXP_5_4: f64 = 221.40641620418717;    // e^(27/5):  from V+54 to V+27 at slope 5
const EXP_M0_075: f64 = 0.9277434863285529; // e^(-3/40): from V+54 to V+57 at slope 40

/// V as the rates see it: beyond 200 mV, where every gate has long saturated, its powers would overflow
/// in single precision. The currents see V itself.
#[inline(always)]
pub fn held<L: Lanes>(V: L) -> L {
    V.at_least(V.like(-200.0)).at_most(V.like(200.0))
}

/// The exponentials of one V that the rates need.
#[derive(Clone, Copy)]
pub struct Exponentials<L> {
    /// exp(-(V+54)/40), of which slopes 8, 5, 4 and 2 are powers.
    pub by_40: L,
    /// exp(-(V+50)/18), of which slopes 9 and 3 are powers.
    pub by_18: L,
    /// exp(-(V+54)/4)
    pub m_alpha: L,
    /// exp(-(V+27)/5)
    pub m_beta: L,
    /// exp(-(V+52)/5)
    pub n_alpha: L,
    /// exp(-(V+57)/40)
    pub n_beta: L,
}

impl<L: Lanes> Exponentials<L> {
    /// All of them from two exponentials, at a [`held`] V.
    #[inline(always)]
    pub fn at(V: L) -> Self {
        let by_40 = ((V + 54.0) * (-LOG2_E / 40.0)).exp2_within();
        let by_18 = ((V + 50.0) * (-LOG2_E / 18.0)).exp2_within();
        let by_20 = by_40 * by_40;
        let by_5 = by_20.sq().sq();
        Self {
            by_40,
            by_18,
            m_alpha: by_5 * by_20,
            m_beta: by_5 * EXP_5_4,
            n_alpha: by_5 * EXP_0_4,
            n_beta: by_40 * EXP_M0_075,
        }
    }
}

/// Steady state of the sodium activation m, which is instantaneous.
#[inline(always)]
pub fn m_inf<L: Lanes>(V: L, e: &Exponentials<L>) -> L {
    let alpha = linoid((V + 54.0) * 0.25, e.m_alpha); // times 0.32 * 4
    let beta  = linoid((V + 27.0) * 0.2,  e.m_beta);  // times 0.28 * 5 exp(-(V+27)/5)
    let opening = alpha.num * beta.den;
    let closing = beta.num * alpha.den * (e.m_beta * (1.4 / 1.28));
    opening / (opening + closing)
}

/// Rates of the delayed rectifier n: (alpha, beta).
#[inline(always)]
pub fn n_rates<L: Lanes>(V: L, e: &Exponentials<L>) -> (Ratio<L>, L) {
    let alpha = linoid((V + 52.0) * 0.2, e.n_alpha); // times 0.032 * 5
    (Ratio { num: alpha.num * 0.16, den: alpha.den }, e.n_beta * 0.5)
}

/// Rates of the sodium inactivation h: (alpha, beta).
#[inline(always)]
pub fn h_rates<L: Lanes>(e: &Exponentials<L>) -> (L, Ratio<L>) {
    (e.by_18 * 0.128, Ratio { num: e.by_18.like(4.0), den: e.m_beta + 1.0 })
}

/// Steady state of n.
#[inline(always)]
pub fn n_inf<L: Lanes>(V: L, e: &Exponentials<L>) -> Ratio<L> {
    let (alpha, beta) = n_rates(V, e);
    let gate = Linear::from_rates(alpha, beta);
    Ratio { num: gate.p, den: gate.q }
}

/// Steady state of h.
#[inline(always)]
pub fn h_inf<L: Lanes>(e: &Exponentials<L>) -> Ratio<L> {
    let (alpha, beta) = h_rates(e);
    let opening = alpha * beta.den;
    Ratio { num: opening, den: opening + beta.num }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The formulas of the page, with none of the shared powers.
    fn written(V: f64) -> [f64; 3] {
        let alpha_m = 0.32 * (V + 54.0) / -(-(V + 54.0) / 4.0).exp_m1();
        let beta_m  = 0.28 * (V + 27.0) / ((V + 27.0) / 5.0).exp_m1();
        let alpha_n = 0.032 * (V + 52.0) / -(-(V + 52.0) / 5.0).exp_m1();
        let beta_n  = 0.5 * (-(V + 57.0) / 40.0).exp();
        let alpha_h = 0.128 * (-(V + 50.0) / 18.0).exp();
        let beta_h  = 4.0 / (1.0 + (-(V + 27.0) / 5.0).exp());
        [
            alpha_m / (alpha_m + beta_m),
            alpha_n / (alpha_n + beta_n),
            alpha_h / (alpha_h + beta_h),
        ]
    }

    #[test]
    fn shared_powers_agree_with_the_formulas_as_written() {
        for step in 0..3200 {
            let V = -100.0 + 0.05 * f64::from(step) + 0.0125;
            let e = Exponentials::at(V);
            let (n, h) = (n_inf(V, &e), h_inf(&e));
            let ours = [m_inf(V, &e), n.num / n.den, h.num / h.den];
            for (ours, written) in ours.into_iter().zip(written(V)) {
                assert!((ours - written).abs() <= 1e-13 * written, "V = {V}: {ours} {written}");
            }
        }
    }

    #[test]
    fn rates_have_no_holes() {
        for V in [-54.0, -52.0, -27.0, -54.0000038, -52.0000038] {
            let e = Exponentials::at(V);
            let (m, n) = (m_inf(V, &e), n_inf(V, &e));
            let near = written(V + 1e-7);
            assert!((m - near[0]).abs() < 1e-7 && (n.num / n.den - near[1]).abs() < 1e-7, "V = {V}");
        }
    }
}
