//! No cut, snapshot, fork, reset or text shows; nor does an electrode to the cells.

use crate::{last_channel, network, recorded, simulator};
use subthal::engine::{Run, Simulator};
use subthal::network::{Lfp, Network, Stimulator};

/// Everything at work: filter, artefact, blanking.
fn everything() -> Network {
    let mut network = recorded(Lfp {
        electrode_um: [0.0, 700.0, 0.0],
        reference_um: Some([0.0, -700.0, 0.0]),
        low_pass_hz: 250.0,
        artefact_mv_per_ma: 0.3,
        blanking_ms: 0.7,
        ..Lfp::default()
    });
    let stimulator = Stimulator {
        name: "dbs".into(),
        population: "stn".into(),
        frequency_hz: 183.3,
        amplitude_ma: 2.0,
        axon_fraction: 0.5,
        ..Stimulator::default()
    };
    network.add_stimulator(stimulator).unwrap();
    network
}

#[test]
fn cuts_and_the_choice_of_rows_do_not_show() {
    for precision in ["double", "single"] {
        let network = everything();
        let at_once = last_channel(&mut simulator(&network, precision), 3_000, 1);
        let mut parts = simulator(&network, precision);
        let mut one_by_one = Vec::new();
        (0..3_000).for_each(|_| one_by_one.extend(last_channel(&mut parts, 1, 1)));
        assert_eq!(at_once, one_by_one);
        let few = last_channel(&mut simulator(&network, precision), 3_000, 7);
        let every_seventh: Vec<f64> = at_once.iter().skip(6).step_by(7).copied().collect();
        assert_eq!(few, every_seventh);
        let mut blind = simulator(&network, precision);
        blind.run(3_000, &mut Run::default()).unwrap();
        assert_eq!(blind.state_hash(), parts.state_hash());
    }
}

#[test]
fn a_snapshot_and_a_fork_go_on() {
    let network = everything();
    for n_steps in [1, 2, 219, 1_111] {
        let mut ours = simulator(&network, "double");
        last_channel(&mut ours, n_steps, 1);
        let mut bytes = vec![0; ours.snapshot_bytes()];
        ours.save(&mut bytes).unwrap();
        let (mut other, mut fork) = (simulator(&network, "double"), ours.fork());
        other.load(&bytes).unwrap();
        let expected = last_channel(&mut ours, 500, 1);
        assert_eq!(last_channel(&mut other, 500, 1), expected);
        assert_eq!(last_channel(&mut fork, 500, 1), expected);
        assert_eq!(ours.state_hash(), other.state_hash());
        ours.reset();
        assert_eq!(ours.state_hash(), simulator(&network, "double").state_hash());
    }
}

#[test]
fn an_electrode_survives_its_text() {
    let network = everything();
    let copy = Network::from_text(&network.to_text()).unwrap();
    assert_eq!((copy.lfps(), copy.to_text()), (network.lfps(), network.to_text()));
    let [ours, its] =
        [&network, &copy].map(|network| last_channel(&mut simulator(network, "double"), 500, 1));
    assert_eq!(ours, its);
}

#[test]
fn an_electrode_does_not_show_to_the_cells() {
    let spikes = |network: &Network| {
        let mut simulator: Simulator = simulator(network, "double");
        simulator.run(20_000, &mut Run::default()).unwrap();
        ["stn", "gpe"].map(|population| {
            let v: Vec<f64> = simulator.state(population, "v").unwrap().collect();
            (simulator.spike_count(population).unwrap(), v)
        })
    };
    assert_eq!(spikes(&recorded(Lfp::default())), spikes(&network()));
}
