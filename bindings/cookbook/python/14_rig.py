"""A rig: the caller's own loop, a millisecond a turn."""

import sys
from time import perf_counter

import numpy as np
from subthal import Controller, Estimator, Network, Simulator

net = Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1)
net.add_stimulator("dbs", "stn", axon_fraction=0.5, soma=0, frequency_hz=130)
net.place_in_ball("gpe", (0, 0, 0), 1500)
net.add_lfp("lfp", populations=["gpe"], low_pass_hz=250)
sim = Simulator(net)
est, ctl = Estimator("band_rectified", window_ms=100), Controller("pi", set_point=7e-4)

step = sim.prepare(40, every=40)  # 1 ms a call; buffers and pointers are made once
sum_mv, turn_us = 0.0, np.empty(5000)
for turn in range(5000):
    start = perf_counter()
    step()
    seen = est.update(step.rows[0, 0])
    if (turn + 1) % 20 == 0:
        wanted = ctl.update(seen.value)
        sim["dbs.amplitude"] = wanted.amplitude
    sum_mv += seen.value
    turn_us[turn] = 1e6 * (perf_counter() - start)

energy_uj = sim.delivered("dbs").energy_uj
print(f"estimate {1e3 * sum_mv / 5000:.2f} uV, ", end="")
print(f"stimulus now {wanted.amplitude:.2f} mA, {energy_uj:.1f} uJ")
fastest, slow = turn_us.min(), np.percentile(turn_us, 99)
print(f"a turn: {fastest:.0f} us, 99 of 100 within {slow:.0f} us", file=sys.stderr)
