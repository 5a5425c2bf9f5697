"""What a search is after, and the box it is looked for in."""

import json
from dataclasses import replace

import numpy as np
import pytest
from subthal import Network, search
from subthal.search import Target, Variable
from subthal.search.space import values_of
from subthal.search.targets import loss, losses, pair_targets


def seen(**changes):
    """A healthy and a Parkinsonian state that are all that was asked, but for the changes."""
    healthy = {"stn.rate": 20, "gpe.rate": 65, "gpi.rate": 75}
    parkinsonian = {"stn.rate": 27.5, "gpe.rate": 42.5, "gpi.rate": 92}
    for state, db, kappa in ((healthy, 0, 0), (parkinsonian, 15, 0.3)):
        state.update({f"{p}.beta_prominence": db for p in ("stn", "gpe")})
        state.update({f"{p}.kappa": kappa for p in ("stn", "gpe")})
    healthy.update(changes.get("healthy", {}))
    parkinsonian.update(changes.get("parkinsonian", {}))
    states = {"healthy": healthy, "parkinsonian": parkinsonian}
    return {s: {m: np.array([float(v)] * 2) for m, v in it.items()} for s, it in states.items()}


def cost(**changes):
    return loss(pair_targets(), seen(**changes))


def test_wanted_states_cost_nothing():
    assert cost() == 0


def test_each_fault_costs_what_the_table_says():
    assert cost(healthy={"gpe.rate": 75}) == pytest.approx(1 / 3)
    assert cost(healthy={"stn.beta_prominence": 7}) == pytest.approx(0.5)
    assert cost(healthy={"gpe.kappa": 0.1}) == pytest.approx(0.25)
    assert cost(parkinsonian={"stn.kappa": 0.8}) == pytest.approx(0.5 * 4)
    assert cost(parkinsonian={"stn.kappa": 0.1}) == pytest.approx(0.5)
    assert cost(parkinsonian={"gpe.beta_prominence": 4}) == pytest.approx(0.5 * 4)
    assert cost(parkinsonian={"stn.rate": 22}) == pytest.approx((5.5 / 7.5) ** 2 / 3 + 1)
    assert cost(parkinsonian={"gpi.rate": 76}) == pytest.approx((16 / 17) ** 2 / 3 + 1)


def test_what_cannot_be_measured_counts_as_no_beta():
    nan = {"stn.beta_prominence": np.nan, "stn.kappa": np.nan}
    assert cost(healthy=nan) == 0
    assert cost(parkinsonian=nan) == pytest.approx(0.5 * 9 + 0.5 * 9)


def test_groups_add_up_to_the_loss():
    faults = seen(healthy={"stn.rate": 30, "stn.kappa": 0.2}, parkinsonian={"gpe.rate": 80})
    groups = losses(pair_targets(), faults)
    assert set(groups) == {"rates", "beta"}
    assert sum(groups.values()) == pytest.approx(loss(pair_targets(), faults))


def test_the_loss_is_the_mean_over_seeds():
    two = seen()
    two["healthy"]["gpe.rate"] = np.array([65.0, 85.0])
    assert loss(pair_targets(), two) == pytest.approx(4 / 3 / 2)


def test_a_target_that_means_nothing_is_refused():
    with pytest.raises(ValueError, match="'nearly' is none of near"):
        Target("healthy", "stn.rate", "nearly", 20, 5)
    with pytest.raises(ValueError, match="tolerance 0 is not above 0"):
        Target("healthy", "stn.rate", "near", 20, 0)
    with pytest.raises(ValueError, match="value nan or weight 1.0 is no number"):
        Target("healthy", "stn.rate", "near", float("nan"), 1)


def test_a_parameter_is_the_product_of_its_variables_to_four_digits():
    state = {"a": "x", "b": ("x", "y"), "c": 3.0}
    assert values_of(state, {"x": 1.23456, "y": 2.0}) == {"a": 1.235, "b": 2.469, "c": 3.0}


def test_the_middle_of_a_box_is_by_its_steps():
    assert Variable("x", 1, 100, by_ratio=True).middle == pytest.approx(10)
    assert Variable("x", 1, 100).middle == 50.5


def test_a_box_is_within_what_the_parameter_allows():
    net = Network.preset("stn_gpe_gpi_adex_healthy")
    drive = Variable.of(net, "stn.i_app")
    assert (drive.low, drive.high, drive.unit) == (-1000, 1000, "uA/cm2")
    with pytest.raises(ValueError, match="stn.i_app: a box of 0 to 5000 is not within -1000"):
        Variable.of(net, "stn.i_app", 0, 5000)
    with pytest.raises(ValueError, match="low 2 is not below high 1"):
        Variable("x", 2, 1)
    with pytest.raises(ValueError, match="low 0 is not below high inf, or no end"):
        Variable("x", 0, float("inf"))
    with pytest.raises(ValueError, match="steps by ratio need low > 0, not 0"):
        Variable("x", 0, 1, by_ratio=True)
    with pytest.raises(KeyError, match="the nearest is"):
        Variable.of(net, "stn.i_ap", 0, 1)


@pytest.mark.parametrize("name", search.READY)
def test_a_ready_problem_is_data(name):
    problem = search.READY[name]()
    again = search.Problem.from_dict(json.loads(json.dumps(problem.to_dict())))
    assert again.values(problem.middle) == problem.values(problem.middle)
    assert again.targets == problem.targets and again.seeds == problem.seeds
    assert set(problem.values(problem.middle)) == set(problem.states)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"states": {"healthy": {"stn.i_app": "drive"}}}, "needs a variable 'drive'"),
        ({"states": {"healthy": {}}}, "a target is of 'parkinsonian'; states are healthy"),
        ({"states": {}, "targets": ()}, "needs a state"),
        ({"variables": ()}, "variables of different names"),
        ({"variables": search.both().variables * 2}, "variables of different names"),
        ({"n_seeds": 2.5}, "one seed or more, not 2.5"),
        ({"protocol": {"dt": 1}}, "a protocol has no 'dt'; it has dt_ms, burn_in_ms"),
    ],
)
def test_what_does_not_fit_together_is_refused(changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        replace(search.both(), **changes)


def test_paths_of_a_problem_are_those_of_its_network():
    states = {"healthy": {"stn.i_ap": 1.0}, "parkinsonian": {}}
    with pytest.raises(KeyError, match='the nearest is "stn.i_app"'):
        replace(search.both(), states=states)
    assert "n_cells" not in repr(search.both())
