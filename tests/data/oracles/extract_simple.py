"""Makes the tables of cells of two variables (see README.md).

    python extract_simple.py scipy           adex.csv: SciPy 1.17.1
    python extract_simple.py octave FILE     izhikevich*: GNU Octave and NumPy

FILE is simulate_network_model.m of ModelDB 206232.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
T_MS = 500.0
# name: C pF, g_L nS, E_L, V_T, Delta_T mV, a nS, tau_w ms, b pA, V_reset mV, I pA; from -65 mV, w 0
ADEX = {
    "adex_gpe": (200, 10, -60, -50, 2, 0.5, 20, 10, -60, 300),
    "adex_gpi": (200, 10, -60, -50, 2, 0, 20, 0, -55, 250),
    "lindahl_gpe": (40, 1, -55.1, -54.7, 1.7, 2.5, 20, 70, -60, 12),
    "lindahl_gpe_fast": (40, 1, -55.1, -54.7, 1.7, 2.5, 20, 70, -60, 100),
    "lindahl_snr": (80, 3, -55.8, -55.2, 1.6, 3, 20, 200, -65, 0),
    "lindahl_snr_fast": (80, 3, -55.8, -55.2, 1.6, 3, 20, 200, -65, 200),
}
V_PEAK_MV, T_REF_MS = 20.0, 2.0
# current into the cortical cells, in samples [first, end) of the code; sample k drives step k - 1
CURRENTS = [(4.0, 1, 20_001), (10.0, 20_001, 35_001), (-5.0, 35_001, 50_001)]
DT_MS = 0.01


def write(name, header, rows):
    lines = [header] + [",".join(str(field) for field in row) for row in rows]
    (HERE / name).write_text("\n".join(lines) + "\n")


def spaced(values):
    return " ".join(map(str, values))


def adex_spikes(c_m, g_l, e_l, v_t, delta_t, a, tau_w, b, v_reset, i):
    """Times of spikes; the exponent held in [-20, 10], as documented of the cell."""
    from scipy.integrate import solve_ivp

    def slopes(_, y):
        v, w = y
        rise = g_l * delta_t * np.exp(np.clip((v - v_t) / delta_t, -20, 10))
        return [(-g_l * (v - e_l) + rise - w + i) / c_m, (a * (v - e_l) - w) / tau_w]

    def peak(_, y):
        return y[0] - V_PEAK_MV

    peak.terminal, peak.direction = True, 1
    t, y, spikes = 0.0, [-65.0 if a == 0.5 or g_l < 10 else -60.0, 0.0], []
    while t < T_MS:
        found = solve_ivp(slopes, (t, T_MS), y, "DOP853", events=peak, rtol=1e-11, atol=1e-11)
        t, (_, w) = found.t[-1], found.y[:, -1]
        if found.status == 1:
            spikes.append(t)
            steady, w = a * (v_reset - e_l), w + b
            y = [v_reset, steady + (w - steady) * np.exp(-T_REF_MS / tau_w)]
            t += T_REF_MS
    return spikes


def scipy():
    rows = [
        [name, cell[-1], spaced(round(t, 7) for t in adex_spikes(*cell))]
        for name, cell in ADEX.items()
    ]
    for row in rows:
        print(row[0], len(row[2].split()))
    write("adex.csv", "name,i_app_pa,spikes_ms", rows)


def cell_lines(text, v, u, inputs):
    """The published lines of a cortical population: both slopes, and the reset of each cell."""
    slopes = re.search(rf"(?m)^\s*{v}\(:,i\)=.*\n\s*{u}\(:,i\)=.*\n", text)[0]
    reset = re.search(rf"if {v}\(j,i-1\)>=30\s*\n.*\n.*\n", text)[0]
    for name in inputs:
        slopes = re.sub(rf"-{name}\b", "", slopes)
    return f"{slopes}\nfor j=1:n\n{reset}\nend\nend\n"


def octave(file):
    text = file.read_text().replace("\r", "")
    n_steps = round(T_MS / DT_MS)
    current = "".join(f"Iappco({a + 1}:{b})={x};" for x, a, b in CURRENTS)
    program = "\n".join(
        [
            "1;",
            f"n=1; dt={DT_MS}; Iappco=zeros(1,{n_steps + 1}); {current}",
            *re.findall(r"(?m)^[abcd][ei]=.*$", text),
            f"ve=zeros(1,{n_steps + 1}); vi=ve; ue=ve; ui=ve;",
            "ve(1)=ce; vi(1)=ci; ue(1)=be*ve(1); ui(1)=bi*vi(1);",
            f"for i=2:{n_steps + 1}",
            "V7=ve(:,i-1); V8=vi(:,i-1);",
            cell_lines(text, "ve", "ue", ["Iie", "Ithcor"]),
            cell_lines(text, "vi", "ui", ["Iei"]),
            "end",
            "f=fopen('v.bin','w'); fwrite(f,[ve;vi],'double'); fclose(f);",
        ]
    )
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "cells.m").write_text(program)
        subprocess.run(["octave", "-qf", "cells.m"], cwd=folder, check=True)
        v = np.fromfile(Path(folder) / "v.bin").reshape(-1, 2)
    spiked = (v[:-1] < 30) & (v[1:] >= 30)
    rows = [
        [name, spaced(np.flatnonzero(s))]
        for name, s in zip(["izhikevich_rs", "izhikevich_fs"], spiked.T, strict=True)
    ]
    write("izhikevich_spikes.csv", "name,spike_steps", rows)
    v[10:2001:10].astype("<f8").tofile(HERE / "izhikevich_v.bin")
    print(spiked.sum(axis=0))


if sys.argv[1] == "scipy":
    scipy()
else:
    octave(Path(sys.argv[2]))
