"""Metrics of arrays."""

import numpy as np
import pytest
from subthal import SPIKE, metrics
from subthal.metrics import Activity

T_MS = np.arange(10_000)
WAVE = np.sin(2 * np.pi * 20 * T_MS / 1000) + np.random.default_rng(1).normal(0, 0.5, T_MS.size)


def regular(n_cells=4, period=1000, n_steps=80_000):
    """Cells that fire as one, every `period` steps."""
    steps = np.repeat(np.arange(0, n_steps, period), n_cells)
    spikes = np.zeros(steps.size, SPIKE)
    spikes["step"], spikes["cell"] = steps, np.tile(np.arange(n_cells), steps.size // n_cells)
    return Activity(spikes, n_cells, n_steps)


def test_metrics_of_regular_spikes():
    assert metrics.compute("rate", regular()) == 40
    assert metrics.compute("cv", regular()) == pytest.approx(0, abs=1e-12)
    assert np.isnan(metrics.compute("cv", Activity(np.zeros(0, SPIKE), 3, 80_000)))
    r, kappa = metrics.synchrony(regular(), 40)
    assert (r, kappa) == (pytest.approx(4), pytest.approx(1))
    rate_hz = metrics.population_rate(regular(), 40)
    assert (rate_hz.size, rate_hz.mean()) == (2000, pytest.approx(40))
    assert metrics.compute("coherence_threshold", regular(), regular()) < 1


def test_spikes_of_another_kind_are_refused():
    with pytest.raises(TypeError, match="SPIKE"):
        metrics.compute("rate", Activity(np.zeros(5), 3, 80_000))


def test_spectrum_as_in_scipy():
    signal = pytest.importorskip("scipy.signal")
    for segment, overlap in ((0, 0), (512, 128)):
        f_hz, density = metrics.welch_psd(WAVE, 1.0, segment, overlap)
        n, shared = (segment, overlap) if segment else (1000, 500)
        expected = signal.welch(WAVE, fs=1000, nperseg=n, noverlap=shared)
        np.testing.assert_allclose(f_hz, expected[0])
        np.testing.assert_allclose(density, expected[1], rtol=1e-9, atol=1e-15)


def test_beta_of_a_wave():
    peak_hz, density = metrics.beta_peak(WAVE, 1.0)
    assert peak_hz == 20
    assert density > 0.1
    assert metrics.beta_prominence(WAVE, 1.0) > 15
    assert metrics.beta_prominence_over_1f(WAVE, 1.0) > 15
    power = metrics.band_power(WAVE, 1.0, 13, 30)
    assert power == pytest.approx(0.5, rel=0.1)
    assert metrics.relative_band_power(WAVE, 1.0, (13, 30), (1, 100)) > 0.8
    assert metrics.band_power(WAVE, 1.0, 13, 30, segment=500) == pytest.approx(power, rel=0.1)
    assert metrics.seed_beta_power(WAVE, 1.0) > 0
    assert 0 < metrics.seed_beta_fraction(WAVE, 1.0) < 1


def test_coherence():
    f_hz, values = metrics.coherence(WAVE, WAVE, 1.0)
    assert values[20] == pytest.approx(1)
    assert f_hz[20] == 20
    assert 0 < metrics.coherence_threshold(WAVE.size, 1.0, 0.05) < 0.5
    with pytest.raises(ValueError, match="samples"):
        metrics.coherence(WAVE, WAVE[1:], 1.0)


def test_each_metric_is_described():
    for name in metrics.names():
        metric = metrics.describe(name)
        assert metric.name == name
        assert metric.unit and metric.meaning
        assert metric.signal in (None, "v", "i_syn")
