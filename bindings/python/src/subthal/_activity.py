"""What one population did, as metrics take it."""

from dataclasses import dataclass

import numpy as np

from ._arrays import SPIKE, Config, doubles
from ._library import lib


@dataclass(frozen=True, eq=False)
class Activity:
    """What one population did in the steps from `first_step` to before `end_step`.

    `spikes` may hold those of other populations and steps. `signal` is the mean over the population
    of V or "i_syn" in these steps and nowhere else, if a metric needs one.
    """

    spikes: np.ndarray
    n_cells: int
    end_step: int
    population: int = 0
    first_step: int = 0
    dt_ms: float = 0.025
    signal: np.ndarray | None = None
    signal_interval_ms: float = 0.025

    def _as_c(self) -> Config:
        fields = ("n_cells", "end_step", "population", "first_step", "dt_ms", "signal_interval_ms")
        values = {name: getattr(self, name) for name in fields}
        config = Config("recording", lib.subthal_recording_default, **values)
        if self.spikes.dtype != SPIKE:  # NumPy would spread a plain number over all fields
            raise TypeError("spikes must be an array of dtype subthal.SPIKE")
        config.set_array("spikes", "n_spikes", np.ascontiguousarray(self.spikes))
        signal = None if self.signal is None else doubles(self.signal)
        config.set_array("signal", "signal_len", signal)
        return config
