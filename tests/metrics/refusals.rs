//! Bad input is an error with a sentence, never a panic.

use crate::data::golden_trains;
use subthal::error::Error;
use subthal::metrics::{
    bursts, cell_counts, chi_squared, coherence, coherence_threshold, count_correlation,
    fano_factor, population_rate, prominence, prominence_over_1f, row_means, seed_beta_fraction,
    seed_beta_power, synchrony, welch, Bins, BurstRule, ChiSquared, Signal, SpikeTrains, Welch,
    Window,
};

#[track_caller]
pub fn assert_says<T: std::fmt::Debug>(result: Result<T, Error>, words: &str) {
    let sentence = result.unwrap_err().to_string();
    assert!(sentence.contains(words), "\"{sentence}\" does not say \"{words}\"");
}

#[test]
fn spikes_that_no_population_can_have_are_refused() {
    assert_says(SpikeTrains::new(0, []), "n_cells is 0");
    assert_says(SpikeTrains::new(2, [(5, 2)]), "cell is 2; a population of 2 ends at 1");
    assert_says(SpikeTrains::new(2, [(5, u32::MAX)]), "cell is 4294967295");
    assert_says(SpikeTrains::new(2, [(5, 0), (4, 0)]), "cell 0 has step 4 after step 5");
    assert_says(SpikeTrains::new(2, [(5, 1), (5, 1)]), "cell 1 has step 5 after step 5");
    assert_says(SpikeTrains::new(usize::MAX, []), "the table of cells needs");
    assert_says(SpikeTrains::from_columns(2, &[1, 2], &[0]), "holds 2 spikes, cells holds 1");
}

#[test]
fn windows_without_a_step_and_steps_without_a_length_are_refused() {
    assert_says(Window::new(10, 10, 0.025), "holds no step");
    assert_says(Window::new(10, 9, 0.025), "holds no step");
    for dt_ms in [0.0, -0.025, f64::NAN, f64::INFINITY] {
        assert_says(Window::new(0, 10, dt_ms), "dt_ms = ");
    }
}

#[test]
fn bins_that_do_not_fit_are_refused() {
    let window = Window::new(100, 139, 0.025).unwrap();
    assert_says(Bins::new(window, 0), "bin_steps is 0");
    assert_says(Bins::new(window, 40), "bin_steps is 40; the window has 39 steps");
    let endless = Bins::new(Window::new(0, u64::MAX, 0.025).unwrap(), 1).unwrap();
    assert_says(population_rate(&golden_trains(), endless), "the population rate needs");
    assert_says(cell_counts(&golden_trains(), 0, endless), "the binned train needs");
    let bins = Bins::new(window, 39).unwrap();
    assert_says(cell_counts(&golden_trains(), 12, bins), "cell is 12; the population has 12");
}

#[test]
fn signals_without_samples_or_with_broken_ones_are_refused() {
    assert_says(Signal::new(&[], 1.0), "signal has no samples");
    assert_says(Signal::new(&[1.0, f64::NAN], 1.0), "sample 1 = NaN");
    assert_says(Signal::new(&[f64::NEG_INFINITY], 1.0), "sample 0 = -inf");
    for interval_ms in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_says(Signal::new(&[1.0], interval_ms), "interval_ms = ");
    }
    assert_says(row_means(&[1.0; 5], 2), "hold 5 values, no multiple of 2 channels");
    assert_says(row_means(&[1.0; 5], 0), "no multiple of 0 channels");
    assert_says(row_means(&[], 0), "no multiple of 0 channels");
}

#[test]
fn segments_that_cannot_be_cut_are_refused() {
    assert_says(Welch::new(0, 0), "segment is 0 samples");
    assert_says(Welch::new(1, 0), "segment is 1 samples");
    assert_says(Welch::new(8, 8), "overlap is 8 samples");
    assert_says(Welch::of_1_s(f64::NAN), "interval_ms = NaN");
    assert_says(Welch::of_1_s(501.0), "interval_ms = 501");
    let (x, segments) = ([1.0; 99], Welch::new(100, 50).unwrap());
    let short = Signal::new(&x, 1.0).unwrap();
    assert_says(welch(short, segments), "has 99 samples, a segment needs 100");
    assert_says(coherence(short, short, segments), "has 99 samples, a segment needs 100");
}

#[test]
fn signals_sampled_differently_have_no_coherence() {
    let (x, segments) = ([1.0; 50], Welch::new(10, 5).unwrap());
    let [a, b] = [1.0, 2.0].map(|interval_ms| Signal::new(&x, interval_ms).unwrap());
    assert_says(coherence(a, b, segments), "y has 50 samples every 2 ms, x has 50");
    let shorter = Signal::new(&x[1..], 1.0).unwrap();
    assert_says(coherence(a, shorter, segments), "y has 49 samples every 1 ms");
    assert_says(coherence_threshold(0.0, 10.0), "alpha = 0");
    assert_says(coherence_threshold(f64::NAN, 10.0), "alpha = NaN");
    assert_says(coherence_threshold(0.05, f64::NAN), "effective_segments = NaN");
}

