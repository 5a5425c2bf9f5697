"""What ends a search: a candidate that passes on seeds that it was not chosen on."""

from itertools import islice

import pytest
from subthal import search
from subthal.search import examiner
from test_search import run, tiny


@pytest.fixture
def asked(monkeypatch):
    """Examinations that were asked for: states and first seeds; the third is passed."""
    asked = []

    def examine(states, network, twice, seeds, n_threads):
        asked.append((states, list(islice(seeds, 32))))
        return [] if len(asked) == 3 else ["stn.rate"]

    monkeypatch.setattr(examiner, "examine", examine)
    monkeypatch.setattr(examiner, "NEAR", 1e9)
    return asked


def test_the_first_candidate_that_passes_ends_the_search_for_good(asked, tmp_path):
    storage = str(tmp_path / "study.db")
    judge = search.Examiner(progress=False)
    result = run(tiny(), 100, storage, until=judge)
    assert len(result.study.trials) == 24 and judge.n_examined == len(asked) == 3
    assert result.found == result.states == asked[2][0]
    again = run(tiny(), 100, storage, until=judge)
    assert again.n_trials == 0 and again.found == result.found


def test_a_batch_gives_its_best_and_the_centre_of_its_better_half(asked):
    study = run(tiny(), 24, until=search.Examiner(progress=False)).study
    best = min(study.trials[:12], key=lambda trial: trial.value)
    assert asked[0][0] == tiny().values(best.params)
    better = sorted(study.trials[:12], key=lambda trial: trial.value)[:6]
    drives = [trial.params["stn.i_app"] for trial in better]
    assert asked[1][0]["healthy"]["stn.i_app"] == pytest.approx(sum(drives) / 6, rel=1e-3)


def test_no_candidate_sees_a_seed_of_another_or_of_a_search(asked):
    study = run(tiny(), 24, until=search.Examiner(progress=False)).study
    seen = [seed for _, seeds in asked for seed in seeds]
    assert len(set(seen)) == len(seen) == 96
    assert min(seen) > max(seed for trial in study.trials for seed in trial.user_attrs["seeds"])


def test_what_is_not_near_is_not_examined(asked, monkeypatch):
    monkeypatch.setattr(examiner, "NEAR", 0.0)
    assert run(tiny(), 24, until=search.Examiner(progress=False)).found is None
    assert not asked
