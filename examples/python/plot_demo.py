"""Draw what the demo wrote: raster, LFP trace and spectrum of each network.

plot_demo.py OUT: reads OUT/*_spikes.csv and OUT/*_traces.csv, writes OUT/*.png.
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from scipy.signal import welch

DT_MS = 0.025
BURN_IN_MS = 100
SHOWN_MS = (500, 1500)
POPULATIONS = {"stn": 100, "gpe": 200, "gpi": 150}
LABELS = {"stn": "STN", "gpe": "GPe", "gpi": "GPi"}
COLOURS = {"stn": "#b2452f", "gpe": "#2b6c9c", "gpi": "#3d7d4f"}


def draw_raster(axes, spikes):
    """One line of dots a cell, populations above each other."""
    first, ticks = 0, []
    for index, (name, n_cells) in enumerate(POPULATIONS.items()):
        of_population = spikes[spikes[:, 1] == index]
        t_ms = (of_population[:, 0] + 1) * DT_MS
        axes.plot(t_ms, of_population[:, 2] + first, "|", ms=1.6, mew=0.6, color=COLOURS[name])
        ticks.append(first + n_cells / 2)
        first += n_cells
    axes.set_yticks(ticks, list(LABELS.values()))
    axes.set_ylim(0, first)
    axes.set_ylabel("cells")
    axes.tick_params(labelbottom=False)


def draw_lfp(axes, traces):
    """The mean synaptic current of a cell, each population about its own mean."""
    t_ms = np.arange(1, len(traces) + 1)
    for name in POPULATIONS:
        trace = traces[f"i_syn_{name}"]
        spread = np.std(trace[BURN_IN_MS:]) or 1.0
        offset = 6.0 * list(POPULATIONS).index(name)
        scaled = (trace - np.mean(trace[BURN_IN_MS:])) / spread
        axes.plot(t_ms, scaled + offset, lw=0.8, color=COLOURS[name])
    axes.set_yticks([])
    axes.set_ylim(-5, 17)
    axes.set_ylabel("LFP proxy\n(mean synaptic\ncurrent, SD)")
    axes.set_xlabel("time (ms)")


def draw_spectrum(axes, traces):
    """Welch spectrum of the same currents, normalised to unit variance."""
    for name in POPULATIONS:
        trace = traces[f"i_syn_{name}"][BURN_IN_MS:]
        f_hz, power = welch(trace / (np.std(trace) or 1.0), fs=1000, nperseg=1000)
        shown = (f_hz >= 1) & (f_hz <= 100)
        axes.semilogy(f_hz[shown], power[shown], lw=1.2, color=COLOURS[name], label=LABELS[name])
    axes.axvspan(13, 30, color="0.93", zorder=0)
    axes.text(21.5, 0.97, "beta", transform=axes.get_xaxis_transform(), ha="center", va="top")
    axes.set_xlim(0, 100)
    axes.set_xlabel("frequency (Hz)")
    axes.set_ylabel("power (1/Hz)")
    axes.legend(frameon=False)


def draw(folder, preset):
    """One picture for one network."""
    spikes = np.loadtxt(folder / f"{preset}_spikes.csv", delimiter=",", skiprows=1, dtype=int)
    traces = np.genfromtxt(folder / f"{preset}_traces.csv", delimiter=",", names=True)
    figure = plt.figure(figsize=(11, 6), layout="constrained")
    grid = figure.add_gridspec(2, 2, width_ratios=(2.2, 1), height_ratios=(2, 1))
    raster = figure.add_subplot(grid[0, 0])
    lfp = figure.add_subplot(grid[1, 0], sharex=raster)
    draw_raster(raster, spikes)
    draw_lfp(lfp, traces)
    raster.set_xlim(*SHOWN_MS)
    draw_spectrum(figure.add_subplot(grid[:, 1]), traces)
    figure.suptitle(f"{preset}, 1 s of 2")
    path = folder / f"{preset}.png"
    figure.savefig(path, dpi=130)
    plt.close(figure)
    return path


def main():
    """Draw every network that the folder has."""
    folder = Path(sys.argv[1])
    presets = sorted(p.name.removesuffix("_spikes.csv") for p in folder.glob("*_spikes.csv"))
    print("Pictures:")
    for preset in presets:
        print(f"  {draw(folder, preset)}")


if __name__ == "__main__":
    main()
