"""Draw what closed_loops wrote: beta by frequency in open loop, and each controller in closed loop.

plot_closed_loops.py OUT: reads OUT/sweep.csv and OUT/CONTROLLER.csv, writes OUT/sweep.png and
OUT/controllers.png.
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

CONTROLLERS = {
    "none": "no stimulation",
    "open_loop": "open loop",
    "on_off": "on-off",
    "dual_threshold": "dual threshold",
    "proportional": "proportional",
    "pi": "PI",
}
ROWS = {
    "lfp_mv": ("LFP (µV)", 1e3, "#3d4b5c"),
    "estimate_mv": ("beta of the LFP (µV)", 1e3, "#2b6c9c"),
    "amplitude_ma": ("stimulus (mA)", 1.0, "#b2452f"),
    "energy_uj": ("energy (µJ)", 1.0, "#3d7d4f"),
}
SHOWN_S = 1.0  # of the LFP, at the end of the trial


def read(path):
    """A table by its column names."""
    return np.genfromtxt(path, delimiter=",", names=True)


def draw_sweep(folder):
    """Beta of every seed by frequency, over that without stimulation, with the mean; energy."""
    table = read(folder / "sweep.csv")
    frequencies = np.unique(table["frequency_hz"])
    seeds = np.unique(table["seed"])
    order = np.lexsort((table["seed"], table["frequency_hz"]))
    shape = (len(frequencies), len(seeds))
    beta = table["estimate_uv"][order].reshape(shape)
    energy = table["energy_uj_per_s"][order].reshape(shape)
    db = 20 * np.log10(beta / beta[0])  # an amplitude, over that of the same seed
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    left.axhline(0, color="0.7", lw=0.8)
    left.plot(frequencies, db, "o", ms=3, color="0.6")
    left.plot(
        frequencies, db.mean(axis=1), "o-", color="#2b6c9c", label=f"mean of {len(seeds)} seeds"
    )
    left.set_ylabel("beta of the LFP (dB over none)")
    left.legend(frameon=False)
    right.plot(frequencies, energy.mean(axis=1), "o-", color="#3d7d4f")
    right.set_ylabel("energy in 1 kΩ (µJ/s)")
    for axes in (left, right):
        axes.set_xlabel("frequency of the pulses (Hz)")
        axes.set_xticks(frequencies)
    figure.suptitle(
        "Open loop: 3 mA on the axons of the parkinsonian STN, biphasic pulses of 60 µs"
    )
    return saved(figure, folder / "sweep.png")


def draw_controllers(folder):
    """A column a controller: LFP, its beta, stimulus and energy against time."""
    tables = {name: read(folder / f"{name}.csv") for name in CONTROLLERS}
    sweep = read(folder / "sweep.csv")
    set_point_uv = 0.5 * sweep["estimate_uv"][sweep["frequency_hz"] == 0].mean()
    figure, grid = plt.subplots(
        len(ROWS), len(tables), figsize=(16, 8), sharey="row", layout="constrained"
    )
    for column, (name, table) in enumerate(tables.items()):
        grid[0, column].set_title(CONTROLLERS[name])
        for axes, (key, (label, scale, colour)) in zip(grid[:, column], ROWS.items(), strict=True):
            axes.plot(table["time_s"], scale * table[key], lw=0.8, color=colour)
            if column == 0:
                axes.set_ylabel(label)
        last_s = table["time_s"][-1]
        grid[0, column].set_xlim(last_s - SHOWN_S, last_s)
        grid[1, column].axhline(set_point_uv, color="0.4", lw=0.8, ls="--", label="set point")
        grid[-1, column].set_xlabel("time (s)")
    grid[1, 0].legend(loc="upper right", frameon=False)
    figure.suptitle(
        "Adaptive stimulation at 130 Hz: the controllers of Fleming, Dunn and Lowery (2020)"
    )
    return saved(figure, folder / "controllers.png")


def saved(figure, path):
    """The path of the picture, once it is written."""
    figure.savefig(path, dpi=110)
    plt.close(figure)
    return path


def main():
    """Draw both."""
    folder = Path(sys.argv[1])
    print(f"Pictures:\n  {draw_sweep(folder)}\n  {draw_controllers(folder)}")


if __name__ == "__main__":
    main()
