//! Subthalamic neuron of Rubin & Terman (2004) J Comput Neurosci 16:211-235, of the family of [`super::terman_stn`].
//!
//! Its high-voltage calcium current follows V at once. Numbers are those of the published code (ModelDB 116867) with its
//! files of settings, checked in tests/parity.
//! Units: mV, ms, mS/cm2, uA/cm2, uF/cm2; Ca in the paper's nominal units.

use super::gates::sigmoid;
use super::terman_stn::{b_inf, b_zero, currents, Conductances, Gates};
use super::{columns, ran_away, Cell, Relax, Stepped};
use crate::simd::Lanes;
use std::f64::consts::LOG2_E;

/// The cell.
pub struct RubinTermanStn;

columns! {
    /// What changes in time.
    State { V, n, h, r, Ca }
}

columns! {
    /// What stays; see [`super::params::RUBIN_TERMAN_STN`].
    Params {
        C_m, g_L, E_L, g_Na, E_Na, g_K, E_K, g_T, g_Ca, E_Ca, g_AHP, k_1, k_Ca, epsilon, theta_b, sigma_b,
        phi_n, phi_h, phi_r, I_app, V_th,
    }
}

columns! {
    /// What a step reads. `per_sigma_b` counts in factors of two; `b_0` is b's own zero, 1/(1 + exp(theta_b/sigma_b)).
    Coefficients {
        dt_per_C, dt, g_L, E_L, g_Na, E_Na, g_K, E_K, g_T, g_Ca, E_Ca, g_AHP, k_1, k_Ca, dt_epsilon,
        theta_b, per_sigma_b, b_0, phi_n, phi_h, phi_r, I_app, V_th,
    }
}

const EXP_7_8: f64 = 0.4168620196785084; // e^(-7/8): from V+32 to V+39 at slope 8

impl Cell for RubinTermanStn {
    type Params<T: Copy> = Params<T>;
    type Coefficients<T: Copy> = Coefficients<T>;
    type State<T: Copy> = State<T>;

    const OWN: &'static [&'static str] = &["g_L", "I_app"];

    fn coefficients<R: Relax>(p: &Params<f64>, dt: f64) -> Coefficients<f64> {
        Coefficients {
            dt_per_C: dt / p.C_m, dt, g_L: p.g_L, E_L: p.E_L, g_Na: p.g_Na, E_Na: p.E_Na, g_K: p.g_K, E_K: p.E_K,
            g_T: p.g_T, g_Ca: p.g_Ca, E_Ca: p.E_Ca, g_AHP: p.g_AHP, k_1: p.k_1, k_Ca: p.k_Ca,
            dt_epsilon: dt * p.epsilon, theta_b: p.theta_b, per_sigma_b: -LOG2_E / p.sigma_b,
            b_0: b_zero(p.theta_b, p.sigma_b),
            phi_n: p.phi_n, phi_h: p.phi_h, phi_r: p.phi_r, I_app: p.I_app, V_th: p.V_th,
        }
    }

    fn keeps<R: Relax>(p: &Params<f64>, dt: f64) -> f64 {
        1.0 - dt * p.epsilon * p.k_Ca // of Ca
    }

    fn settled(p: &Params<f64>, V: f64) -> State<f64> {
        let Gates { n, h, r, .. } = Gates::at(V, [p.phi_n, p.phi_h, p.phi_r]);
        State { V, n: n.steady(), h: h.steady(), r: r.steady(), Ca: 0.0 }
    }

    #[inline(always)]
    fn step<L: Lanes, R: Relax, const USUAL: bool>(
        k: &Coefficients<L>, y: State<L>, I: L,
    ) -> Stepped<State<L>, L::Mask> {
        let State { V, n, h, r, Ca } = y;
        let gates = Gates::at(V, [k.phi_n, k.phi_h, k.phi_r]);
        let s_inf = sigmoid(gates.exp_8 * EXP_7_8).value();
        let conductances = Conductances {
            g_L: k.g_L, E_L: k.E_L, g_Na: k.g_Na, E_Na: k.E_Na, g_K: k.g_K, E_K: k.E_K, g_T: k.g_T,
            g_Ca: k.g_Ca, E_Ca: k.E_Ca, g_AHP: k.g_AHP, k_1: k.k_1,
        };
        let b = b_inf(r, k.theta_b, k.per_sigma_b, k.b_0);
        let (I_ion, I_Ca) = currents(conductances, V, &gates, [n, h, b, s_inf, Ca]);
        let V_new = k.dt_per_C.mul_add(k.I_app + I - I_ion, V);
        let Ca = (-k.dt_epsilon).mul_add(k.k_Ca.mul_add(Ca, I_Ca), Ca);
        Stepped {
            state: State {
                V: V_new,
                n: R::relax(n, gates.n, k.dt), h: R::relax(h, gates.h, k.dt), r: R::relax(r, gates.r, k.dt),
                Ca,
            },
            spiked: V.lt(k.V_th) & V_new.not_lt(k.V_th),
            clamped: None,
            diverged: ran_away(V_new),
        }
    }
}
