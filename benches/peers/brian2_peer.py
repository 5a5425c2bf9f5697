"""T1 in Brian2, C++ standalone, in one of two styles: brian2_plain.py or brian2_tuned.py.

brian2_peer.py NETWORK FOLDER plain|tuned: builds two programs into FOLDER, then answers. A program
runs once to warm up, or for the burn-in, then once more; the time is the one that Brian2 itself
takes of the second run: CPU time, without the start of the program. Seeds are Brian2's own, new in
every run. Brian2 moves all variables of a cell together, where this library moves the gates of the
STN before its V. Spikes are recorded; no mean V, and no metrics.
"""

import sys
from importlib import import_module
from pathlib import Path

import brian2 as b2
import numpy as np
from brian2 import ms

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

PER_CELL = {"stn": ("i_app", "g_l", "g_ahp"), "gpe": ("i_app", "g_l"), "gpi": ("i_app", "g_l")}
START = {"stn": ("v", "n", "h", "r", "ca"), "gpe": ("v", "w"), "gpi": ("v", "w")}
STN_RULES = {"threshold": "v >= v_th", "refractory": "v >= v_th"}
ADEX_RULES = {
    "threshold": "v >= v_peak",
    "reset": "v = v_reset; w += b",
    "refractory": "t_ref * ms",
}


def constants(net, population):
    """Parameters that all cells of a population share."""
    names = [
        name for name in net.lists if name.startswith(f"{population}.") and name.count(".") == 1
    ]
    varied = PER_CELL[population]
    return {n.split(".")[1]: net.one(n) for n in names if n.split(".")[1] not in varied}


def synapses(net, population):
    """Equations of the sums of a population's synapses and of their current."""
    unit = net.ns_to_density(population) if population == "stn" else 1.0
    lines, currents = [], []
    for name in (name for name in PROJECTIONS if name.endswith(f"_to_{population}")):
        rise, decay = net.one(f"{name}.tau_rise"), net.one(f"{name}.tau_decay")
        lines.append(f"dx_{name}/dt = -x_{name} / ({rise} * ms) : 1")
        lines.append(f"ds_{name}/dt = (x_{name} / {rise} - s_{name} / {decay}) / ms : 1")
        gain = net.weight_ns(name) * unit
        currents.append(f"{gain} * s_{name} * ({net.one(f'{name}.e_rev')} - v)")
    return "\n".join([*lines, f"i_syn = {' + '.join(currents)} : 1", ""])


def cells(net, population, style):
    """One population, where it starts, and its noise."""
    stn = population == "stn"
    noise, update = style.noise(net, population)
    group = b2.NeuronGroup(
        net.n_cells(population),
        (style.STN if stn else style.ADEX) + synapses(net, population) + noise,
        method="euler",
        namespace=constants(net, population),
        name=population,
        **(STN_RULES if stn else ADEX_RULES),
    )
    for variable in PER_CELL[population]:
        setattr(group, variable, net[f"{population}.{variable}"])
    for variable in START[population]:
        setattr(group, variable, net[f"{population}.start.{variable}"])
    if update:
        group.run_regularly(update, dt=DT_MS * ms)
    return group


def links(net, groups, name):
    """One projection: a spike raises a sum at each target."""
    source, target = name.split("_to_")
    raised, delay = f"x_{name}_post += 1", net.one(f"{name}.delay") * ms
    synapse = b2.Synapses(groups[source], groups[target], on_pre=raised, delay=delay, name=name)
    pre, post = net.edges(name)
    synapse.connect(i=pre, j=post)
    return synapse


def build(net, style, folder, first_ms, second_ms):
    """A program of two runs; returns the recorders of spikes."""
    b2.set_device("cpp_standalone", build_on_run=False, directory=str(folder))
    b2.device.reinit()
    b2.device.activate(build_on_run=False, directory=str(folder))
    style.settings()
    b2.defaultclock.dt = DT_MS * ms
    groups = {name: cells(net, name, style) for name in POPULATIONS}
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
    style = import_module(f"brian2_{sys.argv[3]}")
    build(net, style, folder / "trial", TRIAL_MS, TRIAL_MS)
    monitors = build(net, style, folder / "rates", BURN_IN_MS, MEASURED_MS)

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
