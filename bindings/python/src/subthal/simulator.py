"""A running network."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from ._arrays import Config, array
from ._library import c_text, check, ffi, lib, number, record, text, text_of
from ._params import HasParams
from ._prepared import PreparedRun
from ._replaying import replay
from ._running import Pieces
from ._table import html
from .errors import DivergedError
from .network import Network
from .recording import Recording
from .records import Channel, Delivered, Divergence, LogInfo, Replay, channel, listed


class Simulator(HasParams):
    """A running network: all its state, and a copy of what it needs of the network.

    One thread at a time: a call while another is inside raises `BusyError`. Different simulators
    share nothing, and run at once on different threads, since the GIL is released.
    """

    _params_c = SimpleNamespace(
        count=lib.subthal_simulator_param_count,
        info=lib.subthal_simulator_param_info,
        find=lib.subthal_simulator_find_param,
        get=lib.subthal_simulator_get,
        set=lib.subthal_simulator_set,
        get_many=lib.subthal_simulator_get_many,
        set_many=lib.subthal_simulator_set_many,
    )

    def __init__(
        self,
        net: Network,
        *,
        dt_ms: float | None = None,
        precision: str | None = None,
        integrator: str | None = None,
        trial: int | None = None,
    ):
        """Makes a simulator, before its first step.

        `dt_ms`: 0.025 unless given. `precision`: "double", or "single", which is faster.
        `integrator`: "forward_euler" or "exponential_euler". Another `trial` has other noise and
        another initial state on the same wiring and cells.
        """
        how = {"dt_ms": dt_ms, "precision": precision, "integrator": integrator, "trial": trial}
        config = Config("simulator_config", lib.subthal_simulator_config_default, **how)
        new = lib.subthal_simulator_new
        self._take(number("subthal_simulator *", lambda out: new(net._c, config.c, out)))

    def _take(self, handle: Any) -> None:
        self._own(handle, lib.subthal_simulator_free)
        self._describe()

    def _describe(self) -> None:
        """What never changes, asked once."""
        self.dt_ms: float = number("double", lambda out: lib.subthal_simulator_dt_ms(self._c, out))
        count = number("size_t", lambda out: lib.subthal_simulator_population_count(self._c, out))
        self.populations: dict[str, int] = dict(listed(count, self._size))
        outputs = lib.subthal_simulator_channel_count, lib.subthal_simulator_channel_info
        inputs = lib.subthal_simulator_input_count, lib.subthal_simulator_input_info
        self.channels: tuple[Channel, ...] = self._channels(*outputs)
        self.inputs: tuple[Channel, ...] = self._channels(*inputs)

    def _size(self, index: int) -> tuple[str, int]:
        ask = lib.subthal_simulator_population_info
        c = record("population_info", lambda *out: ask(self._c, index, *out))
        return text_of(c.name), c.n_cells

    def _channels(self, count: Any, info: Any) -> tuple[Channel, ...]:
        n_channels = number("size_t", lambda out: count(self._c, out))
        ask = lambda i: record("channel_info", lambda *out: info(self._c, i, *out))  # noqa: E731
        return tuple(listed(n_channels, lambda index: channel(ask(index))))

    def run(
        self,
        n_steps: int,
        inputs: Any = None,
        *,
        every: int = 1,
        out: np.ndarray | bool = True,
        spikes: np.ndarray | bool = True,
    ) -> Recording:
        """Advances `n_steps`; returns rows and spikes.

        `inputs` (n_steps, n_inputs): row k acts during the k-th of these steps. `every`: rows are
        written after every so many steps. `out`: an array of doubles to write rows into, or False
        for none. `spikes`: an array of dtype `SPIKE` to write as many into as it holds, or False.

        Ctrl-C ends it at a step; what was done until then is done, and the simulator goes on from
        there. On any other exception but `DivergedError` nothing has changed.
        """
        with self._alone():
            pieces = Pieces(self, n_steps, inputs, every, out, spikes)
            try:
                return pieces.run()
            except DivergedError as error:
                error.recording, error.divergence = pieces.recording(), self.divergence
                raise

    def prepare(self, n_steps: int = 1, **buffers: Any) -> PreparedRun:
        """A run whose buffers are made once: the way to step in a closed loop."""
        return PreparedRun(self, n_steps, **buffers)

    def row_count(self, n_steps: int, every: int = 1) -> int:
        """How many rows the next `n_steps` will give."""
        ask, args = lib.subthal_simulator_row_count, (self._c, n_steps, every)
        return number("uint64_t", lambda out: ask(*args, out))

    def reset(self) -> None:
        """Goes back to before the first step, with the parameters it was made with: equals new."""
        with self._alone():
            check(lib.subthal_simulator_reset(self._c))

    def save(self) -> bytes:
        """A snapshot: the complete state, the same bytes on every machine.

        Noise and spikes under way, counts, and parameters changed while running are in it.
        """
        with self._alone():
            saved = array(np.uint8, lambda *out: lib.subthal_simulator_save(self._c, *out))
        return saved.tobytes()

    def load(self, snapshot: bytes) -> None:
        """Goes on from a snapshot, bit by bit as the simulator did that saved it.

        It must be of the same network, dt_ms, integrator and precision. One that is damaged or
        belongs elsewhere raises `InvalidArgumentError` and changes nothing.
        """
        given = ffi.from_buffer("uint8_t[]", snapshot)
        with self._alone():
            check(lib.subthal_simulator_load(self._c, given, len(given)))

    def fork(self) -> "Simulator":
        """A second simulator at the same moment, on the same synapses; it goes its own way."""
        fork = Simulator.__new__(Simulator)
        with self._alone():
            ask = lib.subthal_simulator_fork
            fork._take(number("subthal_simulator *", lambda out: ask(self._c, out)))
        return fork

    def log_start(self, capacity_bytes: int, *, hash_every: int = 0) -> None:
        """Logs what is done from now on, in memory that is reserved now; an earlier log is gone.

        The state is hashed after the first run that passes a multiple of `hash_every` steps; 0 is
        never, 1 finds the very step in which a replay departs. A full log ends without an error.
        """
        with self._alone():
            check(lib.subthal_simulator_log_start(self._c, capacity_bytes, hash_every))

    def log_stop(self) -> None:
        """Ends the log and gives its memory back."""
        with self._alone():
            check(lib.subthal_simulator_log_stop(self._c))

    @property
    def log_info(self) -> LogInfo:
        """How far the log is."""
        c = record("log_info", lambda *out: lib.subthal_simulator_log_info(self._c, *out))
        return LogInfo(c.capacity_bytes, c.used_bytes, c.n_steps, bool(c.is_full))

    def log_save(self) -> bytes:
        """The log as it is now, for `replay` on any machine; it goes on."""
        with self._alone():
            saved = array(np.uint8, lambda *out: lib.subthal_simulator_log_save(self._c, *out))
        return saved.tobytes()

    def replay(
        self, log: bytes, *, max_steps: int | None = None, after: Replay | None = None
    ) -> Replay:
        """Does what a log tells again, and compares; ends at the first state that departs.

        The simulator must be of the network, dt_ms, integrator and precision that were logged.
        `max_steps`: at most so many of the logged steps; the simulator then stands at that moment
        and can be looked at. `after`: goes on where that replay ended. Ctrl-C ends it.
        """
        with self._alone():
            return replay(self._c, log, max_steps, after)

    def set_many(self, params: Any, values: Any) -> None:
        """Sets parameters by path or id, all of them or none, from the next step on."""
        with self._alone():
            super().set_many(params, values)

    def __setitem__(self, path: str, value: float) -> None:
        """Sets a parameter from the next step on; a weight_scale of 0 cuts a projection."""
        with self._alone():
            super().__setitem__(path, value)

    def inject_spike(self, population: str, cell: int) -> None:
        """Makes a cell fire in the next step: targets receive the spike, its V does not move."""
        with self._alone():
            check(lib.subthal_simulator_inject_spike(self._c, c_text(population), cell))

    @property
    def step(self) -> int:
        """How many steps are done."""
        return number("uint64_t", lambda out: lib.subthal_simulator_step(self._c, out))

    @property
    def time_ms(self) -> float:
        """The time simulated."""
        return number("double", lambda out: lib.subthal_simulator_time_ms(self._c, out))

    @property
    def memory_bytes(self) -> int:
        """About how many bytes it takes."""
        return number("uint64_t", lambda out: lib.subthal_simulator_memory_bytes(self._c, out))

    @property
    def step_bound(self) -> int:
        """The most work of a step: every cell stepped, every synapse reached by a spike."""
        return number("uint64_t", lambda out: lib.subthal_simulator_step_bound(self._c, out))

    @property
    def backend(self) -> str:
        """The instruction set in use, such as "avx2". Results do not depend on it."""
        return text(lambda *out: lib.subthal_simulator_backend(self._c, *out))

    @property
    def state_hash(self) -> int:
        """A hash of the complete state (64 bit): equal on every machine after the same steps."""
        return number("uint64_t", lambda out: lib.subthal_simulator_state_hash(self._c, out))

    @property
    def divergence(self) -> Divergence | None:
        """Where and when the simulation diverged, if it did."""
        c = record("divergence", lambda *out: lib.subthal_simulator_divergence(self._c, *out))
        return Divergence(text_of(c.population), c.cell, c.step) if c.diverged else None

    def state(self, population: str, variable: str = "v") -> np.ndarray:
        """A state variable of every cell of a population (n_cells), as it is now."""
        ask, args = lib.subthal_simulator_state, (c_text(population), c_text(variable))
        return array(np.float64, lambda *out: ask(self._c, *args, *out))

    def spike_count(self, population: str) -> int:
        """How many spikes a population has fired since the beginning."""
        ask, args = lib.subthal_simulator_spike_count, (self._c, c_text(population))
        return number("uint64_t", lambda out: ask(*args, out))

    def clamp_count(self, population: str) -> int:
        """How often V of a population was clamped by its model; 0 where a model does not clamp."""
        ask, args = lib.subthal_simulator_clamp_count, (self._c, c_text(population))
        return number("uint64_t", lambda out: ask(*args, out))

    def delivered(self, stimulator: str) -> Delivered:
        """What a stimulator has delivered since the beginning."""
        ask, name = lib.subthal_simulator_delivered, c_text(stimulator)
        c = record("delivered", lambda *out: ask(self._c, name, *out))
        return Delivered(c.n_pulses, c.charge_uc, c.net_charge_uc, c.energy_uj)

    def metric(
        self, recording: Recording, population: str, name: str, *, burn_in_steps: int = 0
    ) -> float:
        """A metric of the run that ends now; `Recording.metric` needs no simulator."""
        run = _as_run(recording)
        ask, args = lib.subthal_simulator_metric, (c_text(population), c_text(name), burn_in_steps)
        return number("double", lambda out: ask(self._c, run.c, *args, out))

    def __repr__(self) -> str:
        if not self._finalizer.alive:
            return "<subthal.Simulator, freed>"
        sizes = ", ".join(f"{n} {name}" for name, n in self.populations.items())
        return f"<subthal.Simulator of {sizes} at {self.time_ms:g} ms>"

    def _repr_html_(self) -> str:
        if not self._finalizer.alive:
            return html("a simulator that was freed", (), ())
        facts = [("time", f"{self.time_ms:g} ms"), ("step", f"{self.dt_ms:g} ms")]
        facts += [("backend", self.backend), ("memory", f"{self.memory_bytes / 1e6:.1f} MB")]
        facts += [("inputs", ", ".join(c.name for c in self.inputs) or "none")]
        return html(repr(self)[1:-1], (), facts)


def _as_run(recording: Recording) -> Config:
    """A recording as the one struct of all its pieces."""
    counts = {"n_steps": recording.n_steps, "every": recording.every}
    counts |= {"n_spikes": recording.n_spikes}
    run = Config("run", lib.subthal_run_default, **counts)
    if recording.rows is not None and recording.rows.size:
        run.set_array("rows", "rows_len", recording.rows)
        run.c.n_rows = len(recording.rows)
    if recording.spikes is not None and recording.spikes.size:
        run.set_array("spikes", "spikes_len", recording.spikes)
    return run
