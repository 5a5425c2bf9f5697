"""The acceptance of states: the laws of its rows, and one small confirmation."""

import io
import json
import math
from contextlib import redirect_stderr

import numpy as np
import pytest
from subthal import Network

pytest.importorskip("tqdm")
from subthal.search.confirm import (  # noqa: E402 (tqdm comes with the search)
    Evidence,
    Row,
    Section,
    acceptance,
    confirm,
    preset_states,
    trials,
)

ANY = math.inf
SHORT_MS = 1050.0
SMALL, DOUBLED = (
    {"n_stn": 10 * n, "n_gpe": 20 * n, "n_gpi": 15 * n, "name": "stn_gpe_gpi_adex_healthy"}
    for n in (1, 2)
)


def circuits():
    return {"network": Network.preset(**SMALL), "twice": Network.preset(**DOUBLED)}


def healthy_twice():
    return dict.fromkeys(("healthy", "parkinsonian"), preset_states()["healthy"])


def short(states, **more):
    return confirm(states, seeds=(1, 2), _measured_ms=SHORT_MS, **circuits(), **more)


@pytest.fixture(scope="module")
def confirmed():
    """The evidence of two states that are both healthy, and what the bar told."""
    with redirect_stderr(io.StringIO()) as told:
        return short(healthy_twice(), progress=True), told.getvalue()


@pytest.fixture
def evidence(confirmed):
    return confirmed[0]


def test_one_of_twenty_may_miss_and_none_of_fewer():
    def passes(n_seeds, n_missing):
        values = [float(seed >= n_missing) for seed in range(n_seeds)]
        return Row("", 1, values, (1, 1), "nearly each").passed

    assert passes(20, 1) and passes(8, 0)
    assert not passes(20, 2) and not passes(8, 1)


@pytest.mark.parametrize("of", ["each", "nearly each", "mean"])
@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_value_that_is_not_finite_passes_nothing(of, value):
    row = Row("", 1, [2.0, value], (1, ANY), of)
    assert not row.passed and not row.passed_safely and math.isnan(row.worst)


def test_a_mean_at_its_limit_passes_without_room():
    row = Row("", 1, [10, 12.1], (11, ANY))
    assert row.passed and not row.passed_safely
    assert Row("", 1, [12, 12.1], (11, ANY)).passed_safely
    each = Row("", 1, [12, 13], (11.5, ANY), "each")
    assert each.passed and not each.passed_safely


def test_the_worst_is_nearest_to_a_limit_or_beyond():
    assert Row("", 1, [16, 20, 24.5], (15, 25), "each").worst == 24.5
    assert Row("", 1, [0.4, 0.61], (-ANY, 0.6), "each").worst == 0.61
    assert math.isnan(Row("", None, [0.4, 0.61]).worst)


def test_mean_and_sd_are_those_of_a_sample():
    row = Row("", 1, [1, 2, 3], (2, 5))
    assert (row.mean, row.sd, row.n_within, row.asked) == (2, 1, 2, "2 to 5, mean")
    assert math.isnan(Row("", 1, [1], (0, 5)).sd)


def test_rows_that_nothing_is_asked_of_do_not_fail():
    found = Evidence((Section("", (Row("", None, [math.nan]),)),), (1,), "")
    assert found.passed and not found.failed and "nothing" in found.table()


def test_evidence_goes_through_json():
    rows = (Row("a", 1, [1, 3], (2, ANY), "each"), Row("b", None, [0.5, 0.6]))
    found = Evidence((Section("c", rows), Section("d", rows[1:])), (3, 4), "1.0")
    assert Evidence.from_dict(json.loads(json.dumps(found.to_dict(), allow_nan=False))) == found
    nan = Row("", 1, [math.nan, 1], (0, 1))
    assert math.isnan(Row.from_dict(nan.to_dict()).values[0])


def test_a_row_needs_values_and_a_known_rule():
    with pytest.raises(ValueError, match="has no values"):
        Row("", 1, [])
    with pytest.raises(ValueError, match="not 'most'"):
        Row("", 1, [1], (0, 1), "most")


def seen(rates_hz, prominence_db, kappa, is_beta):
    columns = dict.fromkeys(trials.METRICS, 0.0)
    columns |= dict(zip(("stn.rate", "gpe.rate", "gpi.rate"), rates_hz, strict=True))
    columns |= {"stn.beta_prominence": prominence_db, "stn.kappa": kappa}
    columns["stn.gpe.beta_detected"] = float(is_beta)
    return trials.Seen(np.tile(list(columns.values()), (8, 1)), np.zeros(8))


HEALTHY = {"rates_hz": (20, 65, 75), "prominence_db": 2, "kappa": 0.01, "is_beta": False}
PARKINSONIAN = {"rates_hz": (28, 42, 92), "prominence_db": 14, "kappa": 0.3, "is_beta": True}


