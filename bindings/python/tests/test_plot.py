"""Pictures: each function gives axes that say what they show."""

import pytest

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")
from subthal import Simulator, plot  # noqa: E402 (the backend comes first)


@pytest.fixture
def recording(sim):
    return sim.run(60_000, every=40)


@pytest.mark.parametrize("draw", [plot.raster, plot.lfp, plot.spectrum, plot.spectrogram])
def test_axes_are_labelled(recording, draw, tmp_path):
    ax = draw(recording)
    ax.figure.savefig(tmp_path / "picture.png")
    assert ax.get_xlabel() in ("time (ms)", "frequency (Hz)")
    given = matplotlib.pyplot.figure().add_subplot()
    assert draw(recording, ax=given) is given
    matplotlib.pyplot.close("all")


@pytest.mark.parametrize("draw", [plot.lfp, plot.spectrum])
def test_an_electrode_is_drawn_by_its_name(net, draw):
    net.place_in_ball("gpe", (0, 0, 0), 500)
    net.add_lfp("deep")
    ax = draw(Simulator(net).run(60_000, every=40), ["deep"])
    assert "deep" in [text.get_text() for text in ax.figure.findobj(matplotlib.text.Text)]
    assert "deep" in plot._channels(Simulator(net).run(40), None)
    matplotlib.pyplot.close("all")


def test_no_rows_is_a_sentence(sim):
    with pytest.raises(ValueError, match="add_probe"):
        plot.lfp(sim.run(10, out=False))
