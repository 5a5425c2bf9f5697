//! Traub-type sodium and potassium rates, as the seed's STN and pallidal cells share them.
//!
//! Rates per ms, V in mV. Written in the seed as
//!   alpha_m = 0.32 (V+54) / (1 - exp(-(V+54)/4))     beta_m = 0.28 (V+27) / (exp((V+27)/5) - 1)
//!   alpha_n = 0.032 (V+52) / (1 - exp(-(V+52)/5))    beta_n = 0.5 exp(-(V+57)/40)
//!   alpha_h = 0.128 exp(-(V+50)/18)                  beta_h = 4 / (1 + exp(-(V+27)/5))
//! All slopes divide 40 or 18, so two exponentials give the rest as powers.

use super::{linoids, Linear, Ratio};
use crate::simd::Lanes;
use std::f64::consts::LOG2_E;

const EXP_M0_4: f64 = 0.6703200460356393;    // e^(-2/5):  from V+52 to V+54 at slope 5
const EXP_M5_4: f64 = 0.004516580942612666;  // e^(-27/5): from V+27 to V+54 at slope 5
const EXP_M0_075: f64 = 0.9277434863285529;  // e^(-3/40): from V+54 to V+57 at slope 40

/// What [`m_inf_n_rates`] leaves out of the rates of n, per ms.
pub const N_SCALE: f64 = 0.032 * EXP_M0_4;

/// What [`h_rates`] leaves out, per ms.
pub const H_SCALE: f64 = 0.128;

/// V as the rates see it: beyond 200 mV, where every gate has long saturated, its powers would overflow
/// in single precision. The currents see V itself.
#[inline(always)]
pub fn held<L: Lanes>(V: L) -> L {
    V.held(-200.0, 200.0)
}

/// The exponentials of one V that the rates need: two, and powers of the first.
#[derive(Clone, Copy)]
pub struct Exponentials<L> {
    /// exp(-(V+54)/40)
    pub by_40: L,
    /// exp(-(V+54)/5)
    pub by_5: L,
    /// exp(-(V+54)/4)
    pub by_4: L,
    /// exp(-(V+50)/18), of which slopes 9 and 3 are powers.
    pub by_18: L,
}

impl<L: Lanes> Exponentials<L> {
    /// All of them from two exponentials, at a [`held`] V.
    #[inline(always)]
    pub fn at(V: L) -> Self {
        let [by_40, by_18] = L::exp2_each(Self::arguments(V));
        Self::from(by_40, by_18)
    }

    /// The base-2 logarithms of the two.
    #[inline(always)]
    pub fn arguments(V: L) -> [L; 2] {
        [(V + 54.0) * (-LOG2_E / 40.0), (V + 50.0) * (-LOG2_E / 18.0)]
    }

    /// All of them from the two.
    #[inline(always)]
    pub fn from(by_40: L, by_18: L) -> Self {
        let by_20 = by_40 * by_40;
        let by_5 = by_20.sq().sq();
        Self { by_40, by_5, by_4: by_5 * by_20, by_18 }
    }

    /// exp(-(V+27)/5), of which beta_m and beta_h are made.
    #[inline(always)]
    pub fn by_5_from_27(&self) -> L {
        self.by_5 * (1.0 / EXP_M5_4)
    }

    /// exp(-(V+52)/5), of which alpha_n is made.
    #[inline(always)]
    pub fn by_5_from_52(&self) -> L {
        self.by_5 * (1.0 / EXP_M0_4)
    }

    /// exp(-(V+57)/40), of which beta_n is made.
    #[inline(always)]
    pub fn by_40_from_57(&self) -> L {
        self.by_40 * EXP_M0_075
    }
}

/// The quotients of the rates that have holes: alpha_m / 0.32, beta_m / (0.28 exp(-(V+54)/5)) and
/// alpha_n / [`N_SCALE`].
#[inline(always)]
fn quotients<L: Lanes>(V: L, e: &Exponentials<L>) -> [Ratio<L>; 3] {
    let (x, k) = ([V + 54.0, V + 27.0, V + 52.0], [4.0, 5.0, 5.0]);
    linoids(x, k, [e.by_4, e.by_5, e.by_5], [1.0, EXP_M5_4, EXP_M0_4])
}

/// Steady state of the sodium activation m, which is instantaneous, and the rates of n, (alpha, beta), both
/// over [`N_SCALE`].
#[inline(always)]
pub fn m_inf_n_rates<L: Lanes>(V: L, e: &Exponentials<L>) -> (L, Ratio<L>, L) {
    let [alpha_m, beta_m, alpha_n] = quotients(V, e);
    let opening = alpha_m.num * beta_m.den;
    let both = (beta_m.num * alpha_m.den).mul_add(e.by_5 * (0.28 / 0.32), opening); // with closing
    let m_inf = opening / both;
    (m_inf, alpha_n, e.by_40 * (0.5 * EXP_M0_075 / N_SCALE))
}

/// Steady states of m and n.
#[inline(always)]
pub fn m_n_inf<L: Lanes>(V: L, e: &Exponentials<L>) -> (L, Ratio<L>) {
    let (m_inf, alpha, beta) = m_inf_n_rates(V, e);
    let gate = Linear::from_rates(alpha, beta);
    (m_inf, Ratio { num: gate.p, den: gate.q })
}

/// The rates of h over [`H_SCALE`]: (alpha, beta).
#[inline(always)]
pub fn h_rates<L: Lanes>(e: &Exponentials<L>) -> (L, Ratio<L>) {
    (e.by_18, Ratio { num: e.by_5.like(4.0 * EXP_M5_4 / H_SCALE), den: e.by_5 + EXP_M5_4 })
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
            let ((m, n), h) = (m_n_inf(V, &e), h_inf(&e));
            let ours = [m, n.value(), h.value()];
            for (ours, written) in ours.into_iter().zip(written(V)) {
                assert!((ours - written).abs() <= 1e-13 * written, "V = {V}: {ours} {written}");
            }
        }
    }

    #[test]
    fn rates_have_no_holes() {
        for V in [-54.0, -52.0, -27.0, -54.0000038, -52.0000038] {
            let e = Exponentials::at(V);
            let (m, n) = m_n_inf(V, &e);
            let near = written(V + 1e-7);
            assert!((m - near[0]).abs() < 1e-7 && (n.value() - near[1]).abs() < 1e-7, "V = {V}");
        }
    }
}
