"""Regenerates every table beside this file except reference_xy.csv and reference_spikes.csv.

    python make.py        (NumPy and SciPy; the versions used stand in README.md)

Inputs are whole numbers (signals in units of 1/1024), so that text holds them exactly.
"""

import csv
from pathlib import Path

import numpy as np
import scipy.signal as sp

HERE = Path(__file__).parent
UNIT = 1 / 1024

# case: samples, interval_ms, nperseg, noverlap
SIGNALS = {
    "odd": (2501, 1.953125, 333, 111),
    "one_segment": (257, 1.0, 257, 128),
    "dense_overlap": (700, 4.0, 64, 60),
    "three_ms": (1009, 3.0, 202, 101),
    "mean_v": (3000, 0.025, 3000, 0),
}
# case: window first, end (steps), bin_steps, nperseg, noverlap, frequency of R
SPIKES = {
    "one_ms": (8000, 128000, 40, 1000, 500, 20.0),
    "odd_bins": (20001, 127990, 33, 777, 300, 14.5),
}
N_CELLS, DT_MS = 12, 0.025


def write(name, header, rows):
    with open(HERE / name, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def read(name):
    return np.loadtxt(HERE / name, delimiter=",", skiprows=1, dtype=np.int64, ndmin=2)


def make_signal(rng, n, interval_ms):
    """Red noise and a 21 Hz rhythm that two signals share, plus noise of their own."""
    t_s = np.arange(n) * interval_ms / 1000
    red = sp.lfilter([1], [1, -0.9], rng.normal(size=n))
    shared = 0.3 * red + np.sin(2 * np.pi * 21 * t_s)
    x = shared + rng.normal(size=n) - 55
    y = np.roll(shared, 3) + 2 * rng.normal(size=n)
    return np.column_stack([np.round(x / UNIT), np.round(y / UNIT)]).astype(np.int64)


def smoothed(pxx):
    padded = np.pad(pxx, 1, constant_values=np.nan)
    return np.nanmean([padded[:-2], padded[1:-1], padded[2:]], axis=0)


def inside(f, *bands):
    return np.any([(f >= low) & (f <= high) for low, high in bands], axis=0)


def beta_scalars(f, pxx):
    s, beta = smoothed(pxx), np.flatnonzero(inside(f, (13, 30)))
    peak = beta[np.argmax(s[beta])]
    line = inside(f, (4, 10), (36, 100))
    slope, height = np.polyfit(np.log10(f[line]), np.log10(s[line]), 1)
    over_1f = np.log10(s[peak]) - slope * np.log10(f[peak]) - height
    background = np.median(s[inside(f, (5, 10), (36, 60))])
    return {
        "peak_hz": f[peak],
        "prominence": 10 * np.log10(s[peak] / background),
        "prominence_over_1f": 10 * over_1f,
    }


def band_power(f, pxx, low, high):
    band = inside(f, (low, high))
    return np.trapezoid(pxx[band], f[band])


def seed_scalars(x, interval_ms):
    f = np.fft.rfftfreq(len(x), interval_ms / 1000)
    power = np.abs(np.fft.rfft(x - x.mean())) ** 2
    beta = power[inside(f, (13, 30))].sum()
    return {"seed_power": beta, "seed_fraction": beta / power[inside(f, (1, 100))].sum()}


def effective_segments(n, nperseg, noverlap):
    hop = nperseg - noverlap
    count = (n - noverlap) // hop
    w = sp.get_window("hann", nperseg)
    shared = 0.0
    for j in range(1, count):
        rho = np.dot(w[: max(nperseg - j * hop, 0)], w[j * hop :]) / np.dot(w, w)
        shared += (1 - j / count) * rho**2
    return count / (1 + 2 * shared)


def signal_case(case, xy, interval_ms, nperseg, noverlap):
    x, y = xy.T * UNIT
    how = dict(fs=1000 / interval_ms, nperseg=nperseg, noverlap=noverlap)
    f, pxx = sp.welch(x, **how)
    coherence = sp.coherence(x, y, **how)[1]
    keep = f <= 400  # enough of the spectrum of mean_v
    write(
        f"{case}_spectrum.csv",
        ["hz", "pxx", "coherence"],
        [
            [repr(float(v)) for v in row]
            for row in zip(f[keep], pxx[keep], coherence[keep], strict=True)
        ],
    )

    values = {"mean": x.mean(), "n_segments": (len(x) - noverlap) // (nperseg - noverlap)}
    values["effective_segments"] = effective_segments(len(x), nperseg, noverlap)
    values |= seed_scalars(x, interval_ms)
    if np.sum(inside(f, (5, 10))) > 0:
        values |= beta_scalars(f, pxx)
        values["beta_power"] = band_power(f, pxx, 13, 30)
        values["relative_beta"] = values["beta_power"] / band_power(f, pxx, 1, 100)
    return [[case, name, repr(float(value))] for name, value in values.items()]


def make_spikes(rng):
    """Poisson cells that share a 20 Hz modulation; cell 3 is silent, cells 5 and 6 nearly."""
    n_steps = 128400
    phase = 2 * np.pi * 20 * np.arange(n_steps) * DT_MS / 1000
    rows = []
    for cell in range(N_CELLS):
        rate_hz = {3: 0.0, 5: 0.7, 6: 1.2}.get(cell, 15.0 + cell)
        fires = rng.random(n_steps) < rate_hz * DT_MS / 1000 * (1 + 0.8 * np.sin(phase))
        rows += [(step, cell) for step in np.flatnonzero(fires)]
    return sorted(rows)


def mean_cv(trains, at_least, ddof):
    isis = [np.diff(train) for train in trains if len(train) > at_least]
    return np.mean([np.std(isi, ddof=ddof) / np.mean(isi) for isi in isis]), len(isis)


def spike_case(case, spikes, first, end, bin_steps, nperseg, noverlap, frequency_hz):
    trains = [spikes[spikes[:, 1] == cell, 0] for cell in range(N_CELLS)]
    trains = [train[(train >= first) & (train < end)] for train in trains]
    n_bins, interval_s = (end - first) // bin_steps, bin_steps * DT_MS / 1000
    edges = first + bin_steps * np.arange(n_bins + 1)
    binned = np.array(
        [
            np.sum((train[:, None] >= edges[:-1]) & (train[:, None] < edges[1:]), axis=0)
            for train in trains
        ]
    ).astype(float)
    how = dict(fs=1 / interval_s, nperseg=nperseg, noverlap=noverlap)
    f, pooled = sp.welch(binned.mean(axis=0) / interval_s, **how)
    single = sp.welch(binned / interval_s, **how)[1].mean(axis=0)
    band = inside(f, (frequency_hz - 2, frequency_hz + 2))
    r = N_CELLS * pooled[band].sum() / single[band].sum()

    values = {"rate": sum(map(len, trains)) / N_CELLS / ((end - first) * DT_MS / 1000)}
    values["silent_cells"] = sum(len(train) == 0 for train in trains)
    values["cv"], values["cells_counted"] = mean_cv(trains, 3, 1)
    values["cv_seed"], values["cells_counted_seed"] = mean_cv(trains, 1, 0)
    values |= {"R": r, "kappa": (r - 1) / (N_CELLS - 1)}
    values |= beta_scalars(f, pooled)
    values["beta_power"] = band_power(f, pooled, 13, 30)
    values["relative_beta"] = values["beta_power"] / band_power(f, pooled, 1, 100)
    return [[case, name, repr(float(value))] for name, value in values.items()]


def reference_cv():
    isi = np.diff(read("reference_spikes.csv")[:, 0]).astype(float)
    return [
        ["reference", "cv", repr(float(np.std(isi, ddof=1) / isi.mean()))],
        ["reference", "cv_seed", repr(float(np.std(isi) / isi.mean()))],
    ]


def main():
    rng = np.random.default_rng(20260729)
    scalars = signal_case("reference", read("reference_xy.csv"), 1.0, 1000, 500)
    for case, (n, interval_ms, nperseg, noverlap) in SIGNALS.items():
        xy = make_signal(rng, n, interval_ms)
        write(f"{case}_xy.csv", ["x", "y"], xy.tolist())
        scalars += signal_case(case, xy, interval_ms, nperseg, noverlap)

    spikes = np.array(make_spikes(rng))
    write("spikes.csv", ["step", "cell"], spikes.tolist())
    for case, how in SPIKES.items():
        scalars += spike_case(case, spikes, *how)
    write("scalars.csv", ["case", "name", "value"], scalars + reference_cv())


if __name__ == "__main__":
    main()
