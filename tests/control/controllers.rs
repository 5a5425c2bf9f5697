//! The published laws, against their rules written anew in Python.

use crate::data::{assert_close, column, table};
use subthal::control::{Controller, ControllerConfig, Limits, Stimulus};

fn of(kind: &str) -> ControllerConfig {
    ControllerConfig::of(kind).unwrap()
}

/// The configuration behind a column of the table.
fn config(name: &str) -> ControllerConfig {
    match name {
        "on_off_from_half" => {
            ControllerConfig { limits: Limits::between(0.5, 3.0), ramp_s: 0.1, ..of("on_off") }
        }
        "pid" => ControllerConfig { derivative_s: 0.05, ..of("pid") },
        "pi_absolute" => ControllerConfig {
            limits: Limits::between(-1e-3, 1e-3),
            gain: 2.0,
            integral_s: 0.5,
            set_point: 0.0,
            ..of("pi")
        },
        name => match name.strip_suffix("_frequency") {
            Some(kind) => ControllerConfig::of_frequency(kind).unwrap(),
            None => of(name),
        },
    }
}

#[test]
fn every_law_answers_as_the_published_rule() {
    let measures = column("measures", 0);
    for (k, name) in table("controllers")[0].iter().enumerate() {
        let mut controller = Controller::new(&config(name)).unwrap();
        for (step, golden) in column("controllers", k).iter().enumerate() {
            let ours = controller.update(measures[step].into());
            assert_close(&format!("{name}, call {step}"), ours, *golden);
        }
    }
}

#[test]
fn every_law_reaches_both_of_its_bounds_in_the_test() {
    for (k, name) in table("controllers")[0].iter().enumerate() {
        let (golden, limits) = (column("controllers", k), config(name).limits);
        assert!(golden.contains(&limits.max), "{name}");
        // an absolute error of positive measures never falls below 0
        assert!(golden.contains(&limits.min) || name == "pi_absolute", "{name}");
    }
}

#[test]
fn open_loop_gives_its_constant_within_the_limits() {
    for (constant, output) in [(2.5, 2.5), (4.0, 3.0), (-1.0, 0.0)] {
        let mut controller =
            Controller::new(&ControllerConfig { constant, ..of("open_loop") }).unwrap();
        assert_eq!(controller.output(), 0.0);
        assert_eq!(controller.update(9.0.into()), output);
    }
}

#[test]
fn ramp_takes_the_rounded_up_number_of_calls() {
    let mut controller = Controller::new(&of("on_off")).unwrap();
    let outputs: Vec<f64> = (0..13).map(|_| controller.update(1.0.into())).collect();
    assert!(outputs[11] < 3.0 && outputs[12] == 3.0, "{outputs:?}"); // ceil(0.25 / 0.02) = 13
    let at_once = ControllerConfig { ramp_s: 0.0, ..of("on_off") };
    assert_eq!(Controller::new(&at_once).unwrap().update(1.0.into()), 3.0);
}

#[test]
fn measure_at_a_threshold_is_not_beyond_it() {
    let mut on_off = Controller::new(&of("on_off")).unwrap();
    on_off.update(1.0.into());
    assert_eq!(on_off.update(1.0414e-4.into()), 0.0); // the set point itself lowers
    let mut dual = Controller::new(&of("dual_threshold")).unwrap();
    let up = dual.update(1.0.into());
    assert_eq!(dual.update(1.0414e-4.into()), up);
    assert_eq!(dual.update(1.5261e-4.into()), up);
}

#[test]
fn integral_does_not_wind_up_while_saturated() {
    let mut long = Controller::new(&of("pi")).unwrap();
    let mut short = long.clone();
    (0..100_000).for_each(|_| _ = long.update(1e-3.into()));
    (0..100).for_each(|_| _ = short.update(1e-3.into()));
    let after = |controller: &mut Controller| {
        (0..1000).position(|_| controller.update(0.5e-4.into()) == 0.0).unwrap()
    };
    assert_eq!(after(&mut long), after(&mut short));
}

#[test]
fn stimulus_has_the_controlled_half_and_the_constant_half() {
    let mut amplitude = Controller::new(&of("open_loop")).unwrap();
    amplitude.update(0.0.into());
    assert_eq!(amplitude.stimulus(), Stimulus { amplitude: 2.5, frequency_hz: 130.0 });
    let config = ControllerConfig::of_frequency("open_loop").unwrap();
    let mut frequency = Controller::new(&config).unwrap();
    frequency.update(0.0.into());
    assert_eq!(frequency.stimulus(), Stimulus { amplitude: 1.5, frequency_hz: 130.0 });
}

#[test]
fn controller_fed_what_is_no_number_keeps_its_output_and_counts() {
    for kind in ["on_off", "dual_threshold", "proportional", "pi", "pid"] {
        let mut controller = Controller::new(&of(kind)).unwrap();
        let kept = controller.update(1.3e-4.into());
        let before = controller.clone();
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e61, -1e300] {
            assert_eq!(controller.update(bad.into()), kept, "{kind} {bad}");
        }
        assert_eq!((controller.n_refused(), before.n_refused()), (5, 0));
        let mut apart = before;
        assert_eq!(controller.update(2e-4.into()), apart.update(2e-4.into()), "{kind}");
    }
}
