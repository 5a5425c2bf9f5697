"""Finished trials into a database, a batch in one transaction.

Optuna's storage writes a trial by some thirty statements through an object mapper, 12 ms; a search
has tables of its own kind to fill and fills each by one statement, 0.4 ms a trial. The tables are
those that the installed Optuna declares, so that all its tools read them.
"""

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from optuna.distributions import distribution_to_json
from optuna.storages import RDBStorage
from optuna.storages._rdb import models
from optuna.trial import FrozenTrial


class AnotherWriter(Exception):
    """The study has trials that this process does not know."""


def append(
    storage: RDBStorage, study_id: int, trials: Sequence[FrozenTrial], known: int | None = None
) -> list[int]:
    """Writes finished trials, all of them or none; the numbers that they have in the study.

    Raises `AnotherWriter` where the study has not the `known` number of trials.
    """
    with storage.engine.begin() as connection:
        _lock(connection, study_id)
        count = sa.select(sa.func.count()).where(models.TrialModel.study_id == study_id)
        first = connection.scalar(count)
        if known is not None and first != known:
            raise AnotherWriter
        numbers = list(range(first, first + len(trials)))
        numbered = zip(numbers, trials, strict=True)
        ids = [_insert(connection, study_id, number, trial) for number, trial in numbered]
        for table, row_of in _PARTS.items():
            rows = [
                {"trial_id": trial_id, **row}
                for trial_id, trial in zip(ids, trials, strict=True)
                for row in row_of(trial)
            ]
            if rows:
                connection.execute(sa.insert(table), rows)
    return numbers


def _lock(connection: sa.Connection, study_id: int) -> None:
    """Only one process numbers trials of a study at a time: it holds the study's row.

    A change that changes nothing, since SQLite knows no lock for reading.
    """
    table = models.StudyModel
    same = sa.update(table).where(table.study_id == study_id).values(study_name=table.study_name)
    connection.execute(same)


def _insert(connection: sa.Connection, study_id: int, number: int, trial: FrozenTrial) -> int:
    times = {"datetime_start": trial.datetime_start, "datetime_complete": trial.datetime_complete}
    row = {"study_id": study_id, "number": number, "state": trial.state, **times}
    return connection.execute(sa.insert(models.TrialModel).values(row)).inserted_primary_key[0]


def _values(trial: FrozenTrial) -> list[dict[str, Any]]:
    stored = map(models.TrialValueModel.value_to_stored_repr, trial.values or ())
    return [{"objective": i, "value": v, "value_type": kind} for i, (v, kind) in enumerate(stored)]


def _params(trial: FrozenTrial) -> list[dict[str, Any]]:
    return [
        {
            "param_name": name,
            "param_value": trial.distributions[name].to_internal_repr(value),
            "distribution_json": distribution_to_json(trial.distributions[name]),
        }
        for name, value in trial.params.items()
    ]


def _attrs(attrs: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "value_json": json.dumps(value)} for key, value in attrs.items()]


_PARTS = {
    models.TrialValueModel: _values,
    models.TrialParamModel: _params,
    models.TrialUserAttributeModel: lambda trial: _attrs(trial.user_attrs),
    models.TrialSystemAttributeModel: lambda trial: _attrs(trial.system_attrs),
}
