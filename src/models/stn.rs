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
//! V is clamped to [V_min, V_max] and each clamp is counted; the corrected cell sets no bound.
//! Units: mV, ms, mS/cm2, uA/cm2, uF/cm2; Ca in the seed's nominal units.

use super::{columns, divided, ran_away, traub, whole_steps, Cell, Linear, Ratio, Relax, Stepped};
use crate::simd::Lanes;

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
    /// What a step reads. `per_k` is the signed reciprocal of a slope; `wait` the steps without
    /// detection after a spike.
    Coefficients {
        g_Na, g_K, g_T, g_L, g_Ca, g_AHP, g_H, E_Na, E_K, E_Ca, E_L, E_H, I_app, dt, dt_per_C,
        theta_a, per_k_a, theta_r, per_k_r, tau_r, alpha_Ca, per_tau_Ca, k_1, V_th, wait, V_min, V_max,
        theta_q, per_k_q, tau_q,
    }
}

const EXP_1_875: f64 = 6.5208191203301125;  // e^(15/8): from V+54 to V+39 at slope 8
const EXP_M7_3:  f64 = 0.09697196786440505; // e^(-7/3): from V+50 to V+57 at slope 3

/// 1 / (1 + exp((V - theta) per_k)); the exponent is held at 40, where 1 has long rounded away.
#[inline(always)]
fn boltzmann<L: Lanes>(V: L, theta: L, per_k: L) -> Ratio<L> {
    let steps = ((V - theta) * per_k).at_least(V.like(-40.0)).at_most(V.like(40.0));
    Ratio { num: V.like(1.0), den: steps.exp_within() + 1.0 }
}

/// s_inf = 1 / (1 + exp(-(V+39)/8)), the instantaneous activation of I_CaH.
#[inline(always)]
fn s_inf<L: Lanes>(e: &traub::Exponentials<L>) -> Ratio<L> {
    let by_8 = e.by_40 * e.by_40.sq().sq();
    Ratio { num: e.by_40.like(1.0), den: by_8 * EXP_1_875 + 1.0 }
}

/// tau_n = scale (1 + 100 / (1 + exp((V+80)/26)))
#[inline(always)]
fn tau_n<L: Lanes>(V: L, scale: f64) -> Ratio<L> {
    let e = ((V + 80.0) * (1.0 / 26.0)).exp_within();
    Ratio { num: (e + 101.0) * scale, den: e + 1.0 }
}

/// tau_h = scale (1 + 500 / (1 + exp((V+57)/3)))
#[inline(always)]
fn tau_h<L: Lanes>(e: &traub::Exponentials<L>, scale: f64) -> Ratio<L> {
    // exp(-(V+57)/3); beyond 1e17 the quotient has rounded to 501, and products would overflow
    let by_3 = (e.by_18.sq().cube() * EXP_M7_3).at_most(e.by_18.like(1e17));
    Ratio { num: (by_3 * 501.0 + 1.0) * scale, den: by_3 + 1.0 }
}

/// A gate that relaxes to a Boltzmann steady state in a constant time.
#[inline(always)]
fn slow_gate<L: Lanes>(V: L, theta: L, per_k: L, tau: L) -> Linear<L> {
    let x_inf = boltzmann(V, theta, per_k);
    Linear { p: x_inf.num, q: x_inf.den, s: x_inf.den * tau }
}

impl<const VARIANT: bool> Stn<VARIANT> {
    /// What multiplies tau_n and tau_h.
    const TAU_SCALE: f64 = if VARIANT == PUBLISHED { 0.75 } else { 1.0 / 0.75 };
}

impl<const VARIANT: bool> Cell for Stn<VARIANT> {
    type Params<T: Copy> = Params<T>;
    type Coefficients<T: Copy> = Coefficients<T>;
    type State<T: Copy> = State<T>;

