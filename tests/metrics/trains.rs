//! Regularity, counts and bursts: against Elephant, SciPy and what can be computed by hand.

use crate::data::{assert_close, golden_trains, scalar_of, table, Random};
use subthal::metrics::catalogue::compute;
use subthal::metrics::{
    burst_fraction, burst_rate, bursts, chi_squared, count_correlation, fano_factor, isi_cv2,
    isi_lv, Bins, Burst, BurstRule, ChiSquared, Finished, SpikeTrains, Window,
};

/// The metrics of this file that have a name, those that Elephant has first.
pub const NAMES: [&str; 7] = [
    "cv2",
    "lv",
    "fano_factor",
    "count_correlation",
    "burst_fraction",
    "burst_rate",
    "t_burst_rate",
];

fn window(first: u64, end: u64) -> Window {
    Window::new(first, end, 0.025).unwrap()
}

fn bursty_trains() -> SpikeTrains {
    let spikes = table("bursty_spikes");
    let pair = |row: &Vec<String>| (row[0].parse().unwrap(), row[1].parse().unwrap());
    SpikeTrains::new(6, spikes.iter().map(pair)).unwrap()
}

fn cases() -> [(&'static str, SpikeTrains, Window); 3] {
    [
        ("one_ms", golden_trains(), window(8000, 128_000)),
        ("odd_bins", golden_trains(), window(20_001, 127_990)),
        ("bursty", bursty_trains(), window(4000, 404_000)),
    ]
}

/// Steps of cell 0.
fn one(steps: &[u64]) -> SpikeTrains {
    SpikeTrains::new(1, steps.iter().map(|&step| (step, 0))).unwrap()
}

#[test]
fn regularity_counts_and_bursts_agree_with_scipy_and_elephant() {
    for (case, trains, window) in cases() {
        let run = Finished::new(window, &trains);
        for (i, name) in NAMES.iter().enumerate() {
            let ours = compute(name, &[&run]).unwrap();
            assert_close(name, ours, scalar_of("trains", case, name));
            if i < 4 {
                assert_close(name, ours, scalar_of("elephant", case, name));
            }
        }
    }
}

#[test]
fn every_burst_is_the_one_that_plain_search_finds() {
    let golden = table("bursts");
    for (case, trains, window) in cases() {
        for (of_silence, rule) in
            [(false, BurstRule::PoissonSurprise { min_surprise: 0.0 }), (true, BurstRule::THALAMIC)]
        {
            let golden =
                golden.iter().filter(|row| row[0] == case && (row[5] == "nan") == of_silence);
            let found = bursts(&trains, window, rule).unwrap();
            assert!(found.len() == golden.clone().count() && found.len() > 4, "{case}");
            found.iter().zip(golden).for_each(|(burst, row)| assert_same_burst(burst, row));
        }
    }
}

fn assert_same_burst(burst: &Burst, row: &[String]) {
    let ours = [burst.cell as u64, burst.first_step, burst.last_step, burst.n_spikes as u64];
    assert_eq!(ours.map(|n| n.to_string()), row[1..5], "{burst:?}");
    match row[5].parse::<f64>().unwrap() {
        golden if golden.is_nan() => assert!(burst.surprise.is_nan()),
        golden => assert_close("surprise", burst.surprise, golden),
    }
}

#[test]
fn poisson_process_has_cv2_lv_and_fano_factor_1_and_no_correlation() {
    let (mut random, mut spikes) = (Random(7), Vec::new());
    for step in 0..4_000_000 {
        for cell in 0..2 {
            if random.uniform() < 0.001 {
                spikes.push((step, cell));
            }
        }
    }
    let trains = SpikeTrains::new(2, spikes).unwrap();
    let run = Finished::new(window(0, 4_000_000), &trains);
    for (name, expected, tolerance) in [
        ("cv2", 1.0, 0.03),
        ("lv", 1.0, 0.05),
        ("fano_factor", 1.0, 0.1),
        ("count_correlation", 0.0, 0.03),
    ] {
        let value = compute(name, &[&run]).unwrap();
        assert!((value - expected).abs() < tolerance, "{name} {value}");
    }
}

#[test]
fn slow_drift_of_the_rate_raises_the_cv_and_neither_cv2_nor_lv() {
    let steps: Vec<u64> = (0..200u64).map(|i| i * i).collect();
    let (trains, window) = (one(&steps), window(0, 40_000));
    assert!(isi_cv2(&trains, window).mean < 0.06 && isi_lv(&trains, window).mean < 0.05);
    assert!(compute("cv", &[&Finished::new(window, &trains)]).unwrap() > 0.5);
}

#[test]
fn cell_that_doubles_and_halves_its_interval_has_cv2_and_lv_by_hand() {
    // intervals 10, 20, 10, 20: contrasts of a third
    let (trains, window) = (one(&[0, 10, 30, 40, 60]), window(0, 100));
    assert!((isi_cv2(&trains, window).mean - 2.0 / 3.0).abs() < 1e-15);
    assert!((isi_lv(&trains, window).mean - 3.0 / 9.0).abs() < 1e-15);
}

#[test]
fn counts_of_one_and_three_have_the_fano_factor_1() {
    // bins of 10 steps: 1, 3: mean 2, sample variance 2
    let trains = SpikeTrains::new(2, [(0, 0), (10, 0), (15, 0), (19, 0)]).unwrap();
    let bins = Bins::new(window(0, 20), 10).unwrap();
    assert_eq!(fano_factor(&trains, bins), Ok(1.0), "the silent cell does not count");
}

#[test]
fn cells_that_fire_together_correlate_by_1_and_in_turn_by_minus_1() {
    let bins = Bins::new(window(0, 40), 10).unwrap();
    let pair = |steps: [(u64, u32); 4]| {
        let trains = SpikeTrains::new(3, steps).unwrap(); // the third is silent and does not count
        count_correlation(&trains, bins).unwrap()
    };
    assert!((pair([(1, 0), (2, 1), (21, 0), (22, 1)]) - 1.0).abs() < 1e-15);
    assert!((pair([(1, 0), (12, 1), (21, 0), (32, 1)]) + 1.0).abs() < 1e-15);
}

#[test]
fn silence_and_one_spike_have_no_regularity_and_no_bursts() {
    let silent = SpikeTrains::new(2, []).unwrap();
    for (trains, fano) in [(&silent, f64::NAN), (&one(&[4500]), 1.0)] {
        let run = Finished::new(window(0, 40_000), trains);
        for name in ["cv2", "lv", "count_correlation"] {
            assert!(compute(name, &[&run]).unwrap().is_nan(), "{name}");
        }
        let found = compute("fano_factor", &[&run]).unwrap();
        assert!((found - fano).abs() < 1e-15 || fano.is_nan() && found.is_nan(), "{found}");
        assert_eq!(compute("burst_rate", &[&run]), Ok(0.0));
        assert_eq!(compute("t_burst_rate", &[&run]), Ok(0.0));
    }
    let fraction = |trains| burst_fraction(trains, window(0, 40_000), BurstRule::SURPRISE);
    assert!(fraction(&silent).unwrap().is_nan());
    assert_eq!(fraction(&one(&[4500])), Ok(0.0));
}

#[test]
fn regular_train_has_no_bursts() {
    let steps: Vec<u64> = (0..500).map(|i| 100 * i).collect();
    let trains = one(&steps);
    let all = BurstRule::PoissonSurprise { min_surprise: 0.0 };
    assert_eq!(bursts(&trains, window(0, 50_000), all), Ok(vec![]));
}

#[test]
fn thalamic_burst_takes_100_ms_of_silence_and_4_ms_at_most() {
    let n_bursts = |steps: &[u64]| {
        burst_rate(&one(steps), window(0, 40_000), BurstRule::THALAMIC).unwrap().round() as usize
    };
    assert_eq!(n_bursts(&[100, 4100, 4260]), 1, "4000 steps and 160 steps are enough");
    assert_eq!(n_bursts(&[100, 4099, 4259]), 0, "3999 steps are no silence");
    assert_eq!(n_bursts(&[100, 4100, 4261]), 0, "161 steps are too far");
    assert_eq!(n_bursts(&[4000, 4100]), 1, "the silence before the first counts from the start");
    assert_eq!(n_bursts(&[3999, 4100]), 0);
    assert_eq!(n_bursts(&[4000, 4100, 4200, 4300]), 1, "a burst is one, however long");
    assert_eq!(n_bursts(&[4000, 4100, 8100, 8200]), 2);
}

#[test]
fn chi_squared_is_1_of_one_voltage_and_1_over_n_of_strangers() {
    let mut random = Random(3);
    let rows: Vec<f64> = (0..20_000).map(|_| random.normal() - 60.0).collect();
    assert!((chi_squared(&rows, 1).unwrap() - 1.0).abs() < 1e-12);
    assert!((chi_squared(&rows, 10).unwrap() - 0.1).abs() < 0.01);
    let twice: Vec<f64> = rows.iter().flat_map(|v| [*v, *v]).collect();
    assert!((chi_squared(&twice, 2).unwrap() - 1.0).abs() < 1e-12);
    let opposed: Vec<f64> = (0..100).flat_map(|i| [f64::from(i), -f64::from(i)]).collect();
    assert_eq!(chi_squared(&opposed, 2), Ok(0.0));
}

#[test]
fn chi_squared_agrees_with_numpy_and_streams() {
    let rows: Vec<f64> =
        table("chi_v").iter().flatten().map(|v| v.parse::<f64>().unwrap() / 1024.0).collect();
    let n_cells = table("chi_v")[0].len();
    let whole = chi_squared(&rows, n_cells).unwrap();
    assert_close("chi^2", whole, scalar_of("trains", "chi_v", "chi_squared"));
    let mut streamed = ChiSquared::new(n_cells).unwrap();
    rows.chunks(n_cells).for_each(|row| streamed.add(row).unwrap());
    assert_eq!(streamed.value(), whole);
}

#[test]
fn chi_squared_of_still_cells_is_nan() {
    assert!(chi_squared(&[-60.1, -70.3, -60.1, -70.3, -60.1, -70.3], 2).unwrap().is_nan());
    assert!(chi_squared(&[-60.0, -70.0], 2).unwrap().is_nan(), "one row");
    assert!(ChiSquared::new(2).unwrap().value().is_nan(), "no row");
}
