"""A study as a page and as a picture."""

import re
import struct
from dataclasses import replace

import numpy as np
import optuna
import pytest

pytest.importorskip("matplotlib")
pytest.importorskip("plotly")
from subthal import Network, search  # noqa: E402 (what they need comes first)
from subthal.search.confirm import Evidence as Found  # noqa: E402
from subthal.search.confirm import Row, Section  # noqa: E402
from subthal.search.report import charts, tables  # noqa: E402
from subthal.search.report import content as of_content  # noqa: E402
from subthal.search.report.content import MET, SILENT, Content  # noqa: E402
from subthal.search.report.page import page as html_of  # noqa: E402
from subthal.search.report.signals import simulate  # noqa: E402
from subthal.search.studies import EVIDENCE, FOUND, PROBLEM  # noqa: E402


def small(name="small", **protocol):
    """The ready problem of both states, whose trial takes some milliseconds, after rates only."""
    net = Network.preset("stn_gpe_gpi_adex_healthy", n_stn=10, n_gpe=20, n_gpi=15)
    protocol = {"burn_in_ms": 20.0, "measured_ms": 200.0, "redraw_wiring": True, **protocol}
    problem = search.both(net)
    rates = [target for target in problem.targets if target.metric.endswith(".rate")]
    targets = tuple(replace(target, group=target.metric[:3]) for target in rates)
    return replace(problem, name=name, targets=targets, n_seeds=2, protocol=protocol)


def run(problem, n_trials, **more):
    return search.run(problem, n_trials, storage=None, progress=False, **more).study


def failing(every):
    """The loss, but that each so-manieth trial fails."""
    calls = iter(range(1000))

    def objective(outcome):
        if next(calls) % every == 0:
            raise ZeroDivisionError("of nothing")
        return search.targets.loss(small().targets, outcome.seen)

    return objective


class Evidence:
    """As a confirmation gives it."""

    def table(self):
        return "**Rates**\n\n| what | mean |\n|---|---|\n| STN | 21.6 |\n\nAll of it holds."

    def _repr_html_(self):
        return "<table><tr><td>proven by 20 seeds</td></tr></table>"


@pytest.fixture(scope="module")
def study():
    return run(small("<b>"), 12, objective=failing(every=6))


