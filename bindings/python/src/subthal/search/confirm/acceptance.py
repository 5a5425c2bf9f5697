"""Lines 1 to 3 but for the voltages: rates, beta, and not more of it than the disease has.

Rates are those of monkeys before and after MPTP (STN 25.8 Hz: Bergman et al. 1994, J Neurophysiol
72:507; GPe 44.8 Hz: Raz et al. 2000, J Neurosci 20:8559).
"""

from collections.abc import Mapping

from .rows import ANY, Limits, Row, detected
from .states import HEALTHY, PARKINSONIAN, POPULATIONS, label
from .trials import Seen, ratios

#: STN, GPe, GPi.
RATES_HZ: dict[str, tuple[Limits, ...]] = {
    HEALTHY: ((15, 25), (55, 75), (60, 90)),
    PARKINSONIAN: ((20, 35), (30, 55), (75, 110)),
}
PROMINENCE_DB = {HEALTHY: (-ANY, 5.0), PARKINSONIAN: (11.0, ANY)}
KAPPA = {HEALTHY: (-ANY, 0.025), PARKINSONIAN: (0.15, ANY)}
MOST_KAPPA = 0.6
#: Of the same seed, parkinsonian over healthy.
LEAST_RISE = {"stn": 1.15, "gpi": 1.0}


def rows(seen: Mapping[str, Seen]) -> list[Row]:
    """The rows of the states that were seen, one or both."""
    rates = [row for state in seen for row in _rates(state, seen[state])]
    if len(seen) == 2:
        rates += _rise(seen[HEALTHY], seen[PARKINSONIAN])
    rates.append(_all_rates(rates))
    beta = [row for state in seen for row in _beta(state, seen[state])]
    return rates + beta + [row for state in seen for row in _bounds(state, seen[state])]


def beside(seen: Mapping[str, Seen]) -> list[Row]:
    """What a reader wants to know, and nothing is asked of."""
    rows = []
    for state in seen:
        for population in POPULATIONS:
            values = seen[state][f"{population}.cv"]
            rows.append(Row(f"{state} {label(population)} CV", None, values))
        rows.append(Row(f"{state} STN peak, Hz", None, seen[state]["stn.beta_peak_hz"]))
    return rows


def _rates(state: str, seen: Seen) -> list[Row]:
    each = zip(POPULATIONS, RATES_HZ[state], seen.rates_hz, strict=True)
    return [Row(f"{state} {label(p)} Hz", 1, hz, limits, "nearly each") for p, limits, hz in each]


def _rise(healthy: Seen, parkinsonian: Seen) -> list[Row]:
    found = []
    for population, least in LEAST_RISE.items():
        values = ratios(parkinsonian[f"{population}.rate"], healthy[f"{population}.rate"])
        what = f"{label(population)} parkinsonian / healthy"
        found.append(Row(what, 1, values, (least, ANY), "nearly each"))
    return found


def _all_rates(rates: list[Row]) -> Row:
    """Whether a seed has every rate where it should be."""
    seeds = zip(*(map(row.holds, row.values) for row in rates), strict=True)
    return Row("all rates of a seed", 1, tuple(map(all, seeds)), (1, 1), "nearly each")


def _beta(state: str, seen: Seen) -> list[Row]:
    prominence_db, kappa = seen["stn.beta_prominence"], seen["stn.kappa"]
    return [
        detected(state, 2, seen["stn.gpe.beta_detected"], float(state == PARKINSONIAN)),
        Row(f"{state} STN dB", 2, prominence_db, PROMINENCE_DB[state]),
        Row(f"{state} STN kappa", 2, kappa, KAPPA[state]),
    ]


def _bounds(state: str, seen: Seen) -> list[Row]:
    silent = sum(seen[f"{population}.silent_cells"] for population in POPULATIONS)
    return [
        Row(f"{state} largest STN kappa", 3, seen["stn.kappa"], (-ANY, MOST_KAPPA), "each"),
        Row(f"{state} silent cells", 3, silent, (0, 0), "each"),
        Row(f"{state} not finite", 3, seen.failed, (0, 0), "each"),
    ]
