//! Pallidal neuron (GPe, GPi) of So, Kent & Grill (2012) J Comput Neurosci 32:499-519, of the family of Rubin &
//! Terman (2004) J Comput Neurosci 16:211-235, whose cell is this one with other parameters; both nuclei have the same.
//!
//! Numbers and order of update are those of the published code (ModelDB 141699, 116867), checked in tests/parity:
//! all right-hand sides see the old V and the old gates.
//! Units: mV, ms, mS/cm2, uA/cm2, uF/cm2; Ca in the paper's nominal units.

use super::gates::{doublings, sigmoid};
use super::{columns, ran_away, Cell, Linear, Ratio, Relax, Stepped};
use crate::simd::Lanes;

/// The cell.
pub struct SoPallidal;

columns! {
    /// What changes in time.
    State { V, n, h, r, Ca }
}

columns! {
    /// What stays; see [`super::params::SO_GPE`].
    Params {
        C_m, g_L, E_L, g_Na, E_Na, g_K, E_K, g_T, g_Ca, E_Ca, g_AHP, k_1, k_Ca, epsilon, tau_r,
        phi_n, phi_h, phi_r, I_app, V_th,
    }
}

columns! {
    /// What a step reads. `share_r` is how much of its way to r_inf r goes in a step.
    Coefficients {
        dt_per_C, dt, g_L, E_L, g_Na, E_Na, g_K, E_K, g_T, g_Ca, E_Ca, g_AHP, k_1, k_Ca, dt_epsilon, share_r,
        phi_n, phi_h, I_app, V_th,
    }
}

const EXP_3_2:  f64 = 4.4816890703380645; // e^(18/12): from V+40 to V+58 at slope 12
const EXP_13_2: f64 = 665.1416330443618;  // e^(13/2): from V+57 to V+70 at slope 2
const EXP_11:   f64 = 59874.14171519782;  // e^(22/2): from V+57 to V+35 at slope 2

/// The gates at one V.
struct Gates<L> {
    m_inf: L,
    a_inf: L,
    s_inf: L,
    r_inf: L,
    n: Linear<L>,
    h: Linear<L>,
}

impl<L: Lanes> Gates<L> {
    #[inline(always)]
    fn at(V: L, [phi_n, phi_h]: [L; 2]) -> Self {
        let arguments = [
            doublings(V, -37.0, -10.0), doublings(V, -50.0, -14.0), doublings(V, -58.0, 12.0), doublings(V, -57.0, -2.0),
        ];
        let [m, n, h, by_2] = L::exp2_each(arguments);
        // tau_n = tau_h = 0.05 + 0.27 / (1 + exp((V+40)/12))
        let by_12 = h * (1.0 / EXP_3_2);
        let tau = Ratio { num: by_12.mul_add(V.like(0.05), V.like(0.32)), den: by_12 + 1.0 };
        Self {
            m_inf: sigmoid(m).value(),
            a_inf: sigmoid(by_2).value(),
            s_inf: sigmoid(by_2 * EXP_11).value(),
            r_inf: by_2 / (by_2 + EXP_13_2), // falls, where the others rise
            n: Linear::toward(sigmoid(n), tau).times(phi_n),
            h: Linear::toward(sigmoid(h), tau).times(phi_h),
        }
    }
}

impl Cell for SoPallidal {
    type Params<T: Copy> = Params<T>;
    type Coefficients<T: Copy> = Coefficients<T>;
    type State<T: Copy> = State<T>;

    const OWN: &'static [&'static str] = &["g_L", "I_app"];

    fn coefficients<R: Relax>(p: &Params<f64>, dt: f64) -> Coefficients<f64> {
        Coefficients {
            dt_per_C: dt / p.C_m, dt, g_L: p.g_L, E_L: p.E_L, g_Na: p.g_Na, E_Na: p.E_Na, g_K: p.g_K, E_K: p.E_K,
            g_T: p.g_T, g_Ca: p.g_Ca, E_Ca: p.E_Ca, g_AHP: p.g_AHP, k_1: p.k_1, k_Ca: p.k_Ca,
            dt_epsilon: dt * p.epsilon, share_r: R::share(p.phi_r / p.tau_r, dt),
            phi_n: p.phi_n, phi_h: p.phi_h, I_app: p.I_app, V_th: p.V_th,
        }
    }

    fn keeps<R: Relax>(p: &Params<f64>, dt: f64) -> f64 {
        1.0 - dt * p.epsilon * p.k_Ca // of Ca
    }

    fn settled(p: &Params<f64>, V: f64) -> State<f64> {
        let Gates { n, h, r_inf, .. } = Gates::at(V, [p.phi_n, p.phi_h]);
        State { V, n: n.steady(), h: h.steady(), r: r_inf, Ca: 0.0 }
    }

    #[inline(always)]
    fn step<L: Lanes, R: Relax, const USUAL: bool>(
        k: &Coefficients<L>, y: State<L>, I: L,
    ) -> Stepped<State<L>, L::Mask> {
        let State { V, n, h, r, Ca } = y;
        let gates = Gates::at(V, [k.phi_n, k.phi_h]);

        let g_Na  = k.g_Na  * gates.m_inf.cube() * h;
        let g_AHP = k.g_AHP * (Ca / (Ca + k.k_1));
        let g_KAHP = k.g_K.mul_add(n.sq().sq(), g_AHP);
        let g_T   = k.g_T   * gates.a_inf.cube() * r;
        let g_CaT = k.g_Ca.mul_add(gates.s_inf.sq(), g_T); // of I_Ca and I_T

        let I_Ca  = g_CaT * (V - k.E_Ca);
        let I_LCa = k.g_L.mul_add(V - k.E_L, I_Ca);
        let I_ion = g_Na.mul_add(V - k.E_Na, g_KAHP.mul_add(V - k.E_K, I_LCa));
        let V_new = k.dt_per_C.mul_add(k.I_app + I - I_ion, V);
        let Ca = (-k.dt_epsilon).mul_add(k.k_Ca.mul_add(Ca, I_Ca), Ca);
        Stepped {
            state: State {
                V: V_new,
                n: R::relax(n, gates.n, k.dt), h: R::relax(h, gates.h, k.dt), r: R::approach(r, gates.r_inf, k.share_r),
                Ca,
            },
            spiked: V.lt(k.V_th) & V_new.not_lt(k.V_th),
            clamped: None,
            diverged: ran_away(V_new),
        }
    }
}
