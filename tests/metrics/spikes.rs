//! Spike trains, rates, regularity and binning.

use crate::data::{assert_close, golden_trains, reference_train, scalar};
use subthal::metrics::{
    cell_counts, isi_cv, isi_cv_seed, mean_rate, population_rate, row_means, silent_cells, Bins,
    Signal, SpikeTrains, Window,
};

fn window(first: u64, end: u64) -> Window {
    Window::new(first, end, 0.025).unwrap()
}

/// The windows of the golden spike cases.
fn golden_windows() -> [(&'static str, Window); 2] {
    [("one_ms", window(8000, 128_000)), ("odd_bins", window(20_001, 127_990))]
}

#[test]
fn rate_and_cv_agree_with_numpy() {
    let trains = golden_trains();
    for (case, window) in golden_windows() {
        let (cv, seed) = (isi_cv(&trains, window), isi_cv_seed(&trains, window));
        assert_close("rate", mean_rate(&trains, window), scalar(case, "rate"));
        assert_close("cv", cv.mean, scalar(case, "cv"));
        assert_close("cv_seed", seed.mean, scalar(case, "cv_seed"));
        assert_eq!(cv.cells_counted as f64, scalar(case, "cells_counted"));
        assert_eq!(seed.cells_counted as f64, scalar(case, "cells_counted_seed"));
        assert_eq!(silent_cells(&trains, window) as f64, scalar(case, "silent_cells"));
    }
}

#[test]
fn cv_of_the_reference_train_agrees_with_numpy() {
    let (train, window) = (reference_train(), window(0, u64::MAX));
    assert_close("cv", isi_cv(&train, window).mean, scalar("reference", "cv"));
    assert_close("cv_seed", isi_cv_seed(&train, window).mean, scalar("reference", "cv_seed"));
}

#[test]
fn window_holds_its_first_step_and_not_its_end() {
    let trains = SpikeTrains::new(1, [(9, 0), (10, 0), (19, 0), (20, 0)]).unwrap();
    let ten_steps = Window::new(10, 20, 100.0).unwrap();
    assert_eq!(mean_rate(&trains, ten_steps), 2.0); // two spikes in 1 s
}

#[test]
fn silent_cells_lower_the_rate_and_leave_the_cv() {
    let spikes = [(0, 0), (10, 0), (30, 0), (40, 0)];
    let (one, two) = (SpikeTrains::new(1, spikes).unwrap(), SpikeTrains::new(2, spikes).unwrap());
    let window = window(0, 100);
    assert_eq!(mean_rate(&two, window), mean_rate(&one, window) / 2.0);
    assert_eq!(isi_cv(&two, window), isi_cv(&one, window));
    assert_eq!((silent_cells(&one, window), silent_cells(&two, window)), (0, 1));
}

#[test]
fn regular_cell_has_no_cv() {
    let trains = SpikeTrains::new(1, (0..50).map(|i| (i * 800 + 7, 0))).unwrap();
    assert_eq!(isi_cv(&trains, window(0, 40_000)).mean, 0.0);
}

#[test]
fn cv_needs_three_intervals_and_the_seeds_one() {
    // 4 spikes, 3 spikes, 2 spikes, 1 spike; intervals 10, 20, 30 in the first
    let spikes = [(0, 0), (10, 0), (30, 0), (60, 0), (0, 1), (10, 1), (40, 1), (0, 2), (9, 2)];
    let trains = SpikeTrains::new(4, spikes.into_iter().chain([(5, 3)])).unwrap();
    let (cv, seed) = (isi_cv(&trains, window(0, 100)), isi_cv_seed(&trains, window(0, 100)));
    assert_eq!((cv.mean, cv.cells_counted), (0.5, 1)); // SD 10 of mean 20
                                                       // population SDs: sqrt(200/3) of 20, 10 of 20, 0 of 9
    let by_hand = ((200.0_f64 / 3.0).sqrt() / 20.0 + 0.5 + 0.0) / 3.0;
    assert!((seed.mean - by_hand).abs() < 1e-15 && seed.cells_counted == 3, "{seed:?}");
}

#[test]
fn cv_of_silence_is_nan_on_no_cells() {
    let trains = SpikeTrains::new(3, []).unwrap();
    for cv in [isi_cv(&trains, window(0, 10)), isi_cv_seed(&trains, window(0, 10))] {
        assert!(cv.mean.is_nan() && cv.cells_counted == 0, "{cv:?}");
    }
    assert_eq!(mean_rate(&trains, window(0, 10)), 0.0);
}

#[test]
fn trains_do_not_depend_on_how_cells_interleave() {
    let by_time = SpikeTrains::new(2, [(1, 1), (2, 0), (5, 0), (5, 1)]).unwrap();
    let by_cell = SpikeTrains::from_columns(2, &[2, 5, 1, 5], &[0, 0, 1, 1]).unwrap();
    assert_eq!(by_time, by_cell);
    assert_eq!(by_time.cell(0), Some(&[2, 5][..]));
    assert_eq!(by_time.cells().collect::<Vec<_>>(), [&[2, 5], &[1, 5]]);
    assert_eq!((by_time.n_cells(), by_time.n_spikes()), (2, 4));
    assert_eq!((by_time.cell(2), by_time.cell(usize::MAX)), (None, None));
}

#[test]
fn bins_hold_every_spike_of_the_whole_bins() {
    // bins of 40 steps (1 ms) from step 100: 100-139, 140-179, then a part of a bin
    let trains = SpikeTrains::new(2, [(99, 0), (100, 0), (139, 1), (140, 0), (180, 1)]).unwrap();
    let bins = Bins::of_1_ms(window(100, 185)).unwrap();
    assert_eq!((bins.n_bins(), bins.interval_ms()), (2, 1.0));
    assert_eq!(population_rate(&trains, bins), Ok(vec![1000.0, 500.0]));
    assert_eq!(cell_counts(&trains, 0, bins), Ok(vec![1.0, 1.0]));
    assert_eq!(cell_counts(&trains, 1, bins), Ok(vec![1.0, 0.0]));
}

#[test]
fn mean_of_the_population_rate_is_the_mean_rate() {
    let (trains, window) = (golden_trains(), window(8000, 128_000));
    let rate = population_rate(&trains, Bins::new(window, 160).unwrap()).unwrap();
    let mean = Signal::new(&rate, 4.0).unwrap().mean();
    assert_close("mean rate", mean, mean_rate(&trains, window));
}

#[test]
fn rows_average_over_channels() {
    assert_eq!(row_means(&[1.0, 3.0, -50.0, -60.0], 2), Ok(vec![2.0, -55.0]));
    assert_eq!(row_means(&[], 2), Ok(vec![]));
}
