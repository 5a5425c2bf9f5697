"""Building a network by hand, by keywords."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from ._arrays import Config, cells_of, doubles, set_receivers, whole_numbers
from ._library import c_text, check, lib
from ._params import HasParams


class Builds(HasParams):
    """Adds populations, projections, noise, inputs, pulses and probes."""

    def add_population(self, name: str, model: str, n_cells: int) -> None:
        """Adds cells of a model, one of `subthal.names("model")`, with its parameters' defaults.

        All cells are equal and start equal, until noise, heterogeneity or an initial spread tells
        them apart.
        """
        args = c_text(name), c_text(model), n_cells
        check(lib.subthal_network_add_population(self._c, *args))

    def add_projection(
        self,
        name: str,
        source: str,
        target: str,
        *,
        e_rev_mv: float,
        rule: str | None = None,
        edges: tuple[Any, Any, Any] | None = None,
        **fields: Any,
    ) -> None:
        """Adds synapses from one population to another.

        `rule`: "all_to_all", which is the default, "fixed_probability" (`p`), "fixed_total" (`n`),
        "fixed_in_degree" (`k`) or "one_to_one" (`offset`); `edges` gives (pre, post, weight) of
        each synapse instead. Other fields are those of subthal_projection_config: `weight` and
        `weight_unit` ("nS" or "mS/cm2"), `weight_is_total`, `unit_peak`, `saturating`, `delay_ms`,
        `delay_spread_ms`, `tau_rise_ms`, `tau_decay_ms`, `unit_factor`. The current is
        weight x s x (e_rev_mv - V), added: positive depolarises.

        `kinetics`, what opens the synapses: "two_stage", which is the default, "alpha" (a spike,
        with `tau_decay_ms`) or "graded" (V of the source, with `alpha_per_ms`, `beta_per_ms`,
        `theta_mv`, `sigma_mv`).
        """
        config = Config("projection_config", lib.subthal_projection_config_default, name=name)
        known = set(dir(config.c)) - {"struct_size", "reserved", "n_edges"}
        if unknown := set(fields) - known | {f for f in fields if f.startswith("edge_")}:
            raise TypeError(f"add_projection has no field {', '.join(sorted(unknown))}")
        rule = "edges" if edges is not None and rule is None else rule
        fields |= {"from": source, "to": target, "e_rev_mv": e_rev_mv, "rule": rule}
        for field, value in fields.items():
            if value is not None:
                config.set(field, value)
        if edges is not None:
            _set_edges(config, *edges)
        check(lib.subthal_network_add_projection(self._c, config.c))

    def add_noise(
        self,
        population: str,
        *,
        tau_ms: float | None = None,
        mean: float | None = None,
        sigma: float | None = None,
        unit_factor: float | None = None,
    ) -> None:
        """Adds a noise current (Ornstein-Uhlenbeck) of its own to each cell of a population.

        `mean` and `sigma`, its standard deviation, are in the unit of the model's "i_app".
        """
        fields = {"tau_ms": tau_ms, "mean": mean, "sigma": sigma, "unit_factor": unit_factor}
        fill = lib.subthal_noise_config_default
        config = Config("noise_config", fill, population=population, **fields)
        check(lib.subthal_network_add_noise(self._c, config.c))

    def add_input(
        self,
        name: str,
        population: str,
        *,
        cells: Sequence[int] | np.ndarray | None = None,
        weights: Sequence[float] | np.ndarray | None = None,
        unit: str | None = None,
    ) -> None:
        """Adds a column to the input rows: a current into `cells`, or all, times `weights`, or 1.

        `unit`: "pA" or "uA/cm2"; that of the model's current unless given.
        """
        texts = {"name": name, "population": population, "unit": unit}
        config = Config("input_config", lib.subthal_input_config_default, **texts)
        set_receivers(config, cells, weights)
        check(lib.subthal_network_add_input(self._c, config.c))

    def add_pulses(
        self,
        name: str,
        population: str,
        *,
        frequency_hz: float | None = None,
        cv: float | None = None,
        amplitude: float | None = None,
        width_ms: float | None = None,
        start_ms: float | None = None,
        cells: Sequence[int] | np.ndarray | None = None,
        weights: Sequence[float] | np.ndarray | None = None,
    ) -> None:
        """Adds a train of pulses of current into `cells`, or all, times `weights`, or 1.

        From `start_ms` on, 0 unless given, `frequency_hz` pulses a second of `width_ms`, 0.1 unless
        given, and `amplitude`, in the unit of the model's "i_app". `cv` is that of 1/interval,
        which is gamma-distributed: 0, which is the default, for a periodic train, up to 1.
        """
        numbers = {"frequency_hz": frequency_hz, "cv": cv, "amplitude": amplitude}
        numbers |= {"width_ms": width_ms, "start_ms": start_ms}
        fill = lib.subthal_pulses_config_default
        config = Config("pulses_config", fill, name=name, population=population, **numbers)
        set_receivers(config, cells, weights)
        check(lib.subthal_network_add_pulses(self._c, config.c))

    def add_probe(
        self,
        population: str,
        variable: str = "v",
        *,
        cells: Sequence[int] | np.ndarray | None = None,
        mean: bool = False,
    ) -> None:
        """Adds columns to the output rows: one a cell, or one with the mean over the cells.

        `variable` is one of `variable_names(population)`; the mean of "i_syn" serves as LFP.
        """
        fields = {"population": population, "variable": variable, "mean": mean}
        config = Config("probe_config", lib.subthal_probe_config_default, **fields)
        config.set_array("cells", "n_cells", cells_of(cells))
        check(lib.subthal_network_add_probe(self._c, config.c))


def _set_edges(config: Config, pre: Any, post: Any, weight: Any) -> None:
    arrays = whole_numbers(pre, np.uint32), whole_numbers(post, np.uint32), doubles(weight)
    if len({array.shape for array in arrays}) != 1:
        raise ValueError("pre, post and weight of edges must have the same length")
    for field, values in zip(("edge_pre", "edge_post", "edge_weight"), arrays, strict=True):
        config.set_array(field, "n_edges", values)
