"""How the next points are chosen: Optuna's samplers by name, and CMA-ES made for batches."""

from collections.abc import Callable, Sequence
from typing import Any

import cmaes
import numpy as np
import optuna
from optuna.distributions import BaseDistribution
from optuna.samplers import BaseSampler
from optuna.trial import FrozenTrial, TrialState

from .space import Variable

#: Of the box: the spread of the first generation.
SIGMA = 0.2
POPULATION = 12
#: Restarts and points have random streams of their own.
_POINT, _RESTART = 0, 1


class Generations(BaseSampler):
    """CMA-ES (Hansen and Ostermeier 2001), started from the middle of the box.

    Its state is a fold over the finished trials of the study: every `population` of them, in the
    order in which they came, are one step. So a study that was broken off goes on as if it had not
    been, and several workers that share a study share the search. Optuna's own `CmaEsSampler` reads
    that state again for each single point; this one does so once a batch. Where it has converged it
    starts anew from a random place.
    """

    def __init__(
        self,
        variables: Sequence[Variable],
        *,
        seed: int = 0,
        worker: int = 0,
        population: int = POPULATION,
        sigma: float = SIGMA,
    ):
        self.variables = tuple(variables)
        self.space = {variable.name: variable.distribution for variable in variables}
        self.seed, self.worker = seed, worker
        self.population, self.sigma = population, sigma
        self.n_told = self.n_restarts = 0
        self.cma = self._started(np.full(len(self.space), 0.5))
        self.waiting: list[tuple[np.ndarray, float]] = []

    def infer_relative_search_space(self, study: Any, trial: Any) -> dict[str, BaseDistribution]:
        return self.space

    def sample_relative(
        self, study: optuna.Study, trial: FrozenTrial, search_space: Any
    ) -> dict[str, float]:
        if trial.number > self.n_told:  # else there is nothing that it does not know
            self._catch_up(study)
        self.cma.reseed_rng(self._stream(_POINT, trial.number))
        places = zip(self.variables, self.cma.ask().tolist(), strict=True)
        return {variable.name: variable.at(place) for variable, place in places}

    def sample_independent(self, study: Any, trial: Any, name: str, distribution: Any) -> Any:
        raise ValueError(f"{name} is no variable of this search")

    def _catch_up(self, study: optuna.Study) -> None:
        trials = study.get_trials(deepcopy=False)
        while self.n_told < len(trials) and trials[self.n_told].state.is_finished():
            if trials[self.n_told].state == TrialState.COMPLETE:
                self._tell(trials[self.n_told])
            self.n_told += 1

    def _tell(self, trial: FrozenTrial) -> None:
        places = [variable.place(trial.params[variable.name]) for variable in self.variables]
        self.waiting.append((np.array(places), trial.value))
        if len(self.waiting) == self.population:
            self.cma.tell(self.waiting)
            self.waiting = []
        if self.cma.should_stop():
            self.n_restarts += 1
            rng = np.random.default_rng(self._stream(_RESTART, self.n_restarts))
            self.cma = self._started(rng.random(len(self.space)))

    def _started(self, mean: np.ndarray) -> cmaes.CMA:
        box = np.tile([0.0, 1.0], (len(mean), 1))
        return cmaes.CMA(mean, self.sigma, bounds=box, population_size=self.population, seed=0)

    def _stream(self, kind: int, number: int) -> int:
        words = np.random.SeedSequence([self.seed, self.worker, kind, number])
        return int(words.generate_state(1)[0])


_OPTUNAS: dict[str, Callable[[int, int], BaseSampler]] = {
    "tpe": lambda seed, _: optuna.samplers.TPESampler(seed=seed, multivariate=True),
    "nsga2": lambda seed, size: optuna.samplers.NSGAIISampler(seed=seed, population_size=size),
    "qmc": lambda seed, _: optuna.samplers.QMCSampler(scramble=True, seed=seed),
    "random": lambda seed, _: optuna.samplers.RandomSampler(seed=seed),
}

#: What a search may be asked for by name; "nsga2" is after several objectives at once.
NAMES = ("cmaes", *_OPTUNAS)


def sampler_of(
    name: str | BaseSampler,
    variables: Sequence[Variable],
    *,
    seed: int,
    worker: int,
    n_trials: int,
    population: int,
    sigma: float,
) -> BaseSampler:
    """The sampler of a name, or the one that was given; any of Optuna's fits.

    A study that goes on after `n_trials` must not draw the same numbers again, so that they are
    part of the seed. Raises `ValueError` for an unknown name.
    """
    if isinstance(name, BaseSampler):
        return name
    if name == "cmaes":
        own = {"population": population, "sigma": sigma}
        return Generations(variables, seed=seed, worker=worker, **own)
    if name not in _OPTUNAS:
        raise ValueError(f"no sampler {name!r}; there are {', '.join(NAMES)}")
    words = np.random.SeedSequence([seed, worker, n_trials]).generate_state(1)
    return _OPTUNAS[name](int(words[0]), population)
