//! What a pulse delivers.

use crate::{clinical, currents, network, simulator};
use subthal::engine::Simulator;
use subthal::network::{Stimulator, Waveform};

const BALANCED: [Waveform; 2] = [Waveform::Biphasic, Waveform::Passive];

/// Runs until no pulse is under way: asks for none, and waits out the last.
fn finish(simulator: &mut Simulator, dt_ms: f64) {
    let id = simulator.find_param("dbs.amplitude").unwrap();
    simulator.set_many(&[id], &[0.0]).unwrap();
    currents(simulator, (20.0 / dt_ms) as usize);
}

#[test]
fn balanced_waveforms_leave_no_charge_at_any_frequency_width_and_step() {
    for waveform in BALANCED {
        for dt_ms in [0.005, 0.025, 0.1, 0.37] {
            for (frequency_hz, width_ms) in
                [(20.0, 0.06), (130.0, 0.06), (130.7, 0.45), (990.0, 0.001)]
            {
                let stimulator = Stimulator {
                    frequency_hz,
                    width_ms,
                    gap_ms: 0.033,
                    recharge_ms: 0.71,
                    recharge_tau_ms: 0.2,
                    ..clinical(waveform)
                };
                let mut simulator = simulator(&network(stimulator), dt_ms);
                currents(&mut simulator, (500.0 / dt_ms) as usize);
                finish(&mut simulator, dt_ms);
                let meter = simulator.delivered("dbs").unwrap();
                assert!(meter.n_pulses >= 5, "{meter:?}");
                let bar = 1e-14 * meter.charge;
                assert!(
                    meter.net_charge.abs() < bar,
                    "{waveform:?} {frequency_hz} Hz {dt_ms}: {meter:?}"
                );
            }
        }
    }
}

/// The mean of the current over a step is what flows in it: a pulse shorter than a step loses nothing.
#[test]
fn pulses_have_their_charge_whatever_the_step() {
    for dt_ms in [0.001, 0.01, 0.025, 0.1, 0.4] {
        let mut simulator = simulator(&network(clinical(Waveform::Monophasic)), dt_ms);
        let current = currents(&mut simulator, (396.0 / dt_ms).round() as usize);
        let meter = simulator.delivered("dbs").unwrap();
        assert_eq!(meter.n_pulses, 52, "130 Hz for 396 ms, the first at once");
        let expected = 52.0 * 3.0 * 0.06;
        let flowed = current.iter().sum::<f64>() * dt_ms;
        for charge in [meter.charge, meter.net_charge, flowed] {
            assert!((charge - expected).abs() < 1e-12 * expected, "{dt_ms}: {charge} {expected}");
        }
    }
}

#[test]
fn phases_have_their_amplitudes_and_durations() {
    let stimulator = Stimulator {
        width_ms: 0.1,
        gap_ms: 0.05,
        recharge_ms: 0.2,
        frequency_hz: 1.0,
        ..clinical(Waveform::Biphasic)
    };
    let current = currents(&mut simulator(&network(stimulator), 0.05), 10);
    let expected = [3.0, 3.0, 0.0, -1.5, -1.5, -1.5, -1.5, 0.0, 0.0, 0.0];
    for (current, expected) in current.iter().zip(expected) {
        assert!((current - expected).abs() < 1e-12, "{current} {expected}");
    }
}

/// exp(-t/tau) over the recharge, of the first phase's charge.
#[test]
fn passive_recharge_falls_exponentially() {
    let stimulator = Stimulator {
        width_ms: 0.1,
        recharge_ms: 2.0,
        recharge_tau_ms: 0.5,
        frequency_hz: 1.0,
        ..clinical(Waveform::Passive)
    };
    let current = currents(&mut simulator(&network(stimulator), 0.1), 22);
    for pair in current[1..21].windows(2) {
        assert!((pair[1] / pair[0] - (-0.2_f64).exp()).abs() < 1e-12, "{pair:?}");
    }
    assert!((current[1..].iter().sum::<f64>() + 3.0).abs() < 1e-12);
    assert_eq!(current[21], 0.0);
}

