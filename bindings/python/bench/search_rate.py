"""Trials a second of a search, everything included: `python search_rate.py [RECORD.csv]`.

T1: one simulation of 100 ms a trial (50 STN, 100 GPe, 75 GPi, rates, CV and the seed's beta), 24
points a generation. BETA: six of 2.3 s a trial, the problem `both`, 12 points a generation. CMA-ES;
in memory, and into a file of SQLite. Then T1 by other samplers, Rustuna's too if it is installed.
"""

import csv
import sys
import tempfile
import warnings
from pathlib import Path

import subthal
from optuna.samplers import BaseSampler, CmaEsSampler
from subthal import search

N_REPEATS = 5


def t1() -> search.Problem:
    """The parkinsonian state at the length of a unit of speed."""
    net = subthal.Network.preset("stn_gpe_gpi_adex_parkinsonian")
    box = [
        search.Variable.of(net, "stn.i_app", 45, 130),
        search.Variable.of(net, "gpe.i_app", -250, 300),
        search.Variable.of(net, "gpi.i_app", 100, 500),
        *(
            search.Variable.of(net, f"{name}.weight", 2, high, by_ratio=True)
            for name, high in (("stn_to_gpe", 300), ("gpe_to_stn", 10_000))
        ),
    ]
    wanted = {"stn": (27.5, 0.4), "gpe": (42.5, 0.4), "gpi": (92, 0.2)}
    targets = [
        target
        for name, (rate_hz, cv) in wanted.items()
        for target in (
            search.Target("parkinsonian", f"{name}.rate", "near", rate_hz, 10),
            search.Target("parkinsonian", f"{name}.cv", "near", cv, 0.2),
        )
    ]
    targets.append(search.Target("parkinsonian", "stn.seed_beta_power", "at_least", 1e6, 1e6))
    states = {"parkinsonian": {variable.name: variable.name for variable in box}}
    protocol = {"burn_in_ms": 25.0, "measured_ms": 75.0}
    return search.Problem(
        "t1", net.to_text(), tuple(box), states, tuple(targets), 1, protocol=protocol
    )


def main() -> None:
    warnings.simplefilter("ignore")
    rows = []
    for name, problem, n_trials, population in (
        ("T1", t1(), 2400, 24),
        ("BETA", search.both(), 48, 12),
    ):
        for kept in ("memory", "sqlite"):
            asked = problem, n_trials, population, kept
            rows += [(name, kept, i, *once(*asked, i)) for i in range(N_REPEATS)]
            print(*rows[-N_REPEATS:], sep="\n")
    for name, sampler in samplers().items():
        rows.append(("T1", name, 0, *once(t1(), 600, 12, "memory", 0, sampler)))
        print(rows[-1])
    if len(sys.argv) > 1:
        with Path(sys.argv[1]).open("w", newline="") as file:
            csv.writer(file).writerows(
                [("trials", "kept_in", "repeat", "n_trials", "per_second", "share_outside"), *rows]
            )


def samplers() -> dict[str, str | BaseSampler]:
    """By name: this package's, Optuna's, and Rustuna's through its converter."""
    found = {"cmaes": "cmaes", "tpe": "tpe", "optuna_cmaes": CmaEsSampler(seed=1, popsize=12)}
    try:
        from rustuna import converter
        from rustuna import samplers as rust
    except ImportError:
        return found
    found["rustuna_tpe"] = converter.ToOptunaSampler(rust.TPESampler(seed=1))
    found["rustuna_cmaes"] = converter.ToOptunaSampler(rust.CmaEsSampler(seed=1, popsize=12))
    return found


def once(
    problem: search.Problem,
    n_trials: int,
    population: int,
    kept: str,
    seed: int,
    sampler: str | BaseSampler = "cmaes",
) -> tuple[int, float, float]:
    """One search: trials, trials a second, share of the time outside the simulator."""
    with tempfile.TemporaryDirectory() as folder:
        storage = None if kept == "memory" else f"{folder}/study.db"
        more = {"storage": storage, "population": population, "seed": seed, "progress": False}
        result = search.run(problem, n_trials, sampler=sampler, **more)
    return n_trials, round(result.trials_per_second, 1), round(result.share_outside, 4)


if __name__ == "__main__":
    main()
