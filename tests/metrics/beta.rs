//! Beta: its peak, its prominence, its synchrony, and the seed's measure of it.

use crate::data::{assert_close, beta_cases, cases, golden_trains, scalar, Random};
use subthal::metrics::{
    beta_peak, population_rate, prominence, prominence_over_1f, seed_beta_fraction,
    seed_beta_power, synchrony, welch, Bins, Signal, Spectrum, SpikeTrains, Synchrony, Welch,
    Window,
};

const SECOND: u64 = 1000; // steps of 1 ms

fn synchrony_at(trains: &SpikeTrains, n_seconds: u64, frequency_hz: f64) -> Synchrony {
    let bins = Bins::of_1_ms(Window::new(0, n_seconds * SECOND, 1.0).unwrap()).unwrap();
    synchrony(trains, bins, Welch::of_1_s(1.0).unwrap(), frequency_hz).unwrap()
}

fn rate_spectrum(trains: &SpikeTrains, bins: Bins, segments: Welch) -> Spectrum {
    let rate = population_rate(trains, bins).unwrap();
    welch(Signal::new(&rate, bins.interval_ms()).unwrap(), segments).unwrap()
}

/// Each cell's steps where `fires(step)` is true.
fn trains(n_cells: u32, n_seconds: u64, mut fires: impl FnMut(u64) -> bool) -> SpikeTrains {
    let all = (0..n_cells).flat_map(|cell| (0..n_seconds * SECOND).map(move |step| (step, cell)));
    SpikeTrains::new(n_cells as usize, all.filter(|&(step, _)| fires(step))).unwrap()
}

/// Renewal cells at 20 Hz, intervals 50 +- 3 ms, each with a start and a randomness of its own.
fn tonic_trains(n_cells: u32, n_seconds: u64) -> SpikeTrains {
    let mut random = Random(20);
    let mut spikes = Vec::new();
    for cell in 0..n_cells {
        let mut t_ms = 50.0 * random.uniform();
        while t_ms < (n_seconds * SECOND) as f64 {
            spikes.push((t_ms as u64, cell));
            t_ms += 50.0 + 3.0 * random.normal();
        }
    }
    SpikeTrains::new(n_cells as usize, spikes).unwrap()
}

#[test]
fn beta_peak_and_prominences_agree_with_numpy() {
    for case in beta_cases() {
        let spectrum = welch(case.x(), case.welch).unwrap();
        let over_1f = prominence_over_1f(&spectrum).unwrap();
        let peak_hz = beta_peak(&spectrum).unwrap().frequency_hz;
        assert_close(case.name, peak_hz, case.scalar("peak_hz"));
        assert_close(case.name, prominence(&spectrum).unwrap(), case.scalar("prominence"));
        assert_close(case.name, over_1f, case.scalar("prominence_over_1f"));
    }
}

#[test]
fn seed_beta_agrees_with_numpy() {
    for case in cases() {
        let power = seed_beta_power(case.x()).unwrap();
        let fraction = seed_beta_fraction(case.x()).unwrap();
        assert_close(case.name, power, case.scalar("seed_power"));
        assert_close(case.name, fraction, case.scalar("seed_fraction"));
    }
}

#[test]
fn synchrony_agrees_with_scipy_spectra_of_every_cell() {
    let cases = [
        ("one_ms", (8000, 128_000), 40, Welch::new(1000, 500), 20.0),
        ("odd_bins", (20_001, 127_990), 33, Welch::new(777, 300), 14.5),
    ];
    for (case, (first, end), bin_steps, segments, frequency_hz) in cases {
        let bins = Bins::new(Window::new(first, end, 0.025).unwrap(), bin_steps).unwrap();
        let (trains, segments) = (golden_trains(), segments.unwrap());
        let ours = synchrony(&trains, bins, segments, frequency_hz).unwrap();
        assert_close(case, ours.r, scalar(case, "R"));
        assert_close(case, ours.kappa, scalar(case, "kappa"));

        let spectrum = rate_spectrum(&trains, bins, segments);
        assert_close(case, prominence(&spectrum).unwrap(), scalar(case, "prominence"));
    }
}

#[test]
fn independent_cells_have_r_1() {
    let mut random = Random(7);
    let trains = trains(40, 60, |_| random.uniform() < 0.03);
    let r = synchrony_at(&trains, 60, 20.0).r;
    assert!((r - 1.0).abs() < 0.2, "R {r}");
}

