"""Regenerates every table beside this file.

    python make.py        (NumPy and SciPy; the versions used stand in README.md)

The signal is whole numbers in units of 1/1024, so that text holds it exactly.
"""

import csv
import math
from pathlib import Path

import numpy as np
import scipy.signal as sp

HERE = Path(__file__).parent
UNIT = 1 / 1024
N, RATE_HZ = 6000, 2000.0

# case: family, order, ripple (dB), low, high, sampling rate (Hz), average, window (ms)
RECTIFIED = {
    "beta": ("butterworth", 2, 0.5, 13.0, 30.0, 2000.0, "moving", 200.0),
    "steep": ("chebyshev", 4, 0.5, 21.0, 29.0, 2000.0, "moving", 100.0),
    "wide": ("butterworth", 3, 0.5, 4.0, 400.0, 2000.0, "exponential", 50.0),
    "odd": ("chebyshev", 5, 3.0, 13.0, 30.0, 500.0, "moving", 334.0),
    "one_pole": ("butterworth", 1, 0.5, 1.0, 240.0, 500.0, "exponential", 300.0),
    "fast": ("chebyshev", 1, 0.1, 13.0, 35.0, 30000.0, "moving", 20.0),
}
# case: low, high, sampling rate, rate of the transform (Hz), points, hop (ms)
POWER = {
    "implant": (13.0, 30.0, 2000.0, 500.0, 1024, 50.0),
    "odd": (1.0, 99.0, 600.0, 200.0, 75, 35.0),
    "plain": (20.0, 20.0001, 1000.0, 1000.0, 250, 13.0),
}
# case: low, high, sampling rate (Hz)
ENVELOPE = {
    "beta": (13.0, 30.0, 2000.0),
    "narrow": (24.0, 26.0, 1000.0),
    "theta": (4.0, 8.0, 250.0),
}


