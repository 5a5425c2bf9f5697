"""Runs: rows, spikes and bits."""

import tracemalloc

import numpy as np
import pytest
from subthal import SPIKE, Simulator, _running, metrics


@pytest.fixture
def inputs():
    return np.random.default_rng(0).normal(0, 5, (3000, 1))


def test_a_run_in_pieces_has_the_same_bits(net, inputs, monkeypatch):
    whole, cut, single = Simulator(net), Simulator(net), Simulator(net)
    monkeypatch.setattr(_running, "FIRST_PIECE", 3000)
    one = whole.run(3000, inputs, every=7)
    monkeypatch.setattr(_running, "FIRST_PIECE", 13)
    monkeypatch.setattr(_running, "SCRATCH_SPIKES", 45 * 50)
    two = cut.run(3000, inputs, every=7)
    assert np.array_equal(one.rows, two.rows)
    assert np.array_equal(one.spikes, two.spikes)
    step = single.prepare(1)
    for row in inputs:
        step.inputs[0] = row
        step()
    assert whole.state_hash == cut.state_hash == single.state_hash


def test_rows_and_times(sim):
    sim.run(10)
    recording = sim.run(100, every=40)
    assert sim.row_count(100, 40) == 3
    assert recording.rows.shape == (2, 2)
    assert recording.time_ms.tolist() == [1.0, 2.0]
    assert recording["stn.v"].base is not None
    assert np.shares_memory(recording["stn.v"], recording.rows)
    assert (recording.first_step, recording.end_step, sim.step) == (10, 110, 110)
    assert sim.time_ms == 110 * sim.dt_ms
    with pytest.raises(KeyError, match="stn.i_syn"):
        recording["stn.w"]


def test_populations_are_those_it_was_made_of(net, sim):
    net.add_population("thalamus", "stn", 3)
    assert list(sim.populations.items()) == [("stn", 10), ("gpe", 20), ("gpi", 15)]


def test_a_row_is_the_state_after_its_step(sim):
    recording = sim.run(100)
    assert recording["stn.v"][-1] == pytest.approx(sim.state("stn").mean(), abs=1e-9)


def test_rows_go_straight_into_the_callers_array(net):
    out = np.empty((20_000, 2))
    with Simulator(net) as sim:
        sim.run(100, spikes=False)
        tracemalloc.start()
        recording = sim.run(20_000, out=out, spikes=False)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert np.shares_memory(recording.rows, out)
    assert peak < out.nbytes / 10


def test_inputs_are_not_copied(net):
    inputs = np.zeros((50_000, 1))
    inputs.flags.writeable = False
    with Simulator(net) as sim:
        tracemalloc.start()
        sim.run(50_000, inputs, out=False, spikes=False)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < inputs.nbytes / 4  # the check that they are finite takes a byte each


def test_spikes_into_the_callers_array(net):
    wanted = Simulator(net).run(4000).spikes
    own = np.zeros(len(wanted) - 5, SPIKE)
    recording = Simulator(net).run(4000, spikes=own)
    assert np.shares_memory(recording.spikes, own)
    assert np.array_equal(own, wanted[:-5])
    assert recording.n_spikes == len(wanted)
    with pytest.raises(ValueError, match="did not keep"):
        recording.spikes_of("stn")


def test_spikes_of_a_population(sim):
    recording = sim.run(8000)
    t_ms, cells = recording.spikes_of("gpe")
    assert len(t_ms) == sim.spike_count("gpe") > 0
    assert (np.diff(t_ms) >= 0).all()
    assert cells.max() < 20
    with pytest.raises(KeyError, match="stn"):
        recording.spikes_of("thalamus")


def test_no_rows_and_no_spikes(sim):
    recording = sim.run(10, out=False, spikes=False)
    assert recording.rows is None and recording.spikes is None
    assert sim.run(0).rows.shape == (0, 2)


def test_metrics_by_hand_and_by_simulator(sim):
    recording = sim.run(48_000, every=40)
    for name in metrics.names():
        metric = metrics.describe(name)
        if metric.of_pulses:
            continue  # of a train, which this network has not
        if metric.n_populations == 2:
            assert isinstance(recording.metric("stn.gpe", name, burn_in_ms=100), float)
            continue
        by_hand = recording.metric("stn", name, burn_in_ms=100)
        by_simulator = sim.metric(recording, "stn", name, burn_in_steps=4000)
        np.testing.assert_equal(by_hand, by_simulator)


def test_parameters_while_running(sim):
    sim["stn.i_app"] = 80
    sim.update({"gpe_to_stn.weight_scale": 0.0})
    assert sim.get_many(["stn.i_app", "gpe_to_stn.weight_scale"]).tolist() == [80, 0]
    assert sim.params["stn.i_app"].value == 80
    sim.reset()
    assert sim["stn.i_app"] != 80


def test_prepared_run(sim):
    step = sim.prepare(40, every=40)
    assert step.rows.shape == (2, 2)
    with pytest.raises(AttributeError):
        step.inputs = np.ones((40, 1))
    for _ in range(3):
        step()
        assert step.n_rows == 1
    assert sim.step == 120
    sim.inject_spike("stn", 3)
    step()
    own = step.spikes[: step.n_spikes]
    assert (120, 0, 3) in own.tolist()


def test_what_a_simulator_says_of_itself(sim):
    assert sim.backend
    assert sim.memory_bytes > 1000
    assert sim.clamp_count("stn") == 0
    assert Simulator.__doc__


def test_precision_and_trial_are_choices(net):
    hashes = set()
    for how in ({}, {"precision": "single"}, {"trial": 1}, {"integrator": "exponential_euler"}):
        sim = Simulator(net, **how)
        sim.run(200)
        hashes.add(sim.state_hash)
    assert len(hashes) == 4
