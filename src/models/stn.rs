//! Subthalamic neuron (STN): modified Hodgkin-Huxley, seven currents, fires alone and on rebound.
//!
//! Two variants of one page. `Stn<PUBLISHED>` is the seed's cell (neuronlab-cell/cbgtc_project, commit
//! 0f7baa3), checked against its recorded voltages and spikes in tests/parity. Its conductances are
//! those of Otsuka et al. (2004) J Neurophysiol 92:255-264; its time constants those of Terman et al.
//! (2002) J Neurosci 22:2963-2976, but scaled. `Stn<CORRECTED>` puts three things right:
//!   - I_T inactivates by a gate q of its own (Terman et al. 2002: theta -67 mV, k 2 mV); published, the
//!     gate r of I_H serves both.
//!   - the factor 0.75 multiplies the rates of n and h, as in Terman et al.; published, it multiplies
//!     their time constants.
//!   - I_CaH goes with s^2; published, with s^3.
//!
//! Departure from both: the quotients of the rates are smooth at their holes (see `linoid`).
//!
//! V is clamped to [V_min, V_max] and each clamp is counted; the corrected cell sets no bound. The usual form of
//! a step is for the slopes k_r and k_q of the default, and no bound.
//! Units: mV, ms, mS/cm2, uA/cm2, uF/cm2; Ca in the seed's nominal units.

use super::{bounds, columns, is_unbounded, ran_away, traub, whole_steps, Cell, Linear, Ratio, Relax, Stepped};
use crate::simd::{math, Lanes};
use std::f64::consts::LOG2_E;

/// The STN cell, as published or corrected.
pub struct Stn<const VARIANT: bool>;

/// The seed's own form.
pub const PUBLISHED: bool = true;
/// With its faults put right.
pub const CORRECTED: bool = false;

columns! {
    /// What changes in time. `hold` counts the steps in which no spike is detected; `q` is used
    /// only by the corrected cell.
    State { V, n, h, r, Ca, hold, q }
}

columns! {
    /// What stays; see [`super::params::STN`]. The last three belong to the corrected cell only.
    Params {
        g_Na, g_K, g_T, g_L, g_Ca, g_AHP, g_H, E_Na, E_K, E_Ca, E_L, E_H, C_m, I_app,
        theta_a, k_a, theta_r, k_r, tau_r, alpha_Ca, tau_Ca, k_1, V_th, min_isi, V_min, V_max,
        theta_q, k_q, tau_q,
    }
}

columns! {
    /// What a step reads. `per_k` is log2(e) over a signed slope; `share` how much of the way to its
    /// steady state a slow gate goes in a step; `wait` the steps without detection after a spike; `half_r` and
    /// `half_q` what stands in [`Curves::at_usual_slopes`]. The last five belong to the corrected cell only.
    Coefficients {
        g_Na, g_K, g_T, g_L, g_Ca, g_AHP, g_H, E_Na, E_K, E_Ca, E_L, E_H, I_app, dt, dt_per_C,
        theta_a, per_k_a, theta_r, per_k_r, share_r, alpha_Ca, per_tau_Ca, k_1, V_th, wait, V_min, V_max,
        theta_q, per_k_q, share_q, half_r, half_q,
    }
}

const EXP_M1_875: f64 = 0.15335496684492847; // e^(-15/8): from V+39 to V+54 at slope 8
const EXP_7_3:    f64 = 10.312258501325767;  // e^(7/3): from V+57 to V+50 at slope 3

/// log2 of exp((V - theta)/k), held where 1/(1 + exp) has long rounded to 0 or 1.
#[inline(always)]
fn doublings<L: Lanes>(V: L, (theta, per_k): (L, L)) -> L {
    ((V - theta) * per_k).held(-58.0, 58.0)
}

/// 1 / (1 + exp), the steady state of many a gate.
#[inline(always)]
fn boltzmann<L: Lanes>(exp: L) -> L {
    exp.like(1.0) / (exp + 1.0)
}

/// s_inf = 1 / (1 + exp(-(V+39)/8)), the instantaneous activation of I_CaH.
#[inline(always)]
fn s_inf<L: Lanes>(e: &traub::Exponentials<L>) -> L {
    let by_8 = e.by_40 * e.by_40.sq().sq(); // exp(-(V+54)/8)
    by_8.like(EXP_M1_875) / (by_8 + EXP_M1_875)
}

/// tau_n = scale (1 + 100 / (1 + exp((V+80)/26))), given the exponential.
#[inline(always)]
fn tau_n<L: Lanes>(e: L, scale: f64) -> Ratio<L> {
    Ratio { num: e.mul_add(e.like(scale), e.like(101.0 * scale)), den: e + 1.0 }
}

