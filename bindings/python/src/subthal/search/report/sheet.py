"""A report as one picture."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from matplotlib.figure import Figure, SubFigure

from . import activity, drawings, look, tables
from .content import Content
from .grid import draw_table, height_of

WIDTH_INCHES = 14.0
HEAD_INCHES, CHART_INCHES, SENTENCE_INCHES, ACTIVITY_INCHES = 1.75, 3.6, 0.9, 7.4
LINE_INCHES = 0.15  # of evidence


@dataclass(frozen=True)
class _Band:
    """A strip of the sheet, as wide as it is."""

    title: str
    height_inches: float
    draw: Callable[[SubFigure], None]


def sheet(content: Content) -> Figure:
    """The whole picture: bands beneath each other, each as high as it needs."""
    bands = [*_of_trials(content), *_of_states(content), *_of_evidence(content)]
    heights = [band.height_inches for band in bands]
    figure = Figure((WIDTH_INCHES, sum(heights)), layout="constrained")
    figure.get_layout_engine().set(w_pad=0.1, h_pad=0.08)
    panels = figure.subfigures(len(bands), 1, height_ratios=heights)
    for band, panel in zip(bands, panels, strict=True):
        title = {"x": 0.008, "ha": "left", "size": 13, "weight": "bold", "color": look.INK}
        if band.title:
            panel.suptitle(band.title, **title)
        band.draw(panel)
    return figure


def _of_trials(content: Content) -> list[_Band]:
    height = SENTENCE_INCHES if content.gap else CHART_INCHES
    title = "Pareto front" if content.pairs else "Loss"
    title = f"{title}, and importance of each variable"
    return [
        _Band("", HEAD_INCHES, partial(_head, content=content)),
        _Band(title, height, partial(drawings.progress, content=content)),
        _Band("Trials across the box", height, partial(drawings.parallel, content=content)),
    ]


def _of_states(content: Content) -> list[_Band]:
    if not content.states:
        return [_Band("Best states", SENTENCE_INCHES, partial(_sentence, text=content.origin))]
    pair = [tables.variables(content), tables.parameters(content)]
    bands = [_Band(content.origin, height_of(pair), partial(_tables, shown=pair))]
    if content.chosen is not None:
        asked, title = tables.targets(content), "Measured, beside what was asked"
        bands.append(_Band(title, height_of(asked), partial(_tables, shown=asked)))
    title = f"What they do: 3 s on seed {content.seed}, of which raster and LFP show the last"
    return [*bands, _Band(title, ACTIVITY_INCHES, partial(_activity, content=content))]


def _of_evidence(content: Content) -> list[_Band]:
    if content.evidence is None:
        return []
    columns = columns_of(content.evidence.table())
    n_lines = max(column.count("\n") for column in columns) + 3
    return [_Band("Evidence", LINE_INCHES * n_lines, partial(_columns, columns=columns))]


def _head(panel: SubFigure, content: Content) -> None:
    plain = {"parse_math": False, "va": "top", "color": look.INK}
    panel.text(0.008, 0.94, content.study.study_name, size=22, weight="bold", **plain)
    loss, what = content.verdict
    panel.text(0.008, 0.6, f"{loss}  {what}", size=13, **{**plain, "color": look.BEST})
    ends = [f"{n} {way}" for way, n in content.counts.items() if n]
    counted = ", ".join([f"{len(content.trials)} trials", *ends])
    panel.text(0.25, 0.6, counted, size=13, **plain)
    facts = [f"{label}: {text}" for label, text in tables.facts(content)]
    for place, line in ((0.34, facts[:4]), (0.18, facts[4:])):
        panel.text(0.008, place, "    ".join(line), size=10, **{**plain, "color": look.FAINT})


def _sentence(panel: SubFigure, text: str) -> None:
    drawings.say(panel.subplots(), text)


def _tables(panel: SubFigure, shown: list[tables.Table]) -> None:
    axes = panel.subplots(1, len(shown), squeeze=False)[0]
    for ax, table in zip(axes, shown, strict=True):
        draw_table(ax, table, max(len(each.rows) for each in shown))


def _activity(panel: SubFigure, content: Content) -> None:
    parts = panel.subfigures(1, len(content.states), squeeze=False)[0]
    panels = dict(zip(content.states, parts, strict=True))
    for state, part in panels.items():
        part.suptitle(state, size=11, weight="bold", parse_math=False)
    activity.draw_states(panels, content.recordings)


def columns_of(text: str) -> list[str]:
    """A long text in two columns of about the same height, parted between paragraphs."""
    parts, left = text.strip().split("\n\n"), []
    while parts and 2 * (sum(p.count("\n") + 2 for p in left)) < text.count("\n"):
        left.append(parts.pop(0))
    return ["\n\n".join(left), "\n\n".join(parts)]


def _columns(panel: SubFigure, columns: list[str]) -> None:
    for ax, column in zip(panel.subplots(1, len(columns)), columns, strict=True):
        ax.set_axis_off()
        told = {"va": "top", "family": "monospace", "size": 7, "parse_math": False}
        ax.text(0, 1, column, transform=ax.transAxes, **told)
