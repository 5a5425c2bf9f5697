"""What a search may change: numbers in a box, and the parameters of states that they set."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from optuna.distributions import FloatDistribution

from ..network import Network

#: Of a value that reaches the simulator: what is judged is what is printed.
DIGITS = 4


@dataclass(frozen=True)
class Variable:
    """One number that a search chooses between `low` and `high`, in `unit`.

    `by_ratio`: equal steps are equal ratios, as befits a conductance that may be 10 or 1000.
    """

    name: str
    low: float
    high: float
    unit: str = "1"
    by_ratio: bool = False

    def __post_init__(self):
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise ValueError(
                f"{self.name}: low {self.low} is not below high {self.high}, or no end"
            )
        if self.by_ratio and self.low <= 0:
            raise ValueError(f"{self.name}: steps by ratio need low > 0, not {self.low}")

    @classmethod
    def of(
        cls,
        net: Network,
        path: str,
        low: float | None = None,
        high: float | None = None,
        *,
        by_ratio: bool = False,
        name: str | None = None,
    ) -> Self:
        """From the record of a parameter: its unit, and its range where no narrower one is given.

        Raises `ValueError` where the box leaves that range or has no end.
        """
        record = net.params[net.find_param(path)]
        low, high = record.min if low is None else low, record.max if high is None else high
        if not record.min <= low < high <= record.max:
            allowed = f"{record.min:g} to {record.max:g} {record.unit}"
            raise ValueError(f"{path}: a box of {low:g} to {high:g} is not within {allowed}")
        if max(abs(low), abs(high)) > 1e30:
            raise ValueError(f"{path} has no end of its own: give low and high, in {record.unit}")
        return cls(name or path, float(low), float(high), record.unit, by_ratio)

    @property
    def distribution(self) -> FloatDistribution:
        """The same for Optuna."""
        return FloatDistribution(self.low, self.high, log=self.by_ratio)

    @property
    def middle(self) -> float:
        """The centre of the box."""
        return self.at(0.5)

    def at(self, place: float) -> float:
        """The value at a place from 0 to 1 across the box."""
        if self.by_ratio:
            value = self.low * (self.high / self.low) ** place
        else:
            value = self.low + (self.high - self.low) * place
        return min(max(value, self.low), self.high)

    def place(self, value: float) -> float:
        """Where in the box a value is, from 0 to 1."""
        if self.by_ratio:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


#: Of a state: parameter path -> a number, or the variables whose product it is.
State = Mapping[str, float | str | Sequence[str]]


def values_of(state: State, point: Mapping[str, float]) -> dict[str, float]:
    """The parameters of a state at a point (variable -> value), to four digits."""
    return {path: rounded(_product(rule, point)) for path, rule in state.items()}


def rounded(value: float) -> float:
    """To four significant digits."""
    return float(f"{value:.{DIGITS}g}")


def variables_of(state: State) -> set[str]:
    """The variables that a state is made of."""
    return {name for rule in state.values() for name in _factors(rule) if isinstance(name, str)}


def _factors(rule: float | str | Sequence[str]) -> Sequence[str | float]:
    return [rule] if isinstance(rule, str | int | float) else rule


def _product(rule: float | str | Sequence[str], point: Mapping[str, float]) -> float:
    product = 1.0
    for factor in _factors(rule):
        product *= point[factor] if isinstance(factor, str) else factor
    return product
