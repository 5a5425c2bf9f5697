"""Run a preset and print how fast its populations fire."""

from subthal import Network, Simulator

net = Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1)
recording = Simulator(net).run(40_000)  # 1 s at 0.025 ms

for population in net.populations:
    rate_hz = recording.metric(population, "rate", burn_in_ms=200)
    print(f"{population}: {rate_hz:.1f} Hz")
