"""Line 4: the parkinsonian state without one half of its loop, at the same rates.

A plain cut changes the rates, so it proves little. Two substitutes keep them: **tonic**, in which
the synapses of a projection receive a steady rate of arrivals, that of their sources, in place of
spikes; and **shuffled**, in which every spike is transmitted, by each synapse with a delay of its
own of 5 to 505 ms, so that no rhythm survives.
"""

from .rows import ANY, Row, detected
from .states import LOOP, POPULATIONS, State, label
from .trials import Lab, Seen, ratios

#: A spike takes up to 505 ms; nothing counts before all are on their way.
BURN_IN_MS = 1000.0
#: Two substitutes of two projections.
N_CONTROLS = 4
#: To those of the intact state.
RATE_LIMITS = (0.9, 1.1)
MOST_PROMINENCE_DB = 4.0


def rows(lab: Lab, state: State, intact: Seen) -> list[Row]:
    """The rows of the four controls, beside what the intact state does on the same seeds."""
    controls = {}
    for projection, source_hz in zip(LOOP, intact.mean_rates_hz[:2].tolist(), strict=True):
        controls[f"{projection} tonic"] = _tonic(projection, source_hz)
        controls[f"{projection} shuffled"] = _shuffled(projection)
    states = [{**state, **control} for control in controls.values()]
    each = zip(controls, lab.run(states, burn_in_ms=BURN_IN_MS), strict=True)
    return [row for name, seen in each for row in _rows_of(name, seen, intact)]


def _tonic(projection: str, source_hz: float) -> State:
    return {f"{projection}.spike_scale": 0.0, f"{projection}.tonic_rate": source_hz}


def _shuffled(projection: str) -> State:
    return {f"{projection}.delay": 5.0, f"{projection}.delay_spread": 500.0}


def _rows_of(name: str, seen: Seen, intact: Seen) -> list[Row]:
    """Rates within a tenth of the intact ones; no beta."""
    each = zip(POPULATIONS, ratios(seen.rates_hz, intact.rates_hz), strict=True)
    rows = [Row(f"{name}: {label(p)} / intact", 4, values, RATE_LIMITS) for p, values in each]
    rows.append(detected(name, 4, seen["stn.gpe.beta_detected"], 0.0))
    limits = (-ANY, MOST_PROMINENCE_DB)
    return [*rows, Row(f"{name}: STN dB", 4, seen["stn.beta_prominence"], limits)]
