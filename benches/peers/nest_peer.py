"""T1 in NEST, by its nearest built-in models.

nest_peer.py NETWORK: builds once, then answers; a trial is the next 100 ms of the run. Different:
the STN is hh_cond_beta_gap_traub, which has the sodium, potassium and leak currents of the cell but
none of its T, h, calcium and AHP currents, and so less drive and noise, such that it fires at about
the same rate; noise is white in steps of 1 ms, with the power that the Ornstein-Uhlenbeck noise has
at low frequencies; AdEx cells are stepped by an adaptive Runge-Kutta method. Spikes are recorded;
no mean V, and no metrics.
"""

import math
import sys
import time

import nest
import numpy as np

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

# times those of the full cell
STN_DRIVE = 0.115
STN_NOISE = 0.1
NOISE_STEP_MS = 1.0
ADEX = {"C_m": "c_m", "g_L": "g_l", "E_L": "e_l", "V_th": "v_t", "Delta_T": "delta_t", "a": "a"}
ADEX |= {"tau_w": "tau_w", "b": "b", "V_reset": "v_reset", "V_peak": "v_peak", "t_ref": "t_ref"}
ADEX |= {"I_e": "i_app"}
INCOMING = {name: [p for p in PROJECTIONS if p.endswith(f"_to_{name}")] for name in POPULATIONS}


def time_constants(net, projection):
    """Of rise and decay, ms. NEST wants the shorter first: exchanged, they give the same shape."""
    return net.one(f"{projection}.tau_rise"), net.one(f"{projection}.tau_decay")


def peak(rise, decay):
    """The largest s that one spike reaches where its area is `decay`: NEST's weights are peaks."""
    ratio = decay / rise
    exponent = 1.0 if ratio == 1.0 else math.log(ratio) / (ratio - 1.0)
    return math.exp(-exponent)


def adex(net, population):
    """Cells with a receptor for each projection that ends there."""
    cells = nest.Create("aeif_cond_beta_multisynapse", net.n_cells(population))
    for name, parameter in ADEX.items():
        cells.set({name: list(net[f"{population}.{parameter}"])})
    times = [time_constants(net, projection) for projection in INCOMING[population]]
    receptors = {"E_rev": [net.one(f"{projection}.e_rev") for projection in INCOMING[population]]}
    receptors |= {
        "tau_rise": [min(pair) for pair in times],
        "tau_decay": [max(pair) for pair in times],
    }
    cells.set(receptors)
    cells.V_m = list(net[f"{population}.start.v"])
    return cells


def stn(net):
    """The nearest cell; with V_T at -67 mV, Traub's rates are those of the STN."""
    whole = 1.0 / net.ns_to_density("stn")  # nS and pA of mS/cm2 and uA/cm2
    cells = nest.Create("hh_cond_beta_gap_traub", net.n_cells("stn"))
    for name in ("g_Na", "g_K", "g_L"):
        cells.set({name: list(net[f"stn.{name.lower()}"] * whole)})
    for name in ("E_Na", "E_K", "E_L"):
        cells.set({name: net.one(f"stn.{name.lower()}")})
    cells.set({"C_m": net.one("stn.c_m") * whole, "V_T": -67.0})
    cells.set({"I_e": list(net["stn.i_app"] * whole * STN_DRIVE)})
    synapse = {name: net.one(f"gpe_to_stn.{name}") for name in ("e_rev", "tau_rise", "tau_decay")}
    cells.set({"E_in": synapse["e_rev"], "tau_rise_in": synapse["tau_rise"]})
    cells.set({"tau_decay_in": synapse["tau_decay"]})
    cells.V_m = list(net["stn.start.v"])
    return cells


def add_noise(net, population, cells):
    """Another current into every cell."""
    unit = 1.0 / net.ns_to_density("stn") if population == "stn" else 1.0
    tau = net.one(f"{population}.noise.tau")
    unit *= STN_NOISE if population == "stn" else 1.0
    spread = net.one(f"{population}.noise.sigma") * unit * math.sqrt(2.0 * tau / NOISE_STEP_MS)
    nest.Connect(nest.Create("noise_generator", params={"std": spread, "dt": NOISE_STEP_MS}), cells)


def link(net, groups, name):
    """The synapses of one projection."""
    source, target = name.split("_to_")
    pre, post = net.edges(name)
    weight = net.weight_ns(name) * peak(*time_constants(net, name))
    kind = {"delay": net.one(f"{name}.delay"), "weight": weight}
    if target == "stn":
        kind["weight"] = -weight  # how this model tells inhibition
    else:
        kind["receptor_type"] = INCOMING[target].index(name) + 1
    ids = {side: [group.global_id for group in groups[side]] for side in (source, target)}
    arrays = {key: [value] * len(pre) for key, value in kind.items()}
    sources, targets = [ids[source][k] for k in pre], [ids[target][k] for k in post]
    nest.Connect(sources, targets, "one_to_one", {"synapse_model": "static_synapse", **arrays})


def build(net):
    """The circuit; a recorder of spikes for each population."""
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.ResetKernel()
    nest.set(resolution=DT_MS, local_num_threads=1, rng_seed=1)
    groups = {"stn": stn(net), "gpe": adex(net, "gpe"), "gpi": adex(net, "gpi")}
    recorders = {}
    for name, cells in groups.items():
        add_noise(net, name, cells)
        recorders[name] = nest.Create("spike_recorder")
        nest.Connect(cells, recorders[name])
    for name in PROJECTIONS:
        link(net, groups, name)
    return recorders


def main():
    """Builds, then answers."""
    net = Network(sys.argv[1])
    recorders = build(net)
    nest.Prepare()
    nest.Run(BURN_IN_MS)

    def time_trial(_):
        begin = time.perf_counter()
        nest.Run(TRIAL_MS)
        return (time.perf_counter() - begin) * 1e3

    def counts():
        sizes = {name: net.n_cells(name) for name in recorders}
        return np.array([recorders[name].n_events / sizes[name] for name in recorders])

    def rates(_):
        before = counts()
        nest.Run(MEASURED_MS)
        return (counts() - before) / (MEASURED_MS / 1e3)

    serve(time_trial, rates)


if __name__ == "__main__":
    main()
