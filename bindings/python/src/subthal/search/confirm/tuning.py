"""Drives at which one state fires at the rates of another, by Broyden's method.

Broyden CG (1965), Math Comput 19:577: Newton's method, whose Jacobian is measured once and then
corrected by what each step has shown.
"""

from dataclasses import replace

import numpy as np

from .states import DRIVES, State
from .trials import Lab, ratios

#: Drives are counted in steps, each this part of the largest drive of a population in any state.
STEP = 0.05
#: One iteration moves a drive by so many steps at most.
MOST_STEPS = 10.0
#: Squared, in steps; a silent circuit asks for none at all.
SHORTEST = 1e-12
N_SEEDS = 2
N_ITERATIONS = 6
#: Nearer than this no iteration brings: other seeds depart by as much.
TOLERANCE = 0.005
#: Trials at most: the goal, the first point and one for each drive, then the iterations.
N_TRIALS = N_SEEDS * (2 + len(DRIVES) + N_ITERATIONS)


def tuned(lab: Lab, state: State, goal: State, scales: np.ndarray) -> State:
    """The state with drives at which STN, GPe and GPi fire as in `goal`, as near as found.

    `scales` (3): how large drives are, in their units. The seeds are two that the lab does not use,
    the same for both states: cells and wiring move their rates alike.
    """
    last = max(lab.seeds)
    return _Tuning(replace(lab, seeds=(last + 1, last + 2)), state, scales).run(goal)


class _Tuning:
    """The search: the best point so far in steps, its rates, and the Jacobian, Hz a step."""

    def __init__(self, lab: Lab, state: State, scales: np.ndarray):
        self.lab, self.state = lab, state
        self.step = np.where(scales > 0, STEP * scales, 1.0)
        params = lab.network.params
        self.low, self.high = np.transpose([(params[p].min, params[p].max) for p in DRIVES])
        self.start = np.array([state.get(path, lab.network[path]) for path in DRIVES])
        self.at = np.zeros(len(DRIVES))

    def run(self, goal: State) -> State:
        points = [self.at, *np.eye(len(DRIVES))]
        found = self._rates_hz([goal, *map(self._drives, points)])
        self.wanted_hz, self.rates_hz = found[:2]
        self.jacobian = np.transpose(found[2:] - self.rates_hz)
        for iteration in range(N_ITERATIONS):
            if self._error(self.rates_hz) < TOLERANCE:
                self._shorten(N_ITERATIONS - iteration)
                break
            self._iterate()
        return self._drives(self.at)

    def _iterate(self) -> None:
        """One step from the best point; it stays the best if the step leads away."""
        missing_hz = self.wanted_hz - self.rates_hz
        step = np.linalg.lstsq(self.jacobian, missing_hz)[0]
        step = np.clip(step, -MOST_STEPS, MOST_STEPS)
        rates_hz = self._rates_hz([self._drives(self.at + step)])[0]
        surprise_hz = rates_hz - self.rates_hz - self.jacobian @ step
        self.jacobian += np.outer(surprise_hz, step) / max(step @ step, SHORTEST)
        if self._error(rates_hz) < self._error(self.rates_hz):
            self.at, self.rates_hz = self.at + step, rates_hz

    def _rates_hz(self, states: list[State]) -> np.ndarray:
        """Mean rates of each state (n_states, 3)."""
        return np.array([seen.mean_rates_hz for seen in self.lab.run(states)])

    def _drives(self, point: np.ndarray) -> State:
        drives = np.clip(self.start + self.step * point, self.low, self.high)
        return {**self.state, **dict(zip(DRIVES, drives.tolist(), strict=True))}

    def _error(self, rates_hz: np.ndarray) -> float:
        """The largest departure of a rate, as a part of what is wanted."""
        return float(np.max(np.abs(ratios(rates_hz, self.wanted_hz) - 1)))

    def _shorten(self, n_iterations: int) -> None:
        """Iterations that are not needed leave the bar."""
        self.lab.bar.total -= N_SEEDS * n_iterations
