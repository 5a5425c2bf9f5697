"""A study as a table, a row a trial: CSV or Parquet."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import optuna
import pyarrow as pa
import pyarrow.parquet as pq
from optuna.trial import FrozenTrial

from .. import metrics
from .problem import Problem
from .studies import problem_of

_FLOAT = pa.float64()


def export(study: optuna.Study, path: str | Path) -> Path:
    """Writes all trials of a study to a file that ends in ".csv" or ".parquet"; returns its path.

    Columns: "number", "state", "value" (of several objectives "value.0" and so on), variables
    ("param.stn_healthy"), parameters of each state ("healthy.stn.i_app"), means of what was
    measured ("healthy.stn.rate"), "constraint.diverged" and its like, "seeds", "version", "start"
    and "end". What a trial does not have is empty, which is not NaN. Every float is there to the
    last bit. CSV joins seeds by spaces; Parquet has a list of them, units in the metadata of its
    fields, and name and problem of the study in its own.

    Raises `ValueError` for another suffix, and for a study that this package did not make.
    """
    path = Path(path)
    if path.suffix not in _WRITERS:
        allowed = " or ".join(_WRITERS)
        raise ValueError(f"{path.name}: the suffix must be {allowed}, not {path.suffix!r}")
    _WRITERS[path.suffix](study, list(_columns(study)), path)
    return path


@dataclass(frozen=True)
class _Column:
    """One column: a value a trial, None where there is none."""

    name: str
    values: list[Any]
    kind: pa.DataType = _FLOAT
    unit: str = "1"

    @property
    def field(self) -> pa.Field:
        """As Arrow has it; what is a mere number has no unit."""
        metadata = None if self.unit == "1" else {"unit": self.unit}
        return pa.field(self.name, self.kind, metadata=metadata)


def _columns(study: optuna.Study) -> Iterator[_Column]:
    trials, problem = study.get_trials(deepcopy=False), problem_of(study)
    yield _Column("number", [t.number for t in trials], pa.int64())
    yield _Column("state", [t.state.name for t in trials], pa.string())
    yield from _values(trials, len(study.directions))
    yield from _params(trials, problem)
    yield from _states(trials, problem)
    yield from _means(trials, problem)
    yield from _constraints(trials)
    yield _Column("seeds", _attrs(trials, "seeds"), pa.list_(pa.int64()))
    yield _Column("version", _attrs(trials, "version"), pa.string())
    yield _Column("start", [t.datetime_start for t in trials], pa.timestamp("us"))
    yield _Column("end", [t.datetime_complete for t in trials], pa.timestamp("us"))


def _values(trials: list[FrozenTrial], n_objectives: int) -> Iterator[_Column]:
    for i in range(n_objectives):
        name = "value" if n_objectives == 1 else f"value.{i}"
        yield _Column(name, [t.values[i] if t.values else None for t in trials])


def _params(trials: list[FrozenTrial], problem: Problem) -> Iterator[_Column]:
    for variable in problem.variables:
        values = [t.params.get(variable.name) for t in trials]
        yield _Column(f"param.{variable.name}", values, unit=variable.unit)


def _states(trials: list[FrozenTrial], problem: Problem) -> Iterator[_Column]:
    units = {param.path: param.unit for param in problem.net.params}
    points = [problem.values(t.params) if t.params else {} for t in trials]
    for state, rules in problem.states.items():
        for path in rules:
            values = [point.get(state, {}).get(path) for point in points]
            yield _Column(f"{state}.{path}", values, unit=units[path])


def _means(trials: list[FrozenTrial], problem: Problem) -> Iterator[_Column]:
    means = [attrs or {} for attrs in _attrs(trials, "means")]
    for state in problem.states:
        for metric in problem.metrics:
            values = [of_trial.get(state, {}).get(metric) for of_trial in means]
            unit = metrics.describe(metric.rpartition(".")[2]).unit
            yield _Column(f"{state}.{metric}", values, unit=unit)


def _constraints(trials: list[FrozenTrial]) -> Iterator[_Column]:
    for name in dict.fromkeys(name for t in trials for name in t.constraints):
        yield _Column(f"constraint.{name}", [t.constraints.get(name) for t in trials])


def _attrs(trials: list[FrozenTrial], key: str) -> list[Any]:
    return [t.user_attrs.get(key) for t in trials]


def _write_parquet(study: optuna.Study, columns: list[_Column], path: Path) -> None:
    problem = json.dumps(problem_of(study).to_dict())
    metadata = {"study": study.study_name, "problem": problem}
    schema = pa.schema([column.field for column in columns], metadata)
    arrays = [pa.array(column.values, column.kind) for column in columns]
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path)


def _write_csv(study: optuna.Study, columns: list[_Column], path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(column.name for column in columns)
        for row in zip(*(column.values for column in columns), strict=True):
            writer.writerow(map(_text, row))


def _text(value: Any) -> str:
    """A cell: a float by its shortest exact text, a list joined by spaces."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(map(str, value))
    return repr(value) if isinstance(value, float) else str(value)


_WRITERS = {".csv": _write_csv, ".parquet": _write_parquet}
