"""T1 in Brian2, C++ standalone, tuned: single precision, g++'s best options, noise drawn apart.

brian2_peer.py NETWORK FOLDER: builds two programs into FOLDER, then answers. A program runs once to
warm up, or for the burn-in, then once more; the time is the one that Brian2 itself takes of the
second run: CPU time, without the start of the program. Seeds are Brian2's own, new in every run.
Spikes are recorded; no mean V, and no metrics.
"""

import math
import sys
import warnings
from pathlib import Path

import brian2 as b2
import numpy as np
from brian2 import ms
from brian2_equations import ADEX, NOISE, STN, synapses

from network import (
    BURN_IN_MS,
    DT_MS,
    MEASURED_MS,
    POPULATIONS,
    PROJECTIONS,
    TRIAL_MS,
    Network,
    serve,
)

FLAGS = ["-O3", "-march=native", "-ffast-math", "-std=c++17"]
PER_CELL = {"stn": ("i_app", "g_l", "g_ahp"), "gpe": ("i_app", "g_l"), "gpi": ("i_app", "g_l")}
START = {"stn": ("v", "n", "h", "r", "ca"), "gpe": ("v", "w"), "gpi": ("v", "w")}


def settings():
    """What makes Brian2 fast."""
    # it compares numbers in single precision with 1e50
    warnings.filterwarnings("ignore", "overflow encountered in cast")
    b2.prefs.codegen.cpp.extra_compile_args_gcc = FLAGS
    b2.prefs.core.default_float_dtype = np.float32
    b2.defaultclock.dt = DT_MS * ms


def constants(net, population):
    """Parameters that all cells of a population share."""
    names = [
        name for name in net.lists if name.startswith(f"{population}.") and name.count(".") == 1
    ]
    varied = PER_CELL[population]
    return {n.split(".")[1]: net.one(n) for n in names if n.split(".")[1] not in varied}


def cells(net, population):
    """One population, where it starts, and its noise."""
    stn = population == "stn"
    incoming = [name for name in PROJECTIONS if name.endswith(f"_to_{population}")]
    unit = net.ns_to_density(population) if stn else 1.0
    equations = (STN if stn else ADEX) + NOISE + synapses(net, incoming, unit)
    rules = (
        {"threshold": "v >= v_th", "refractory": "v >= v_th"}
        if stn
        else {
            "threshold": "v >= v_peak",
            "reset": "v = v_reset; w += b",
            "refractory": "t_ref * ms",
        }
    )
    shared = constants(net, population)
    n = net.n_cells(population)
    group = b2.NeuronGroup(n, equations, method="euler", namespace=shared, name=population, **rules)
    for variable in PER_CELL[population]:
        setattr(group, variable, net[f"{population}.{variable}"])
    for variable in START[population]:
        setattr(group, variable, net[f"{population}.start.{variable}"])
    steps = DT_MS / net.one(f"{population}.noise.tau")
    spread = net.one(f"{population}.noise.sigma") * math.sqrt(-math.expm1(-2 * steps))
    group.run_regularly(f"y += {math.expm1(-steps)} * y + {spread} * randn()", dt=DT_MS * ms)
    return group


def links(net, groups, name):
    """One projection: a spike raises a sum at each target."""
    source, target = name.split("_to_")
    raised, delay = f"x_{name}_post += 1", net.one(f"{name}.delay") * ms
    synapse = b2.Synapses(groups[source], groups[target], on_pre=raised, delay=delay, name=name)
    pre, post = net.edges(name)
    synapse.connect(i=pre, j=post)
    return synapse


def build(net, folder, first_ms, second_ms):
    """A program of two runs; returns the recorders of spikes."""
    b2.set_device("cpp_standalone", build_on_run=False, directory=str(folder))
    b2.device.reinit()
    b2.device.activate(build_on_run=False, directory=str(folder))
    settings()
    groups = {name: cells(net, name) for name in POPULATIONS}
    monitors = {name: b2.SpikeMonitor(group, name=f"of_{name}") for name, group in groups.items()}
    projections = [links(net, groups, name) for name in PROJECTIONS]
    network = b2.Network(*groups.values(), *monitors.values(), *projections)
    network.run(first_ms * ms)
    network.run(second_ms * ms)
    b2.device.build(directory=str(folder), compile=True, run=False)
    return monitors


def main():
    """Builds, then answers."""
    net, folder = Network(sys.argv[1]), Path(sys.argv[2]).resolve()
    build(net, folder / "trial", TRIAL_MS, TRIAL_MS)
    monitors = build(net, folder / "rates", BURN_IN_MS, MEASURED_MS)

    def time_trial(_):
        b2.device.run(
            directory=str(folder / "trial"), results_directory="results", with_output=False
        )
        seconds, _ = (folder / "trial/results/last_run_info.txt").read_text().split()
        return float(seconds) * 1e3

    def rates(_):
        b2.device.run(
            directory=str(folder / "rates"), results_directory="results", with_output=False
        )
        fired = [np.asarray(monitor.t / ms) >= BURN_IN_MS for monitor in monitors.values()]
        counts = [np.count_nonzero(late) for late in fired]
        sizes = [net.n_cells(name) for name in POPULATIONS]
        return [n / size / (MEASURED_MS / 1e3) for n, size in zip(counts, sizes, strict=True)]

    serve(time_trial, rates)


if __name__ == "__main__":
    main()
