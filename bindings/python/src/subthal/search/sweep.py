"""Many trials over the workers of a Dask cluster: on this machine or on a hundred."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from tqdm.auto import tqdm

from ..batch import Answers, evaluate, table
from ..network import Network


def sweep(
    client: Any,
    net: Network,
    params: Sequence[str | int] = (),
    values: Any = None,
    seeds: Any = None,
    metrics: Sequence[str] = (),
    *,
    chunk: int = 64,
    n_threads: int = 1,
    progress: bool = True,
    **protocol: Any,
) -> Answers:
    """`evaluate` over a cluster: the same arguments, the same answers to the last bit.

    `client`: of `dask.distributed`, as `Client(LocalCluster())` or `Client("scheduler:8786")`; its
    workers need this package. `chunk` trials are one task, which takes `n_threads` threads. A task
    whose worker dies is run again by another, as Dask does. Ctrl-C cancels what is not done.
    """
    from dask.distributed import as_completed

    values, seeds = table(values, len(params), seeds)
    firsts = range(0, len(seeds), chunk)
    asked = net, tuple(params), tuple(metrics), {**protocol, "n_threads": n_threads}
    futures = [
        client.submit(_answered, *asked, values[i : i + chunk], seeds[i : i + chunk], pure=False)
        for i in firsts
    ]
    try:
        with tqdm(total=len(seeds), unit=" trials", disable=not progress) as bar:
            for _, answers in as_completed(futures, with_results=True):
                bar.update(len(answers))
        return _joined([future.result() for future in futures], chunk)
    finally:
        client.cancel(futures)


def _answered(
    net: Network,
    params: tuple[str | int, ...],
    metrics: tuple[str, ...],
    more: dict[str, Any],
    values: np.ndarray,
    seeds: np.ndarray,
) -> Answers:
    return evaluate(net, params, values, seeds, metrics, **more)


def _joined(parts: list[Answers], chunk: int) -> Answers:
    arrays = [
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("values", "seeds", "results", "statuses")
    ]
    sentences = {
        first * chunk + trial: sentence
        for first, part in enumerate(parts)
        for trial, sentence in part.sentences.items()
    }
    return Answers(parts[0].metrics, parts[0].params, *arrays, sentences)
