"""Many trials in one call."""

import pickle
import re

import numpy as np
import pytest
from subthal import Network, Simulator, errors, evaluate

TIMES = {"burn_in_ms": 20, "measured_ms": 100}
METRICS = ["stn.rate", "gpe.rate"]


def test_a_trial_is_what_a_simulator_gives(net):
    answers = evaluate(net, ["stn.i_app"], [50, 90], [3, 4], METRICS, **TIMES)
    for trial, value in enumerate((50, 90)):
        net["stn.i_app"] = value
        sim = Simulator(net, precision="single", trial=3 + trial)
        recording = sim.run(4800)
        assert answers["gpe.rate"][trial] == recording.metric("gpe", "rate", burn_in_ms=20)


def test_a_failing_trial_touches_no_other(net):
    values = [[60.0], [1e9], [60.0]]
    answers = evaluate(net, ["stn.i_app"], values, [1, 1, 1], METRICS, **TIMES)
    assert answers.status_names == ["ok", "out_of_range", "ok"]
    assert np.isnan(answers.results[1]).all()
    assert answers.results[0].tolist() == answers.results[2].tolist()
    assert "stn.i_app = 1e9" in answers.sentence(1)
    assert answers.sentence(0) == ""
    assert list(answers.as_dict()) == METRICS
    assert "<table>" in answers._repr_html_() and "stn.i_app = 1e9" in answers._repr_html_()
    assert answers.sentence(-2) == answers.sentence(1) == answers.sentences[1]
    assert len(pickle.loads(pickle.dumps(answers.results))) == len(answers) == 3


def test_a_diverged_trial_says_where(net):
    answers = evaluate(net, ["stn.g_na"], [0.0], [1], METRICS, dt_ms=1.0, **TIMES)
    assert answers.status_names == ["diverged"]
    assert re.match(r"(stn|gpe|gpi) cell \d+ diverged in step \d+ ", answers.sentence(0))


def test_threads_do_not_change_the_answers(net):
    results = [evaluate(net, seeds=range(4), metrics=METRICS, n_threads=n, **TIMES) for n in (1, 3)]
    assert np.array_equal(results[0].results, results[1].results)
    redrawn = evaluate(net, seeds=range(4), metrics=METRICS, redraw_wiring=True, **TIMES)
    assert not np.array_equal(redrawn.results, results[0].results)


def test_seeds_and_values_meet(net):
    answers = evaluate(net, ["stn.i_app"], [70.0], range(3), METRICS, **TIMES)
    assert answers.values.tolist() == [[70.0]] * 3
    assert evaluate(net, ["stn.i_app"], [60, 70], None, METRICS, **TIMES).seeds.tolist() == [0, 1]
    with pytest.raises(ValueError, match="need"):
        evaluate(net, ["stn.i_app"], [60, 70], [1, 2, 3], METRICS)
    with pytest.raises(ValueError):
        evaluate(net, seeds=[-1], metrics=METRICS)
    with pytest.raises(errors.UnknownNameError):
        evaluate(net, seeds=[1], metrics=["stn.speed"])


def test_progress_is_told_and_cancels(net, capsys):
    told = []
    evaluate(net, seeds=range(3), metrics=METRICS, progress=lambda *n: told.append(n), **TIMES)
    assert told[-1] == (3, 3)
    evaluate(net, seeds=range(3), metrics=METRICS, progress=True, **TIMES)
    assert "3/3 trials" in capsys.readouterr().err
    with pytest.raises(errors.CancelledError) as raised:
        evaluate(net, seeds=range(500), metrics=METRICS, progress=lambda *n: True, measured_ms=5000)
    assert "cancelled" in raised.value.answers.status_names
    assert raised.value.answers.sentence(499) == "cancelled by the caller"


def test_what_progress_raises_comes_through(net):
    def refuse(n_done, n_trials):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evaluate(net, seeds=range(100), metrics=METRICS, progress=refuse, measured_ms=5000)
    assert Network.preset("stn_gpe_gpi_adex_healthy")
