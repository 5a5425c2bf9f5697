//! Stimulators: pulses of any shape at any frequency, charge for charge, into somata and onto axons.

mod axons;
mod clock;
mod meter;
mod profile;
mod shape;

pub use axons::Axons;
pub use meter::Meter;
pub use profile::Profile;

use super::receivers::Receivers;
use super::saved::Saved;
use crate::network::{Waveform, LONGEST_BLOCK};
use clock::Clock;
use shape::Pulse;

/// What a stimulator does, from its parameters.
#[derive(Clone, Copy, Debug, Default)]
pub struct StimulatorCoefficients {
    /// Pulses a second.
    pub frequency_hz: f64,
    /// First phase of a pulse, mA.
    pub amplitude: f64,
    /// Its duration, ms.
    pub width_ms: f64,
    /// From its end to the recharge, ms.
    pub gap_ms: f64,
    /// Duration of the recharge, ms.
    pub recharge_ms: f64,
    /// With which a passive recharge falls, ms.
    pub recharge_tau_ms: f64,
    /// What the receiving cells have of the current.
    pub soma: f64,
    /// Most that the amplitude moves in a second, mA; 0 for no bound.
    pub slew: f64,
    /// Most current of either phase, mA.
    pub most_amplitude: f64,
    /// Most charge of a phase, uC.
    pub most_charge: f64,
    /// Of the electrode, kOhm.
    pub impedance: f64,
}

impl StimulatorCoefficients {
    /// From the parameters of a stimulator.
    pub fn of(param: impl Fn(&str) -> f64) -> Self {
        Self {
            frequency_hz: param("frequency"),
            amplitude: param("amplitude"),
            width_ms: param("width"),
            gap_ms: param("gap"),
            recharge_ms: param("recharge"),
            recharge_tau_ms: param("recharge_tau"),
            soma: param("soma"),
            slew: param("slew"),
            most_amplitude: param("most_amplitude"),
            most_charge: param("most_charge"),
            impedance: param("impedance"),
        }
    }
}

/// A running stimulator.
#[derive(Clone, Debug)]
pub struct Stimulator {
    /// What it does.
    pub coefficients: StimulatorCoefficients,
    /// Cells that receive current, and what each has of a mA, in the model's unit.
    pub receivers: Receivers,
    /// Axons that its pulses may excite.
    pub axons: Axons,
    /// What it has delivered.
    pub meter: Meter,
    waveform: Waveform,
    profile: Profile,
    clock: Clock,
    /// The amplitude as it is now: on its way to the allowed one where there is a bound of its slew.
    amplitude: f64,
    /// Most of the amplitude, so that no limit is passed: by either phase.
    most: f64,
    /// The last pulse that began; what it was begun as stays, whatever changes.
    pulse: Pulse,
    /// What it does in the block of steps under way.
    block: Block,
    dt_ms: f64,
}

/// What a stimulator does in a block of steps, which does not follow from what cells do.
#[derive(Clone, Debug)]
struct Block {
    /// The mean current of each step, mA.
    current: [f64; LONGEST_BLOCK as usize],
    /// The amplitude of a pulse that begins in it, mA; 0 where none does.
    begun: [f64; LONGEST_BLOCK as usize],
    /// Steps in which a pulse is on, as bits.
    on: u64,
}

impl Block {
    /// Nothing.
    fn new() -> Self {
        Self { current: [0.0; LONGEST_BLOCK as usize], begun: [0.0; LONGEST_BLOCK as usize], on: 0 }
    }
}

/// By so much a pulse may begin before the last has ended.
const ROUNDING_MS: f64 = 1e-9;

impl Stimulator {
    /// A stimulator whose first pulse begins with step `start`.
    pub fn new(
        (waveform, profile): (Waveform, Profile),
        start: i64,
        dt_ms: f64,
        receivers: Receivers,
        axons: Axons,
    ) -> Self {
        Self {
            coefficients: StimulatorCoefficients::default(),
            receivers,
            axons,
            meter: Meter::default(),
            waveform,
            profile,
            clock: Clock::new(start),
            amplitude: 0.0,
            most: 0.0,
            pulse: Pulse::default(),
            block: Block::new(),
            dt_ms,
        }
    }

    /// Does this from now on.
    pub fn set(&mut self, coefficients: StimulatorCoefficients) {
        self.coefficients = coefficients;
        let StimulatorCoefficients { most_amplitude, most_charge, width_ms, .. } = coefficients;
        let unit = self.pulse_of(1.0);
        let peak = self.profile.peak().max(unit.recharge_peak(&self.profile));
        let charge = self.profile.largest_phase() * width_ms;
        let charge = charge.max(unit.first_charge(&self.profile).abs());
        self.most = (most_amplitude / peak).min(most_charge / charge);
    }

    /// Back to before the first step.
    pub fn reset(&mut self) {
        self.clock.reset();
        self.axons.reset();
        self.meter = Meter::default();
        (self.amplitude, self.pulse) = (0.0, Pulse::default());
    }

