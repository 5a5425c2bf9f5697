"""A bar: trials done, a second, left; the best so far."""

from collections.abc import Sequence

import optuna
from optuna.trial import FrozenTrial
from tqdm.auto import tqdm


class Bar:
    """Trials of a study on the way to `n_trials`, of which `n_before` were there."""

    def __init__(self, n_trials: int, n_before: int, shown: bool):
        self.bar = tqdm(
            total=n_trials,
            initial=n_before,
            disable=not shown,
            unit=" trials",
            dynamic_ncols=True,
        )
        self.best: Sequence[float] | None = None

    def told(self, study: optuna.Study, trials: Sequence[FrozenTrial]) -> None:
        """Goes on to where the study is; others may have added to it."""
        values = [trial.values for trial in trials if trial.values is not None]
        known = [] if self.best is None else [self.best]
        if values or known:
            self.best = min([*values, *known], key=sum)
            self.bar.set_postfix_str(f"best {sum(self.best):.3f}", refresh=False)
        self.bar.update(len(study.get_trials(deepcopy=False)) - self.bar.n)

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()
