"""Judges a candidate of a search as a confirmation would, on seeds that it was not chosen on."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from tqdm.auto import tqdm

from ...network import Network
from . import acceptance, controls, dissociation, stimulation, voltages
from .confirmation import as_doubled
from .rows import Row
from .states import PARKINSONIAN, States, check_states, check_twice
from .trials import DT_MS, MEASURED_MS, Lab

#: Candidates that fail mostly do so on the first few seeds.
FEW = 8
MORE = 16


def examine(
    states: States,
    network: Network,
    twice: Network,
    seeds: Iterator[int],
    n_threads: int = 0,
    *,
    dt_ms: float = DT_MS,
    _measured_ms: float = MEASURED_MS,
) -> list[str]:
    """What a candidate fails, by name; empty if it passes with room for other seeds.

    Lines 1 to 3 on 8 seeds; lines 8, 4 and 5 on the same; then 1 to 3 with voltages on 16 more and
    on 8 at double size. The first of these stages that fails ends it. Draws from `seeds`, which no
    other candidate should see. `states`, `network`, `twice` and `dt_ms` are those of `confirm`. A
    row passes with room if its mean, by the standard error or by two SD where seeds are asked, is
    within limits.
    """
    check_twice(network, twice)
    states = check_states(states, network)
    with tqdm(total=0, disable=True) as bar:
        once = Lab(network, (), bar, _measured_ms, n_threads, dt_ms)
        for rows in _stages(states, once, replace(once, network=twice), iter(seeds)):
            if failed := [row.what for row in rows if row.is_asked and not row.passed_safely]:
                return failed
    return []


def _stages(states: States, once: Lab, twice: Lab, seeds: Iterator[int]) -> Iterator[Iterable[Row]]:
    """The rows of each stage, run when it is asked for."""
    few = _on_fresh(once, seeds, FEW)
    seen = few.see(states)
    yield acceptance.rows(seen)
    if PARKINSONIAN in states:
        yield stimulation.rows(few, states[PARKINSONIAN], seen[PARKINSONIAN])
        yield controls.rows(few, states[PARKINSONIAN], seen[PARKINSONIAN])
    if len(states) == 2:
        yield dissociation.rows(few, states, seen)
    yield _with_voltages(_on_fresh(once, seeds, MORE), states)
    yield as_doubled(_with_voltages(_on_fresh(twice, seeds, FEW), states))


def _with_voltages(lab: Lab, states: States) -> list[Row]:
    return acceptance.rows(lab.see(states)) + voltages.rows(lab, states)


def _on_fresh(lab: Lab, seeds: Iterator[int], n_seeds: int) -> Lab:
    fresh = tuple(islice(seeds, n_seeds))
    if len(fresh) < n_seeds:
        raise ValueError(f"an examination needs {FEW + MORE + FEW} seeds; the iterator ran out")
    return replace(lab, seeds=fresh)
