"""What a confirmation is made of: voltages, tuned drives, the short examination, the command."""

import json
import math
from argparse import ArgumentParser
from itertools import count

import numpy as np
import pytest
from subthal import Network, Simulator, errors, evaluate

pytest.importorskip("tqdm")
from subthal.search.confirm import (  # noqa: E402 (tqdm comes with the search)
    Evidence,
    Row,
    Section,
    acceptance,
    command,
    confirm,
    controls,
    dissociation,
    examine,
    preset_states,
    read_states,
    stimulation,
    trials,
    variants,
    voltages,
)
from subthal.search.confirm.states import DRIVES  # noqa: E402
from subthal.search.confirm.trials import METRICS, Lab, Seen, tqdm  # noqa: E402
from subthal.search.confirm.tuning import N_TRIALS, tuned  # noqa: E402

PRESET = "stn_gpe_gpi_adex_healthy"


@pytest.fixture
def small():
    return Network.preset(PRESET, n_stn=10, n_gpe=20, n_gpi=15)


@pytest.fixture
def doubled():
    return Network.preset(PRESET, n_stn=20, n_gpe=40, n_gpi=30)


def test_voltages_are_those_of_every_cell_and_step_of_the_trial(small):
    small.add_probe("gpe", "i_noise")
    probed = small.copy()
    for population in ("stn", "gpe", "gpi"):
        probed.add_probe(population)
    probed.seed = 7
    recording = Simulator(probed, precision="single").run(4000)
    volts_mv = recording.rows[:, 20:]
    n_steps = int(volts_mv.max(axis=1).argmax()) + 1
    found = voltages.extremes(small, 7, n_steps, 0.025)
    assert recording.rows[:n_steps].max() > volts_mv.max()
    assert found == (volts_mv[:n_steps].min(), volts_mv.max())
    times = {"burn_in_ms": 0, "measured_ms": 100}
    trial = evaluate(small, seeds=[7], metrics=["gpe.rate"], redraw_wiring=True, **times)
    assert trial["gpe.rate"][0] == recording.metric("gpe", "rate")


def test_voltages_that_diverge_are_within_no_limits(small):
    small["stn.g_na"] = 0
    assert all(map(math.isnan, voltages.extremes(small, 1, 4000, 1.0)))


def test_a_confirmation_goes_in_its_steps_and_once_in_half_of_them(small, doubled, monkeypatch):
    asked, looked = [], []

    def spied(*args, dt_ms, **protocol):
        asked.append(dt_ms)
        return evaluate(*args, dt_ms=dt_ms, **protocol)

    def extremes(network, seed, n_steps, dt_ms):
        looked.append((n_steps, dt_ms))
        return -80.0, 20.0

    monkeypatch.setattr(trials, "evaluate", spied)
    monkeypatch.setattr(voltages, "extremes", extremes)
    circuits = {"network": small, "twice": doubled}
    confirm(preset_states(), seeds=(1, 2), dt_ms=0.05, _measured_ms=1100, **circuits)
    assert set(asked) == {0.05, 0.025} and asked.count(0.025) == 1
    assert set(looked) == {(32_000, 0.05)}


class Curved(Lab):
    """A lab whose rates follow from the drives, (3), by a formula."""

    seen_seeds = set()

    def run(self, states, **protocol):
        self.seen_seeds.update(self.seeds)
        self.bar.update(len(states) * len(self.seeds))
        return [self.answer(np.array([state[path] for path in DRIVES])) for state in states]

    def answer(self, drives):
        stn, gpe, gpi = drives / [70, 250, 330]
        rates = 20 * stn**4 - 4 * gpe, 60 * gpe**2 + 10 * stn, 70 * gpi**3 + 8 * stn - 5 * gpe
        results = np.zeros((len(self.seeds), len(METRICS)))
        results[:, :3] = rates
        return Seen(results, np.zeros(len(self.seeds)))


@pytest.mark.parametrize("drives", [(75, 330, 330), (60, 190, 400), (90, 150, 420)])
def test_drives_are_found_that_give_the_rates_of_another_state(small, drives):
    lab = Curved(small, (5, 9), tqdm(total=N_TRIALS, disable=True))
    goal = dict(zip(DRIVES, drives, strict=True))
    start = dict(zip(DRIVES, (70.0, 250.0, 330.0), strict=True)) | {"stn_to_gpe.weight": 3.0}
    Curved.seen_seeds.clear()
    state = tuned(lab, start, goal, np.array([70, 250, 330]))
    assert lab.seen_seeds == {10, 11}
    wanted, found = (seen.rates_hz[:, 0] for seen in lab.run([goal, state]))
    assert found == pytest.approx(wanted, rel=0.005)
    assert state["stn_to_gpe.weight"] == 3.0


class Told(Lab):
    """A lab that keeps what it was asked, and answers with the shorter of the delays as peak."""

    asked = []

    def run(self, states, **protocol):
        self.asked.append((self.network, [dict(state) for state in states], protocol))
        return [seen_of(peak_hz=30 - state.get("stn_to_gpe.delay", 4)) for state in states]


def seen_of(peak_hz):
    columns = dict.fromkeys(METRICS, 1.0) | {"stn.beta_peak_hz": peak_hz}
    columns |= {"stn.rate": 29.0, "gpe.rate": 39.0, "gpi.rate": 97.0}
    return Seen(np.array([list(columns.values())]), np.zeros(1))


@pytest.fixture
def told(small):
    Told.asked.clear()
    return Told(small, (1,), tqdm(disable=True))


