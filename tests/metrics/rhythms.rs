//! Filters, bursts of beta, coupling, multitaper spectra and phases: against SciPy and by hand.

use crate::data::{assert_close, column, golden_trains, table, Case, Random};
use subthal::metrics::catalogue::compute;
use subthal::metrics::{
    band_passed, beta_bursts, coherence_phase, multitaper, phase_amplitude, population_rate,
    spike_spectrum, BetaBursts, Bins, Coupling, Finished, Mean, Multitaper, Signal, SpikeTrains,
    Threshold, Welch, Window,
};

fn reference() -> Case {
    crate::data::cases().swap_remove(0)
}

fn golden(name: &str) -> f64 {
    let rows = table("rhythms");
    rows.iter().find(|row| row[0] == name).unwrap_or_else(|| panic!("no {name}"))[1]
        .parse()
        .unwrap()
}

/// To 1e-9 of the largest.
#[track_caller]
fn assert_near(what: &str, ours: &[f64], golden: &[f64]) {
    assert_eq!(ours.len(), golden.len(), "{what}");
    let largest = golden.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
    for (i, (ours, golden)) in ours.iter().zip(golden).enumerate() {
        assert!((ours - golden).abs() <= 1e-9 * largest, "{what} {i}: {ours}, SciPy {golden}");
    }
}

fn sine(hz: f64, n: usize) -> Vec<f64> {
    (0..n).map(|i| (std::f64::consts::TAU * hz * i as f64 / 1000.0).sin()).collect()
}

#[test]
fn bands_agree_with_filtfilt_in_every_sample() {
    let case = reference();
    let every_7th = |band: Vec<f64>| band.into_iter().step_by(7).collect::<Vec<_>>();
    let beta = band_passed(case.x(), 13.0, 30.0).unwrap();
    assert_near("beta", &every_7th(beta), &column("band", 0));
    let fast = band_passed(case.y(), 50.0, 150.0).unwrap();
    assert_near("fast", &every_7th(fast), &column("band", 1));
}

#[test]
fn band_lets_its_middle_pass_without_delay_and_stops_the_rest() {
    let x = sine(20.0, 4000);
    let band = band_passed(Signal::new(&x, 1.0).unwrap(), 13.0, 30.0).unwrap();
    for i in 1000..3000 {
        assert!((band[i] - x[i]).abs() < 0.01, "{i}: {} {}", band[i], x[i]);
    }
    let slow = sine(2.0, 4000);
    let band = band_passed(Signal::new(&slow, 1.0).unwrap(), 13.0, 30.0).unwrap();
    assert!(band[1000..3000].iter().all(|x| x.abs() < 0.001));
    let constant = band_passed(Signal::new(&[-60.0; 100], 1.0).unwrap(), 13.0, 30.0).unwrap();
    assert!(constant.iter().all(|x| x.abs() < 1e-10));
}

#[test]
fn beta_bursts_agree_with_scipy() {
    let case = reference();
    let found = beta_bursts(case.x(), BetaBursts::default()).unwrap();
    assert_close("threshold", found.threshold, golden("threshold"));
    let golden = table("beta_bursts");
    assert!(found.bursts.len() == golden.len() && golden.len() > 3);
    for (burst, row) in found.bursts.iter().zip(&golden) {
        let number = |i: usize| row[i].parse::<f64>().unwrap();
        assert_eq!((burst.first as f64, burst.end as f64), (number(0), number(1)));
        assert_close("amplitude", burst.amplitude, number(2));
    }
    assert_eq!(found.rate(), 4.0 / 8.0);
    assert_eq!(found.mean_duration_ms(), 500.0);
    assert_eq!(found.long_fraction(), 0.0);
}

#[test]
fn lfp_metrics_are_those_of_its_bursts() {
    let case = reference();
    let (window, trains) = (Window::new(0, 320_000, 0.025).unwrap(), golden_trains());
    let run = Finished::new(window, &trains).with(Mean::SynapticCurrent, case.x());
    assert_eq!(compute("lfp_beta_burst_rate", &[&run]), Ok(0.5));
    assert_eq!(compute("lfp_beta_burst_duration", &[&run]), Ok(500.0));
    assert_eq!(compute("lfp_long_beta_bursts", &[&run]), Ok(0.0));
}

