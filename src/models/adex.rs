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
    /// What a step reads.
    Coefficients { dt_per_C, dt, g_L, E_L, V_T, per_Delta_T, g_Delta, a, per_tau_w, b, V_reset, V_peak, wait, I_app }
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

    fn coefficients(p: &Params<f64>, dt: f64) -> Coefficients<f64> {
        let wait = if VARIANT == PUBLISHED { counted_by_subtraction(p.t_ref, dt) } else { whole_steps(p.t_ref, dt) };
        Coefficients {
            dt_per_C: dt / p.C_m, dt, g_L: p.g_L, E_L: p.E_L,
            V_T: p.V_T, per_Delta_T: 1.0 / p.Delta_T, g_Delta: p.g_L * p.Delta_T,
            a: p.a, per_tau_w: 1.0 / p.tau_w, b: p.b, V_reset: p.V_reset, V_peak: p.V_peak, wait, I_app: p.I_app,
        }
    }

    fn settled(p: &Params<f64>, V: f64) -> State<f64> {
        State { V, w: p.a * (V - p.E_L), hold: 0.0 }
    }

    #[inline(always)]
    fn step<L: Lanes, R: Relax>(
        c: &Coefficients<L>, y: State<L>, I: L,
    ) -> Stepped<State<L>, L::Mask> {
        let State { V, w, hold } = y;
        let held = V.like(0.5).lt(hold);

        let I_L   = c.g_L * (V - c.E_L);
        let I_exp = c.g_Delta * ((V - c.V_T) * c.per_Delta_T).at_least(V.like(-20.0)).at_most(V.like(10.0)).exp_within();
        let V_free = c.dt_per_C.mul_add(I_exp - I_L - w + I + c.I_app, V);
        let w_inf = c.a * (c.V_reset.select(held, V) - c.E_L);
        let w = R::approach(w, w_inf, c.per_tau_w, c.dt);

        let spiked = V_free.not_lt(c.V_peak) & !held;
        let V_new = c.V_reset.select(spiked | held, V_free);
        let hold = c.wait.select(spiked, (hold - 1.0).at_least(V.like(0.0)));
        Stepped {
            state: State { V: V_new, w: (w + c.b).select(spiked, w).flushed(), hold },
            spiked,
            clamped: spiked & !spiked,
            // a reset would hide a V that is not a number
            diverged: ran_away(V_new) | V_free.abs().not_lt(V.like(1e12)),
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
