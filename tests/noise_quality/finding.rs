//! A statistic of a sample.

use crate::chance;
use std::fmt;

/// A statistic, and the probability that chance alone takes it so far out.
pub struct Finding {
    pub name: String,
    pub value: f64,
    pub p: f64,
}

impl Finding {
    /// A statistic that is a standard normal.
    pub fn of_z(name: impl Into<String>, z: f64) -> Self {
        Self { name: name.into(), value: z, p: chance::of_z(z) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{:<24} {:>8.4} ", self.name, self.value)?;
        if self.p < 1e-3 {
            write!(to, "{:>8.1e}", self.p)
        } else {
            write!(to, "{:>8.3}", self.p)
        }
    }
}
