"""A long run in pieces, so that Ctrl-C works: n steps are the same bits however they are cut.

The library's own `cancel` would not do: Python's signal handler runs on the main thread, and only
between two of its calls, so while that thread is inside a run nobody would set it.
"""

from time import perf_counter
from typing import Any

import numpy as np

from ._arrays import SPIKE, Config, doubles, own_buffer, pointer
from ._library import NULL, check, lib
from .recording import Recording

FIRST_PIECE = 256  # steps
PIECE_SECONDS = 0.05  # how long Ctrl-C may wait, about
ENDED_EARLY = lib.SUBTHAL_STATUS_DIVERGED, lib.SUBTHAL_STATUS_CANCELLED
SCRATCH_SPIKES = 1 << 20  # room for the spikes of a piece: at most one a cell and step


class Pieces:
    """One run: its buffers, and how far it is."""

    def __init__(self, sim: Any, n_steps: int, inputs: Any, every: int, rows: Any, spikes: Any):
        self.sim, self.n_steps, self.every = sim, n_steps, every
        self.first_step = sim.step
        self.c = Config("run", lib.subthal_run_default, every=every).c
        self.done = self.n_rows = self.n_spikes = 0
        self._set_rows(rows)
        self._set_inputs(inputs)
        self._set_spikes(spikes)

    def _set_rows(self, rows: Any) -> None:
        width, wanted = len(self.sim.channels), rows is not False
        n_rows = self.sim.row_count(self.n_steps, self.every) if wanted else 0
        if isinstance(rows, bool):
            rows = np.empty((n_rows, width)) if wanted else None
        self.rows = None if rows is None else own_buffer(rows, np.float64, "out").reshape(-1)
        self.width, self.rows_c = width, None
        if self.rows is not None and width:
            self.rows_c = pointer(self.rows, writable=True)
        # What does not fit is given to the library whole, which refuses before anything changes.
        self.size = n_rows * width
        self.fits = self.rows is None or self.rows.size >= self.size

    def _set_inputs(self, inputs: Any) -> None:
        self.inputs = None if inputs is None else doubles(inputs)
        if self.inputs is None:
            return
        self.inputs_c = pointer(self.inputs)
        right = self.inputs.size == self.n_steps * len(self.sim.inputs)
        self.fits &= right and bool(np.isfinite(self.inputs).all())

    def _set_spikes(self, spikes: Any) -> None:
        n_cells = sum(self.sim.populations.values())
        self.longest, self.kept, self.own, self.scratch = self.n_steps, [], None, None
        if not isinstance(spikes, bool):
            self.own = own_buffer(spikes, SPIKE, "spikes").reshape(-1)
            self.own_c = pointer(self.own, writable=True)
        elif spikes:
            self.longest = max(1, min(self.n_steps, SCRATCH_SPIKES // max(1, n_cells)))
            self.scratch = np.empty(self.longest * n_cells, SPIKE)
            self.scratch_c = pointer(self.scratch, writable=True)

    def run(self) -> Recording:
        """Runs all pieces; a failure leaves what was done before it."""
        piece = FIRST_PIECE
        if not self.fits:
            piece, self.longest, self.scratch = self.n_steps, self.n_steps, None
        while True:
            start = perf_counter()
            self._advance(min(piece, self.n_steps - self.done, self.longest))
            if self.done >= self.n_steps:
                return self.recording()
            if perf_counter() - start < PIECE_SECONDS / 2:
                piece *= 2

    def _advance(self, n_steps: int) -> None:
        self._point_at(n_steps)
        status = self._run_c(n_steps)
        if status == lib.SUBTHAL_STATUS_OK:
            self._count(n_steps)
        elif status in ENDED_EARLY:
            self._count(self.sim.step - self.first_step - self.done)
            self._clear_rest()
        self._check(status)

    def _run_c(self, n_steps: int) -> int:
        """One piece in the library."""
        return lib.subthal_simulator_run(self.sim._c, self.c)

    def _check(self, status: int) -> None:
        """Raises what ended the run."""
        check(status)

    def _clear_rest(self) -> None:
        """The rows after an early end, as the library leaves those of one call."""
        if self.rows is not None:
            self.rows[self.n_rows * self.width : self.size] = 0.0

    def _point_at(self, n_steps: int) -> None:
        c = self.c
        c.n_steps = n_steps
        if self.inputs is not None:
            width = len(self.sim.inputs)
            c.inputs = self.inputs_c + self.done * width
            c.inputs_len = n_steps * width if self.fits else self.inputs.size
        if self.rows_c is not None:
            c.rows = self.rows_c + self.n_rows * self.width
            c.rows_len = self.rows.size - self.n_rows * self.width
        if self.scratch is not None:
            c.spikes, c.spikes_len = self.scratch_c, self.scratch.size
        elif self.own is not None:
            first = min(self.n_spikes, self.own.size)
            c.spikes = self.own_c + first if first < self.own.size else NULL
            c.spikes_len = self.own.size - first

    def _count(self, n_steps: int) -> None:
        self.done += n_steps
        self.n_rows += self.c.n_rows
        self.n_spikes += self.c.n_spikes
        if self.scratch is not None and self.c.n_spikes:
            self.kept.append(self.scratch[: self.c.n_spikes].copy())

    def recording(self) -> Recording:
        """What the pieces so far gave."""
        rows, spikes = None, None
        if self.rows is not None:
            rows = self.rows[: self.n_rows * self.width].reshape(self.n_rows, self.width)
        if self.scratch is not None:
            spikes = np.concatenate(self.kept) if self.kept else np.empty(0, SPIKE)
        elif self.own is not None:
            spikes = self.own[: self.n_spikes]
        steps = self.sim.dt_ms, self.first_step, self.done, max(1, self.every)
        channels = self.sim.populations, self.sim.channels
        return Recording(*steps, *channels, rows, spikes, self.n_spikes)
