"""Line 5: beta goes with the couplings and not with the rates.

The couplings of either state, and all else but the drives, at the rates of the other, to which the
three drives are tuned on seeds of their own.
"""

from collections.abc import Mapping

import numpy as np

from .rows import ANY, Row, detected
from .states import DRIVES, HEALTHY, PARKINSONIAN, POPULATIONS, State, States, label
from .trials import Lab, Seen, ratios
from .tuning import tuned

#: Of rates to those of the other state; else nothing would follow from them.
RATE_LIMITS = (0.95, 1.05)
#: Of the seeds, at parkinsonian couplings.
LEAST_DETECTED = 0.75


def rows(lab: Lab, states: States, seen: Mapping[str, Seen]) -> list[Row]:
    """The rows of both, with the rates that were reached and the drives that gave them."""
    own = {path: lab.network[path] for path in DRIVES}
    drives = [[{**own, **state}[path] for path in DRIVES] for state in states.values()]
    scales = np.max(np.abs(drives), axis=0)
    found = []
    for couplings, rates in ((HEALTHY, PARKINSONIAN), (PARKINSONIAN, HEALTHY)):
        state = tuned(lab, states[couplings], states[rates], scales)
        reached = lab.run([state])[0]
        name = f"{couplings} couplings, {rates} rates"
        found += [_beta(couplings, name, reached), *_reached(name, reached, seen[rates])]
        found += _beside(name, lab, reached, state)
    return found


def _beta(couplings: str, name: str, reached: Seen) -> Row:
    detections = reached["stn.gpe.beta_detected"]
    if couplings == HEALTHY:
        return detected(f"{name}:", 5, detections, 0.0)
    return Row(f"{name}: beta detected", 5, detections, (LEAST_DETECTED, ANY))


def _reached(name: str, reached: Seen, wanted: Seen) -> list[Row]:
    each = zip(POPULATIONS, ratios(reached.rates_hz, wanted.rates_hz), strict=True)
    return [Row(f"{name}: {label(p)} / wanted", 5, values, RATE_LIMITS) for p, values in each]


def _beside(name: str, lab: Lab, reached: Seen, state: State) -> list[Row]:
    """What nothing is asked of: how strong beta is, and the drives."""
    beta = [
        Row(f"{name}: STN dB", None, reached["stn.beta_prominence"]),
        Row(f"{name}: STN kappa", None, reached["stn.kappa"]),
    ]
    units = {path: lab.network.params[path].unit for path in DRIVES}
    return beta + [Row(f"{name}: {p}, {units[p]}", None, (state[p],)) for p in DRIVES]
