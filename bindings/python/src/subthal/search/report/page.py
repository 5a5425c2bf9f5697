"""A report as a page: HTML that holds all it needs."""

import base64
from html import escape
from importlib.resources import files
from io import BytesIO

import plotly.graph_objects as go
from matplotlib.figure import Figure
from plotly.offline import get_plotlyjs

from ..._library import version
from . import activity, charts, look, tables
from .content import Content
from .tables import Cell, Table

#: Nothing is loaded from anywhere; the page would not be allowed to.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
PICTURE_INCHES = 5.6, 7.4


def page(content: Content) -> str:
    """The whole page."""
    name = escape(content.study.study_name)
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    sections = "".join(section(content) for section in _SECTIONS)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name} - subthal search</title>
<style>{style}</style>
<script>{get_plotlyjs()}</script></head>
<body>{sections}<footer>subthal {escape(version())}</footer></body></html>
"""


def _head(content: Content) -> str:
    cards = [content.verdict, (len(content.trials), "trials")]
    cards += [(n, way) for way, n in content.counts.items() if n]
    shown = "".join(f"<li><b>{value}</b><span>{escape(what)}</span></li>" for value, what in cards)
    facts = "".join(f"<dt>{k}</dt><dd>{escape(text)}</dd>" for k, text in tables.facts(content))
    name = escape(content.study.study_name)
    return f'<h1>{name}</h1><ul class="cards">{shown}</ul><dl class="facts">{facts}</dl>'


def _progress(content: Content) -> str:
    importances = _chart(charts.importances(content), "importances")
    right = f"<div><h2>Importance of each variable</h2>{importances}</div>"
    several = bool(content.pairs)
    title, draw = ("Pareto front", charts.front) if several else ("Loss", charts.history)
    chart, note = _chart(draw(content), "progress"), _note(content.left_out)
    wide = "" if len(content.pairs) < 2 else " stacked"
    left = f"<div><h2>{title}</h2>{chart}{note}</div>"
    return f'<section class="pair uneven{wide}">{left}{right}</section>'


def _parallel(content: Content) -> str:
    chart, note = _chart(charts.parallel(content), "parallel"), _note(content.unclassed)
    return f"<section><h2>Trials across the box</h2>{chart}{note}</section>"


def _states(content: Content) -> str:
    if not content.states:
        return f"<section><h2>Best states</h2><p>{content.origin}</p></section>"
    both = _table(tables.variables(content)) + _table(tables.parameters(content))
    head = f"<h2>Best states</h2><p>{escape(content.origin)}</p>"
    return f'<section>{head}<div class="pair">{both}</div></section>'


def _targets(content: Content) -> str:
    if content.chosen is None:
        return ""
    seeds = tables.counted(len(content.chosen.user_attrs["seeds"]), "seed")
    said = _note(f"Trial {content.chosen.number}, means over {seeds}.")
    shown = "".join(
        f"<div><h3>{escape(table.title)}</h3>{_table(table)}</div>"
        for table in tables.targets(content)
    )
    head = "<h2>Measured, beside what was asked</h2>"
    return f'<section>{head}<div class="pair">{shown}</div>{said}</section>'


def _activity(content: Content) -> str:
    if not content.states:
        return ""
    panels = {state: Figure(PICTURE_INCHES, layout="constrained") for state in content.recordings}
    activity.draw_states(panels, content.recordings)
    shown = "".join(
        f'<figure><figcaption>{escape(state)}</figcaption><img alt="raster, LFP proxy and '
        f'spectrum" src="data:image/png;base64,{_png(figure)}"></figure>'
        for state, figure in panels.items()
    )
    note = _note(f"Simulated for 3 s on seed {content.seed}; raster and LFP show the last second.")
    return f'<section><h2>What they do</h2><div class="pair">{shown}</div>{note}</section>'


def _evidence(content: Content) -> str:
    if content.evidence is None:
        return ""
    shown = content.evidence._repr_html_()
    return f'<section class="evidence"><h2>Evidence</h2>{shown}</section>'


_SECTIONS = _head, _progress, _parallel, _states, _targets, _activity, _evidence


def _chart(chart: go.Figure | str, name: str) -> str:
    if isinstance(chart, str):
        return f'<p class="gap">{escape(chart)}</p>'
    how = {"displayModeBar": False, "responsive": True}
    return chart.to_html(how, include_plotlyjs=False, full_html=False, div_id=name)


def _table(table: Table) -> str:
    heads = "".join(f"<th>{escape(head)}</th>" for head in table.heads)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    return f'<div class="scroll"><table><thead><tr>{heads}</tr></thead>{rows}</table></div>'


def _cell(cell: Cell) -> str:
    if cell.place is not None:
        dot = f'<i style="left:{100 * cell.place:.1f}%"></i>'
        return f'<td title="{cell.text}"><span class="box">{dot}</span></td>'
    colour = f' style="color:{look.GRADES[cell.grade]}"' if cell.grade else ""
    return f"<td{colour}>{escape(cell.text)}</td>"


def _note(text: str) -> str:
    return f'<p class="note">{escape(text)}</p>' if text else ""


def _png(figure: Figure) -> str:
    out = BytesIO()
    figure.savefig(out, format="png", dpi=150)
    return base64.b64encode(out.getvalue()).decode()