def test_controls_keep_spikes_or_their_times_from_half_of_the_loop(told):
    controls.rows(told, {"stn.i_app": 95.0}, seen_of(21))
    [(_, states, protocol)] = told.asked
    assert protocol == {"burn_in_ms": 1000.0}
    substitutes = [
        {"stn_to_gpe.spike_scale": 0.0, "stn_to_gpe.tonic_rate": 29.0},
        {"stn_to_gpe.delay": 5.0, "stn_to_gpe.delay_spread": 500.0},
        {"gpe_to_stn.spike_scale": 0.0, "gpe_to_stn.tonic_rate": 39.0},
        {"gpe_to_stn.delay": 5.0, "gpe_to_stn.delay_spread": 500.0},
    ]
    assert states == [{"stn.i_app": 95.0, **each} for each in substitutes]


def test_variants_are_of_delay_step_and_precision(told):
    state = {"stn.i_app": 95.0}
    slower, *_ = variants.rows(told, {"parkinsonian": state}, {"parkinsonian": seen_of(21)})
    delays = [{"stn_to_gpe.delay": ms, "gpe_to_stn.delay": ms} for ms in (2.0, 6.0)]
    asked = [(states, protocol) for _, states, protocol in told.asked]
    assert asked == [
        ([state | delay for delay in delays], {}),
        ([state], {"dt_ms": 0.0125}),
        ([state], {"precision": "double"}),
    ]
    assert slower.values == (4.0,)


def test_half_of_the_axons_are_stimulated_and_no_soma(told):
    stimulation.rows(told, {"stn.i_app": 95.0}, seen_of(21))
    [(network, states, protocol)] = told.asked
    assert [state["axons.frequency"] for state in states] == [20, 50, 80, 130]
    assert {state["stn.i_app"] for state in states} == {95.0} and protocol == {}
    assert "axon_fraction = 0.5" in network.to_text()
    assert network["axons.soma"] == 0 and network["axons.collision"] == 7


def test_the_first_stage_that_fails_ends_an_examination(small, doubled):
    healthy = preset_states()["healthy"]
    seeds = count(100)
    states = {"healthy": healthy, "parkinsonian": healthy}
    failed = examine(states, small, doubled, seeds, _measured_ms=1050.0)
    assert "parkinsonian beta detected" in failed and "all rates of a seed" in failed
    assert next(seeds) == 108
    with pytest.raises(ValueError, match="ran out"):
        examine(states, small, doubled, iter(range(7)))


def spy(stage, asked):
    """The rows of a stage; it notes that they were asked for."""
    rows = stage.rows

    def spied(*args):
        asked.append(stage.__name__)
        return rows(*args)

    return spied


def test_an_examination_asks_all_stages_of_what_passes(small, doubled, monkeypatch):
    monkeypatch.setattr(Row, "passed_safely", True)
    asked = []
    for stage in (acceptance, controls, dissociation, stimulation, voltages):
        monkeypatch.setattr(stage, "rows", spy(stage, asked))
    seeds = count(100)
    assert examine(preset_states(), small, doubled, seeds, _measured_ms=1050.0) == []
    assert next(seeds) == 100 + 8 + 16 + 8
    stages = [name.rpartition(".")[2] for name in asked]
    once = ["acceptance", "stimulation", "controls", "dissociation"]
    assert stages == [*once, "acceptance", "voltages", "acceptance", "voltages"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"states": {}}, "healthy"),
        ({"states": {"sick": {}}}, "sick"),
        ({"network": Network()}, "twice"),
        ({"network": Network(), "twice": Network()}, "no populations stn"),
        ({"seeds": (1,)}, "two seeds"),
        ({"seeds": (1, 1, 2)}, "two seeds"),
    ],
)
def test_what_cannot_be_confirmed_is_refused(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        confirm(**{"states": {"healthy": {}}, **change})


def test_circuits_and_parameters_are_looked_at_first(small, doubled, monkeypatch):
    monkeypatch.setattr(Lab, "run", None)
    with pytest.raises(ValueError, match="need the double"):
        confirm({"healthy": {}}, network=small, twice=small)
    with pytest.raises(errors.UnknownNameError):
        confirm({"healthy": {"stn.colour": 1}}, network=small, twice=doubled)
    with pytest.raises(errors.OutOfRangeError):
        confirm({"healthy": {"stn.i_app": 1e12}}, network=small, twice=doubled)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.toml", "[healthy]\n'stn.i_app' = 70"),
        ("a.json", '{"healthy": {"stn.i_app": 70}}'),
    ],
)
def test_states_come_from_files(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    assert read_states(tmp_path / name) == {"healthy": {"stn.i_app": 70.0}}


@pytest.mark.parametrize("text", ["'stn.i_app' = 70", "[healthy]\n'stn.i_app' = 'much'"])
def test_a_file_of_another_form_is_refused(tmp_path, text):
    (tmp_path / "a.toml").write_text(text)
    with pytest.raises(ValueError, match="a table for each state"):
        read_states(tmp_path / "a.toml")


@pytest.mark.parametrize(("value", "status"), [(1.0, 0), (3.0, 1)])
def test_the_command_tells_the_rows_and_exits_by_them(tmp_path, monkeypatch, capsys, value, status):
    found = Evidence((Section("a title", (Row("a row", 1, (value,), (0, 2)),)),), (8, 9), "")
    asked = {}
    monkeypatch.setattr(command, "confirm", lambda *_, **more: asked.update(more) or found)
    parser = ArgumentParser()
    command.add_parser(parser.add_subparsers())
    words = ["confirm", "--seeds", "2", "--first-seed", "8", "--json", str(tmp_path / "out.json")]
    args = parser.parse_args(words)
    assert args.action(args) == status
    assert asked["seeds"] == range(8, 10)
    assert "a title" in capsys.readouterr().out
    assert Evidence.from_dict(json.loads((tmp_path / "out.json").read_text())) == found
