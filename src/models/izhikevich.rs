//! Simple spiking neuron: Izhikevich EM (2003) IEEE Trans Neural Netw 14:1569-1572.
//!
//!   dV/dt = 0.04 V^2 + 5 V + 140 - u + I,   du/dt = a (b V - u);   V >= V_peak: V = c, u = u + d
//!
//! Order of update: the cortical cells of Kumaravelu, Brocker & Grill (2016) J Comput Neurosci 40:207-229 (ModelDB
//! 206232), checked in tests/parity: both right-hand sides see the old state, and a step that begins at or above V_peak
//! is the reset and nothing else, so that the peak is seen for a step. The spike is that of the step that reaches V_peak.
//! Units: mV, ms; I in mV/ms, which is uA/cm2 at 1 uF/cm2.

use super::{columns, ran_away, Cell, Relax, Stepped};
use crate::simd::Lanes;

/// The cell.
pub struct Izhikevich;

columns! {
    /// What changes in time.
    State { V, u }
}

columns! {
    /// What stays; see [`super::params::IZHIKEVICH_RS`].
    Params { a, b, c, d, I_app, V_peak }
}

columns! {
    /// What a step reads. `share_u` is how much of its way to b V u goes in a step.
    Coefficients { dt, share_u, b, c, d, I_app, V_peak }
}

impl Cell for Izhikevich {
    type Params<T: Copy> = Params<T>;
    type Coefficients<T: Copy> = Coefficients<T>;
    type State<T: Copy> = State<T>;

    const OWN: &'static [&'static str] = &["I_app"];

    fn coefficients<R: Relax>(p: &Params<f64>, dt: f64) -> Coefficients<f64> {
        Coefficients { dt, share_u: R::share(p.a, dt), b: p.b, c: p.c, d: p.d, I_app: p.I_app, V_peak: p.V_peak }
    }

    fn keeps<R: Relax>(p: &Params<f64>, dt: f64) -> f64 {
        1.0 - R::share(p.a, dt) // of u, where b = 0
    }

    fn settled(p: &Params<f64>, V: f64) -> State<f64> {
        State { V, u: p.b * V }
    }

    #[inline(always)]
    fn step<L: Lanes, R: Relax, const USUAL: bool>(
        k: &Coefficients<L>, y: State<L>, I: L,
    ) -> Stepped<State<L>, L::Mask> {
        let State { V, u } = y;
        let over = k.V_peak.le(V);

        let slope  = (V * 0.04 + 5.0).mul_add(V, V.like(140.0)) - u + (k.I_app + I);
        let V_free = k.dt.mul_add(slope, V);
        let u_free = R::approach(u, k.b * V, k.share_u);

        let V_new = k.c.select(over, V_free);
        Stepped {
            state: State { V: V_new, u: (u + k.d).select(over, u_free) },
            spiked: k.V_peak.le(V_new) & !over,
            clamped: None,
            diverged: ran_away(V_new),
        }
    }
}