def failures(healthy, parkinsonian):
    both = {
        "healthy": seen(**HEALTHY | healthy),
        "parkinsonian": seen(**PARKINSONIAN | parkinsonian),
    }
    return [row.what for row in acceptance.rows(both) if not row.passed_safely]


@pytest.mark.parametrize(
    ("healthy", "parkinsonian", "failed"),
    [
        ({}, {}, []),
        ({"rates_hz": (20, 76, 75)}, {}, ["healthy GPe Hz", "all rates of a seed"]),
        ({}, {"rates_hz": (22, 42, 92)}, ["STN parkinsonian / healthy", "all rates of a seed"]),
        ({"is_beta": True}, {}, ["healthy beta detected"]),
        ({}, {"is_beta": False}, ["parkinsonian beta detected"]),
        ({"prominence_db": 6}, {}, ["healthy STN dB"]),
        ({}, {"prominence_db": 10}, ["parkinsonian STN dB"]),
        ({}, {"kappa": 0.61}, ["parkinsonian largest STN kappa"]),
    ],
)
def test_each_fault_fails_its_own_rows(healthy, parkinsonian, failed):
    assert failures(healthy, parkinsonian) == failed


def test_every_line_is_asked(evidence):
    assert {row.line for row in evidence} == {None, *range(1, 9)}
    doubled = {row.line for row in evidence if row.what.startswith("double size: ")}
    assert doubled == {None, 1, 2, 3, 4}
    names = [row.what for row in evidence]
    assert len(set(names)) == len(names)
    n_values = [len(row.values) for row in evidence if row.line is not None]
    assert set(n_values) == {2}


ASKED = {
    "healthy STN Hz": "15 to 25, 19 of 20",
    "parkinsonian least V, mV": "-110 to 60, each",
    "stn_to_gpe tonic: GPe / intact": "0.9 to 1.1, mean",
    "double size: gpe_to_stn shuffled: STN dB": "at most 4, mean",
    "healthy couplings, parkinsonian rates: beta detected": "0, 19 of 20",
    "parkinsonian couplings, healthy rates: beta detected": "at least 0.75, mean",
    "peak falls, 2 to 6 ms, Hz": "at least 4, mean",
    "half the step, parkinsonian: GPi ratio": "0.97 to 1.03, mean",
    "double, healthy: STN, more dB": "-2 to 2, mean",
    "20 Hz: STN beta, more dB": "at least 0, mean",
    "50 Hz beta detected": "at least 0.5, mean",
    "130 Hz: STN beta, more dB": "at most -7, mean",
    "80 over 130 Hz: STN beta, dB": "at least 0, mean",
}


def test_what_is_asked_is_the_acceptance(evidence):
    asked = {row.what: row.asked for row in evidence}
    assert {what: asked.get(what) for what in ASKED} == ASKED


def test_a_state_that_is_healthy_twice_fails(evidence):
    failed = {row.what: row.line for row in evidence.failed}
    assert failed["parkinsonian beta detected"] == 2 and failed["STN parkinsonian / healthy"] == 1
    assert not evidence.passed and "FAILED" in evidence.table() and "failed" in repr(evidence)
    for text in (evidence.table(), evidence._repr_html_()):
        assert "10 STN, 20 GPe, 15 GPi: the states" in text


def test_one_state_is_asked_what_it_can_be():
    lines = {
        state: {row.line for row in short({state: values})} - {None}
        for state, values in preset_states().items()
    }
    assert lines == {"healthy": {1, 2, 3, 7}, "parkinsonian": {1, 2, 3, 4, 6, 7, 8}}


def test_silent_cells_fail_their_row_and_stop_nothing():
    silent = {"stn.i_app": 0.0, "gpe.i_app": -2000.0, "gpi.i_app": -2000.0}
    found = short(dict.fromkeys(("healthy", "parkinsonian"), silent))
    failed = {row.what for row in found.failed}
    assert {"healthy GPe Hz", "GPi parkinsonian / healthy", "healthy silent cells"} <= failed
    assert "parkinsonian couplings, healthy rates: GPe / wanted" in failed
    assert "healthy not finite" not in failed
    assert [row.mean for row in found if row.what == "healthy GPe CV"] == [0.0]


def test_trials_that_diverge_fail_every_row():
    found = short(dict.fromkeys(("healthy", "parkinsonian"), {"stn.i_app": -500.0}))
    assert found.failed == tuple(row for row in found if row.is_asked)


def test_a_bar_counts_every_trial(confirmed):
    assert "100%" in confirmed[1].split("\r")[-1]


def test_what_stops_the_bar_stops_the_confirmation(monkeypatch):
    monkeypatch.setattr(trials.tqdm, "update", interrupt)
    with pytest.raises(KeyboardInterrupt):
        short(healthy_twice())


def interrupt(_bar, _n_done):
    raise KeyboardInterrupt
