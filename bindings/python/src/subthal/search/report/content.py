"""What a report says of a study, before it is a page or a picture."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
import optuna
from optuna.trial import FrozenTrial, TrialState

from ..._library import version
from ..confirm import Evidence
from ..problem import Problem
from ..studies import EVIDENCE, FOUND, best_trial, problem_of
from . import signals

#: How a complete trial ended in which nothing diverged.
MET, SILENT = "met their constraints", "had a silent population"
#: Of the simulation that is drawn: seeds of searches lie far above, those of examinations below.
SEED = 7001
#: Importances compare the best tenth with all.
FEWEST_FOR_IMPORTANCES = 10
#: Losses that differ by more are drawn by ratio.
SPAN = 30.0
#: Lines of parallel coordinates, of the best trials.
MOST_LINES = 1000
#: That are drawn against each other, pair by pair.
MOST_OBJECTIVES = 3


@dataclass(frozen=True)
class Content:
    """A study and what follows from it; each part is computed when it is first asked for."""

    study: optuna.Study
    given: Any = None
    seed: int = SEED

    @cached_property
    def evidence(self) -> Any:
        """What was given, or what the study has kept of a confirmation; None if neither."""
        kept = self.study.user_attrs.get(EVIDENCE)
        return self.given or (Evidence.from_dict(kept) if kept else None)

    @cached_property
    def problem(self) -> Problem:
        """What the study is about."""
        return problem_of(self.study)

    @cached_property
    def trials(self) -> list[FrozenTrial]:
        """All, in order."""
        return self.study.get_trials(deepcopy=False)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many trials ended in each way."""
        counted = Counter(map(_end, self.trials))
        return {way: counted[way] for way in (MET, SILENT, "diverged", "failed", "unfinished")}

    @cached_property
    def drawn(self) -> list[FrozenTrial]:
        """The trials that have finite values of their own: complete, and nothing diverged."""
        ended = [t for t in self.trials if _end(t) in (MET, SILENT)]
        return [trial for trial in ended if np.all(np.isfinite(trial.values))]

    @property
    def left_out(self) -> str:
        """How much is not drawn, and why; "" where all is."""
        ways = [f"{n} {way}" for way, n in list(self.counts.items())[2:] if n]
        n_infinite = len(self.trials) - len(self.drawn) - sum(list(self.counts.values())[2:])
        ways += [f"{n_infinite} with an infinite loss"] if n_infinite else []
        sentences = [f"Not drawn: {', '.join(ways)}."] if ways else []
        if len(self.objectives) > MOST_OBJECTIVES:
            sentences.append(f"Drawn are the first {MOST_OBJECTIVES} objectives.")
        return " ".join(sentences)

    @property
    def gap(self) -> str:
        """Why the trials cannot be drawn; "" where they can."""
        if len(self.drawn) > 1:
            return ""
        n_complete = "Only one trial is" if self.drawn else "No trial is"
        return f"{n_complete} complete with a finite loss; there is nothing to draw."

    @cached_property
    def losses(self) -> np.ndarray:
        """Of the drawn trials, objectives summed (n_drawn)."""
        return np.array([sum(trial.values) for trial in self.drawn])

    @cached_property
    def numbers(self) -> np.ndarray:
        """Of the drawn trials (n_drawn)."""
        return np.array([trial.number for trial in self.drawn])

    @cached_property
    def met(self) -> np.ndarray:
        """Which of the drawn trials met their constraints (n_drawn)."""
        return np.array([_end(trial) == MET for trial in self.drawn])

    @property
    def best_so_far(self) -> np.ndarray:
        """The least loss that met its constraints, NaN before the first (n_drawn)."""
        least = np.minimum.accumulate(np.where(self.met, self.losses, np.inf))
        return np.where(np.isinf(least), np.nan, least)

    @cached_property
    def best(self) -> FrozenTrial | None:
        """The best trial, if any met its constraints."""
        try:
            return best_trial(self.study)
        except ValueError:
            return None

    @property
    def verdict(self) -> tuple[str, str]:
        """The best loss, and what it is of."""
        if self.best is None:
            return "none", "no best trial"
        what = "best sum of losses" if self.pairs else "best loss"
        return f"{sum(self.best.values):.4g}", f"{what}, trial {self.best.number}"

    @property
    def objectives(self) -> list[str]:
        """Their names: the groups of the targets, where there is one for each."""
        groups = list(dict.fromkeys(target.group for target in self.problem.targets))
        n_objectives = len(self.study.directions)
        if n_objectives == 1:
            return ["loss"]
        if len(groups) == n_objectives:
            return [f"loss of {group}" for group in groups]
        return [f"objective {i + 1}" for i in range(n_objectives)]

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Of the objectives, those that are drawn against each other; none of a single one."""
        return list(combinations(range(len(self.objectives[:MOST_OBJECTIVES])), 2))

    @cached_property
    def values(self) -> np.ndarray:
        """Of the drawn trials (n_drawn, n_objectives)."""
        return np.array([trial.values for trial in self.drawn])

    @cached_property
    def front(self) -> np.ndarray:
        """Which of the drawn trials met their constraints and are dominated by none (n_drawn)."""
        numbers = [trial.number for trial in self.study.best_trials]
        return self.met & np.isin(self.numbers, numbers)

    @cached_property
    def importances(self) -> dict[str, float] | str:
        """Shares of the variables in getting among the best tenth (PED-ANOVA), or why not."""
        if len(self.drawn) < FEWEST_FOR_IMPORTANCES:
            return f"Importances need {FEWEST_FOR_IMPORTANCES} complete trials."
        asked = optuna.importance  # loaded here, since it takes its time
        evaluator = asked.PedAnovaImportanceEvaluator()
        return asked.get_param_importances(self.study, evaluator=evaluator)

    @cached_property
    def classes(self) -> dict[str, np.ndarray]:
        """Indices into the drawn trials, by how good they are, the worst class first."""
        order = np.lexsort([self.losses, ~self.met])[:MOST_LINES]
        edges = [1, max(2, len(order) // 10), max(2, len(order) // 2)]
        names = "best trial", "best tenth", "best half", "others"
        parts = zip(names, np.split(order, edges), strict=True)
        return {name: part for name, part in reversed(list(parts)) if part.size}

    @property
    def unclassed(self) -> str:
        """Of how many trials the classes are; "" where of all that are drawn."""
        if len(self.drawn) <= MOST_LINES:
            return ""
        return f"Drawn are the {MOST_LINES} best trials; half and tenth are of these."

    @property
    def states(self) -> Mapping[str, Mapping[str, float]]:
        """The parameters of each state: those that ended the search, or else of the best trial."""
        found = self.study.user_attrs.get(FOUND)
        return found or (self.problem.values(self.best.params) if self.best else {})

    @cached_property
    def chosen(self) -> FrozenTrial | None:
        """The trial whose states they are; the best comes first."""
        candidates = [*filter(None, [self.best]), *self.drawn]
        same = (t for t in candidates if self.problem.values(t.params) == self.states)
        return next(same, None)

    @property
    def origin(self) -> str:
        """Where the states come from."""
        if not self.states:
            return "No trial met its constraints, so that there are no best states."
        which = f"trial {self.chosen.number}" if self.chosen else "no trial of the study"
        if FOUND in self.study.user_attrs:
            return f"The states that ended the search: those of {which}."
        return f"The states of the best trial, {self.chosen.number}."

    @cached_property
    def recordings(self) -> dict[str, Any]:
        """Of each state its recording on a seed of its own, or the sentence of its failure."""
        simulate = signals.simulate
        return {s: simulate(self.problem, values, self.seed) for s, values in self.states.items()}

    @property
    def versions(self) -> str:
        """Of the library: of the trials, and of what is drawn."""
        of_trials = dict.fromkeys(t.user_attrs.get("version", "unknown") for t in self.trials)
        return ", ".join(of_trials) or version()


def by_ratio(values: np.ndarray) -> bool:
    """Whether values, all of them positive, span so much that equal steps are equal ratios."""
    known = values[np.isfinite(values)]
    return bool(known.size and known.min() > 0 and known.max() > SPAN * known.min())


def _end(trial: FrozenTrial) -> str:
    """How a trial ended."""
    if trial.state != TrialState.COMPLETE:
        return "failed" if trial.state == TrialState.FAIL else "unfinished"
    if trial.constraints.get("diverged", 0) > 0:
        return "diverged"
    silent = trial.constraints.get("silent populations", 0) > 0
    return SILENT if silent else MET
