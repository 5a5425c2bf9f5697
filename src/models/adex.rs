//! Pallidal neuron (GPe, GPi): adaptive exponential integrate-and-fire.
//!
//!   C_m dV/dt = -g_L (V - E_L) + g_L Delta_T exp((V - V_T)/Delta_T) - w + I
//!   tau_w dw/dt = a (V - E_L) - w;   V >= V_peak: spike, V = V_reset, w = w + b, hold for t_ref
//!
//! Brette R, Gerstner W (2005) J Neurophysiol 94:3637-3642. Numbers and order of update: the seed
//! (neuronlab-cell/cbgtc_project, commit b528d0f), checked in tests/parity. The numbers match no published
//! pallidal cell. As in the seed, the argument of the exponential is held in [-20, 10], w moves by the
//! old V, and the V that is kept is the one after reset, so that no peak is recorded.
//!
//! `Adex<PUBLISHED>` holds one step longer: the seed counts t_ref down by repeated subtraction and
//! a remainder of rounding is left. `Adex<CORRECTED>` holds the nearest whole number of steps.
//! Units: mV, ms, pF, nS, pA.

use super::stn::PUBLISHED;
use super::{columns, ran_away, whole_steps, Cell, Relax, Stepped};
use crate::simd::Lanes;
use std::f64::consts::LOG2_E;

/// The AdEx cell, with the seed's count of refractory steps or the exact one.
pub struct Adex<const VARIANT: bool>;

columns! {
    /// What changes in time; `hold` is the number of refractory steps still to come.
    State { V, w, hold }
}

columns! {
    /// What stays; see [`super::params::ADEX_GPE`].
    Params { C_m, g_L, E_L, V_T, Delta_T, a, tau_w, b, V_reset, V_peak, t_ref, I_app }
}

columns! {
    /// What a step reads. `per_Delta_T` counts in factors of two; `share_w` is how much of its way to
    /// a (V - E_L) w goes in a step; `wait` the refractory steps.
    Coefficients { dt_per_C, g_L, E_L, V_T, per_Delta_T, g_Delta, a, share_w, b, V_reset, V_peak, wait, I_app }
}

/// Steps that repeated subtraction of `dt` takes to bring `t_ref` to zero or below.
fn counted_by_subtraction(t_ref: f64, dt: f64) -> f64 {
    let (mut left, mut steps) = (t_ref, 0.0);
    while left > 0.0 && steps < 1e6 {
        left -= dt;
        steps += 1.0;
    }
    steps
}

impl<const VARIANT: bool> Cell for Adex<VARIANT> {
    type Params<T: Copy> = Params<T>;
    type Coefficients<T: Copy> = Coefficients<T>;
    type State<T: Copy> = State<T>;

    const OWN: &'static [&'static str] = &["g_L", "g_Delta", "I_app"];

    fn coefficients<R: Relax>(p: &Params<f64>, dt: f64) -> Coefficients<f64> {
        let wait = if VARIANT == PUBLISHED { counted_by_subtraction(p.t_ref, dt) } else { whole_steps(p.t_ref, dt) };
        Coefficients {
            dt_per_C: dt / p.C_m, g_L: p.g_L, E_L: p.E_L,
            V_T: p.V_T, per_Delta_T: LOG2_E / p.Delta_T, g_Delta: p.g_L * p.Delta_T,
            a: p.a, share_w: R::share(1.0 / p.tau_w, dt), b: p.b, V_reset: p.V_reset, V_peak: p.V_peak, wait, I_app: p.I_app,
        }
    }

    const IS_SHORT: bool = true;

    fn keeps<R: Relax>(p: &Params<f64>, dt: f64) -> f64 {
        1.0 - R::share(1.0 / p.tau_w, dt) // of w, where a = 0
    }

    fn settled(p: &Params<f64>, V: f64) -> State<f64> {
        State { V, w: p.a * (V - p.E_L), hold: 0.0 }
    }

    #[inline(always)]
    fn step<L: Lanes, R: Relax, const USUAL: bool>(
        c: &Coefficients<L>, y: State<L>, I: L,
    ) -> Stepped<State<L>, L::Mask> {
        let State { V, w, hold } = y;
        let held = V.like(0.5).lt(hold);

        let from_rest = V - c.E_L;
        let doublings = ((V - c.V_T) * c.per_Delta_T).held(-20.0 * LOG2_E, 10.0 * LOG2_E);
        let [e]    = L::exp2_each([doublings]);
        let I_inward = c.g_Delta.mul_add(e, (-c.g_L).mul_add(from_rest, I + c.I_app - w));
        let V_free   = c.dt_per_C.mul_add(I_inward, V);
        let w = c.share_w.mul_add(c.a.mul_add(from_rest, -w), w);

        // false where V is not a number, which a reset would hide
        let over = c.V_peak.le(V_free);
        // two choices: one mask made of both would be moved to an integer register and back
        let w_new = w.select(held, (w + c.b).select(over, w));
        let V_new = c.V_reset.select(over | held, V_free);
        let hold = (hold - 1.0).select(held, c.wait.select(over, V.like(0.0)));
        Stepped {
            state: State { V: V_new, w: w_new, hold },
            spiked: over & !held,
            clamped: None,
            diverged: ran_away(V_new),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_subtraction_holds_one_step_too_long() {
        assert_eq!(counted_by_subtraction(2.0, 0.025), 81.0);
    }
}
