"""What goes wrong is an exception with the library's sentence."""

import copy
import pickle

import numpy as np
import pytest
from subthal import Error, Network, Simulator, errors


def too_large(net):
    larger = net.copy()
    larger.add_population("cortex", "stn", 2**30)
    Simulator(larger)


@pytest.mark.parametrize(
    ("kinds", "call"),
    [
        ((errors.UnknownNameError, KeyError), lambda net: net["stn.i_ap"]),
        ((errors.UnknownNameError, KeyError), lambda net: Network.preset("stn_gpe")),
        ((errors.OutOfRangeError, ValueError), lambda net: net.update({"stn.i_app": np.nan})),
        ((errors.DuplicateNameError, ValueError), lambda net: net.add_population("stn", "stn", 1)),
        ((errors.BadTextError, ValueError), lambda net: Network.from_text("populations = 3")),
        ((errors.TooLargeError, MemoryError), too_large),
        ((errors.OutOfRangeError, ValueError), lambda net: Simulator(net, dt_ms=0)),
        ((errors.InvalidArgumentError, ValueError), lambda net: Simulator(net).run(2, [[1.0]])),
        ((TypeError,), lambda net: net[3]),
        ((ValueError,), lambda net: net["stn\0.i_app"]),
        ((TypeError,), lambda net: net.add_probe("stn", cells=[0.5])),
        ((ValueError,), lambda net: net.add_probe("stn", cells=[-1])),
        ((TypeError,), lambda net: net.add_projection("a", "stn", "gpe", e_rev_mv=0, wait=1)),
        ((OverflowError,), lambda net: Network(seed=-1)),
    ],
)
def test_wrong_arguments(net, kinds, call):
    for kind in kinds:
        with pytest.raises(kind) as raised:
            call(net)
    if isinstance(raised.value, Error):
        assert len(str(raised.value)) > 10
        assert raised.value.status > 0


def test_the_sentence_offers_the_nearest(net):
    with pytest.raises(Error, match='the nearest is "stn.i_app"'):
        net["stn.i_ap"] = 1


def test_errors_travel_between_processes(net):
    with pytest.raises(Error) as raised:
        net["nothing"]
    again = pickle.loads(pickle.dumps(raised.value))
    assert type(again) is errors.UnknownNameError
    assert str(again) == str(raised.value)


def test_a_refused_run_changes_nothing(sim):
    before = sim.state_hash
    inputs = np.zeros((1000, 1))
    inputs[900] = np.nan
    with pytest.raises(ValueError):
        sim.run(1000, inputs)
    with pytest.raises(BufferError):
        sim.run(1000, out=np.empty((999, 2)))
    assert (sim.step, sim.state_hash) == (0, before)


def test_arrays_of_another_kind_are_not_reinterpreted(sim):
    for out in (np.empty((10, 2), np.float32), np.empty((2, 10)).T, [[0.0, 0.0]] * 10):
        with pytest.raises((TypeError, ValueError)):
            sim.run(10, out=out)


def test_a_divergence_keeps_what_came_before(net):
    sim = Simulator(net)
    inputs = np.zeros((2000, 1))
    inputs[1500:] = 1e9
    out = np.full((2000, 2), 7.0)
    with pytest.raises(errors.DivergedError) as raised:
        sim.run(2000, inputs, out=out)
    recording, where = raised.value.recording, raised.value.divergence
    assert where == sim.divergence
    assert where.population == "stn"
    assert len(recording.rows) == where.step == recording.n_steps == 1500
    assert not out[1501:].any()
    with pytest.raises(errors.StoppedError):
        sim.run(1)
    sim.reset()
    assert sim.divergence is None
    assert np.array_equal(sim.run(1500).rows, recording.rows)


def test_fixed_while_running(sim):
    fixed = next(param for param in sim.params if not param.while_running)
    with pytest.raises(errors.FixedWhileRunningError):
        sim[fixed.path] = fixed.value


def test_use_after_free(net):
    sim = Simulator(net)
    net.free()
    for call in (net.free, net.to_text, net.copy, lambda: net["stn.i_app"], lambda: Simulator(net)):
        with pytest.raises(errors.InvalidHandleError):
            call()
    step = sim.prepare(1)
    with sim:
        sim.run(10)
    for call in (sim.free, sim.reset, lambda: sim.run(1), lambda: sim.params, step):
        with pytest.raises(errors.InvalidHandleError):
            call()
    assert "freed" in repr(net) + net._repr_html_()
    assert "freed" in repr(sim) + sim._repr_html_()


def test_copies_are_independent(net):
    for other in (net.copy(), copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
        other["stn.i_app"] = 33
        assert net["stn.i_app"] != 33
        other.free()
    assert net.populations
