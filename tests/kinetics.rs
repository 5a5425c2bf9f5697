//! What opens synapses: the alpha function, and V of the source.

use subthal::engine::{Run, Simulator, SimulatorConfig};
use subthal::error::Error;
use subthal::network::{Kinetics, Network, Probe, Projection, Rule};

const DT_MS: f64 = 0.01;

/// One GPe cell onto an STN cell through one synapse of 1 mS/cm2, i_syn of the target recorded.
fn network(kinetics: Kinetics) -> Network {
    let mut network = Network::new(1);
    network.add_population("gpe", "so_gpe", 1).unwrap();
    network.add_population("stn", "so_stn", 1).unwrap();
    let (name, from, to) = ("syn".into(), "gpe".into(), "stn".into());
    let rule = Rule::Edges { pre: vec![0], post: vec![0], weight: vec![1.0] };
    let (weight_unit, delay_ms, e_rev_mv) = ("mS/cm2".into(), DT_MS, -85.0);
    let projection = Projection { name, from, to, rule, kinetics, ..Projection::default() };
    network.add_projection(Projection { weight_unit, delay_ms, e_rev_mv, ..projection }).unwrap();
    for (population, variable) in [("stn", "i_syn"), ("stn", "v"), ("gpe", "v")] {
        let (population, variable) = (population.into(), variable.into());
        network.add_probe(Probe { population, variable, ..Probe::default() }).unwrap();
    }
    network
}

/// Rows of (i_syn, V of the target, V of the source), after every step.
fn run(network: &Network, integrator: &str, n_steps: usize) -> Vec<[f64; 3]> {
    let integrator = integrator.into();
    let config = SimulatorConfig { dt_ms: DT_MS, integrator, ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(network, &config).unwrap();
    let mut rows = vec![0.0; 3 * n_steps];
    simulator.run(n_steps as u64, &mut Run { rows: &mut rows, ..Run::default() }).unwrap();
    rows.chunks_exact(3).map(|row| [row[0], row[1], row[2]]).collect()
}

/// How far the synapse is open in each step after the first.
fn open(rows: &[[f64; 3]]) -> Vec<f64> {
    // the current of a step flows at the V that the step before has left
    rows.windows(2).map(|pair| pair[1][0] / (-85.0 - pair[0][1])).collect()
}

#[test]
fn graded_synapse_follows_its_source() {
    let network = network(Kinetics::Graded);
    let rows = run(&network, "forward_euler", 2_000);
    let (open, mut s) = (open(&rows), 0.0);
    // s of the first step is 0, and of the second what the V at the start drives
    let v_start = [-62.0];
    let v_source = v_start.into_iter().chain(rows.iter().map(|row| row[2]));
    for (step, (v_mv, open)) in v_source.zip(&open).enumerate() {
        let h = 1.0 / (1.0 + (-(v_mv + 37.0) / 2.0_f64).exp());
        s += DT_MS * (2.0 * (1.0 - s) * h - 0.04 * s);
        assert!((open - s).abs() < 1e-12, "step {step}: {open} {s}");
    }
    assert!(s > 0.3, "the source has fired: {s}");
}

#[test]
fn graded_synapse_relaxes_to_the_same_by_either_rule() {
    let network = network(Kinetics::Graded);
    let [euler, exact] = ["forward_euler", "exponential_euler"]
        .map(|integrator| *open(&run(&network, integrator, 400)).last().unwrap());
    assert!((euler - exact).abs() < 2e-2 * exact, "{euler} {exact}");
    assert!(euler != exact);
}

#[test]
fn alpha_synapse_peaks_at_its_weight_after_tau() {
    for integrator in ["forward_euler", "exponential_euler"] {
        let mut network = network(Kinetics::Alpha);
        network.set("gpe.i_app", -5.0).unwrap(); // silent but for the spike that is made
        network.set("syn.tau_decay", 5.0).unwrap();
        let integrator = integrator.to_owned();
        let config = SimulatorConfig { dt_ms: DT_MS, integrator, ..SimulatorConfig::default() };
        let mut simulator = Simulator::new(&network, &config).unwrap();
        simulator.inject_spike("gpe", 0).unwrap();
        let mut rows = vec![0.0; 3 * 3_000];
        simulator.run(3_000, &mut Run { rows: &mut rows, ..Run::default() }).unwrap();
        let rows: Vec<[f64; 3]> = rows.chunks_exact(3).map(|r| [r[0], r[1], r[2]]).collect();
        for (step, open) in open(&rows).iter().enumerate().step_by(100).skip(1) {
            let t = step as f64 * DT_MS; // the spike's delay and its step have gone by
            let alpha = t / 5.0 * (1.0 - t / 5.0).exp();
            assert!((open - alpha).abs() < 3e-3, "{t} ms: {open} {alpha}");
        }
    }
}

#[test]
fn each_kind_has_its_own_parameters() {
    let has = |kinetics, name: &str| network(kinetics).get(&format!("syn.{name}")).is_ok();
    for (name, kinds) in [
        ("tau_rise", [true, false, false]),
        ("tau_decay", [true, true, false]),
        ("delay", [true, true, false]),
        ("spike_scale", [true, true, false]),
        ("alpha", [false, false, true]),
        ("sigma", [false, false, true]),
        ("weight_scale", [true, true, true]),
    ] {
        for ((_, kinetics), expected) in Kinetics::NAMES.into_iter().zip(kinds) {
            assert_eq!(has(kinetics, name), expected, "{kinetics:?} {name}");
        }
    }
}

#[test]
fn what_a_kind_cannot_do_is_refused() {
    let mut network = network(Kinetics::TwoStage);
    let add = |network: &mut Network, kinetics, saturating, delay_spread_ms| {
        let (name, from, to) = ("other".into(), "gpe".into(), "stn".into());
        let other = Projection { name, from, to, kinetics, saturating, ..Projection::default() };
        network.add_projection(Projection { delay_spread_ms, ..other })
    };
    for (kinetics, saturating, spread) in [
        (Kinetics::Alpha, true, 0.0),
        (Kinetics::Graded, true, 0.0),
        (Kinetics::Graded, false, 1.0),
        (Kinetics::Graded, false, f64::NAN),
    ] {
        let refused = add(&mut network, kinetics, saturating, spread);
        assert!(matches!(refused, Err(Error::InvalidArgument { .. })), "{refused:?}");
    }
    add(&mut network, Kinetics::Graded, false, 0.0).unwrap();
}

/// Memory goes with the synapses, not with the cells times the most crowded of them.
#[test]
fn crowded_cell_costs_the_others_nothing() {
    let mut network = Network::new(1);
    let n_cells = 100_000;
    network.add_population("gpe", "so_gpe", n_cells).unwrap();
    let (name, from, to) = ("syn".into(), "gpe".into(), "gpe".into());
    let pre: Vec<u32> = (0..n_cells as u32).collect();
    let (post, weight) = (vec![7; n_cells], vec![1e-6; n_cells]);
    let rule = Rule::Edges { pre, post, weight };
    let kinetics = Kinetics::Graded;
    let projection = Projection { name, from, to, rule, kinetics, ..Projection::default() };
    let before = network.memory_bytes();
    network.add_projection(projection).unwrap();
    assert!(network.memory_bytes() - before >= 28 * n_cells as u64, "listed twice, and told so");
    let mut simulator = Simulator::new(&network, &SimulatorConfig::default()).unwrap();
    simulator.run(3, &mut Run::default()).unwrap();
}
