"""Trials of the circuit: states and seeds in, what was measured out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from tqdm.auto import tqdm

from ...batch import evaluate
from ...network import Network
from .states import POPULATIONS, State, States

BURN_IN_MS = 500.0
MEASURED_MS = 3000.0
DT_MS = 0.025

METRICS = (
    *(f"{p}.{metric}" for metric in ("rate", "silent_cells", "cv") for p in POPULATIONS),
    "stn.beta_prominence",
    "stn.kappa",
    "stn.beta_peak_hz",
    "stn.beta_power",
    "stn.gpe.beta_detected",
)


@dataclass(frozen=True, eq=False)
class Seen:
    """What was measured of a state: `results` (n_seeds, n_metrics), `failed` (n_seeds).

    A trial has failed if a voltage left the finite numbers; its metrics are NaN, which no row
    accepts. In others a metric without a value is 0: a silent population has no spectrum, hence no
    beta.
    """

    results: np.ndarray
    failed: np.ndarray

    def __getitem__(self, metric: str) -> np.ndarray:
        return self.results[:, METRICS.index(metric)]

    @property
    def rates_hz(self) -> np.ndarray:
        """Of STN, GPe and GPi (3, n_seeds)."""
        return np.array([self[f"{population}.rate"] for population in POPULATIONS])

    @property
    def mean_rates_hz(self) -> np.ndarray:
        """Of STN, GPe and GPi over the seeds (3); 0 where a trial has failed."""
        return np.nan_to_num(self.rates_hz.mean(axis=1))


@dataclass(frozen=True, eq=False)
class Lab:
    """Where trials are run: a circuit, its step, the seeds of all (n_seeds), and who is told."""

    network: Network
    seeds: tuple[int, ...]
    bar: tqdm
    measured_ms: float = MEASURED_MS
    n_threads: int = 0
    dt_ms: float = DT_MS

    def see(self, states: States, **protocol: Any) -> dict[str, Seen]:
        """What was seen of each state by name."""
        return dict(zip(states, self.run(list(states.values()), **protocol), strict=True))

    def run(self, states: Sequence[State], **protocol: Any) -> list[Seen]:
        """Each state on each seed, in one batch; wiring, cells, start and noise follow from a seed.

        A path that not all of the states set has the network's own value in the others. `protocol`:
        what is not as usual, in keywords of `subthal.evaluate`.
        """
        paths = sorted({path for state in states for path in state})
        own = dict(zip(paths, self.network.get_many(paths), strict=True))
        values = [list({**own, **state}.values()) for state in states for _ in self.seeds]
        seeds = list(self.seeds) * len(states)
        usual = {"burn_in_ms": BURN_IN_MS, "measured_ms": self.measured_ms, "dt_ms": self.dt_ms}
        usual |= {"redraw_wiring": True, "n_threads": self.n_threads, "progress": _watch(self.bar)}
        asked = self.network, paths, np.array(values), seeds, METRICS
        answers = evaluate(*asked, **{**usual, **protocol})
        is_without = np.isnan(answers.results) & answers.ok[:, np.newaxis]
        results = np.where(is_without, 0.0, answers.results)
        parts = (np.split(column, len(states)) for column in (results, ~answers.ok))
        return [Seen(*seen) for seen in zip(*parts, strict=True)]


def _watch(bar: tqdm) -> Callable[[int, int], None]:
    """Tells the bar of a batch."""
    before = 0

    def tell(n_done: int, _n_trials: int) -> None:
        nonlocal before
        bar.update(n_done - before)
        before = n_done

    return tell


def ratios(seen: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Seed by seed; not finite, which no row accepts, where a divisor is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return seen / of


def decibels(power: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Power over another, seed by seed, dB; not finite where one is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return 10 * np.log10(ratios(power, of))
