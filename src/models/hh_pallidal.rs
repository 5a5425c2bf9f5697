//! Pallidal neuron (GPe, GPi): Hodgkin-Huxley with T-type calcium and an afterhyperpolarisation.
//!
//! `HhPallidal<PUBLISHED>` is the seed's cell (neuronlab-cell/cbgtc_project, commit 0f7baa3, `gpe_gpi_hh.py`),
//! checked against its recorded voltages and spikes in tests/parity. It is inspired by Rubin & Terman (2004)
//! J Comput Neurosci 16:211-235 but is not that cell: rates are of Traub type, and a and r are the curves of
//! their STN. `HhPallidal<CORRECTED>` puts right:
//!   - 1e-6 was added to denominators against division by zero, which makes poles beside the holes; the
//!     corrected quotients are smooth (see `linoid`). A pole throws V far, the published clamp catches it: such a
//!     step is a clamp, counted, and no divergence, since V stays a number.
//!   - arguments of exponentials were held in [-20, 10]; corrected, they are free.
//!
//! All right-hand sides see the old state. A spike is an upward crossing of V_th, looked for before V is clamped
//! to [V_min, V_max]; each clamp is counted; the corrected cell sets no bound, which is the usual form of
//! the step.
//! Units: mV, ms, mS/cm2, uA/cm2, uF/cm2; Ca in the seed's nominal units.

use super::stn::{CORRECTED, PUBLISHED};
use super::{bounds, columns, is_unbounded, ran_away, traub, Cell, Linear, Ratio, Relax, Stepped};
use crate::simd::Lanes;
use std::f64::consts::LOG2_E;

/// The pallidal cell, as published or corrected.
pub struct HhPallidal<const VARIANT: bool>;

columns! {
    /// What changes in time.
    State { V, h, n, r, Ca }
}

columns! {
    /// What stays; see [`super::params::HH_GPE`].
    Params {
        C_m, g_L, E_L, g_Na, E_Na, g_K, E_K, g_T, g_Ca, E_Ca, g_AHP, k_1, k_Ca, tau_Ca, I_app, V_th, V_min, V_max,
    }
}

columns! {
    /// What a step reads.
    Coefficients {
        dt_per_C, dt, g_L, E_L, g_Na, E_Na, g_K, E_K, g_T, g_Ca, E_Ca, g_AHP, k_1, k_Ca, per_tau_Ca, I_app,
        V_th, V_min, V_max,
    }
}

/// What the published denominators carry.
const EPSILON: f64 = 1e-6;

const EXP_6_5: f64 = 665.1416330443618;      // e^(13/2): from V+67 to V+54 at slope 2
const EXP_9_5:  f64 = 13359.726829661873;    // e^(19/2):  from V+54 to V+35 at slope 2

const EXP_10:  f64 = 22026.465794806718;
const EXP_M10: f64 = 4.5399929762484854e-05;
const EXP_20:  f64 = 485165195.4097903;
const EXP_M20: f64 = 2.061153622438558e-09;

/// The rates and steady states of one V.
struct Rates<L> {
    m_inf: L,
    h: Linear<L>,
    n: Linear<L>,
    r: Linear<L>,
    a_inf: L,
    s_inf: L,
}

impl<const VARIANT: bool> HhPallidal<VARIANT> {
    /// A rate as its published denominator has it.
    #[inline(always)]
    fn raised<L: Lanes>(rate: L) -> L {
        if VARIANT == PUBLISHED { rate + EPSILON } else { rate }
    }

    /// exp(x) as published: x held in [-20, 10].
    #[inline(always)]
    fn held<L: Lanes>(exp_x: L) -> L {
        if VARIANT == PUBLISHED { exp_x.held(EXP_M20, EXP_10) } else { exp_x }
    }

    /// exp(-x) where the published exponential is exp(x), x held in [-20, 10].
    #[inline(always)]
    fn held_inverse<L: Lanes>(exp_minus_x: L) -> L {
        if VARIANT == PUBLISHED { exp_minus_x.held(EXP_M10, EXP_20) } else { exp_minus_x }
    }

