"""Raster, LFP proxy and spectrum of a state, drawn by `subthal.plot`."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from ... import plot
from ...recording import Recording

#: Of the raster and the LFP proxy, the last second.
SHOWN_MS = (2000.0, 3000.0)
BURN_IN_MS = 500.0
HEIGHTS = (3.0, 1.6, 2.4)


def draw(recording: Recording, axes: Sequence[Axes]) -> None:
    """Into three axes, from above: 1 s of spikes, the same of the LFP proxy, its spectrum."""
    channels = [f"{population}.i_syn" for population in recording.populations]
    plot.raster(recording, t_ms=SHOWN_MS, ax=axes[0])
    axes[0].set_xlabel("")
    axes[0].tick_params(labelbottom=False)
    plot.lfp(recording, channels, t_ms=SHOWN_MS, ax=axes[1])
    plot.spectrum(recording, channels, burn_in_ms=BURN_IN_MS, ax=axes[2])


def draw_states(panels: Mapping[str, Any], recordings: Mapping[str, Recording | str]) -> None:
    """Each state into its panel, a figure or a part of one; a sentence where it failed."""
    spectra = []
    for state, recording in recordings.items():
        if isinstance(recording, str):
            panels[state].text(0.5, 0.5, recording, ha="center", wrap=True, parse_math=False)
            continue
        axes = panels[state].subplots(3, 1, height_ratios=HEIGHTS)
        draw(recording, axes)
        spectra.append(axes[2])
    limits = [ax.get_ylim() for ax in spectra]
    for ax in spectra:  # so that states compare at a glance
        ax.set_ylim(min(low for low, _ in limits), max(high for _, high in limits))
