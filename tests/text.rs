//! A network's text is the network: every number and every run survives it, bit for bit.

use proptest::prelude::*;
use subthal::engine::{Run, Simulator, SimulatorConfig};
use subthal::network::{Input, Kinetics, Network, Noise, Probe, Projection, Pulses, Rule};
use subthal::presets::{self, Preset};

fn hash_after(network: &Network, n_steps: u64) -> u64 {
    let mut simulator = Simulator::new(network, &SimulatorConfig::default()).unwrap();
    simulator.run(n_steps, &mut Run::default()).unwrap();
    simulator.state_hash()
}

fn read_back(network: &Network) -> Network {
    Network::from_text(&network.to_text()).unwrap()
}

/// Every value that can be asked for, as bits.
fn values(network: &Network, other: &Network) -> [Vec<u64>; 2] {
    let paths: Vec<&str> = network.params().iter().map(|record| record.path.as_str()).collect();
    [network, other]
        .map(|network| paths.iter().map(|path| network.get(path).unwrap().to_bits()).collect())
}

fn assert_survives(network: &Network, n_steps: u64) {
    let copy = read_back(network);
    assert_eq!(copy.to_text(), network.to_text());
    assert_eq!(copy.seed(), network.seed());
    let [before, after] = values(network, &copy);
    assert_eq!(before, after, "parameters");
    for (one, other) in network.projections().iter().zip(copy.projections()) {
        assert_eq!(one.rule, other.rule);
        assert_eq!(network.wiring(&one.name).unwrap(), copy.wiring(&other.name).unwrap());
    }
    assert_eq!((network.noises().len(), network.inputs()), (copy.noises().len(), copy.inputs()));
    assert_eq!((network.populations(), network.probes()), (copy.populations(), copy.probes()));
    assert_eq!(hash_after(&copy, n_steps), hash_after(network, n_steps));
}

#[test]
fn presets_survive() {
    for name in presets::NAMES {
        let [n_stn, n_gpe, n_gpi] = match name.split('_').next() {
            Some("so") => [9; 3],
            Some("rubin") => [16; 3],
            _ => [9, 11, 5],
        };
        let sizes = Preset { n_stn, n_gpe, n_gpi, seed: u64::MAX - 1 };
        assert_survives(&presets::build(name, &sizes).unwrap(), 300);
    }
}

#[test]
fn awkward_numbers_survive() {
    let mut network = Network::new((1 << 63) + 1);
    network.add_population("p", "adex_gpe", 3).unwrap();
    network.set("p.i_app", 0.1 + 0.2).unwrap();
    network.set("p.b", 1e-300).unwrap();
    network.set("p.a", -5e-324).unwrap();
    network.set("p.c_m", 1.0 / 3.0 + 100.0).unwrap();
    network.set_cells("p.e_l", &[-60.0_f64.next_up(), -1.0 / 3.0, -0.0]).unwrap();
    network.set_initial("p.v", &[-61.1, -1e-300, f64::MIN_POSITIVE]).unwrap();
    network.set_initial_spread("p.w", 0.7 - 0.1).unwrap();
    let weight = vec![0.1 + 0.2, -1e-300, f64::MAX.recip()];
    let rule = Rule::Edges { pre: vec![0, 1, 1], post: vec![1, 2, 0], weight };
    let (name, population) = ("e".to_owned(), "p".to_owned());
    let (from, to, unit_factor) = (population.clone(), population.clone(), 1.0 / 49.0);
    network
        .add_projection(Projection { name, from, to, rule, unit_factor, ..Projection::default() })
        .unwrap();
    let (sigma, mean) = (1.0 / 7.0, -1e-300);
    network.add_noise(Noise { population, sigma, mean, ..Noise::default() }).unwrap();
    assert_survives(&network, 100);
}

#[test]
fn equality_sees_every_difference() {
    let network = presets::build("stn_gpe_gpi_adex_healthy", &Preset::default()).unwrap();
    let changes: [&dyn Fn(&mut Network); 6] = [
        &|n| n.set_seed(1),
        &|n| n.set("stn.i_app", 80.0_f64.next_up()).unwrap(),
        &|n| n.set_cells("gpe.b", &[10.0; 100]).unwrap(),
        &|n| n.set_heterogeneity("gpi.b", 0.1).unwrap(),
        &|n| n.set_initial("stn.v", &[-58.0]).unwrap(),
        &|n| n.set_initial_spread("stn.v", 2.0).unwrap(),
    ];
    for (index, change) in changes.iter().enumerate() {
        let mut other = network.clone();
        change(&mut other);
        assert_ne!(other, network, "change {index}");
        assert_eq!(read_back(&other), other, "change {index}");
    }
}

