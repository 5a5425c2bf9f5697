"""The whole acceptance: a pair of states on held-out seeds, at two sizes of the circuit."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tqdm.auto import tqdm

from ..._library import version
from ...network import Network
from . import acceptance, controls, dissociation, stimulation, variants, voltages
from .evidence import Evidence, Section
from .rows import Row
from .states import (
    PARKINSONIAN,
    States,
    check_states,
    check_twice,
    preset_circuits,
    sizes_of,
)
from .trials import DT_MS, MEASURED_MS, Lab, Seen
from .tuning import N_TRIALS as N_TUNING_TRIALS

#: Nothing was chosen on them.
HELD_OUT = range(5001, 5021)


def confirm(
    states: States,
    *,
    network: Network | None = None,
    twice: Network | None = None,
    seeds: Iterable[int] = HELD_OUT,
    progress: bool = False,
    n_threads: int = 0,
    dt_ms: float = DT_MS,
    _measured_ms: float = MEASURED_MS,
) -> Evidence:
    """Runs the whole acceptance; returns every row of it, passed or failed.

    `states`: of "healthy" and "parkinsonian", or of one, the parameters by path that are set on
    `network`; what needs the other is left out. The network has populations stn, gpe and gpi and
    projections stn_to_gpe and gpe_to_stn; `twice` is the same circuit with twice the cells. Both
    are the presets' AdEx circuit unless given. `seeds`: two or more that no search has seen.

    Trials are 0.5 s and 3 s that count, in steps of `dt_ms` and in single precision unless a line
    says otherwise; 28 a seed and some 30 to tune the drives. `progress` shows a bar. Ctrl-C ends it
    and is raised. States or circuits that cannot be asked raise `ValueError`; a trial that diverges
    fails its rows.
    """
    network, twice = circuits(network, twice)
    states, seeds = check_states(states, network), _held_out(seeds)
    with tqdm(total=_n_trials(states, len(seeds)), unit="trial", disable=not progress) as bar:
        lab = Lab(network, seeds, bar, _measured_ms, n_threads, dt_ms)
        sections = _sections(lab, replace(lab, network=twice), states)
    return Evidence(tuple(sections), seeds, version())


def circuits(network: Network | None, twice: Network | None) -> tuple[Network, Network]:
    """Both circuits; those of the preset where neither is given."""
    if (network is None) != (twice is None):
        raise ValueError("give both circuits or neither: network, and twice with twice the cells")
    if network is None or twice is None:
        return preset_circuits()
    check_twice(network, twice)
    return network, twice


def _held_out(seeds: Iterable[int]) -> tuple[int, ...]:
    seeds = tuple(map(int, seeds))
    if len(set(seeds)) < max(2, len(seeds)):
        raise ValueError(f"a confirmation needs two seeds or more, each once, not {list(seeds)}")
    return seeds


def _n_trials(states: States, n_seeds: int) -> int:
    """Trials of a confirmation, at most: tuning may need fewer."""
    a_seed = len(states) * (2 * 2 + variants.N_PROTOCOLS)
    if PARKINSONIAN in states:
        a_seed += 2 * controls.N_CONTROLS
        a_seed += len(variants.DELAYS_MS) + len(stimulation.FREQUENCIES_HZ)
    if len(states) < 2:
        return n_seeds * a_seed
    return (n_seeds + N_TUNING_TRIALS) * 2 + n_seeds * a_seed


def _sections(once: Lab, twice: Lab, states: States) -> list[Section]:
    seen = once.see(states)
    found = _lines_1_to_4(once, states, seen) + _lines_5_to_8(once, states, seen)
    doubled = _lines_1_to_4(twice, states, twice.see(states))
    return found + [replace(section, rows=as_doubled(section.rows)) for section in doubled]


def as_doubled(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows of the circuit of double size, which say so."""
    return tuple(replace(row, what=f"double size: {row.what}") for row in rows)


def _lines_1_to_4(lab: Lab, states: States, seen: Mapping[str, Seen]) -> list[Section]:
    rows = [*acceptance.rows(seen), *voltages.rows(lab, states), *acceptance.beside(seen)]
    found = [_section(lab, "the states", rows)]
    if PARKINSONIAN in states:
        rows = controls.rows(lab, states[PARKINSONIAN], seen[PARKINSONIAN])
        found.append(_section(lab, "half of the loop without its rhythm", rows))
    return found


def _lines_5_to_8(lab: Lab, states: States, seen: Mapping[str, Seen]) -> list[Section]:
    found = []
    if len(states) == 2:
        rows = dissociation.rows(lab, states, seen)
        found.append(_section(lab, "couplings of one state, rates of the other", rows))
    rows = variants.rows(lab, states, seen)
    found.append(_section(lab, "other delays, step and precision", rows))
    if PARKINSONIAN in states:
        rows = stimulation.rows(lab, states[PARKINSONIAN], seen[PARKINSONIAN])
        found.append(_section(lab, "stimulation of axons", rows))
    return found


def _section(lab: Lab, title: str, rows: list[Row]) -> Section:
    return Section(f"{sizes_of(lab.network)}: {title}", tuple(rows))
