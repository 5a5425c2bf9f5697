"""Bursts, coupling, tapers and relay: metrics that are lists, or more than one number."""

from typing import Any, NamedTuple

import numpy as np

from ._activity import Activity
from ._arrays import BETA_BURST, BURST, Config, array, doubles, pointer, whole_numbers
from ._library import NULL, lib, number, record


def bursts_by_surprise(activity: Activity, min_surprise: float = 5.0) -> np.ndarray:
    """Bursts of every cell by Poisson surprise (Legendy and Salcman 1985), of dtype BURST."""
    call, part = lib.subthal_bursts_by_surprise, activity._as_c()
    return array(BURST, lambda *out: call(part.c, min_surprise, *out))


def bursts_after_silence(
    activity: Activity, min_silence_ms: float = 100.0, max_interval_ms: float = 4.0
) -> np.ndarray:
    """Bursts of every cell that follow a silence, as in the thalamus, of dtype BURST."""
    call, part = lib.subthal_bursts_after_silence, activity._as_c()
    return array(BURST, lambda *out: call(part.c, min_silence_ms, max_interval_ms, *out))


class BetaBursts(NamedTuple):
    """Bursts of a rhythm, of dtype BETA_BURST, and what the envelope had to exceed."""

    bursts: np.ndarray
    threshold: float


def beta_bursts(signal: Any, interval_ms: float, **fields: float) -> BetaBursts:
    """Bursts of a rhythm in a signal after Tinkhauser et al. (2017).

    `fields` are those of subthal_beta_bursts_config: `low_hz`, `high_hz`, `smoothing_ms`,
    `percentile`, `threshold` and `min_ms`.
    """
    fill, call = lib.subthal_beta_bursts_config_default, lib.subthal_beta_bursts
    config, signal = Config("beta_bursts_config", fill, interval_ms=interval_ms), doubles(signal)
    config.set_all(fields)
    args = config.c, pointer(signal), signal.size
    bursts = array(BETA_BURST, lambda *out: call(*args, *out, NULL))
    return BetaBursts(bursts, number("double", lambda out: call(*args, NULL, 0, NULL, out)))


class Coupling(NamedTuple):
    """How the amplitude of one band depends on the phase of another."""

    mi: float  # the modulation index, from 0 to 1
    z: float  # less the mean of the surrogates, over their SD
    p: float  # the chance of such an index
    amplitudes: np.ndarray  # (18), from -180 degrees up in steps of 20


def phase_amplitude(
    phase_of: Any, amplitude_of: Any, interval_ms: float, **fields: float
) -> Coupling:
    """Coupling of the phase of a signal to the amplitude of one, after Tort et al. (2010).

    `fields` are those of subthal_coupling_config: `phase_low_hz`, `phase_high_hz`,
    `amplitude_low_hz`, `amplitude_high_hz`, `n_surrogates` and `seed`.
    """
    x, y, fill = doubles(phase_of), doubles(amplitude_of), lib.subthal_coupling_config_default
    if x.size != y.size:
        raise ValueError(f"the signals have {x.size} and {y.size} samples")
    config = Config("coupling_config", fill, interval_ms=interval_ms)
    config.set_all(fields)
    args = config.c, pointer(x), pointer(y), x.size
    c = record("coupling_info", lambda *out: lib.subthal_phase_amplitude(*args, *out))
    return Coupling(c.mi, c.z, c.p, np.array(list(c.amplitudes)))


def _tapered(call: Any, n_samples: int, interval_ms: float) -> tuple[np.ndarray, np.ndarray]:
    density = array(np.float64, call)
    return np.arange(density.size) * 1000.0 / (n_samples * interval_ms), density


def multitaper_psd(
    signal: Any, interval_ms: float, time_bandwidth: float = 3.0, n_tapers: int = 5
) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies in Hz and power spectral density, in unit^2/Hz, by tapers (DPSS)."""
    signal, tapers = doubles(signal), (time_bandwidth, n_tapers)
    args = pointer(signal), signal.size, interval_ms, *tapers
    call = lib.subthal_multitaper_psd
    return _tapered(lambda *out: call(*args, *out), signal.size, interval_ms)


def spike_spectrum(
    activity: Activity, bin_steps: int, time_bandwidth: float = 3.0, n_tapers: int = 5
) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies in Hz and the mean spectrum of single cells by tapers, in Hz^2/Hz."""
    part, tapers, call = activity._as_c(), (time_bandwidth, n_tapers), lib.subthal_spike_spectrum
    n_bins = (activity.end_step - activity.first_step) // max(1, bin_steps)
    width_ms = bin_steps * activity.dt_ms
    return _tapered(lambda *out: call(part.c, bin_steps, *tapers, *out), n_bins, width_ms)


class Relay(NamedTuple):
    """How well cells pass pulses on: means over cells and pulses, NaN if no pulse counts."""

    error_index: float
    fidelity: float
    misses: float
    bursts: float
    spurious: float
    n_pulses: int


def relay(activity: Activity, pulse_steps: Any) -> Relay:
    """Error index of So, Kent and Grill (2012) and its parts; steps as `Network.pulse_steps`."""
    part, steps = activity._as_c(), whole_numbers(pulse_steps, np.uint64)
    args = part.c, pointer(steps) if steps.size else NULL, steps.size
    c = record("relay_info", lambda *out: lib.subthal_relay(*args, *out))
    return Relay(*(getattr(c, field) for field in Relay._fields))
