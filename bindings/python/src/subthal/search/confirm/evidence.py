"""What a confirmation has found."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from ..._table import html
from .rows import Row

HEADS = ("line", "what", "mean", "SD", "worst", "asked", "seeds", "verdict")


@dataclass(frozen=True)
class Section:
    """Rows that belong together, and of which circuit they are."""

    title: str
    rows: tuple[Row, ...]

    def table(self) -> str:
        """The rows as a table in Markdown, below the title."""
        cells = [HEADS, *map(_cells, self.rows)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = [_line(row, widths) for row in cells]
        rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
        return "\n".join([f"**{self.title}**", "", lines[0], rule, *lines[1:]])


@dataclass(frozen=True)
class Evidence:
    """The rows of every line of the acceptance, in sections, and the seeds that they are of.

    `version` is that of the library: other versions may give other numbers.
    """

    sections: tuple[Section, ...]
    seeds: tuple[int, ...]
    version: str

    def __iter__(self) -> Iterator[Row]:
        return (row for section in self.sections for row in section.rows)

    @property
    def failed(self) -> tuple[Row, ...]:
        """The rows that do not hold what is asked of them."""
        return tuple(row for row in self if row.is_asked and not row.passed)

    @property
    def passed(self) -> bool:
        """Whether every row holds."""
        return not self.failed

    def table(self) -> str:
        """All rows in Markdown, a table a section: mean, SD, the worst seed and the verdict.

        `seeds` is the number of those that hold, whether each is asked or the mean.
        """
        return "\n\n".join(section.table() for section in self.sections)

    def to_dict(self) -> dict[str, Any]:
        """All of it for JSON."""
        sections = [
            {"title": section.title, "rows": [row.to_dict() for row in section.rows]}
            for section in self.sections
        ]
        return {"version": self.version, "seeds": list(self.seeds), "sections": sections}

    @classmethod
    def from_dict(cls, found: Mapping[str, Any]) -> Self:
        """What `to_dict` wrote."""
        sections = tuple(
            Section(section["title"], tuple(map(Row.from_dict, section["rows"])))
            for section in found["sections"]
        )
        return cls(sections, tuple(found["seeds"]), found["version"])

    def __repr__(self) -> str:
        n_asked = sum(row.is_asked for row in self)
        failed = f"{len(self.failed)} failed" if self.failed else "passed"
        return f"<subthal.Evidence on {len(self.seeds)} seeds: {n_asked} rows, {failed}>"

    def _repr_html_(self) -> str:
        each = (html(s.title, HEADS, list(map(_cells, s.rows)), len(s.rows)) for s in self.sections)
        return f"<b>{repr(self)[1:-1]}</b><br>" + "".join(each)


def _cells(row: Row) -> tuple[str, ...]:
    numbers = map(_number, (row.mean, row.sd, row.worst))
    line = "" if row.line is None else str(row.line)
    return (line, row.what, *numbers, row.asked, str(row.n_within), row.verdict)


def _number(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.3f}"


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    aligned = [
        cell.rjust(width) if head in ("mean", "SD", "worst", "seeds") else cell.ljust(width)
        for head, cell, width in zip(HEADS, cells, widths, strict=True)
    ]
    return f"| {' | '.join(aligned)} |"
