"""Searches and sweeps over several processes, on engines that exist: PostgreSQL, Dask."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
import postgres
import pytest
from subthal import evaluate, search

HERE = Path(__file__).parent
TIMES = {"burn_in_ms": 20, "measured_ms": 100, "redraw_wiring": True}
WORKER = """
import sys
import tempfile
sys.path.insert(0, {folder!r})
from test_search import run, tiny
run(tiny(), {n_trials}, {storage!r}, seed=5, shared=True, worker={worker}, batch=4)
"""


@pytest.fixture
def storage():
    if postgres.programs() is None:
        pytest.skip("no PostgreSQL here: apt-get install postgresql")

    with tempfile.TemporaryDirectory() as folder, postgres.server(Path(folder)) as url:
        yield url


def start(worker, n_trials, storage):
    said = {"folder": str(HERE), "storage": storage, "worker": worker, "n_trials": n_trials}
    return subprocess.Popen([sys.executable, "-c", WORKER.format(**said)])


def finished(storage):
    try:
        return search.study_of("tiny", storage).trials
    except Exception:  # nobody has made it yet
        return []


def test_a_worker_that_is_killed_loses_and_doubles_nothing(storage):
    n_trials = 240
    workers = [start(worker, n_trials, storage) for worker in range(3)]
    while len({t.user_attrs["worker"] for t in finished(storage)}) < 3:
        assert all(worker.poll() is None for worker in workers)
        time.sleep(0.05)
    workers[0].send_signal(signal.SIGKILL)
    assert [worker.wait(60) for worker in workers] == [-signal.SIGKILL, 0, 0]
    trials = finished(storage)
    # each of the three may be amid its batch when only one is missing, the killed one too
    assert n_trials <= len(trials) <= n_trials - 4 + 3 * 4
    assert [trial.number for trial in trials] == list(range(len(trials)))
    assert len({tuple(trial.params.values()) for trial in trials}) == len(trials)
    assert all(trial.value is not None and trial.user_attrs["seeds"] for trial in trials)
    assert all(n % 4 == 0 for n in Counter(t.user_attrs["worker"] for t in trials).values())


def test_a_stored_trial_repeats_to_the_bit_from_postgresql(storage):
    search.run(search.READY["healthy"](), 1, storage=storage, progress=False, batch=1)
    study = search.study_of("healthy", storage)
    assert search.repeat(study, 0).means == study.trials[0].user_attrs["means"]


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("dask.distributed")
    made = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**made) as cluster, distributed.Client(cluster) as client:
        yield client


@pytest.fixture
def batch(net):
    rng = np.random.default_rng(1)
    values = np.stack([rng.uniform(45, 130, 50), rng.uniform(100, 350, 50)], axis=1)
    values[17, 0] = 1e9  # refused
    return net, ["stn.i_app", "gpe.i_app"], values, range(50), ["stn.rate", "gpe.cv"]


def test_a_sweep_over_a_cluster_is_one_batch(cluster, batch):
    alone = evaluate(*batch, **TIMES)
    swept = search.sweep(cluster, *batch, chunk=7, progress=False, **TIMES)
    for name in ("results", "statuses", "values", "seeds"):
        assert np.array_equal(getattr(swept, name), getattr(alone, name), equal_nan=True)
    assert swept.sentences == alone.sentences and list(swept.sentences) == [17]


def test_a_sweep_survives_the_death_of_a_worker(cluster, batch):
    alone = evaluate(*batch, **TIMES)
    pids = cluster.run(os.getpid)
    os.kill(next(iter(pids.values())), signal.SIGKILL)
    swept = search.sweep(cluster, *batch, chunk=5, progress=False, **TIMES)
    assert np.array_equal(swept.results, alone.results, equal_nan=True)


def test_what_a_sweep_is_refused_is_raised_here(cluster, batch):
    net, params, values, seeds, _ = batch
    with pytest.raises(KeyError, match="no metric is named"):
        search.sweep(cluster, net, params, values, seeds, ["stn.speed"], progress=False, **TIMES)
