"""Small tables for notebooks."""

from collections.abc import Iterable, Sequence
from html import escape


def shown(cell: object) -> str:
    """A number with up to six digits, anything else as text."""
    return f"{cell:.6g}" if isinstance(cell, float) else str(cell)


def row(cells: Iterable[object], tag: str = "td") -> str:
    """One line of a table."""
    return "<tr>" + "".join(f"<{tag}>{escape(shown(cell))}</{tag}>" for cell in cells) + "</tr>"


def html(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]], most: int = 30) -> str:
    """A table with a title; of more than `most` rows the first, and how many there are."""
    lines = [row(cells) for cells in rows[:most]]
    if len(rows) > most:
        lines.append(row([f"… {len(rows)} in all"]))
    body = "".join([row(heads, "th"), *lines]) if heads else "".join(lines)
    return f"<b>{escape(title)}</b><table>{body}</table>"
