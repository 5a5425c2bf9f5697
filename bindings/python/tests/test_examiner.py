"""What ends a search: a candidate that passes on seeds that it was not chosen on."""

from dataclasses import replace
from itertools import islice

import pytest
from subthal import Network, search
from subthal.search import examiner
from test_search import run, tiny


def judge():
    twice = Network.preset("stn_gpe_gpi_adex_healthy", n_stn=20, n_gpe=40, n_gpi=30)
    return search.Examiner(tiny().net, twice, progress=False)


@pytest.fixture
def asked(monkeypatch):
    """Examinations that were asked for: states and first seeds; the third is passed."""
    asked = []

    def examine(states, network, twice, seeds, n_threads, *, dt_ms):
        assert dt_ms == 0.025
        asked.append((states, list(islice(seeds, 32))))
        return [] if len(asked) == 3 else ["stn.rate"]

    monkeypatch.setattr(examiner, "examine", examine)
    monkeypatch.setattr(examiner, "NEAR", 1e9)
    return asked


def test_the_first_candidate_that_passes_ends_the_search_for_good(asked, tmp_path):
    storage = str(tmp_path / "study.db")
    examiner_of_it = judge()
    result = run(tiny(), 100, storage, until=examiner_of_it)
    assert len(result.study.trials) == 24 and examiner_of_it.n_examined == len(asked) == 3
    assert result.found == result.states == asked[2][0]
    again = run(tiny(), 100, storage, until=examiner_of_it)
    assert again.n_trials == 0 and again.found == result.found


def test_a_batch_gives_its_best_and_the_centre_of_its_better_half(asked):
    study = run(tiny(), 24, until=judge()).study
    best = min(study.trials[:12], key=lambda trial: trial.value)
    assert asked[0][0] == tiny().values(best.params)
    better = sorted(study.trials[:12], key=lambda trial: trial.value)[:6]
    drives = [trial.params["stn.i_app"] for trial in better]
    assert asked[1][0]["healthy"]["stn.i_app"] == pytest.approx(sum(drives) / 6, rel=1e-3)


def test_no_candidate_sees_a_seed_of_another_or_of_a_search(asked):
    study = run(tiny(), 24, until=judge()).study
    seen = [seed for _, seeds in asked for seed in seeds]
    assert len(set(seen)) == len(seen) == 96
    assert min(seen) > max(seed for trial in study.trials for seed in trial.user_attrs["seeds"])


def test_what_is_not_near_is_not_examined(asked, monkeypatch):
    monkeypatch.setattr(examiner, "NEAR", 0.0)
    assert run(tiny(), 24, until=judge()).found is None
    assert not asked


def test_another_circuit_is_not_examined():
    with pytest.raises(ValueError, match="not that of the problem 'tiny'"):
        run(tiny(), 12, until=search.Examiner(progress=False))


def test_another_step_is_not_examined():
    other = replace(tiny(), protocol={**tiny().protocol, "dt_ms": 0.05})
    with pytest.raises(ValueError, match=r"dt_ms is 0.025; 0.05 ms is that of the problem 'tiny'"):
        run(other, 12, until=judge())


def test_until_gives_the_states_of_the_problem_or_nothing():
    with pytest.raises(TypeError, match=r"the states \['healthy'\] or None"):
        run(tiny(), 12, until=lambda problem, trials: "yes")
