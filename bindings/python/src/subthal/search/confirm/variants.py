"""Lines 6 and 7: the states under other delays, another step and another precision."""

from collections.abc import Mapping

from .rows import ANY, Row
from .states import LOOP, PARKINSONIAN, POPULATIONS, State, States, label
from .trials import Lab, Seen, ratios

#: Of the loop, one way as the other.
DELAYS_MS = (2.0, 6.0)
LEAST_FALL_HZ = 4.0
#: Line 7; to those of the usual step and precision.
RATE_LIMITS = (0.97, 1.03)
MOST_MORE_DB = 2.0

N_PROTOCOLS = 2


def rows(lab: Lab, states: States, intact: Mapping[str, Seen]) -> list[Row]:
    """A rhythm of the loop is slower in a slower loop; nothing hangs on step or precision."""
    found = [_slower(lab, states[PARKINSONIAN])] if PARKINSONIAN in states else []
    protocols = {"half the step": {"dt_ms": lab.dt_ms / 2}, "double": {"precision": "double"}}
    for name, protocol in protocols.items():
        for state, seen in lab.see(states, **protocol).items():
            found += _same(f"{name}, {state}", seen, intact[state])
    return found


def _slower(lab: Lab, state: State) -> Row:
    """How much the peak falls from the short delay to the long one, Hz."""
    delays = [{f"{projection}.delay": ms for projection in LOOP} for ms in DELAYS_MS]
    short, long = lab.run([{**state, **delay} for delay in delays])
    falls_hz = short["stn.beta_peak_hz"] - long["stn.beta_peak_hz"]
    return Row("peak falls, 2 to 6 ms, Hz", 6, falls_hz, (LEAST_FALL_HZ, ANY))


def _same(name: str, seen: Seen, intact: Seen) -> list[Row]:
    """Mean rates within 3 %, mean prominence within 2 dB."""
    each = zip(POPULATIONS, ratios(seen.rates_hz, intact.rates_hz), strict=True)
    rows = [Row(f"{name}: {label(p)} ratio", 7, values, RATE_LIMITS) for p, values in each]
    more_db = seen["stn.beta_prominence"] - intact["stn.beta_prominence"]
    return [*rows, Row(f"{name}: STN, more dB", 7, more_db, (-MOST_MORE_DB, MOST_MORE_DB))]
