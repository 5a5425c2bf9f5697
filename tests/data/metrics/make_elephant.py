"""Regenerates elephant.csv: what Elephant says of the same trains.

    python make_elephant.py        (Elephant; reads the spikes of make_trains.py)

Elephant's Fano factor divides by n, ours by n - 1: the table has its value times n / (n - 1).
"""

import numpy as np
import quantities as pq
from elephant.conversion import BinnedSpikeTrain
from elephant.spike_train_correlation import correlation_coefficient
from elephant.statistics import cv2, fanofactor, isi, lv
from make_trains import CASES, DT_MS, counts, cut, read, write
from neo import SpikeTrain


def scalars(trains, first, end):
    stop = end - first
    neo = [SpikeTrain((t - first) * DT_MS * pq.ms, t_stop=stop * DT_MS * pq.ms) for t in trains]
    isis = [isi(t).magnitude for t in neo if len(t) > 3]
    # bins by step, so that no spike on an edge is moved by rounding
    by_10_ms = [c for c in counts(trains, first, end, 400) if c.std() > 0]
    binned = BinnedSpikeTrain(np.array(by_10_ms, dtype=int), bin_size=10 * pq.ms, t_start=0 * pq.ms)
    r = correlation_coefficient(binned)
    by_100_ms = [c for c in counts(trains, first, end, 4000) if c.sum() > 0]
    n = len(by_100_ms[0])
    return {
        "cv2": np.mean([cv2(i) for i in isis]),
        "lv": np.mean([lv(i) for i in isis]),
        "fano_factor": np.mean([fano(c) for c in by_100_ms]) * n / (n - 1),
        "count_correlation": np.mean(r[~np.eye(len(r), dtype=bool)]),
    }


def fano(count):
    """Elephant's fanofactor of trains that have these counts: it looks at nothing else."""
    trains = [SpikeTrain(np.arange(k) * pq.ms, t_stop=1 * pq.s) for k in count.astype(int)]
    return fanofactor(trains)


def main():
    rows = []
    for case, (name, n_cells, first, end) in CASES.items():
        values = scalars(cut(read(name), n_cells, first, end), first, end)
        rows += [[case, key, repr(float(value))] for key, value in values.items()]
    write("elephant.csv", ["case", "name", "value"], rows)


if __name__ == "__main__":
    main()
