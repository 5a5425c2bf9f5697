//! The observer of amplitude and phase, and the trigger that follows it.

use std::f64::consts::{PI, TAU};

use crate::data::{case, estimates, signal, sine};
use subthal::control::{Controller, ControllerConfig, Estimate, Estimator, EstimatorConfig};

fn observer(low_hz: f64, high_hz: f64, sample_hz: f64) -> EstimatorConfig {
    let of_kind = EstimatorConfig::of("envelope_phase").unwrap();
    EstimatorConfig { low_hz, high_hz, sample_hz, ..of_kind }
}

fn apart(a: f64, b: f64) -> f64 {
    let difference = (a - b).abs() % TAU;
    difference.min(TAU - difference)
}

#[test]
fn observer_agrees_with_scipys_pole_placement() {
    for (name, low, high, rate) in
        [("beta", 13.0, 30.0, 2000.0), ("narrow", 24.0, 26.0, 1000.0), ("theta", 4.0, 8.0, 250.0)]
    {
        let ours = estimates(&observer(low, high, rate), &signal());
        for row in case("envelope_phase", name).iter().skip(1) {
            let estimate = ours[row[0] as usize];
            let amplitude = (estimate.value - row[1]).abs();
            assert!(amplitude <= 1e-9 * row[1], "{name} {} {amplitude:e}", row[0]);
            let phase = apart(estimate.phase_rad, row[2]);
            assert!(phase <= 1e-9, "{name} {} {phase:e}", row[0]);
        }
    }
}

#[test]
fn sine_in_the_middle_has_its_own_amplitude_and_phase() {
    for rate in [100.0, 1000.0, 30_000.0, 1e6] {
        let n = rate as usize;
        let x: Vec<f64> = sine(0.7, 20.0 / rate, n).iter().map(|x| x - 60.0).collect();
        let last = estimates(&observer(15.0, 25.0, rate), &x)[n - 1];
        let phase = TAU * (20.0 * (n - 1) as f64 / rate).fract();
        assert!((last.value - 0.7).abs() < 1e-7, "{rate} {}", last.value);
        assert!(apart(last.phase_rad, phase) < 1e-6, "{rate} {}", last.phase_rad);
    }
}

#[test]
fn constant_is_no_oscillation() {
    let ours = estimates(&observer(13.0, 30.0, 1000.0), &[-60.1; 1000]);
    assert!(ours.iter().all(|estimate| estimate.value == 0.0));
}

fn trigger(target_rad: f64, refractory_s: f64) -> Controller {
    let of_kind = ControllerConfig::of("phase_locked").unwrap();
    let config = ControllerConfig {
        target_rad,
        refractory_s,
        amplitude_threshold: 0.5,
        interval_s: 1e-3,
        ..of_kind
    };
    Controller::new(&config).unwrap()
}

/// The samples in which a rhythm of 20 Hz at 1 kHz makes a trigger fire.
fn fired(controller: &mut Controller, amplitude: f64) -> Vec<usize> {
    let mut estimator = Estimator::new(&observer(15.0, 25.0, 1000.0)).unwrap();
    let x = sine(amplitude, 20.0 / 1000.0, 3000);
    let outputs: Vec<f64> = x.iter().map(|x| controller.update(estimator.update(*x))).collect();
    assert!(outputs.iter().all(|output| *output == 0.0 || *output == 2.5));
    (1000..3000).filter(|k| outputs[*k] > 0.0).collect()
}

#[test]
fn trigger_fires_once_a_turn_at_its_phase() {
    for target in [-PI, -2.0, 0.1, 1.5, PI] {
        let pulses = fired(&mut trigger(target, 0.0), 1.0);
        assert!((39..=41).contains(&pulses.len()), "{target}: {}", pulses.len());
        for pulse in pulses {
            let phase = TAU * (pulse % 50) as f64 / 50.0;
            assert!(apart(phase, target) <= TAU / 50.0, "{target}: fired at {phase}");
        }
    }
}

#[test]
fn trigger_is_silent_below_its_amplitude() {
    assert!(fired(&mut trigger(0.1, 0.0), 0.4).is_empty());
}

#[test]
fn trigger_waits_for_its_refractory_time() {
    for pair in fired(&mut trigger(0.1, 0.12), 1.0).windows(2) {
        assert_eq!(pair[1] - pair[0], 150); // three turns of 50 ms: the first after 120
    }
}

fn at(phase_rad: f64) -> Estimate {
    Estimate { phase_rad, ..1.0.into() }
}

#[test]
fn phase_that_runs_backwards_or_jumps_fires_nothing() {
    let mut controller = trigger(0.0, 0.0);
    let backwards = [3.0, 1.0, -1.0, -3.0, 3.0, 1.0, -1.0];
    assert!(backwards.iter().all(|phase| controller.update(at(*phase)) == 0.0));
    assert_eq!(controller.update(at(2.5)), 0.0); // from -1 by more than half a turn
    assert_eq!(controller.update(at(-0.1)), 0.0);
    assert_eq!(controller.update(at(0.1)), 2.5);
}

#[test]
fn pulse_is_not_repeated_where_the_phase_is_lost() {
    let mut controller = trigger(0.0, 0.0);
    controller.update(at(-0.1));
    assert_eq!(controller.update(at(0.1)), 2.5);
    assert_eq!(controller.update(at(f64::NAN)), 0.0);
    assert_eq!(controller.update(7.0.into()), 0.0); // a measure without a phase
    assert_eq!(controller.n_refused(), 2);
    controller.update(at(-0.1));
    controller.update(at(f64::NAN));
    assert_eq!(controller.update(at(0.1)), 0.0, "no crossing is counted across a gap");
}

#[test]
fn blanking_begins_with_a_pulse() {
    let of_kind = ControllerConfig::of("phase_locked").unwrap();
    let mut config = ControllerConfig { refractory_s: 0.0, ..of_kind };
    config.limits.blanking_s = 0.003;
    let mut controller = Controller::new(&config).unwrap();
    let outputs: Vec<f64> = [-0.1, 0.1, -0.1, 0.1, -0.1, 0.1, -0.1, 0.1]
        .iter()
        .map(|phase| controller.update(at(*phase)))
        .collect();
    assert_eq!(outputs, [0.0, 2.5, 0.0, 0.0, 0.0, 0.0, 0.0, 2.5]);
}