#[test]
fn bands_that_a_spectrum_lacks_are_refused() {
    let x: Vec<f64> = (0..400).map(|i| f64::from(i * i % 17)).collect();
    let coarse = welch(Signal::new(&x, 1.0).unwrap(), Welch::new(40, 20).unwrap()).unwrap();
    assert_says(coarse.bins(13.0, 20.0), "13 to 20 Hz is not in a spectrum of bins 25 Hz apart");
    assert_says(prominence(&coarse), "5 to 10 Hz is not in");
    let slow = welch(Signal::new(&x, 10.0).unwrap(), Welch::new(100, 50).unwrap()).unwrap();
    assert_says(slow.band_power(13.0, 60.0), "up to 50 Hz: record longer or sample faster");
    assert_says(slow.bins(30.0, 13.0), "30 to 13 Hz is not in");
    assert_says(slow.bins(f64::NAN, 13.0), "NaN to 13 Hz is not in");
    assert_says(slow.bins(13.0, f64::NAN), "13 to NaN Hz is not in");
    assert_says(prominence(&slow), "36 to 60 Hz is not in");
    assert_says(prominence_over_1f(&slow), "36 to 100 Hz is not in");
}

#[test]
fn seed_beta_of_too_short_or_too_slow_a_signal_is_refused() {
    let x = [1.0; 30];
    let [short, slow] = [1.0, 20.0].map(|interval_ms| Signal::new(&x, interval_ms).unwrap());
    assert_says(seed_beta_power(short), "13 to 30 Hz is not in");
    assert_says(seed_beta_power(slow), "13 to 30 Hz is not in");
    assert_says(seed_beta_fraction(slow), "13 to 30 Hz is not in");
    assert_says(seed_beta_power(Signal::new(&[1.0], 1.0).unwrap()), "13 to 30 Hz is not in");
}

#[test]
fn synchrony_where_it_is_not_defined_is_refused() {
    let window = Window::new(0, 3000, 1.0).unwrap();
    let (bins, segments) = (Bins::of_1_ms(window).unwrap(), Welch::of_1_s(1.0).unwrap());
    let at = |frequency_hz| synchrony(&golden_trains(), bins, segments, frequency_hz);
    assert!(at(4.0).is_ok() && at(497.0).is_ok());
    for frequency_hz in [3.0, 0.0, 498.0] {
        assert_says(at(frequency_hz), &format!("frequency_hz is {frequency_hz}; "));
    }
    assert_says(at(-20.0), "-22 to -18 Hz is not in");
    assert_says(at(f64::NAN), "NaN to NaN Hz is not in");
    assert_says(at(2000.0), "1998 to 2002 Hz is not in");
    let long = Welch::new(3001, 0).unwrap();
    assert_says(
        synchrony(&golden_trains(), bins, long, 20.0),
        "has 3000 samples, a segment needs 3001",
    );
}

#[test]
fn huge_samples_give_no_panic() {
    let x: Vec<f64> = (0..2000).map(|i| if i % 2 == 0 { f64::MAX } else { -f64::MAX }).collect();
    let signal = Signal::new(&x, 1.0).unwrap();
    let spectrum = welch(signal, Welch::of_1_s(1.0).unwrap()).unwrap();
    let _ = (prominence(&spectrum), prominence_over_1f(&spectrum), seed_beta_fraction(signal));
}

#[test]
fn counts_in_a_single_bin_are_refused() {
    let bins = Bins::of_ms(Window::new(0, 7999, 0.025).unwrap(), 100.0).unwrap();
    let words = "window holds 1 bin of 100 ms; counts vary over at least 2";
    assert_says(fano_factor(&golden_trains(), bins), words);
    assert_says(count_correlation(&golden_trains(), bins), words);
}

#[test]
fn bursts_by_numbers_out_of_range_are_refused() {
    let found = |rule| bursts(&golden_trains(), Window::new(0, 10, 0.025).unwrap(), rule);
    for min_surprise in [-1.0, f64::NAN, f64::INFINITY] {
        assert_says(found(BurstRule::PoissonSurprise { min_surprise }), "min_surprise = ");
    }
    let silence = |min_silence_ms, max_interval_ms| {
        found(BurstRule::Silence { min_silence_ms, max_interval_ms })
    };
    assert_says(silence(f64::NAN, 4.0), "min_silence_ms = NaN");
    assert_says(silence(100.0, f64::NAN), "max_interval_ms = NaN");
    assert_says(silence(100.0, 101.0), "max_interval_ms = 101 ms is outside");
}

#[test]
fn rows_that_are_no_voltages_of_all_cells_are_refused() {
    assert_says(chi_squared(&[], 2), "rows hold 0 values, no rows of 2 cells");
    assert_says(chi_squared(&[1.0; 3], 2), "rows hold 3 values, no rows of 2 cells");
    assert_says(chi_squared(&[1.0; 3], 0), "n_cells is 0");
    assert_says(chi_squared(&[1.0, 1.0, f64::NAN, 1.0], 2), "sample 0 = NaN");
    assert_says(ChiSquared::new(2).unwrap().add(&[1.0]), "row holds 1 values, not 2");
    assert_says(ChiSquared::new(usize::MAX), "the cells needs");
}
