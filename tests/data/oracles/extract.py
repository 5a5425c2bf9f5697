"""Cuts the tables of this folder out of the full recordings (see README.md).

    python extract.py RECORDINGS

RECORDINGS holds seed_single_f64.npz and seed_net_<network>_f64[_signfixed].npz, one array per
recorded quantity. Run it in this folder; it prints what it wrote.
"""

import re
import sys
from pathlib import Path

import numpy as np

EVERY = 4  # rows: V after steps 3, 7, 11, ... (row r is the state at time (r + 1) * 0.1 ms)
POPULATIONS = {"stn": 10, "gpe": 20, "gpi": 15}
PROJECTIONS = ["stn_to_gpe", "gpe_to_stn", "stn_to_gpi", "gpe_to_gpi"]
DEFAULT, HEALTHY, ADEX = (42.0, 1.5, 2.0), (117.025, 3.379, 2.188), (42.0, 300.0, 250.0)
CLAMPED, FREE = (-100.0, 60.0), (-1000.0, 1000.0)
NETWORKS = {
    # name: (recording, sign, models, i_app of stn, gpe and gpi, bounds on V of the stn)
    "hh_default": ("hh_default_f64", -1, "hh", DEFAULT, CLAMPED),
    "hh_default_fixed": ("hh_default_f64_signfixed", 1, "hh", DEFAULT, CLAMPED),
    "hh_healthy": ("hh_healthy_f64", -1, "hh", HEALTHY, CLAMPED),
    "hh_healthy_fixed": ("hh_healthy_f64_signfixed", 1, "hh", HEALTHY, CLAMPED),
    "adex_default_fixed": ("adex_default_f64_signfixed", 1, "adex", ADEX, FREE),
}
# The seed's V_init, with h, n, r at their (published) steady state there.
STEADY = "h=0.9932491600126392 n=0.05182099822695428 r=0.2689414213699951"
START = {
    "stn": "v=-58.0 n=0.317 h=0.596 r=0.1 ca=0.02",
    "adex_gpe": "v=-65.0 w=0.0",
    "adex_gpi": "v=-60.0 w=0.0",
    "hh_gpe": f"v=-65.0 {STEADY} ca=0.0",
    "hh_gpi": f"v=-65.0 {STEADY} ca=0.0",
}
UNUSED = ("s", "last_spike_ms", "refractory", "ref_remaining_ms")  # follows V; never; 0; 0


def write(name, header, rows):
    text = "\n".join([header] + [",".join(str(field) for field in row) for row in rows]) + "\n"
    Path(name).write_text(text)
    print(f"{name:40s} {len(text):7d} bytes, {len(rows)} rows")


def write_v(name, v):
    v = np.ascontiguousarray(v, dtype="<f8")
    v.tofile(name)
    print(f"{name:40s} {v.nbytes:7d} bytes, {v.shape}")


def spaced(values):
    return " ".join(map(str, values))


def the_same_in_all(recordings, key):
    first, *others = (recording[key] for recording in recordings.values())
    assert all(np.array_equal(first, other) for other in others), key
    return first


def current_injected(case):
    """The extra current of a case, the first step in which it flows, and the end step."""
    if "mu1.8" in case:
        return 1.8, 0, 20000
    if pulse := re.search(r"_pulse(-\d+)_200-300ms", case):
        return float(pulse[1]), 8000, 12000
    if "_Isyn-2_100-200ms" in case:
        return -2.0, 4001, 8000
    return 0.0, 0, 0


def single_cells(recording):
    cases = [key[: -len("/V")] for key in recording.files if key.endswith("/V")]
    rows = []
    for case in cases:
        model = "stn" if case.startswith("stn") else "_".join(case.split("_")[:2])
        i_app = float(re.search(r"_I(?:STN)?([\d.]+)", case)[1])
        spikes = spaced(recording[f"{case}/spike_step"])
        current = current_injected(case)
        rows.append([case, f"{model}_seed", i_app, *current, START[model], spikes])
    header = "case,model,i_app,i_in,i_in_first_step,i_in_end_step,start,spike_steps"
    write("single_cells.csv", header, rows)
    v = [recording[f"{case}/first2000"][0, EVERY - 1 :: EVERY] for case in cases]
    write_v("single_cells_v.bin", v)
    curves = {model: recording[f"fI/{model}"] for model in START}
    rows = [[f"{model}_seed", row[0], int(row[1])] for model in START for row in curves[model]]
    write("f_i.csv", "model,i_app,n_spikes", rows)


def wiring(recordings):
    """One wiring serves all networks."""
    edges, kinetics = [], []
    for projection in PROJECTIONS:
        fields = ["pre", "post", "weight", "meta_delay_taurise_taudecay_Esyn"]
        keys = [f"edges/{projection}/{field}" for field in fields]
        values = [the_same_in_all(recordings, key) for key in keys]
        edges += [[projection, *edge] for edge in zip(*values[:3], strict=True)]
        kinetics.append([projection, *projection.split("_to_"), *values[3]])
    write("network_edges.csv", "projection,pre,post,weight", edges)
    header = "projection,from,to,delay_ms,tau_rise_ms,tau_decay_ms,e_rev_mv"
    write("network_projections.csv", header, kinetics)


def starts(recordings):
    """One initial state serves all networks of the same models."""
    rows = []
    for models in ["hh", "adex"]:
        alike = {
            name: recording for name, recording in recordings.items() if name.startswith(models)
        }
        keys = [key for key in next(iter(alike.values())).files if key.startswith("init/")]
        for _, population, variable in (key.split("/") for key in keys):
            if variable not in UNUSED:
                values = the_same_in_all(alike, f"init/{population}/{variable}")
                rows.append([models, population, variable.lower(), spaced(map(float, values))])
    write("network_start.csv", "models,population,variable,one_value_per_cell", rows)


def networks(recordings):
    rows = []
    for name, (_, sign, models, i_app, bounds) in NETWORKS.items():
        rows.append([name, models, sign, *i_app, 1.8, *bounds])
    header = "network,models,sign,stn_i_app,gpe_i_app,gpi_i_app,"
    write("networks.csv", header + "stn_noise_mean,stn_v_min,stn_v_max", rows)
    for name, recording in recordings.items():
        v = np.hstack([recording[f"Vfirst400/{population}"] for population in POPULATIONS])
        write_v(f"network_{name}_v.bin", v[EVERY - 1 :: EVERY])
        rows = []
        for population, n_cells in POPULATIONS.items():
            step = recording[f"spikes/{population}/step"]
            cell = recording[f"spikes/{population}/neuron"]
            rows += [[population, i, spaced(np.sort(step[cell == i]))] for i in range(n_cells)]
        write(f"network_{name}_spikes.csv", "population,cell,spike_steps", rows)


def main():
    folder = Path(sys.argv[1])
    single_cells(np.load(folder / "seed_single_f64.npz"))
    files = {name: folder / f"seed_net_{row[0]}.npz" for name, row in NETWORKS.items()}
    recordings = {name: np.load(file) for name, file in files.items()}
    wiring(recordings)
    starts(recordings)
    networks(recordings)


main()
