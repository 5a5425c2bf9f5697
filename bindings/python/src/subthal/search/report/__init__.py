"""A study as one page of HTML or one picture: what was searched, what was found, what it does."""

from pathlib import Path
from typing import Any

import optuna

from .content import SEED, Content


def report(
    study: optuna.Study, path: str | Path, *, evidence: Any = None, seed: int = SEED
) -> Path:
    """Writes a page that needs no network: all of it, plotly.js too, is in the file (5 MB).

    The best states are simulated for 3 s on `seed`, which no search uses, and drawn. `evidence`:
    that of a confirmation, the one that the study has kept unless given; in its place anything with
    `table()`, in Markdown, and `_repr_html_()`, which is put into the page as it is.
    A study without complete trials gives a page that says so. Returns the path; raises
    `ValueError` for a study that this package did not make.
    """
    from .page import page  # plotly is loaded by those who want a page

    path = Path(path)
    path.write_text(page(Content(study, evidence, seed)), encoding="utf-8")
    return path


def picture(
    study: optuna.Study, path: str | Path, *, evidence: Any = None, seed: int = SEED
) -> Path:
    """Draws the same as one PNG, 14 inches wide. Arguments, return and errors as in `report`."""
    from .sheet import sheet  # matplotlib by those who want a picture

    path = Path(path)
    sheet(Content(study, evidence, seed)).savefig(path, format="png", dpi=110)
    return path
