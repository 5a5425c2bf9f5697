"""The states that are confirmed: parameters by path, of the presets or of a file."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...network import Network

#: Parameters by path.
State = Mapping[str, float]
States = Mapping[str, State]

HEALTHY, PARKINSONIAN = "healthy", "parkinsonian"
#: The applied currents; uA/cm2 or pA, as the models have them.
DRIVES = ("stn.i_app", "gpe.i_app", "gpi.i_app")
#: Conductances on a cell, nS.
WEIGHTS = ("stn_to_gpe.weight", "gpe_to_stn.weight", "stn_to_gpi.weight", "gpe_to_gpi.weight")

STATES = (HEALTHY, PARKINSONIAN)


@dataclass(frozen=True)
class Circuit:
    """Presets that are such a pair: the first part of their names, and the step they are run at."""

    presets: str
    dt_ms: float


CIRCUITS = {
    "adex": Circuit("stn_gpe_gpi_adex", 0.025),
    "hh": Circuit("stn_gpe_gpi_hh", 0.008),  # V of its pallidum overshoots at 0.01 ms and more
    "rubin_terman": Circuit("stn_gpe_gpi_rubin_terman", 0.025),
}
TWICE = {"n_stn": 100, "n_gpe": 200, "n_gpi": 150}
POPULATIONS = ("stn", "gpe", "gpi")
#: Projections from the first population and from the second.
LOOP = ("stn_to_gpe", "gpe_to_stn")


def preset_states(circuit: str = "adex") -> dict[str, dict[str, float]]:
    """The two states of a circuit's presets: three drives and four conductances each."""
    networks = {state: Network.preset(f"{CIRCUITS[circuit].presets}_{state}") for state in STATES}
    return {
        state: {path: net[path] for path in DRIVES + WEIGHTS} for state, net in networks.items()
    }


def preset_circuits(circuit: str = "adex") -> tuple[Network, Network]:
    """A circuit of the presets, and the same with twice the cells."""
    preset = f"{CIRCUITS[circuit].presets}_{HEALTHY}"
    return Network.preset(preset), Network.preset(preset, **TWICE)


def read_states(file: str | Path) -> dict[str, dict[str, float]]:
    """States of a file, JSON or TOML: a table for each, of parameters by path.

    A file that has another form raises `ValueError`.
    """
    text = Path(file).read_text(encoding="utf-8")
    found = json.loads(text) if Path(file).suffix == ".json" else tomllib.loads(text)
    try:
        return {state: _numbers(values) for state, values in found.items()}
    except (AttributeError, TypeError, ValueError):
        asked = "a table for each state, of numbers by path, such as 'stn.i_app' = 70"
        raise ValueError(f"{file} is not {asked}") from None


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    return {path: float(value) for path, value in values.items()}


def check_states(states: States, network: Network) -> States:
    """The states in their order; `ValueError` for a state or a circuit that cannot be asked.

    A parameter that the network does not have, or a value out of its range, raises what the network
    raises.
    """
    if not states or set(states) - set(STATES):
        raise ValueError(f"states are 'healthy', 'parkinsonian' or both, not {list(states)}")
    _check_names("populations", POPULATIONS, network.populations)
    _check_names("projections", LOOP, network.projections)
    for state in states.values():
        network.copy().update(state)
    return {name: states[name] for name in STATES if name in states}


def check_twice(network: Network, twice: Network) -> None:
    """`ValueError` where a circuit is not of double size."""
    sizes, doubled = ({p.name: p.n_cells for p in n.populations.values()} for n in (network, twice))
    if doubled != {name: 2 * n_cells for name, n_cells in sizes.items()}:
        raise ValueError(f"twice has cells {doubled}, need the double of {sizes}")


def _check_names(kind: str, wanted: tuple[str, ...], there: Mapping[str, Any]) -> None:
    if missing := [name for name in wanted if name not in there]:
        raise ValueError(f"the network has no {kind} {', '.join(missing)}; there are {list(there)}")


def sizes_of(network: Network) -> str:
    """Such as "50 STN, 100 GPe, 75 GPi"."""
    return ", ".join(f"{p.n_cells} {label(p.name)}" for p in network.populations.values())


def label(population: str) -> str:
    """The name of a population as papers have it."""
    return {"stn": "STN", "gpe": "GPe", "gpi": "GPi"}.get(population, population)
