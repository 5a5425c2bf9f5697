"""Pictures of recordings, by matplotlib: raster, LFP, spectrum, spectrogram. Each returns its axes.

Pass `ax` to draw into axes of yours.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from . import metrics
from .recording import Recording

try:
    import matplotlib.pyplot as plt
    from matplotlib.axes import Axes
except ImportError as error:
    raise ImportError("subthal.plot needs matplotlib: pip install 'subthal[plot]'") from error

#: Colour and label of the populations that presets have; others follow from CYCLE.
COLOURS = {"stn": "#b2452f", "gpe": "#2b6c9c", "gpi": "#3d7d4f"}
LABELS = {"stn": "STN", "gpe": "GPe", "gpi": "GPi"}
CYCLE = ("#8c3b6e", "#c2882b", "#4f6d7a", "#6b5b95")
BETA_HZ = (13, 30)


def raster(
    recording: Recording,
    populations: Sequence[str] | None = None,
    *,
    t_ms: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """One line of marks a cell, populations above each other the first on top."""
    ax, names = _axes(ax, (7, 4)), list(populations or recording.populations)
    first, ticks = 0, []
    for name in reversed(names):
        times, cells = recording.spikes_of(name)
        colour = _colour(name, list(recording.populations))
        ax.plot(times, cells + first + 0.5, "|", ms=2.4, mew=0.7, color=colour)
        ticks.append(first + recording.populations[name] / 2)
        first += recording.populations[name]
        ax.axhline(first, lw=0.5, color="0.85", zorder=0)
    ax.set_yticks(ticks, [LABELS.get(name, name) for name in reversed(names)])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(0, max(first, 1))
    return _over_time(ax, recording, t_ms)


def lfp(
    recording: Recording,
    channels: Sequence[str] | None = None,
    *,
    t_ms: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Channels over time above each other, each about its mean, with a bar of its own size.

    Without `channels` electrodes and the means of "i_syn", which serve as LFP, or else all.
    """
    ax, names = _axes(ax, (7, 3)), _channels(recording, channels)
    shown = _shown(recording, t_ms)
    for place, name in enumerate(reversed(names)):
        trace = recording[name][shown]
        middle, size = np.mean(trace), np.ptp(trace) or 1.0
        scaled = 0.9 * (trace - middle) / size + place
        colour = _colour(name.split(".")[0], list(recording.populations))
        ax.plot(recording.time_ms[shown], scaled, lw=0.9, color=colour)
        _bar(ax, place, size, _unit(recording, name), colour)
    ax.set_yticks(range(len(names)), [_label(name) for name in reversed(names)])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(-0.75, len(names) - 0.25)
    return _over_time(ax, recording, t_ms)


def spectrum(
    recording: Recording,
    channels: Sequence[str] | None = None,
    *,
    burn_in_ms: float = 200.0,
    max_hz: float = 100.0,
    ax: Axes | None = None,
) -> Axes:
    """Welch spectra, of unit variance each, with the beta band marked. Channels as in `lfp`."""
    ax, names = _axes(ax, (5, 4)), _channels(recording, channels)
    ax.axvspan(*BETA_HZ, color="0.93", zorder=0)
    for name in names:
        f_hz, density = _density(recording, name, burn_in_ms)
        shown = (f_hz >= 1) & (f_hz <= max_hz)
        colour = _colour(name.split(".")[0], list(recording.populations))
        ax.semilogy(f_hz[shown], density[shown], lw=1.4, color=colour, label=_label(name))
    ax.margins(y=0.12)
    ax.text(21.5, 0.98, "beta", transform=ax.get_xaxis_transform(), ha="center", va="top")
    ax.set(xlim=(0, max_hz), xlabel="frequency (Hz)", ylabel="power (1/Hz)")
    ax.legend(frameon=False)
    return _plain(ax)


