//! Proportional, integral and derivative control of the error as a part of the set point.
//!
//! u = Kp (e + I / Ti + Td de/dt) with e = (y - SP) / SP, or y - SP where SP is 0, so that more of the
//! measure asks for more stimulation. I is summed before u is computed, and the summand is taken
//! back where u leaves its bounds. The error before the first call is 0, so the derivative begins with a
//! kick. Without Ti (0) the integral counts for nothing; it is summed all the same.

use super::held;
use crate::control::checks::quiet;
use crate::control::state::state;

/// The law, its integral and its last error.
#[derive(Clone, Debug)]
pub(in crate::control) struct Pid {
    pub(in crate::control) set_point: f64,
    pub(in crate::control) gain: f64,
    pub(in crate::control) per_integral_s: f64,
    pub(in crate::control) derivative_s: f64,
    pub(in crate::control) interval_s: f64,
    pub(in crate::control) min: f64,
    pub(in crate::control) max: f64,
    pub(in crate::control) integral: f64,
    pub(in crate::control) last_error: f64,
}

state!(Pid: integral, last_error);

impl Pid {
    #[inline]
    pub(in crate::control) fn step(&mut self, measured: f64) -> f64 {
        let error = self.error(measured);
        let slope = (error - self.last_error) / self.interval_s;
        self.integral = quiet(self.integral + error * self.interval_s);
        self.last_error = quiet(error);

        let integral = self.per_integral_s * self.integral;
        let u = self.gain * (error + integral + self.derivative_s * slope);
        let output = held(u, self.min, self.max);
        if output != u {
            self.integral = quiet(self.integral - error * self.interval_s);
        }
        output
    }

    #[inline]
    fn error(&self, measured: f64) -> f64 {
        let above = measured - self.set_point;
        if self.set_point == 0.0 {
            above
        } else {
            above / self.set_point
        }
    }
}