    /// x / (1 - exp(-x/k)) as published.
    #[inline(always)]
    fn opening<L: Lanes>(x: L, exp_minus: L) -> Ratio<L> {
        Ratio { num: x, den: -Self::held(exp_minus) + (1.0 + EPSILON) }
    }

    /// x / (exp(x/k) - 1) as published.
    #[inline(always)]
    fn closing<L: Lanes>(x: L, exp_minus: L) -> Ratio<L> {
        let e = Self::held_inverse(exp_minus);
        Ratio { num: x * e, den: e * (EPSILON - 1.0) + 1.0 }
    }

    /// m_inf, and the rates of n, with the published poles or without.
    #[inline(always)]
    fn m_inf_n_rates<L: Lanes>(V: L, e: &traub::Exponentials<L>) -> (L, Ratio<L>, L) {
        if VARIANT == CORRECTED {
            let (m_inf, alpha, beta) = traub::m_inf_n_rates(V, e);
            return (m_inf, Ratio { num: alpha.num * traub::N_SCALE, den: alpha.den }, beta * traub::N_SCALE);
        }
        let alpha_m = Self::opening(V + 54.0, e.by_4);
        let beta_m  = Self::closing(V + 27.0, e.by_5_from_27());
        let (up, down) = (alpha_m.num * beta_m.den * 0.32, beta_m.num * alpha_m.den * 0.28);
        let m_inf = up / (up + down + alpha_m.den * beta_m.den * EPSILON);
        let alpha_n = Self::opening(V + 52.0, e.by_5_from_52());
        (m_inf, Ratio { num: alpha_n.num * 0.032, den: alpha_n.den }, Self::held(e.by_40_from_57()) * 0.5 + EPSILON)
    }

    /// Rates of h: (alpha, beta).
    #[inline(always)]
    fn h_rates<L: Lanes>(e: &traub::Exponentials<L>) -> (L, L) {
        if VARIANT == CORRECTED {
            let (alpha, beta) = traub::h_rates(e);
            return (alpha * traub::H_SCALE, beta.value() * traub::H_SCALE);
        }
        (Self::held(e.by_18) * 0.128, e.by_18.like(4.0) / (Self::held(e.by_5_from_27()) + 1.0))
    }

    /// exp(-(V+67)/2) times a scale, and the scale.
    #[inline(always)]
    fn by_2_from_67<L: Lanes>(by_2: L) -> (L, f64) {
        if VARIANT == CORRECTED { (by_2, EXP_6_5) } else { (Self::held_inverse(by_2 * (1.0 / EXP_6_5)), 1.0) }
    }

    /// 1 / (1 + exp(-(V+35)/2))
    #[inline(always)]
    fn s_inf<L: Lanes>(by_2: L) -> L {
        if VARIANT == CORRECTED {
            return by_2.like(1.0 / EXP_9_5) / (by_2 + 1.0 / EXP_9_5);
        }
        by_2.like(1.0) / (Self::held(by_2 * EXP_9_5) + 1.0)
    }

    #[inline(always)]
    fn rates<L: Lanes>(V: L) -> Rates<L> {
        let V = traub::held(V);
        let [by_40, by_18] = traub::Exponentials::arguments(V);
        let [by_40, by_18, e_a] = L::exp2_each([by_40, by_18, (V + 63.0) * (-LOG2_E / 7.8)]);
        let e = traub::Exponentials::from(by_40, by_18);
        let by_2 = e.by_4.sq(); // exp(-(V+54)/2)
        let one = V.like(1.0);

        let (m_inf, alpha_n, beta_n) = Self::m_inf_n_rates(V, &e);
        let n = Linear::from_rates(alpha_n, beta_n);

        let (alpha_h, beta_h) = Self::h_rates(&e);
        let h = Linear { p: alpha_h, q: Self::raised(alpha_h) + beta_h, k: one, s: one };

        // r_inf = 1/(1 + exp((V+67)/2)), tau_r = 30 + 150 r_inf; each term times exp(-(V+67)/2) and the scale
        let (e_r, scale) = Self::by_2_from_67(by_2);
        let r = Linear { p: e_r, q: e_r + scale, k: one, s: e_r.mul_add(V.like(180.0), V.like(30.0 * scale)) };

        let a_inf = one / (Self::held(e_a) + 1.0);
        let s_inf = Self::s_inf(by_2);
        Rates { m_inf, h, n, r, a_inf, s_inf }
    }
}

