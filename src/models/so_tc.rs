//! Thalamocortical relay neuron (TC) of So, Kent & Grill (2012) J Comput Neurosci 32:499-519, after Rubin & Terman
//! (2004) J Comput Neurosci 16:211-235, whose cell is this one with other parameters: sodium, potassium, T-type calcium.
//!
//! Sodium inactivation stands for the activation of potassium too. Numbers and order of update are those of the
//! published code (ModelDB 141699, 116867), checked in tests/parity: all right-hand sides see the old V and
//! the old gates.
//! Units: mV, ms, mS/cm2, uA/cm2, uF/cm2.

use super::gates::{doublings, sigmoid};
use super::{columns, ran_away, Cell, Linear, Ratio, Relax, Stepped};
use crate::simd::Lanes;

/// The cell.
pub struct SoTc;

columns! {
    /// What changes in time.
    State { V, h, r }
}

columns! {
    /// What stays; see [`super::params::SO_TC`].
    Params { C_m, g_L, E_L, g_Na, E_Na, g_K, E_K, g_T, E_T, tau_r0, tau_r1, I_app, V_th }
}

columns! {
    /// What a step reads.
    Coefficients { dt_per_C, dt, g_L, E_L, g_Na, E_Na, g_K, E_K, g_T, E_T, tau_r0, tau_r1, I_app, V_th }
}

const EXP_43_4: f64 = 46630.028453524326; // e^(43/4): from V+41 to V+84 at slope 4

/// The gates at one V.
struct Gates<L> {
    m_inf: L,
    p_inf: L,
    h: Linear<L>,
    r: Linear<L>,
}

impl<L: Lanes> Gates<L> {
    #[inline(always)]
    fn at(V: L, [tau_r0, tau_r1]: [L; 2]) -> Self {
        let arguments = [
            doublings(V, -37.0, -7.0), doublings(V, -60.0, -6.2), doublings(V, -41.0, 4.0),
            doublings(V, -46.0, -18.0), doublings(V, -23.0, -5.0), doublings(V, -25.0, -10.5),
        ];
        let [m, p, by_4, by_18, by_5, by_10_5] = L::exp2_each(arguments);
        // 1/tau_h = 0.128 exp(-(V+46)/18) + 4 / (1 + exp(-(V+23)/5))
        let per_5 = by_5 + 1.0;
        let tau_h = Ratio { num: per_5, den: (by_18 * 0.128).mul_add(per_5, V.like(4.0)) };
        // tau_r = tau_r0 + tau_r1 exp(-(V+25)/10.5)
        let tau_r = Ratio { num: by_10_5.mul_add(tau_r1, tau_r0), den: V.like(1.0) };
        Self {
            m_inf: sigmoid(m).value(),
            p_inf: sigmoid(p).value(),
            h: Linear::toward(sigmoid(by_4), tau_h),
            r: Linear::toward(sigmoid(by_4 * EXP_43_4), tau_r),
        }
    }
}

impl Cell for SoTc {
    type Params<T: Copy> = Params<T>;
    type Coefficients<T: Copy> = Coefficients<T>;
    type State<T: Copy> = State<T>;

    const OWN: &'static [&'static str] = &["g_L", "I_app"];

    fn coefficients<R: Relax>(p: &Params<f64>, dt: f64) -> Coefficients<f64> {
        Coefficients {
            dt_per_C: dt / p.C_m, dt, g_L: p.g_L, E_L: p.E_L, g_Na: p.g_Na, E_Na: p.E_Na, g_K: p.g_K, E_K: p.E_K,
            g_T: p.g_T, E_T: p.E_T, tau_r0: p.tau_r0, tau_r1: p.tau_r1, I_app: p.I_app, V_th: p.V_th,
        }
    }

    fn keeps<R: Relax>(_: &Params<f64>, _: f64) -> f64 {
        1.0 // a gate comes to rest above 1e-18
    }

    fn settled(p: &Params<f64>, V: f64) -> State<f64> {
        let Gates { h, r, .. } = Gates::at(V, [p.tau_r0, p.tau_r1]);
        State { V, h: h.steady(), r: r.steady() }
    }

    #[inline(always)]
    fn step<L: Lanes, R: Relax, const USUAL: bool>(
        k: &Coefficients<L>, y: State<L>, I: L,
    ) -> Stepped<State<L>, L::Mask> {
        let State { V, h, r } = y;
        let gates = Gates::at(V, [k.tau_r0, k.tau_r1]);

        let n = (-h + 1.0) * 0.75;
        let g_Na = k.g_Na * gates.m_inf.cube() * h;
        let g_K  = k.g_K  * n.sq().sq();
        let g_T  = k.g_T  * gates.p_inf.sq() * r;

        let I_LT  = k.g_L.mul_add(V - k.E_L, g_T * (V - k.E_T));
        let I_ion = g_Na.mul_add(V - k.E_Na, g_K.mul_add(V - k.E_K, I_LT));
        let V_new = k.dt_per_C.mul_add(k.I_app + I - I_ion, V);
        Stepped {
            state: State { V: V_new, h: R::relax(h, gates.h, k.dt), r: R::relax(r, gates.r, k.dt) },
            spiked: V.lt(k.V_th) & V_new.not_lt(k.V_th),
            clamped: None,
            diverged: ran_away(V_new),
        }
    }
}
