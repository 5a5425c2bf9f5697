"""Cuts the so_2012 tables of this folder out of full recordings (see README.md).

    python extract_so_2012.py RECORDINGS

RECORDINGS holds so2012_octave_{healthy,pd}_seed1.npz, one array per recorded quantity, and
so2012_multiseed_cport.csv. Run it in this folder.
"""

import sys
from pathlib import Path

import numpy as np

DT_MS = 0.01
STATES = {"healthy": "healthy", "parkinsonian": "pd"}
NUCLEI = {"stn": "STN", "gpe": "GPe", "gpi": "GPi", "tc": "TC"}


def spaced(values):
    return " ".join(map(str, values))


def write(name, header, rows):
    lines = [header] + [",".join(str(field) for field in row) for row in rows]
    Path(name).write_text("\n".join(lines) + "\n")


def starts(recording):
    rows = [
        [nucleus, spaced(map(float, recording[f"V0_{key}"]))] for nucleus, key in NUCLEI.items()
    ]
    rows.append(["gpe_i_app_offset", spaced(map(float, recording["r_GPe_Iapp_offset"]))])
    rows.append(["smc_onset_sample", spaced(recording["smc_onset_index"])])
    write("so_2012_start.csv", "what,one_value_per_cell_or_pulse", rows)


def recorded(state, recording):
    v = np.vstack([recording[f"V_first20ms_{key}"][:, 1:] for key in NUCLEI.values()]).T
    np.ascontiguousarray(v, dtype="<f8").tofile(f"so_2012_{state}_v.bin")
    rows = []
    for nucleus, key in NUCLEI.items():
        cell, ms = recording[f"spike_cell_{key}"], recording[f"spike_ms_{key}"]
        steps = np.rint(ms / DT_MS).astype(int) - 1
        rows += [[nucleus, i, spaced(np.sort(steps[cell == i]))] for i in range(10)]
    write(f"so_2012_{state}_spikes.csv", "population,cell,spike_steps", rows)


def main():
    folder = Path(sys.argv[1])
    recordings = {
        state: np.load(folder / f"so2012_octave_{key}_seed1.npz") for state, key in STATES.items()
    }
    starts(recordings["healthy"])
    for state, recording in recordings.items():
        assert np.array_equal(recording["V0_STN"], recordings["healthy"]["V0_STN"])
        assert np.array_equal(
            recording["smc_onset_index"], recordings["healthy"]["smc_onset_index"]
        )
        recorded(state, recording)
        print(f"{state}: error index {float(recording['EI']):.4f}")
    statistics = (folder / "so2012_multiseed_cport.csv").read_text().splitlines()
    Path("so_2012_statistics.csv").write_text("\n".join(statistics) + "\n")


main()
