//! One pulse: a first phase of any profile, a gap, and a recharge that takes back all of its charge.
//!
//! What a step delivers is the difference of the charge at its ends: exact whatever the step, and in all nothing, since
//! the charge at the end is that of the first phase less itself.

use super::profile::{Delivered, Profile};
use crate::engine::saved::Saved;
use crate::simd::math;

/// A pulse as it was begun.
#[derive(Clone, Copy, Debug)]
pub struct Pulse {
    /// The step in which it began.
    pub onset_step: i64,
    /// At which fraction of that step.
    pub onset: f64,
    /// First phase, which its profile multiplies, mA.
    pub amplitude: f64,
    /// Its duration.
    pub width_ms: f64,
    /// From its end to the recharge.
    pub gap_ms: f64,
    /// Duration of the recharge; 0 for none.
    pub recharge_ms: f64,
    /// With which the recharge falls; 0 where it is constant.
    pub tau_ms: f64,
}

impl Default for Pulse {
    /// None: long over, and nothing.
    fn default() -> Self {
        let (onset, amplitude, width_ms, gap_ms, recharge_ms, tau_ms) =
            (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        Self { onset_step: i64::MIN / 2, onset, amplitude, width_ms, gap_ms, recharge_ms, tau_ms }
    }
}

impl Pulse {
    /// How old it is when a step begins.
    pub fn age_ms(&self, step: u64, dt_ms: f64) -> f64 {
        ((step as i64).saturating_sub(self.onset_step) as f64 - self.onset) * dt_ms
    }

    /// From its beginning to its end.
    pub fn length_ms(&self) -> f64 {
        if self.recharge_ms > 0.0 {
            self.width_ms + self.gap_ms + self.recharge_ms
        } else {
            self.width_ms
        }
    }

    /// The charge of the first phase, uC.
    pub fn first_charge(&self, profile: &Profile) -> f64 {
        self.amplitude * profile.over(self.width_ms, self.width_ms).charge
    }

    /// The largest current of the recharge, mA.
    pub fn recharge_peak(&self, profile: &Profile) -> f64 {
        let charge = self.first_charge(profile).abs();
        if self.recharge_ms <= 0.0 {
            0.0
        } else if self.tau_ms > 0.0 {
            charge / (self.tau_ms * -math::exp_m1(-self.recharge_ms / self.tau_ms))
        } else {
            charge / self.recharge_ms
        }
    }

    /// What it has delivered at an age: the charge, that of either sign as positive, and the square of the current.
    pub fn delivered(&self, profile: &Profile, age_ms: f64) -> Delivered {
        let first = profile.over(self.width_ms, age_ms);
        let back = self.first_charge(profile) * self.recharged(age_ms);
        Delivered {
            charge: self.amplitude * first.charge - back,
            moved: self.amplitude.abs() * first.moved + back.abs(),
            squared: self.amplitude * (self.amplitude * first.squared)
                + self.recharge_squared(profile, age_ms),
        }
    }

    /// The square of the recharge's current up to an age, mA2 ms.
    fn recharge_squared(&self, profile: &Profile, age_ms: f64) -> f64 {
        if self.recharge_ms <= 0.0 {
            return 0.0;
        }
        let charge = self.first_charge(profile);
        let age = (age_ms - self.width_ms - self.gap_ms).clamp(0.0, self.recharge_ms);
        let of_charge = if self.tau_ms > 0.0 {
            let all = -math::exp_m1(-self.recharge_ms / self.tau_ms);
            -math::exp_m1(-2.0 * age / self.tau_ms) / (2.0 * self.tau_ms * all * all)
        } else {
            age / (self.recharge_ms * self.recharge_ms)
        };
        charge * charge * of_charge
    }

    /// The fraction of the recharge that is over: 1 exactly when all of it is.
    fn recharged(&self, age_ms: f64) -> f64 {
        let age = age_ms - self.width_ms - self.gap_ms;
        if age <= 0.0 || self.recharge_ms <= 0.0 {
            0.0
        } else if age >= self.recharge_ms {
            1.0
        } else if self.tau_ms > 0.0 {
            math::exp_m1(-age / self.tau_ms) / math::exp_m1(-self.recharge_ms / self.tau_ms)
        } else {
            age / self.recharge_ms
        }
    }

    /// Everything, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> {
        let numbers =
            [self.onset, self.amplitude, self.width_ms, self.gap_ms, self.recharge_ms, self.tau_ms];
        [self.onset_step as u64].into_iter().chain(numbers.map(f64::to_bits))
    }

    /// Takes them back.
    pub fn from_bits(words: &mut Saved<'_>) -> Self {
        let onset_step = words.next() as i64;
        let [onset, amplitude, width_ms, gap_ms, recharge_ms, tau_ms] =
            std::array::from_fn(|_| words.next_finite());
        let [width_ms, gap_ms, recharge_ms, tau_ms] =
            [width_ms, gap_ms, recharge_ms, tau_ms].map(|ms: f64| ms.max(0.0));
        Self { onset_step, onset, amplitude, width_ms, gap_ms, recharge_ms, tau_ms }
    }
}
