//! Subthalamic neuron of Otsuka, Abe, Tsukagawa & Song (2004) J Neurophysiol 92:255-264, as later codes have it: sodium,
//! delayed rectifier, A current, L- and T-type calcium, calcium-activated potassium.
//!
//! `OtsukaStn<CORRECTED>` has the numbers of Hahn & McIntyre (2010) J Comput Neurosci 28:425-441 (ModelDB 127388).
//! `OtsukaStn<PUBLISHED>` is the cell of Kumaravelu, Brocker & Grill (2016) J Comput Neurosci 40:207-229 (ModelDB
//! 206232), whose d2 and r follow V, in mV, where their curves are of calcium, in uM. Both are checked in tests/parity
//! against those codes, run in NEURON and in GNU Octave.
//!
//! E_Ca = RT/2F ln(Ca_o/Ca), with RT/2F a parameter. All right-hand sides see the old state.
//! Units: mV, ms, mS/cm2, uA/cm2, uF/cm2, calcium in uM.

use super::gates::{doublings, sigmoid, tau_below, tau_between};
use super::stn::PUBLISHED;
use super::{columns, ran_away, Cell, Linear, Relax, Stepped};
use crate::simd::Lanes;

/// The cell: `VARIANT` is `CORRECTED` or `PUBLISHED`.
pub struct OtsukaStn<const VARIANT: bool>;

columns! {
    /// What changes in time.
    State { V, m, h, n, a, b, c, d1, d2, p, q, r, Ca }
}

columns! {
    /// What stays; see [`super::params::OTSUKA_STN`].
    Params {
        C_m, g_leak, E_leak, g_Na, E_Na, g_K, E_K, g_A, g_CaL, g_T, g_CaK, Ca_o, RT_2F, alpha, K_Ca, I_app, V_th,
    }
}

columns! {
    /// What a step reads. `share_d2` and `share_r` are how much of its way a gate goes in a step.
    Coefficients {
        dt_per_C, dt, g_leak, E_leak, g_Na, E_Na, g_K, E_K, g_A, g_CaL, g_T, g_CaK, Ca_o, RT_2F, dt_alpha, dt_K_Ca,
        share_d2, share_r, I_app, V_th,
    }
}

/// Time constants of what calcium moves, ms.
const TAU_D2: f64 = 130.0;
pub(super) const TAU_R: f64 = 2.0;

const EXP_M4:     f64 = 0.01831563888873418; // e^(-30/7.5): from V+90 to V+60 at slope 7.5
const EXP_M2_3:   f64 = 0.513417119032592;   // e^(-10/15): from V+50 to V+40 at slope 15
pub(super) const EXP_M52_15: f64 = 0.031220927161230903; // e^(-52/15): from V+50 to V+102 at slope -15

/// The gates that V moves.
struct Gates<L> {
    m: Linear<L>,
    h: Linear<L>,
    n: Linear<L>,
    a: Linear<L>,
    b: Linear<L>,
    c: Linear<L>,
    d1: Linear<L>,
    p: Linear<L>,
    q: Linear<L>,
}

impl<L: Lanes> Gates<L> {
    #[inline(always)]
    fn at(V: L) -> Self {
        let [m, h, n, a, b, c, p, q] = L::exp2_each([
            doublings(V, -40.0, -8.0), doublings(V, -45.5, 6.4), doublings(V, -41.0, -14.0), doublings(V, -45.0, -14.7),
            doublings(V, -90.0, 7.5), doublings(V, -30.6, -5.0), doublings(V, -56.0, -6.7), doublings(V, -85.0, 5.8),
        ]);
        let [by_0_7, by_0_5, by_15, by_m15, by_m16, by_40] = L::exp2_each([
            doublings(V, -53.0, 0.7), doublings(V, -40.0, 0.5), doublings(V, -50.0, 15.0), doublings(V, -50.0, -15.0),
            doublings(V, -50.0, -16.0), doublings(V, -40.0, 40.0),
        ]);
        let [by_m50, by_30, by_10, by_m10, by_20, by_m20] = L::exp2_each([
            doublings(V, -40.0, -50.0), doublings(V, -60.0, 30.0), doublings(V, -27.0, 10.0), doublings(V, -40.0, -10.0),
            doublings(V, -27.0, 20.0), doublings(V, -20.0, -20.0),
        ]);
        Self {
            m: Linear::toward(sigmoid(m), tau_below(0.2, 3.0, by_0_7)),
            h: Linear::toward(sigmoid(h), tau_between(0.0, 24.5, by_15, by_m16)),
            n: Linear::toward(sigmoid(n), tau_between(0.0, 11.0, by_40, by_m50)),
            a: Linear::toward(sigmoid(a), tau_below(1.0, 1.0, by_0_5)),
            b: Linear::toward(sigmoid(b), tau_between(0.0, 200.0, by_30, by_m10)),
            c: Linear::toward(sigmoid(c), tau_between(45.0, 10.0, by_20, by_m15)),
            d1: Linear::toward(sigmoid(b * EXP_M4), tau_between(400.0, 500.0, by_15 * EXP_M2_3, by_m20)),
            p: Linear::toward(sigmoid(p), tau_between(5.0, 0.33, by_10, by_m15 * EXP_M52_15)),
            q: Linear::toward(sigmoid(q), tau_between(0.0, 400.0, by_15, by_m16)),
        }
    }
}

