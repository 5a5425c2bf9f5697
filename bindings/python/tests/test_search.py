"""Searches: asked, told, kept, broken off, taken up again."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from subthal import Network, search
from subthal.search import Target, Variable


def tiny(name="tiny", **changes):
    """A problem whose trial takes a millisecond or two."""
    net = Network.preset("stn_gpe_gpi_adex_healthy", n_stn=10, n_gpe=20, n_gpi=15)
    box = (
        Variable.of(net, "stn.i_app", 45, 130),
        Variable.of(net, "gpe_to_stn.weight", 100, 2000, by_ratio=True),
    )
    states = {"healthy": {variable.name: variable.name for variable in box}}
    targets = (
        Target("healthy", "stn.rate", "near", 20, 5),
        Target("healthy", "gpe.cv", "at_least", 0.2, 0.1, group="regularity"),
    )
    protocol = {"burn_in_ms": 20.0, "measured_ms": 100.0, "redraw_wiring": True}
    made = {"variables": box, "states": states, "targets": targets, "n_seeds": 2}
    return search.Problem(name, net.to_text(), **{**made, "protocol": protocol, **changes})


def told(study):
    """What there is of every trial but for its times."""
    return [(t.number, t.state, t.params, t.values, t.user_attrs) for t in study.trials]


def run(problem, n_trials, storage=None, **more):
    return search.run(problem, n_trials, storage=storage, progress=False, **more)


def test_a_search_comes_nearer():
    study = run(tiny(), 120, seed=1).study
    values = [trial.value for trial in study.trials]
    assert np.mean(values[-24:]) < 0.3 * np.mean(values[:24])
    assert search.best_trial(study).value == min(values)


def test_a_search_in_parts_is_the_search_in_one(tmp_path):
    storage = str(tmp_path / "study.db")
    for n_trials in (5, 12, 31, 40):
        parts = run(tiny(), n_trials, storage, seed=3).study
    assert told(parts) == told(run(tiny(), 40, seed=3).study)
    again = run(tiny(), 40, storage, seed=3)
    assert again.n_trials == 0 and told(again.study) == told(parts)


def test_every_trial_repeats_to_the_bit(tmp_path):
    problem = tiny()
    run(problem, 12, str(tmp_path / "study.db"))
    study = search.study_of("tiny", str(tmp_path / "study.db"))
    for trial in study.trials:
        outcome = search.repeat(study, trial.number, n_threads=1)
        assert outcome.means == trial.user_attrs["means"]
        assert search.targets.loss(problem.targets, outcome.seen) == trial.value


def test_seeds_are_fresh_in_each_batch_and_shared_within():
    trials = run(tiny(), 24).study.trials
    seeds = [tuple(trial.user_attrs["seeds"]) for trial in trials]
    assert len(set(seeds[:12])) == len(set(seeds[12:])) == 1
    assert len(set(seeds[0] + seeds[12])) == 4
    assert all(2**32 <= seed < 2**53 for seed in seeds[0])


@pytest.mark.parametrize("name", search.samplers.NAMES)
def test_samplers_by_name_go_on_without_asking_twice(name, tmp_path):
    storage = str(tmp_path / "study.db")
    run(tiny(), 6, storage, sampler=name, population=6)
    study = run(tiny(), 15, storage, sampler=name, population=6).study
    points = {tuple(trial.params.values()) for trial in study.trials}
    assert len(study.trials) == 15
    assert len(points) == 15 or name == "nsga2"  # a child may be its parent
    assert len(study.directions) == (2 if name == "nsga2" else 1)
    assert search.best_trial(study).number in range(15)


def test_two_studies_of_a_storage_do_not_mix(tmp_path):
    storage = str(tmp_path / "study.db")
    first = run(tiny(), 12, storage, name="first", seed=1).study
    before = told(first)
    run(tiny(), 12, storage, name="second", seed=2)
    assert told(search.study_of("first", storage)) == before
    assert len(search.study_of("second", storage).trials) == 12
    with pytest.raises(KeyError, match="there are: first, second"):
        search.study_of("third", storage)


def test_a_study_of_another_problem_is_refused_and_left_alone(tmp_path):
    storage = str(tmp_path / "study.db")
    before = told(run(tiny(), 4, storage).study)
    with pytest.raises(ValueError, match=r"another problem \(other n_seeds\)"):
        run(tiny(n_seeds=3), 8, storage)
    assert told(search.study_of("tiny", storage)) == before


def test_a_second_writer_is_noticed(tmp_path):
    storage = str(tmp_path / "study.db")

    def meddle(problem, trials):
        run(tiny(), len(trials) + 1, storage)

    with pytest.raises(RuntimeError, match="another process writes to the study 'tiny'"):
        run(tiny(), 24, storage, until=meddle)


def test_workers_that_share_a_study_take_over_from_each_other(tmp_path):
    storage = str(tmp_path / "study.db")

    def other(problem, trials):
        n_trials = len(search.study_of("tiny", storage).trials) + 4
        run(tiny(), n_trials, storage, shared=True, worker=1, batch=4)

    study = run(tiny(), 24, storage, shared=True, batch=4, until=other).study
    assert [trial.number for trial in study.trials] == list(range(24))
    assert len({tuple(trial.params.values()) for trial in study.trials}) == 24
    assert len({tuple(trial.user_attrs["seeds"]) for trial in study.trials}) == 6


def test_a_study_without_trials_may_be_about_something_else(tmp_path):
    storage = tmp_path / "study.db"
    run(tiny(), 0, storage)
    run(tiny(n_seeds=np.int64(3)), 1, storage)
    assert search.problem_of(search.study_of("tiny", storage)).n_seeds == 3


def test_a_study_has_one_objective(tmp_path):
    storage = str(tmp_path / "study.db")
    run(tiny(), 2, storage)
    with pytest.raises(ValueError, match=r"another problem \(other objective\)"):
        run(tiny(), 4, storage, objective=lambda outcome: 7.0)


def test_an_objective_of_ones_own_sees_what_it_asked_for():
    def objective(outcome):
        return outcome.means["healthy"]["gpi.cv"], outcome.means["healthy"]["stn.rate"]

    problem = tiny(measured=("gpi.cv",))
    study = run(problem, 4, objective=objective, n_objectives=2, sampler="nsga2").study
    assert all(
        trial.values[0] == trial.user_attrs["means"]["healthy"]["gpi.cv"] for trial in study.trials
    )


def test_a_protocol_says_only_what_differs():
    assert tiny(protocol={"measured_ms": 50.0}).protocol["redraw_wiring"] is True


PROGRAM = """
import sys
sys.path.insert(0, {folder!r})
from test_search import run, tiny
run(tiny(), 100_000, {storage!r}, seed=5)
"""


def test_killed_and_taken_up_again_is_as_never_killed(tmp_path):
    storage = str(tmp_path / "study.db")
    program = PROGRAM.format(folder=os.path.dirname(__file__), storage=storage)
    process = subprocess.Popen([sys.executable, "-c", program])
    finished = 0
    while finished < 36:
        time.sleep(0.05)
        assert process.poll() is None
        finished = count(storage)
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = len(search.study_of("tiny", storage).trials)
    assert left % 12 == 0 and left >= finished
    study = run(tiny(), left + 30, storage, seed=5).study
    assert told(study) == told(run(tiny(), left + 30, seed=5).study)


def count(storage):
    """Trials of a study that another process is about to make."""
    try:
        return len(search.study_of("tiny", storage).trials)
    except Exception:  # it has not made it yet
        return 0
