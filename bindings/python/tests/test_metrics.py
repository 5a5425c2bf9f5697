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


def test_bursts_of_spikes():
    steps = np.concatenate([np.arange(0, 60_000, 2000), 60_000 + np.arange(0, 400, 40)])
    spikes = np.zeros(steps.size, SPIKE)
    spikes["step"] = steps
    (burst,) = metrics.bursts_by_surprise(Activity(spikes, 1, 80_000))
    assert (burst["cell"], burst["last_step"], burst["n_spikes"]) == (0, 60_360, 10)
    assert burst["surprise"] > 5
    spikes["step"][-10:] += 4000  # 100 ms of silence
    (burst,) = metrics.bursts_after_silence(Activity(spikes, 1, 80_000))
    assert (burst["first_step"], burst["n_spikes"]) == (64_000, 10)
    assert np.isnan(burst["surprise"])


def test_bursts_of_beta():
    loud = WAVE * np.where((T_MS > 4000) & (T_MS < 5000), 3, 0.1)
    found = metrics.beta_bursts(loud, 1.0, percentile=80)
    (burst,) = found.bursts[found.bursts["amplitude"] > 1]
    assert abs(int(burst["first_sample"]) - 4000) < 200
    assert 0 < found.threshold < burst["amplitude"]
    assert metrics.beta_bursts(loud, 1.0, threshold=0.9).threshold == 0.9
    with pytest.raises(TypeError, match="no field lowest_hz"):
        metrics.beta_bursts(loud, 1.0, lowest_hz=3)


def test_coupling_of_phase_and_amplitude():
    t_s = T_MS / 1000
    # a phase that wanders: a pure sine is as coupled to a shifted copy
    wander = 2 * (np.sin(2 * np.pi * 0.37 * t_s) + np.sin(2 * np.pi * 1.13 * t_s))
    slow = np.sin(2 * np.pi * 20.3 * t_s + wander)
    fast = (1 + slow) * np.sin(2 * np.pi * 90 * t_s)
    coupled = metrics.phase_amplitude(slow, fast, 1.0, n_surrogates=20)
    assert coupled.mi > 0.01
    assert coupled.z > 3
    assert coupled.p == pytest.approx(1 / 21)
    assert coupled.amplitudes.shape == (18,)
    with pytest.raises(ValueError, match="samples"):
        metrics.phase_amplitude(slow, fast[1:], 1.0)


def test_tapers_find_the_wave():
    f_hz, density = metrics.multitaper_psd(WAVE, 1.0)
    assert f_hz[density.argmax()] == pytest.approx(20, abs=0.5)
    assert metrics.multitaper_psd(WAVE, 1.0, 4.0, 7)[1].size == density.size
    f_hz, density = metrics.spike_spectrum(regular(), 40)
    beside = (f_hz > 5) & (f_hz < 60)
    assert f_hz[beside][density[beside].argmax()] == pytest.approx(40, abs=1.5)


def test_phase_tells_who_leads():
    f_hz, phase = metrics.coherence_phase(WAVE[:-5], WAVE[5:], 1.0)
    assert phase[f_hz == 20] == pytest.approx(2 * np.pi * 0.1, abs=1e-3)  # y is 5 ms ahead
    with pytest.raises(ValueError, match="samples"):
        metrics.coherence_phase(WAVE, WAVE[1:], 1.0)


def test_chi_squared():
    assert metrics.chi_squared(np.tile(WAVE[:, None], 3)) == pytest.approx(1)
    assert metrics.chi_squared(np.random.default_rng(2).normal(size=(5000, 10))) < 0.15
    with pytest.raises(ValueError, match="rows x cells"):
        metrics.chi_squared(WAVE)


def test_relay_of_pulses():
    found = metrics.relay(regular(n_cells=2, period=4000), np.arange(0, 80_000, 4000))
    assert (found.error_index, found.fidelity, found.misses) == (0, 1, 0)
    assert found.n_pulses > 10
    assert np.isnan(metrics.relay(regular(), []).error_index)
