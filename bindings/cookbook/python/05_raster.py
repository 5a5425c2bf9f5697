"""Spikes as arrays: time and cell of each, and counts a cell."""

import numpy as np
from subthal import Network, Simulator

net = Network.preset("stn_gpe_gpi_adex_healthy", seed=1)
recording = Simulator(net).run(40_000)  # 1 s

print("as the library gives them:", recording.spikes[:3])
t_ms, cell = recording.spikes_of("gpe")
counts = np.bincount(cell, minlength=recording.populations["gpe"])
print(f"{len(t_ms)} spikes of GPe, from {counts.min()} to {counts.max()} a cell")
