"""The charts of the picture, by matplotlib."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import SubFigure

from . import look
from .content import Content, by_ratio
from .tables import folded


def progress(panel: SubFigure, content: Content) -> None:
    """Loss over trials, or a panel for each pair of objectives; importances to the right."""
    n_pairs = len(content.pairs)
    axes = panel.subplots(1, max(n_pairs, 1) + 1, width_ratios=[1.5] * max(n_pairs, 1) + [1])
    panel.supxlabel(content.left_out, x=0.008, ha="left", size=9, color=look.FAINT)
    _importances(axes[-1], content)
    if content.gap:
        for ax in axes[1:-1]:
            ax.set_axis_off()
        say(axes[0], content.gap)
    elif n_pairs:
        for ax, pair in zip(axes, content.pairs, strict=False):
            _front(ax, content, *pair)
    else:
        _history(axes[0], content)


def _history(ax: Axes, content: Content) -> None:
    _dots(ax, content, content.numbers, content.losses)
    told = {"color": look.BEST, "lw": 2, "label": "best so far"}
    ax.step(content.numbers, content.best_so_far, where="post", **told)
    ax.set(xlabel="trial", ylabel="loss")
    ax.set_yscale(_scale(content.losses))
    _legend(ax)


def _front(ax: Axes, content: Content, i: int, j: int) -> None:
    x, y, best = content.values[:, i], content.values[:, j], content.front
    _dots(ax, content, x, y)
    ax.plot(x[best], y[best], "o", ms=5, mew=0, color=look.FRONT, label="Pareto front")
    ax.set(xlabel=content.objectives[i], ylabel=content.objectives[j])
    ax.set(xscale=_scale(x), yscale=_scale(y))
    _legend(ax)


def _dots(ax: Axes, content: Content, x: np.ndarray, y: np.ndarray) -> None:
    """All drawn trials, hollow where a population was silent."""
    met = content.met
    if not np.all(met):
        hollow = {"ms": 4, "mfc": "none", "color": look.SILENT, "label": "silent population"}
        ax.plot(x[~met], y[~met], "o", **hollow)
    ax.plot(x[met], y[met], "o", ms=4, mew=0, alpha=0.45, color=look.GOOD, label="trial")


def _scale(values: np.ndarray) -> str:
    return "log" if by_ratio(values) else "linear"


def _legend(ax: Axes) -> None:
    ax.legend(frameon=False, ncols=4, loc="lower right", bbox_to_anchor=(1, 1), borderpad=0)
    ax.spines[["top", "right"]].set_visible(False)


def _importances(ax: Axes, content: Content) -> None:
    shares = content.importances
    if isinstance(shares, str):
        say(ax, shares)
        return
    bars = ax.barh(list(shares), list(shares.values()), height=0.75, color=look.GOOD)
    ax.bar_label(bars, fmt="%.2f", padding=3, size=9)
    ax.invert_yaxis()
    ax.set_xticks([])
    ax.margins(x=0.12)
    ax.tick_params(axis="y", length=0)
    ax.spines[:].set_visible(False)


def parallel(panel: SubFigure, content: Content) -> None:
    """A line a trial across the box, from the low end of each variable to its high end."""
    ax = panel.subplots()
    if content.gap:
        say(ax, content.gap)
        return
    panel.supxlabel(content.unclassed, x=0.008, ha="left", size=9, color=look.FAINT)
    variables = content.problem.variables
    points = [trial.params for trial in content.drawn]
    for name, chosen in content.classes.items():
        colour, width = look.CLASSES[name]
        places = [[v.place(points[i][v.name]) for i in chosen] for v in variables]
        lines = ax.plot(np.array(places), color=colour, lw=width)
        lines[0].set_label(name)
    for i, variable in enumerate(variables):
        ax.axvline(i, color=look.LINE, lw=0.8, zorder=0)
        ax.text(i, -0.04, f"{variable.low:g}", ha="center", va="top", size=9)
        ax.text(i, 1.04, f"{variable.high:g}", ha="center", va="bottom", size=9)
    ax.set_xticks(range(len(variables)), [folded(v.name, "\n") for v in variables])
    ax.set(xlim=(-0.5, len(variables) - 0.5), ylim=(-0.15, 1.15), yticks=[])
    ax.tick_params(length=0)
    _legend(ax)
    ax.spines[:].set_visible(False)


def say(ax: Axes, sentence: str) -> None:
    """A sentence in place of a chart."""
    ax.set_axis_off()
    ax.text(0, 0.5, sentence, transform=ax.transAxes, color=look.FAINT, va="center")
