//! A log is all that was done to a simulator: done again, it leads through the same states.

use super::support::{resealed, set};
use subthal::engine::{Replay, Run, Simulator, PRECISIONS};
use subthal::error::Error;
use subthal::network::{Input, Network};
use subthal::presets::{build, Preset};

const ENOUGH: usize = 1 << 20;

fn stimulated() -> Network {
    let sizes = Preset { n_stn: 9, n_gpe: 17, n_gpi: 5, seed: 4 };
    let mut network = build("stn_gpe_gpi_adex_parkinsonian", &sizes).expect("a preset");
    for (name, population) in [("stimulus", "stn"), ("cortex", "gpe")] {
        let (name, population) = (name.to_owned(), population.to_owned());
        network.add_input(Input { name, population, ..Input::default() }).expect("an input");
    }
    network
}

fn simulator(precision: &str) -> Simulator {
    super::support::simulator(&stimulated(), precision)
}

fn run(simulator: &mut Simulator, n_steps: u64, input: &[f64]) {
    let inputs = input.repeat(if input.is_empty() { 0 } else { n_steps as usize });
    simulator.run(n_steps, &mut Run { inputs: &inputs, ..Run::default() }).expect("it runs");
}

fn log_of(simulator: &Simulator) -> Vec<u8> {
    let mut log = vec![0; simulator.log_info().expect("a log").used_bytes];
    assert_eq!(simulator.log_save(&mut log), Ok(log.len()));
    log
}

/// Everything that can be done, logged from step 100 on; the log and the state at its end.
fn experiment(precision: &str, hash_every: u64) -> (Vec<u8>, u64) {
    let mut simulator = simulator(precision);
    run(&mut simulator, 100, &[]);
    simulator.log_start(ENOUGH, hash_every).expect("it fits");
    (0..50).for_each(|step| run(&mut simulator, 1, &[step as f64, -3.0]));
    let mut moment = vec![0; simulator.snapshot_bytes()];
    simulator.save(&mut moment).expect("a snapshot");
    set(&mut simulator, "gpe.i_app", 120.0);
    simulator.inject_spike("gpi", 4).expect("a cell");
    run(&mut simulator, 1234, &[]);
    simulator.reset();
    run(&mut simulator, 77, &[]);
    run(&mut simulator, 13, &[20.0, 5.0]);
    simulator.load(&moment).expect("its own snapshot");
    run(&mut simulator, 300, &[]);
    (log_of(&simulator), simulator.state_hash())
}

fn replayed(simulator: &mut Simulator, log: &[u8]) -> Replay {
    let mut replay = Replay::default();
    simulator.replay(log, u64::MAX, &mut replay).expect("a log");
    replay
}

#[test]
fn replay_leads_to_the_same_state_through_the_same_states() {
    for precision in PRECISIONS {
        let (log, hash) = experiment(precision, 10);
        let mut second = simulator(precision);
        let replay = replayed(&mut second, &log);
        assert!(replay.ended && !replay.departed && !replay.was_full, "{replay:?}");
        assert_eq!((replay.n_steps, replay.equal_step), (50 + 1234 + 77 + 13 + 300, 450));
        assert_eq!(second.state_hash(), hash);
        // five of ten steps each, one a run that passes a multiple, and the last
        assert_eq!(replay.n_equal, 5 + 1 + 1 + 1 + 1 + 1);
    }
}

#[test]
fn replay_in_pieces_equals_replay_at_once() {
    let (log, hash) = experiment("double", 1);
    for piece in [1, 7, 1000] {
        let (mut second, mut replay, mut n_calls) = (simulator("double"), Replay::default(), 0);
        while !replay.ended {
            second.replay(&log, piece, &mut replay).expect("a log");
            n_calls += 1;
        }
        let at_once = replayed(&mut simulator("double"), &log);
        assert_eq!(replay, at_once, "{piece}");
        assert!(n_calls >= 1674 / piece, "{piece}");
        assert_eq!(second.state_hash(), hash);
    }
}

#[test]
fn replay_of_no_steps_stands_at_the_beginning_of_the_log() {
    let (log, _) = experiment("double", 0);
    let (mut second, mut replay) = (simulator("double"), Replay::default());
    second.replay(&log, 0, &mut replay).expect("a log");
    assert_eq!((second.step(), replay.ended), (100, false));
}

