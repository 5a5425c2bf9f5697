//! The loop does what a caller would do with the same pieces.

use crate::support::allocations;
use crate::{bits, config, simulator, ticks};
use subthal::closed_loop::{ClosedLoop, LoopConfig, Tick, Ticks};
use subthal::control::{Controller, Estimate, Estimator, CONTROLLERS};
use subthal::engine::{Run, Simulator, Spike};

/// A caller's loop: 1 ms of plant, a sample; every fifth, a decision.
fn by_hand(simulator: &mut Simulator, config: &LoopConfig, n_ms: u64) -> Vec<Tick> {
    let mut estimator = Estimator::new(&config.estimator).unwrap();
    let mut controller = Controller::new(&config.controller).unwrap();
    let ids = ["dbs.amplitude", "dbs.frequency"].map(|path| simulator.find_param(path).unwrap());
    let mut ticks = Vec::new();
    for ms in 1..=n_ms {
        let mut row = [0.0];
        let mut run = Run { rows: &mut row, every: 40, ..Run::default() };
        simulator.run(40, &mut run).unwrap();
        let estimate: Estimate = estimator.update(row[0]);
        if ms % 5 == 0 && ms > 20 {
            controller.update(estimate);
            let stimulus = controller.stimulus();
            simulator.set_many(&ids, &[stimulus.amplitude, stimulus.frequency_hz]).unwrap();
            ticks.push(Tick {
                step: 40 * ms,
                sample: row[0],
                estimate: estimate.value,
                phase_rad: estimate.phase_rad,
                amplitude_ma: stimulus.amplitude,
                frequency_hz: stimulus.frequency_hz,
            });
        }
    }
    ticks
}

/// Only the electrode is recorded.
fn plain(precision: &str) -> Simulator {
    let config = subthal::engine::SimulatorConfig {
        precision: precision.into(),
        ..subthal::engine::SimulatorConfig::default()
    };
    Simulator::new(&crate::network().without_probes(), &config).unwrap()
}

#[test]
fn the_loop_is_its_pieces() {
    for acts_on in ["amplitude", "frequency"] {
        for kind in CONTROLLERS {
            let config = config(kind, acts_on);
            let (mut ours, mut hands) = (plain("double"), plain("double"));
            let mut closed = ClosedLoop::new(&config, &ours).unwrap();
            let did = ticks(&mut closed, &mut ours, 300 * 40);
            let expected = by_hand(&mut hands, &config, 300);
            assert_eq!(bits(&did), bits(&expected), "{kind} on {acts_on}");
            assert_eq!(ours.state_hash(), hands.state_hash(), "{kind} on {acts_on}");
            assert_eq!(did.len(), 56);
            let stimulated = ours.delivered("dbs").unwrap().n_pulses > 0;
            assert!(stimulated, "{kind} on {acts_on} does nothing");
        }
    }
}

/// Rows and spikes are those of a simulator that is told the same at the same moments, with the same inputs.
#[test]
fn inputs_rows_and_spikes_are_all_there() {
    let config = config("pi", "amplitude");
    let (mut ours, mut other) = (simulator("single"), simulator("single"));
    let width = ours.channels().len();
    let mut closed = ClosedLoop::new(&config, &ours).unwrap();
    let mut rows = vec![0.0; 1_714 * width];
    let mut spikes = vec![Spike::default(); 20_000];
    let mut room = vec![Tick::default(); 100];
    let inputs: Vec<f64> = (0..12_000).map(|step| f64::from(step % 977) * 0.01).collect();
    let mut run =
        Run { inputs: &inputs, rows: &mut rows, every: 7, spikes: &mut spikes, ..Run::default() };
    let mut seen = Ticks { ticks: &mut room, ..Ticks::default() };
    closed.run(&mut ours, 12_000, &mut run, &mut seen).unwrap();
    let (n_rows, n_spikes, n_ticks) = (run.n_rows, run.n_spikes as usize, seen.n_ticks);
    assert_eq!((n_rows, n_ticks), (1_714, 56));

    let ids = ["dbs.amplitude", "dbs.frequency"].map(|path| other.find_param(path).unwrap());
    let (mut its_rows, mut its_spikes) = (Vec::new(), Vec::new());
    let mut go = |other: &mut Simulator, n_steps: u64| {
        let mut rows = vec![0.0; other.row_count(n_steps, 7) as usize * width];
        let mut spikes = vec![Spike::default(); 20_000];
        let inputs = &inputs[other.step() as usize..][..n_steps as usize];
        let mut run =
            Run { inputs, rows: &mut rows, every: 7, spikes: &mut spikes, ..Run::default() };
        other.run(n_steps, &mut run).unwrap();
        let n_spikes = run.n_spikes as usize;
        its_rows.extend(rows);
        its_spikes.extend_from_slice(&spikes[..n_spikes]);
    };
    for tick in &room[..n_ticks as usize] {
        let n_steps = tick.step - other.step();
        go(&mut other, n_steps);
        other.set_many(&ids, &[tick.amplitude_ma, tick.frequency_hz]).unwrap();
    }
    assert_eq!(other.step(), 12_000);
    assert_eq!(rows, its_rows);
    assert_eq!(spikes[..n_spikes], its_spikes);
}

#[test]
fn a_phase_locked_controller_gives_a_pulse_whenever_it_fires() {
    let mut config = config("phase_locked", "amplitude");
    (config.controller.interval_s, config.controller.frequency_hz) = (0.001, 1000.0);
    let mut plant = simulator("double");
    let mut closed = ClosedLoop::new(&config, &plant).unwrap();
    let did = ticks(&mut closed, &mut plant, 1_000 * 40);
    let n_fired = did.iter().filter(|tick| tick.amplitude_ma > 0.0).count() as u64;
    assert!((10..60).contains(&n_fired), "about one a cycle of beta: {n_fired}");
    let n_pulses = plant.delivered("dbs").unwrap().n_pulses;
    assert!(n_fired.abs_diff(n_pulses) <= 1, "{n_fired} {n_pulses}");
}

#[test]
fn fewer_places_than_ticks_are_counted() {
    let mut plant = simulator("double");
    let mut closed = ClosedLoop::new(&config("pi", "amplitude"), &plant).unwrap();
    let mut room = [Tick::default(); 3];
    let mut seen = Ticks { ticks: &mut room, ..Ticks::default() };
    closed.run(&mut plant, 4_000, &mut Run::default(), &mut seen).unwrap();
    assert_eq!(seen.n_ticks, 16);
    assert_eq!(room.map(|tick| tick.step), [1_000, 1_200, 1_400]);
}

#[test]
fn a_run_allocates_nothing() {
    for kind in CONTROLLERS {
        let mut plant = simulator("single");
        let mut closed = ClosedLoop::new(&config(kind, "frequency"), &plant).unwrap();
        let mut room = vec![Tick::default(); 1_000];
        let mut law = |tick: &Tick| tick.estimate * 1e6;
        let work = || {
            let mut ticks = Ticks { ticks: &mut room, ..Ticks::default() };
            closed.run(&mut plant, 20_000, &mut Run::default(), &mut ticks).unwrap();
            let mut ticks = Ticks { ticks: &mut room, decide: Some(&mut law), ..Ticks::default() };
            closed.run(&mut plant, 20_000, &mut Run::default(), &mut ticks).unwrap();
            closed.reset();
        };
        assert_eq!(allocations(work), 0, "{kind}");
    }
}