/// tau_h = scale (1 + 500 / (1 + exp((V+57)/3)))
#[inline(always)]
fn tau_h<L: Lanes>(e: &traub::Exponentials<L>, scale: f64) -> Ratio<L> {
    // exp(-(V+50)/3); beyond 1e18 the quotient has rounded to 501, and products would overflow
    let by_3 = e.by_18.like(1e18).at_most(e.by_18.sq().cube());
    let num = by_3.mul_add(by_3.like(501.0 * scale), by_3.like(scale * EXP_7_3));
    Ratio { num, den: by_3 + EXP_7_3 }
}

/// log2 of exp((V+80)/26).
#[inline(always)]
fn from_80<L: Lanes>(V: L) -> L {
    (V + 80.0) * (LOG2_E / 26.0)
}

/// What the gates take from one V.
struct Curves<L> {
    traub: traub::Exponentials<L>,
    /// exp((V+80)/26)
    by_26: L,
    /// Steady states of a, r and q.
    a_inf: L,
    r_inf: L,
    q_inf: L,
}

/// What belongs to a gate's Boltzmann curve: theta, and log2(e)/k with the sign of the exponent.
type Curve<L> = (L, L);

impl<L: Lanes> Curves<L> {
    /// Whatever the slopes of a, r and q, at a V that is [`held`](traub::held): six exponentials, the rest their
    /// powers.
    #[inline(always)]
    fn at(V: L, [a, r, q]: [Curve<L>; 3]) -> Self {
        let [by_40, by_18] = traub::Exponentials::arguments(V);
        let (a, r, q) = (doublings(V, a), doublings(V, r), doublings(V, q));
        let [by_40, by_18, by_26, a, r, q] = L::exp2_each([by_40, by_18, from_80(V), a, r, q]);
        let traub = traub::Exponentials::from(by_40, by_18);
        Self { traub, by_26, a_inf: boltzmann(a), r_inf: boltzmann(r), q_inf: boltzmann(q) }
    }

    /// Where k_r = 9 and k_q = 2 mV and no V overflows the exponential of a: r and q are then quotients of powers,
    /// by `half_r` and `half_q`, the powers at theta.
    #[inline(always)]
    fn at_usual_slopes(V: L, (theta_a, per_k_a): Curve<L>, half_r: L, half_q: L) -> Self {
        let [by_40, by_18] = traub::Exponentials::arguments(V);
        let [by_40, by_18, by_26, a] = L::exp2_each([by_40, by_18, from_80(V), (V - theta_a) * per_k_a]);
        let traub = traub::Exponentials::from(by_40, by_18);
        let (by_9, by_2) = (by_18.sq(), traub.by_4.sq()); // exp(-(V+50)/9), exp(-(V+54)/2)
        let (r_inf, q_inf) = (by_9 / (by_9 + half_r), by_2 / (by_2 + half_q));
        Self { traub, by_26, a_inf: boltzmann(a), r_inf, q_inf }
    }
}

impl<const VARIANT: bool> Stn<VARIANT> {
    /// What multiplies tau_n and tau_h.
    const TAU_SCALE: f64 = if VARIANT == PUBLISHED { 0.75 } else { 1.0 / 0.75 };
}

impl<const VARIANT: bool> Cell for Stn<VARIANT> {
    type Params<T: Copy> = Params<T>;
    type Coefficients<T: Copy> = Coefficients<T>;
    type State<T: Copy> = State<T>;

