"""Makes the rubin_terman_2004 tables of this folder with XPPAUT (see README.md).

    python extract_rubin_terman_2004.py MODEL xpp      the exact runs
    python extract_rubin_terman_2004.py MODEL rates    the statistics, 12 starts a state: 12 minutes

MODEL is a folder with the files of ModelDB 116867. xppaut 6.11 and NumPy are needed. Run it in this
folder.

The exact runs integrate the published equations by forward Euler at 0.01 ms. For that, the products
of steep sigmoids of sines that make volleys and stimulation are the windows in which they are open,
and what counts errors is left out. The statistics leave equations and
solver (QualRK, tolerance 1e-3) as published, and change starts.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

DT_MS = 0.01
N_STEPS = 100_000
N_STARTS = 12
# state: file of equations, file of settings
STATES = {
    "healthy": ("rubin_terman_pd.ode", "rubin_terman_pd.ode.setnorm"),
    "parkinsonian": ("rubin_terman_pd.ode", "rubin_terman_pd.ode.setpark"),
    "dbs": ("rubin_terman_dbs.ode", "rubin_terman_dbs.ode.set"),
}
# population: V, calcium, number of cells
NUCLEI = {"stn": ("v", "ca", 16), "gpe": ("vg", "cag", 16), "gpi": ("vgi", "cagi", 16)}
# means of the published starts
CALCIUM = {"stn": 0.26, "gpe": 0.14, "gpi": 0.24}
THRESHOLD_MV = {"stn": -10.0, "gpe": -10.0, "gpi": -10.0, "tc": -40.0}


def variables(equations):
    """The integrated variables in their order, from lines like ``v[1..16]'=``."""
    found = []
    for line in equations.splitlines():
        if match := re.match(r"(\w+?)(?:\[1\.\.(\d+)\])?'\s*=", line):
            name, n = match[1], int(match[2] or 0)
            found += [f"{name}{k + 1}" for k in range(n)] or [name]
    return found


def settings(path):
    """Parameters and starts of a file of settings."""
    blocks, name = {}, ""
    for line in path.read_text().splitlines():
        if line.startswith("# "):
            name = line[2:].strip()
        elif re.match(r"-?[\d.e+-]+\s+[A-Za-z]\w*$", line) and (fields := line.split()):
            blocks.setdefault(name, {})[fields[1].lower()] = float(fields[0])
    return blocks


def sigmoid(v, theta, k):
    return 1 / (1 + np.exp(-(v - theta) / k))


def start(names, v, keep):
    """Cells at V (population: n_cells), gates steady, synapses closed."""
    stn, gpe, gpi, tc = (v[name] for name in ("stn", "gpe", "gpi", "tc"))
    gates = {
        "h": sigmoid(stn, -39, -3.1),
        "n": sigmoid(stn, -32, 8),
        "r": sigmoid(stn, -67, -2),
        "htt": sigmoid(tc, -84, -4),
        "ht": sigmoid(tc, -41, -4),
        "vt": tc,
    }
    for suffix, cells in (("g", gpe), ("gi", gpi)):
        gates["n" + suffix] = sigmoid(cells, -50, 14)
        gates["h" + suffix] = sigmoid(cells, -58, -12)
        gates["r" + suffix] = sigmoid(cells, -70, -2)
    for name, (of_v, of_calcium, n) in NUCLEI.items():
        gates[of_v], gates[of_calcium] = v[name], np.full(n, CALCIUM[name])
    values = []
    for name in names:
        stem, number = re.fullmatch(r"([a-z]+)(\d*)", name).groups()
        if stem in gates:
            values.append(gates[stem][int(number) - 1])
        else:
            values.append(keep.get(name, 0.0))
    return values


