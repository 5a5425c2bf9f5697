"""What pulses on the axons of the STN do to its parkinsonian beta, by their frequency."""

import numpy as np
from subthal import Network, evaluate

net = Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1)
net.add_stimulator(  # an amplitude above any axon's threshold
    "dbs", "stn", amplitude_ma=1.0, axon_fraction=0.5, soma=0.0
)
frequencies_hz, seeds = [0, 20, 50, 80, 130, 185], [4001, 4002, 4003]
answers = evaluate(
    net,
    params=["dbs.frequency"],
    values=np.repeat(frequencies_hz, len(seeds))[:, None],
    seeds=seeds * len(frequencies_hz),
    metrics=["stn.beta_power"],
    redraw_wiring=True,
    measured_ms=1000,
)
power = answers["stn.beta_power"].reshape(len(frequencies_hz), len(seeds))
mean_db = (10 * np.log10(power / power[0])).mean(axis=1)  # over the same seed without pulses
for hz, db in zip(frequencies_hz, mean_db, strict=True):
    print(f"{hz:3} Hz: beta {db:.1f} dB")
