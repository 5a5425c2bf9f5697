"""Where a study is kept while it is searched: in memory, and batch by batch in a database."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import optuna
from optuna.storages import BaseStorage, RDBStorage
from optuna.trial import FrozenTrial

from . import rows
from .problem import Problem
from .studies import OBJECTIVE, PROBLEM, opened


class Ledger:
    """An Optuna study in memory, which is asked and told, and its copy in a storage.

    Only finished trials are written, a batch in one transaction: what a killed process leaves is
    whole, and nothing is told twice. With `shared`, other processes write to the same study, and
    what they add is taken over; without it another writer is an error.
    """

    def __init__(
        self,
        problem: Problem,
        objective: str,
        name: str,
        storage: str | Path | BaseStorage | None,
        directions: Sequence[str],
        shared: bool = False,
    ):
        self.memory = optuna.create_study(study_name=name, directions=directions)
        self.stored: optuna.Study | None = None
        self.name, self.shared = name, shared
        self._own: set[int] = set()  # numbers, in the storage, of trials that this process wrote
        self._n_known = 0  # trials of the storage that are in memory
        if storage is not None:
            self.storage = opened(storage)
            known = {"load_if_exists": True, "directions": directions}
            self.stored = optuna.create_study(study_name=name, storage=self.storage, **known)
            self._id = self.storage.get_study_id_from_name(name)
        _claim(self.study, problem, objective)
        self.take_over()

    @property
    def study(self) -> optuna.Study:
        """The study to look at: the stored one, if there is one."""
        return self.stored or self.memory

    @property
    def n_finished(self) -> int:
        """Trials of the study; between batches all are finished."""
        return len(self.memory.get_trials(deepcopy=False))

    def take_over(self) -> None:
        """Takes into memory what others have put into the storage."""
        if self.stored is None or (self._n_known and not self.shared):
            return
        trials = self.stored.get_trials(deepcopy=False)
        self.memory.add_trials(t for t in trials[self._n_known :] if t.number not in self._own)
        self._n_known = len(trials)

    def write(self, trials: Sequence[FrozenTrial]) -> None:
        """Appends finished trials to the storage; takes over what others have added meanwhile.

        Raises `RuntimeError`, and writes nothing, where another process writes to a study in a
        database that is not shared.
        """
        if self.stored is None:
            return
        self._own.update(self._append(trials))
        if self.shared:
            self.take_over()
        else:
            self._n_known += len(trials)

    def _append(self, trials: Sequence[FrozenTrial]) -> list[int]:
        """Writes trials; their numbers in the storage."""
        try:
            if isinstance(self.storage, RDBStorage):
                known = None if self.shared else self._n_known
                return rows.append(self.storage, self._id, trials, known)
        except rows.AnotherWriter:
            raise RuntimeError(
                f"another process writes to the study {self.name!r}: "
                "say shared=True in both, or give one of them another name"
            ) from None
        ids = [self.storage.create_new_trial(self._id, template_trial=t) for t in trials]
        return [self.storage.get_trial_number_from_id(trial_id) for trial_id in ids]


def _claim(study: optuna.Study, problem: Problem, objective: str) -> None:
    """Says in the study what it is about, or refuses one with trials about something else."""
    wanted = {**_plain(problem.to_dict()), "objective": objective}
    said = {**study.user_attrs.get(PROBLEM, {}), "objective": study.user_attrs.get(OBJECTIVE)}
    if not study.get_trials(deepcopy=False):
        study.set_user_attr(OBJECTIVE, wanted.pop("objective"))
        study.set_user_attr(PROBLEM, wanted)
    elif said != wanted:
        differs = [key for key in wanted if said.get(key) != wanted[key]]
        raise ValueError(
            f"the study {study.study_name!r} is there and is about another problem "
            f"(other {', '.join(differs)}): give this search another name"
        )


def _plain(value: Any) -> Any:
    """With lists for tuples and Python's numbers for NumPy's, as JSON gives it back."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | range | np.ndarray):
        return [_plain(item) for item in value]
    return value.item() if isinstance(value, np.generic) else value
