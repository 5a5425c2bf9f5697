//! No cut, snapshot, reset or text shows.

use crate::{clinical, currents, network, simulator};
use subthal::engine::Run;
use subthal::network::{Network, Pulses, Stimulator, Waveform};

/// Everything at work: a slow ramp, a passive recharge, axons, pulses between steps.
fn everything() -> Network {
    let stimulator = Stimulator {
        frequency_hz: 183.3,
        width_ms: 0.31,
        gap_ms: 0.1,
        recharge_ms: 1.7,
        slew_ma_per_s: 30.0,
        axon_fraction: 0.5,
        ..clinical(Waveform::Passive)
    };
    network(stimulator)
}

#[test]
fn cuts_of_the_steps_do_not_show() {
    let network = everything();
    let mut whole = simulator(&network, 0.1);
    let mut parts = simulator(&network, 0.1);
    let at_once = currents(&mut whole, 2_000);
    let mut one_by_one = Vec::new();
    (0..2_000).for_each(|_| one_by_one.extend(currents(&mut parts, 1)));
    assert_eq!(at_once, one_by_one);
    assert_eq!(whole.state_hash(), parts.state_hash());
}

/// Where no row is wanted, many steps are one stretch; a current begins and ends in the same steps.
#[test]
fn rows_do_not_show() {
    let mut network = everything();
    let (name, population) = ("train".into(), "gpe".into());
    let train = Pulses { frequency_hz: 77.0, cv: 0.5, amplitude: 9.0, ..Pulses::default() };
    network.add_pulses(Pulses { name, population, width_ms: 0.7, ..train }).unwrap();
    let (mut seen, mut unseen) = (simulator(&network, 0.1), simulator(&network, 0.1));
    currents(&mut seen, 2_000);
    unseen.run(2_000, &mut Run::default()).unwrap();
    assert_eq!(seen.state_hash(), unseen.state_hash());
}

#[test]
fn a_snapshot_in_the_middle_of_a_pulse_goes_on() {
    let network = everything();
    for n_steps in [1, 2, 3, 57, 1_234] {
        let mut ours = simulator(&network, 0.1);
        currents(&mut ours, n_steps);
        let mut bytes = vec![0; ours.snapshot_bytes()];
        ours.save(&mut bytes).unwrap();
        let (mut other, mut fork) = (simulator(&network, 0.1), ours.fork());
        other.load(&bytes).unwrap();
        let expected = currents(&mut ours, 500);
        assert_eq!(currents(&mut other, 500), expected);
        assert_eq!(currents(&mut fork, 500), expected);
        assert_eq!(ours.delivered("dbs").unwrap(), other.delivered("dbs").unwrap());
        assert_eq!(ours.state_hash(), other.state_hash());
    }
}

#[test]
fn reset_equals_new() {
    let network = everything();
    let (mut ours, new) = (simulator(&network, 0.1), simulator(&network, 0.1));
    currents(&mut ours, 333);
    ours.reset();
    assert_eq!(ours.state_hash(), new.state_hash());
}

#[test]
fn a_stimulator_survives_its_text() {
    let network = everything();
    let copy = Network::from_text(&network.to_text()).unwrap();
    assert_eq!(network.stimulators()[0].waveform, copy.stimulators()[0].waveform);
    let [mut ours, mut theirs] = [&network, &copy].map(|network| simulator(network, 0.1));
    assert_eq!(currents(&mut ours, 777), currents(&mut theirs, 777));
    assert_eq!(ours.state_hash(), theirs.state_hash());
}

#[test]
fn bad_stimulators_are_refused_and_change_nothing() {
    let mut network = everything();
    let before = network.to_text();
    let good =
        || Stimulator { name: "other".into(), population: "gpe".into(), ..Stimulator::default() };
    let bad = [
        Stimulator { name: "dbs".into(), ..good() },
        Stimulator { name: String::new(), ..good() },
        Stimulator { population: "gpi".into(), ..good() },
        Stimulator { cells: vec![2], ..good() },
        Stimulator { weights: vec![1.0], ..good() },
        Stimulator { axons: vec![0, 1], axon_thresholds_ma: vec![1.0], ..good() },
        Stimulator { axons: vec![7], ..good() },
        Stimulator { axon_fraction: 1.1, ..good() },
        Stimulator { axon_fraction: f64::NAN, ..good() },
        Stimulator { width_ms: 0.0, ..good() },
        Stimulator { amplitude_ma: f64::NAN, ..good() },
        Stimulator { most_amplitude_ma: -1.0, ..good() },
    ];
    for stimulator in bad {
        assert!(network.add_stimulator(stimulator.clone()).is_err(), "{stimulator:?}");
        assert_eq!(network.to_text(), before);
    }
    assert!(network.find_stimulator("dbz").unwrap_err().to_string().contains("dbs"));
}
