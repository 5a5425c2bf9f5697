"""Estimators and controllers: the pieces of a closed loop, one sample or one tick at a time."""

from collections.abc import Callable
from math import nan
from typing import Any, ClassVar, NamedTuple

import numpy as np

from ._arrays import Config, array, doubles, own_buffer, pointer
from ._handle import Handle
from ._library import c_text, check, ffi, lib, number, record

# Found once, since an update is a microsecond's work; a struct of each call's own, for threads.
ESTIMATE = ffi.typeof("struct subthal_estimate *")
STIMULUS = ffi.typeof("struct subthal_stimulus *")


class Estimate(NamedTuple):
    """What an estimator knows after a sample."""

    value: float  # in the unit of the samples; its square from "band_power", 0 or 1 from "bursts"
    phase_rad: float  # from "envelope_phase", 0 at the peak; NaN from the others
    is_fresh: bool  # computed from this sample; an older one is held otherwise
    n_refused: int  # samples refused so far, which were not finite


class Stimulus(NamedTuple):
    """What a stimulator is told."""

    output: float  # what is controlled: the amplitude or the frequency
    amplitude: float  # mA, or the stimulator's unit
    frequency_hz: float
    n_refused: int  # measures refused so far


class BurstsInfo(NamedTuple):
    """What an estimator of the kind "bursts" has seen; samples count from 0."""

    envelope: float  # in the unit of the samples
    is_on: bool
    n_onsets: int
    n_offsets: int
    first_sample: int  # of the newest burst
    n_samples: int  # of the newest burst, so far
    total_samples: int  # of all that have ended


class Machine(Handle):
    """What has a state, and is one thread's at a time."""

    _calls: ClassVar[tuple[Callable[..., int], ...]]  # reset, save, load

    def reset(self) -> None:
        """Forgets everything: it equals a new one."""
        with self._alone():
            check(self._calls[0](self._c))

    def save(self) -> bytes:
        """The complete state, the same bytes on every machine."""
        with self._alone():
            return array(np.uint8, lambda *out: self._calls[1](self._c, *out)).tobytes()

    def load(self, state: bytes) -> None:
        """Goes on as the one that saved it did, bit by bit, if that had the same configuration."""
        given = ffi.from_buffer("uint8_t[]", state)
        with self._alone():
            check(self._calls[2](self._c, given, len(given)))


def estimator_config(kind: str, **fields: Any) -> Config:
    """The configuration of an estimator: the defaults of its kind, then `fields`."""
    fill = lib.subthal_estimator_config_default
    return _config("estimator_config", lambda *out: fill(c_text(kind), *out), fields)


def controller_config(kind: str, acts_on: str = "amplitude", **fields: Any) -> Config:
    """The configuration of a controller: the defaults of its kind, then `fields`."""
    fill, texts = lib.subthal_controller_config_default, (c_text(kind), c_text(acts_on))
    return _config("controller_config", lambda *out: fill(*texts, *out), fields)


def _config(c_type: str, fill: Callable[..., int], fields: dict[str, Any]) -> Config:
    config = Config(c_type, fill)
    config.set_all(fields)
    return config


def _outputs(call: Callable[..., int], inputs: Any, out: np.ndarray | None) -> np.ndarray:
    """What a machine gives for each of its inputs."""
    given = doubles(inputs).ravel()
    wanted = np.empty(given.size) if out is None else own_buffer(out, np.float64, "out")
    if wanted.shape != given.shape:
        raise ValueError(f"out is {wanted.shape}, need {given.shape}")
    check(call(pointer(given), given.size, pointer(wanted, writable=True), wanted.size))
    return wanted


class Estimator(Machine):
    """A measure of a signal, sample by sample, causal: one of `subthal.names("estimator")`.

        est = subthal.Estimator("band_rectified", window_ms=100)
        value, phase_rad, *_ = est.update(lfp)

    Fields are those of subthal_estimator_config: `sample_hz` (1000 unless given), `low_hz`,
    `high_hz`, `filter`, `order`, `average`, `window_ms`, `fft_points`, `hop_ms`, `threshold`...
    """

    _calls = (
        lib.subthal_estimator_reset,
        lib.subthal_estimator_save,
        lib.subthal_estimator_load,
    )

    def __init__(self, kind: str, **fields: Any):
        config, new = estimator_config(kind, **fields), lib.subthal_estimator_new
        handle = number("subthal_estimator *", lambda out: new(config.c, out))
        self._own(handle, lib.subthal_estimator_free)

    def update(self, sample: float) -> Estimate:
        """Takes a sample; one that is not finite is refused, counted, and changes nothing."""
        c = ffi.new(ESTIMATE)
        if status := lib.subthal_estimator_update(self._c, sample, c, ffi.sizeof(c[0])):
            check(status)
        return Estimate(c.value, c.phase_rad, bool(c.is_fresh), c.n_refused)

    def run(self, samples: Any, out: np.ndarray | None = None) -> np.ndarray:
        """The value after each of many samples: the bits of one at a time."""
        call = lib.subthal_estimator_run
        return _outputs(lambda *args: call(self._c, *args), samples, out)

    @property
    def bursts(self) -> BurstsInfo:
        """What one of the kind "bursts" has seen."""
        c = record("bursts_info", lambda *out: lib.subthal_estimator_bursts(self._c, *out))
        counts = c.n_onsets, c.n_offsets, c.first_sample, c.n_samples, c.total_samples
        return BurstsInfo(c.envelope, bool(c.is_on), *counts)


class Controller(Machine):
    """A stimulus from a measure, call by call: one of `subthal.names("controller")`.

        ctl = subthal.Controller("pi", set_point=7e-4)
        sim["dbs.amplitude"] = ctl.update(value).amplitude

    It acts on the "amplitude" or the "frequency". Fields are those of subthal_controller_config:
    `set_point`, `lower`, `upper`, `constant`, `gain`, `integral_s`, `interval_s`, `min`, `max`...
    """

    _calls = (
        lib.subthal_controller_reset,
        lib.subthal_controller_save,
        lib.subthal_controller_load,
    )

    def __init__(self, kind: str, acts_on: str = "amplitude", **fields: Any):
        config, new = controller_config(kind, acts_on, **fields), lib.subthal_controller_new
        handle = number("subthal_controller *", lambda out: new(config.c, out))
        self._own(handle, lib.subthal_controller_free)

    def update(self, measure: float, phase_rad: float = nan) -> Stimulus:
        """Takes a measure, an interval after the last.

        `phase_rad` is for "phase_locked" alone, which refuses a measure without one.
        """
        c = ffi.new(STIMULUS)
        if status := lib.subthal_controller_update(
            self._c, measure, phase_rad, c, ffi.sizeof(c[0])
        ):
            check(status)
        return Stimulus(c.output, c.amplitude, c.frequency_hz, c.n_refused)

    def run(self, measures: Any, out: np.ndarray | None = None) -> np.ndarray:
        """The output after each of many measures: the bits of one at a time."""
        call = lib.subthal_controller_run
        return _outputs(lambda *args: call(self._c, *args), measures, out)

    def stimulated(self) -> None:
        """Tells it of a stimulus that others gave: nothing is measured for its `blanking_s`."""
        check(lib.subthal_controller_stimulated(self._c))
