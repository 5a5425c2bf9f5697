//! What cannot be filtered, tapered or coupled is an error with a sentence; what is merely short is defined.

use crate::refusals::assert_says;
use subthal::metrics::{
    beta_bursts, coherence_phase, multitaper, phase_amplitude, relay, spike_spectrum, BetaBursts,
    Bins, Coupling, Multitaper, Signal, SpikeTrains, Threshold, Welch, Window,
};

/// 21 Hz, 1 ms.
fn wave(n: usize) -> Vec<f64> {
    (0..n).map(|i| (i % 47) as f64 - 23.0).collect()
}

fn of(values: &[f64]) -> Signal<'_> {
    Signal::new(values, 1.0).unwrap()
}

#[test]
fn bands_that_no_filter_passes_are_refused() {
    let x = wave(400);
    let band = |band_hz| beta_bursts(of(&x), BetaBursts { band_hz, ..BetaBursts::default() });
    assert_says(band((13.0, 500.0)), "13 to 500 Hz; it must ascend below 500 Hz");
    assert_says(band((20.0, 20.0)), "20 to 20 Hz; it must ascend");
    assert_says(band((30.0, 13.0)), "low_hz = 30");
    assert_says(band((0.0, 13.0)), "low_hz = 0");
    assert_says(band((f64::NAN, 13.0)), "low_hz = NaN");
    assert_says(band((13.0, f64::NAN)), "high_hz = NaN");
}

#[test]
fn bursts_by_thresholds_out_of_range_are_refused() {
    let x = wave(400);
    let found = |how| beta_bursts(of(&x), how);
    let default = BetaBursts::default();
    for p in [-1.0, 101.0, f64::NAN] {
        let threshold = Threshold::Percentile(p);
        assert_says(found(BetaBursts { threshold, ..default }), "percentile = ");
    }
    let threshold = Threshold::Value(f64::INFINITY);
    assert_says(found(BetaBursts { threshold, ..default }), "threshold = inf");
    assert_says(found(BetaBursts { smoothing_ms: f64::NAN, ..default }), "smoothing_ms = NaN");
    assert_says(found(BetaBursts { min_ms: -1.0, ..default }), "min_ms = -1");
}

#[test]
fn signals_shorter_than_a_filters_ends_are_refused_and_one_sample_more_is_not() {
    let (short, enough) = (wave(15), wave(16));
    let words = "has 15 samples; a filter needs more than 15";
    assert_says(beta_bursts(of(&short), BetaBursts::default()), words);
    assert_says(phase_amplitude(of(&short), of(&short), Coupling::default()), words);
    assert!(beta_bursts(of(&enough), BetaBursts::default()).unwrap().bursts.is_empty());
    let coupled = phase_amplitude(of(&enough), of(&enough), Coupling::default()).unwrap();
    assert!(coupled.mi.is_nan() && coupled.z.is_nan() && coupled.p.is_nan(), "{coupled:?}");
    assert!(coupled.amplitudes.iter().any(|amplitude| amplitude.is_nan()), "16 samples, 18 bins");
}

#[test]
fn coupling_of_unequal_signals_or_too_many_surrogates_is_refused() {
    let (x, longer) = (wave(400), wave(401));
    assert_says(phase_amplitude(of(&x), of(&longer), Coupling::default()), "y has 401 samples");
    let how = Coupling { n_surrogates: 1_000_001, ..Coupling::default() };
    assert_says(phase_amplitude(of(&x), of(&x), how), "n_surrogates = ");
    let how = Coupling { amplitude_hz: (50.0, 600.0), ..Coupling::default() };
    assert_says(phase_amplitude(of(&x), of(&x), how), "high_hz = 600");
}

#[test]
fn tapers_that_do_not_exist_are_refused() {
    for time_bandwidth in [0.4, 101.0, f64::NAN] {
        assert_says(Multitaper::new(time_bandwidth, 1), "time_bandwidth = ");
    }
    assert_says(Multitaper::new(3.0, 0), "n_tapers = 0");
    assert_says(Multitaper::new(3.0, 7), "n_tapers = 7");
    assert_says(Multitaper::new(3.0, usize::MAX), "n_tapers = ");
    let how = Multitaper::default();
    assert_says(multitaper(of(&wave(6)), how), "has 6 samples; tapers of TW 3 need more");
    assert!(multitaper(of(&wave(7)), how).unwrap().values().iter().all(|x| x.is_finite()));
    let (trains, window) =
        (SpikeTrains::new(1, [(1, 0)]).unwrap(), Window::new(0, 6, 1.0).unwrap());
    let bins = Bins::of_1_ms(window).unwrap();
    assert_says(spike_spectrum(&trains, bins, how), "has 6 samples; tapers of TW 3 need more");
}

#[test]
fn constant_signal_has_no_power_by_tapers_and_no_phase() {
    let flat = [-60.0; 2000];
    let spectrum = multitaper(of(&flat), Multitaper::default()).unwrap();
    assert!(spectrum.values().iter().all(|density| *density == 0.0));
    let welch = Welch::of_1_s(1.0).unwrap();
    let phase = coherence_phase(of(&flat), of(&flat), welch).unwrap();
    assert!(phase.values().iter().all(|phase| phase.is_nan()));
    assert_says(coherence_phase(of(&flat), of(&flat[1..]), welch), "y has 1999 samples");
}

#[test]
fn silent_cells_miss_every_pulse_and_pulses_must_ascend() {
    let silent = SpikeTrains::new(3, []).unwrap();
    let window = Window::new(0, 1000, 1.0).unwrap();
    let found = relay(&silent, window, &[100, 200]).unwrap();
    assert_eq!((found.error_index, found.misses, found.fidelity), (1.0, 1.0, 0.0));
    assert_says(relay(&silent, window, &[100, 100]), "do not ascend: 100 follows 100");
    assert_says(relay(&silent, window, &[100, 99]), "do not ascend: 99 follows 100");
}
