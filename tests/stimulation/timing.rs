//! When pulses come.

use crate::{clinical, currents, network, simulator};
use subthal::network::{Stimulator, Waveform};

/// When the first phases begin, to a fraction of a step: from the charge of the step that they share with nothing.
fn onsets_ms(current: &[f64], dt_ms: f64, amplitude: f64) -> Vec<f64> {
    let begins = |k: &usize| current[*k] > 0.0 && (*k == 0 || current[k - 1] <= 0.0);
    let within = |k: usize| dt_ms * (k as f64 + 1.0 - (current[k] / amplitude).min(1.0));
    (0..current.len()).filter(begins).map(within).collect()
}

fn wide(frequency_hz: f64) -> Stimulator {
    Stimulator { frequency_hz, width_ms: 0.5, ..clinical(Waveform::Monophasic) }
}

#[test]
fn pulses_come_at_their_exact_times_between_steps() {
    for frequency_hz in [7.3, 130.0, 185.0] {
        let current = currents(&mut simulator(&network(wide(frequency_hz)), 0.1), 100_000);
        let onsets = onsets_ms(&current, 0.1, 3.0);
        assert_eq!(onsets.len(), (frequency_hz * 10.0).ceil() as usize);
        for (k, onset) in onsets.iter().enumerate() {
            let expected = k as f64 * 1000.0 / frequency_hz;
            assert!((onset - expected).abs() < 1e-9, "{frequency_hz} Hz, {k}: {onset} {expected}");
        }
    }
}

/// An hour of 130 Hz in steps of 1 ms: the phase is as it was, since nothing adds up.
#[test]
fn no_phase_is_lost_in_an_hour() {
    let mut simulator = simulator(&network(wide(130.0)), 1.0);
    simulator.run(3_600_000 - 3, &mut subthal::engine::Run::default()).unwrap();
    assert_eq!(simulator.delivered("dbs").unwrap().n_pulses, 130 * 3600);
    // the charge of the next, in the second that follows, tells when it begins
    let charge: Vec<f64> = currents(&mut simulator, 4);
    let expected = [0.0, 0.0, 0.0, 1.5];
    let apart = charge.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(apart < 1e-6, "{charge:?}");
}

#[test]
fn phase_goes_on_when_the_frequency_changes() {
    let mut simulator = simulator(&network(wide(100.0)), 0.1);
    let id = simulator.find_param("dbs.frequency").unwrap();
    let mut current = currents(&mut simulator, 40); // 0.4 of a period
    simulator.set_many(&[id], &[50.0]).unwrap();
    current.extend(currents(&mut simulator, 200));
    // 0.6 of 20 ms later
    assert!((onsets_ms(&current, 0.1, 3.0)[1] - 16.0).abs() < 1e-9);
}

#[test]
fn amplitude_stops_pulses_and_frequency_stops_the_phase() {
    for (name, again, expected) in [("amplitude", 3.0, 50.0), ("frequency", 100.0, 52.0)] {
        let mut simulator = simulator(&network(wide(100.0)), 0.1);
        let id = simulator.find_param(&format!("dbs.{name}")).unwrap();
        currents(&mut simulator, 150);
        simulator.set_many(&[id], &[0.0]).unwrap();
        let none = currents(&mut simulator, 320);
        assert!(none.iter().all(|i| *i == 0.0));
        simulator.set_many(&[id], &[again]).unwrap();
        let onset = onsets_ms(&currents(&mut simulator, 150), 0.1, 3.0)[0] + 47.0;
        assert!((onset - expected).abs() < 1e-9, "{name}: {onset} {expected}");
    }
}

#[test]
fn a_train_begins_where_it_is_told() {
    let stimulator = Stimulator { start_ms: 3.0, ..wide(100.0) };
    let current = currents(&mut simulator(&network(stimulator), 0.1), 200);
    let onsets = onsets_ms(&current, 0.1, 3.0);
    assert!((onsets[0] - 3.0).abs() < 1e-9 && (onsets[1] - 13.0).abs() < 1e-9, "{onsets:?}");
}

/// Faster than pulses are long, every second is left out, and none is cut off.
#[test]
fn pulses_that_would_overlap_are_left_out() {
    let stimulator = Stimulator {
        width_ms: 4.0,
        recharge_ms: 4.0,
        frequency_hz: 200.0,
        ..clinical(Waveform::Biphasic)
    };
    let mut simulator = simulator(&network(stimulator), 0.1);
    currents(&mut simulator, 10_000 - 20);
    let meter = simulator.delivered("dbs").unwrap();
    assert_eq!(meter.n_pulses, 100);
    assert!(meter.net_charge.abs() < 1e-12 * meter.charge, "{meter:?}");
}
