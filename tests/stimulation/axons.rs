//! Pulses on axons: spikes that the soma never fired, and those that it fired in vain.

use crate::{clinical, simulator};
use subthal::engine::{Run, Simulator};
use subthal::network::{Network, Probe, Projection, Rule, Stimulator, Waveform};

const DT_MS: f64 = 0.1;
const DELAY_MS: f64 = 2.0;

/// Ten STN cells that reach one GPe cell each; what arrives there is the first stage of its synapse. No drive: what
/// fires is made to.
fn network(stimulator: Stimulator) -> Network {
    let mut network = Network::new(7);
    for (name, model) in [("stn", "adex_gpe"), ("gpe", "adex_gpe")] {
        network.add_population(name, model, 10).unwrap();
        network.set(&format!("{name}.i_app"), 0.0).unwrap();
    }
    let projection = Projection {
        name: "stn_to_gpe".into(),
        from: "stn".into(),
        to: "gpe".into(),
        rule: Rule::OneToOne { offset: 0 },
        delay_ms: DELAY_MS,
        weight: 1e-6, // felt, and of no consequence
        ..Projection::default()
    };
    network.add_projection(projection).unwrap();
    let (name, population) = ("dbs".into(), "stn".into());
    network.add_stimulator(Stimulator { name, population, soma: 0.0, ..stimulator }).unwrap();
    let (population, variable) = ("gpe".into(), "i_syn".into());
    network.add_probe(Probe { population, variable, ..Probe::default() }).unwrap();
    network
}

/// The step after which each cell first has a synaptic current; none where it has none.
fn first_currents(simulator: &mut Simulator, n_steps: usize) -> Vec<Option<usize>> {
    let mut rows = vec![0.0; n_steps * 10];
    simulator.run(n_steps as u64, &mut Run { rows: &mut rows, ..Run::default() }).unwrap();
    let first = |cell: usize| rows.iter().skip(cell).step_by(10).position(|i| *i != 0.0);
    (0..10).map(first).collect()
}

/// What an injected spike does by the same road, in steps.
fn travel() -> usize {
    let mut simulator = simulator(&network(Stimulator::default()), DT_MS);
    simulator.inject_spike("stn", 0).unwrap();
    first_currents(&mut simulator, 100)[0].unwrap()
}

fn axons(cells: &[u32]) -> Stimulator {
    Stimulator { axons: cells.to_vec(), frequency_hz: 10.0, ..clinical(Waveform::Biphasic) }
}

#[test]
fn a_pulse_launches_a_spike_in_each_excited_axon_with_its_delay() {
    let mut simulator = simulator(&network(axons(&[2, 5])), DT_MS);
    let arrived = first_currents(&mut simulator, 100);
    for (cell, arrived) in arrived.iter().enumerate() {
        assert_eq!(*arrived, [2, 5].contains(&cell).then_some(travel()), "cell {cell}");
    }
    assert_eq!(simulator.spike_count("stn").unwrap(), 0, "no soma has fired");
}

#[test]
fn axons_are_excited_from_their_threshold_on() {
    let stimulator = Stimulator { axon_thresholds_ma: vec![2.9, 3.0, 3.1], ..axons(&[1, 2, 3]) };
    let arrived = first_currents(&mut simulator(&network(stimulator), DT_MS), 100);
    let excited: Vec<usize> = (0..10).filter(|cell| arrived[*cell].is_some()).collect();
    assert_eq!(excited, [1, 2]);
}

#[test]
fn a_fraction_of_the_axons_is_drawn_by_the_seed() {
    let stimulator = || Stimulator { axon_fraction: 0.5, ..axons(&[]) };
    let drawn = network(stimulator()).stimulated_axons(0);
    assert_eq!(drawn.len(), 5);
    assert_eq!(network(stimulator()).stimulated_axons(0), drawn);
    let all = Stimulator { axon_fraction: 1.0, ..axons(&[]) };
    assert_eq!(network(all).stimulated_axons(0).len(), 10);
    assert!(network(axons(&[])).stimulated_axons(0).is_empty());
}

/// A soma's spike within the window after a launched one is lost; after it, and in other cells, it arrives.
#[test]
fn somatic_spikes_collide_for_the_window() {
    let collision_ms = 3.0;
    for (after_steps, transmitted) in [(1, false), (30, false), (31, true)] {
        let stimulator = Stimulator { collision_ms, ..axons(&[0]) };
        let mut simulator = simulator(&network(stimulator), DT_MS);
        simulator.run(after_steps, &mut Run::default()).unwrap();
        for cell in [0, 1] {
            simulator.inject_spike("stn", cell).unwrap();
        }
        // the launched spike has come and gone by then
        simulator.run(travel() as u64, &mut Run::default()).unwrap();
        let peak = |simulator: &mut Simulator| {
            let mut rows = vec![0.0; 10];
            simulator.run(1, &mut Run { rows: &mut rows, ..Run::default() }).unwrap();
            [rows[0], rows[1]]
        };
        let [hit, other] = peak(&mut simulator);
        assert!(other != 0.0);
        let alone = alone(after_steps);
        assert_eq!(hit != alone, transmitted, "{after_steps} steps after: {hit} {alone}");
    }
}

/// The current of cell 0 at that moment when its soma never fires.
fn alone(after_steps: u64) -> f64 {
    let mut simulator = simulator(&network(axons(&[0])), DT_MS);
    let mut rows = vec![0.0; 10];
    simulator.run(after_steps + travel() as u64, &mut Run::default()).unwrap();
    simulator.run(1, &mut Run { rows: &mut rows, ..Run::default() }).unwrap();
    rows[0]
}

/// An axon that is refractory follows every second pulse.
#[test]
fn a_refractory_axon_leaves_pulses_out() {
    let arrivals = |refractory_ms| {
        let stimulator = Stimulator { frequency_hz: 125.0, refractory_ms, ..axons(&[0]) };
        let mut network = network(stimulator);
        let (tau_rise, tau_decay) = ("stn_to_gpe.tau_rise", "stn_to_gpe.tau_decay");
        network.set(tau_rise, 0.2).unwrap();
        network.set(tau_decay, 0.2).unwrap();
        let mut simulator = simulator(&network, DT_MS);
        let mut rows = vec![0.0; 20_000];
        simulator.run(2_000, &mut Run { rows: &mut rows, ..Run::default() }).unwrap();
        let current: Vec<f64> = rows.into_iter().step_by(10).map(f64::abs).collect();
        (1..1999).filter(|k| current[*k] > current[k - 1] && current[*k] >= current[k + 1]).count()
    };
    assert_eq!(arrivals(0.0), 25);
    assert_eq!(arrivals(7.9), 25);
    assert_eq!(arrivals(8.1), 13);
}
