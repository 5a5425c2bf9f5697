"""Rubin & Terman (2004): what relay cells make of volleys in three states.

    python papers/rubin_terman_2004/relay.py FOLDER        (make papers runs it)

Thirty random starts in each state, in double by forward Euler at 0.01 ms. Of the 40 volleys to the
two relay cells from 250 to 1250 ms: those without a spike in 20 ms (misses) and those with more
than one (bad). The same of twelve starts from 1250 to 10250 ms. Draws FOLDER/rubin_terman_2004.png,
one start of each state above, the shares of all below beside those of the published solver
(tests/data/oracles/rubin_terman_2004_statistics.csv), and prints the shares.
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
from matplotlib.legend import Legend
from matplotlib.lines import Line2D

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "tests/data/oracles/rubin_terman_2004_statistics.csv"
SHOWN_SEED = 12  # whose counts come nearest to the means in all three states
# title, column of the table, preset, frequency of stimulation in Hz, colour
STATES = (
    ("healthy", "healthy", "healthy", 0, "#3b7d4f"),
    ("parkinsonian", "parkinsonian", "parkinsonian", 0, "#b3402e"),
    ("parkinsonian, stimulated at 167 Hz", "dbs", "parkinsonian", 1000 / 6, "#2b6c9c"),
)
KINDS = {"misses": "no spike (misses)", "bad": "more than one spike (bad)"}
# what a volley meets: marker and colour
ONE, NONE, MORE = ("|", "0.3"), ("x", "#d0021b"), ("o", "#e08a00")

# what the shares are of: label and marker
SERIES = (
    ("first second, 30 starts", "o"),
    ("published solver, 12 starts", "s"),
    ("nine seconds more, 12 starts", "D"),
)

DT_MS = 0.01
BURN_IN_MS = 250
VOLLEY = 5_000  # steps from one volley to the next
ANSWER = 2_000  # steps within which a spike is an answer
# seeds, and which volleys are counted
FIRST = range(1, 31), range(5, 25)
LATER = range(1, 13), range(25, 205)


def simulate(preset, frequency_hz, seed, volleys, shown=False):
    net = subthal.Network.preset(f"rubin_terman_2004_{preset}", seed=seed)
    net["dbs.frequency"] = frequency_hz
    if shown:
        net.add_probe("tc", "v")
    sim = subthal.Simulator(net, dt_ms=DT_MS, precision="double")
    return sim.run(volleys.stop * VOLLEY, every=10, out=shown)


def answers(recording, volleys):
    """Spikes with which each relay cell answers each of these volleys (2, n_volleys)."""
    own = recording.spikes["population"] == list(recording.populations).index("tc")
    spikes = recording.spikes[own]
    volley, after = np.divmod(spikes["step"].astype(int), VOLLEY)
    counts = np.zeros((recording.populations["tc"], volleys.stop), int)
    np.add.at(counts, (spikes["cell"][after < ANSWER], volley[after < ANSWER]), 1)
    return counts[:, volleys]


def relay(preset, frequency_hz, seeds, volleys):
    """What share of the volleys is missed, and answered badly, from each start (n_seeds each)."""
    runs = (simulate(preset, frequency_hz, seed, volleys) for seed in seeds)
    counts = np.stack([answers(run, volleys) for run in runs])
    return {"misses": (counts == 0).mean(axis=(1, 2)), "bad": (counts > 1).mean(axis=(1, 2))}


def published(state):
    """The same of the published solver."""
    with PUBLISHED.open() as file:
        rows = [row for row in csv.DictReader(file) if row["state"] == state]
    return {kind: np.array([float(row[kind]) for row in rows]) / 40 for kind in KINDS}


def mean_and_error(values):
    return values.mean(), values.std(ddof=1) / np.sqrt(values.size)


def draw_volleys(axes, counts):
    start_ms = np.arange(counts.size) * VOLLEY * DT_MS
    marks = ((counts == 1, ONE), (counts == 0, NONE), (counts > 1, MORE))
    for which, (marker, colour) in marks:
        axes.plot(start_ms[which], np.zeros(which.sum()), marker, color=colour, ms=6, mew=1.5)
    axes.set_ylim(-1, 1)
    axes.axis("off")


def draw_start(column, state):
    title, _, preset, frequency_hz, colour = state
    _, counted = FIRST
    recording = simulate(preset, frequency_hz, SHOWN_SEED, counted, shown=True)
    volleys, voltage, raster = column
    draw_volleys(volleys, answers(recording, counted)[0])
    volleys.set_title(title, color=colour)
    voltage.plot(recording.time_ms - BURN_IN_MS, recording["tc.v[0]"], lw=0.8, color=colour)
    voltage.set_ylim(-95, 15)
    time_ms, cell = recording.spikes_of("gpi")
    raster.plot(time_ms - BURN_IN_MS, cell + 1, "|", ms=5, mew=0.8, color="0.2")
    raster.set_ylim(0.3, 16.7)
    raster.set_yticks([1, 8, 16])
    raster.set_xlabel("time, ms")
    for axes in column:
        axes.set_xlim(-10, 1000)
        axes.spines[["top", "right"]].set_visible(False)


def draw_relay(axes, found):
    for index, (_, state, _, _, colour) in enumerate(STATES):
        for group, kind in enumerate(KINDS):
            for place, (shares, (_, marker)) in enumerate(zip(found[state], SERIES, strict=True)):
                at = 4 * group + index + 0.24 * (place - 1)
                how = {"mfc": "w"} if marker == "s" else {}
                own = mean_and_error(shares[kind])
                axes.errorbar(at, *own, fmt=marker, ms=6.5, color=colour, clip_on=False, **how)
    axes.set_xticks([1, 5], KINDS.values())
    axes.set_xlim(-0.8, 6.8)
    axes.set_ylim(0)
    axes.tick_params(axis="x", length=0)
    axes.set_ylabel("share of the volleys\n(mean, SE)")
    axes.spines[["top", "right"]].set_visible(False)


def draw_key(axes):
    states = [(title, "o", colour) for title, *_, colour in STATES]
    series = [(*which, "0.3") for which in SERIES]
    volleys = [("volley with one spike", *ONE), ("with none", *NONE), ("with more", *MORE)]
    for top, entries in ((1, states), (0.69, series), (0.38, volleys)):
        axes.add_artist(legend(axes, top, entries))
    axes.axis("off")


def legend(axes, top, entries):
    lines = [
        Line2D([], [], ls="", marker=marker, color=colour, mfc="w" if marker == "s" else None)
        for _, marker, colour in entries
    ]
    labels = [label for label, *_ in entries]
    place = {"loc": "upper left", "bbox_to_anchor": (0, top)}
    return Legend(axes, lines, labels, frameon=False, **place)


def draw(found, path):
    figure = plt.figure(figsize=(11, 7.5), layout="constrained")
    above, below = figure.subfigures(2, 1, height_ratios=(1.7, 1))
    heights = {"height_ratios": (0.25, 1, 1)}
    grid = above.subplots(3, 3, sharex=True, sharey="row", gridspec_kw=heights)
    for column, state in zip(grid.T, STATES, strict=True):
        draw_start(column, state)
    grid[0, 0].text(-40, 0, "volleys", ha="right", va="center")
    grid[1, 0].set_ylabel("V of a relay cell, mV")
    grid[2, 0].set_ylabel("GPi cell")
    counts, explained = below.subplots(1, 2, width_ratios=(2.4, 1))
    draw_relay(counts, found)
    draw_key(explained)
    figure.savefig(path, dpi=150)


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    found = {}
    for _, state, preset, hz, _ in STATES:
        first, later = (relay(preset, hz, *which) for which in (FIRST, LATER))
        found[state] = first, published(state), later
    seconds = time.perf_counter() - start
    for state, series in found.items():
        for (label, _), shares in zip(SERIES, series, strict=True):
            told = (
                "{} {:.3f} +- {:.3f}".format(kind, *mean_and_error(shares[kind])) for kind in KINDS
            )
            print(f"{state:13} {label:29}", *told, sep="  ")
    n_trials = len(STATES) * sum(len(seeds) for seeds, _ in (FIRST, LATER))
    print(f"{n_trials} simulations in {seconds:.1f} s")
    draw(found, folder / "rubin_terman_2004.png")


main()