@pytest.fixture(scope="module")
def page(study, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "study.html"
    assert search.report(study, path, evidence=Evidence()) == path
    return path.read_text()


def test_a_page_needs_no_network(page):
    tags = re.findall(r"<(?:script|link|img|iframe)\b[^>]*>", page)
    assert len([tag for tag in tags if tag.startswith("<img")]) >= 2
    assert not [tag for tag in tags if re.search(r"(src|href)=(?!\"data:)", tag)]
    assert page.count("* plotly.js v") == 1
    assert "default-src 'none'" in page and "@import" not in page


def test_a_page_says_name_and_best_loss(page, study):
    best = search.best_trial(study)
    assert "<title>&lt;b&gt; - subthal search</title>" in page
    assert "<h1>&lt;b&gt;</h1>" in page and "<b></h1>" not in page
    assert f"<b>{best.value:.4g}</b><span>best loss, trial {best.number}</span>" in page
    assert "proven by 20 seeds" in page


def test_trials_that_failed_are_counted_and_not_drawn(page, study):
    content = Content(study)
    assert content.counts["failed"] == 2 and content.counts[MET] + content.counts[SILENT] == 10
    assert 0 not in content.numbers and 6 not in content.numbers and len(content.drawn) == 10
    assert "Not drawn: 2 failed." in page and "<b>2</b><span>failed</span>" in page


def test_divergences_are_counted_and_not_drawn():
    content = Content(run(small(dt_ms=1.0), 2))
    assert content.counts["diverged"] == 2 and not content.drawn and content.best is None
    assert content.left_out == "Not drawn: 2 diverged." and "No trial" in content.gap


def test_the_best_so_far_met_its_constraints(study):
    content = Content(study)
    assert content.best_so_far[-1] == search.best_trial(study).value
    best = content.classes["best trial"]
    assert [content.numbers[i] for i in best] == [search.best_trial(study).number]
    assert sum(map(len, content.classes.values())) == len(content.drawn)


def test_lines_are_of_the_best_trials(study, monkeypatch):
    assert Content(study).unclassed == ""
    monkeypatch.setattr(of_content, "MOST_LINES", 4)
    content = Content(study)
    drawn = np.concatenate(list(content.classes.values()))
    assert sorted(content.losses[drawn]) == sorted(content.losses)[:4]
    assert content.unclassed.startswith("Drawn are the 4 best trials")


def test_a_study_without_trials_is_said_in_sentences(tmp_path):
    study = optuna.create_study(study_name="empty")
    study.set_user_attr(PROBLEM, small().to_dict())
    page = search.report(study, tmp_path / "study.html").read_text()
    assert "No trial is complete" in page and "Importances need 10 complete trials." in page
    assert "there are no best states" in page
    assert search.picture(study, tmp_path / "study.png").stat().st_size > 10_000


def test_one_trial_is_no_history():
    content = Content(run(small(), 1))
    assert charts.history(content) == charts.parallel(content) == content.gap
    assert content.gap.startswith("Only one trial is complete")


def test_a_picture_is_a_png_as_wide_as_it_should_be(study, tmp_path):
    path = search.picture(study, tmp_path / "study.png", evidence=Evidence())
    data = path.read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert width == 1540 and 2000 < height < 4000 and len(data) > 100_000


def test_several_objectives_have_a_front():
    content = Content(run(small(), 16, sampler="nsga2"))
    assert content.objectives == ["loss of stn", "loss of gpe", "loss of gpi"]
    assert content.pairs == [(0, 1), (0, 2), (1, 2)]
    fit = content.values[content.met]
    assert content.front.any()
    for values in content.values[content.front]:
        assert not np.any(np.all(fit < values, axis=1))
    panels = [trace.xaxis for trace in charts.front(content).data if trace.name == "Pareto front"]
    assert panels == ["x", "x2", "x3"]


@pytest.mark.parametrize("redraw_wiring", [True, False])
def test_what_is_drawn_is_what_a_trial_on_that_seed_does(redraw_wiring):
    problem = small(redraw_wiring=redraw_wiring, precision="single")
    outcome = problem.measure([problem.middle], [7001])[0]
    recording = simulate(problem, problem.values(problem.middle)["parkinsonian"], 7001)
    for name, n_cells in recording.populations.items():
        times = recording.spikes_of(name)[0]
        rate_hz = np.sum((times > 20) & (times <= 220)) / n_cells / 0.2
        assert rate_hz == pytest.approx(outcome.seen["parkinsonian"][f"{name}.rate"][0])


def test_a_state_that_diverges_is_a_sentence():
    problem = small(dt_ms=1.0)
    recording = simulate(problem, problem.values(problem.middle)["healthy"], 7001)
    assert "diverged in step" in recording


def test_states_that_ended_the_search_come_before_the_best():
    study = run(small(), 12)
    other = next(t for t in study.trials if t.number != search.best_trial(study).number)
    study.set_user_attr(FOUND, small().values(other.params))
    content = Content(study)
    assert content.states == small().values(other.params)
    assert content.origin == f"The states that ended the search: those of trial {other.number}."


@pytest.mark.parametrize(
    ("kind", "more", "phrase", "off", "grade"),
    [
        ("near", {}, "20 ± 5 Hz", "0.60", "good"),
        ("at_least", {}, "at least 20 Hz", "met", "good"),
        ("at_most", {}, "at most 20 Hz", "0.60", "fair"),
        ("at_least", {"value": 2, "of_state": "b"}, "at least 2 x b", "1.40", "far"),
    ],
)
def test_a_target_is_a_phrase_and_a_distance(kind, more, phrase, off, grade):
    told = {"value": 20, "tolerance": 5, **more}
    target = search.Target("a", "stn.rate", kind, **told)
    cells = tables._target(target, {"a": {"stn.rate": 23.0}, "b": {"stn.rate": 15.0}})
    assert [cell.text for cell in cells] == ["stn.rate", phrase, "23 Hz", off]
    assert cells[-1].grade == grade


def test_evidence_that_the_study_keeps_is_shown():
    study = run(small(), 2)
    row = Row("a number of each seed", 1, (1.0, 2.0), (0.0, 3.0))
    kept = Found((Section("of some size", (row,)),), (1, 2), "0.1.0")
    study.set_user_attr(EVIDENCE, kept.to_dict())
    assert "a number of each seed" in html_of(Content(study))
    assert Content(study).evidence == kept and Content(run(small(), 1)).evidence is None
