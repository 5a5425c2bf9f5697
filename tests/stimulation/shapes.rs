//! First phases of any shape.

use crate::{clinical, currents, network, simulator};
use std::f64::consts::PI;
use subthal::engine::Simulator;
use subthal::network::{Network, Stimulator, Waveform};

/// A first phase of 0.4 ms, once a second.
fn shaped(waveform: Waveform, shape: &[f64]) -> Stimulator {
    Stimulator {
        shape: shape.to_vec(),
        width_ms: 0.4,
        gap_ms: 0.1,
        recharge_ms: 0.2,
        recharge_tau_ms: 0.1,
        frequency_hz: 1.0,
        ..clinical(waveform)
    }
}

fn near(found: f64, expected: f64, bar: f64) {
    assert!((found - expected).abs() <= bar * expected.abs().max(1.0), "{found} {expected}");
}

#[test]
fn pieces_have_their_currents_and_the_recharge_what_is_left_of_them() {
    let stimulator = shaped(Waveform::Biphasic, &[1.0, -0.25, 0.5, 0.0]);
    let current = currents(&mut simulator(&network(stimulator), 0.05), 16);
    let back = -3.0 * 1.25 * 0.1 / 0.2;
    let expected = [3.0, 3.0, -0.75, -0.75, 1.5, 1.5, 0.0, 0.0, 0.0, 0.0, back, back, back, back];
    for (place, current) in current.into_iter().enumerate() {
        near(current, expected.get(place).copied().unwrap_or(0.0), 1e-12);
    }
}

#[test]
fn one_piece_of_one_is_a_rectangle_to_the_bit() {
    for waveform in [Waveform::Monophasic, Waveform::Biphasic, Waveform::Passive] {
        let hash = |shape: &[f64]| {
            let mut simulator = simulator(&network(shaped(waveform, shape)), 0.025);
            currents(&mut simulator, 60);
            (simulator.state_hash(), simulator.delivered("dbs").unwrap())
        };
        assert_eq!(hash(&[]), hash(&[1.0]));
    }
}

/// A coarse step has the mean of what flows in it: the sums of a step that cuts the pieces at their ends.
#[test]
fn a_step_has_the_charge_of_the_pieces_in_it() {
    let shape = [0.3, -1.0, 0.7, 0.1, 0.2, -0.4, 1.0, 0.9];
    for waveform in [Waveform::Monophasic, Waveform::Biphasic, Waveform::Passive] {
        let fine = currents(&mut simulator(&network(shaped(waveform, &shape)), 0.0125), 80);
        let coarse = currents(&mut simulator(&network(shaped(waveform, &shape)), 0.1), 10);
        for (fine, coarse) in fine.chunks(8).zip(coarse) {
            near(coarse, fine.iter().sum::<f64>() / 8.0, 1e-12);
        }
    }
}

#[test]
fn what_was_delivered_is_that_of_the_current() {
    for (waveform, bar) in
        [(Waveform::Monophasic, 1e-9), (Waveform::Biphasic, 1e-9), (Waveform::Passive, 1e-5)]
    {
        let dt_ms = 0.0002;
        let mut simulator = simulator(&network(shaped(waveform, &[1.0, -0.5, 0.25, 0.1])), dt_ms);
        let mut current = Vec::new();
        for n_steps in [777, 4_223] {
            current.extend(currents(&mut simulator, n_steps)); // to the middle of a piece, and to the end
            let sum = |of: fn(f64) -> f64| current.iter().map(|i| of(*i)).sum::<f64>() * dt_ms;
            let meter = simulator.delivered("dbs").unwrap();
            near(meter.charge, sum(f64::abs), bar);
            near(meter.net_charge, sum(|i| i), bar);
            near(meter.energy, sum(|i| i * i), bar);
        }
        let meter = simulator.delivered("dbs").unwrap();
        assert_eq!(waveform == Waveform::Monophasic, meter.net_charge.abs() > 1e-12, "{meter:?}");
    }
}