    fn coefficients(p: &Params<f64>, dt: f64) -> Coefficients<f64> {
        Coefficients {
            g_Na: p.g_Na, g_K: p.g_K, g_T: p.g_T, g_L: p.g_L, g_Ca: p.g_Ca, g_AHP: p.g_AHP, g_H: p.g_H,
            E_Na: p.E_Na, E_K: p.E_K, E_Ca: p.E_Ca, E_L: p.E_L, E_H: p.E_H,
            I_app: p.I_app, dt, dt_per_C: dt / p.C_m,
            theta_a: p.theta_a, per_k_a: -1.0 / p.k_a,
            theta_r: p.theta_r, per_k_r: 1.0 / p.k_r, tau_r: p.tau_r,
            alpha_Ca: p.alpha_Ca, per_tau_Ca: 1.0 / p.tau_Ca, k_1: p.k_1,
            V_th: p.V_th, wait: (whole_steps(p.min_isi, dt) - 1.0).max(0.0),
            V_min: p.V_min, V_max: p.V_max,
            theta_q: p.theta_q, per_k_q: 1.0 / p.k_q, tau_q: p.tau_q,
        }
    }

    fn settled(p: &Params<f64>, V: f64) -> State<f64> {
        let V_rate = traub::held(V);
        let e = traub::Exponentials::at(V_rate);
        let (n, h) = (traub::n_inf(V_rate, &e), traub::h_inf(&e));
        let r = boltzmann(V, p.theta_r, 1.0 / p.k_r);
        let q = boltzmann(V, p.theta_q, 1.0 / p.k_q);
        State {
            V, n: n.num / n.den, h: h.num / h.den, r: r.num / r.den, Ca: 0.0, hold: 0.0,
            q: if VARIANT == PUBLISHED { 0.0 } else { q.num / q.den },
        }
    }

    #[inline(always)]
    fn step<L: Lanes, R: Relax>(
        c: &Coefficients<L>, y: State<L>, I: L,
    ) -> Stepped<State<L>, L::Mask> {
        let State { V, n, h, r, Ca, hold, q } = y;
        let V_rate = traub::held(V);
        let e = traub::Exponentials::at(V_rate);

        // gates first: the currents see them moved already, V and Ca not yet
        let of_n = Linear::toward(traub::n_inf(V_rate, &e), tau_n(V_rate, Self::TAU_SCALE));
        let of_h = Linear::toward(traub::h_inf(&e), tau_h(&e, Self::TAU_SCALE));
        let of_r = slow_gate(V_rate, c.theta_r, c.per_k_r, c.tau_r);
        let h = R::relax(h, of_h, c.dt);
        let [n, r] = R::relax_two([n, r], [of_n, of_r], c.dt);
        let q = if VARIANT == PUBLISHED { q } else { R::relax(q, slow_gate(V_rate, c.theta_q, c.per_k_q, c.tau_q), c.dt) };
        let Ca_bound = Ratio { num: Ca, den: Ca + c.k_1 };
        let [a_inf, s_inf, Ca_bound] = divided([boltzmann(V_rate, c.theta_a, c.per_k_a), s_inf(&e), Ca_bound]);
        let T_inactivation = if VARIANT == PUBLISHED { r } else { q };
        let CaH_activation = if VARIANT == PUBLISHED { s_inf.cube() } else { s_inf.sq() };

        let I_Na  = c.g_Na  * traub::m_inf(V_rate, &e).cube() * h       * (V - c.E_Na);
        let I_K   = c.g_K   * n.sq().sq()                          * (V - c.E_K);
        let I_L   = c.g_L                                          * (V - c.E_L);
        let I_T   = c.g_T   * a_inf.cube() * T_inactivation.sq()   * (V - c.E_Ca);
        let I_CaH = c.g_Ca  * CaH_activation                       * (V - c.E_Ca);
        let I_AHP = c.g_AHP * Ca_bound                             * (V - c.E_K);
        let I_H   = c.g_H   * r                                    * (V - c.E_H);

        let I_ion = I_Na + I_K + I_L + I_T + I_CaH + I_AHP + I_H;
        let V_free = c.dt_per_C.mul_add(I + c.I_app - I_ion, V);
        let V_new = V_free.at_least(c.V_min).at_most(c.V_max);
        let influx = -(c.alpha_Ca * (I_T + I_CaH));
        let Ca = c.dt.mul_add(influx - Ca * c.per_tau_Ca, Ca).at_least(V.like(0.0));

        let spiked = V.lt(c.V_th) & V_new.not_lt(c.V_th) & hold.lt(V.like(0.5));
        let hold = c.wait.select(spiked, (hold - 1.0).at_least(V.like(0.0)));
        Stepped {
            state: State { V: V_new, n, h, r, Ca: Ca.flushed(), hold, q },
            spiked,
            clamped: V_free.lt(c.V_min) | c.V_max.lt(V_free),
            diverged: ran_away(V_new),
        }
    }
}
