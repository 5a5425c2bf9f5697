"""What the library says about a network, as plain records."""

from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import Any, NamedTuple, Self, overload

import numpy as np

from ._library import text_of
from ._table import html


@dataclass(frozen=True)
class Param:
    """One parameter: its path, value, unit and range."""

    id: int
    path: str
    value: float
    unit: str
    meaning: str
    default: float
    min: float
    max: float
    n_cells: int  # that may differ in it; 0 where it is one for all
    while_running: bool

    @classmethod
    def _of(cls, param_id: int, value: float, c: Any) -> Self:
        texts = text_of(c.path), value, text_of(c.unit), text_of(c.meaning)
        numbers = c.default_value, c.min, c.max, c.n_cells, bool(c.while_running)
        return cls(param_id, *texts, *numbers)


class Params(tuple[Param, ...]):
    """All parameters, in order of id; `params["stn.i_app"]` is one by path."""

    @overload
    def __getitem__(self, key: str) -> Param: ...
    @overload
    def __getitem__(self, key: int) -> Param: ...
    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, str):
            return super().__getitem__(key)
        for param in self:
            if param.path == key:
                return param
        raise KeyError(key)

    def search(self, words: str) -> "Params":
        """The parameters that have all the words in their path or meaning."""
        wanted = words.lower().split()
        return Params(p for p in self if all(w in f"{p.path} {p.meaning}".lower() for w in wanted))

    def __repr__(self) -> str:
        return "\n".join(f"{p.path} = {p.value:g} {p.unit}  ({p.meaning})" for p in self)

    def _repr_html_(self) -> str:
        heads = ("path", "value", "unit", "min", "max", "meaning")
        rows = [(p.path, p.value, p.unit, p.min, p.max, p.meaning) for p in self]
        return html(f"{len(self)} parameters", heads, rows, 200)


@dataclass(frozen=True)
class LogInfo:
    """How far a log is."""

    capacity_bytes: int
    used_bytes: int  # that `log_save` gives now
    n_steps: int  # that are in it
    is_full: bool  # something did not fit in: nothing is logged since then


@dataclass(frozen=True)
class Replay:
    """How far a replay is, and what it has found."""

    position: int  # where the next one goes on, with `steps_into`
    steps_into: int
    n_steps: int  # logged steps done since the beginning
    n_equal: int  # states that were the same as the log says
    equal_step: int  # the last of them, in steps done
    departed_step: int  # the first that was not, in steps done
    departed: bool  # there was one, at which the replay ended
    ended: bool  # nothing is left to be done
    was_full: bool  # what came after the log was full is not in it


@dataclass(frozen=True)
class Population:
    """One population of a network."""

    name: str
    model: str
    n_cells: int


@dataclass(frozen=True)
class Projection:
    """One projection of a network. Its weight, delay, times and reversal are parameters."""

    name: str
    source: str
    target: str
    rule: str
    weight_unit: str
    weight_is_total: bool
    unit_peak: bool
    saturating: bool
    unit_factor: float
    kinetics: str  # one of `subthal.names("kinetics")`


@dataclass(frozen=True)
class Channel:
    """One column of the output or input rows."""

    name: str
    unit: str


@dataclass(frozen=True)
class Divergence:
    """Where and when a simulation diverged."""

    population: str
    cell: int
    step: int


@dataclass(frozen=True)
class Delivered:
    """What a stimulator has delivered."""

    n_pulses: int
    charge_uc: float  # of either sign
    net_charge_uc: float  # 0 to rounding between pulses that take their charge back
    energy_uj: float  # in the impedance of the electrode


@dataclass(frozen=True)
class Metric:
    """A metric that has a name.

    `signal` is "v" or "i_syn", if it needs the mean of that over the population; else None.
    """

    name: str
    unit: str
    meaning: str
    signal: str | None
    n_populations: int
    of_pulses: bool  # it is of the answers to a train: "population.train.metric" in a batch


class Wiring(NamedTuple):
    """The synapses of a projection, ordered by source: one element each."""

    pre: np.ndarray
    post: np.ndarray
    weight: np.ndarray
    delay_ms: np.ndarray


def population(c: Any) -> Population:
    """From a subthal_population_info."""
    return Population(text_of(c.name), text_of(c.model), c.n_cells)


def projection(c: Any) -> Projection:
    """From a subthal_projection_info."""
    texts = [text_of(getattr(c, field)) for field in ("name", "from", "to", "rule", "weight_unit")]
    flags = bool(c.weight_is_total), bool(c.unit_peak), bool(c.saturating)
    return Projection(*texts, *flags, c.unit_factor, text_of(c.kinetics))


def channel(c: Any) -> Channel:
    """From a subthal_channel_info."""
    return Channel(text_of(c.name), text_of(c.unit))


def listed(count: int, one: Callable[[int], Any]) -> list[Any]:
    """What `one` says of each index below `count`."""
    return [one(index) for index in range(count)]


def rows_of(items: Any) -> list[tuple]:
    """Records as the rows of a table."""
    return [astuple(item) for item in items]
