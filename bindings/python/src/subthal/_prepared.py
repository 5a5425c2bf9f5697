"""A run whose buffers and pointers are made once."""

from typing import Any

import numpy as np

from ._arrays import SPIKE, Config, own_buffer
from ._library import check, error_of, lib


class PreparedRun:
    """Advances a simulator by the same number of steps, into the same arrays, at each call.

        step = sim.prepare(1)
        for _ in range(1000):
            step.inputs[0, 0] = gain * step.rows[0, 0]
            step()

    `inputs` (n_steps, n_inputs), zero at first, is read; `rows` (at most n_steps / every + 1,
    n_channels) and `spikes` are written: the first `n_rows` and `n_spikes` of them, which may be
    more than `spikes` holds. Ctrl-C waits for the end of a call, so keep it short.
    """

    def __init__(
        self,
        sim: Any,
        n_steps: int = 1,
        *,
        every: int = 1,
        inputs: np.ndarray | None = None,
        rows: np.ndarray | None = None,
        spikes: np.ndarray | None = None,
    ):
        n_cells, n_rows = sum(sim.populations.values()), n_steps // max(1, every) + 1
        n_rows = n_steps if every <= 1 else n_rows
        self._inputs = _buffer(inputs, np.float64, (n_steps, len(sim.inputs)), "inputs")
        self._rows = _buffer(rows, np.float64, (n_rows, len(sim.channels)), "rows")
        self._spikes = _buffer(spikes, SPIKE, (n_steps * n_cells,), "spikes")
        self._config = Config("run", lib.subthal_run_default, n_steps=n_steps, every=every)
        for name in ("inputs", "rows", "spikes"):
            if (values := getattr(self, name)).size:
                self._config.set_array(name, f"{name}_len", values)
        self._simulator, self._locked = sim, sim._lock.locked
        self._run, self._sim_c, self._c = lib.subthal_simulator_run, sim._c, self._config.c

    def __call__(self) -> None:
        """Advances; the answers are in `rows` and `spikes`."""
        if self._locked():
            raise error_of(lib.SUBTHAL_STATUS_BUSY, "the simulator is in use by another call")
        if status := self._run(self._sim_c, self._c):
            check(status)

    # Properties, since C holds the pointers: `step.inputs = other` would change nothing.
    @property
    def inputs(self) -> np.ndarray:
        """Input rows, read at each call: `step.inputs[:] = ...`."""
        return self._inputs

    @property
    def rows(self) -> np.ndarray:
        """Output rows of the last call."""
        return self._rows

    @property
    def spikes(self) -> np.ndarray:
        """Spikes of the last call."""
        return self._spikes

    @property
    def n_rows(self) -> int:
        """Rows that the last call wrote."""
        return self._c.n_rows

    @property
    def n_spikes(self) -> int:
        """Spikes fired in the last call."""
        return self._c.n_spikes


def _buffer(given: Any, dtype: Any, shape: tuple[int, ...], name: str) -> np.ndarray:
    return np.zeros(shape, dtype) if given is None else own_buffer(given, dtype, name)