def spectrogram(
    recording: Recording,
    channel: str | None = None,
    *,
    window_ms: float = 500.0,
    max_hz: float = 60.0,
    ax: Axes | None = None,
) -> Axes:
    """Power of a channel over time and frequency, in dB; windows of Hann, a tenth apart."""
    ax, name = _axes(ax, (7, 3.2)), _channels(recording, channel and [channel])[0]
    interval_ms = recording.every * recording.dt_ms
    length = max(4, round(window_ms / interval_ms))
    windows = np.lib.stride_tricks.sliding_window_view(recording[name], length)
    windows = windows[:: max(1, length // 10)]
    centred = windows - windows.mean(axis=1, keepdims=True)
    power = np.abs(np.fft.rfft(centred * np.hanning(length), n=4 * length)) ** 2
    f_hz = np.fft.rfftfreq(4 * length, interval_ms / 1000)
    t_ms = recording.time_ms[length // 2 :: max(1, length // 10)][: len(windows)]
    shown = f_hz <= max_hz
    level = 10 * np.log10(np.maximum(power[:, shown] / power[:, shown].max(), 1e-5)).T
    image = ax.pcolormesh(t_ms, f_hz[shown], level, vmin=-30, cmap="magma", rasterized=True)
    ax.figure.colorbar(image, ax=ax, label="dB, the peak is 0", pad=0.02)
    for edge in BETA_HZ:
        ax.axhline(edge, lw=0.8, ls=":", color="white")
    ax.set(xlabel="time (ms)", ylabel="frequency (Hz)", title=_label(name))
    return ax


def _axes(ax: Axes | None, size: tuple[float, float]) -> Axes:
    return ax or plt.subplots(figsize=size, layout="constrained")[1]


def _plain(ax: Axes) -> Axes:
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def _over_time(ax: Axes, recording: Recording, t_ms: tuple[float, float] | None) -> Axes:
    ends = recording.first_step * recording.dt_ms, recording.end_step * recording.dt_ms
    ax.set(xlim=t_ms or ends, xlabel="time (ms)")
    return _plain(ax)


def _colour(population: str, all_populations: list[str]) -> str:
    others = [name for name in all_populations if name not in COLOURS]
    place = others.index(population) if population in others else len(others)  # of an electrode
    return COLOURS.get(population) or CYCLE[place % len(CYCLE)]


def _channels(recording: Recording, channels: Sequence[str] | None) -> list[str]:
    if channels:
        return list(channels)
    names = [c.name for c in recording.channels]
    found = [name for name in names if name.endswith(".i_syn") or "." not in name] or names
    if not found or recording.rows is None:
        raise ValueError('no rows: net.add_probe("stn", "i_syn", mean=True) before the simulator')
    return found


def _shown(recording: Recording, t_ms: tuple[float, float] | None) -> Any:
    low, high = t_ms or (-np.inf, np.inf)
    return (recording.time_ms >= low) & (recording.time_ms <= high)


def _density(recording: Recording, name: str, burn_in_ms: float) -> tuple[np.ndarray, np.ndarray]:
    start_ms = recording.first_step * recording.dt_ms + burn_in_ms
    signal = recording[name][recording.time_ms > start_ms]
    return metrics.welch_psd(signal / (np.std(signal) or 1.0), recording.every * recording.dt_ms)


def _unit(recording: Recording, name: str) -> str:
    return next(c.unit for c in recording.channels if c.name == name)


def _label(name: str) -> str:
    population, _, variable = name.partition(".")
    return f"{LABELS.get(population, population)} {variable.replace('i_syn', 'LFP proxy')}".strip()


def _bar(ax: Axes, place: int, size: float, unit: str, colour: str) -> None:
    """A bar at the right edge, as high as the trace, with what that is in the channel's unit."""
    where = ax.get_yaxis_transform()
    ax.plot(
        [1.01] * 2, [place - 0.45, place + 0.45], transform=where, lw=2, color=colour, clip_on=False
    )
    ax.text(1.02, place, f"{size:.3g}\n{unit}", transform=where, va="center", fontsize=8)
