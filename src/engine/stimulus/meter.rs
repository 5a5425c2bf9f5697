//! What a stimulator has delivered.

use super::profile::Profile;
use super::shape::Pulse;
use crate::engine::saved::Saved;

/// Sums since the first step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Meter {
    /// Pulses begun.
    pub n_pulses: u64,
    /// Charge of either sign, uC.
    pub charge: f64,
    /// Charge in all, uC: 0 to rounding between pulses that are balanced.
    pub net_charge: f64,
    /// Energy in the impedance, uJ.
    pub energy: f64,
}

impl Meter {
    /// Notes a pulse between two ages; returns the charge.
    pub fn add(
        &mut self,
        pulse: &Pulse,
        profile: &Profile,
        [begin, end]: [f64; 2],
        impedance_kohm: f64,
    ) -> f64 {
        if begin >= pulse.length_ms() {
            return 0.0;
        }
        let (before, after) = (pulse.delivered(profile, begin), pulse.delivered(profile, end));
        let charge = after.charge - before.charge;
        self.net_charge += charge;
        self.charge += after.moved - before.moved;
        self.energy += impedance_kohm * (after.squared - before.squared);
        charge
    }

    /// Everything, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> {
        let sums = [self.charge, self.net_charge, self.energy].map(f64::to_bits);
        [self.n_pulses].into_iter().chain(sums)
    }

    /// Takes them back.
    pub fn from_bits(words: &mut Saved<'_>) -> Self {
        let n_pulses = words.next();
        let [charge, net_charge, energy] = std::array::from_fn(|_| words.next_finite());
        Self { n_pulses, charge, net_charge, energy }
    }
}