#[test]
fn departure_is_found_in_its_very_step() {
    let (mut log, _) = experiment("double", 1);
    // the input of the 20th logged step, on the first of two channels
    let wanted = 19.0_f64.to_le_bytes();
    let place = log.windows(8).position(|bytes| bytes == wanted).expect("it is logged");
    log[place..place + 8].copy_from_slice(&19.000001_f64.to_le_bytes());
    let replay = replayed(&mut simulator("double"), &resealed(log));
    assert!(replay.departed && replay.ended);
    assert_eq!((replay.equal_step, replay.departed_step), (119, 120));
}

#[test]
fn divergence_is_logged_and_happens_again() {
    let mut first = simulator("single");
    first.log_start(ENOUGH, 0).expect("it fits");
    run(&mut first, 60, &[]);
    let inputs = [1e9; 40];
    let diverged = first.run(20, &mut Run { inputs: &inputs, ..Run::default() });
    assert!(matches!(diverged, Err(Error::Diverged { .. })));
    first.reset();
    run(&mut first, 5, &[]);
    let mut second = simulator("single");
    let replay = replayed(&mut second, &log_of(&first));
    assert_eq!((replay.n_equal, replay.departed, second.step()), (2, false, 5));
    assert_eq!(second.state_hash(), first.state_hash());
}

#[test]
fn full_log_ends_and_the_run_goes_on() {
    let mut first = simulator("double");
    let least = first.snapshot_bytes() + 8 * 8;
    first.log_start(least + 8 * 24, 0).expect("a snapshot and ten rows");
    (0..100).for_each(|step| run(&mut first, 1, &[step as f64, 0.0]));
    let info = first.log_info().expect("a log");
    assert_eq!((info.n_steps, info.is_full), (11, true));
    assert!(info.used_bytes <= info.capacity_bytes);
    let mut second = simulator("double");
    let replay = replayed(&mut second, &log_of(&first));
    assert!(replay.was_full && replay.ended && !replay.departed);
    assert_eq!((first.step(), second.step()), (100, 11));
}

#[test]
fn log_that_cannot_begin_is_refused_and_leaves_the_earlier_one() {
    let mut simulator = simulator("double");
    assert!(simulator.log_info().is_err());
    simulator.log_start(ENOUGH, 0).expect("it fits");
    let short = simulator.log_start(simulator.snapshot_bytes(), 0);
    assert!(matches!(short, Err(Error::BufferTooSmall { name: "capacity_bytes", .. })));
    assert!(matches!(simulator.log_start(usize::MAX, 0), Err(Error::TooLarge { .. })));
    assert_eq!(simulator.log_info().expect("the earlier one").capacity_bytes, ENOUGH);
    simulator.log_stop();
    assert!(simulator.log_info().is_err());
}

#[test]
fn damaged_or_foreign_log_is_refused_and_changes_nothing() {
    let (log, _) = experiment("double", 100);
    let mut second = simulator("double");
    let hash = second.state_hash();
    let mut refuse = |log: &[u8], word: &str| {
        let mut replay = Replay::default();
        let refused = second.replay(log, u64::MAX, &mut replay).expect_err(word);
        assert!(refused.to_string().contains(word), "{refused}");
        assert_eq!(second.state_hash(), hash);
    };
    for place in (0..log.len()).step_by(11) {
        let mut damaged = log.clone();
        damaged[place] ^= 1 << (place % 8);
        refuse(&damaged, "log ");
        refuse(&log[..place], "log ");
    }
    let (single, _) = experiment("single", 100);
    refuse(&single, "double precision");
}

#[test]
fn mutated_logs_are_refused_or_harmless() {
    let (log, _) = experiment("double", 100);
    let mut random = 1_u64;
    let mut draw = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (random >> 33) as usize % below
    };
    let mut second = simulator("double");
    for _ in 0..2000 {
        let mut mutated = log.clone();
        for _ in 0..=draw(4) {
            let place = draw(log.len());
            mutated[place] = draw(256) as u8;
        }
        let (mutated, mut replay) = (resealed(mutated), Replay::default());
        let _ = second.replay(&mutated, 1000, &mut replay);
        second.reset();
        run(&mut second, 1, &[]);
    }
}
