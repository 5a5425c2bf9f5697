"""Spectrum of the STN's population rate, and how far its beta peak stands out."""

from subthal import Network, Simulator, metrics

net = Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1)
recording = Simulator(net).run(88_000)  # 2.2 s

stn = recording.activity("stn", burn_in_ms=200)
rate_hz = metrics.population_rate(stn, bin_steps=40)  # bins of 1 ms
f_hz, density = metrics.welch_psd(rate_hz, interval_ms=1)
peak_hz, _ = metrics.beta_peak(rate_hz, interval_ms=1)
print(f"{len(f_hz)} bins up to {f_hz[-1]:g} Hz, the largest {density.max():.1f} Hz^2/Hz")
print(f"beta peak at {peak_hz:g} Hz, {metrics.beta_prominence(rate_hz, 1):.1f} dB above the rest")
