"""The tables of a report: variables in their box, parameters of the states, targets."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ... import metrics
from ...errors import Error
from ..space import Variable
from ..targets import Target
from .content import Content


@dataclass(frozen=True)
class Cell:
    """A text, how good what it says is ("good", "fair", "far", or ""), and a place from 0 to 1."""

    text: str
    grade: str = ""
    place: float | None = None


@dataclass(frozen=True)
class Table:
    """Heads and rows, as many cells in each."""

    title: str
    heads: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


def facts(content: Content) -> list[tuple[str, str]]:
    """What was searched, and how, as label and text."""
    problem, protocol = content.problem, content.problem.protocol
    cells = ", ".join(f"{p.n_cells} {p.name}" for p in problem.net.populations.values())
    times = [f"{protocol[k] / 1000:g} s" for k in ("burn_in_ms", "measured_ms") if k in protocol]
    n_seeds = len(problem.seeds) or problem.n_seeds
    drawn = "always the same" if problem.seeds else "new in each batch"
    seeds = f"{counted(n_seeds, 'seed')}, {drawn}"
    n_simulations = counted(n_seeds * len(problem.states), "simulation")
    dates = [t.datetime_start for t in content.trials if t.datetime_start]
    span = f"{min(dates):%Y-%m-%d %H:%M} to {max(dates):%Y-%m-%d %H:%M}" if dates else ""
    objectives = content.objectives if content.pairs else []
    said = [
        ("states", ", ".join(problem.states)),
        ("network", cells),
        ("box", counted(len(problem.variables), "variable")),
        ("asked for", ", ".join([counted(len(problem.targets), "target"), *objectives])),
        ("a trial", f"{n_simulations} of {' and '.join(times)} on {seeds}"),
        ("from", span),
        ("library", content.versions),
    ]
    return [(label, text) for label, text in said if text]


def counted(number: int, noun: str) -> str:
    """ "1 seed", "3 seeds"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def variables(content: Content) -> Table:
    """The box, and where the chosen trial is in it."""
    point = content.chosen.params if content.chosen else {}
    heads = "variable", "value", "unit", "from", "in the box", "to"
    rows = [_variable(v, point.get(v.name, math.nan)) for v in content.problem.variables]
    return Table("Variables", heads, rows)


def _variable(variable: Variable, value: float) -> tuple[Cell, ...]:
    place = variable.place(value)
    shown = Cell("") if math.isnan(place) else Cell(f"{100 * place:.0f} %", place=place)
    low, high = Cell(f"{variable.low:g}"), Cell(f"{variable.high:g}")
    name, unit = Cell(variable.name), Cell(_of(variable.unit))
    return name, Cell(_number(value)), unit, low, shown, high


def parameters(content: Content) -> Table:
    """What each state sets."""
    states = content.states
    units = {param.path: param.unit for param in content.problem.net.params}
    rows = [
        (
            Cell(path),
            *(Cell(_number(state.get(path, math.nan))) for state in states.values()),
            Cell(_of(units[path])),
        )
        for path in content.problem.paths
    ]
    return Table("Parameters", ("parameter", *states, "unit"), rows)


def targets(content: Content) -> list[Table]:
    """Of each state what the chosen trial measured, mean over its seeds, beside what was asked."""
    means = content.chosen.user_attrs["means"] if content.chosen else {}
    heads = "metric", "asked", "measured", "tolerances off"
    rows = {state: [] for state in content.problem.states}
    for target in content.problem.targets:
        rows[target.state].append(_target(target, means))
    return [Table(state, heads, of_state) for state, of_state in rows.items() if of_state]


def _target(target: Target, means: Mapping[str, Mapping[str, float]]) -> tuple[Cell, ...]:
    value = means.get(target.state, {}).get(target.metric, math.nan)
    off, grade = _off(target, means) if means else (math.nan, "")
    shown = "" if math.isnan(off) else f"{off:.2f}" if off else "met"
    measured = f"{_number(value) or 'none'} {_unit(target.metric)}".strip()
    return Cell(target.metric), Cell(asked(target)), Cell(measured), Cell(shown, grade)


def asked(target: Target) -> str:
    """A target as a phrase: "20 ± 5 Hz", "at least 12 dB", "at most 1.2 x healthy"."""
    unit = _unit(target.metric)
    value = f"{target.value:g}" + (f" x {target.of_state}" if target.of_state else "")
    if target.kind == "near":
        return f"{value} ± {target.tolerance:g} {unit}".strip()
    words = target.kind.replace("_", " ")
    return f"{words} {value}" + ("" if target.of_state else f" {unit}".rstrip())


def _off(target: Target, means: Mapping[str, Mapping[str, float]]) -> tuple[float, str]:
    """How many tolerances the means are off, and what to think of it."""
    seen = {s: {k: np.array([v]) for k, v in of_state.items()} for s, of_state in means.items()}
    off = math.sqrt(replace(target, weight=1.0).cost(seen)[0])
    if off == 0 or (target.kind == "near" and off <= 1):
        return off, "good"
    return off, "fair" if off <= 1 else "far"


def folded(name: str, newline: str, most: int = 11) -> str:
    """A long name in two lines, broken behind the dot or underscore nearest its middle."""
    breaks = [i + 1 for i, letter in enumerate(name) if letter in "._"]
    if len(name) <= most or not breaks:
        return name
    at = min(breaks, key=lambda i: abs(i - len(name) / 2))
    return name[:at] + newline + name[at:]


def _number(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.4g}"


def _unit(metric: str) -> str:
    """The unit of "population.metric", "" where it has none."""
    try:
        return _of(metrics.describe(metric.rpartition(".")[2]).unit)
    except Error:
        return ""


def _of(unit: str) -> str:
    return "" if unit == "1" else unit