    const OWN: &'static [&'static str] = &["g_L", "g_AHP", "I_app"];

    fn coefficients<R: Relax>(p: &Params<f64>, dt: f64) -> Coefficients<f64> {
        let (V_min, V_max) = bounds(p.V_min, p.V_max);
        Coefficients {
            g_Na: p.g_Na, g_K: p.g_K, g_T: p.g_T, g_L: p.g_L, g_Ca: p.g_Ca, g_AHP: p.g_AHP, g_H: p.g_H,
            E_Na: p.E_Na, E_K: p.E_K, E_Ca: p.E_Ca, E_L: p.E_L, E_H: p.E_H,
            I_app: p.I_app, dt, dt_per_C: dt / p.C_m,
            theta_a: p.theta_a, per_k_a: -LOG2_E / p.k_a,
            theta_r: p.theta_r, per_k_r: LOG2_E / p.k_r, share_r: R::share(1.0 / p.tau_r, dt),
            alpha_Ca: p.alpha_Ca, per_tau_Ca: 1.0 / p.tau_Ca, k_1: p.k_1,
            V_th: p.V_th, wait: (whole_steps(p.min_isi, dt) - 1.0).max(0.0),
            V_min, V_max,
            theta_q: p.theta_q, per_k_q: LOG2_E / p.k_q, share_q: R::share(1.0 / p.tau_q, dt),
            half_r: math::exp(-(p.theta_r + 50.0) / 9.0), half_q: math::exp(-(p.theta_q + 54.0) / 2.0),
        }
    }

    const HAS_USUAL_FORM: bool = true;

    fn is_usual(p: &Params<f64>) -> bool {
        let usual_slopes = p.k_r == 9.0 && p.k_a >= 4.0 && (VARIANT == PUBLISHED || p.k_q == 2.0);
        usual_slopes && is_unbounded(p.V_min, p.V_max)
    }

    fn keeps<R: Relax>(p: &Params<f64>, dt: f64) -> f64 {
        1.0 - dt / p.tau_Ca
    }

    fn settled(p: &Params<f64>, V: f64) -> State<f64> {
        let V_rate = traub::held(V);
        let curves = [(p.theta_a, -LOG2_E / p.k_a), (p.theta_r, LOG2_E / p.k_r), (p.theta_q, LOG2_E / p.k_q)];
        let Curves { traub, r_inf, q_inf, .. } = Curves::at(V_rate, curves);
        let ((_, n), h) = (traub::m_n_inf(V_rate, &traub), traub::h_inf(&traub));
        State {
            V, n: n.value(), h: h.value(), r: r_inf, Ca: 0.0, hold: 0.0,
            q: if VARIANT == PUBLISHED { 0.0 } else { q_inf },
        }
    }

    #[inline(always)]
    fn step<L: Lanes, R: Relax, const USUAL: bool>(
        c: &Coefficients<L>, y: State<L>, I: L,
    ) -> Stepped<State<L>, L::Mask> {
        let State { V, n, h, r, Ca, hold, q } = y;
        let V_rate = traub::held(V);
        let [a, r_curve, q_curve] = [(c.theta_a, c.per_k_a), (c.theta_r, c.per_k_r), (c.theta_q, c.per_k_q)];
        let Curves { traub: e, by_26, a_inf, r_inf, q_inf } = if USUAL {
            Curves::at_usual_slopes(V_rate, a, c.half_r, c.half_q)
        } else {
            Curves::at(V_rate, [a, r_curve, q_curve])
        };

        // gates first: the currents see them moved already, V and Ca not yet
        let (m_inf, n_inf) = traub::m_n_inf(V_rate, &e);
        let n = R::relax(n, Linear::toward(n_inf, tau_n(by_26, Self::TAU_SCALE)), c.dt);
        let h = R::relax(h, Linear::toward(traub::h_inf(&e), tau_h(&e, Self::TAU_SCALE)), c.dt);
        let r = R::approach(r, r_inf, c.share_r);
        let q = if VARIANT == PUBLISHED { q } else { R::approach(q, q_inf, c.share_q) };
        let s_inf = s_inf(&e);
        let T_inactivation = if VARIANT == PUBLISHED { r } else { q };
        let CaH_activation = if VARIANT == PUBLISHED { s_inf.cube() } else { s_inf.sq() };

        let g_Na  = c.g_Na  * m_inf.cube() * h;
        let g_AHP = c.g_AHP * (Ca / (Ca + c.k_1));
        let g_KAHP = c.g_K.mul_add(n.sq().sq(), g_AHP);
        let g_T   = c.g_T   * a_inf.cube() * T_inactivation.sq();
        let g_CaT = c.g_Ca.mul_add(CaH_activation, g_T); // of I_CaH and I_T
        let g_H   = c.g_H   * r;

        let I_Ca  = g_CaT * (V - c.E_Ca);
        let I_HCa = g_H.mul_add(V - c.E_H, I_Ca);
        let I_LHCa = c.g_L.mul_add(V - c.E_L, I_HCa);
        let I_ion = g_Na.mul_add(V - c.E_Na, g_KAHP.mul_add(V - c.E_K, I_LHCa));
        let V_free = c.dt_per_C.mul_add(I + c.I_app - I_ion, V);
        let V_new = if USUAL { V_free } else { V_free.at_least(c.V_min).at_most(c.V_max) };
        let Ca = (-c.dt).mul_add(c.alpha_Ca.mul_add(I_Ca, Ca * c.per_tau_Ca), Ca).at_least(V.like(0.0));

        let spiked = V.lt(c.V_th) & V_new.not_lt(c.V_th) & hold.lt(V.like(0.5));
        let hold = c.wait.select(spiked, (hold - 1.0).at_least(V.like(0.0)));
        Stepped {
            state: State { V: V_new, n, h, r, Ca, hold, q },
            spiked,
            clamped: (!USUAL).then(|| V_free.lt(c.V_min) | c.V_max.lt(V_free)),
            diverged: ran_away(V_new),
        }
    }
}