#[test]
fn burst_lasts_as_long_as_the_rhythm_is_loud() {
    let mut x = sine(20.0, 10_000);
    x.iter_mut()
        .enumerate()
        .for_each(|(i, x)| *x *= if (4000..5000).contains(&i) { 2.0 } else { 0.1 });
    let threshold = Threshold::Value(1.0);
    let how = BetaBursts { threshold, smoothing_ms: 0.0, ..BetaBursts::default() };
    let found = beta_bursts(Signal::new(&x, 1.0).unwrap(), how).unwrap();
    assert_eq!((found.bursts.len(), found.threshold), (1, 1.0));
    let burst = found.bursts[0];
    assert!(burst.first.abs_diff(4000) < 10 && burst.end.abs_diff(5000) < 10, "{burst:?}");
    assert!((burst.amplitude - 2.0).abs() < 0.1, "{burst:?}");
    assert_eq!(found.long_fraction(), 1.0);
    let none = BetaBursts { min_ms: 1100.0, ..how };
    let none = beta_bursts(Signal::new(&x, 1.0).unwrap(), none).unwrap();
    assert!(none.bursts.is_empty() && none.rate() == 0.0);
    assert!(none.mean_duration_ms().is_nan() && none.long_fraction().is_nan());
}

#[test]
fn flat_signal_has_no_bursts_and_no_coupling() {
    let flat = Signal::new(&[0.0; 3000], 1.0).unwrap();
    let found = beta_bursts(flat, BetaBursts::default()).unwrap();
    assert_eq!((found.bursts.len(), found.threshold), (0, 0.0));
    let coupled = phase_amplitude(flat, flat, Coupling::default()).unwrap();
    assert!(coupled.mi.is_nan() && coupled.z.is_nan() && coupled.p.is_nan(), "{coupled:?}");
}

#[test]
fn coupling_agrees_with_scipy() {
    let case = reference();
    for (name, amplitude_of) in [("mi_x", case.x()), ("mi_xy", case.y())] {
        let coupled = phase_amplitude(case.x(), amplitude_of, Coupling::default()).unwrap();
        assert_close(name, coupled.mi, golden(name));
        for (k, amplitude) in coupled.amplitudes.iter().enumerate() {
            assert_close(name, *amplitude, golden(&format!("{name}_{k}")));
        }
    }
}

#[test]
fn coupling_that_was_put_in_stands_out_of_its_surrogates_and_noise_does_not() {
    let (mut random, n) = (Random(11), 10_000);
    let (slow, fast) = (sine(20.3, n), sine(90.0, n));
    let coupled_at = |depth: f64, random: &mut Random| {
        let x: Vec<f64> = (0..n)
            .map(|i| 2.0 * slow[i] + (1.0 + depth * slow[i]) * fast[i] + 0.5 * random.normal())
            .collect();
        let noisy: Vec<f64> = x.iter().map(|x| x + 3.0 * random.normal()).collect();
        let signal = Signal::new(&noisy, 1.0).unwrap();
        phase_amplitude(signal, signal, Coupling::default()).unwrap()
    };
    let (coupled, apart) = (coupled_at(0.8, &mut random), coupled_at(0.0, &mut random));
    assert!(coupled.mi > 5.0 * apart.mi, "{coupled:?} {apart:?}");
    assert!(apart.p > 0.01 && apart.z.abs() < 4.0, "{apart:?}");
}

#[test]
fn surrogates_are_the_seeds_and_none_have_no_z() {
    let case = reference();
    let of = |n_surrogates, seed| {
        let how = Coupling { n_surrogates, seed, ..Coupling::default() };
        phase_amplitude(case.x(), case.y(), how).unwrap()
    };
    assert_eq!(of(50, 1), of(50, 1));
    assert!(of(50, 1).z != of(50, 2).z && of(50, 1).mi == of(50, 2).mi);
    assert!(of(0, 1).z.is_nan() && of(0, 1).p == 1.0 && of(1, 1).z.is_nan());
}

