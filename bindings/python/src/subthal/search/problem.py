"""A search put as data: a network, a box, states, targets, and how long a trial is."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from numbers import Integral
from typing import Any, Self

import numpy as np

from ..batch import evaluate
from ..network import Network
from .space import State, Variable, values_of, variables_of
from .targets import Seen, Target, metrics_of

#: Of a trial unless its problem says otherwise: arguments of `evaluate`.
PROTOCOL = {
    "dt_ms": 0.025,
    "burn_in_ms": 300.0,
    "measured_ms": 2000.0,
    "precision": "single",
    "integrator": "forward_euler",
    "redraw_wiring": True,
}
#: A point: variable -> value.
Point = Mapping[str, float]


@dataclass(frozen=True)
class Outcome:
    """What was measured at one point.

    `seen[state][metric]` has one number a seed (n_seeds); `sentences` say which trials failed, and
    why: "healthy, seed 3: gpe cell 4 diverged in step 17 (0.45 ms)"; `refused`: one of them was not
    run, because a parameter lies outside its range.
    """

    seen: Seen
    sentences: tuple[str, ...] = ()
    refused: bool = False

    @property
    def means(self) -> dict[str, dict[str, float]]:
        """Means over the seeds that have the metric; NaN where none has."""
        return {
            state: {name: _mean(values) for name, values in metrics.items()}
            for state, metrics in self.seen.items()
        }

    @property
    def n_silent(self) -> int:
        """Populations, of all states, that were silent on some seed."""
        rates = [m for seen in self.seen.values() for m in seen.items() if m[0].endswith(".rate")]
        return sum(bool(np.any(values == 0)) for _, values in rates)


@dataclass(frozen=True)
class Problem:
    """What is searched.

    `network`: a description, as `Network.to_text` gives it. `states`: of each state the parameters
    that are set, `{"healthy": {"stn.i_app": "stn_drive", "gpe_to_stn.weight": ("w", "more")}}`: by
    the name of a variable, of several for their product, or as a number. A trial is `n_seeds`
    simulations of every state, each with wiring, cells, initial state and noise of its own, on
    seeds that are fresh in every batch; `seeds` in their place are the same in every trial, where
    luck is to be studied. The states of a trial have the same seeds. `protocol`: what differs from
    `PROTOCOL`, 2 s after 0.3 s. `measured`: metrics besides those of the targets, for an objective
    of one's own. All of it is data, so that a study can keep it.

    Raises `ValueError` for what does not fit together, and what the network raises for a path that
    it does not have.
    """

    name: str
    network: str = field(repr=False)
    variables: tuple[Variable, ...]
    states: Mapping[str, State]
    targets: tuple[Target, ...]
    n_seeds: int = 3
    seeds: tuple[int, ...] = ()
    protocol: Mapping[str, Any] = field(default_factory=dict)
    measured: tuple[str, ...] = ()

    def __post_init__(self):
        known = {variable.name for variable in self.variables}
        if not known or len(known) < len(self.variables) or not self.states:
            raise ValueError(f"{self.name}: needs a state, and variables of different names")
        for name, state in self.states.items():
            for missing in variables_of(state) - known:
                raise ValueError(f"state {name!r} needs a variable {missing!r}, which there is not")
        for target in self.targets:
            for state in {target.state, target.of_state} - {None, *self.states}:
                raise ValueError(f"a target is of {state!r}; states are {', '.join(self.states)}")
        if not (isinstance(self.n_seeds, Integral) and self.n_seeds >= 1):
            raise ValueError(f"a trial needs one seed or more, not {self.n_seeds!r}")
        if unknown := set(self.protocol) - set(PROTOCOL):
            raise ValueError(f"a protocol has no {min(unknown)!r}; it has {', '.join(PROTOCOL)}")
        object.__setattr__(self, "protocol", {**PROTOCOL, **self.protocol})
        self.net.ids(self.paths)

    @cached_property
    def net(self) -> Network:
        """The network itself."""
        return Network.from_text(self.network)

    @cached_property
    def paths(self) -> list[str]:
        """The parameters that some state sets."""
        return list(dict.fromkeys(path for state in self.states.values() for path in state))

    @cached_property
    def metrics(self) -> list[str]:
        """What is measured: rates of all populations, the targets' metrics, and `measured`."""
        rates = [f"{name}.rate" for name in self.net.populations]
        return list(dict.fromkeys([*rates, *metrics_of(self.targets), *self.measured]))

    @property
    def middle(self) -> dict[str, float]:
        """The centre of the box."""
        return {variable.name: variable.middle for variable in self.variables}

    def values(self, point: Point) -> dict[str, dict[str, float]]:
        """The parameters of each state at a point."""
        return {name: values_of(state, point) for name, state in self.states.items()}

    def measure(
        self, points: Sequence[Point], seeds: Sequence[int], n_threads: int = 0
    ) -> list[Outcome]:
        """Simulates every state of every point on every seed, in one batch."""
        rows = [row for point in points for row in self._rows(point)]
        answers = evaluate(
            self.net,
            self.paths,
            np.repeat(rows, len(seeds), axis=0),
            np.tile(np.asarray(seeds, np.uint64), len(rows)),
            self.metrics,
            n_threads=n_threads,
            **self.protocol,
        )
        shape = len(points), len(self.states), len(seeds)
        results = answers.results.reshape(*shape, len(self.metrics))
        statuses = np.array(answers.status_names).reshape(shape)
        return [
            self._outcome(results[i], statuses[i], answers, i * statuses[0].size, seeds)
            for i in range(len(points))
        ]

    def _rows(self, point: Point) -> list[list[float]]:
        """Of each state the value of each path; one that a state leaves alone is the network's."""
        return [
            [values.get(path, self._own[path]) for path in self.paths]
            for values in self.values(point).values()
        ]

    @cached_property
    def _own(self) -> dict[str, float]:
        return {path: self.net[path] for path in self.paths}

    def _outcome(self, results, statuses, answers, first, seeds) -> Outcome:
        seen = {
            state: dict(zip(self.metrics, results[i].T, strict=True))
            for i, state in enumerate(self.states)
        }
        sentences = []
        for i, j in zip(*np.nonzero(statuses != "ok"), strict=True):
            sentence = answers.sentence(first + int(i) * len(seeds) + int(j))
            sentences.append(f"{list(self.states)[i]}, seed {seeds[j]}: {sentence}")
        refused = bool(np.any((statuses != "ok") & (statuses != "diverged")))
        return Outcome(seen, tuple(sentences), refused)

    def to_dict(self) -> dict[str, Any]:
        """As JSON can say it."""
        said = asdict(self)
        said["states"] = {name: dict(state) for name, state in self.states.items()}
        return said

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> Self:
        """What `to_dict` said."""
        variables = tuple(Variable(**v) for v in said["variables"])
        targets = tuple(Target(**t) for t in said["targets"])
        lists = {key: tuple(said[key]) for key in ("seeds", "measured")}
        return cls(**{**said, "variables": variables, "targets": targets, **lists})


def _mean(values: np.ndarray) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else float("nan")