def write(name, header, rows):
    with open(HERE / name, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        for row in rows:
            out.writerow([repr(float(v)) if isinstance(v, float) else v for v in row])


def make_signal(rng):
    """Red noise around -60, and a rhythm at 24 Hz that comes and goes."""
    t_s = np.arange(N) / RATE_HZ
    red = sp.lfilter([1], [1, -0.95], rng.normal(size=N))
    swell = np.clip(np.sin(2 * np.pi * 0.9 * t_s), 0, None)
    x = -60 + 0.5 * red + 3 * swell * np.sin(2 * np.pi * 24 * t_s) + 0.2 * rng.normal(size=N)
    return np.round(x / UNIT).astype(np.int64)


def sections(family, order, ripple, low, high, rate):
    how = dict(btype="bandpass", fs=rate, output="sos")
    if family == "butterworth":
        return sp.butter(order, [low, high], **how)
    return sp.cheby1(order, ripple, [low, high], **how)


def rectified(x, family, order, ripple, low, high, rate, average, window_ms):
    """Causal, from the steady state of the first sample."""
    sos = sections(family, order, ripple, low, high, rate)
    y = np.abs(sp.sosfilt(sos, x, zi=sp.sosfilt_zi(sos) * x[0])[0])
    samples = window_ms * rate / 1000
    if average == "moving":
        n = int(round(samples))
        return np.convolve(y, np.ones(n))[: len(y)] / n
    part = -math.expm1(-1 / samples)
    return sp.lfilter([part], [1, part - 1], y)


def power(x, low, high, rate, fft_rate, points, hop_ms):
    ratio, hop = round(rate / fft_rate), round(hop_ms * fft_rate / 1000)
    slow = x[: len(x) // ratio * ratio].reshape(-1, ratio).mean(axis=1)
    padded = np.concatenate([np.zeros(points), slow])
    for end in range(hop, len(slow) + 1, hop):
        f, density = sp.periodogram(
            padded[end : end + points], fft_rate, window="hann", detrend=False
        )
        band = (f >= low - 1e-6) & (f <= high + 1e-6)
        yield end * ratio, density[band].sum() * fft_rate / points


def observer(x, low, high, rate):
    """An oscillation on a constant, the observer's gains by SciPy's pole placement."""
    w, decay = math.pi * (low + high) / rate, math.exp(-math.pi * (high - low) / rate)
    a = np.array([[math.cos(w), -math.sin(w), 0], [math.sin(w), math.cos(w), 0], [0, 0, 1]])
    c = np.array([[1.0, 0.0, 1.0]])
    poles = [decay * np.exp(1j * w), decay * np.exp(-1j * w), decay]
    gain = sp.place_poles(a.T, (c @ a).T, poles).gain_matrix.T[:, 0]
    state = np.array([0.0, 0.0, x[0]])
    for sample in x:
        state = a @ state
        state = state + gain * (sample - c[0] @ state)
        yield math.hypot(state[0], state[1]), math.atan2(state[1], state[0])


def runs(above, least):
    edges = np.flatnonzero(np.diff(np.concatenate([[0], above.astype(int), [0]])))
    for onset, end in edges.reshape(-1, 2):
        if end - onset >= least:
            yield int(onset), int(end - onset)


def fleming(x, window, tail, hop):
    """By second-order sections, and by one polynomial as the authors do."""
    how = dict(btype="bandpass", fs=2000.0)
    b, a = sp.cheby1(4, 0.5, [21, 29], **how)
    sos = sp.cheby1(4, 0.5, [21, 29], output="sos", **how)
    for end in range(window + hop, len(x) + 1, hop):
        last = x[end - window : end]
        kept = slice(-2 * tail, -tail)
        by_sections = np.abs(sp.sosfiltfilt(sos, last))[kept].mean()
        yield end, by_sections, np.abs(sp.filtfilt(b, a, last))[kept].mean()


# ---- controllers, from the rules of Fleming, Dunn and Lowery 2020 ------------------------------

SET_POINT, UPPER = 1.0414e-4, 1.5261e-4


def clip(u, low, high):
    return high if u > high else low if u < low else u


def ramped(measures, low, high, ramp_s, direction):
    output, step = 0.0, (high - low) / math.ceil(ramp_s / 0.02)
    for y in measures:
        output = clip(output + direction(y) * step, low, high)
        yield output


def on_off(measures, low, high, ramp_s=0.25):
    up = lambda y: 1.0 if (y - SET_POINT) / SET_POINT > 0 else -1.0  # noqa: E731
    return ramped(measures, low, high, ramp_s, up)


def dual(measures, low, high, ramp_s=0.25):
    turn = lambda y: 1.0 if y > UPPER else -1.0 if y < SET_POINT else 0.0  # noqa: E731
    return ramped(measures, low, high, ramp_s, turn)


def pid(measures, low, high, kp, ti=0.0, td=0.0, set_point=SET_POINT, ts=0.02):
    total, before = 0.0, 0.0
    for y in measures:
        e = (y - set_point) / set_point if set_point else y - set_point
        total += e * ts
        slope, before = (e - before) / ts, e
        u = kp * (e + (1 / ti if ti else 0.0) * total + td * slope)
        if not low <= u <= high:
            total -= e * ts
        yield clip(u, low, high)


CONTROLLERS = {
    "on_off": lambda y: on_off(y, 0.0, 3.0),
    "on_off_from_half": lambda y: on_off(y, 0.5, 3.0, 0.1),
    "dual_threshold": lambda y: dual(y, 0.0, 3.0),
    "proportional": lambda y: pid(y, 0.0, 3.0, 5.0),
    "pi": lambda y: pid(y, 0.0, 3.0, 0.23, 0.2),
    "pid": lambda y: pid(y, 0.0, 3.0, 0.23, 0.2, 0.05),
    "pi_absolute": lambda y: pid(y, -1e-3, 1e-3, 2.0, 0.5, set_point=0.0),
    "proportional_frequency": lambda y: pid(y, 0.0, 250.0, 416.7),
    "pi_frequency": lambda y: pid(y, 0.0, 250.0, 19.3, 0.2),
}


def make_measures(rng):
    """Log-normal around the set point, with long stretches far above and below it."""
    slow = np.repeat(np.array([0.0, 1.5, -1.5, 0.5, -0.5, 3.0, -3.0, 0.1]), 50)
    return SET_POINT * np.exp(slow + 0.4 * rng.normal(size=len(slow)))


def main():
    rng = np.random.default_rng(20261126)
    whole = make_signal(rng)
    x = whole * UNIT
    write("signal.csv", ["x"], [[int(v)] for v in whole])

    rows = []
    for case, how in RECTIFIED.items():
        y = rectified(x, *how)
        rows += [[case, k, y[k]] for k in range(0, N, 37)]
    write("band_rectified.csv", ["case", "sample", "value"], rows)

    rows = [[case, k, y] for case, how in POWER.items() for k, y in power(x, *how)]
    write("band_power.csv", ["case", "n_samples", "power"], rows[::3])

    rows = []
    for case, how in ENVELOPE.items():
        rows += [[case, k, *y] for k, y in enumerate(observer(x, *how)) if k % 37 == 0]
    write("envelope_phase.csv", ["case", "sample", "amplitude", "phase"], rows)

    envelope = rectified(x, *RECTIFIED["beta"])
    found = [["long", *run] for run in runs(envelope > 0.9, 1000)]
    found += [["any", *run] for run in runs(envelope > 0.75, 1)]
    write("bursts.csv", ["case", "onset", "duration"], found)

    write("fleming_2020.csv", ["n_samples", "sosfiltfilt", "filtfilt"], fleming(x, 4000, 200, 40))

    measures = make_measures(rng)
    write("measures.csv", ["y"], [[v] for v in measures])
    columns = [list(rule(measures.tolist())) for rule in CONTROLLERS.values()]
    write("controllers.csv", list(CONTROLLERS), zip(*columns, strict=True))


main()
