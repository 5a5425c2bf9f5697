"""Line 8: what stimulation of STN axons does to the parkinsonian beta.

Each pulse launches a spike in the axons of half of the STN cells, delivered with the usual delays;
their somatic spikes within 7 ms after it are not transmitted (collision). Somata feel nothing. As
in patients, 20 Hz amplifies, 50 Hz weakens and 130 Hz abolishes.
"""

from dataclasses import replace
from itertools import pairwise

from .rows import ANY, Row, detected
from .states import POPULATIONS, State, label
from .trials import Lab, Seen, decibels

FREQUENCIES_HZ = (20, 50, 80, 130)
AXON_FRACTION = 0.5
COLLISION_MS = 7.0
#: Above the threshold of any axon: all that are drawn are excited.
AMPLITUDE_MA = 1.0
LIMITS_DB = {20: (0.0, ANY), 130: (-ANY, -7.0)}
#: Of the seeds, at 50 Hz.
LEAST_DETECTED = 0.5


def rows(lab: Lab, state: State, intact: Seen) -> list[Row]:
    """The rows of all frequencies, beside the same seeds without stimulation."""
    network = lab.network.copy()
    fields = {"axon_fraction": AXON_FRACTION, "soma": 0.0, "collision_ms": COLLISION_MS}
    network.add_stimulator("axons", "stn", amplitude_ma=AMPLITUDE_MA, **fields)
    states = [{**state, "axons.frequency": float(hz)} for hz in FREQUENCIES_HZ]
    seen = dict(zip(FREQUENCIES_HZ, replace(lab, network=network).run(states), strict=True))
    return [*_beta(seen, intact), *_order(seen), *_rates(seen[130])]


def _beta(seen: dict[int, Seen], intact: Seen) -> list[Row]:
    rows = []
    for hz, stimulated in seen.items():
        more_db = decibels(stimulated["stn.beta_power"], intact["stn.beta_power"])
        asked = {"line": 8, "limits": LIMITS_DB[hz]} if hz in LIMITS_DB else {"line": None}
        rows.append(Row(f"{hz} Hz: STN beta, more dB", values=more_db, **asked))
    rows.append(detected("130 Hz", 8, seen[130]["stn.gpe.beta_detected"], 0.0))
    at_50_hz = seen[50]["stn.gpe.beta_detected"]
    return [*rows, Row("50 Hz beta detected", 8, at_50_hz, (LEAST_DETECTED, ANY))]


def _order(seen: dict[int, Seen]) -> list[Row]:
    """Each frequency leaves less beta than the one below it, on the mean."""
    rows = []
    for low, high in pairwise(FREQUENCIES_HZ):
        more_db = decibels(seen[low]["stn.beta_power"], seen[high]["stn.beta_power"])
        rows.append(Row(f"{low} over {high} Hz: STN beta, dB", 8, more_db, (0.0, ANY)))
    return rows


def _rates(seen: Seen) -> list[Row]:
    each = zip(POPULATIONS, seen.rates_hz, strict=True)
    return [Row(f"130 Hz: {label(population)} Hz", None, hz) for population, hz in each]
