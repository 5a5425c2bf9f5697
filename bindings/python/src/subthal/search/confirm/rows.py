"""One number of each seed, what is asked of it, and whether that holds."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

#: Between which a number may lie, both included.
Limits = tuple[float, float]

ANY = math.inf
NOTHING: Limits = (-ANY, ANY)

#: What must lie between the limits: each seed, all seeds but one of 20, or their mean.
Of = Literal["each", "nearly each", "mean"]


@dataclass(frozen=True)
class Row:
    """One number of each seed, and what is asked of them.

    `what` says which number, with its unit; `line` is the line of the acceptance that asks for it,
    None where nothing is asked. `values` (n_seeds); `of` says what must lie between `limits`.
    """

    what: str
    line: int | None
    values: tuple[float, ...]
    limits: Limits = NOTHING
    of: Of = "mean"

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", tuple(map(float, self.values)))
        if not self.values:
            raise ValueError(f"the row {self.what!r} has no values; it needs one of each seed")
        if self.of not in ("each", "nearly each", "mean"):
            raise ValueError(f"a row is of 'each', 'nearly each' or 'mean', not {self.of!r}")

    @property
    def mean(self) -> float:
        """The mean over the seeds."""
        return sum(self.values) / len(self.values)

    @property
    def sd(self) -> float:
        """The sample standard deviation over the seeds; NaN of one value."""
        squares = [(value - self.mean) ** 2 for value in self.values]
        return math.sqrt(sum(squares) / (len(squares) - 1)) if len(squares) > 1 else math.nan

    @property
    def worst(self) -> float:
        """The value that is nearest to a limit, or farthest beyond; NaN if one is not finite.

        NaN also where nothing is asked.
        """
        if not self.is_asked or not all(map(math.isfinite, self.values)):
            return math.nan
        return min(self.values, key=self._room)

    def _room(self, value: float) -> float:
        return min(value - self.limits[0], self.limits[1] - value)

    @property
    def n_within(self) -> int:
        """How many values lie between the limits."""
        return sum(map(self.holds, self.values))

    def holds(self, value: float) -> bool:
        """Whether a value lies between the limits; one that is not finite never does."""
        return math.isfinite(value) and self.limits[0] <= value <= self.limits[1]

    @property
    def is_asked(self) -> bool:
        """Whether anything is asked."""
        return self.limits != NOTHING

    @property
    def passed(self) -> bool:
        """Whether it holds."""
        n_values = len(self.values)
        if self.of == "mean":
            return self.holds(self.mean)
        return self.n_within + (n_values // 20 if self.of == "nearly each" else 0) >= n_values

    @property
    def passed_safely(self) -> bool:
        """Whether it holds with room for other seeds.

        The mean must lie between the limits by its standard error, or by two SD where seeds are
        asked.
        """
        room = self.sd / math.sqrt(len(self.values)) if self.of == "mean" else 2 * self.sd
        return self.passed and self.holds(self.mean - room) and self.holds(self.mean + room)

    @property
    def verdict(self) -> str:
        """What a table says: whether it passed, or nothing where nothing is asked."""
        return ("passed" if self.passed else "FAILED") if self.is_asked else ""

    @property
    def asked(self) -> str:
        """What is asked, such as "15 to 25, 19 of 20"."""
        of = {"each": "each", "nearly each": "19 of 20", "mean": "mean"}[self.of]
        return f"{_limits(*self.limits)}, {of}" if self.is_asked else "nothing"

    def to_dict(self) -> dict[str, Any]:
        """The row for JSON; None for no limit, and for a value that is not finite."""
        limits = [_finite_or_none(limit) for limit in self.limits]
        return asdict(self) | {"values": list(map(_finite_or_none, self.values)), "limits": limits}

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Self:
        """The row that `to_dict` wrote."""
        low, high = row["limits"]
        limits = (-ANY if low is None else low, ANY if high is None else high)
        values = tuple(math.nan if value is None else value for value in row["values"])
        return cls(row["what"], row["line"], values, limits, row["of"])


def detected(what: str, line: int, detections: Iterable[float], wanted: float) -> Row:
    """Beta in nearly each seed (`wanted` 1), or in nearly none (0)."""
    return Row(f"{what} beta detected", line, tuple(detections), (wanted, wanted), "nearly each")


def _limits(low: float, high: float) -> str:
    if low == high:
        return f"{low:g}"
    if math.isinf(high):
        return f"at least {low:g}"
    return f"at most {high:g}" if math.isinf(low) else f"{low:g} to {high:g}"


def _finite_or_none(value: float) -> float | None:
    return value if math.isfinite(value) else None
