"""Estimators, controllers and electrodes, one at a time."""

import threading
from contextlib import suppress

import numpy as np
import pytest
import subthal
from subthal import Controller, Estimator, Network, Simulator, errors

T_S = np.arange(4000) / 1000
BETA = np.sin(2 * np.pi * 20 * T_S) * (1 + (T_S > 2))


@pytest.mark.parametrize("kind", subthal.names("estimator"))
def test_an_estimator_is_the_same_in_any_cut_and_goes_on_from_a_saved_state(kind):
    fields = {"sample_hz": 2000} if kind == "fleming_2020" else {}
    whole, cut = Estimator(kind, **fields), Estimator(kind, **fields)
    expected = whole.run(BETA)
    first = cut.run(BETA[:1234])
    other = Estimator(kind, **fields)
    other.load(cut.save())
    one_by_one = [other.update(sample).value for sample in BETA[1234:]]
    assert np.concatenate([first, one_by_one]).tobytes() == expected.tobytes()
    whole.reset()
    assert whole.run(BETA, out=np.empty(4000)).tobytes() == expected.tobytes()


def test_an_estimator_refuses_what_is_no_number_and_counts_it():
    est = Estimator("envelope_phase")
    est.run(BETA)
    before = est.save()
    estimate = est.update(float("nan"))
    assert estimate.n_refused == 1
    assert abs(estimate.value - 2) < 0.2
    assert -np.pi <= estimate.phase_rad <= np.pi
    assert est.update(0.0).n_refused == 1
    assert est.save() != before


def test_two_threads_hear_each_their_own_answer():
    est, heard = Estimator("band_rectified"), []

    def ask():
        for _ in range(20_000):
            with suppress(errors.BusyError):
                heard.append(est.update(np.nan).n_refused)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(heard)) == len(heard) > 20_000


def test_bursts_are_counted():
    est = Estimator("bursts", threshold=0.9, window_ms=100)
    est.run(BETA)
    bursts = est.bursts
    assert (bursts.is_on, bursts.n_onsets, bursts.n_offsets) == (True, 1, 0)
    assert 2000 < bursts.first_sample < 2300
    with pytest.raises(errors.Error, match="bursts"):
        _ = Estimator("band_power").bursts


@pytest.mark.parametrize("kind", subthal.names("controller"))
def test_a_controller_is_the_same_in_any_cut_and_goes_on_from_a_saved_state(kind):
    measures = 1e-4 * (1 + BETA[:300])
    whole, cut = Controller(kind), Controller(kind)
    expected = whole.run(measures)
    first = cut.run(measures[:77])
    other = Controller(kind)
    other.load(cut.save())
    rest = [other.update(measure).output for measure in measures[77:]]
    assert np.concatenate([first, rest]).tobytes() == expected.tobytes()
    assert (expected >= 0).all()
    assert (expected <= 3).all()


def test_a_controller_acts_on_the_frequency_and_blanks():
    ctl = Controller("pi", "frequency", set_point=1.0, blanking_s=0.1)
    stimulus = ctl.update(2.0)
    assert (stimulus.output, stimulus.amplitude) == (stimulus.frequency_hz, 1.5)
    ctl.stimulated()
    assert ctl.update(50.0).output == stimulus.output
    ctl.reset()
    assert ctl.update(2.0) == stimulus


def test_wrong_configurations_say_what_is_wrong():
    with pytest.raises(errors.UnknownNameError, match='nearest is "pi"'):
        Controller("pj")
    with pytest.raises(errors.UnknownNameError, match="band_rectified"):
        Estimator("band_rectifed")
    with pytest.raises(TypeError, match="no field windw_ms"):
        Estimator("band_rectified", windw_ms=3)
    with pytest.raises(errors.Error, match="high_hz"):
        Estimator("band_rectified", high_hz=-1)
    with pytest.raises(errors.Error, match="bytes"):
        Estimator("band_power").load(b"nothing")


def test_a_measure_without_a_phase_fires_nothing():
    ctl = Controller("phase_locked", constant=1.5)
    assert [ctl.update(1.0).n_refused for _ in range(3)] == [1, 2, 3]
    assert ctl.update(1.0, 0.1).n_refused == 3


