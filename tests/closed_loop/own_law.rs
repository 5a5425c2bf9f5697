//! The caller's own law, and the limits that hold whatever it asks for.

use crate::{bounded, config, simulator};
use subthal::closed_loop::{ClosedLoop, LoopConfig, Tick, Ticks};
use subthal::engine::{Run, Simulator};

fn under(
    law: &mut dyn FnMut(&Tick) -> f64,
    config: &LoopConfig,
    n_steps: u64,
) -> (Vec<Tick>, ClosedLoop, Simulator) {
    let mut plant = simulator("double");
    let mut closed = ClosedLoop::new(config, &plant).unwrap();
    let mut room = vec![Tick::default(); n_steps as usize];
    let mut ticks = Ticks { ticks: &mut room, decide: Some(law), ..Ticks::default() };
    closed.run(&mut plant, n_steps, &mut Run::default(), &mut ticks).unwrap();
    let n_ticks = ticks.n_ticks as usize;
    room.truncate(n_ticks);
    (room, closed, plant)
}

#[test]
fn it_sees_what_the_loop_sees_and_is_obeyed() {
    let config = bounded(config("pi", "amplitude"), 3.0);
    let mut seen = Vec::new();
    let mut law = |tick: &Tick| {
        seen.push(*tick);
        seen.len() as f64 * 0.01
    };
    let (ticks, ..) = under(&mut law, &config, 6_000);
    for (number, (before, after)) in seen.iter().zip(&ticks).enumerate() {
        assert_eq!((before.step, before.sample), (after.step, after.sample));
        assert_eq!(before.amplitude_ma, number as f64 * 0.01);
        assert_eq!(after.amplitude_ma, (number + 1) as f64 * 0.01);
    }
    assert_eq!(seen.len(), 26);
}

/// NaN, infinities, numbers of any size: the current never leaves the limits, nor does the charge of a phase.
#[test]
fn limits_hold_whatever_is_asked_for() {
    let mut config = bounded(config("pi", "amplitude"), 2.0);
    config.controller.limits.change_per_s = 40.0;
    config.start_ms = 0.0;
    let wild =
        [f64::NAN, f64::INFINITY, -1e300, 1e300, f64::NEG_INFINITY, -0.0, 1.5, f64::MIN_POSITIVE];
    let mut next = wild.iter().cycle();
    let mut law = |_: &Tick| *next.next().unwrap();
    let (ticks, closed, plant) = under(&mut law, &config, 40_000);
    let mut last = 0.0;
    for tick in &ticks {
        assert!((0.0..=2.0).contains(&tick.amplitude_ma), "{}", tick.amplitude_ma);
        assert!((tick.amplitude_ma - last).abs() <= 0.2 + 1e-12, "{last} {}", tick.amplitude_ma);
        last = tick.amplitude_ma;
    }
    assert_eq!(ticks.len(), 200);
    assert_eq!(closed.controller().n_refused(), 25);
    let delivered = plant.delivered("dbs").unwrap();
    assert!(delivered.n_pulses > 20);
    // 2 mA for 0.06 ms, twice, a pulse
    assert!(delivered.charge <= delivered.n_pulses as f64 * 2.0 * 0.12 + 1e-9);
}
