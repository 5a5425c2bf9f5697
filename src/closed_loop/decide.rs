//! What happens after a step at which something is due.

use super::run::Decide;
use super::{ClosedLoop, Tick};
use crate::engine::Simulator;

impl ClosedLoop {
    /// How many steps from `step` on until something is due.
    pub(super) fn until_due(&self, step: u64) -> u64 {
        let until = |every: u64| every - step % every;
        until(self.sample_every).min(until(self.decide_every))
    }

    /// Samples, and decides, whichever is due after the step that the simulator has done. Returns what was decided.
    pub(super) fn act(
        &mut self,
        simulator: &mut Simulator,
        law: &mut Option<Decide<'_>>,
    ) -> Option<Tick> {
        let step = simulator.step();
        if step.is_multiple_of(self.sample_every) {
            self.sample = self.places.look(simulator);
            self.estimate = self.estimator.update(self.sample);
        }
        let is_due = step.is_multiple_of(self.decide_every) && step > self.start;
        is_due.then(|| self.decide(simulator, law))
    }

    fn decide(&mut self, simulator: &mut Simulator, law: &mut Option<Decide<'_>>) -> Tick {
        let before = self.tick(simulator.step());
        match law {
            Some(law) => self.controller.pass(law(&before)),
            None => self.controller.update(self.estimate),
        };
        let tick = self.tick(before.step);
        self.places.set(simulator, [tick.amplitude_ma, tick.frequency_hz]);
        tick
    }

    /// How things are.
    fn tick(&self, step: u64) -> Tick {
        let stimulus = self.controller.stimulus();
        Tick {
            step,
            sample: self.sample,
            estimate: self.estimate.value,
            phase_rad: self.estimate.phase_rad,
            amplitude_ma: stimulus.amplitude,
            frequency_hz: stimulus.frequency_hz,
        }
    }
}
