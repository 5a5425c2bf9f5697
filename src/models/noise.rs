//! Ornstein-Uhlenbeck current: coloured noise as synaptic bombardment leaves it at a soma.
//!
//!   dy = -y/tau dt + sigma sqrt(2/tau) dW,   I_noise = mean + y
//!
//! Uhlenbeck GE, Ornstein LS (1930) Phys Rev 36:823-841. The step is exact for any dt (Gillespie 1996,
//! Phys Rev E 54:2084-2091), so the variance is sigma^2 whatever the step.
//! Units: those of the target's current.

use super::columns;
use crate::simd::{math, Lanes};

columns! {
    /// What stays; see [`super::params::NOISE`].
    Params { tau, mean, sigma }
}

columns! {
    /// y' = y + decay y + diffusion xi
    Coefficients { decay, diffusion, mean }
}

/// The exact step of `dt` ms.
pub fn coefficients(p: &Params<f64>, dt: f64) -> Coefficients<f64> {
    let decay = math::exp_m1(-dt / p.tau);
    let diffusion = p.sigma * (-math::exp_m1(-2.0 * dt / p.tau)).sqrt();
    Coefficients { decay, diffusion, mean: p.mean }
}

/// The fluctuation y after a step driven by the standard normal `xi`.
#[inline(always)]
pub fn step<L: Lanes>(c: &Coefficients<L>, y: L, xi: L) -> L {
    c.diffusion.mul_add(xi, c.decay.mul_add(y, y))
}