/// Steady states of d2 and r at so much calcium, uM.
#[inline(always)]
pub(super) fn by_calcium<L: Lanes>(Ca: L) -> [L; 2] {
    let [d2, r] = L::exp2_each([doublings(Ca, 0.1, 0.02), doublings(Ca, 0.17, -0.08)]);
    [sigmoid(d2).value(), sigmoid(r).value()]
}

impl<const VARIANT: bool> OtsukaStn<VARIANT> {
    /// What d2 and r follow.
    #[inline(always)]
    fn followed<L: Lanes>(V: L, Ca: L) -> L {
        if VARIANT == PUBLISHED { V } else { Ca }
    }
}

impl<const VARIANT: bool> Cell for OtsukaStn<VARIANT> {
    type Params<T: Copy> = Params<T>;
    type Coefficients<T: Copy> = Coefficients<T>;
    type State<T: Copy> = State<T>;

    const OWN: &'static [&'static str] = &["g_leak", "I_app"];

    fn coefficients<R: Relax>(p: &Params<f64>, dt: f64) -> Coefficients<f64> {
        Coefficients {
            dt_per_C: dt / p.C_m, dt, g_leak: p.g_leak, E_leak: p.E_leak, g_Na: p.g_Na, E_Na: p.E_Na, g_K: p.g_K,
            E_K: p.E_K, g_A: p.g_A, g_CaL: p.g_CaL, g_T: p.g_T, g_CaK: p.g_CaK, Ca_o: p.Ca_o, RT_2F: p.RT_2F,
            dt_alpha: dt * p.alpha, dt_K_Ca: dt * p.K_Ca,
            share_d2: R::share(1.0 / TAU_D2, dt), share_r: R::share(1.0 / TAU_R, dt),
            I_app: p.I_app, V_th: p.V_th,
        }
    }

    fn keeps<R: Relax>(p: &Params<f64>, dt: f64) -> f64 {
        1.0 - dt * p.K_Ca // of Ca; each gate is slower than that, or comes to rest above 1e-18
    }

    /// Calcium as it starts by the table, since what r and d2 come to depends on it.
    fn settled(_: &Params<f64>, V: f64) -> State<f64> {
        let Gates { m, h, n, a, b, c, d1, p, q } = Gates::at(V);
        let [d2, r] = by_calcium(Self::followed(V, CA_START));
        State {
            V, m: m.steady(), h: h.steady(), n: n.steady(), a: a.steady(), b: b.steady(), c: c.steady(),
            d1: d1.steady(), d2, p: p.steady(), q: q.steady(), r, Ca: CA_START,
        }
    }

    #[inline(always)]
    fn step<L: Lanes, R: Relax, const USUAL: bool>(
        k: &Coefficients<L>, y: State<L>, I: L,
    ) -> Stepped<State<L>, L::Mask> {
        let State { V, m, h, n, a, b, c, d1, d2, p, q, r, Ca } = y;
        let gates = Gates::at(V);
        let [d2_inf, r_inf] = by_calcium(Self::followed(V, Ca));
        let E_Ca = k.RT_2F * (k.Ca_o / Ca).ln();

        let g_Na  = k.g_Na  * m.cube() * h;
        let g_KA  = k.g_K.mul_add(n.sq().sq(), k.g_A * a.sq() * b);
        let g_pot = k.g_CaK.mul_add(r.sq(), g_KA); // of I_K, I_A and I_CaK
        let g_Ca  = k.g_CaL.mul_add(c.sq() * d1 * d2, k.g_T * p.sq() * q); // of I_L and I_T

        let I_Ca  = g_Ca * (V - E_Ca);
        let I_leakCa = k.g_leak.mul_add(V - k.E_leak, I_Ca);
        let I_ion = g_Na.mul_add(V - k.E_Na, g_pot.mul_add(V - k.E_K, I_leakCa));
        let V_new = k.dt_per_C.mul_add(k.I_app + I - I_ion, V);
        Stepped {
            state: State {
                V: V_new,
                m: R::relax(m, gates.m, k.dt), h: R::relax(h, gates.h, k.dt), n: R::relax(n, gates.n, k.dt),
                a: R::relax(a, gates.a, k.dt), b: R::relax(b, gates.b, k.dt), c: R::relax(c, gates.c, k.dt),
                d1: R::relax(d1, gates.d1, k.dt), d2: R::approach(d2, d2_inf, k.share_d2),
                p: R::relax(p, gates.p, k.dt), q: R::relax(q, gates.q, k.dt), r: R::approach(r, r_inf, k.share_r),
                Ca: (-k.dt_alpha).mul_add(I_Ca, (-k.dt_K_Ca).mul_add(Ca, Ca)),
            },
            spiked: V.lt(k.V_th) & V_new.not_lt(k.V_th),
            clamped: None,
            diverged: ran_away(V_new),
        }
    }
}

/// Where calcium starts, uM, in both codes.
pub(super) const CA_START: f64 = 0.005;