@pytest.mark.parametrize("machine", [Estimator("band_rectified"), Controller("pi")])
def test_an_array_of_another_length_is_not_written(machine):
    out = np.full(5, 7.0)
    before = machine.save()
    with pytest.raises(ValueError, match=r"out is \(5,\), need \(2,\)"):
        machine.run([1.0, 2.0], out=out)
    assert (out == 7).all() and machine.save() == before


def test_places_that_are_not_a_row_a_cell_are_refused(placed):
    rows = placed.positions("stn")
    with pytest.raises(ValueError, match=r"need \(n_cells, 3\)"):
        placed.set_positions("stn", rows.T)
    assert np.array_equal(placed.positions("stn"), rows)


@pytest.fixture
def placed():
    net = Network.preset("stn_gpe_gpi_adex_parkinsonian", seed=1, n_stn=10, n_gpe=20, n_gpi=15)
    net.place_in_ball("stn", (0, 0, 0), 1500)
    return net


def test_cells_have_places_and_electrodes_fields(placed):
    xyz = placed.positions("stn")
    assert xyz.shape == (10, 3)
    assert (np.linalg.norm(xyz, axis=1) <= 1500).all()
    distance_um = np.linalg.norm(xyz - [0, 0, 2000], axis=1)
    expected = 1e6 / (4 * np.pi * 0.27 * distance_um)
    assert np.allclose(placed.field("stn", (0, 0, 2000)), expected, rtol=1e-12)
    placed.set_positions("gpe", np.ones((20, 3)))
    assert (placed.positions("gpe") == 1).all()
    with pytest.raises(ValueError, match="has 2 coordinates"):
        placed.field("stn", (0, 0))
    with pytest.raises(errors.Error, match="20 cells have 3 each"):
        placed.set_positions("gpe", np.ones((19, 3)))


def test_an_electrode_records_and_another_stimulates(placed):
    placed.add_lfp("lfp", populations=["stn"], electrode_um=(0, 0, 500), low_pass_hz=250)
    placed.add_lfp("bipolar", electrode_um=[0, 0, 500], reference_um=[0, 0, -500])
    placed.add_stimulator(
        "dbs", "stn", frequency_hz=130, amplitude_ma=3, axons=[0, 1], axon_thresholds_ma=[1, 2]
    )
    placed.add_stimulator("sine", "gpe", shape=[0.5, -0.5], waveform="monophasic", soma=0)
    sim = Simulator(placed)
    recording = sim.run(40_000, every=40)
    assert recording["lfp"].std() > 0
    assert (recording["lfp"] != recording["bipolar"]).any()
    delivered = sim.delivered("dbs")
    assert delivered.n_pulses == 130
    assert delivered.charge_uc == pytest.approx(130 * 2 * 3 * 0.06)
    assert abs(delivered.net_charge_uc) < 1e-12
    assert sim.delivered("sine").n_pulses == 0
    with pytest.raises(errors.UnknownNameError, match='nearest is "dbs"'):
        sim.delivered("dbz")


def test_wrong_electrodes_say_what_is_wrong(placed):
    with pytest.raises(TypeError, match="no field amplitude"):
        placed.add_stimulator("dbs", "stn", amplitude=3)
    with pytest.raises(TypeError, match="no field n_populations"):
        placed.add_lfp("lfp", n_populations=3)
    with pytest.raises(TypeError, match="list of names"):
        placed.add_lfp("lfp", populations="stn")
    with pytest.raises(errors.OutOfRangeError, match="shape of dbs"):
        placed.add_stimulator("dbs", "stn", shape=[2.0])
    with pytest.raises(errors.Error, match="gpe"):
        placed.add_lfp("lfp", populations=["gpe"])
    with pytest.raises(ValueError, match="axons is empty"):
        placed.add_stimulator("dbs", "stn", axons=[])
    with pytest.raises(ValueError, match="cells is empty"):
        placed.add_stimulator("dbs", "stn", cells=[])