#[test]
fn identical_cells_have_kappa_1() {
    let trains = trains(9, 4, |step| step * step % 31 == 5);
    let ours = synchrony_at(&trains, 4, 20.0);
    assert!((ours.r - 9.0).abs() < 1e-12 && (ours.kappa - 1.0).abs() < 1e-12, "{ours:?}");
}

#[test]
fn half_of_the_cells_identical_and_half_silent_have_r_of_the_firing() {
    let all: Vec<(u64, u32)> = (0..5).flat_map(|c| (0..80).map(move |i| (i * i, c))).collect();
    let trains = SpikeTrains::new(10, all).unwrap();
    let r = synchrony_at(&trains, 4, 20.0).r;
    assert!((r - 5.0).abs() < 1e-12, "R {r}");
}

#[test]
fn tonic_firing_in_the_beta_band_is_a_peak_without_synchrony() {
    let (trains, n_seconds) = (tonic_trains(40, 60), 60);
    let bins = Bins::of_1_ms(Window::new(0, n_seconds * SECOND, 1.0).unwrap()).unwrap();
    let spectrum = rate_spectrum(&trains, bins, Welch::of_1_s(1.0).unwrap());
    let (peak, prominence) = (beta_peak(&spectrum).unwrap(), prominence(&spectrum).unwrap());
    let kappa = synchrony_at(&trains, n_seconds, peak.frequency_hz).kappa;
    assert!((peak.frequency_hz - 20.0).abs() <= 1.0, "peak at {} Hz", peak.frequency_hz);
    assert!(prominence > 8.0 && kappa.abs() < 0.02, "prominence {prominence} dB, kappa {kappa}");
}

#[test]
fn common_rhythm_raises_kappa_with_its_depth() {
    let kappa = |depth: f64| {
        let mut random = Random(11);
        let rhythm = |step: u64| (std::f64::consts::TAU * 20.0 * step as f64 / 1000.0).sin();
        let trains = trains(30, 20, |step| random.uniform() < 0.03 * (1.0 + depth * rhythm(step)));
        synchrony_at(&trains, 20, 20.0).kappa
    };
    let (none, some, deep) = (kappa(0.0), kappa(0.4), kappa(0.9));
    assert!(none.abs() < 0.02 && none < some && some < deep, "{none} {some} {deep}");
}

#[test]
fn silence_and_a_single_cell_have_no_kappa() {
    let silent = synchrony_at(&SpikeTrains::new(5, []).unwrap(), 2, 20.0);
    assert!(silent.r.is_nan() && silent.kappa.is_nan(), "{silent:?}");
    let single = synchrony_at(&trains(1, 2, |step| step % 37 == 0), 2, 20.0);
    assert!(single.r == 1.0 && single.kappa.is_nan(), "{single:?}");
}

#[test]
fn prominence_of_silence_is_nan() {
    let spectrum =
        welch(Signal::new(&[0.0; 2000], 1.0).unwrap(), Welch::of_1_s(1.0).unwrap()).unwrap();
    assert!(prominence(&spectrum).unwrap().is_nan());
    assert!(prominence_over_1f(&spectrum).unwrap().is_nan());
    assert_eq!(beta_peak(&spectrum).unwrap().frequency_hz, 13.0);
}

#[test]
fn seed_beta_of_a_sine_is_as_computed_by_hand() {
    // A sin at bin k of N samples: |X_k| = A N / 2
    let sine = |hz: f64| -> Vec<f64> {
        let t_s = (0..2000).map(|i| f64::from(i) / 1000.0);
        t_s.map(|t| -50.0 + 2.0 * (std::f64::consts::TAU * hz * t).sin()).collect()
    };
    for (hz, inside) in [(12.5, 0.0), (13.0, 1.0), (30.0, 1.0), (30.5, 0.0), (100.0, 0.0)] {
        let x = sine(hz);
        let signal = Signal::new(&x, 1.0).unwrap();
        let (power, fraction) = (seed_beta_power(signal), seed_beta_fraction(signal).unwrap());
        assert!((power.unwrap() - inside * 4e6).abs() < 1e-3, "{hz} Hz");
        assert!((fraction - inside).abs() < 1e-9, "{hz} Hz: {fraction}");
    }
}
