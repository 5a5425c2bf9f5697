//! Laws of what keeps the number of spikes and loses their times: delays that differ by synapse, spikes
//! replaced by their mean.

use subthal::engine::{Run, Simulator, SimulatorConfig, PRECISIONS};
use subthal::error::Error;
use subthal::network::{Network, Probe, Projection, Rule};
use subthal::presets::{build, Preset};

const DT_MS: f64 = 0.025;
const TAU_DECAY_MS: f64 = 5.0;
const DELAY_MS: f64 = 2.0;
const SPREAD_MS: f64 = 30.0;
const N_TARGETS: usize = 40;
/// So little that a cell stays where it is.
const WEIGHT_NS: f64 = 1e-3;
/// Voltage of the targets.
const V_MV: f64 = -65.0;

/// Three silent cells that reach many, which stay at -65 mV; currents into each are recorded.
fn network(rule: Rule) -> Network {
    let mut network = Network::new(5);
    network.add_population("source", "adex_gpe", 3).unwrap();
    network.add_population("target", "adex_gpe", N_TARGETS).unwrap();
    network.set("source.i_app", -100.0).unwrap();
    for (name, value) in [("c_m", 1e5), ("e_l", V_MV), ("i_app", 0.0)] {
        network.set(&format!("target.{name}"), value).unwrap();
    }
    network.set_initial("target.v", &[V_MV]).unwrap();
    let projection = Projection {
        name: "link".into(),
        from: "source".into(),
        to: "target".into(),
        rule,
        weight: WEIGHT_NS,
        delay_ms: DELAY_MS,
        delay_spread_ms: SPREAD_MS,
        tau_decay_ms: TAU_DECAY_MS,
        unit_peak: false,
        ..Projection::default()
    };
    network.add_projection(projection).unwrap();
    let (population, variable) = ("target".into(), "i_syn".into());
    network.add_probe(Probe { population, variable, ..Probe::default() }).unwrap();
    network
}

fn simulator(network: &Network, precision: &str) -> Simulator {
    let config = SimulatorConfig { precision: precision.into(), ..SimulatorConfig::default() };
    Simulator::new(network, &config).unwrap()
}

/// Rows of `n_steps` steps, a column a target.
fn rows(simulator: &mut Simulator, n_steps: u64) -> Vec<f64> {
    let mut rows = vec![0.0; n_steps as usize * simulator.channels().len()];
    simulator.run(n_steps, &mut Run { rows: &mut rows, ..Run::default() }).unwrap();
    rows
}

/// The mean of i_syn over all targets, pA, once it has settled.
fn settled_pa(network: &Network) -> f64 {
    let mut simulator = simulator(network, "double");
    simulator.run(8_000, &mut Run::default()).unwrap();
    let rows = rows(&mut simulator, 1);
    rows.iter().sum::<f64>() / rows.len() as f64
}

#[test]
fn a_synapse_is_as_late_as_the_wiring_says() {
    let network = network(Rule::AllToAll);
    let delays_ms = network.wiring("link").unwrap().delay_ms;
    for precision in PRECISIONS {
        for source in 0..3 {
            let mut simulator = simulator(&network, precision);
            simulator.inject_spike("source", source).unwrap();
            let rows = rows(&mut simulator, 2_000);
            for target in 0..N_TARGETS {
                let first = rows.iter().skip(target).step_by(N_TARGETS).position(|i| *i != 0.0);
                let delay_ms = delays_ms[source * N_TARGETS + target];
                // a spike of step 0 is in x after step D, in s and in the current one step on
                let expected = (delay_ms / DT_MS).round() as usize + 1;
                assert_eq!(first, Some(expected), "{precision}: {source} to {target}");
            }
        }
    }
}

#[test]
fn delays_lie_evenly_between_the_shortest_and_the_longest() {
    let delays_ms = network(Rule::AllToAll).wiring("link").unwrap().delay_ms;
    let (n, mean) = (delays_ms.len() as f64, DELAY_MS + SPREAD_MS / 2.0);
    assert!(delays_ms.iter().all(|delay| (DELAY_MS..=DELAY_MS + SPREAD_MS).contains(delay)));
    let found = delays_ms.iter().sum::<f64>() / n;
    let standard_error = SPREAD_MS / (12.0 * n).sqrt();
    assert!((found - mean).abs() < 4.0 * standard_error, "mean {found} ms, not {mean}");
}

#[test]
fn what_each_synapse_brings_does_not_depend_on_its_delay() {
    let mut network = network(Rule::AllToAll);
    let mut charge = |spread_ms: f64| {
        network.set("link.delay_spread", spread_ms).unwrap();
        let mut simulator = simulator(&network, "double");
        (0..3).for_each(|source| simulator.inject_spike("source", source).unwrap());
        rows(&mut simulator, 8_000).iter().sum::<f64>()
    };
    let (together, apart) = (charge(0.0), charge(SPREAD_MS));
    assert!((apart / together - 1.0).abs() < 1e-6, "{apart} against {together}");
}

#[test]
fn a_tonic_rate_gives_the_current_of_that_rate() {
    let mut network = network(Rule::FixedTotal { n: 70 });
    network.set("link.tonic_rate", 20.0).unwrap();
    // each of 70 synapses is open for 5 ms a spike, 20 times a second
    let open = 70.0 / N_TARGETS as f64 * 20.0 * TAU_DECAY_MS / 1000.0;
    let (found, expected) = (settled_pa(&network), WEIGHT_NS * open * -V_MV);
    assert!((found / expected - 1.0).abs() < 1e-3, "{found} pA, not {expected}");
}

