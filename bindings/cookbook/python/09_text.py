"""Save a network as text and read it back: the same network, to the last bit of its results."""

import tempfile
from pathlib import Path

from subthal import Network, Simulator

net = Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1)
net["stn.i_app"] = 70

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder, "network.toml")
    path.write_text(net.to_text())
    print(f"{path.stat().st_size} bytes")
    again = Network.from_text(path.read_text())

hashes = []
for network in (net, again):
    sim = Simulator(network)
    sim.run(4000, spikes=False)
    hashes.append(f"{sim.state_hash:016x}")
print("equal" if hashes[0] == hashes[1] else "different", *hashes)
