//! Two-stage synapse: a spike raises x, x feeds s, s opens the conductance.
//!
//!   dx/dt = -x/tau_r,   ds/dt = -s/tau_d + x/tau_r,   I_syn = g s (E - V)
//!
//! One spike gives s(t) = tau_d/(tau_d - tau_r) (exp(-t/tau_d) - exp(-t/tau_r)), of area tau_d: the kinetics
//! of the seed (neuronlab-cell/cbgtc_project, commit 0f7baa3, `synapses_jax.py`), checked in tests/parity.
//! With equal times it is the alpha function t/tau exp(-t/tau).
//! Both stages are linear, so the sums over a cell's synapses obey the same equations as one synapse.
//! Units: ms; s and x are pure numbers.

use super::gates::sigmoid;
use super::{columns, Linear, Relax};
use crate::simd::{math, Lanes};
use std::f64::consts::LOG2_E;

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

/// Forward Euler of an alpha synapse, as So, Kent & Grill step it (ModelDB 141699): after a spike has raised Z by
/// e/tau, S' = S + dt Z and Z' = Z - dt (2/tau Z + S'/tau^2), so that S goes to (t/tau) exp(1 - t/tau).
///
/// The factors a step of the pair (S, Z) are two, (1 - h - h^2/2) +- h sqrt(h + h^2/4) with h = dt/tau; two stages
/// with these answer a spike alike, x in the unit of tau Z/e. Both are 1 - h to first order.
pub fn alpha_coefficients(tau: f64, dt: f64) -> Coefficients<f64> {
    let h = dt / tau;
    let (mean, apart) = (-h - 0.5 * h * h, h * (h + 0.25 * h * h).sqrt());
    Coefficients { rise: mean + apart, decay: mean - apart, feed: h }
}

/// One step without spikes: s moves by the old x.
#[inline(always)]
pub fn step<L: Lanes>(c: &Coefficients<L>, y: State<L>) -> State<L> {
    let change = c.decay.mul_add(y.s, c.feed * y.x);
    State { x: c.rise.mul_add(y.x, y.x), s: y.s + change }
}

columns! {
    /// Of a graded synapse: ds/dt = alpha (1 - s) H - beta s, H = 1/(1 + exp(-(V - theta)/sigma)). `per_sigma`
    /// counts in factors of two.
    GradedCoefficients { alpha, beta, theta, per_sigma, dt }
}

/// Those of a step of `dt` ms.
pub fn graded_coefficients([alpha, beta, theta, sigma]: [f64; 4], dt: f64) -> GradedCoefficients<f64> {
    GradedCoefficients { alpha, beta, theta, per_sigma: -LOG2_E / sigma, dt }
}

/// s of a graded synapse after a step in which V of its source stands still: Terman et al. (2002) J Neurosci
/// 22:2963-2976.
#[inline(always)]
pub fn open<L: Lanes, R: Relax>(c: &GradedCoefficients<L>, s: L, V: L) -> L {
    let [exp] = L::exp2_each([((V - c.theta) * c.per_sigma).held(-58.0, 58.0)]);
    let H = sigmoid(exp);
    // alpha H - (alpha H + beta) s
    let gate = Linear { p: c.alpha * H.num, q: c.beta.mul_add(H.den, c.alpha), k: H.num, s: H.den };
    R::relax(s, gate, c.dt)
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
    fn alpha_steps_as_published() {
        for h in [0.002, 0.05, 0.3] {
            let (tau, dt) = (5.0, 5.0 * h);
            let c = alpha_coefficients(tau, dt);
            let (mut y, mut s, mut z) = (State { x: 1.0, s: 0.0 }, 0.0, 1.0 / tau);
            for _ in 0..(20.0 / h) as usize {
                y = step(&c, y);
                s += dt * z;
                z -= dt * (2.0 / tau * z + s / (tau * tau));
                assert!((y.s - s).abs() < 1e-14, "h = {h}: {} {s}", y.s);
            }
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
