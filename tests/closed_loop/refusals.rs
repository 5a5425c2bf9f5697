//! What cannot be is said, and changes nothing.

use crate::{bounded, config, network, simulator, ticks};
use subthal::closed_loop::{ClosedLoop, LoopConfig, Ticks};
use subthal::engine::{Run, Simulator, SimulatorConfig};

#[track_caller]
fn refused(change: impl FnOnce(&mut LoopConfig), sentence: &str) {
    let mut config = config("pi", "amplitude");
    change(&mut config);
    let error = ClosedLoop::new(&config, &simulator("double")).unwrap_err().to_string();
    assert!(error.contains(sentence), "{error}");
}

#[test]
fn loops_that_cannot_be() {
    refused(|c| c.channel = "lfq".into(), "\"lfp\"");
    refused(|c| c.stimulator = "dbz".into(), "dbs.amplitude");
    refused(|c| c.start_ms = f64::NAN, "start_ms");
    refused(|c| c.start_ms = -1.0, "start_ms");
    refused(|c| c.estimator.sample_hz = 1024.0, "0.9765625 ms: no whole number of steps");
    refused(|c| c.estimator.sample_hz = 1e6, "no whole number of steps");
    refused(|c| c.controller.interval_s = 0.00501, "5.01 ms: no whole number of steps");
    refused(|c| c.controller.limits.max = 1e7, "dbs.amplitude");
    refused(|c| c.controller.frequency_hz = -130.0, "dbs.frequency");
    refused(|c| c.estimator.low_hz = 600.0, "low_hz");
    refused(|c| c.controller.kind = "pie".into(), "\"pi\"");
}

#[test]
fn a_plant_of_another_network_or_step() {
    let config = bounded(config("pi", "amplitude"), 3.0);
    let mut closed = ClosedLoop::new(&config, &simulator("double")).unwrap();
    let coarse = SimulatorConfig { dt_ms: 0.05, ..SimulatorConfig::default() };
    let others = [
        Simulator::new(&network(), &coarse).unwrap(),
        Simulator::new(&network().without_recordings(), &SimulatorConfig::default()).unwrap(),
    ];
    for mut other in others {
        let (mut run, mut ticks) = (Run::default(), Ticks::default());
        let error = closed.run(&mut other, 10, &mut run, &mut ticks).unwrap_err();
        assert!(error.to_string().contains("network and step"), "{error}");
        assert_eq!(other.step(), 0);
    }
    // precision is nobody's business
    assert_eq!(ticks(&mut closed, &mut simulator("single"), 1_000).len(), 1);
}

#[test]
fn buffers_are_checked_for_the_whole_run() {
    let mut plant = simulator("double");
    let mut closed = ClosedLoop::new(&config("pi", "amplitude"), &plant).unwrap();
    let mut rows = vec![0.0; plant.channels().len() * 99];
    let mut run = Run { rows: &mut rows, every: 40, ..Run::default() };
    assert!(closed.run(&mut plant, 4_000, &mut run, &mut Ticks::default()).is_err());
    assert_eq!(plant.step(), 0);
}
