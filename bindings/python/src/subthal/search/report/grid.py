"""Tables in a picture."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from . import look
from .tables import Cell, Table

ROW_INCHES = 0.25
#: Of a column: letters that a box is as wide as, and letters between columns.
BOX, GAP = 12, 3


def height_of(tables: Sequence[Table]) -> float:
    """Inches of tables beside each other, with title and heads."""
    return ROW_INCHES * (max(len(table.rows) for table in tables) + 3)


def draw_table(ax: Axes, table: Table, n_rows: int) -> None:
    """Title, heads and rows from the top of axes with room for `n_rows`, a line above each."""
    ends = _ends(table)
    ax.set(xlim=(0, ends[-1]), ylim=(n_rows + 1, -1))
    ax.set_axis_off()
    ax.text(0, -0.5, table.title, weight="bold", size=10, va="center", parse_math=False)
    for x, head in zip(ends, table.heads, strict=False):
        ax.text(x, 0.5, head, color=look.FAINT, size=9.5, va="center", parse_math=False)
    for y, row in enumerate(table.rows, 1):
        ax.axhline(y, color=look.LINE, lw=0.7)
        for x, cell in zip(ends, row, strict=False):
            _cell(ax, x, y + 0.5, cell)


def _ends(table: Table) -> list[float]:
    """Where each column begins, in letters, and where the last one ends."""
    ends = [0.0]
    for head, *cells in zip(table.heads, *table.rows, strict=True):
        widths = [BOX if cell.place is not None else len(cell.text) for cell in cells]
        ends.append(ends[-1] + max([len(head), *widths]) + GAP)
    return ends


def _cell(ax: Axes, x: float, y: float, cell: Cell) -> None:
    if cell.place is None:
        colour = look.GRADES[cell.grade]
        ax.text(x, y, cell.text, color=colour, size=9.5, va="center", parse_math=False)
        return
    ax.plot([x, x + BOX], [y, y], color=look.LINE, lw=3, solid_capstyle="round")
    ax.plot(x + BOX * cell.place, y, "o", color=look.BEST, ms=6)
