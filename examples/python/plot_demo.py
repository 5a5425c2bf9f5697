"""Draw what the demo wrote: raster, LFP and spectrum of each network, and the two states together.

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
BURN_IN_MS = 500
SHOWN_MS = (1000, 2000)
POPULATIONS = ("stn", "gpe", "gpi")
STATES = ("stn_gpe_gpi_adex_healthy", "stn_gpe_gpi_adex_parkinsonian")
LABELS = {"stn": "STN", "gpe": "GPe", "gpi": "GPi"}
COLOURS = {"stn": "#b2452f", "gpe": "#2b6c9c", "gpi": "#3d7d4f"}


def draw_raster(axes, spikes):
    """One line of dots a cell, populations above each other."""
    first, ticks = 0, []
    for index, name in enumerate(POPULATIONS):
        of_population = spikes[spikes[:, 1] == index]
        n_cells = of_population[:, 2].max(initial=0) + 1
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
        offset = 6.0 * POPULATIONS.index(name)
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
    finish_spectrum(axes, "power (1/Hz)")


def finish_spectrum(axes, label):
    """The band of beta, room for its name above the lines, and what the axes are."""
    axes.axvspan(13, 30, color="0.93", zorder=0)
    axes.margins(y=0.12)
    axes.text(21.5, 0.98, "beta", transform=axes.get_xaxis_transform(), ha="center", va="top")
    axes.set_xlim(0, 100)
    axes.set_xlabel("frequency (Hz)")
    axes.set_ylabel(label)
    axes.legend(frameon=False)


def read(folder, preset):
    """Spikes (n x 3: step, population, cell) and traces (one row a ms) of a network."""
    spikes = np.loadtxt(folder / f"{preset}_spikes.csv", delimiter=",", skiprows=1, dtype=int)
    return spikes, np.genfromtxt(folder / f"{preset}_traces.csv", delimiter=",", names=True)


def draw_second(figure, cells, spikes, traces):
    """Raster above, LFP below, 1 s of both."""
    raster = figure.add_subplot(cells[0])
    lfp = figure.add_subplot(cells[1], sharex=raster)
    draw_raster(raster, spikes)
    draw_lfp(lfp, traces)
    raster.set_xlim(*SHOWN_MS)
    return raster


def draw(folder, preset):
    """One picture for one network."""
    spikes, traces = read(folder, preset)
    figure = plt.figure(figsize=(11, 6), layout="constrained")
    grid = figure.add_gridspec(2, 2, width_ratios=(2.2, 1), height_ratios=(2, 1))
    draw_second(figure, (grid[0, 0], grid[1, 0]), spikes, traces)
    draw_spectrum(figure.add_subplot(grid[:, 1]), traces)
    figure.suptitle(f"{preset}, 1 s of 2")
    return saved(figure, folder / f"{preset}.png")


def draw_state_spectra(axes, states, spectrum_of, label):
    """One line a state."""
    for (title, data), colour in zip(states.items(), ("#5b8c5a", "#8c3b6e"), strict=True):
        f_hz, power = spectrum_of(data)
        shown = (f_hz >= 3) & (f_hz <= 100)
        axes.semilogy(f_hz[shown], power[shown], lw=1.4, color=colour, label=title)
    finish_spectrum(axes, label)


def rate_spectrum(data):
    """Welch spectrum of the STN's population rate in 1 ms bins, Hz^2/Hz."""
    stn = data[0][data[0][:, 1] == 0]
    n_ms = len(data[1])
    counts = np.bincount(np.minimum((stn[:, 0] * DT_MS).astype(int), n_ms - 1), minlength=n_ms)
    rate_hz = 1000.0 * counts / (stn[:, 2].max(initial=0) + 1)
    return welch(rate_hz[BURN_IN_MS:], fs=1000, nperseg=1000)


def lfp_spectrum(data):
    """Welch spectrum of the STN's mean synaptic current, (uA/cm2)^2/Hz."""
    return welch(data[1]["i_syn_stn"][BURN_IN_MS:], fs=1000, nperseg=1000)


def draw_states(folder):
    """Healthy and parkinsonian beside each other, with the spectra of both."""
    titles = ("healthy", "parkinsonian")
    states = {title: read(folder, preset) for title, preset in zip(titles, STATES, strict=True)}
    figure = plt.figure(figsize=(15, 6.5), layout="constrained")
    grid = figure.add_gridspec(6, 3, width_ratios=(1.6, 1.6, 1.2))
    for column, (title, (spikes, traces)) in enumerate(states.items()):
        cells = (grid[:4, column], grid[4:, column])
        draw_second(figure, cells, spikes, traces).set_title(title)
    rate, lfp = figure.add_subplot(grid[:3, 2]), figure.add_subplot(grid[3:, 2])
    draw_state_spectra(rate, states, rate_spectrum, "STN rate (Hz$^2$/Hz)")
    draw_state_spectra(lfp, states, lfp_spectrum, "STN LFP proxy ((uA/cm$^2$)$^2$/Hz)")
    return saved(figure, folder / "states.png")


def saved(figure, path):
    """The path of the picture, once it is written."""
    figure.savefig(path, dpi=130)
    plt.close(figure)
    return path


def main():
    """Draw every network that the folder has."""
    folder = Path(sys.argv[1])
    presets = sorted(p.name.removesuffix("_spikes.csv") for p in folder.glob("*_spikes.csv"))
    print("Pictures:")
    print(f"  {draw_states(folder)}")
    for preset in presets:
        print(f"  {draw(folder, preset)}")


if __name__ == "__main__":
    main()