    /// Goes through the steps of a block; says in which cells receive a current, as bits. Steps come one after
    /// another.
    pub fn foresee(&mut self, first_step: u64, n_steps: u64) -> u64 {
        self.block.on = 0;
        let mut flowing = 0;
        for at in 0..n_steps {
            self.step(first_step + at, at);
            flowing |= u64::from(self.foreseen(at) != 0.0) << at;
        }
        flowing
    }

    /// What cells receive in a step of the block, mA.
    pub fn foreseen(&self, step_of_block: u64) -> f64 {
        self.flows_ma(step_of_block) * self.coefficients.soma
    }

    /// The mean current of a step of the block, mA.
    pub fn flows_ma(&self, step_of_block: u64) -> f64 {
        self.block.current[step_of_block as usize]
    }

    /// Whether a pulse is on in a step of the block.
    pub fn is_on(&self, step_of_block: u64) -> bool {
        self.block.on >> step_of_block & 1 == 1
    }

    /// Turns the spikes of somata in a step of the block into those that axons transmit, where pulses reach them.
    pub fn transmit(&mut self, step: u64, step_of_block: u64, spikes: &mut [u64]) {
        let begun = self.block.begun[step_of_block as usize];
        if begun != 0.0 {
            self.axons.launch(step, begun);
        }
        self.axons.transmit(step, spikes);
    }

    /// One step of the block.
    fn step(&mut self, step: u64, at: u64) {
        self.move_amplitude();
        let begin = self.pulse.age_ms(step, self.dt_ms);
        let onset = self.onset(step, begin);
        // what is left of the last pulse, if there is a new one: no rounding of its onset takes any of it away
        let least = if onset.is_some() { self.pulse.length_ms() } else { 0.0 };
        let is_on = onset.is_some() || begin < self.pulse.length_ms();
        let mut charge = self.deliver([begin, self.pulse.age_ms(step + 1, self.dt_ms).max(least)]);
        self.block.begun[at as usize] = 0.0;
        if let Some(fraction) = onset {
            self.pulse = self.begun(step, fraction);
            charge += self.deliver([0.0, self.pulse.age_ms(step + 1, self.dt_ms)]);
            self.meter.n_pulses = self.meter.n_pulses.saturating_add(1);
            self.block.begun[at as usize] = self.pulse.amplitude;
        }
        self.block.current[at as usize] = charge / self.dt_ms;
        self.block.on |= u64::from(is_on) << at;
    }

    /// At which fraction of a step a pulse begins, if one does, where the last is so old when the step begins.
    ///
    /// One that would begin before the last has ended is left out: cut off, that would not be balanced.
    fn onset(&mut self, step: u64, age_ms: f64) -> Option<f64> {
        let length_ms = self.pulse.length_ms() - ROUNDING_MS;
        let at = self.clock.tick(step, self.coefficients.frequency_hz * self.dt_ms / 1000.0);
        at.filter(|at| age_ms + at * self.dt_ms >= length_ms && self.amplitude != 0.0)
    }

    /// The charge of the pulse between two ages.
    fn deliver(&mut self, ages: [f64; 2]) -> f64 {
        self.meter.add(&self.pulse, &self.profile, ages, self.coefficients.impedance)
    }

    /// Goes on to the allowed amplitude.
    fn move_amplitude(&mut self) {
        let c = &self.coefficients;
        let (goal, slew) = (c.amplitude.clamp(-self.most, self.most), c.slew);
        let most = if slew > 0.0 { slew * self.dt_ms / 1000.0 } else { f64::INFINITY };
        self.amplitude += (goal - self.amplitude).clamp(-most, most);
    }

    /// The pulse that begins at a fraction of this step.
    fn begun(&self, step: u64, at: f64) -> Pulse {
        // the limit once more: the width may have become another while the amplitude was on its way
        let amplitude = self.amplitude.clamp(-self.most, self.most);
        Pulse { onset_step: step as i64, onset: at, ..self.pulse_of(amplitude) }
    }

    /// The shape of a pulse.
    fn pulse_of(&self, amplitude: f64) -> Pulse {
        let c = &self.coefficients;
        Pulse {
            amplitude,
            width_ms: c.width_ms,
            gap_ms: c.gap_ms,
            recharge_ms: if self.waveform == Waveform::Monophasic { 0.0 } else { c.recharge_ms },
            tau_ms: if self.waveform == Waveform::Passive { c.recharge_tau_ms } else { 0.0 },
            ..Pulse::default()
        }
    }

    /// Everything that changes, as bits.
    pub fn bits(&self) -> impl Iterator<Item = u64> + '_ {
        let own = [self.amplitude.to_bits()];
        self.clock
            .bits()
            .chain(own)
            .chain(self.pulse.bits())
            .chain(self.meter.bits())
            .chain(self.axons.bits())
    }

    /// Takes them back.
    pub fn set_bits(&mut self, words: &mut Saved<'_>) {
        self.clock.set_bits(words);
        self.amplitude = words.next_finite();
        self.pulse = Pulse::from_bits(words);
        self.meter = Meter::from_bits(words);
        self.axons.set_bits(words);
    }
}
