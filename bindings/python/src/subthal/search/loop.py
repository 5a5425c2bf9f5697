"""The search: ask for a batch, simulate it in one call, tell."""

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from numbers import Integral
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import optuna
from optuna.samplers import BaseSampler
from optuna.storages import BaseStorage
from optuna.trial import FrozenTrial

from .judge import Judge, Objective
from .ledger import Ledger
from .problem import Problem
from .progress import Bar
from .samplers import POPULATION, SIGMA, sampler_of
from .studies import FOUND, STORAGE, States, failures, states_of

#: Asked after each batch, of the problem and its trials; states end the search.
Until = Callable[[Problem, list[FrozenTrial]], States | None]
#: Seeds of a search lie above those that anyone types, and below what a double holds exactly.
SEEDS = 2**32, 2**53


@dataclass(frozen=True)
class Result:
    """What a call of `run` did; the study has all trials, those of earlier calls too.

    `seconds_simulating`: in the simulator for trials, and in `until`.
    """

    study: optuna.Study
    problem: Problem
    n_trials: int
    seconds: float
    seconds_simulating: float

    @property
    def trials_per_second(self) -> float:
        """Of this call."""
        return self.n_trials / self.seconds if self.seconds else 0.0

    @property
    def share_outside(self) -> float:
        """Of the time that was not spent in the simulator."""
        return 1 - self.seconds_simulating / self.seconds if self.seconds else 0.0

    @property
    def found(self) -> dict[str, dict[str, float]] | None:
        """The states that ended the search, by `until`."""
        return self.study.user_attrs.get(FOUND)

    @property
    def states(self) -> dict[str, dict[str, float]]:
        """The parameters of each state: those found, or else those of the best trial."""
        return states_of(self.study)

    def __str__(self) -> str:
        rate = (
            f"{self.n_trials} trials in {self.seconds:.1f} s: {self.trials_per_second:.1f} a second"
        )
        said = f"{rate}, {100 * self.share_outside:.1f} % of the time outside the simulator"
        why = failures(self.study.get_trials(deepcopy=False))
        return f"{said}; {why}" if why else said


def run(
    problem: Problem,
    n_trials: int,
    *,
    sampler: str | BaseSampler = "cmaes",
    storage: str | Path | BaseStorage | None = STORAGE,
    name: str | None = None,
    seed: int = 0,
    objective: Objective | None = None,
    n_objectives: int | None = None,
    until: Until | None = None,
    population: int = POPULATION,
    sigma: float = SIGMA,
    batch: int | None = None,
    n_threads: int = 0,
    worker: int = 0,
    shared: bool = False,
    progress: bool = True,
) -> Result:
    """Searches until the study has `n_trials` finished trials; the same call goes on after a kill.

    `sampler`: one of `samplers.NAMES`, or any of Optuna's. `storage`: a file for SQLite, a URL as
    Optuna has them, or None to keep the study in memory; `name` (that of the problem) is the study
    in it. A batch is `population` points unless given; all its trials are one call of `evaluate`.
    `objective`: in place of the targets, a function of an `Outcome`, which gives a number, or
    `n_objectives` of them; what raises or is NaN fails that trial only. With "nsga2" and no
    `objective`, the groups of the targets are the objectives. `until`: asked after each batch, of
    the problem and its trials; states that it gives end the search, `Examiner` for one. `shared`:
    several processes write to the study, each with a `worker` number of its own; together they may
    end with a batch each too many.

    Ctrl-C drops the batch that is under way and is raised; all others are in the storage.
    """
    _check(n_trials=n_trials, seed=seed, population=population, batch=batch, worker=worker)
    if not 0 < sigma <= 1:
        raise ValueError(f"sigma is {sigma}; it must be above 0 and at most 1, a part of the box")
    if n_objectives is None:
        groups = {target.group for target in problem.targets}
        n_objectives = len(groups) if sampler == "nsga2" and objective is None else 1
    judge = Judge(problem, objective, n_objectives, worker)
    space = {variable.name: variable.distribution for variable in problem.variables}
    with _quiet():
        named = judge.name, name or problem.name
        ledger = Ledger(problem, *named, storage, judge.directions, shared)
        n_before = ledger.n_finished
        drawn = {"seed": seed, "worker": worker, "n_trials": n_before}
        sampled = sampler_of(
            sampler, problem.variables, population=population, sigma=sigma, **drawn
        )
    ledger.memory.sampler = sampled
    search = _Search(problem, judge, ledger, space, (seed, worker), batch or population, n_threads)
    start = perf_counter()
    with Bar(n_trials, n_before, progress) as bar:
        while FOUND not in ledger.study.user_attrs:
            ledger.take_over()
            left = n_trials - ledger.n_finished
            if left <= 0:
                break
            told = search.batch(left)
            bar.told(ledger.memory, told)
            if until is not None and (found := search.asked(until, told)):
                ledger.study.set_user_attr(FOUND, found)
    seconds = perf_counter() - start
    return Result(ledger.study, problem, search.n_told, seconds, search.seconds_simulating)


#: What these arguments of a search must be at least.
_LEAST = {"n_trials": 0, "seed": 0, "population": 4, "batch": 1, "worker": 0}


def _check(**arguments: int | None) -> None:
    for name, value in arguments.items():
        if value is not None and not (isinstance(value, Integral) and value >= _LEAST[name]):
            raise ValueError(
                f"{name} is {value!r}; it must be a whole number from {_LEAST[name]} up"
            )


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what Optuna says of each study that it makes, and of arguments that may change."""
    verbosity = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
            yield
    finally:
        optuna.logging.set_verbosity(verbosity)


@dataclass
class _Search:
    """A search under way."""

    problem: Problem
    judge: Judge
    ledger: Ledger
    space: Mapping[str, Any]
    key: tuple[int, int]
    batch_size: int
    n_threads: int
    n_told: int = 0
    seconds_simulating: float = 0.0

    def batch(self, most: int) -> list[FrozenTrial]:
        """Asks, simulates, tells and writes; the trials.

        A batch ends at a multiple of its size, wherever a study was broken off, so that it goes on
        as it would have.
        """
        study, first = self.ledger.memory, self.ledger.n_finished
        n_points = min(self.batch_size - first % self.batch_size, most)
        trials = [study.ask(self.space) for _ in range(n_points)]
        seeds = self._seeds(first // self.batch_size)
        start = perf_counter()
        points = [trial.params for trial in trials]
        outcomes = self.problem.measure(points, seeds, self.n_threads)
        self.seconds_simulating += perf_counter() - start
        told = [
            self.judge.tell(study, trial, outcome, seeds)
            for trial, outcome in zip(trials, outcomes, strict=True)
        ]
        self.ledger.write(told)
        self.n_told += n_points
        return told

    def asked(self, until: Until, told: list[FrozenTrial]) -> States | None:
        """What `until` says; it simulates, too."""
        start = perf_counter()
        found = until(self.problem, told)
        if found and set(found) != set(self.problem.states):
            raise TypeError(f"until gives the states {list(self.problem.states)} or None")
        self.seconds_simulating += perf_counter() - start
        return found

    def _seeds(self, batch: int) -> list[int]:
        """Fresh seeds, the same for all points of a batch, so that luck does not choose."""
        if self.problem.seeds:
            return list(self.problem.seeds)
        rng = np.random.default_rng([*self.key, batch])
        return rng.integers(*SEEDS, size=self.problem.n_seeds).tolist()
