"""A closed loop: a simulator, an estimator and a controller at their own rates."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

import numpy as np

from ._arrays import TICK, Config, pointer
from ._library import NULL, ffi, lib, number
from ._running import Pieces
from .control import Machine
from .errors import DivergedError
from .recording import Recording


class Tick(NamedTuple):
    """What a law is shown when it is asked."""

    step: int
    sample: float
    estimate: float
    phase_rad: float
    amplitude_ma: float
    frequency_hz: float


class Law:
    """The caller's own law for C. What it raises ends the run, and is raised again after it."""

    def __init__(self, law: Callable[[Tick], float]):
        self.law = law
        self.raised: BaseException | None = None
        self.cancel = ffi.new("int32_t *")
        self.c = ffi.callback(
            "subthal_decide", self._decide, error=float("nan"), onerror=self._keep
        )

    def _decide(self, seen: Any, _context: Any) -> float:
        fields = (getattr(seen, name) for name in Tick._fields)
        return float(self.law(Tick(*fields)))

    def _keep(self, _kind: type, exception: BaseException, _traceback: Any) -> float:
        # No exception may cross C: the run is cancelled, and this is raised once it has ended.
        self.raised = exception
        self.cancel[0] = 1
        return float("nan")


class LoopPieces(Pieces):
    """A run in pieces with the loop closed, and its ticks."""

    def __init__(self, closed: "Loop", law: Law | None, *run: Any):
        super().__init__(*run)
        self.closed, self.law, self.ticks = closed, law, []
        if law is not None:
            self.c.cancel = law.cancel

    def _run_c(self, n_steps: int) -> int:
        ticks = np.empty(n_steps // self.closed.interval_steps + 1, TICK)
        decide = NULL if self.law is None else self.law.c
        n_ticks = ffi.new("uint64_t *")
        room = pointer(ticks, writable=True), ticks.size, n_ticks
        status = lib.subthal_loop_run(self.closed._c, self.sim._c, self.c, decide, NULL, *room)
        self.ticks.append(ticks[: n_ticks[0]])
        return status

    def _check(self, status: int) -> None:
        if self.law is not None and self.law.raised is not None:
            raise self.law.raised
        super()._check(status)

    def attach_to(self, error: BaseException) -> None:
        """Lets an exception carry what there was until it."""
        recording, ticks = self.recording(), self.all_ticks()
        with suppress(Exception):  # one of the caller's may refuse attributes
            error.recording, error.ticks = recording, ticks

    def all_ticks(self) -> np.ndarray:
        """The ticks of the pieces so far."""
        return np.concatenate(self.ticks) if self.ticks else np.empty(0, TICK)


class Loop(Machine):
    """Runs a simulator with the loop closed, as a rig does, and tells what it did.

        closed = subthal.Loop(
            sim, "lfp", "dbs", estimator_config("band_rectified"), controller_config("pi"))
        recording, ticks = closed.run(sim, 40_000)

    It measures the channel of the output rows that is named `channel`, and sets the amplitude or
    the frequency of the stimulator. The configurations are `control.estimator_config` and
    `control.controller_config`; the controller begins after `start_ms`.
    """

    _calls = (lib.subthal_loop_reset, lib.subthal_loop_save, lib.subthal_loop_load)

    def __init__(
        self,
        sim: Any,
        channel: str,
        stimulator: str,
        estimator: Config,
        controller: Config,
        *,
        start_ms: float = 0.0,
    ):
        fill, names = lib.subthal_loop_config_default, {"channel": channel}
        config = Config("loop_config", fill, **names, stimulator=stimulator, start_ms=start_ms)
        config.c.estimator, config.c.controller = estimator.c, controller.c
        new = lib.subthal_loop_new
        self._own(
            number("subthal_loop *", lambda out: new(sim._c, config.c, out)), lib.subthal_loop_free
        )
        self.interval_steps = max(1, round(controller.c.interval_s * 1e3 / sim.dt_ms))

    def run(
        self,
        sim: Any,
        n_steps: int,
        inputs: Any = None,
        *,
        law: Callable[[Tick], float] | None = None,
        every: int = 1,
        out: np.ndarray | bool = True,
        spikes: np.ndarray | bool = True,
    ) -> tuple[Recording, np.ndarray]:
        """Advances `n_steps` with the loop closed; returns the recording and the ticks.

        Ticks are an array of dtype `TICK`, one for each time that the controller was due. `law`:
        decides in the controller's place, within its limits: from a `Tick` to the amplitude or the
        frequency it wants, NaN to leave it. What it raises ends the run there, and is raised here
        with `recording` and `ticks`: those until then. So is `DivergedError`. Other arguments are
        those of `Simulator.run`.
        """
        with self._alone(), sim._alone():
            own = None if law is None else Law(law)
            pieces = LoopPieces(self, own, sim, n_steps, inputs, every, out, spikes)
            try:
                return pieces.run(), pieces.all_ticks()
            except DivergedError as error:
                if sim.divergence is not None:  # else it is of a simulator that the law ran
                    error.divergence = sim.divergence
                pieces.attach_to(error)
                raise
            except BaseException as error:
                if own is not None and error is own.raised:
                    pieces.attach_to(error)
                raise
