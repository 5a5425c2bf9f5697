"""The loop driver: it is its pieces by hand, and a law of one's own ends it with what it raises."""

import threading
import time

import numpy as np
import pytest
from subthal import TICK, Controller, Estimator, Loop, Network, Simulator, errors
from subthal.control import controller_config, estimator_config

ESTIMATOR = {"kind": "band_rectified", "window_ms": 50}
CONTROLLER = {"kind": "pi", "set_point": 1e-4}


@pytest.fixture
def plant():
    net = Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1, n_stn=10, n_gpe=20, n_gpi=15)
    net.place_in_ball("gpe", (0, 0, 0), 1500)
    net.add_lfp("lfp", low_pass_hz=250)
    net.add_stimulator("dbs", "stn", axon_fraction=0.5, soma=0)
    return net


def loop(sim):
    return Loop(sim, "lfp", "dbs", estimator_config(**ESTIMATOR), controller_config(**CONTROLLER))


def test_the_loop_is_its_pieces_by_hand(plant):
    driven, by_hand = Simulator(plant), Simulator(plant)
    est, ctl = Estimator(**ESTIMATOR), Controller(**CONTROLLER)
    _, ticks = loop(driven).run(driven, 40 * 400)
    step, found = by_hand.prepare(40, every=40), []
    for ms in range(1, 401):
        step()
        seen = est.update(step.rows[0, 0])
        if ms % 20 == 0:
            stimulus = ctl.update(seen.value, seen.phase_rad)
            paths = ["dbs.amplitude", "dbs.frequency"]
            by_hand.set_many(paths, [stimulus.amplitude, stimulus.frequency_hz])
            found.append((by_hand.step, seen.value, stimulus.amplitude))
    assert ticks.dtype == TICK
    assert ticks[["step", "estimate", "amplitude_ma"]].tolist() == found
    assert ticks["amplitude_ma"].max() > 0
    assert driven.state_hash == by_hand.state_hash


def test_a_run_in_parts_with_a_saved_loop_is_the_same(plant):
    whole, parts = Simulator(plant), Simulator(plant)
    _, expected = loop(whole).run(whole, 16_000)
    first = loop(parts)
    recording, ticks = first.run(parts, 7_777, every=40)
    assert recording.rows.shape == (194, 1)
    second = loop(parts)
    second.load(first.save())
    _, rest = second.run(parts, 16_000 - 7_777, out=False, spikes=False)
    assert np.concatenate([ticks, rest]).tobytes() == expected.tobytes()
    parts.reset()
    second.reset()
    assert second.run(parts, 16_000)[1].tobytes() == expected.tobytes()


def test_a_law_of_ones_own_decides_within_the_limits(plant):
    sim = Simulator(plant)
    seen = []

    def law(tick):
        seen.append(tick)
        return [1.0, 99.0, float("nan")][len(seen) % 3]

    _, ticks = loop(sim).run(sim, 800 * 6, law=law)
    assert ticks["amplitude_ma"].tolist() == [3.0, 3.0, 1.0, 3.0, 3.0, 1.0]
    assert [tick.step for tick in seen] == ticks["step"].tolist()
    assert seen[1].amplitude_ma == 3.0


@pytest.mark.parametrize("n_steps", [800 * 2, 800 * 5])
def test_what_a_law_raises_ends_the_run_and_comes_out(plant, n_steps):
    sim = Simulator(plant)
    closed, asked = loop(sim), []

    def law(tick):
        asked.append(tick.step)
        if len(asked) == 2:
            raise KeyError("of the law")
        return 1.0

    out = np.full((n_steps + 3, len(sim.channels)), 7.0)
    with pytest.raises(KeyError, match="of the law") as ended:
        closed.run(sim, n_steps, law=law, out=out)
    assert asked == [800, 1600]
    assert sim.step == 1600
    recording, ticks = ended.value.recording, ended.value.ticks
    assert (recording.n_steps, len(recording.rows)) == (1600, 1600)
    assert recording.rows[-1].any() and (recording.rows == out[:1600]).all()
    assert not out[1600:n_steps].any() and (out[n_steps:] == 7.0).all(), "what is not its own"
    assert ticks["step"].tolist() == [800, 1600]
    assert len(closed.run(sim, 800)[1]) == 1, "it goes on"


def test_a_law_may_not_use_its_simulator(plant):
    sim = Simulator(plant)
    with pytest.raises(errors.BusyError):
        loop(sim).run(sim, 1600, law=lambda tick: sim.run(1))


def test_a_loop_is_busy_between_the_pieces_of_a_run_too(plant):
    alone, sim = Simulator(plant), Simulator(plant)
    how = {"out": False, "spikes": False}
    loop(alone).run(alone, 400_000, **how)
    closed, n_busy = loop(sim), 0
    thread = threading.Thread(target=closed.run, args=(sim, 400_000), kwargs=how)
    thread.start()
    while not sim._lock.locked() and thread.is_alive():
        time.sleep(0)
    while thread.is_alive():
        try:
            closed.reset()
        except errors.BusyError:
            n_busy += 1
    thread.join()
    assert n_busy > 100
    assert sim.state_hash == alone.state_hash


def test_wrong_loops_say_what_is_wrong(plant):
    sim = Simulator(plant)
    configs = estimator_config(**ESTIMATOR), controller_config(**CONTROLLER)
    with pytest.raises(errors.UnknownNameError, match='nearest is "lfp"'):
        Loop(sim, "lfq", "dbs", *configs)
    with pytest.raises(errors.UnknownNameError, match='nearest is "dbs.amplitude"'):
        Loop(sim, "lfp", "dbz", *configs)
    other = Network.preset("stn_gpe_gpi_adex_healthy")
    with pytest.raises(errors.InvalidArgumentError):
        loop(sim).run(Simulator(other), 100)