#[test]
fn text_with_an_unknown_word_is_refused() {
    let text = presets::build("seed_hh_default", &Preset::default()).unwrap().to_text();
    for (word, other) in
        [("saturating", "saturatin"), ("format = 1", "format = 2"), ("\"stn\"", "\"snt\"")]
    {
        assert!(Network::from_text(&text.replacen(word, other, 1)).is_err(), "{other}");
    }
}

/// A rule for five sources and five targets.
fn rule() -> impl Strategy<Value = Rule> {
    let edge = (0_u32..5, 0_u32..5, -1e3..1e3_f64);
    let edges = proptest::collection::vec(edge, 0..9).prop_map(|edges| Rule::Edges {
        pre: edges.iter().map(|edge| edge.0).collect(),
        post: edges.iter().map(|edge| edge.1).collect(),
        weight: edges.iter().map(|edge| edge.2).collect(),
    });
    prop_oneof![
        (0.0..=1.0).prop_map(|p| Rule::FixedProbability { p }),
        (0_u64..=20).prop_map(|n| Rule::FixedTotal { n }),
        (0_usize..=4).prop_map(|k| Rule::FixedInDegree { k }),
        any::<i64>().prop_map(|offset| Rule::OneToOne { offset }),
        Just(Rule::AllToAll),
        edges,
    ]
}

fn projection() -> impl Strategy<Value = Projection> {
    let flags = (any::<[bool; 3]>(), 0_usize..3);
    let numbers = (-1e9..1e9, 1_u32..400, 0.01..1e4, 0.01..1e4, -200.0..200.0, -1e6..1e6_f64);
    (rule(), flags, numbers, any::<bool>()).prop_map(|(rule, flags, numbers, recurrent)| {
        let (weight, delay, tau_rise_ms, tau_decay_ms, e_rev_mv, unit_factor) = numbers;
        let ([total, unit_peak, saturates], kinetics) = flags;
        let (_, kinetics) = Kinetics::NAMES[kinetics];
        let saturating = saturates && kinetics == Kinetics::TwoStage;
        let at_once = saturating || kinetics == Kinetics::Graded;
        Projection {
            name: String::new(),
            from: "a".into(),
            to: if recurrent { "a" } else { "b" }.into(),
            weight_unit: if total { "nS" } else { "mS/cm2" }.into(),
            weight_is_total: total && !matches!(rule, Rule::Edges { .. }),
            rule,
            weight,
            delay_ms: f64::from(delay) * 0.025,
            delay_spread_ms: if at_once { 0.0 } else { f64::from(delay / 2) * 0.01 },
            tau_rise_ms,
            tau_decay_ms,
            e_rev_mv,
            unit_peak,
            saturating,
            unit_factor,
            kinetics,
            alpha_per_ms: tau_decay_ms / 1e2,
            beta_per_ms: tau_rise_ms / 1e2,
            theta_mv: e_rev_mv / 4.0,
            sigma_mv: tau_rise_ms / 1e3 + 1e-2,
        }
    })
}

fn network() -> impl Strategy<Value = Network> {
    let projections = proptest::collection::vec(projection(), 0..4);
    let cells = proptest::collection::vec(-100.0..0.0_f64, 5);
    let numbers = (0.0..=0.2_f64, 1e-2..1e5_f64, -1e6..1e6_f64, 0.0..1e6_f64);
    (any::<u64>(), projections, cells, numbers, any::<bool>()).prop_map(
        |(seed, projections, cells, (relative_sd, tau_ms, mean, sigma), mean_only)| {
            let mut network = Network::new(seed);
            network.add_population("a", "adex_gpe", 5).unwrap();
            network.add_population("b", "hh_gpi", 5).unwrap();
            for (index, projection) in projections.into_iter().enumerate() {
                let name = format!("p{index}");
                network.add_projection(Projection { name, ..projection }).unwrap();
            }
            network.set_cells("a.e_l", &cells).unwrap();
            network.set_initial("b.v", &cells).unwrap();
            network.set_heterogeneity("b.g_l", relative_sd).unwrap();
            let (population, unit_factor) = ("b".to_owned(), relative_sd);
            network.add_noise(Noise { population, tau_ms, mean, sigma, unit_factor }).unwrap();
            let (population, variable) = ("b".to_owned(), "i_syn".into());
            let probe = Probe { population, variable, cells: vec![4, 0], mean: mean_only };
            network.add_probe(probe).unwrap();
            let (name, population, weights) = ("drive".into(), "a".into(), cells);
            network.add_input(Input { name, population, weights, ..Input::default() }).unwrap();
            let (name, population) = ("train".into(), "b".into());
            let (frequency_hz, cv, cells) = (sigma / 1e3, relative_sd, vec![3, 1]);
            let train = Pulses { name, population, frequency_hz, cv, cells, ..Pulses::default() };
            network.add_pulses(train).unwrap();
            network
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_small_network_survives(network in network()) {
        assert_survives(&network, 0); // such numbers may diverge; the state before them must agree
    }
}
