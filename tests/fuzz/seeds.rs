//! What fuzzing begins with: small inputs that the targets take, made here and kept nowhere.

use subthal::network::{
    Input, Kinetics, Network, Noise, Probe, Projection, Pulses, Rule, Stimulator,
};

use super::targets::sound_snapshots;

/// Whole snapshots and logs, and damage to them.
pub fn snapshots() -> Vec<Vec<u8>> {
    let whole = sound_snapshots().into_iter().enumerate();
    let ways = [2, 18, 3, 19]; // a snapshot and a log, in either precision
    let whole = whole.map(|(index, sound)| [vec![ways[index]], sound].concat());
    let edits = [
        vec![0],
        vec![1, 40, 0, 5],
        vec![0, 9, 0, 3, 30, 0, 6],
        vec![4, 0, 0, 0],
        vec![16],
        vec![25, 200, 0, 1, 240, 0, 2],
    ];
    whole.chain(edits).collect()
}

/// A network of each rule with everything else that there is, and one that says as little as can be.
pub fn texts() -> Vec<Vec<u8>> {
    let (pre, post, weight) = (vec![0, 1], vec![1, 1], vec![0.5, -1.0]);
    let rules = [
        Rule::FixedProbability { p: 0.5 },
        Rule::FixedTotal { n: 3 },
        Rule::FixedInDegree { k: 1 },
        Rule::OneToOne { offset: -1 },
        Rule::AllToAll,
        Rule::Edges { pre, post, weight },
    ];
    let parts = |rule: Rule| {
        let text = network(rule).to_text();
        text.split("\n[parameters]").next().expect("a text").to_owned()
    };
    let whole = network(Rule::AllToAll).to_text();
    let least = "format = 1\nseed = \"1\"\n".to_owned();
    rules.into_iter().map(parts).chain([whole, least]).map(String::into_bytes).collect()
}

fn network(rule: Rule) -> Network {
    let mut network = Network::new(1);
    network.add_population("a", "stn", 2).unwrap();
    network.add_population("b", "adex_gpe", 2).unwrap();
    let (name, from, to) = ("p".into(), "a".into(), "b".into());
    let projection = Projection { name, from, to, rule, ..Projection::default() };
    network.add_projection(projection).unwrap();
    let (name, from, to, kinetics) = ("g".into(), "b".into(), "a".into(), Kinetics::Graded);
    let graded = Projection { name, from, to, kinetics, ..Projection::default() };
    network.add_projection(graded).unwrap();
    network.add_noise(Noise { population: "b".into(), ..Noise::default() }).unwrap();
    let (name, population, cells) = ("i".into(), "a".into(), vec![1]);
    network.add_input(Input { name, population, cells, ..Input::default() }).unwrap();
    let (name, population) = ("s".into(), "b".into());
    let train = Pulses { name, population, frequency_hz: 130.0, ..Pulses::default() };
    network.add_pulses(train).unwrap();
    let (name, population, axons) = ("d".into(), "a".into(), vec![0]);
    network
        .add_stimulator(Stimulator { name, population, axons, ..Stimulator::default() })
        .unwrap();
    let (population, variable) = ("b".into(), "v".into());
    network.add_probe(Probe { population, variable, ..Probe::default() }).unwrap();
    network.set_cells("a.i_app", &[40.0, 42.5]).unwrap();
    network.set_heterogeneity("b.g_l", 0.125).unwrap();
    network.set_initial("a.v", &[-60.0]).unwrap();
    network
}
