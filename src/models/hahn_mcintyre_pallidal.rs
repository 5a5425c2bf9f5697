//! Pallidal neuron (GPe, GPi) of Hahn & McIntyre (2010) J Comput Neurosci 28:425-441: sodium, delayed rectifier, T-type
//! calcium, calcium-activated potassium; both nuclei have the same cell.
//!
//! Numbers are those of the published code (ModelDB 127388, "GPeA"), checked against it, run in NEURON, in tests/parity.
//! Its sodium gates are faster than any usual step, activation by 1 us above -53 mV: gates relax exactly by whatever
//! integrator, as in the published code.
//!
//! E_Ca = RT/2F ln(Ca_o/Ca), with RT/2F a parameter. All right-hand sides see the old state.
//! Units: mV, ms, mS/cm2, uA/cm2, uF/cm2, calcium in uM.

use super::gates::{doublings, sigmoid, tau_below, tau_between};
use super::otsuka_stn::{by_calcium, CA_START, EXP_M52_15, TAU_R};
use super::{columns, ran_away, Cell, Linear, Relax, Stepped};
use crate::simd::{math, Lanes};

/// The cell.
pub struct HahnMcIntyrePallidal;

columns! {
    /// What changes in time.
    State { V, m, h, n, p, q, r, Ca }
}

columns! {
    /// What stays; see [`super::params::HAHN_MCINTYRE_GPE`].
    Params { C_m, g_leak, E_leak, g_Na, E_Na, g_K, E_K, g_T, g_CaK, Ca_o, RT_2F, alpha, K_Ca, I_app, V_th }
}

columns! {
    /// What a step reads. `share_r` is how much of its way r goes in a step.
    Coefficients {
        dt_per_C, dt, g_leak, E_leak, g_Na, E_Na, g_K, E_K, g_T, g_CaK, Ca_o, RT_2F, dt_alpha, dt_K_Ca, share_r,
        I_app, V_th,
    }
}

/// The gates that V moves.
struct Gates<L> {
    m: Linear<L>,
    h: Linear<L>,
    n: Linear<L>,
    p: Linear<L>,
    q: Linear<L>,
}

impl<L: Lanes> Gates<L> {
    #[inline(always)]
    fn at(V: L) -> Self {
        let [m, h, n, p, q, by_0_7] = L::exp2_each([
            doublings(V, -38.0, -7.0), doublings(V, -45.5, 6.4), doublings(V, -42.0, -14.0), doublings(V, -56.0, -6.7),
            doublings(V, -85.0, 5.8), doublings(V, -53.0, 0.7),
        ]);
        let [by_15, by_m16, by_40, by_m50, by_10, by_m15] = L::exp2_each([
            doublings(V, -50.0, 15.0), doublings(V, -50.0, -16.0), doublings(V, -40.0, 40.0), doublings(V, -40.0, -50.0),
            doublings(V, -27.0, 10.0), doublings(V, -50.0, -15.0),
        ]);
        Self {
            m: Linear::toward(sigmoid(m), tau_below(0.001, 0.1, by_0_7)),
            h: Linear::toward(sigmoid(h), tau_between(0.0, 4.5, by_15, by_m16)),
            n: Linear::toward(sigmoid(n), tau_between(0.0, 2.4, by_40, by_m50)),
            p: Linear::toward(sigmoid(p), tau_between(5.0, 0.33, by_10, by_m15 * EXP_M52_15)),
            q: Linear::toward(sigmoid(q), tau_between(0.0, 400.0, by_15, by_m16)),
        }
    }
}

impl Cell for HahnMcIntyrePallidal {
    type Params<T: Copy> = Params<T>;
    type Coefficients<T: Copy> = Coefficients<T>;
    type State<T: Copy> = State<T>;

    const OWN: &'static [&'static str] = &["g_leak", "I_app"];

    fn coefficients<R: Relax>(p: &Params<f64>, dt: f64) -> Coefficients<f64> {
        Coefficients {
            dt_per_C: dt / p.C_m, dt, g_leak: p.g_leak, E_leak: p.E_leak, g_Na: p.g_Na, E_Na: p.E_Na, g_K: p.g_K,
            E_K: p.E_K, g_T: p.g_T, g_CaK: p.g_CaK, Ca_o: p.Ca_o, RT_2F: p.RT_2F,
            dt_alpha: dt * p.alpha, dt_K_Ca: dt * p.K_Ca, share_r: -math::exp_m1(-dt / TAU_R),
            I_app: p.I_app, V_th: p.V_th,
        }
    }

    fn keeps<R: Relax>(p: &Params<f64>, dt: f64) -> f64 {
        1.0 - dt * p.K_Ca // of Ca; each gate is slower than that, or comes to rest above 1e-18
    }

    /// Calcium as it starts by the table, since what r comes to depends on it.
    fn settled(_: &Params<f64>, V: f64) -> State<f64> {
        let Gates { m, h, n, p, q } = Gates::at(V);
        let [_, r] = by_calcium(CA_START);
        State {
            V, m: m.steady(), h: h.steady(), n: n.steady(), p: p.steady(), q: q.steady(), r, Ca: CA_START,
        }
    }

    #[inline(always)]
    fn step<L: Lanes, R: Relax, const USUAL: bool>(
        k: &Coefficients<L>, y: State<L>, I: L,
    ) -> Stepped<State<L>, L::Mask> {
        let State { V, m, h, n, p, q, r, Ca } = y;
        let gates = Gates::at(V);
        let [_, r_inf] = by_calcium(Ca);
        let E_Ca = k.RT_2F * (k.Ca_o / Ca).ln();

        let g_Na  = k.g_Na  * m.cube() * h;
        let g_pot = k.g_K.mul_add(n.sq().sq(), k.g_CaK * r.sq()); // of I_K and I_CaK

        let I_T   = k.g_T * p.sq() * q * (V - E_Ca);
        let I_leakT = k.g_leak.mul_add(V - k.E_leak, I_T);
        let I_ion = g_Na.mul_add(V - k.E_Na, g_pot.mul_add(V - k.E_K, I_leakT));
        let V_new = k.dt_per_C.mul_add(k.I_app + I - I_ion, V);
        Stepped {
            state: State {
                V: V_new,
                m: gates.m.exactly(m, k.dt), h: gates.h.exactly(h, k.dt), n: gates.n.exactly(n, k.dt),
                p: gates.p.exactly(p, k.dt), q: gates.q.exactly(q, k.dt), r: R::approach(r, r_inf, k.share_r),
                Ca: (-k.dt_alpha).mul_add(I_T, (-k.dt_K_Ca).mul_add(Ca, Ca)),
            },
            spiked: V.lt(k.V_th) & V_new.not_lt(k.V_th),
            clamped: None,
            diverged: ran_away(V_new),
        }
    }
}
