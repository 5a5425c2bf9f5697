"""So, Kent & Grill (2012): thalamic errors against the frequency of stimulation.

    python papers/so_2012/error_index.py FOLDER        (make papers runs it)

Thirty random inputs a frequency, each with its own start, cells and cortical volleys, measured
from 200 to 1000 ms in double at the published step. Draws FOLDER/so_2012.png beside the values of
the published code (tests/data/oracles/so_2012_statistics.csv), and prints the table.
"""

import csv
import sys
import time
from pathlib import Path

import matplotlib as mpl
import numpy as np
import subthal

mpl.use("Agg")
import matplotlib.pyplot as plt

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "tests/data/oracles/so_2012_statistics.csv"
FREQUENCIES_HZ = (0, 5, 10, 20, 30, 45, 60, 80, 100, 130, 160, 185)
SEEDS = np.arange(1, 31)
STATES = {"healthy": ("#3b7d4f", "healthy"), "parkinsonian": ("#b3402e", "pd")}
ERROR_INDEX = "tc.smc.error_index"


def error_indices(state):
    """The error index of every input at every frequency (n_frequencies, n_seeds)."""
    net = subthal.Network.preset(f"so_2012_{state}")
    values = np.repeat(FREQUENCIES_HZ, SEEDS.size)[:, None]
    answers = subthal.evaluate(
        net,
        ["dbs.frequency"],
        values,
        np.tile(SEEDS, len(FREQUENCIES_HZ)),
        [ERROR_INDEX],
        dt_ms=0.01,
        burn_in_ms=200,
        measured_ms=800,
        precision="double",
        redraw_wiring=True,
        progress=True,
    )
    assert answers.ok.all(), answers.sentences
    return answers[ERROR_INDEX].reshape(len(FREQUENCIES_HZ), SEEDS.size)


def published(prefix):
    """Frequency, mean and standard error of the published code's error index."""
    found = {}
    with PUBLISHED.open() as file:
        for row in csv.DictReader(file):
            name, _, hz = row["condition"].partition("_dbs")
            if name == prefix:
                found.setdefault(float(hz or 0), []).append(float(row["EI"]))
    return [(hz, np.mean(ei), np.std(ei, ddof=1) / np.sqrt(len(ei))) for hz, ei in found.items()]


def draw(found, path):
    figure, axes = plt.subplots(figsize=(6.4, 4), layout="constrained")
    for state, (colour, prefix) in STATES.items():
        mean = found[state].mean(axis=1)
        error = found[state].std(axis=1, ddof=1) / np.sqrt(SEEDS.size)
        axes.errorbar(FREQUENCIES_HZ, mean, error, color=colour, marker="o", ms=4, label=state)
        hz, theirs, their_error = zip(*published(prefix), strict=True)
        label = "published code" if state == "parkinsonian" else None
        axes.errorbar(hz, theirs, their_error, fmt="s", ms=9, mfc="none", color=colour, label=label)
    axes.set_xlabel("stimulation of the STN, Hz")
    axes.set_ylabel("error index of TC cells (mean, SE)")
    axes.set_ylim(0)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.savefig(path, dpi=150)


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    found = {state: error_indices(state) for state in STATES}
    seconds = time.perf_counter() - start
    for state in STATES:
        for hz, each in zip(FREQUENCIES_HZ, found[state], strict=True):
            error = each.std(ddof=1) / np.sqrt(each.size)
            print(f"{state:13} {hz:4d} Hz  error index {each.mean():.3f} +- {error:.3f}")
    n_trials = len(STATES) * len(FREQUENCIES_HZ) * SEEDS.size
    print(f"{n_trials} simulations of 1 s in {seconds:.1f} s")
    draw(found, folder / "so_2012.png")


main()
