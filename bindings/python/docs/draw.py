"""Draws the pictures of this folder: a second of the parkinsonian circuit."""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from subthal import Network, Simulator, plot

net = Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1)
for population in net.populations:
    net.add_probe(population, "i_syn", mean=True)
recording = Simulator(net).run(160_000, every=40)  # 4 s, a row every ms
pictures = {
    "raster": plot.raster(recording, t_ms=(1000, 2000)),
    "lfp": plot.lfp(recording, t_ms=(1000, 2000)),
    "spectrum": plot.spectrum(recording),
    "spectrogram": plot.spectrogram(recording, "stn.i_syn"),
}
for name, ax in pictures.items():
    ax.figure.savefig(Path(__file__).with_name(f"{name}.png"), dpi=90)
