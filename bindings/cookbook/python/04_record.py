"""Record the mean V and the LFP (mean synaptic current) of the STN every millisecond."""

from subthal import Network, Simulator

net = Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1)
net.add_probe("stn", "v", mean=True)
net.add_probe("stn", "i_syn", mean=True)
recording = Simulator(net).run(40_000, every=40, spikes=False)  # 1 s, a row every 40 steps

for channel in recording.channels:
    trace = recording[channel.name]  # a column of recording.rows, not a copy
    print(f"{channel.name}: {len(trace)} samples, mean {trace.mean():.2f} {channel.unit}")
print(f"from {recording.time_ms[0]:g} to {recording.time_ms[-1]:g} ms")
