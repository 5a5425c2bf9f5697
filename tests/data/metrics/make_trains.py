"""Regenerates bursty_spikes.csv, bursts.csv, chi_v.csv and trains.csv: regularity, counts, bursts.

    python make_trains.py     (NumPy and SciPy; reads spikes.csv, the versions stand in README.md)

Bursts are found as src/metrics/bursts.rs defines them, by plain search and scipy.stats.poisson.
"""

import csv
from pathlib import Path

import numpy as np
from scipy.stats import poisson

HERE = Path(__file__).parent
DT_MS = 0.025
# case: spikes, cells, window first and end (steps)
CASES = {
    "one_ms": ("spikes", 12, 8000, 128000),
    "odd_bins": ("spikes", 12, 20001, 127990),
    "bursty": ("bursty_spikes", 6, 4000, 404000),
}


def write(name, header, rows):
    with open(HERE / name, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def read(name):
    return np.loadtxt(HERE / f"{name}.csv", delimiter=",", skiprows=1, dtype=np.int64, ndmin=2)


def make_bursty(rng):
    """Cells that alternate between a slow rhythm and groups of spikes 1.5 to 4.5 ms apart."""
    rows = []
    for cell in range(6):
        at = 0.0
        while at < 10200:
            slow = rng.gamma(2.0, 60.0 + 10 * cell, size=rng.integers(1, 5))
            fast = rng.uniform(1.5, 4.5, size=rng.integers(0, 3 + 3 * cell))
            for interval in (*slow, *fast):
                at += interval
                rows.append((round(at / DT_MS), cell))
    return sorted(rows)


def cut(spikes, n_cells, first, end):
    inside = spikes[(spikes[:, 0] >= first) & (spikes[:, 0] < end)]
    return [inside[inside[:, 1] == cell, 0] for cell in range(n_cells)]


def counts(trains, first, end, bin_steps):
    n_bins = (end - first) // bin_steps
    edges = first + bin_steps * np.arange(n_bins + 1)
    return np.array([np.histogram(t[t < edges[-1]], edges)[0] for t in trains]).astype(float)


def surprise(train, i, j, mean):
    n, expected = j - i + 1, (train[j] - train[i]) / mean
    return -poisson.logsf(n - 1, expected)


def surprising(train):
    """(first, last, n, S) of every candidate, whatever its S."""
    if len(train) < 3:
        return
    isi, at = np.diff(train), 0
    mean = isi.mean()
    while True:
        seeds = [k for k in range(at, len(isi) - 1) if max(isi[k], isi[k + 1]) < mean / 2]
        if not seeds:
            return
        i, best = seeds[0], seeds[0] + 2
        for j in range(best + 1, len(train)):
            if isi[j - 1] > mean or j > best + 10:
                break
            if surprise(train, i, j, mean) > surprise(train, i, best, mean):
                best = j
        starts = list(range(i, best - 1))
        i = starts[int(np.argmax([surprise(train, k, best, mean) for k in starts]))]
        yield train[i], train[best], best - i + 1, surprise(train, i, best, mean)
        at = best + 1


def after_silence(train, start):
    last, k = start, 0
    while k < len(train):
        n = 1
        while k + n < len(train) and train[k + n] - train[k + n - 1] <= 160:  # 4 ms
            n += 1
        if train[k] - last >= 4000 and n >= 2:  # 100 ms
            yield train[k], train[k + n - 1], n
        last, k = train[k + n - 1], k + n


def scalars(trains, first, end):
    isis = [np.diff(t) for t in trains if len(t) > 3]
    cv2 = [np.mean(2 * np.abs(np.diff(i)) / (i[1:] + i[:-1])) for i in isis]
    lv = [3 * np.mean((np.diff(i) / (i[1:] + i[:-1])) ** 2) for i in isis]
    by_100_ms = [c for c in counts(trains, first, end, 4000) if c.sum() > 0]
    by_10_ms = [c for c in counts(trains, first, end, 400) if c.std() > 0]
    r = np.corrcoef(by_10_ms)
    seconds = (end - first) * DT_MS / 1000
    found = [b for t in trains for b in surprising(t) if b[3] >= 5]
    silent = [b for t in trains for b in after_silence(t, first)]
    return {
        "cv2": np.mean(cv2),
        "lv": np.mean(lv),
        "fano_factor": np.mean([np.var(c, ddof=1) / c.mean() for c in by_100_ms]),
        "count_correlation": np.mean(r[~np.eye(len(r), dtype=bool)]),
        "burst_fraction": sum(b[2] for b in found) / sum(map(len, trains)),
        "burst_rate": len(found) / len(trains) / seconds,
        "t_burst_rate": len(silent) / len(trains) / seconds,
    }


def make_voltages(rng):
    """A shared rhythm and noise of 5 cells around -60, in units of 1/1024; (times x cells)."""
    shared = np.sin(2 * np.pi * np.arange(300) / 50)[:, None]
    return np.round(1024 * (shared + rng.normal(size=(300, 5)) - 60)).astype(np.int64)


def chi_squared(v):
    return v.mean(axis=1).var() / v.var(axis=0).mean()


def main():
    rng = np.random.default_rng(20261125)
    write("bursty_spikes.csv", ["step", "cell"], make_bursty(rng))
    rows, bursts = [], []
    for case, (name, n_cells, first, end) in CASES.items():
        trains = cut(read(name), n_cells, first, end)
        values = scalars(trains, first, end)
        rows += [[case, key, repr(float(value))] for key, value in values.items()]
        for cell, train in enumerate(trains):
            bursts += [[case, cell, *b[:3], repr(float(b[3]))] for b in surprising(train)]
            bursts += [[case, cell, *b, "nan"] for b in after_silence(train, first)]
    v = make_voltages(rng)
    write("chi_v.csv", [f"cell_{cell}" for cell in range(v.shape[1])], v.tolist())
    rows.append(["chi_v", "chi_squared", repr(float(chi_squared(v / 1024)))])
    write("trains.csv", ["case", "name", "value"], rows)
    write("bursts.csv", ["case", "cell", "first", "last", "n_spikes", "surprise"], bursts)


if __name__ == "__main__":
    main()
