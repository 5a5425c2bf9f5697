"""Regenerates rhythms.csv, tapers.csv, spike_spectrum.csv, phase.csv, beta_bursts.csv and band.csv.

    python make_rhythms.py        (NumPy and SciPy; reads reference_xy.csv and spikes.csv)

What SciPy says of filters, bursts of beta, coupling, tapers and phases, of the definitions in
src/metrics; Butterworth filters in ba form, where the library has second-order sections.
"""

import numpy as np
import scipy.signal as sp
from make_trains import counts, cut, read, write
from scipy.signal.windows import dpss

FS = 1000.0


def text(rows):
    return [[v if isinstance(v, str) else repr(float(v)) for v in row] for row in rows]


def band(x, low, high):
    b, a = sp.butter(2, [low, high], "bandpass", fs=FS)
    return sp.filtfilt(b, a, x)


def beta_bursts(x):
    envelope = np.abs(sp.hilbert(band(x, 13, 30)))
    smooth = np.convolve(envelope, np.ones(200) / 200, "same")
    threshold = np.percentile(smooth, 75)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], smooth > threshold, [0]])))
    runs = [(on, off) for on, off in edges.reshape(-1, 2) if off - on >= 100]
    return threshold, [(on, off, smooth[on:off].mean()) for on, off in runs]


def tort(x, y):
    phase = np.angle(sp.hilbert(band(x, 13, 30)))
    amplitude = np.abs(sp.hilbert(band(y, 50, 150)))
    at = np.digitize(phase, np.linspace(-np.pi, np.pi, 19)) - 1
    mean = np.array([amplitude[at == k].mean() for k in range(18)])
    p = mean / mean.sum()
    return mean, (np.log(18) + np.sum(p * np.log(p))) / np.log(18)


def multitaper(x, interval_s):
    """One-sided, mean over the rows of x and 5 tapers of TW 3."""
    n = x.shape[-1]
    tapers = dpss(n, 3, 5)
    x = x - x.mean(axis=-1, keepdims=True)
    power = np.abs(np.fft.rfft(tapers * x[..., None, :])) ** 2
    density = power.reshape(-1, n // 2 + 1).mean(axis=0) * interval_s
    density[1 : (n + 1) // 2] *= 2
    return np.fft.rfftfreq(n, interval_s), density


def main():
    x, y = (read("reference_xy") / 1024).T
    rows = []
    low, fast = band(x, 13, 30), band(y, 50, 150)
    write("band.csv", ["beta_of_x", "fast_of_y"], text(zip(low[::7], fast[::7], strict=True)))
    threshold, found = beta_bursts(x)
    rows.append(["threshold", threshold])
    write("beta_bursts.csv", ["first", "end", "amplitude"], text(found))
    for name, signals in {"mi_x": (x, x), "mi_xy": (x, y)}.items():
        mean, mi = tort(*signals)
        rows += [[name, mi]] + [[f"{name}_{k}", a] for k, a in enumerate(mean)]

    write("tapers.csv", [f"taper_{k}" for k in range(5)], text(dpss(200, 3, 5).T))
    trains = cut(read("spikes"), 12, 8000, 128000)
    f, density = multitaper(counts(trains, 8000, 128000, 40) * 1000, 1e-3)
    keep = (f >= 5) & (f <= 40)
    write("spike_spectrum.csv", ["hz", "density"], text(zip(f[keep], density[keep], strict=True)))
    beta = (f >= 7) & (f <= 35)
    rows.append(["cell_beta_power", np.trapezoid(density[beta], f[beta])])
    f, density = multitaper(x[None, :2001], 1e-3)  # odd, so that half the sampling rate has no bin
    rows += [[f"multitaper_{k}", density[k]] for k in (0, 1, 40, 42, 500, 1000)]

    cross = sp.csd(x, y, fs=FS, nperseg=1000, noverlap=500)[1]
    write("phase.csv", ["rad"], text([[a] for a in np.angle(cross)[:201]]))
    write("rhythms.csv", ["name", "value"], text(rows))


if __name__ == "__main__":
    main()
