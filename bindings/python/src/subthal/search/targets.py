"""What a search is after: a table of targets, and how far what was measured is from it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

#: state -> metric -> one number a seed.
Seen = Mapping[str, Mapping[str, np.ndarray]]

KINDS = ("near", "at_least", "at_most")


@dataclass(frozen=True)
class Target:
    """One row: a metric of a state, what it should be, and what a departure costs.

    The cost is weight (d / tolerance)^2; d is how far the metric is from `value` ("near"), below it
    ("at_least") or above it ("at_most"). With `of_state`, `value` is a multiple of the same metric
    in that state, on the same seed. `tolerance` is in the metric's unit. `group`: objectives
    of a search that has several are the sums of their groups. A metric that is NaN, as the spectrum
    of a silent population is, counts as `if_nan`.
    """

    state: str
    metric: str
    kind: str
    value: float
    tolerance: float
    weight: float = 1.0
    of_state: str | None = None
    group: str = "rates"
    if_nan: float = 0.0

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"{self.metric}: kind {self.kind!r} is none of {', '.join(KINDS)}")
        if not self.tolerance > 0:
            raise ValueError(f"{self.metric}: tolerance {self.tolerance} is not above 0")
        if not (math.isfinite(self.value) and math.isfinite(self.weight)):
            raise ValueError(
                f"{self.metric}: value {self.value} or weight {self.weight} is no number"
            )

    def cost(self, seen: Seen) -> np.ndarray:
        """What each seed costs (n_seeds)."""
        wanted = self.value
        if self.of_state is not None:
            wanted = wanted * self._measured(seen, self.of_state)
        return self.weight * (self._distance(self._measured(seen, self.state) - wanted)) ** 2

    def _measured(self, seen: Seen, state: str) -> np.ndarray:
        measured = seen[state][self.metric]
        return np.where(np.isnan(measured), self.if_nan, measured)

    def _distance(self, above: np.ndarray) -> np.ndarray:
        if self.kind == "at_least":
            above = np.minimum(above, 0.0)
        elif self.kind == "at_most":
            above = np.maximum(above, 0.0)
        return above / self.tolerance


def loss(targets: Sequence[Target], seen: Seen) -> float:
    """The sum over the table, mean over seeds; lower is better, 0 is all that was asked."""
    return float(np.mean(sum(target.cost(seen) for target in targets)))


def losses(targets: Sequence[Target], seen: Seen) -> dict[str, float]:
    """The same for each group."""
    groups = dict.fromkeys(target.group for target in targets)
    return {g: loss([t for t in targets if t.group == g], seen) for g in groups}


def metrics_of(targets: Sequence[Target]) -> list[str]:
    """The metrics that a table needs, each once."""
    return list(dict.fromkeys(target.metric for target in targets))


# ---- the ready table -------------------------------------------------------------------------
# Rates of monkeys before and after MPTP: STN 25.8 Hz (Bergman et al. 1994 J Neurophysiol 72:507),
# GPe 44.8 Hz (Raz et al. 2000 J Neurosci 20:8559). Kappa is the mean pairwise coherency at the beta
# peak; it is bounded from above too, or else full synchrony would win.
_RATES_HZ = {
    "healthy": {"stn": (20, 5), "gpe": (65, 10), "gpi": (75, 15)},
    "parkinsonian": {"stn": (27.5, 7.5), "gpe": (42.5, 12.5), "gpi": (92, 17)},
}


def _rates(state: str) -> list[Target]:
    return [
        Target(state, f"{population}.rate", "near", middle, half, 1 / 3)
        for population, (middle, half) in _RATES_HZ[state].items()
    ]


def healthy_targets() -> list[Target]:
    """Rates of a healthy monkey, and no beta: 3 dB or less, hardly a coherency."""
    return [
        *_rates("healthy"),
        Target("healthy", "stn.beta_prominence", "at_most", 3, 4, 0.5, group="beta"),
        Target("healthy", "gpe.beta_prominence", "at_most", 3, 4, 0.5, group="beta"),
        Target("healthy", "stn.kappa", "at_most", 0.01, 0.02, 0.5, group="beta"),
        Target("healthy", "gpe.kappa", "at_most", 0.05, 0.05, 0.25, group="beta"),
    ]


def parkinsonian_targets() -> list[Target]:
    """Rates of a monkey after MPTP, and beta that stands out by 12 dB without full synchrony."""
    state = "parkinsonian"
    return [
        *_rates(state),
        Target(state, "stn.beta_prominence", "at_least", 12, 4, 0.5, group="beta"),
        Target(state, "gpe.beta_prominence", "at_least", 12, 4, 0.5, group="beta"),
        Target(state, "stn.kappa", "at_least", 0.15, 0.05, 0.5, group="beta"),
        Target(state, "stn.kappa", "at_most", 0.5, 0.15, 0.5, group="beta"),
    ]


def pair_targets() -> list[Target]:
    """Both, and the disease raises the rates of STN and GPi whatever the bands allow."""
    rise = [
        Target("parkinsonian", "stn.rate", "at_least", 1.25, 3, of_state="healthy"),
        Target("parkinsonian", "gpi.rate", "at_least", 1.08, 5, of_state="healthy"),
    ]
    return [*healthy_targets(), *parkinsonian_targets(), *rise]
