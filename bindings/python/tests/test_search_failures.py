"""Searches in which something goes wrong: a trial, an argument, a storage."""

import re

import optuna
import pytest
from subthal import Network, search
from subthal.search import Variable
from test_search import run, tiny


@pytest.mark.parametrize("fault", [ZeroDivisionError("of nothing"), float("nan")])
def test_an_objective_that_fails_fails_that_trial_only(fault):
    calls = iter(range(100))

    def objective(outcome):
        if next(calls) != 4:
            return outcome.means["healthy"]["stn.rate"]
        if isinstance(fault, Exception):
            raise fault
        return fault

    trials = run(tiny(), 12, objective=objective).study.trials
    failed = [trial.number for trial in trials if trial.state == optuna.trial.TrialState.FAIL]
    assert failed == [4]
    assert trials[4].user_attrs["failed"] in {
        "ZeroDivisionError: of nothing",
        "ValueError: the objective is NaN",
    }


def test_what_the_library_refuses_fails_with_its_sentence():
    box = (Variable("weight", 1, 1e9),)
    states = {"healthy": {"stn.i_app": "weight"}}
    problem = search.Problem("far", tiny().network, box, states, tiny().targets[:1])
    trial = run(problem, 1).study.trials[0]
    assert re.search(r"seed \d+: stn.i_app = \S+ uA/cm2 is outside", trial.user_attrs["failed"])
    assert trial.state == optuna.trial.TrialState.FAIL


def test_a_divergence_is_a_constraint_that_is_missed():
    protocol = {"dt_ms": 1.0, "burn_in_ms": 20.0, "measured_ms": 100.0}
    study = run(tiny(protocol=protocol), 2).study
    assert [trial.value for trial in study.trials] == [search.judge.DIVERGED] * 2
    assert "diverged in step" in study.trials[0].user_attrs["sentences"][0]
    with pytest.raises(ValueError, match="no trial of 'tiny' met its constraints"):
        search.best_trial(study)


def test_a_silent_population_is_a_constraint_that_is_missed():
    net = Network.from_text(tiny().network)
    net["gpe.i_app"] = -300
    box, states = (Variable.of(net, "stn.i_app", 45, 50),), {"healthy": {"stn.i_app": "stn.i_app"}}
    problem = search.Problem("silent", net.to_text(), box, states, tiny().targets, 1)
    study = run(problem, 1).study
    trial = study.trials[0]
    assert trial.state == optuna.trial.TrialState.COMPLETE
    assert trial.constraints == {"diverged": 0, "silent populations": 1}
    with pytest.raises(ValueError, match="each had a silent population"):
        search.best_trial(study)
    assert trial.user_attrs["means"]["healthy"]["gpe.rate"] == 0


@pytest.mark.parametrize(
    ("given", "why"),
    [("a", "could not convert string to float"), ([1, 2], "gave 2 numbers, not 1")],
)
def test_an_objective_gives_as_many_numbers_as_there_are_objectives(given, why):
    trial = run(tiny(), 1, objective=lambda outcome: given).study.trials[0]
    assert trial.state == optuna.trial.TrialState.FAIL and why in trial.user_attrs["failed"]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"n_trials": -1}, "n_trials is -1; it must be a whole number from 0 up"),
        ({"n_trials": 2.5}, "n_trials is 2.5"),
        ({"batch": 0}, "batch is 0; it must be a whole number from 1 up"),
        ({"population": 1}, "population is 1"),
        ({"seed": -1}, "seed is -1"),
        ({"sigma": float("nan")}, "sigma is nan; it must be above 0"),
    ],
)
def test_arguments_that_mean_nothing_are_refused_before_a_study_is_made(more, sentence, tmp_path):
    storage = tmp_path / "study.db"
    with pytest.raises(ValueError, match=sentence):
        run(**{"problem": tiny(), "n_trials": 2, "storage": str(storage), **more})
    assert not storage.exists()


@pytest.mark.parametrize("place", ["no/such/folder/study.db", __file__])
def test_a_storage_that_cannot_be_opened_is_named(place):
    with pytest.raises(OSError, match=f"the storage {place} cannot be opened"):
        run(tiny(), 1, place)


def test_a_trial_that_there_is_not_is_named():
    with pytest.raises(KeyError, match="no trial 2 in 'tiny', which has 2"):
        search.repeat(run(tiny(), 2).study, 2)


def test_an_unknown_sampler_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match="no sampler 'cma'; there are cmaes, tpe"):
        run(tiny(), 1, sampler="cma")


def test_a_second_writer_leaves_nothing_behind(tmp_path):
    storage = search.studies.opened(tmp_path / "study.db")
    trials = run(tiny(), 3, storage).study.trials
    with pytest.raises(search.rows.AnotherWriter):
        search.rows.append(storage, 1, trials, known=2)
    assert len(search.study_of("tiny", storage).trials) == 3


def test_a_search_says_what_failed():
    result = run(tiny(), 3, objective=lambda outcome: float("nan"))
    assert "3 of 3 failed, the first: ValueError: the objective is NaN" in str(result)
    with pytest.raises(ValueError, match="met its constraints: 3 of 3 failed"):
        search.best_trial(result.study)


def test_a_batch_that_cannot_be_written_leaves_nothing(tmp_path):
    storage = search.studies.opened(str(tmp_path / "study.db"))
    trials = run(tiny(), 3, storage).study.trials
    trials[2].user_attrs["what JSON cannot say"] = object()
    with pytest.raises(TypeError):
        search.rows.append(storage, 1, trials)
    assert len(search.study_of("tiny", storage).trials) == 3
