"""Ends a search when a candidate passes on seeds that it was not chosen on."""

from collections.abc import Iterator
from itertools import count

import numpy as np
from optuna.trial import FrozenTrial
from tqdm.auto import tqdm

from ..network import Network
from .confirm import circuits, examine
from .confirm.trials import DT_MS
from .problem import Point, Problem

#: A batch whose best trial costs more is not worth an examination.
NEAR = 1.0
#: Seeds of candidates lie above those of searches: what is examined does not move the search.
FIRST_SEED = 2**54


class Examiner:
    """For `until` of `run`: examines what a search has come to, as a confirmation would, in short.

    Of each batch that comes near, the best trial and the centre of its better half are candidates;
    the first that passes with room ends the search. `network` and `twice`, the same circuit with
    twice the cells, are the presets' unless given; `dt_ms` is the step of the problem.
    """

    def __init__(
        self,
        network: Network | None = None,
        twice: Network | None = None,
        *,
        seed: int = 0,
        dt_ms: float = DT_MS,
        n_threads: int = 0,
        progress: bool = True,
    ):
        self.circuits = circuits(network, twice)
        self.dt_ms = dt_ms
        self.first = FIRST_SEED + (seed << 32)
        self.n_threads, self.progress = n_threads, progress
        self.n_examined = 0

    def __call__(
        self, problem: Problem, trials: list[FrozenTrial]
    ) -> dict[str, dict[str, float]] | None:
        """The states that passed, if some have."""
        if problem.network != self.circuits[0].to_text():
            raise ValueError(
                f"the examiner's circuit is not that of the problem {problem.name!r}: "
                "give it the problem's network, and the same with twice the cells"
            )
        if problem.protocol["dt_ms"] != self.dt_ms:
            of_problem = f"{problem.protocol['dt_ms']} ms is that of the problem {problem.name!r}"
            raise ValueError(f"the examiner's dt_ms is {self.dt_ms}; {of_problem}")
        for i, point in enumerate(candidates(problem, trials)):
            states = problem.values(point)
            # Its own for each batch: a search that is taken up again uses none twice.
            seeds = count(self.first + 128 * trials[0].number + 64 * i)
            failed = examine(states, *self.circuits, seeds, self.n_threads, dt_ms=self.dt_ms)
            self.n_examined += 1
            if self.progress:
                tqdm.write(f"candidate {self.n_examined}: {', '.join(failed) or 'passed'}")
            if not failed:
                return states
        return None


def candidates(problem: Problem, trials: list[FrozenTrial]) -> Iterator[Point]:
    """The best trial of a batch and the centre of its better half, if it came near."""
    done = sorted((t for t in trials if t.values is not None), key=lambda trial: sum(trial.values))
    if not done or sum(done[0].values) > NEAR:
        return
    yield done[0].params
    better = done[: (len(done) + 1) // 2]
    yield {
        variable.name: variable.at(float(np.mean([_place(variable, trial) for trial in better])))
        for variable in problem.variables
    }


def _place(variable, trial: FrozenTrial) -> float:
    return variable.place(trial.params[variable.name])
