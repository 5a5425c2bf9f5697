//! No cut, snapshot or reset shows, and a log needs no loop to be done again.

use crate::{bits, config, simulator, ticks};
use subthal::closed_loop::ClosedLoop;
use subthal::engine::{Replay, PRECISIONS};

#[test]
fn cuts_do_not_show() {
    for (kind, precision) in [("pid", "double"), ("phase_locked", "single"), ("on_off", "single")] {
        let config = config(kind, "amplitude");
        let (mut ours, mut other) = (simulator(precision), simulator(precision));
        let mut whole = ClosedLoop::new(&config, &ours).unwrap();
        let mut parts = whole.clone();
        let at_once = ticks(&mut whole, &mut ours, 6_000);
        let mut one_by_one = Vec::new();
        for n_steps in [1, 39, 1, 1, 158, 799, 1, 1_999].into_iter().chain([1; 3_001]) {
            one_by_one.extend(ticks(&mut parts, &mut other, n_steps));
        }
        assert_eq!(bits(&at_once), bits(&one_by_one), "{kind}");
        assert_eq!(ours.state_hash(), other.state_hash());
        let words = |closed: &ClosedLoop| {
            let mut words = vec![0; closed.n_words()];
            closed.words(&mut words).unwrap();
            words
        };
        assert_eq!(words(&whole), words(&parts));
    }
}

#[test]
fn a_saved_loop_goes_on_with_its_plant() {
    for n_steps in [1, 1_000, 1_001, 2_039, 9_017] {
        let config = config("pi", "frequency");
        let mut plant = simulator("double");
        let mut closed = ClosedLoop::new(&config, &plant).unwrap();
        ticks(&mut closed, &mut plant, n_steps);
        let (mut moment, mut words) = (vec![0; plant.snapshot_bytes()], vec![0; closed.n_words()]);
        plant.save(&mut moment).unwrap();
        closed.words(&mut words).unwrap();

        let mut other_plant = simulator("double");
        let mut other = ClosedLoop::new(&config, &other_plant).unwrap();
        other_plant.load(&moment).unwrap();
        other.set_words(&words).unwrap();
        let mut its_words = vec![0; words.len()];
        other.words(&mut its_words).unwrap();
        assert_eq!(its_words, words);
        let (mut fork, mut copy) = (plant.fork(), closed.clone());
        let expected = bits(&ticks(&mut closed, &mut plant, 3_000));
        assert_eq!(bits(&ticks(&mut other, &mut other_plant, 3_000)), expected);
        assert_eq!(bits(&ticks(&mut copy, &mut fork, 3_000)), expected);
        assert_eq!(other_plant.state_hash(), plant.state_hash());
    }
}

#[test]
fn reset_equals_new() {
    let config = config("pid", "amplitude");
    let mut plant = simulator("double");
    let mut closed = ClosedLoop::new(&config, &plant).unwrap();
    let first = bits(&ticks(&mut closed, &mut plant, 5_000));
    plant.reset();
    closed.reset();
    assert_eq!(bits(&ticks(&mut closed, &mut plant, 5_000)), first);
}

#[test]
fn a_replay_needs_no_loop() {
    for precision in PRECISIONS {
        let mut plant = simulator(precision);
        plant.log_start(1 << 20, 1_000).unwrap();
        let mut closed = ClosedLoop::new(&config("pi", "amplitude"), &plant).unwrap();
        let did = ticks(&mut closed, &mut plant, 8_000);
        assert!(did.iter().any(|tick| tick.amplitude_ma > 0.1), "it stimulates");
        let mut log = vec![0; plant.log_info().unwrap().used_bytes];
        plant.log_save(&mut log).unwrap();
        let (mut other, mut replay) = (simulator(precision), Replay::default());
        other.replay(&log, u64::MAX, &mut replay).unwrap();
        assert_eq!(other.state_hash(), plant.state_hash());
    }
}

#[test]
fn damaged_words_change_nothing() {
    let mut plant = simulator("double");
    let mut closed = ClosedLoop::new(&config("pi", "amplitude"), &plant).unwrap();
    ticks(&mut closed, &mut plant, 5_000);
    let mut words = vec![0; closed.n_words()];
    closed.words(&mut words).unwrap();
    for (place, word) in [(1, f64::NAN.to_bits()), (2, 7.0_f64.to_bits()), (3, 2)] {
        let mut damaged = words.clone();
        damaged[place] = word;
        assert!(closed.set_words(&damaged).is_err(), "word {place}");
    }
    assert!(closed.set_words(&words[1..]).is_err());
    let mut after = vec![0; closed.n_words()];
    closed.words(&mut after).unwrap();
    assert_eq!(words, after);
}
