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

use super::{columns, ran_away, traub, whole_steps, Cell, Linear, Ratio, Relax, Stepped};
use crate::simd::Lanes;
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
    /// steady state a slow gate goes in a step; `wait` the steps without detection after a spike.
    Coefficients {
        g_Na, g_K, g_T, g_L, g_Ca, g_AHP, g_H, E_Na, E_K, E_Ca, E_L, E_H, I_app, dt, dt_per_C,
        theta_a, per_k_a, theta_r, per_k_r, share_r, alpha_Ca, per_tau_Ca, k_1, V_th, wait, V_min, V_max,
        theta_q, per_k_q, share_q,
    }
}

const EXP_1_875: f64 = 6.5208191203301125;  // e^(15/8): from V+54 to V+39 at slope 8
const EXP_M7_3:  f64 = 0.09697196786440505; // e^(-7/3): from V+50 to V+57 at slope 3

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
    let by_8 = e.by_40 * e.by_40.sq().sq();
    let one = by_8.like(1.0);
    one / by_8.mul_add(by_8.like(EXP_1_875), one)
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
    let term = |factor: f64, constant: f64| by_3.mul_add(by_3.like(factor * EXP_M7_3), by_3.like(constant));
    Ratio { num: term(501.0 * scale, scale), den: term(1.0, 1.0) }
}

/// The exponentials of one V.
struct Exponentials<L> {
    traub: traub::Exponentials<L>,
    /// exp((V+80)/26)
    by_26: L,
    /// exp((V - theta)/k) of a, r and q, by their own theta and k.
    a: L,
    r: L,
    q: L,
}

impl<L: Lanes> Exponentials<L> {
    /// All of them, six computed and the rest their powers, at a V that is [`held`](traub::held). The curves
    /// of a, r and q: theta and log2(e)/k.
    #[inline(always)]
    fn at(V: L, [a, r, q]: [(L, L); 3]) -> Self {
        let [by_40, by_18] = traub::Exponentials::arguments(V);
        let by_26 = (V + 80.0) * (LOG2_E / 26.0);
        let (a, r, q) = (doublings(V, a), doublings(V, r), doublings(V, q));
        let [by_40, by_18, by_26, a, r, q] = L::exp2_each([by_40, by_18, by_26, a, r, q]);
        Self { traub: traub::Exponentials::from(by_40, by_18), by_26, a, r, q }
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

    fn coefficients<R: Relax>(p: &Params<f64>, dt: f64) -> Coefficients<f64> {
        Coefficients {
            g_Na: p.g_Na, g_K: p.g_K, g_T: p.g_T, g_L: p.g_L, g_Ca: p.g_Ca, g_AHP: p.g_AHP, g_H: p.g_H,
            E_Na: p.E_Na, E_K: p.E_K, E_Ca: p.E_Ca, E_L: p.E_L, E_H: p.E_H,
            I_app: p.I_app, dt, dt_per_C: dt / p.C_m,
            theta_a: p.theta_a, per_k_a: -LOG2_E / p.k_a,
            theta_r: p.theta_r, per_k_r: LOG2_E / p.k_r, share_r: R::share(1.0 / p.tau_r, dt),
            alpha_Ca: p.alpha_Ca, per_tau_Ca: 1.0 / p.tau_Ca, k_1: p.k_1,
            V_th: p.V_th, wait: (whole_steps(p.min_isi, dt) - 1.0).max(0.0),
            V_min: p.V_min, V_max: p.V_max,
            theta_q: p.theta_q, per_k_q: LOG2_E / p.k_q, share_q: R::share(1.0 / p.tau_q, dt),
        }
    }

    fn settled(p: &Params<f64>, V: f64) -> State<f64> {
        let V_rate = traub::held(V);
        let curves = [(p.theta_a, -LOG2_E / p.k_a), (p.theta_r, LOG2_E / p.k_r), (p.theta_q, LOG2_E / p.k_q)];
        let e = Exponentials::at(V_rate, curves);
        let ((_, n), h) = (traub::m_n_inf(V_rate, &e.traub), traub::h_inf(&e.traub));
        State {
            V, n: n.value(), h: h.value(), r: boltzmann(e.r), Ca: 0.0, hold: 0.0,
            q: if VARIANT == PUBLISHED { 0.0 } else { boltzmann(e.q) },
        }
    }

    #[inline(always)]
    fn step<L: Lanes, R: Relax>(
        c: &Coefficients<L>, y: State<L>, I: L,
    ) -> Stepped<State<L>, L::Mask> {
        let State { V, n, h, r, Ca, hold, q } = y;
        let V_rate = traub::held(V);
        let curves = [(c.theta_a, c.per_k_a), (c.theta_r, c.per_k_r), (c.theta_q, c.per_k_q)];
        let e = Exponentials::at(V_rate, curves);

        // gates first: the currents see them moved already, V and Ca not yet
        let (m_inf, n_inf) = traub::m_n_inf(V_rate, &e.traub);
        let n = R::relax(n, Linear::toward(n_inf, tau_n(e.by_26, Self::TAU_SCALE)), c.dt);
        let h = R::relax(h, Linear::toward(traub::h_inf(&e.traub), tau_h(&e.traub, Self::TAU_SCALE)), c.dt);
        let r = R::approach(r, boltzmann(e.r), c.share_r);
        let q = if VARIANT == PUBLISHED { q } else { R::approach(q, boltzmann(e.q), c.share_q) };
        let (a_inf, s_inf) = (boltzmann(e.a), s_inf(&e.traub));
        let T_inactivation = if VARIANT == PUBLISHED { r } else { q };
        let CaH_activation = if VARIANT == PUBLISHED { s_inf.cube() } else { s_inf.sq() };

        let g_Na  = c.g_Na  * m_inf.cube() * h;
        let g_K   = c.g_K   * n.sq().sq();
        let g_T   = c.g_T   * a_inf.cube() * T_inactivation.sq();
        let g_CaH = c.g_Ca  * CaH_activation;
        let g_AHP = c.g_AHP * (Ca / (Ca + c.k_1));
        let g_H   = c.g_H   * r;

        let I_Ca  = (g_T + g_CaH) * (V - c.E_Ca); // I_T + I_CaH
        let I_HCa = g_H.mul_add(V - c.E_H, I_Ca);
        let I_LHCa = c.g_L.mul_add(V - c.E_L, I_HCa);
        let I_ion = g_Na.mul_add(V - c.E_Na, (g_K + g_AHP).mul_add(V - c.E_K, I_LHCa));
        let V_free = c.dt_per_C.mul_add(I + c.I_app - I_ion, V);
        let V_new = V_free.at_least(c.V_min).at_most(c.V_max);
        let Ca = c.dt.mul_add(-(c.alpha_Ca * I_Ca) - Ca * c.per_tau_Ca, Ca).at_least(V.like(0.0));

        let spiked = V.lt(c.V_th) & V_new.not_lt(c.V_th) & hold.lt(V.like(0.5));
        let hold = c.wait.select(spiked, (hold - 1.0).at_least(V.like(0.0)));
        Stepped {
            state: State { V: V_new, n, h, r, Ca, hold, q },
            spiked,
            clamped: V_free.lt(c.V_min) | c.V_max.lt(V_free),
            diverged: ran_away(V_new),
        }
    }
}
