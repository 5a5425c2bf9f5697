"""A parkinsonian circuit for two seconds: rates, and a raster in first_simulation.png.

pip install 'bindings/python[plot]'; python first_simulation.py
"""

import matplotlib

matplotlib.use("Agg")
from subthal import Network, Simulator, plot

net = Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1)  # what to simulate
net["gpe_to_stn.weight_scale"] = 1.2
sim = Simulator(net)  # the running thing; it owns all state
recording = sim.run(80_000)  # 2 s in steps of 0.025 ms

for name in net.populations:
    print(f"{name} fires at {recording.metric(name, 'rate', burn_in_ms=200):.1f} Hz")
plot.raster(recording, t_ms=(1000, 2000)).figure.savefig("first_simulation.png")
