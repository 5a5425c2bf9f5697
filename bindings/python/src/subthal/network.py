"""What to simulate."""

from types import SimpleNamespace
from typing import Any, Self

import numpy as np

from ._arrays import Config, array, doubles, pointer
from ._building import Builds
from ._electrodes import Electrodes
from ._library import NULL, c_text, check, ffi, lib, number, record, text
from ._table import html
from .records import Population, Projection, Wiring, listed, population, projection, rows_of


class Network(Builds, Electrodes):
    """Populations, projections, noise, inputs, pulses, probes, their parameters and one seed.

    It holds no running state: a `Simulator` copies what it needs, so a network may be changed or
    freed meanwhile. One thread builds it, any number read it.

        net = Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1)
        net["stn.i_app"] = 70
    """

    _params_c = SimpleNamespace(
        count=lib.subthal_network_param_count,
        info=lib.subthal_network_param_info,
        find=lib.subthal_network_find_param,
        get=lib.subthal_network_get,
        set=lib.subthal_network_set,
        get_many=lib.subthal_network_get_many,
        set_many=lib.subthal_network_set_many,
    )

    def __init__(self, seed: int = 0):
        """An empty network; wiring, heterogeneity, initial state and noise follow from `seed`."""
        self._take(lambda out: lib.subthal_network_new(seed, out))

    def _take(self, call: Any) -> Self:
        self._own(number("subthal_network *", call), lib.subthal_network_free)
        return self

    @classmethod
    def _made(cls, call: Any) -> Self:
        return cls.__new__(cls)._take(call)

    @classmethod
    def preset(
        cls, name: str, *, seed: int = 0, n_stn: int = 0, n_gpe: int = 0, n_gpi: int = 0
    ) -> Self:
        """A network by name, one of `subthal.names("preset")`; a size of 0 is the preset's own."""
        sizes = {"n_stn": n_stn, "n_gpe": n_gpe, "n_gpi": n_gpi, "seed": seed}
        config = Config("preset_config", lib.subthal_preset_config_default, **sizes)
        args = c_text(name), config.c
        return cls._made(lambda out: lib.subthal_network_from_preset(*args, out))

    @classmethod
    def from_text(cls, description: str) -> Self:
        """The network that `to_text` wrote: equal, with the same results to the last bit."""
        encoded = description.encode()
        return cls._made(lambda out: lib.subthal_network_from_text(encoded, len(encoded), out))

    def to_text(self) -> str:
        """The whole description as text (TOML), exactly."""
        return text(lambda *out: lib.subthal_network_to_text(self._c, *out))

    def copy(self) -> Self:
        """A second network that says the same."""
        return self._made(lambda out: lib.subthal_network_copy(self._c, out))

    __copy__ = copy

    def __deepcopy__(self, memo: dict) -> Self:
        return self.copy()

    def __reduce__(self) -> tuple:
        return type(self).from_text, (self.to_text(),)

    @property
    def seed(self) -> int:
        """What wiring, heterogeneity, initial state and noise follow from."""
        return number("uint64_t", lambda out: lib.subthal_network_seed(self._c, out))

    @seed.setter
    def seed(self, seed: int) -> None:
        check(lib.subthal_network_set_seed(self._c, seed))

    @property
    def memory_bytes(self) -> int:
        """About how many bytes a simulator of it will take, before anything is built."""
        return number("uint64_t", lambda out: lib.subthal_network_memory_bytes(self._c, out))

    @property
    def populations(self) -> dict[str, Population]:
        """The populations by name, in the order in which spikes count them."""
        count = number("size_t", lambda out: lib.subthal_network_population_count(self._c, out))
        return {p.name: p for p in listed(count, self._population)}

    def _population(self, index: int) -> Population:
        ask = lib.subthal_network_population_info
        return population(record("population_info", lambda *out: ask(self._c, index, *out)))

    @property
    def projections(self) -> dict[str, Projection]:
        """The projections by name, in the order of addition."""
        count = number("size_t", lambda out: lib.subthal_network_projection_count(self._c, out))
        return {p.name: p for p in listed(count, self._projection)}

    def _projection(self, index: int) -> Projection:
        ask = lib.subthal_network_projection_info
        return projection(record("projection_info", lambda *out: ask(self._c, index, *out)))

    def variable_names(self, population: str) -> list[str]:
        """What can be probed: the state variables, then "i_syn", "i_noise", "i_input"."""
        ask, name = lib.subthal_network_variable_names, c_text(population)
        return text(lambda *out: ask(self._c, name, *out)).split()

    def set_cells(self, path: str, values: Any) -> None:
        """Gives each cell of a population its own value of a parameter (n_cells)."""
        values = doubles(values).ravel()
        check(lib.subthal_network_set_cells(self._c, c_text(path), pointer(values), values.size))

    def cell_values(self, path: str) -> np.ndarray:
        """The value of a parameter in every cell of its population (n_cells), spread included."""
        ask, name = lib.subthal_network_cell_values, c_text(path)
        return array(np.float64, lambda *out: ask(self._c, name, *out))

    def set_heterogeneity(self, path: str, relative_sd: float) -> None:
        """Spreads a parameter over cells: normal, truncated at 3 SD; 0 ends the spread."""
        check(lib.subthal_network_set_heterogeneity(self._c, c_text(path), relative_sd))

    def set_initial(self, path: str, values: Any) -> None:
        """Sets where a state variable starts, such as "stn.v": one value, or one a cell."""
        values = doubles(values).ravel()
        check(lib.subthal_network_set_initial(self._c, c_text(path), pointer(values), values.size))

    def set_initial_spread(self, path: str, sd: float) -> None:
        """Spreads where a state variable starts, by `sd` in its unit; anew for each trial."""
        check(lib.subthal_network_set_initial_spread(self._c, c_text(path), sd))

    def wiring(self, projection: str) -> Wiring:
        """The synapses of a projection; weights are in its unit, weight_scale left out."""
        ask, name = lib.subthal_network_wiring, c_text(projection)
        nothing = [NULL] * 4
        count = number("size_t", lambda needed: ask(self._c, name, *nothing, 0, needed))
        types = np.uint32, np.uint32, np.float64, np.float64
        synapses = Wiring(*(np.empty(count, dtype) for dtype in types))
        arrays = [pointer(values, writable=True) for values in synapses]
        check(ask(self._c, name, *arrays, count, ffi.NULL))
        return synapses

    def pulse_steps(self, name: str, n_steps: int, *, trial: int = 0, dt_ms: float) -> np.ndarray:
        """The steps before `n_steps` of a trial in which the pulses of a train begin to act."""
        ask, args = lib.subthal_network_pulse_steps, (c_text(name), trial, dt_ms, n_steps)
        return array(np.uint64, lambda *out: ask(self._c, *args, *out))

    def __repr__(self) -> str:
        if not self._finalizer.alive:
            return "<subthal.Network, freed>"
        sizes = ", ".join(f"{p.n_cells} {p.name}" for p in self.populations.values())
        return f"<subthal.Network of {sizes or 'nothing yet'}; seed {self.seed}>"

    def _repr_html_(self) -> str:
        if not self._finalizer.alive:
            return html("a network that was freed", (), ())
        cells = rows_of(self.populations.values())
        arrows = [(p.name, p.source, p.target, p.rule) for p in self.projections.values()]
        populations = html(f"Network, seed {self.seed}", ("population", "model", "cells"), cells)
        return populations + html("", ("projection", "from", "to", "rule"), arrows)