/// I2 R t of a rectangle and its recharge; of the passive one by a fine sum.
#[test]
fn energy_is_that_of_the_current_in_the_impedance() {
    let shape = |waveform| Stimulator {
        width_ms: 0.2,
        recharge_ms: 0.4,
        recharge_tau_ms: 0.1,
        frequency_hz: 10.0,
        impedance_kohm: 0.5,
        ..clinical(waveform)
    };
    for (waveform, bar) in
        [(Waveform::Monophasic, 1e-9), (Waveform::Biphasic, 1e-9), (Waveform::Passive, 1e-5)]
    {
        let mut simulator = simulator(&network(shape(waveform)), 0.0002);
        let current = currents(&mut simulator, 10_000);
        let expected = current.iter().map(|i| i * i).sum::<f64>() * 0.0002 * 0.5;
        let energy = simulator.delivered("dbs").unwrap().energy;
        assert!((energy - expected).abs() < bar * expected, "{waveform:?}: {energy} {expected}");
    }
}

/// The largest charge of steps in a row with a current of one sign.
fn largest_phase(current: &[f64], dt_ms: f64) -> f64 {
    let phases = current.chunk_by(|a, b| a * b > 0.0);
    phases.map(|phase| phase.iter().sum::<f64>().abs() * dt_ms).fold(0.0, f64::max)
}

#[test]
fn limits_hold_whatever_is_asked_for() {
    let stimulator = Stimulator {
        most_amplitude_ma: 4.0,
        most_charge_uc: 0.3,
        slew_ma_per_s: 50.0,
        amplitude_ma: 0.0,
        ..clinical(Waveform::Biphasic)
    };
    let dt_ms = 0.02;
    let mut simulator = simulator(&network(stimulator), dt_ms);
    let [amplitude, width, frequency] = ["amplitude", "width", "frequency"]
        .map(|name| simulator.find_param(&format!("dbs.{name}")).unwrap());
    let mut before = 0.0_f64;
    for (asked, width_ms) in [(1e6, 0.06), (-1e6, 0.06), (3.0, 1.0), (1e6, 0.3), (-3.9, 0.01)] {
        simulator.set_many(&[amplitude, width, frequency], &[asked, width_ms, 200.0]).unwrap();
        currents(&mut simulator, (1.1 / dt_ms) as usize); // a pulse of before ends as it was begun
        for _ in 0..20 {
            let current = currents(&mut simulator, (5.0 / dt_ms) as usize);
            let most = current.iter().fold(0.0_f64, |most, i| most.max(i.abs()));
            let phase = largest_phase(&current, dt_ms);
            let rounding = 1.0 + 1e-12;
            let within = most <= 4.0 * rounding && phase <= 0.3 * rounding;
            assert!(within, "{asked} {width_ms}: {most} mA, {phase} uC");
            // the first phase comes first, and has the sign
            let first = current.iter().copied().find(|i| *i != 0.0).unwrap_or(before);
            let lowered = first.abs() <= before.abs() && first * before >= 0.0;
            assert!(lowered || (first - before).abs() <= 50.0 * 0.012_3, "{before} to {first}");
            before = first;
        }
    }
    for nonsense in [f64::NAN, f64::INFINITY, -1e7] {
        let state = simulator.state_hash();
        assert!(simulator.set_many(&[amplitude], &[nonsense]).is_err());
        assert_eq!(simulator.state_hash(), state);
    }
    let fixed = simulator.find_param("dbs.most_amplitude").unwrap();
    assert!(simulator.set_many(&[fixed], &[9.0]).is_err());
}

/// A change of amplitude or width in the middle of a pulse is for the next.
#[test]
fn a_pulse_ends_as_it_was_begun() {
    let stimulator = Stimulator {
        width_ms: 1.0,
        recharge_ms: 1.0,
        frequency_hz: 100.0,
        ..clinical(Waveform::Biphasic)
    };
    let mut simulator = simulator(&network(stimulator), 0.1);
    currents(&mut simulator, 5);
    let ids = ["amplitude", "width", "recharge"]
        .map(|n| simulator.find_param(&format!("dbs.{n}")).unwrap());
    simulator.set_many(&ids, &[-1.0, 0.2, 0.3]).unwrap();
    let rest = currents(&mut simulator, 15);
    assert!(rest[..5].iter().all(|i| (i - 3.0).abs() < 1e-12), "{rest:?}");
    assert!(rest[5..].iter().all(|i| (i + 3.0).abs() < 1e-12), "{rest:?}");
    assert!(simulator.delivered("dbs").unwrap().net_charge.abs() < 1e-12);
}
