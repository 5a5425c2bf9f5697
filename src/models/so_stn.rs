//! Subthalamic neuron of So, Kent & Grill (2012) J Comput Neurosci 32:499-519, of the family of Terman et al.
//! (2002) J Neurosci 22:2963-2976 and Rubin & Terman (2004) J Comput Neurosci 16:211-235.
//!
//! Unlike theirs its high-voltage calcium current has a gate c of its own, and reverses at 140 mV. Numbers and order
//! of update are those of the published code (ModelDB 141699), checked in tests/parity: all right-hand sides
//! see the old V and the old gates.
//! Units: mV, ms, mS/cm2, uA/cm2, uF/cm2; Ca in the paper's nominal units.

use super::gates::{doublings, sigmoid};
use super::{columns, ran_away, Cell, Linear, Ratio, Relax, Stepped};
use crate::simd::{math, Lanes};
use std::f64::consts::LOG2_E;

/// The cell.
pub struct SoStn;

columns! {
    /// What changes in time.
    State { V, n, h, r, c, Ca }
}

columns! {
    /// What stays; see [`super::params::SO_STN`].
    Params {
        C_m, g_L, E_L, g_Na, E_Na, g_K, E_K, g_T, g_Ca, E_Ca, g_AHP, k_1, k_Ca, epsilon, theta_b, sigma_b,
        phi_n, phi_h, phi_r, phi_c, I_app, V_th,
    }
}

columns! {
    /// What a step reads. `per_sigma_b` counts in factors of two; `b_0` is b's own zero, 1/(1 + exp(theta_b/sigma_b)).
    Coefficients {
        dt_per_C, dt, g_L, E_L, g_Na, E_Na, g_K, E_K, g_T, g_Ca, E_Ca, g_AHP, k_1, k_Ca, dt_epsilon,
        theta_b, per_sigma_b, b_0, phi_n, phi_h, phi_r, phi_c, I_app, V_th,
    }
}

const EXP_3_2: f64 = 4.4816890703380645; // e^(12/8): from V+32 to V+20 at slope 8

/// The gates at one V.
struct Gates<L> {
    m_inf: L,
    a_inf: L,
    n: Linear<L>,
    h: Linear<L>,
    r: Linear<L>,
    c: Linear<L>,
}

impl<L: Lanes> Gates<L> {
    #[inline(always)]
    fn at(V: L, [phi_n, phi_h, phi_r, phi_c]: [L; 4]) -> Self {
        let arguments = [
            doublings(V, -30.0, -15.0), doublings(V, -63.0, -7.8), doublings(V, -32.0, -8.0), doublings(V, -39.0, 3.1),
            doublings(V, -67.0, 2.0), doublings(V, -80.0, 26.0), doublings(V, -57.0, 3.0), doublings(V, 68.0, 2.2),
        ];
        let [m, a, n, h, r, by_26, by_3, by_2_2] = L::exp2_each(arguments);
        let c = n * EXP_3_2;
        Self {
            m_inf: sigmoid(m).value(),
            a_inf: sigmoid(a).value(),
            n: Linear::toward(sigmoid(n), tau(1.0, 100.0, by_26)).times(phi_n),
            h: Linear::toward(sigmoid(h), tau(1.0, 500.0, by_3)).times(phi_h),
            r: Linear::toward(sigmoid(r), tau(7.1, 17.5, by_2_2)).times(phi_r),
            c: Linear::toward(sigmoid(c), tau(1.0, 10.0, by_26)).times(phi_c),
        }
    }
}

/// least + span / (1 + exp)
#[inline(always)]
fn tau<L: Lanes>(least: f64, span: f64, exp: L) -> Ratio<L> {
    Ratio { num: exp.mul_add(exp.like(least), exp.like(least + span)), den: exp + 1.0 }
}

impl Cell for SoStn {
    type Params<T: Copy> = Params<T>;
    type Coefficients<T: Copy> = Coefficients<T>;
    type State<T: Copy> = State<T>;

    fn coefficients<R: Relax>(p: &Params<f64>, dt: f64) -> Coefficients<f64> {
        Coefficients {
            dt_per_C: dt / p.C_m, dt, g_L: p.g_L, E_L: p.E_L, g_Na: p.g_Na, E_Na: p.E_Na, g_K: p.g_K, E_K: p.E_K,
            g_T: p.g_T, g_Ca: p.g_Ca, E_Ca: p.E_Ca, g_AHP: p.g_AHP, k_1: p.k_1, k_Ca: p.k_Ca,
            dt_epsilon: dt * p.epsilon, theta_b: p.theta_b, per_sigma_b: -LOG2_E / p.sigma_b,
            b_0: 1.0 / (1.0 + math::exp(p.theta_b / p.sigma_b)),
            phi_n: p.phi_n, phi_h: p.phi_h, phi_r: p.phi_r, phi_c: p.phi_c, I_app: p.I_app, V_th: p.V_th,
        }
    }

    fn keeps<R: Relax>(p: &Params<f64>, dt: f64) -> f64 {
        1.0 - dt * p.epsilon * p.k_Ca // of Ca
    }

    fn settled(p: &Params<f64>, V: f64) -> State<f64> {
        let Gates { n, h, r, c, .. } = Gates::at(V, [p.phi_n, p.phi_h, p.phi_r, p.phi_c]);
        State { V, n: n.steady(), h: h.steady(), r: r.steady(), c: c.steady(), Ca: 0.0 }
    }

    #[inline(always)]
    fn step<L: Lanes, R: Relax, const USUAL: bool>(
        k: &Coefficients<L>, y: State<L>, I: L,
    ) -> Stepped<State<L>, L::Mask> {
        let State { V, n, h, r, c, Ca } = y;
        let gates = Gates::at(V, [k.phi_n, k.phi_h, k.phi_r, k.phi_c]);
        let [b] = L::exp2_each([((r - k.theta_b) * k.per_sigma_b).held(-58.0, 58.0)]);
        let b_inf = sigmoid(b).value() - k.b_0;

        let g_Na  = k.g_Na  * gates.m_inf.cube() * h;
        let g_AHP = k.g_AHP * (Ca / (Ca + k.k_1));
        let g_KAHP = k.g_K.mul_add(n.sq().sq(), g_AHP);
        let g_T   = k.g_T   * gates.a_inf.cube() * b_inf.sq();
        let g_CaT = k.g_Ca.mul_add(c.sq(), g_T); // of I_Ca and I_T

        let I_Ca  = g_CaT * (V - k.E_Ca);
        let I_LCa = k.g_L.mul_add(V - k.E_L, I_Ca);
        let I_ion = g_Na.mul_add(V - k.E_Na, g_KAHP.mul_add(V - k.E_K, I_LCa));
        let V_new = k.dt_per_C.mul_add(k.I_app + I - I_ion, V);
        let Ca = (-k.dt_epsilon).mul_add(k.k_Ca.mul_add(Ca, I_Ca), Ca);
        Stepped {
            state: State {
                V: V_new,
                n: R::relax(n, gates.n, k.dt), h: R::relax(h, gates.h, k.dt),
                r: R::relax(r, gates.r, k.dt), c: R::relax(c, gates.c, k.dt),
                Ca,
            },
            spiked: V.lt(k.V_th) & V_new.not_lt(k.V_th),
            clamped: None,
            diverged: ran_away(V_new),
        }
    }
}
