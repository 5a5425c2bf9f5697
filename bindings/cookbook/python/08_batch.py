"""Many trials in a batch: parameters and seeds in, metrics out, with progress. Ctrl-C ends it."""

import numpy as np
import subthal

net = subthal.Network.preset("stn_gpe_gpi_adex_healthy", seed=7)
currents = np.repeat([60.0, 75.0, 90.0], 2)  # two seeds each
answers = subthal.evaluate(
    net,
    ["stn.i_app"],
    currents,
    seeds=np.tile([1, 2], 3),
    metrics=["stn.rate", "gpe.cv", "stn.gpe.coherence"],
    burn_in_ms=200,
    measured_ms=1000,
    progress=True,
)
for current, rate_hz, status in zip(
    currents, answers["stn.rate"], answers.status_names, strict=True
):
    print(f"i_app {current:g}: {rate_hz:.1f} Hz, {status}")
