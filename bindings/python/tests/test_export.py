"""A study as a table, and as other tools of Optuna read it."""

import csv
import json
from dataclasses import replace
from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest

pq = pytest.importorskip("pyarrow.parquet")
from subthal import Network, search  # noqa: E402 (what it needs comes first)


def small():
    """A ready problem whose trial takes some milliseconds; the GPe is silent, and has no CV."""
    net = Network.preset("stn_gpe_gpi_adex_healthy", n_stn=10, n_gpe=20, n_gpi=15)
    problem = search.healthy(net)
    states = {"healthy": {**problem.states["healthy"], "gpe.i_app": -300.0}}
    box = tuple(v for v in problem.variables if v.name != "gpe_healthy")
    protocol = {"burn_in_ms": 20.0, "measured_ms": 100.0, "redraw_wiring": True}
    targets = (
        search.Target("healthy", "stn.rate", "near", 20, 5),
        search.Target("healthy", "gpe.cv", "at_least", 0.2, 0.1, group="regularity"),
    )
    made = {"targets": targets, "variables": box, "states": states, "protocol": protocol}
    return replace(problem, name="small", n_seeds=2, **made)


def third_fails(outcome):
    third_fails.calls += 1
    if third_fails.calls % 3 == 0:
        raise ZeroDivisionError("of nothing")
    return outcome.means["healthy"]["stn.rate"] / 3


third_fails.calls = 0


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    storage = str(tmp_path_factory.mktemp("study") / "study.db")
    asked = {"objective": third_fails, "storage": storage, "progress": False}
    return search.run(small(), 6, **asked).study


def rows_of(path):
    """Of a CSV or Parquet file, the rows by column name."""
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def bits(cell):
    """A float, or its text, to the last bit; None where there is none."""
    return None if cell in (None, "") else float(cell).hex()


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_table_comes_back_to_the_last_bit(study, tmp_path, suffix):
    path = tmp_path / f"study{suffix}"
    assert search.export(study, path) == path
    rows = rows_of(path)
    assert [row["state"] for row in rows] == ["COMPLETE", "COMPLETE", "FAIL"] * 2
    for trial, row in zip(study.trials, rows, strict=True):
        assert int(row["number"]) == trial.number
        assert bits(row["value"]) == bits(trial.value)
        states = small().values(trial.params)["healthy"]
        means = trial.user_attrs["means"]["healthy"]
        assert bits(means["gpe.cv"]) == "nan"
        expected = {f"param.{k}": v for k, v in trial.params.items()}
        expected |= {f"healthy.{k}": v for k, v in (states | means).items()}
        expected |= {f"constraint.{k}": v for k, v in trial.constraints.items()}
        assert {k: bits(row[k]) for k in expected} == {k: bits(v) for k, v in expected.items()}
        other = {"number", "state", "value", "seeds", "version", "start", "end"}
        assert set(row) == {*expected, *other}


def test_seeds_are_a_list_in_parquet_and_joined_in_csv(study, tmp_path):
    listed = rows_of(search.export(study, tmp_path / "study.parquet"))
    joined = rows_of(search.export(study, tmp_path / "study.csv"))
    for trial, row, text in zip(study.trials, listed, joined, strict=True):
        assert row["seeds"] == trial.user_attrs["seeds"]
        assert [int(seed) for seed in text["seeds"].split(" ")] == trial.user_attrs["seeds"]
        assert row["version"] == text["version"] == trial.user_attrs["version"]
        assert row["start"] == trial.datetime_start and text["end"] == str(trial.datetime_complete)


def test_parquet_says_units_and_what_was_searched(study, tmp_path):
    schema = pq.read_schema(search.export(study, tmp_path / "study.parquet"))
    units = {f.name: f.metadata[b"unit"].decode() for f in schema if f.metadata}
    assert units["healthy.stn.i_app"] == "uA/cm2" and units["healthy.stn.rate"] == "Hz"
    assert units["param.stn_to_gpe"] == units["healthy.stn_to_gpe.weight"] == "nS"
    assert "value" not in units and "healthy.gpe.cv" not in units
    assert schema.metadata[b"study"] == b"small"
    assert search.Problem.from_dict(json.loads(schema.metadata[b"problem"])).name == "small"


def test_several_objectives_have_a_column_each(tmp_path):
    asked = {"sampler": "nsga2", "storage": None, "progress": False}
    study = search.run(small(), 2, **asked).study
    rows = rows_of(search.export(study, tmp_path / "study.csv"))
    assert [[row["value.0"], row["value.1"]] for row in rows] == [
        [repr(value) for value in trial.values] for trial in study.trials
    ]


def test_another_suffix_is_refused_and_nothing_written(study, tmp_path):
    with pytest.raises(ValueError, match=r"study.txt: the suffix must be .csv or .parquet, not"):
        search.export(study, tmp_path / "study.txt")
    assert not list(tmp_path.iterdir())


def test_the_dashboard_shows_a_study_of_ours(study):
    dashboard = pytest.importorskip("optuna_dashboard")
    app = dashboard.wsgi(search.studies.opened(study._storage))
    summary = answer(app, "/api/studies")["study_summaries"][0]
    assert summary["study_name"] == "small"
    detail = answer(app, f"/api/studies/{summary['study_id']}")
    assert [trial["state"] for trial in detail["trials"]] == ["Complete", "Complete", "Fail"] * 2
    shown = {p["name"]: float(p["param_internal_value"]) for p in detail["trials"][0]["params"]}
    assert shown == study.trials[0].params
    attrs = {a["key"]: a["value"] for a in detail["trials"][0]["user_attrs"]}
    assert json.loads(attrs["seeds"]) == study.trials[0].user_attrs["seeds"]
    assert detail["trials"][0]["values"] == [study.trials[0].value]


def answer(app, path):
    """What an application answers to a GET, without a socket."""
    environ = {"PATH_INFO": path, "QUERY_STRING": "", "wsgi.input": BytesIO()}
    setup_testing_defaults(environ)
    statuses = []
    body = b"".join(app(environ, lambda status, headers, *_: statuses.append(status)))
    assert statuses == ["200 OK"], body
    return json.loads(body)