#[test]
fn listed_weights_weigh_the_tonic_rate() {
    let (pre, post) = (vec![0, 1, 2, 2], vec![7, 7, 7, 30]);
    let mut network = network(Rule::Edges { pre, post, weight: vec![1e-3, 2.5e-3, 0.5e-3, 3e-3] });
    network.set("link.tonic_rate", 40.0).unwrap();
    let mut simulator = simulator(&network, "double");
    simulator.run(8_000, &mut Run::default()).unwrap();
    let rows = rows(&mut simulator, 1);
    for (target, total_ns) in [(7, 4e-3), (30, 3e-3), (8, 0.0)] {
        let expected = total_ns * 40.0 * TAU_DECAY_MS / 1000.0 * -V_MV;
        let error = (rows[target] - expected).abs();
        assert!(error <= 1e-3 * expected, "target {target}: {} pA, not {expected}", rows[target]);
    }
}

#[test]
fn spikes_are_scaled_and_kept_back() {
    let currents = |scale: f64| {
        let mut network = network(Rule::AllToAll);
        network.set("link.spike_scale", scale).unwrap();
        let mut simulator = simulator(&network, "double");
        simulator.inject_spike("source", 1).unwrap();
        rows(&mut simulator, 2_000)
    };
    let once = currents(1.0);
    assert!(once.iter().any(|i| *i > 0.0) && currents(0.0).iter().all(|i| *i == 0.0));
    let close = |(once, twice): (&f64, f64)| (twice - 2.0 * once).abs() <= 1e-6 * once.abs();
    assert!(once.iter().zip(currents(2.0)).all(close), "the current doubles");
}

#[test]
fn a_circuit_with_its_own_delays_is_the_same_in_any_cut_and_after_a_reset() {
    let mut network =
        build("stn_gpe_gpi_adex_parkinsonian", &Preset { seed: 3, ..Preset::default() }).unwrap();
    network.set("gpe_to_stn.delay", 5.0).unwrap();
    network.set("gpe_to_stn.delay_spread", 500.0).unwrap();
    for precision in PRECISIONS {
        let mut whole = simulator(&network, precision);
        whole.run(3_000, &mut Run::default()).unwrap();
        let expected = whole.state_hash();
        let mut cut = simulator(&network, precision);
        for n_steps in [1, 7, 64, 500].into_iter().cycle() {
            let n_steps = n_steps.min(3_000 - cut.step());
            cut.run(n_steps, &mut Run::default()).unwrap();
            if n_steps == 0 {
                break;
            }
        }
        assert_eq!(cut.state_hash(), expected, "{precision}: in cuts");
        whole.reset();
        whole.run(3_000, &mut Run::default()).unwrap();
        assert_eq!(whole.state_hash(), expected, "{precision}: after a reset");
    }
}

#[test]
fn replacing_spikes_by_their_mean_keeps_the_rate_of_the_target() {
    let preset = Preset { seed: 3, ..Preset::default() };
    let mut network = build("stn_gpe_gpi_adex_healthy", &preset).unwrap();
    let rates_hz = |network: &Network| {
        let mut simulator = simulator(network, "single");
        simulator.run(80_000, &mut Run::default()).unwrap();
        [("stn", 50.0), ("gpe", 100.0)].map(|(population, n_cells)| {
            simulator.spike_count(population).unwrap() as f64 / n_cells / 2.0
        })
    };
    let [stn_hz, gpe_hz] = rates_hz(&network);
    network.set("stn_to_gpe.spike_scale", 0.0).unwrap();
    network.set("stn_to_gpe.tonic_rate", stn_hz).unwrap();
    let tonic_hz = rates_hz(&network)[1];
    assert!((tonic_hz / gpe_hz - 1.0).abs() < 0.03, "{tonic_hz} Hz, with spikes {gpe_hz}");
}

/// `n_cells` cells, each of which reaches the next.
fn chain(n_cells: usize, delay_ms: f64, delay_spread_ms: f64) -> Network {
    let mut network = Network::new(1);
    network.add_population("a", "adex_gpe", n_cells).unwrap();
    let [name, from, to] = ["aa", "a", "a"].map(String::from);
    let rule = Rule::OneToOne { offset: 1 };
    let kind = Projection { name, from, to, rule, ..Projection::default() };
    network.add_projection(Projection { delay_ms, delay_spread_ms, ..kind }).unwrap();
    network
}

#[test]
fn a_delay_or_a_spread_that_no_memory_holds_is_refused() {
    let fine = SimulatorConfig { dt_ms: 1e-4, ..SimulatorConfig::default() };
    for (network, config) in [
        (chain(1 << 26, 1.0, 1e4), SimulatorConfig::default()),
        (chain(1 << 20, 1e4, 0.0), fine), // 2^27 steps of 2^20 bits
    ] {
        let refused = Simulator::new(&network, &config).err();
        assert!(matches!(refused, Some(Error::TooLarge { .. })), "{refused:?}");
    }
}

#[test]
fn the_memory_that_is_told_holds_all_that_is_under_way() {
    let n_slots = 1 << 19; // 400,000 steps ahead
    let row_bytes = 16 * size_of::<f64>() as u64; // of one cell, too
    assert!(chain(1, 1.0, 1e4).memory_bytes() > n_slots * row_bytes);
    assert!(chain(64, 1e4, 0.0).memory_bytes() > n_slots * size_of::<u64>() as u64);
}

#[test]
fn synapses_that_saturate_have_one_delay_and_no_mean() {
    let mut network = network(Rule::AllToAll);
    let projection = Projection {
        name: "clipped".into(),
        from: "source".into(),
        to: "target".into(),
        saturating: true,
        ..Projection::default()
    };
    let spread = Projection { delay_spread_ms: 1.0, ..projection.clone() };
    assert!(network.add_projection(spread).is_err());
    network.add_projection(projection).unwrap();
    assert!(network.find_param("clipped.tonic_rate").is_err());
}
