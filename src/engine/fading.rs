//! How often what fades is looked at, so that nothing becomes subnormal unseen.
//!
//! What has all but vanished is set to zero now and then, not in every step, which would cost more than the step of
//! a synapse. In between it goes on fading: slowly, where time constants are many steps, and then 64 steps
//! are nothing; in a few steps from 1e-20 to below what single precision can hold, where they are as short
//! as a step.

use super::row::VANISHED;
use crate::simd::Float;

/// Steps from one flush to the next where nothing fades fast; no stretch goes past one.
const MOST: u64 = 64;

/// What a step leaves of something, as a factor; 1, as of what stays, where it leaves nothing at all.
pub fn left(factor: f64) -> f64 {
    match factor.abs() {
        0.0 => 1.0,
        left => left,
    }
}

/// The most steps from one flush to the next, a power of two, where each leaves at least `least` of anything that
/// fades. What a flush has spared is then normal until the next, and so is a share of it that one step hands on.
pub fn steps_between_flushes<S: Float>(least: f64) -> u64 {
    let mut steps = MOST;
    while steps > 1 && after(steps + 1, least) < 1e3 * S::SMALLEST_NORMAL {
        steps /= 2;
    }
    steps
}

/// What is left of the least that a flush spares: by products, which are the same on every machine.
fn after(n_steps: u64, least: f64) -> f64 {
    (0..n_steps).fold(VANISHED, |number, _| number * least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_time_constants_are_flushed_every_64_steps() {
        for dt_over_tau in [1e-6, 0.025, 0.1, 0.4] {
            assert_eq!(steps_between_flushes::<f32>(1.0 - dt_over_tau), 64);
            assert_eq!(steps_between_flushes::<f64>(1.0 - dt_over_tau), 64);
        }
    }

    /// Coefficients are stored less 1, so a factor below the last place of 1 is none.
    #[test]
    fn what_a_flush_spares_is_normal_until_the_next_however_fast_it_fades() {
        for exponent in 1..53 {
            let least = 0.5_f64.powi(exponent);
            let (single, double) =
                (steps_between_flushes::<f32>(least), steps_between_flushes::<f64>(least));
            assert!(exponent > 24 || VANISHED * least.powi(single as i32) > 1.2e-38, "{least}");
            assert!(VANISHED * least.powi(double as i32) > 2.3e-308, "{least}");
        }
    }

    #[test]
    fn what_ends_in_one_step_does_not_fade() {
        assert_eq!((left(0.0), left(-0.25), left(0.75)), (1.0, 0.25, 0.75));
    }
}
