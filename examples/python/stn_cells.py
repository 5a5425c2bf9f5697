"""What another STN cell changes: python examples/python/stn_cells.py, three minutes.

How the seed's STN and that of Rubin and Terman answer a current, alone and without noise; and how
near a search comes where the GPe may inhibit the latter by 60 nS in the healthy state and three
times that in the parkinsonian one, under two strengths of noise. Figures in docs/states.md.
"""

from dataclasses import replace

import numpy as np
from subthal import Network, evaluate, search

CURRENTS = [10.0, 20.0, 40.0, 80.0]  # uA/cm2
N_TRIALS = 300
BOX = {"gpe_to_stn": (3, 60), "stn_to_gpe": (5, 200), "more_gpe_to_stn": (0.5, 3)}


def rates_hz(model: str) -> np.ndarray:
    """The rate of a cell at each current."""
    net = Network()
    net.add_population("stn", model, 1)
    if model == "stn_seed":  # without its clamp
        net.update({"stn.v_min": -1000, "stn.v_max": 1000})
    values, lengths = [[i] for i in CURRENTS], {"burn_in_ms": 300, "measured_ms": 2000}
    return evaluate(net, ["stn.i_app"], values, None, ["stn.rate"], **lengths)["stn.rate"]


def capped(sigma: float) -> search.Problem:
    """Both states with less inhibition of the STN, and noise of `sigma` uA/cm2 on it."""
    problem = search.both_rubin_terman()
    net = problem.net.copy()
    net["stn.noise.sigma"] = sigma
    ends = [BOX.get(variable.name, (variable.low, variable.high)) for variable in problem.variables]
    box = [replace(v, low=lo, high=hi) for v, (lo, hi) in zip(problem.variables, ends, strict=True)]
    return replace(problem, network=net.to_text(), variables=tuple(box))


def main() -> None:
    for model in ("stn_seed", "rubin_terman_stn"):
        print(
            model, *(f"{i:g}: {hz:.0f} Hz" for i, hz in zip(CURRENTS, rates_hz(model), strict=True))
        )
    for sigma in (10, 5):
        study = search.run(capped(sigma), N_TRIALS, storage=None, seed=1, progress=False).study
        best, means = search.best_trial(study), search.best_trial(study).user_attrs["means"]
        db, kappa = (means["parkinsonian"][f"stn.{name}"] for name in ("beta_prominence", "kappa"))
        weight = search.states_of(study)["parkinsonian"]["gpe_to_stn.weight"]
        said = f"{db:.1f} dB, kappa {kappa:.2f}, GPe-STN {weight:.0f} nS"
        print(f"sigma {sigma}: loss {best.value:.2f}, parkinsonian {said}")


if __name__ == "__main__":
    main()
