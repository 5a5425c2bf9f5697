"""The rest of line 3: the least and the greatest voltage of any cell, at every step of a trial."""

import math
import os
import re
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from tqdm.auto import tqdm

from ...errors import DivergedError
from ...network import Network
from ...simulator import Simulator
from .rows import Limits, Row
from .states import POPULATIONS, States
from .trials import BURN_IN_MS, Lab

#: Steps that are recorded at a time.
STRETCH = 400
#: No living cell goes beyond, mV.
LIMITS: Limits = (-110.0, 60.0)
#: A channel of the rows.
CELL_V = rf"({'|'.join(POPULATIONS)})\.v\[\d+\]"


def rows(lab: Lab, states: States) -> list[Row]:
    """The rows of each state, mV, from the first step to the last."""
    found = []
    for name, state in states.items():
        network = lab.network.copy()
        network.update(state)
        least, greatest = np.transpose(_of_seeds(lab, network))
        found.append(Row(f"{name} least V, mV", 3, least, LIMITS, "each"))
        found.append(Row(f"{name} greatest V, mV", 3, greatest, LIMITS, "each"))
    return found


def _of_seeds(lab: Lab, network: Network) -> list[tuple[float, float]]:
    """Least and greatest V of each seed (n_seeds, 2), mV; Ctrl-C leaves out what did not begin."""
    n_steps = round((BURN_IN_MS + lab.measured_ms) / lab.dt_ms)
    pool = ThreadPoolExecutor(lab.n_threads or os.cpu_count())
    try:
        started = [pool.submit(extremes, network, seed, n_steps, lab.dt_ms) for seed in lab.seeds]
        return [_told(lab.bar, future.result()) for future in started]
    finally:
        pool.shutdown(cancel_futures=True)


def _told(bar: tqdm, found: tuple[float, float]) -> tuple[float, float]:
    bar.update()
    return found


def extremes(network: Network, seed: int, n_steps: int, dt_ms: float) -> tuple[float, float]:
    """Least and greatest V of any cell in the trial that `evaluate` runs of a seed, mV.

    In single precision; NaN, which no limits hold, where a voltage left the finite numbers.
    """
    network = network.copy()
    network.seed = seed
    for population in POPULATIONS:
        network.add_probe(population)
    simulator = Simulator(network, dt_ms=dt_ms, precision="single")
    is_v = np.array([re.fullmatch(CELL_V, channel.name) for channel in simulator.channels], bool)
    try:
        pieces = [_piece(simulator, is_v, n_steps) for _ in range(0, n_steps, STRETCH)]
    except DivergedError:
        return math.nan, math.nan
    least, greatest = np.transpose(pieces)
    return float(least.min()), float(greatest.max())


def _piece(simulator: Simulator, is_v: np.ndarray, n_steps: int) -> tuple[float, float]:
    """Least and greatest V of the next steps, mV."""
    recording = simulator.run(min(STRETCH, n_steps - simulator.step), spikes=False)
    volts_mv = recording.rows if is_v.all() else recording.rows[:, is_v]
    return volts_mv.min(), volts_mv.max()
