"""The golden runs that every binding repeats, bit by bit."""

import csv
from pathlib import Path

import pytest
from subthal import Network, Simulator, evaluate

REPOSITORY = Path(__file__).resolve().parents[3]


def table(name):
    path = REPOSITORY / "bindings/conformance" / name
    with path.open(newline="") as lines:
        return list(csv.DictReader(lines))


def network(row):
    sizes = {name: int(row[name]) for name in ("n_stn", "n_gpe", "n_gpi", "seed")}
    net = Network.preset(row["preset"], **sizes)
    net.update({p: float(v) for p, v in (s.split("=") for s in row["set"].split(";") if s)})
    return net


@pytest.mark.parametrize("row", table("runs.csv"), ids=lambda row: row["name"])
def test_run(row):
    how = {"precision": row["precision"], "integrator": row["integrator"]}
    sim = Simulator(network(row), trial=int(row["trial"]), dt_ms=float(row["dt_ms"]), **how)
    recording = sim.run(int(row["n_steps"]))
    assert f"{sim.state_hash:016x}" == row["hash"]
    for population in ("stn", "gpe", "gpi"):
        assert sim.spike_count(population) == int(row[f"spikes_{population}"])
    start = int(row["first_step"])
    for population, metric in (("stn", "rate"), ("gpe", "cv")):
        expected = float(row[f"{metric}_{population}"])
        assert sim.metric(recording, population, metric, burn_in_steps=start) == expected
        assert recording.metric(population, metric, burn_in_ms=start * sim.dt_ms) == expected


@pytest.mark.parametrize("wiring", ["shared", "redrawn"])
def test_trials(wiring):
    rows = [row for row in table("trials.csv") if row["wiring"] == wiring]
    params, metrics = list(rows[0])[2:4], list(rows[0])[4:]
    answers = evaluate(
        Network.preset("stn_gpe_gpi_adex_healthy", seed=7),
        params,
        [[float(row[param]) for param in params] for row in rows],
        [int(row["seed"]) for row in rows],
        metrics,
        burn_in_ms=100,
        measured_ms=2000,
        redraw_wiring=wiring == "redrawn",
    )
    expected = [[float(row[metric]) for metric in metrics] for row in rows]
    assert answers.results.tolist() == expected
