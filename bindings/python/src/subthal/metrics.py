"""Metrics of spikes and signals, computed by the library: pure functions over arrays."""

from typing import Any

import numpy as np

from ._activity import Activity
from ._arrays import Config, array, doubles, pointer
from ._library import c_text, check, ffi, lib, number, record, text_of
from ._library import names as _names
from ._rhythms import (
    BETA_BURST,
    BURST,
    BetaBursts,
    Coupling,
    Relay,
    beta_bursts,
    bursts_after_silence,
    bursts_by_surprise,
    multitaper_psd,
    phase_amplitude,
    relay,
    spike_spectrum,
)
from .records import Metric

__all__ = [
    "BETA_BURST",
    "BURST",
    "Activity",
    "BetaBursts",
    "Coupling",
    "Relay",
    "band_power",
    "beta_bursts",
    "beta_peak",
    "beta_prominence",
    "beta_prominence_over_1f",
    "bursts_after_silence",
    "bursts_by_surprise",
    "chi_squared",
    "coherence",
    "coherence_phase",
    "coherence_threshold",
    "compute",
    "describe",
    "multitaper_psd",
    "names",
    "phase_amplitude",
    "population_rate",
    "relative_band_power",
    "relay",
    "seed_beta_fraction",
    "seed_beta_power",
    "spike_spectrum",
    "synchrony",
    "welch_psd",
]


def names() -> list[str]:
    """The metrics that have a name."""
    return _names("metric")


def describe(name: str) -> Metric:
    """Unit and meaning of a metric, and what it is made from."""
    c = record("metric_info", lambda *out: lib.subthal_metric_describe(c_text(name), *out))
    signal = (None, "v", "i_syn", None)[c.needs_signal]
    texts = text_of(c.name), text_of(c.unit), text_of(c.meaning)
    return Metric(*texts, signal, c.n_populations, c.needs_signal == 3)


def compute(name: str, *activities: Activity) -> float:
    """A metric by name of one population's activity, or of two, whose order counts.

    NaN where there is no such value: a silent population has no CV.
    """
    if len(activities) not in (1, 2):
        raise TypeError("a metric is of one activity or of two")
    calls = lib.subthal_metric_compute, lib.subthal_metric_compute_of_two
    parts = [activity._as_c() for activity in activities]
    args = [c_text(name), *(part.c for part in parts)]
    return number("double", lambda out: calls[len(parts) - 1](*args, out))


def synchrony(activity: Activity, frequency_hz: float) -> tuple[float, float]:
    """R (1: independent, n_cells: as one) and kappa, the mean pairwise coherency."""
    part, out = activity._as_c(), ffi.new("double[2]")
    check(lib.subthal_synchrony(part.c, frequency_hz, out, out + 1))
    return out[0], out[1]


def population_rate(activity: Activity, bin_steps: int) -> np.ndarray:
    """The firing rate of a cell (n_bins), in Hz, averaged over the population, in bins of steps."""
    part = activity._as_c()
    return array(np.float64, lambda *out: lib.subthal_population_rate(part.c, bin_steps, *out))


def _welch(interval_ms: float, segment: int, overlap: int) -> Config:
    fields = {"interval_ms": interval_ms, "segment": segment, "overlap": overlap}
    return Config("welch_config", lib.subthal_welch_config_default, **fields)


def _frequencies(config: Config) -> np.ndarray:
    """Of the bins of a spectrum or a coherence, in Hz."""
    return array(np.float64, lambda *out: lib.subthal_welch_frequencies(config.c, *out))