/// A sine of 20 Hz whose periods follow one another: each is complete, and in all nothing is left.
#[test]
fn pulses_that_fill_their_period_follow_one_another() {
    let shape: Vec<f64> =
        (0..200).map(|k| (2.0 * PI * (f64::from(k) + 0.5) / 200.0).sin()).collect();
    for dt_ms in [0.01, 0.025, 0.3] {
        let (shape, frequency_hz, width_ms) = (shape.clone(), 20.0, 50.0);
        let sine = Stimulator { shape, frequency_hz, width_ms, ..clinical(Waveform::Monophasic) };
        let mut simulator = simulator(&network(sine), dt_ms);
        let current = currents(&mut simulator, (1_000.0 / dt_ms) as usize);
        let meter = simulator.delivered("dbs").unwrap();
        assert!((20..=21).contains(&meter.n_pulses), "{dt_ms}: {meter:?}");
        near(meter.charge, 20.0 * 50.0 * 3.0 * 2.0 / PI, 1e-3);
        let silent = current.iter().filter(|i| **i == 0.0).count();
        assert!(silent <= 2, "no period is left out: {silent} at {dt_ms}");
        let mut recovered = current.iter().enumerate().map(|(step, i)| {
            (i - 3.0 * (2.0 * PI * (step as f64 + 0.5) * dt_ms / 50.0).sin()).abs()
        });
        assert!(recovered.all(|error| error < 0.06), "the sine itself, within half a piece");
    }
}

/// A pulse begins just before a step ends, while the last has 1e-10 ms to go, into the next step: nothing is lost of it.
#[test]
fn pulses_that_touch_leave_no_charge() {
    let (frequency_hz, width_ms, recharge_ms) = (99.999_999_999_5, 4.0, 6.0);
    let stimulator =
        Stimulator { frequency_hz, width_ms, recharge_ms, ..clinical(Waveform::Biphasic) };
    let mut simulator = simulator(&network(stimulator), 0.025);
    let [frequency, amplitude] =
        ["dbs.frequency", "dbs.amplitude"].map(|path| simulator.find_param(path).unwrap());
    currents(&mut simulator, 40 * 10 + 1); // the second has begun, 0.5e-10 ms into a step
    simulator.set_many(&[frequency], &[100.000_000_001]).unwrap();
    currents(&mut simulator, 40 * 10);
    simulator.set_many(&[amplitude], &[0.0]).unwrap();
    currents(&mut simulator, 40 * 10);
    let meter = simulator.delivered("dbs").unwrap();
    assert_eq!(meter.n_pulses, 3);
    assert!(meter.net_charge.abs() < 1e-14 * meter.charge, "{meter:?}");
}

/// Runs of one sign, the recharge too, and any current.
#[test]
fn limits_are_those_of_every_phase() {
    let limited = |shape: &[f64], most_charge_uc| Stimulator {
        most_amplitude_ma: 2.0,
        most_charge_uc,
        amplitude_ma: 1e6,
        ..shaped(Waveform::Biphasic, shape)
    };
    let peak = |current: &[f64]| current.iter().fold(0.0_f64, |most, i| most.max(i.abs()));
    let run = |stimulator| {
        let mut simulator: Simulator = simulator(&network(stimulator), 0.05);
        currents(&mut simulator, 20)
    };
    near(peak(&run(limited(&[0.1, 0.5, -0.2, 0.0], 1e9))), 2.0, 1e-12);
    // 0.1 ms each: 1, 1 are the largest phase, and what goes back is 1.5
    let current = run(limited(&[1.0, 1.0, -0.5, 0.0], 0.1));
    near(current[0], 0.5, 1e-12);
    // all of one sign but for a 0, which ends a phase: the recharge is the largest
    near(run(limited(&[1.0, 0.0, 1.0, 0.0], 0.1))[0], 0.5, 1e-12);
}

#[test]
fn shapes_that_are_none_are_refused() {
    let mut network = Network::new(1);
    network.add_population("gpe", "adex_gpe", 1).unwrap();
    for (shape, why) in [
        (vec![0.5, 1.5], "shape of dbs"),
        (vec![f64::NAN], "shape of dbs"),
        (vec![0.0, 0.0], "no piece but 0"),
    ] {
        let (name, population) = ("dbs".into(), "gpe".into());
        let stimulator = Stimulator { name, population, shape, ..Stimulator::default() };
        let error = network.add_stimulator(stimulator).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }
    assert!(network.stimulators().is_empty());
}
