//! One step of time: the rules by which a gate relaxes, chosen by name.

use crate::models::{Linear, Relax};
use crate::simd::{math, Lanes};

/// x + dt dx/dt: the order of update that each model's paper published.
pub struct ForwardEuler;

/// Exact at fixed V: x relaxes to its steady state exponentially (Rush & Larsen 1978, IEEE Trans
/// Biomed Eng 25:389-392).
pub struct ExponentialEuler;

impl Relax for ForwardEuler {
    #[inline(always)]
    fn relax<L: Lanes>(x: L, gate: Linear<L>, dt: L) -> L {
        dt.mul_add(gate.slope(x), x)
    }

    fn share(rate: f64, dt: f64) -> f64 {
        dt * rate
    }
}

impl Relax for ExponentialEuler {
    #[inline(always)]
    fn relax<L: Lanes>(x: L, gate: Linear<L>, dt: L) -> L {
        gate.exactly(x, dt)
    }

    fn share(rate: f64, dt: f64) -> f64 {
        -math::exp_m1(-dt * rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GATE: Linear<f64> = Linear { p: 0.3, q: 1.7, k: 2.0, s: 8.0 };

    /// The gate after `ms`, in steps of `dt`.
    fn after<R: Relax>(ms: f64, dt: f64) -> f64 {
        (0..(ms / dt).round() as usize).fold(0.9, |x, _| R::relax(x, GATE, dt))
    }

    fn truth(ms: f64) -> f64 {
        let steady = GATE.p / GATE.q;
        steady + (0.9 - steady) * (-ms * GATE.k * GATE.q / GATE.s).exp()
    }

    #[test]
    fn exponential_euler_is_exact_for_a_gate_at_fixed_v() {
        for dt in [0.01, 0.1, 1.0, 4.0] {
            assert!((after::<ExponentialEuler>(4.0, dt) - truth(4.0)).abs() < 1e-13, "dt = {dt}");
        }
    }

    #[test]
    fn halving_dt_halves_the_error_of_forward_euler() {
        let error = |dt| (after::<ForwardEuler>(4.0, dt) - truth(4.0)).abs();
        let ratio = error(0.01) / error(0.005);
        assert!((ratio - 2.0).abs() < 0.01, "{ratio}");
    }
}
