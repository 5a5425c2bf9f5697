"""Burn in once, fork the moment into arms, and do one of them again from its log."""

from subthal import Network, Simulator

net = Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1)
sim = Simulator(net)
sim.run(8000)

for drive in (0.0, 10.0, 20.0):
    with sim.fork() as arm:
        before = arm.spike_count("stn")
        arm["stn.i_app"] = drive
        arm.run(4000)
        fired = arm.spike_count("stn") - before
        print(f"driven by {drive:g}, the STN fires {fired} times in 100 ms")

sim.log_start(2**20, hash_every=1000)
sim.inject_spike("stn", 0)
sim.run(4000)
log = sim.log_save()  # bytes for a file, or for another machine

replay = Simulator(net).replay(log)
print(f"{replay.n_steps} steps done again,", "bit for bit" if not replay.departed else "otherwise")
