"""What there is to read in a study: its problem, its best trial, any trial once more."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import sleep

import optuna
from optuna.storages import BaseStorage, RDBStorage
from optuna.trial import FrozenTrial, TrialState
from sqlalchemy.exc import DBAPIError

from .problem import Outcome, Problem

#: Where studies are kept unless told otherwise.
STORAGE = "subthal.db"
#: Between attempts to open a storage, whose tables another process may be making at this moment.
PAUSES_S = (0.1, 0.3)
#: Where a study keeps its problem, the states that ended it, and what a confirmation said of them.
PROBLEM, FOUND, EVIDENCE = "subthal.problem", "subthal.found", "subthal.evidence"
#: Which objective its trials are judged by: the targets, their groups, or a function's name.
OBJECTIVE = "subthal.objective"
#: state -> parameter path -> value.
States = dict[str, dict[str, float]]


def opened(storage: str | Path | BaseStorage) -> BaseStorage:
    """A storage of Optuna's: of a URL, or of a path without "://" the SQLite file of that name.

    Raises `OSError` where it cannot be opened.
    """
    if isinstance(storage, BaseStorage):
        return storage
    url = str(storage) if "://" in str(storage) else f"sqlite:///{storage}"
    for pause_s in PAUSES_S:
        with suppress(DBAPIError):
            return RDBStorage(url)
        sleep(pause_s)
    try:
        return RDBStorage(url)
    except DBAPIError as error:
        raise OSError(f"the storage {storage} cannot be opened: {error.orig}") from error


def reopened(storage: str | Path | BaseStorage) -> BaseStorage:
    """A storage that there is; `FileNotFoundError` in place of a new file."""
    is_file = not isinstance(storage, BaseStorage) and "://" not in str(storage)
    if is_file and not Path(storage).exists():
        raise FileNotFoundError(f"there is no storage {storage}")
    return opened(storage)


def study_of(name: str, storage: str | Path | BaseStorage) -> optuna.Study:
    """A stored study, to look at. Raises `KeyError` with the names that there are."""
    storage = reopened(storage)
    names = optuna.get_all_study_names(storage)
    if name not in names:
        there = ", ".join(names) or "none"
        raise KeyError(f"no study {name!r} in this storage; there are: {there}")
    return optuna.load_study(study_name=name, storage=storage)


def problem_of(study: optuna.Study) -> Problem:
    """The problem that a study is about. Raises `ValueError` if this package did not make it."""
    said = study.user_attrs.get(PROBLEM)
    if said is None:
        raise ValueError(f"the study {study.study_name!r} was not made by subthal.search")
    return Problem.from_dict(said)


def best_trial(study: optuna.Study) -> FrozenTrial:
    """The best trial that met its constraints: nothing diverged, nothing was silent.

    Where there are several objectives, the one of the front whose sum is least. Raises `ValueError`
    if there is none.
    """
    done = study.get_trials(deepcopy=False, states=[TrialState.COMPLETE])
    fit = [t for t in done if max(t.constraints.values(), default=0) <= 0]
    if not fit:
        trials = study.get_trials(deepcopy=False)
        why = failures(trials) or ("each had a silent population" if trials else "it has none")
        raise ValueError(f"no trial of {study.study_name!r} met its constraints: {why}")
    return min(fit, key=lambda trial: sum(trial.values))


def failures(trials: Sequence[FrozenTrial]) -> str:
    """How many trials failed or diverged, and why the first did; "" if none."""
    sentences = [
        t.user_attrs.get("failed") or t.user_attrs.get("sentences", [""])[0] for t in trials
    ]
    told = [sentence for sentence in sentences if sentence]
    return f"{len(told)} of {len(trials)} failed, the first: {told[0]}" if told else ""


def states_of(study: optuna.Study) -> States:
    """The states that ended a search, or else those of its best trial."""
    found = study.user_attrs.get(FOUND)
    return found or problem_of(study).values(best_trial(study).params)


def repeat(study: optuna.Study, number: int, n_threads: int = 0) -> Outcome:
    """Simulates a trial again, on its seeds: the same numbers, to the last bit, on any machine.

    That holds for one version of the library; the trial says which was its own.
    """
    trials = study.get_trials(deepcopy=False)
    if not 0 <= number < len(trials):
        raise KeyError(f"no trial {number} in {study.study_name!r}, which has {len(trials)}")
    trial = trials[number]
    return problem_of(study).measure([trial.params], trial.user_attrs["seeds"], n_threads)[0]