def welch_psd(
    signal: Any, interval_ms: float, segment: int = 0, overlap: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies in Hz and power spectral density, in unit^2/Hz, of a signal.

    Segments of `segment` samples share `overlap`; 0 is 1 s that overlap by half.
    """
    config, signal = _welch(interval_ms, segment, overlap), doubles(signal)
    source = pointer(signal), signal.size
    density = array(np.float64, lambda *out: lib.subthal_welch_psd(config.c, *source, *out))
    return _frequencies(config), density


def coherence(
    x: Any, y: Any, interval_ms: float, segment: int = 0, overlap: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies in Hz and the magnitude-squared coherence of two signals, from 0 to 1."""
    return _of_pair(lib.subthal_coherence, x, y, _welch(interval_ms, segment, overlap))


def coherence_phase(
    x: Any, y: Any, interval_ms: float, segment: int = 0, overlap: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies in Hz and the phase of two signals, from -pi to pi: positive where y leads.

    It means something where the coherence exceeds `coherence_threshold`.
    """
    return _of_pair(lib.subthal_coherence_phase, x, y, _welch(interval_ms, segment, overlap))


def _of_pair(call: Any, x: Any, y: Any, config: Config) -> tuple[np.ndarray, np.ndarray]:
    x, y = doubles(x), doubles(y)
    if x.size != y.size:
        raise ValueError(f"the signals have {x.size} and {y.size} samples")
    pair = pointer(x), pointer(y), x.size
    return _frequencies(config), array(np.float64, lambda *out: call(config.c, *pair, *out))


def chi_squared(rows: Any) -> float:
    """Synchrony of V (n_rows, n_cells) after Golomb and Rinzel (1993): 1 if all do the same."""
    rows = doubles(rows)
    if rows.ndim != 2:
        raise ValueError(f"rows have {rows.ndim} dimensions; rows x cells are needed")
    source = pointer(rows), *rows.shape
    return number("double", lambda out: lib.subthal_chi_squared(*source, out))


def coherence_threshold(
    n_samples: int, interval_ms: float, alpha: float = 0.01, segment: int = 0, overlap: int = 0
) -> float:
    """The coherence that two independent signals exceed in a bin with probability `alpha`."""
    ask, config = lib.subthal_coherence_threshold, _welch(interval_ms, segment, overlap)
    return number("double", lambda out: ask(config.c, n_samples, alpha, out))


def _of_signal(call: Any, signal: Any, interval_ms: float, *more: Any, **cut: int) -> float:
    config, signal = _welch(interval_ms, **{"segment": 0, "overlap": 0} | cut), doubles(signal)
    source = pointer(signal), signal.size
    return number("double", lambda out: call(config.c, *source, *more, out))


def band_power(signal: Any, interval_ms: float, low_hz: float, high_hz: float, **cut: int) -> float:
    """Power from `low_hz` to `high_hz`, in unit^2. `segment` and `overlap` as in `welch_psd`."""
    return _of_signal(lib.subthal_band_power, signal, interval_ms, low_hz, high_hz, **cut)


def relative_band_power(
    signal: Any,
    interval_ms: float,
    band_hz: tuple[float, float],
    of_hz: tuple[float, float],
    **cut: int,
) -> float:
    """Power in a band (low, high) over that in another; NaN of a flat signal."""
    bands = ffi.new("double[2]", band_hz), ffi.new("double[2]", of_hz)
    return _of_signal(lib.subthal_relative_band_power, signal, interval_ms, *bands, **cut)


def beta_peak(signal: Any, interval_ms: float, **cut: int) -> tuple[float, float]:
    """Frequency in Hz and density in unit^2/Hz of the largest density in 13-30 Hz, over 3 bins."""
    frequency_hz = ffi.new("double *")
    density = _of_signal(lib.subthal_beta_peak, signal, interval_ms, frequency_hz, **cut)
    return frequency_hz[0], density


def beta_prominence(signal: Any, interval_ms: float, **cut: int) -> float:
    """How far the beta peak stands above the median of 5-10 and 36-60 Hz, in dB."""
    return _of_signal(lib.subthal_beta_prominence, signal, interval_ms, **cut)


def beta_prominence_over_1f(signal: Any, interval_ms: float, **cut: int) -> float:
    """How far the beta peak stands above a 1/f line fitted to 4-10 and 36-100 Hz, in dB."""
    return _of_signal(lib.subthal_beta_prominence_over_1f, signal, interval_ms, **cut)


def _seed(call: Any, signal: Any, interval_ms: float) -> float:
    signal = doubles(signal)
    return number("double", lambda out: call(pointer(signal), signal.size, interval_ms, out))


def seed_beta_power(signal: Any, interval_ms: float) -> float:
    """The seed's beta: summed |rfft|^2 over 13-30 Hz, in unit^2. It counts tonic firing as beta."""
    return _seed(lib.subthal_seed_beta_power, signal, interval_ms)


def seed_beta_fraction(signal: Any, interval_ms: float) -> float:
    """The seed's beta over the same sum from 1 to 100 Hz; NaN of a flat signal."""
    return _seed(lib.subthal_seed_beta_fraction, signal, interval_ms)
