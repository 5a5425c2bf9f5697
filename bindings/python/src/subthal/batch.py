"""Many trials in one call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from . import _progress
from ._arrays import Config, doubles, pointer, whole_numbers
from ._library import c_text, check, ffi, lib, status_name
from ._table import html
from .errors import CancelledError
from .network import Network


@dataclass(frozen=True, eq=False)
class Answers:
    """What became of the trials of a batch.

    `results` (n_trials, n_metrics), NaN where a trial has none; `statuses` (n_trials), 0 for OK;
    `sentences` of the trials that failed; `answers["stn.rate"]` is the column of a metric.
    """

    metrics: tuple[str, ...]
    params: tuple[str | int, ...]
    values: np.ndarray
    seeds: np.ndarray
    results: np.ndarray
    statuses: np.ndarray
    sentences: dict[int, str] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.seeds)

    def __getitem__(self, metric: str) -> np.ndarray:
        if metric not in self.metrics:
            raise KeyError(f"no metric {metric!r}; there are {', '.join(self.metrics)}")
        return self.results[:, self.metrics.index(metric)]

    def as_dict(self) -> dict[str, np.ndarray]:
        """The metrics by name (n_trials each)."""
        return {metric: self[metric] for metric in self.metrics}

    @property
    def ok(self) -> np.ndarray:
        """Which trials have an answer (n_trials)."""
        return self.statuses == 0

    @property
    def status_names(self) -> list[str]:
        """What became of each trial, such as "ok" or "diverged"."""
        return [status_name(int(status)) for status in self.statuses]

    def sentence(self, trial: int) -> str:
        """Why a trial failed: a parameter and its range, or what diverged; "" if it did not."""
        return self.sentences.get(range(len(self))[trial], "")

    def __repr__(self) -> str:
        return f"<subthal.Answers: {len(self)} trials, {int(self.ok.sum())} ok>"

    def _repr_html_(self) -> str:
        why = [self.sentence(trial) or "ok" for trial in range(len(self))]
        rows = [
            (seed, *map(float, row), status)
            for seed, row, status in zip(self.seeds, self.results, why, strict=True)
        ]
        return html(repr(self)[1:-1], ("seed", *self.metrics, "status"), rows, 20)


def evaluate(
    net: Network,
    params: Sequence[str | int] = (),
    values: Any = None,
    seeds: Any = None,
    metrics: Sequence[str] = (),
    *,
    dt_ms: float | None = None,
    burn_in_ms: float | None = None,
    measured_ms: float | None = None,
    precision: str | None = None,
    integrator: str | None = None,
    redraw_wiring: bool = False,
    n_threads: int = 0,
    progress: bool | Callable[[int, int], Any] = False,
) -> Answers:
    """Runs many trials, on threads of the library: parameters and seeds in, metrics out.

    `params`: paths or ids (n_params). `values` (n_trials, n_params), or one row for all seeds.
    `seeds` (n_trials), from 0 upwards unless given. `metrics`: "population.metric", or
    "first.second.metric" of two populations. Each trial simulates `burn_in_ms` (500), then
    `measured_ms` (2000), in "single" precision unless given. `redraw_wiring`: a seed stands in
    place of the network's, and draws everything anew.

    A trial that fails has its status, its sentence and NaN, and touches no other. `progress`: True
    for a line on stderr, or a function of (n_done, n_trials), whose true answer raises
    `CancelledError`. Ctrl-C ends the trials that are under way and is raised.
    """
    fields = {"dt_ms": dt_ms, "burn_in_ms": burn_in_ms, "measured_ms": measured_ms}
    fields |= {"precision": precision, "integrator": integrator, "redraw_wiring": redraw_wiring}
    protocol = Config("protocol", lib.subthal_protocol_default, **fields)
    trials = _Trials(net, tuple(params), values, seeds, tuple(metrics), n_threads)
    with _progress.watching(progress) as watch:
        callback = watch.for_c()
        status = lib.subthal_evaluate(net._c, protocol.c, trials.batch.c, callback, ffi.NULL)
    watch.raise_again()
    answers = trials.answers()
    try:
        check(status)
    except CancelledError as error:
        error.answers = answers
        raise
    return answers


class _Trials:
    """The struct of a batch, and the arrays that it points to."""

    def __init__(self, net, params, values, seeds, metrics, n_threads):
        self.params, self.metrics = params, metrics
        self.ids = net.ids(params)
        self.values, self.seeds = table(values, len(params), seeds)
        n_trials = len(self.seeds)
        self.results = np.full((n_trials, len(metrics)), np.nan)
        self.statuses = np.zeros(n_trials, np.int32)
        self.batch = Config("batch", lib.subthal_batch_default, n_threads=n_threads)
        self._fill(self.batch)

    def _fill(self, batch: Config) -> None:
        names = [ffi.new("char[]", c_text(metric)) for metric in self.metrics]
        self.names = names, ffi.new("char *[]", names)
        batch.c.metrics, batch.c.n_metrics = self.names[1], len(names)
        self.ids_c = pointer(self.ids, "size_t")
        batch.c.params, batch.c.n_params = self.ids_c, self.ids.size
        batch.set_array("values", "values_len", self.values)
        batch.set_array("seeds", "n_trials", self.seeds)
        batch.set_array("results", "results_len", self.results)
        batch.set_array("statuses", "statuses_len", self.statuses)
        self.sentences = np.zeros(len(self.seeds), f"S{batch.c.sentence_size}")
        self.sentences_c = pointer(self.sentences, "char", writable=True)
        batch.c.sentences, batch.c.sentences_len = self.sentences_c, self.sentences.nbytes

    def answers(self) -> Answers:
        failed = np.flatnonzero(self.statuses)
        sentences = {int(trial): self.sentences[trial].decode() for trial in failed}
        asked = self.metrics, self.params, self.values, self.seeds
        return Answers(*asked, self.results, self.statuses, sentences)


def table(values: Any, n_params: int, seeds: Any) -> tuple[np.ndarray, np.ndarray]:
    """Values (n_trials, n_params) and seeds (n_trials), one row or none of values for all seeds."""
    seeds = None if seeds is None else whole_numbers(np.atleast_1d(seeds), np.uint64)
    values = np.empty((1, 0)) if values is None else doubles(values)
    if values.ndim == 1:
        values = values.reshape(-1, 1) if n_params == 1 else values.reshape(1, -1)
    if seeds is None:
        seeds = np.arange(len(values), dtype=np.uint64)
    if len(values) == 1:
        values = np.repeat(values, len(seeds), axis=0)
    if values.shape != (len(seeds), n_params):
        raise ValueError(f"values are {values.shape}, need {(len(seeds), n_params)}")
    return values, seeds
