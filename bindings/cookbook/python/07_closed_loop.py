"""Close a loop: each millisecond, a current into the STN that follows what its LFP did."""

from subthal import Network, Simulator

GAIN = -0.5

net = Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1)
net.add_probe("stn", "i_syn", mean=True)
net.add_input("stimulus", "stn")
sim = Simulator(net)

step = sim.prepare(40, every=40)  # 1 ms a call; buffers and pointers are made once
slow = strongest = 0.0
for _ in range(1000):
    step()
    lfp = step.rows[0, 0]
    slow += 0.02 * (lfp - slow)
    step.inputs[:] = GAIN * (lfp - slow)
    strongest = max(strongest, abs(step.inputs[0, 0]))

print(f"at {sim.time_ms:g} ms the STN has fired {sim.spike_count('stn')} times")
print(f"the strongest stimulus was {strongest:.2f} {sim.inputs[0].unit}")
