//! Two-stage synapse: a spike raises x, x feeds s, s opens the conductance.
//!
//!   dx/dt = -x/tau_r,   ds/dt = -s/tau_d + x/tau_r,   I_syn = g s (E - V)
//!
//! One spike gives s(t) = tau_d/(tau_d - tau_r) (exp(-t/tau_d) - exp(-t/tau_r)), of area tau_d: the kinetics
//! of the seed (neuronlab-cell/cbgtc_project, commit 0f7baa3, `synapses_jax.py`), checked in tests/parity.
//! Both stages are linear, so the sums over a cell's synapses obey the same equations as one synapse.
//! Units: ms; s and x are pure numbers.

use super::columns;
use crate::simd::{math, Lanes};

columns! {
    /// s' = s + (decay s + feed x),   x' = x + rise x
    Coefficients { rise, decay, feed }
}

columns! {
    /// The two stages: of one source, or summed over the synapses of one target.
    State { x, s }
}

/// Forward Euler, as the seed steps.
pub fn euler_coefficients(tau_rise: f64, tau_decay: f64, dt: f64) -> Coefficients<f64> {
    Coefficients { rise: -dt / tau_rise, decay: -dt / tau_decay, feed: dt / tau_rise }
}

/// The exact solution over `dt`.
pub fn exact_coefficients(tau_rise: f64, tau_decay: f64, dt: f64) -> Coefficients<f64> {
    let (rise, decay) = (math::exp_m1(-dt / tau_rise), math::exp_m1(-dt / tau_decay));
    // with d = dt/tau_r - dt/tau_d: (e^d - 1)/d e^(-dt/tau_r) dt/tau_r, and (e^d - 1)/d is 1 at d = 0
    let d = dt / tau_rise - dt / tau_decay;
    let mean = if d.abs() < 1e-6 { 1.0 + d / 2.0 } else { math::exp_m1(d) / d };
    Coefficients { rise, decay, feed: mean * (rise + 1.0) * dt / tau_rise }
}

/// One step without spikes: s moves by the old x.
#[inline(always)]
pub fn step<L: Lanes>(c: &Coefficients<L>, y: State<L>) -> State<L> {
    let change = c.decay.mul_add(y.s, c.feed * y.x);
    State { x: c.rise.mul_add(y.x, y.x), s: y.s + change }
}

/// The largest s that one spike reaches.
pub fn peak(tau_rise: f64, tau_decay: f64) -> f64 {
    let ratio = tau_decay / tau_rise;
    // at t = ln(ratio) tau_r tau_d / (tau_d - tau_r), where s = ratio^(-1/(ratio - 1)); 1/e for equal times
    let exponent = if (ratio - 1.0).abs() < 1e-6 { 1.5 - 0.5 * ratio } else { math::ln(ratio) / (ratio - 1.0) };
    math::exp(-exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peak_is_where_the_kernel_is_highest() {
        for (tau_rise, tau_decay) in [(5.0, 3.0), (8.0, 8.0), (5.0, 8.0), (8.0, 8.0 + 1e-7), (0.4, 7.7)] {
            let c = exact_coefficients(tau_rise, tau_decay, 1e-3);
            let (mut y, mut highest) = (State { x: 1.0, s: 0.0 }, 0.0_f64);
            for _ in 0..40_000 {
                y = step(&c, y);
                highest = highest.max(y.s);
            }
            assert!((peak(tau_rise, tau_decay) - highest).abs() < 1e-6, "{tau_rise}/{tau_decay}: {highest}");
        }
    }

    #[test]
    fn exact_step_composes() {
        let (whole, half) = (exact_coefficients(5.0, 3.0, 0.5), exact_coefficients(5.0, 3.0, 0.25));
        let once = step(&whole, State { x: 1.0, s: 0.3 });
        let twice = step(&half, step(&half, State { x: 1.0, s: 0.3 }));
        assert!((once.s - twice.s).abs() < 1e-15 && (once.x - twice.x).abs() < 1e-15);
    }
}
