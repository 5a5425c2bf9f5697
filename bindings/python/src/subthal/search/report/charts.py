"""The charts of the page, by plotly. Each is a figure, or the sentence of why there is none."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ..space import Variable
from . import look
from .content import Content, by_ratio
from .tables import folded

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'


def history(content: Content) -> go.Figure | str:
    """Loss over trials, and the best so far."""
    if content.gap:
        return content.gap
    figure = _figure(height=330)
    of_trials = content.numbers, content.losses
    _dots(figure, content, ~content.met, *of_trials, "silent population")
    _dots(figure, content, content.met, *of_trials, "trial")
    best = {"color": look.BEST, "width": 2, "shape": "hv"}
    told = {"name": "best so far", "line": best, "mode": "lines", "hoverinfo": "skip"}
    figure.add_scatter(x=content.numbers, y=content.best_so_far, **told)
    figure.update_xaxes(title="trial")
    figure.update_yaxes(title="loss", **_scale(content.losses))
    return figure


def front(content: Content) -> go.Figure | str:
    """Objectives against each other, a panel a pair; trials that none dominates stand out."""
    if content.gap:
        return content.gap
    pairs, values = content.pairs, content.values
    figure = _figure(make_subplots(1, len(pairs), horizontal_spacing=0.09), height=360)
    kinds = (~content.met, "silent population"), (content.met & ~content.front, "trial")
    for column, (i, j) in enumerate(pairs, 1):
        where = {"row": 1, "col": column, "shown": column == 1}
        for chosen, name in (*kinds, (content.front, "Pareto front")):
            _dots(figure, content, chosen, values[:, i], values[:, j], name, **where)
        names = content.objectives
        figure.update_xaxes(title=names[i], **_scale(values[:, i]), row=1, col=column)
        figure.update_yaxes(title=names[j], **_scale(values[:, j]), row=1, col=column)
    return figure


def importances(content: Content) -> go.Figure | str:
    """Bars, the longest on top."""
    shares = content.importances
    if isinstance(shares, str):
        return shares
    names, values = [escape(n) for n in shares][::-1], list(shares.values())[::-1]
    figure = _figure(height=max(200, 60 + 24 * len(names)))
    bars = {"orientation": "h", "marker_color": look.GOOD, "hoverinfo": "skip"}
    figure.add_bar(x=values, y=names, text=[f"{v:.2f}" for v in values], **bars)
    figure.update_traces(textposition="outside", cliponaxis=False)
    figure.update_xaxes(visible=False, range=[0, 1.15 * max(values)])
    figure.update_yaxes(ticks="", automargin=True, showgrid=False, showline=False)
    return figure


def parallel(content: Content) -> go.Figure | str:
    """A line a trial across the box: one axis a variable, from its low end to its high end."""
    if content.gap:
        return content.gap
    variables = content.problem.variables
    figure = _figure(height=380)
    for name, chosen in content.classes.items():
        colour, width = look.CLASSES[name]
        places = [_places(content, i) for i in chosen]
        told = {"name": name, "mode": "lines", "hoverinfo": "skip"}
        x = list(range(len(variables))) + [None]
        line = {"color": colour, "width": width}
        figure.add_scatter(x=x * len(chosen), y=_joined(places), line=line, **told)
    _box_axes(figure, variables)
    return figure


def _places(content: Content, index: int) -> list[float]:
    params = content.drawn[index].params
    return [variable.place(params[variable.name]) for variable in content.problem.variables]


def _joined(lines: Iterable[list[float]]) -> list[float | None]:
    """Lines after each other with a gap behind each."""
    return [y for line in lines for y in (*line, None)]


def _box_axes(figure: go.Figure, variables: Sequence[Variable]) -> None:
    """An upright line a variable, its ends, and its name beneath."""
    names = [folded(escape(variable.name), "<br>") for variable in variables]
    places = list(range(len(variables)))
    figure.update_xaxes(tickvals=places, ticktext=names, tickangle=0, tickfont_size=12)
    figure.update_xaxes(showgrid=True, showline=False, ticks="")
    figure.update_xaxes(range=[-0.5, len(variables) - 0.5])
    figure.update_yaxes(visible=False, range=[-0.1, 1.1])
    for i, variable in enumerate(variables):
        for y, end in ((-0.06, variable.low), (1.06, variable.high)):
            figure.add_annotation(x=i, y=y, text=f"{end:g}", showarrow=False, font_size=11)


def _dots(
    figure: go.Figure,
    content: Content,
    chosen: np.ndarray,
    x: np.ndarray,
    y: np.ndarray,
    name: str,
    *,
    shown: bool = True,
    **where: int,
) -> None:
    """Some of the drawn trials, which say their number under the mouse."""
    if not np.any(chosen):
        return
    colour = {"silent population": look.SILENT, "Pareto front": look.FRONT}.get(name, look.GOOD)
    faint = 0.45 if name == "trial" else 1.0
    symbol = "circle-open" if name == "silent population" else "circle"
    figure.add_scatter(
        x=x[chosen],
        y=y[chosen],
        customdata=content.numbers[chosen],
        hovertemplate="trial %{customdata}: %{y:.4g}<extra></extra>",
        mode="markers",
        marker={"color": colour, "size": 5.5, "opacity": faint, "symbol": symbol},
        name=name,
        legendgroup=name,
        showlegend=shown,
        **where,
    )


def _scale(values: np.ndarray) -> dict[str, Any]:
    return {"type": "log", "dtick": 1} if by_ratio(values) else {"type": "linear"}


def _figure(figure: go.Figure | None = None, *, height: int) -> go.Figure:
    figure = figure or go.Figure()
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
    font = {"family": FONT, "size": 13, "color": look.INK}
    margin = {"l": 8, "r": 8, "t": 30, "b": 8}
    figure.update_layout(template="none", font=font, legend=legend, margin=margin, height=height)
    line = {"showline": True, "linecolor": look.LINE, "gridcolor": look.LINE, "zeroline": False}
    figure.update_xaxes(**line, showgrid=False, automargin=True)
    figure.update_yaxes(**line, automargin=True)
    return figure
