//! The error index and relay fidelity: against the published code's runs, and by hand.

use crate::data::table;
use subthal::metrics::catalogue::compute;
use subthal::metrics::{relay, Finished, Relay, SpikeTrains, Window};

/// Where the pulses of both recorded runs begin to act, in steps of 0.01 ms.
const PULSES: [u64; 12] =
    [13079, 18500, 26438, 34333, 40709, 47425, 56666, 66020, 74177, 81539, 89040, 95812];

/// The spikes of the ten TC cells of a recorded run; see tests/data/oracles/README.md.
fn thalamic_spikes(run: &str) -> SpikeTrains {
    let rows = table(&format!("../oracles/so_2012_{run}_spikes"));
    let of_tc = rows.iter().filter(|row| row[0] == "tc");
    let spikes = of_tc.flat_map(|row| {
        let cell = row[1].parse().unwrap();
        row[2].split(' ').map(move |step| (step.parse().unwrap(), cell))
    });
    SpikeTrains::new(10, spikes).unwrap()
}

#[test]
fn error_index_is_that_of_the_published_code() {
    let window = Window::new(20_000, 100_000, 0.01).unwrap();
    for (state, published) in
        [("healthy", 0.01), ("parkinsonian", 0.26), ("dbs_45", 0.12), ("dbs_130", 0.0)]
    {
        let found = relay(&thalamic_spikes(state), window, &PULSES).unwrap();
        assert_eq!((found.error_index, found.n_pulses), (published, 10), "{state}");
    }
}

#[test]
fn named_metrics_are_those_of_the_relay_and_need_pulses() {
    let (window, trains) =
        (Window::new(20_000, 100_000, 0.01).unwrap(), thalamic_spikes("parkinsonian"));
    let found = relay(&trains, window, &PULSES).unwrap();
    let run = Finished::new(window, &trains).answering(&PULSES);
    assert_eq!(compute("error_index", &[&run]), Ok(found.error_index));
    assert_eq!(compute("relay_fidelity", &[&run]), Ok(found.fidelity));
    let without = compute("error_index", &[&Finished::new(window, &trains)]).unwrap_err();
    assert!(without.to_string().contains("pulses are missing"), "{without}");
}

/// One cell, steps of 1 ms, 1 s; "last" makes the last pulse count with no other after it.
fn of(steps: &[u64], pulses: &[u64]) -> Relay {
    let trains = SpikeTrains::new(1, steps.iter().map(|&step| (step, 0))).unwrap();
    relay(&trains, Window::new(200, 1000, 1.0).unwrap(), pulses).unwrap()
}

fn counts(found: Relay) -> [f64; 5] {
    [found.misses, found.bursts, found.spurious, found.error_index, found.fidelity]
}

#[test]
fn every_pulse_is_owed_one_spike_within_25_ms() {
    let pulses = [300, 400];
    assert_eq!(counts(of(&[310, 410], &pulses)), [0.0, 0.0, 0.0, 0.0, 1.0]);
    assert_eq!(counts(of(&[300, 410], &pulses)), [0.0, 0.0, 0.0, 0.0, 1.0], "at once is in time");
    assert_eq!(counts(of(&[324, 410], &pulses)), [0.0, 0.0, 0.0, 0.0, 1.0]);
    assert_eq!(counts(of(&[325, 410], &pulses)), [0.5, 0.0, 0.5, 1.0, 0.5], "late twice over");
    assert_eq!(counts(of(&[410], &pulses)), [0.5, 0.0, 0.0, 0.5, 0.5]);
    assert_eq!(counts(of(&[310, 315, 320, 410], &pulses)), [0.0, 0.5, 0.0, 0.5, 0.5]);
    assert_eq!(counts(of(&[310, 350, 360, 410], &pulses)), [0.0, 0.0, 1.0, 1.0, 0.5]);
    assert_eq!(counts(of(&[250, 310, 410], &pulses)), [0.0, 0.0, 0.0, 0.0, 1.0], "before any");
}

#[test]
fn last_of_all_pulses_may_be_answered_until_the_end() {
    assert_eq!(of(&[900], &[300]).error_index, 0.0);
    assert_eq!(of(&[998], &[300]).error_index, 0.0);
    assert_eq!(of(&[999], &[300]).error_index, 1.0, "the end itself is too late");
    assert_eq!(of(&[310, 900], &[300]).bursts, 1.0);
}

#[test]
fn last_pulse_that_counts_may_be_answered_until_the_next_and_is_charged_besides() {
    let pulses = [300, 980]; // the second is 19 ms before the end
    assert_eq!(of(&[310], &pulses).n_pulses, 1);
    assert_eq!(counts(of(&[310], &pulses)), [0.0, 0.0, 0.0, 0.0, 1.0]);
    assert_eq!(counts(of(&[350], &pulses)), [0.0, 0.0, 1.0, 1.0, 0.0], "no miss, but spurious");
    assert_eq!(counts(of(&[310, 350], &pulses)), [0.0, 1.0, 1.0, 2.0, 0.0]);
}

#[test]
fn pulses_count_from_the_windows_start_to_25_ms_before_its_end() {
    assert_eq!(of(&[], &[198, 199, 974, 975]).n_pulses, 2);
    assert_eq!(of(&[], &[199, 974]).misses, 1.0);
}

#[test]
fn without_a_pulse_that_counts_there_is_no_index() {
    for pulses in [&[][..], &[100], &[990], &[u64::MAX]] {
        let found = of(&[310], pulses);
        assert!(counts(found).iter().all(|value| value.is_nan()), "{found:?}");
        assert_eq!(found.n_pulses, 0);
    }
}

#[test]
fn cells_count_alike() {
    let trains = SpikeTrains::new(4, [(310, 0), (310, 1), (320, 1)]).unwrap();
    let found = relay(&trains, Window::new(200, 1000, 1.0).unwrap(), &[300, 600]).unwrap();
    assert_eq!(counts(found), [0.75, 0.125, 0.0, 0.875, 0.125]);
}

#[test]
fn pulse_at_the_end_of_time_does_not_count() {
    assert_eq!(of(&[310], &[300, u64::MAX]).n_pulses, 1);
    assert_eq!(of(&[310], &[300, u64::MAX]).error_index, 0.0);
}
