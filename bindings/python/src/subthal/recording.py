"""What a run gave."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import metrics
from ._table import html
from .records import Channel


@dataclass(frozen=True, eq=False)
class Recording:
    """Rows and spikes of some steps.

    `rows` (n_rows, n_channels) holds every `every`-th step, counted from the simulation's
    beginning; `spikes` is a structured array with step, population and cell. Either is None if it
    was not wanted. `n_spikes` counts also those that found no room.
    """

    dt_ms: float
    first_step: int
    n_steps: int
    every: int
    populations: Mapping[str, int]  # cells of each, by name
    channels: tuple[Channel, ...]
    rows: np.ndarray | None
    spikes: np.ndarray | None
    n_spikes: int

    @property
    def row_steps(self) -> np.ndarray:
        """The step after which each row was taken (n_rows)."""
        first = (self.first_step // self.every + 1) * self.every - 1
        n_rows = 0 if self.rows is None else len(self.rows)
        return first + self.every * np.arange(n_rows)

    @property
    def end_step(self) -> int:
        """The first step that was not run."""
        return self.first_step + self.n_steps

    @property
    def time_ms(self) -> np.ndarray:
        """The time of each row (n_rows), in ms since the simulation's beginning."""
        return (self.row_steps + 1) * self.dt_ms

    def __getitem__(self, channel: str) -> np.ndarray:
        """One column of the rows by name, such as "stn.v" or "stn.v[3]" (n_rows); a view."""
        names = [c.name for c in self.channels]
        if self.rows is None or channel not in names:
            raise KeyError(f"no rows of {channel!r}; there are {', '.join(names) or 'none'}")
        return self.rows[:, names.index(channel)]

    def spikes_of(self, population: str) -> tuple[np.ndarray, np.ndarray]:
        """Time in ms and cell of each spike of a population, in order of time."""
        own = self._all_spikes()
        own = own[own["population"] == self._index(population)]
        return (own["step"] + 1) * self.dt_ms, own["cell"]

    def _index(self, population: str) -> int:
        if population not in self.populations:
            raise KeyError(f"no population {population!r}; there are {', '.join(self.populations)}")
        return list(self.populations).index(population)

    def _all_spikes(self) -> np.ndarray:
        if self.spikes is None or len(self.spikes) < self.n_spikes:
            raise ValueError("the run did not keep all of its spikes")
        return self.spikes

    def activity(
        self, population: str, *, burn_in_ms: float = 0.0, signal: str | None = None
    ) -> metrics.Activity:
        """What a population did after the burn-in, as metrics take it.

        `signal` is "v" or "i_syn", whose mean over the population was probed; or None.
        """
        start = self.first_step + round(burn_in_ms / self.dt_ms)
        mean = None if signal is None else self[f"{population}.{signal}"][self.row_steps >= start]
        return metrics.Activity(
            spikes=self._all_spikes(),
            population=self._index(population),
            n_cells=self.populations[population],
            first_step=start,
            end_step=self.end_step,
            dt_ms=self.dt_ms,
            signal=mean,
            signal_interval_ms=self.every * self.dt_ms,
        )

    def metric(self, population: str, name: str, *, burn_in_ms: float = 0.0) -> float:
        """A metric after the burn-in; for one of two populations give "first.second"."""
        signal = metrics.describe(name).signal
        named = population.split(".")
        parts = [self.activity(p, burn_in_ms=burn_in_ms, signal=signal) for p in named]
        return metrics.compute(name, *parts)

    def __repr__(self) -> str:
        span = f"{self.first_step * self.dt_ms:g} to {self.end_step * self.dt_ms:g} ms"
        shape = "no rows" if self.rows is None else f"rows {self.rows.shape}"
        return f"<subthal.Recording from {span}: {shape}, {self.n_spikes} spikes>"

    def _repr_html_(self) -> str:
        rows: list[tuple[Any, ...]] = [(c.name, c.unit) for c in self.channels]
        return html(repr(self)[1:-1], ("channel", "unit"), rows, 12)
