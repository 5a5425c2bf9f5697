"""Electrodes: where cells are, what stimulates them, and what records their currents."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from ._arrays import Config, array, doubles, set_receivers, whole_numbers
from ._library import c_text, check, ffi, lib

Place = Sequence[float] | np.ndarray

#: Of the tissue, S/m.
CONDUCTIVITY = 0.27


class Electrodes:
    """Places cells, and adds what stimulates and what records."""

    _c: Any

    def add_stimulator(
        self,
        name: str,
        population: str,
        *,
        cells: Sequence[int] | np.ndarray | None = None,
        weights: Sequence[float] | np.ndarray | None = None,
        axons: Sequence[int] | np.ndarray | None = None,
        axon_thresholds_ma: Sequence[float] | np.ndarray | None = None,
        shape: Sequence[float] | np.ndarray | None = None,
        **fields: Any,
    ) -> None:
        """Adds a pulse generator: current into somata, and spikes launched in axons.

        `cells`, or all, receive `weights`, or 1, of each mA; `axons` are excited by pulses from
        `axon_thresholds_ma` on; where none are listed, a part `axon_fraction` of all is drawn.
        `waveform`: "biphasic", which is the default, "passive" or "monophasic"; `shape`: the first
        phase in equal pieces, each a part of the amplitude. Other fields are those of
        subthal_stimulator_config: `frequency_hz`, `amplitude_ma`, `width_ms`, `gap_ms`,
        `recharge_ms`, `recharge_tau_ms`, `start_ms`, `soma` (0 for axons alone), `slew_ma_per_s`,
        `most_amplitude_ma`, `most_charge_uc`, `collision_ms`, `refractory_ms`, `impedance_kohm`.
        They become parameters, such as "name.amplitude".
        """
        fill = lib.subthal_stimulator_config_default
        config = Config("stimulator_config", fill, name=name, population=population)
        _set_plain(config, fields, "add_stimulator")
        set_receivers(config, cells, weights)
        for field, values in (("axons", axons), ("shape", shape)):
            if values is not None and len(values) == 0:
                raise ValueError(f"{field} is empty; leave it out for the default")
        if axons is not None:
            config.set_array("axons", "n_axons", whole_numbers(axons, np.uint32))
        for field, values in (("axon_thresholds_ma", axon_thresholds_ma), ("shape", shape)):
            config.set_array(field, f"n_{field}".removesuffix("_ma"), _numbers(values))
        check(lib.subthal_network_add_stimulator(self._c, config.c))

    def set_positions(self, population: str, xyz_um: Any) -> None:
        """Places the cells of a population: (n_cells, 3), um."""
        xyz = doubles(xyz_um)
        if xyz.ndim != 2 or xyz.shape[1] != 3 or xyz.size == 0:
            raise ValueError(f"xyz_um is {xyz.shape}, need (n_cells, 3)")
        config = ffi.from_buffer("double[]", xyz)
        check(lib.subthal_network_set_positions(self._c, c_text(population), config, xyz.size))

    def place_in_ball(self, population: str, centre_um: Place, radius_um: float) -> None:
        """Places the cells of a population in a ball, evenly, by the network's seed; um."""
        args = *_place(centre_um, "centre_um"), radius_um
        check(lib.subthal_network_place_in_ball(self._c, c_text(population), *args))

    def positions(self, population: str) -> np.ndarray:
        """Where the cells of a population are: (n_cells, 3), um."""
        ask, name = lib.subthal_network_positions, c_text(population)
        return array(np.float64, lambda *out: ask(self._c, name, *out)).reshape(-1, 3)

    def field(
        self, population: str, electrode_um: Place, conductivity: float = CONDUCTIVITY
    ) -> np.ndarray:
        """What an electrode makes at each cell of a population (n_cells), mV per mA.

        1/(4 pi conductivity r), which holds the other way round too; `conductivity` in S/m.
        """
        ask = lib.subthal_network_field
        args = c_text(population), *_place(electrode_um, "electrode_um"), conductivity
        return array(np.float64, lambda *out: ask(self._c, *args, *out))

    def add_lfp(
        self,
        name: str,
        *,
        populations: Sequence[str] | None = None,
        electrode_um: Place | None = None,
        reference_um: Place | None = None,
        **fields: Any,
    ) -> None:
        """Adds a column to the output rows: an electrode's local field potential, mV.

        It sees the synaptic currents of `populations`, or of all that have positions, against what
        is far away or `reference_um`. Other fields: `conductivity` (0.27 S/m unless given),
        `low_pass_hz`, `artefact_mv_per_ma`, `blanking_ms`.
        """
        config = Config("lfp_config", lib.subthal_lfp_config_default, name=name)
        _set_plain(config, fields, "add_lfp")
        if electrode_um is not None:
            config.set("electrode_um", _place(electrode_um, "electrode_um"))
        if reference_um is not None:
            config.set("reference_um", _place(reference_um, "reference_um"))
            config.set("has_reference", 1)
        if populations is not None:
            if isinstance(populations, str):
                raise TypeError('populations is a list of names, such as ["gpe"]')
            config.set_texts("populations", "n_populations", list(populations))
        check(lib.subthal_network_add_lfp(self._c, config.c))


def _set_plain(config: Config, fields: dict[str, Any], method: str) -> None:
    """Sets numbers and texts by name; pointers and lengths have keywords of their own."""
    plain = {name for name in dir(config.c) if _is_plain(config, name)}
    if unknown := set(fields) - plain:
        raise TypeError(f"{method} has no field {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        if value is not None:
            config.set(name, value)


def _is_plain(config: Config, name: str) -> bool:
    kinds = {field: member.type for field, member in ffi.typeof(config.c[0]).fields}
    is_text = kinds[name] is ffi.typeof("char const *")
    return is_text or kinds[name] is ffi.typeof("double")


def _numbers(values: Any) -> np.ndarray | None:
    return None if values is None else doubles(values)


def _place(xyz_um: Place, name: str) -> list[float]:
    """Three coordinates as C has them."""
    xyz = [float(value) for value in doubles(xyz_um).ravel()]
    if len(xyz) != 3:
        raise ValueError(f"{name} has {len(xyz)} coordinates, a place has 3: x, y, z")
    return xyz