/// A gate kept a probability.
#[inline(always)]
fn probability<L: Lanes>(x: L) -> L {
    x.held(0.0, 1.0)
}

impl<const VARIANT: bool> Cell for HhPallidal<VARIANT> {
    type Params<T: Copy> = Params<T>;
    type Coefficients<T: Copy> = Coefficients<T>;
    type State<T: Copy> = State<T>;

    const OWN: &'static [&'static str] = &["g_L", "I_app"];

    fn coefficients<R: Relax>(p: &Params<f64>, dt: f64) -> Coefficients<f64> {
        let (V_min, V_max) = bounds(p.V_min, p.V_max);
        Coefficients {
            dt_per_C: dt / p.C_m, dt, g_L: p.g_L, E_L: p.E_L, g_Na: p.g_Na, E_Na: p.E_Na, g_K: p.g_K, E_K: p.E_K,
            g_T: p.g_T, g_Ca: p.g_Ca, E_Ca: p.E_Ca, g_AHP: p.g_AHP, k_1: p.k_1, k_Ca: p.k_Ca,
            per_tau_Ca: 1.0 / p.tau_Ca, I_app: p.I_app, V_th: p.V_th, V_min, V_max,
        }
    }

    const HAS_USUAL_FORM: bool = VARIANT == CORRECTED;

    fn is_usual(p: &Params<f64>) -> bool {
        is_unbounded(p.V_min, p.V_max)
    }

    fn keeps<R: Relax>(p: &Params<f64>, dt: f64) -> f64 {
        1.0 - dt / p.tau_Ca
    }

    fn settled(_: &Params<f64>, V: f64) -> State<f64> {
        let Rates { h, n, r, .. } = Self::rates(V);
        State { V, h: h.steady(), n: n.steady(), r: r.steady(), Ca: 0.0 }
    }

    #[inline(always)]
    fn step<L: Lanes, R: Relax, const USUAL: bool>(
        c: &Coefficients<L>, y: State<L>, I: L,
    ) -> Stepped<State<L>, L::Mask> {
        let State { V, h, n, r, Ca } = y;
        let rates = Self::rates(V);
        let Rates { m_inf, a_inf, s_inf, .. } = rates;

        let g_Na  = c.g_Na  * m_inf.cube() * h;
        let g_AHP = c.g_AHP * (Ca / (Ca + c.k_1));
        let g_KAHP = c.g_K.mul_add(n.sq().sq(), g_AHP);
        let g_T   = c.g_T   * a_inf.cube() * r;
        let g_CaT = c.g_Ca.mul_add(s_inf.sq(), g_T); // of I_Ca and I_T

        let I_Ca  = g_CaT * (V - c.E_Ca);
        let I_LCa = c.g_L.mul_add(V - c.E_L, I_Ca);
        let I_ion = g_Na.mul_add(V - c.E_Na, g_KAHP.mul_add(V - c.E_K, I_LCa));
        let V_free = c.dt_per_C.mul_add(c.I_app + I - I_ion, V);
        let Ca = (-c.dt).mul_add(c.k_Ca.mul_add(I_Ca, Ca * c.per_tau_Ca), Ca).at_least(V.like(0.0));
        let h = probability(R::relax(h, rates.h, c.dt));
        let n = probability(R::relax(n, rates.n, c.dt));
        let r = R::relax(r, rates.r, c.dt); // 30 ms and slower: it stays one by itself

        let V_new = if USUAL { V_free } else { V_free.at_least(c.V_min).at_most(c.V_max) };
        Stepped {
            state: State { V: V_new, h, n, r, Ca },
            spiked: V.lt(c.V_th) & V_free.not_lt(c.V_th),
            clamped: (!USUAL).then(|| V_free.lt(c.V_min) | c.V_max.lt(V_free)),
            diverged: ran_away(V_new),
        }
    }
}
