"""Makes the otsuka tables of this folder by published codes (see README.md).

    python extract_otsuka.py octave FILE      kumaravelu_stn_*: GNU Octave and NumPy
    python extract_otsuka.py neuron FOLDER    otsuka_*: NEURON 9.0.2 and NumPy

FILE is simulate_network_model.m of ModelDB 206232. FOLDER holds pSTN.mod, pGPeA.mod and myions.mod
of ModelDB 127388, compiled by nrnivmodl, and is where this runs.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
DT_MS, T_MS = 0.01, 500.0
V_START_MV = np.linspace(-80, -35, 10)
# current into every cell, uA/cm2, in samples [first, end) of the code; sample k drives step k - 1
CURRENTS = [(5.0, 20_001, 30_001), (-10.0, 35_001, 40_001)]
# name: mechanism, constant current nA, and a current nA from 200 to before 300 ms
CELLS = {
    "otsuka_stn": ("stn", 0.0336, 0.0),
    "otsuka_stn_fast": ("stn", 0.0336, 0.1),
    "otsuka_stn_rebound": ("stn", 0.0336, -0.15),
    "hahn_mcintyre_gpe": ("GPeA", 0.1578, 0.0),
    "hahn_mcintyre_gpi": ("GPeA", 0.00653, 0.0),
    "hahn_mcintyre_gpi_fast": ("GPeA", 0.00653, 0.2),
}
# what the published templates of the cells set, S/cm2
TEMPLATES = {
    "stn": {"gl": 0.29e-3, "gkcabar": 0.7e-3},
    "GPeA": {
        "gnabar": 0.04,
        "gkdrbar": 0.0042,
        "gkcabar": 0.1e-3,
        "gcatbar": 6.7e-5,
        "gl": 4e-5,
    },
}
IONS_MM = {"cai0_ca": 5e-6, "cao0_ca": 2, "ki0_k": 105, "ko0_k": 3, "nao0_na": 108, "nai0_na": 10}


def spaced(values):
    return " ".join(map(str, values))


def write(name, header, rows):
    lines = [header] + [",".join(str(field) for field in row) for row in rows]
    (HERE / name).write_text("\n".join(lines) + "\n")


# the published lines of the STN cells: numbers, gates, currents, steps
LINES = [
    r"(gl|gna|gk|gt|gca|gahp|ga|gL|gcak|Kca|Z|F|Cao|T|alp|con|Cm|CAsn2|R)=(?!CA|Msp).*",
    r"[A-Z]\d=stn_\w+\(vsn\(:,1\)\);",
    r"\w+=stn_\w+\(V2\);",
    r"(td2|tr2)=.*",
    r"Ecasn=.*",
    r"(Ina2|Ik2|Ia2|IL2|It2|Icak2|Il2)=.*",
    r"vsn\(:,i\)=.*",
    r"(N|H|M|A|B|C|D|D1|P|Q|R)2?=\1.?\+.*",
    r"CAsn2=CAsn2.*",
]


def alone(text):
    """A program of those lines, for cells that nothing reaches but a current."""
    lines = [line.strip() for line in text.splitlines()]
    kept = [[line for line in lines if re.fullmatch(pattern, line)] for pattern in LINES]
    # a function for a line, since the file has them at its end
    functions = re.findall(r"(?ms)^function \[\w+\] = stn_\w+\(V\).*?^end", text)
    start = " ".join(f"{v:.17g};" for v in V_START_MV)
    current = "".join(f"Idbs({a + 1}:{b})={x};" for x, a, b in CURRENTS)
    n_steps = round(T_MS / DT_MS)
    return "\n".join(
        [
            "1;",
            *functions,
            f"n={V_START_MV.size}; dt={DT_MS}; Idbs=zeros(1,{n_steps + 1}); {current}",
            f"vsn=zeros(n,{n_steps + 1}); vsn(:,1)=[{start}];",
            "Igesn=0; Icorsnampa=0; Icorsnnmda=0;",
            *kept[0],
            *kept[1],
            f"for i=2:{n_steps + 1}",
            "V2=vsn(:,i-1);",
            *sum(kept[2:], []),
            "end",
            "f=fopen('v.bin','w'); fwrite(f,vsn,'double'); fclose(f);",
        ]
    )


def octave(file):
    text = alone(file.read_text().replace("\r", ""))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "stn.m").write_text(text)
        subprocess.run(["octave", "-qf", "stn.m"], cwd=folder, check=True)
        v = np.fromfile(Path(folder) / "v.bin").reshape(-1, V_START_MV.size)
    spiked = (v[:-1] < -10) & (v[1:] >= -10)
    rows = [
        [f"{v0:.17g}", spaced(np.flatnonzero(s))]
        for v0, s in zip(V_START_MV, spiked.T, strict=True)
    ]
    write("kumaravelu_stn_spikes.csv", "v_start_mv,spike_steps", rows)
    v[10:2001:10].astype("<f8").tofile(HERE / "kumaravelu_stn_v.bin")
    print(spiked.sum(axis=0))


def neuron():
    from neuron import h

    h.load_file("stdrun.hoc")
    h.celsius = 33
    for name, value in IONS_MM.items():
        h(f"{name}_ion = {value}")
    rows = []
    for name, (mechanism, constant, pulse) in CELLS.items():
        soma = h.Section(name=name)
        soma.L = soma.diam = 60
        soma.cm = 1
        soma.insert("myions")
        soma.insert(mechanism)
        for key, value in TEMPLATES[mechanism].items():
            setattr(soma, f"{key}_{mechanism}", value)
        clamps = [h.IClamp(soma(0.5)) for _ in range(2)]
        clamps[0].dur, clamps[0].amp = 1e9, constant
        clamps[1].delay, clamps[1].dur, clamps[1].amp = 200, 100, pulse
        counter = h.APCount(soma(0.5))
        counter.thresh = -10
        spikes = h.Vector()
        counter.record(spikes)
        solver = h.CVode()
        solver.active(1)
        solver.atol(1e-10)
        solver.rtol(1e-10)
        h.finitialize(-58)
        h.tstop = T_MS
        h.continuerun(T_MS)
        rows.append([name, *CELLS[name], spaced(round(t, 6) for t in spikes)])
        print(name, len(spikes), list(spikes)[:3])
    write("otsuka.csv", "name,mechanism,i_na,i_pulse_na,spikes_ms", rows)


if sys.argv[1] == "octave":
    octave(Path(sys.argv[2]))
else:
    neuron()
