"""Every cell model alone: its rate, and the largest steps at which it is right.

    python examples/python/cells.py        (minutes; docs/cells.md has the table)

A lone cell in double at its default parameters, with more current if it is silent: 2 s, then 6 s
that count. A step is sound if there, and at every smaller one of STEPS_MS, the rate is within 1 %
of that at a quarter of the step. The rate is that at the smallest quarter, by exponential Euler.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import subthal

STEPS_MS = (0.1, 0.05, 0.025, 0.0125, 0.01, 0.005, 0.0025, 0.00125)
INTEGRATORS = ("forward_euler", "exponential_euler")
# uA/cm2: what volleys have in the presets of the relay cells
MORE_CURRENT = {"so_tc": 5.0, "rubin_terman_tc": 5.0, "izhikevich_rs": 10.0, "izhikevich_fs": 10.0}
BURN_IN_MS, END_MS = 2_000, 8_000
# a source fires as it is told, whatever the step
MODELS = [model for model in subthal.names("model") if model != "spike_source"]


@cache
def rate_hz(model, integrator, dt_ms):
    """One over the mean interval; None where V runs away."""
    net = subthal.Network()
    net.add_population("cell", model, 1)
    net["cell.i_app"] += MORE_CURRENT.get(model, 0.0)
    sim = subthal.Simulator(net, dt_ms=dt_ms, precision="double", integrator=integrator)
    try:
        times_ms, _ = sim.run(round(END_MS / dt_ms)).spikes_of("cell")
    except subthal.errors.DivergedError:
        return None
    times_ms = times_ms[times_ms >= BURN_IN_MS]
    return 1000 * (times_ms.size - 1) / (times_ms[-1] - times_ms[0])


def largest_sound_step(model, integrator):
    sound = None
    for dt_ms in reversed(STEPS_MS):
        rate, finer = (rate_hz(model, integrator, step) for step in (dt_ms, dt_ms / 4))
        if rate is None or finer is None or abs(rate / finer - 1) > 0.01:
            break
        sound = dt_ms
    return sound


def row(model):
    added = MORE_CURRENT.get(model)
    sounds = " | ".join(str(largest_sound_step(model, how)) for how in INTEGRATORS)
    rate = rate_hz(model, "exponential_euler", STEPS_MS[-1] / 4)
    return f"| `{model}` | {rate:.2f}{f' at +{added:g} uA/cm2' if added else ''} | {sounds} |"


def main():
    print("| model | rate, Hz | forward Euler, ms | exponential Euler, ms |\n|---|---|---|---|")
    with ThreadPoolExecutor(2) as pool:  # a run gives the interpreter free
        for line in pool.map(row, MODELS):
            print(line, flush=True)


main()
