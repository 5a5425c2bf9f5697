"""What a point is worth, by what was measured there."""

from collections.abc import Callable, Sequence

import numpy as np
import optuna
from optuna.trial import FrozenTrial, Trial, TrialState

from .._library import version
from .problem import Outcome, Problem
from .targets import loss, losses

#: What a trial with a divergence costs: more than silence, less than anything's end.
DIVERGED = 1000.0
#: Of a point, by what was measured: a number, or one an objective.
Objective = Callable[[Outcome], float | Sequence[float]]


class Judge:
    """Gives each trial its value, or fails it."""

    def __init__(
        self, problem: Problem, objective: Objective | None, n_objectives: int, worker: int
    ):
        self.problem, self.worker = problem, worker
        targets = self._loss if n_objectives == 1 else self._losses
        self.objective = objective or targets
        self.directions = ["minimize"] * n_objectives
        self.name = getattr(self.objective, "__qualname__", repr(self.objective))

    def tell(
        self, study: optuna.Study, trial: Trial, outcome: Outcome, seeds: list[int]
    ) -> FrozenTrial:
        """Tells the study; what it then knows of the trial."""
        trial.set_user_attr("seeds", seeds)
        trial.set_user_attr("version", version())
        trial.set_user_attr("worker", self.worker)
        trial.set_user_attr("means", outcome.means)
        trial.set_constraint("diverged", len(outcome.sentences))
        trial.set_constraint("silent populations", outcome.n_silent)
        if outcome.sentences:
            trial.set_user_attr("sentences", list(outcome.sentences))
        try:
            values = self._values(outcome)
        except Exception as error:
            trial.set_user_attr("failed", f"{type(error).__name__}: {error}")
            return study.tell(trial, state=TrialState.FAIL)
        return study.tell(trial, values)

    def _values(self, outcome: Outcome) -> list[float]:
        if outcome.refused:
            raise ValueError(outcome.sentences[0])
        values = np.atleast_1d(np.asarray(self.objective(outcome), float))
        if len(values) != len(self.directions):
            raise ValueError(
                f"the objective gave {len(values)} numbers, not {len(self.directions)}"
            )
        if np.isnan(values).any():
            raise ValueError("the objective is NaN")
        return values.tolist()

    def _loss(self, outcome: Outcome) -> float:
        return DIVERGED if outcome.sentences else loss(self.problem.targets, outcome.seen)

    def _losses(self, outcome: Outcome) -> list[float]:
        if outcome.sentences:
            return [DIVERGED] * len(self.directions)
        return list(losses(self.problem.targets, outcome.seen).values())