def run(model, state, change, v):
    """Rows of XPPAUT: time, then the variables; and their names."""
    equations, of_settings = STATES[state]
    text = (model / equations).read_text().lower()
    blocks = settings(model / of_settings)
    names = variables(text)
    keep = {k: x for k, x in blocks["Old ICs"].items() if k[0] in "zip" or k.startswith("dd")}
    text, extra = change(text, blocks["Parameters"])
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "m.ode").write_text(text)
        values = start(names, v, keep)
        (folder / "start").write_text("\n".join(f"{x:.17g}" for x in values) + "\n")
        command = ["xppaut", "m.ode", "-silent", "-icfile", "start", "-outfile", "out", *extra]
        if not extra:
            (folder / "set").write_text((model / of_settings).read_text())
            command += ["-setfile", "set"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        return np.loadtxt(folder / "out"), names


def exact(text, parameters):
    """The equations with their parameters, for forward Euler."""
    text = re.sub(r"(?m)^(global|aux|@|i ).*\n", "", text)
    for line in re.findall(r"(?m)^p .*$", text):
        for name in re.findall(r"(\w+)=", line):
            line_now = re.sub(rf"\b{name}=[^,\s]+", f"{name}={parameters[name]!r}", line)
            text, line = text.replace(line, line_now), line_now
    text = re.sub(r"(?m)^ftc\(t\)=.*$", "ftc(t)=itc*heav(dur-mod(t+.001,period))", text)
    text = re.sub(r"(?m)^ftc2\(t\)=.*$", "ftc2(t)=0", text)
    pulse = "dbs(t)=i1*heav(ddbs-mod(t+.001+pdbs/2+ddbs,pdbs))"
    text = re.sub(r"(?m)^dbs\(t\)=.*$", pulse, text)
    options = f"@ total={N_STEPS * DT_MS},dt={DT_MS},meth=euler,maxstor=200000,bound=50000\n"
    return text.replace("done", options + "done"), ["-quiet", "1"]


def published(text, _):
    return text, []


def crossings(rows, names, of_v, n, threshold):
    v = np.stack([rows[:, 1 + names.index(f"{of_v}{k + 1}")] for k in range(n)])
    return [np.flatnonzero((c[:-1] < threshold) & (c[1:] >= threshold)) for c in v]


def every_population():
    yield from ((name, of_v, n) for name, (of_v, _, n) in NUCLEI.items())
    yield "tc", "vt", 2


def write(name, header, rows):
    lines = [header] + [",".join(str(field) for field in row) for row in rows]
    Path(name).write_text("\n".join(lines) + "\n")


def spaced(values):
    return " ".join(map(str, values))


def exact_runs(model):
    blocks = settings(model / STATES["healthy"][1])["Old ICs"]
    v = {
        name: np.array([blocks[f"{of_v}{k + 1}"] for k in range(n)])
        for name, of_v, n in every_population()
    }
    write(
        "rubin_terman_2004_start.csv",
        "population,v_mv",
        [[name, spaced(map(float, each))] for name, each in v.items()],
    )
    for state in STATES:
        rows, names = run(model, state, exact, v)
        assert len(rows) == N_STEPS + 1, len(rows)
        spikes, voltages = [], []
        for name, of_v, n in every_population():
            each = crossings(rows, names, of_v, n, THRESHOLD_MV[name])
            spikes += [[name, cell, spaced(steps)] for cell, steps in enumerate(each)]
            voltages += [rows[10:2001:10, 1 + names.index(f"{of_v}{k + 1}")] for k in range(n)]
        write(f"rubin_terman_2004_{state}_spikes.csv", "population,cell,spike_steps", spikes)
        np.stack(voltages, 1).astype("<f4").tofile(f"rubin_terman_2004_{state}_v.bin")
        print(state, {name: sum(len(s[2].split()) for s in spikes if s[0] == name) for name in v})


def relay(spikes_ms):
    """Misses and bad responses to volleys at 250, 300 ... ms: once in 20 ms is right."""
    counts = [((spikes_ms >= t) & (spikes_ms < t + 20)).sum() for t in range(250, 1201, 50)]
    return [counts.count(0), sum(count > 1 for count in counts)]


def statistics(model):
    draw = np.random.default_rng(2004)
    rows_out = []
    for at in range(N_STARTS):
        v = {
            name: -62 + 5 * np.clip(draw.standard_normal(n), -3, 3)
            for name, _, n in every_population()
        }
        for state in STATES:
            rows, names = run(model, state, published, v)
            ms, found = rows[:, 0], []
            for name, of_v, n in every_population():
                each = crossings(rows, names, of_v, n, THRESHOLD_MV[name])
                times = [ms[1:][steps] for steps in each]
                found.append(sum((t >= 250).sum() for t in times) / n)
                if name == "tc":
                    found += list(np.sum([relay(t) for t in times], axis=0))
            rows_out.append([state, at, *(f"{x:.10g}" for x in found)])
        print(at, rows_out[-3:], flush=True)
    write(
        "rubin_terman_2004_statistics.csv",
        "state,start,rate_stn,rate_gpe,rate_gpi,rate_tc,misses,bad",
        rows_out,
    )


{"xpp": exact_runs, "rates": statistics}[sys.argv[2]](Path(sys.argv[1]))
