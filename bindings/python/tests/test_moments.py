"""Moments of a simulator: what follows a snapshot, a fork and a replay is what followed."""

import pytest
from subthal import Simulator, errors


@pytest.fixture
def under_way(sim):
    sim.run(300)
    sim["gpe.i_app"] = 60.0
    sim.inject_spike("stn", 3)
    return sim


def test_what_is_loaded_or_forked_goes_on_as_what_was_saved(net, under_way):
    snapshot, fork, other = under_way.save(), under_way.fork(), Simulator(net)
    other.load(snapshot)
    assert fork.populations == under_way.populations
    rows = [sim.run(500).rows.tobytes() for sim in (under_way, fork, other)]
    assert rows[0] == rows[1] == rows[2]
    assert under_way.state_hash == fork.state_hash == other.state_hash


def test_a_snapshot_that_is_damaged_or_foreign_changes_nothing(net, under_way):
    snapshot, hash_before = under_way.save(), under_way.state_hash
    for wrong in (b"", b"no snapshot", snapshot[:-8], snapshot[:-1] + bytes([snapshot[-1] ^ 1])):
        with pytest.raises(errors.InvalidArgumentError, match="snapshot"):
            under_way.load(wrong)
    with pytest.raises(errors.InvalidArgumentError, match="precision"):
        Simulator(net, precision="single").load(snapshot)
    assert under_way.state_hash == hash_before


def test_a_replay_leads_to_the_same_state(net, under_way):
    under_way.log_start(1 << 20, hash_every=10)
    for step in range(20):
        under_way.run(1, [[float(step)]])
    under_way["stn.i_app"] = 20.0
    under_way.run(5000)
    log, again = under_way.log_save(), Simulator(net)
    replay = again.replay(log)
    assert (replay.ended, replay.departed, replay.n_steps) == (True, False, 5020)
    assert again.state_hash == under_way.state_hash
    assert under_way.log_info.n_steps == 5020
    assert under_way.log_info.used_bytes == len(log)
    under_way.log_stop()
    with pytest.raises(errors.InvalidArgumentError, match="log"):
        under_way.log_save()


def test_a_replay_stops_where_it_is_told_and_goes_on(net, under_way):
    under_way.log_start(1 << 20)
    under_way.run(2500)
    log, again = under_way.log_save(), Simulator(net)
    half = again.replay(log, max_steps=1200)
    assert (half.ended, half.n_steps, again.step) == (False, 1200, 1500)
    assert again.replay(log, after=half).n_equal == 1
    assert again.state_hash == under_way.state_hash


def test_work_of_a_step_is_bounded_by_cells_and_synapses(net, sim):
    n_synapses = sum(len(net.wiring(name).pre) for name in net.projections)
    assert sim.step_bound == 45 + n_synapses