#[test]
fn multitaper_spectra_agree_with_scipys_tapers() {
    let case = reference();
    let spectrum = multitaper(Signal::new(&case.x[..2001], 1.0).unwrap(), Multitaper::default());
    for k in [0, 1, 40, 42, 500, 1000] {
        assert_close(
            "multitaper",
            spectrum.as_ref().unwrap().values()[k],
            golden(&format!("multitaper_{k}")),
        );
    }
    let bins = Bins::of_1_ms(Window::new(8000, 128_000, 0.025).unwrap()).unwrap();
    let spectrum = spike_spectrum(&golden_trains(), bins, Multitaper::default()).unwrap();
    let first = spectrum.bins(5.0, 40.0).unwrap().start;
    for (i, (hz, density)) in
        column("spike_spectrum", 0).iter().zip(column("spike_spectrum", 1)).enumerate()
    {
        assert_close("hz", spectrum.frequency_hz(first + i), *hz);
        assert_close("density", spectrum.values()[first + i], density);
    }
    let (trains, window) = (golden_trains(), Window::new(8000, 128_000, 0.025).unwrap());
    let power = compute("cell_beta_power", &[&Finished::new(window, &trains)]).unwrap();
    assert_close("cell_beta_power", power, golden("cell_beta_power"));
}

#[test]
fn spectrum_of_silence_is_0_and_that_of_one_cell_is_that_of_its_rate() {
    let bins = Bins::of_1_ms(Window::new(0, 40_000, 0.025).unwrap()).unwrap();
    let silent = SpikeTrains::new(2, []).unwrap();
    let spectrum = spike_spectrum(&silent, bins, Multitaper::default()).unwrap();
    assert!(spectrum.values().iter().all(|density| *density == 0.0));
    let one = SpikeTrains::new(1, [(4500, 0), (9000, 0), (31_000, 0)]).unwrap();
    let rate = population_rate(&one, bins).unwrap();
    let of_rate = multitaper(Signal::new(&rate, 1.0).unwrap(), Multitaper::default()).unwrap();
    let of_cell = spike_spectrum(&one, bins, Multitaper::default()).unwrap();
    assert_near("one cell", of_cell.values(), of_rate.values());
}

#[test]
fn phases_agree_with_scipy() {
    let case = reference();
    let phase = coherence_phase(case.x(), case.y(), case.welch).unwrap();
    for (k, golden) in column("phase", 0).into_iter().enumerate().skip(1) {
        assert!((phase.values()[k] - golden).abs() < 1e-9, "{k}: {} {golden}", phase.values()[k]);
    }
}

#[test]
fn signal_that_comes_later_lags_by_its_delay() {
    let (x, late) = (sine(20.0, 5000), sine(20.0, 5010));
    let signal = |values| Signal::new(values, 1.0).unwrap();
    let phase =
        coherence_phase(signal(&late[10..]), signal(&x), Welch::of_1_s(1.0).unwrap()).unwrap();
    assert!((phase.values()[20] + std::f64::consts::TAU * 0.2).abs() < 1e-9);
    let flat = [1.0; 5000];
    let phase = coherence_phase(signal(&x), signal(&flat), Welch::of_1_s(1.0).unwrap()).unwrap();
    assert!(phase.values().iter().all(|phase| phase.is_nan()));
}

#[test]
fn second_population_that_follows_by_10_ms_lags_by_a_fifth_of_a_cycle_of_50_ms() {
    let beating = |delay: u64| {
        let steps = (1000..120_000 - delay).step_by(2000);
        SpikeTrains::new(1, steps.map(|step| (step + delay, 0))).unwrap()
    };
    let (first, second) = (beating(0), beating(400));
    let window = Window::new(0, 120_000, 0.025).unwrap();
    let phase = compute(
        "coherence_phase",
        &[&Finished::new(window, &first), &Finished::new(window, &second)],
    );
    assert!((phase.unwrap() + std::f64::consts::TAU / 5.0).abs() < 1e-9);
}
