//! Metrics of cells that answer a train of pulses, in a batch.

use crate::by_hand::{go_on, run};
use subthal::engine::{pulse_steps, Run, Simulator, SimulatorConfig, Spike};
use subthal::evaluate::{Batch, Protocol, Wiring};
use subthal::metrics::{relay, SpikeTrains, Window};
use subthal::network::Network;
use subthal::presets::{build, Preset};

const DT_MS: f64 = 0.01;
const FIRST: u64 = 20_000;
const END: u64 = 60_000;

fn protocol(wiring: Wiring) -> Protocol {
    Protocol {
        dt_ms: DT_MS,
        precision: "double".into(),
        burn_in_ms: 200.0,
        measured_ms: 400.0,
        wiring,
        ..Protocol::default()
    }
}

/// The error index and fidelity of a trial by a simulator.
fn by_hand(network: &Network, trial: u64) -> [f64; 2] {
    let config = SimulatorConfig { dt_ms: DT_MS, trial, ..SimulatorConfig::default() };
    let mut spikes = vec![Spike::default(); 10_000];
    let mut ran = Run { spikes: &mut spikes, ..Run::default() };
    Simulator::new(network, &config).unwrap().run(END, &mut ran).unwrap();
    let n_spikes = ran.n_spikes as usize;
    let of_tc = spikes[..n_spikes].iter().filter(|spike| spike.population == 3);
    let trains = SpikeTrains::new(10, of_tc.map(|spike| (spike.step, spike.cell))).unwrap();
    let pulses = pulse_steps(network, "smc", trial, DT_MS, END).unwrap();
    let found = relay(&trains, Window::new(FIRST, END, DT_MS).unwrap(), &pulses).unwrap();
    [found.error_index, found.fidelity]
}

#[test]
fn error_index_of_a_trial_is_that_of_its_spikes_and_pulses() {
    let mut network = build("so_2012_parkinsonian", &Preset::default()).unwrap();
    let dbs = network.find_param("dbs.frequency").unwrap();
    let (values, seeds) = ([0.0, 45.0, 0.0], [3, 3, 4]);
    let metrics = ["tc.smc.error_index", "tc.smc.relay_fidelity"];
    for wiring in [Wiring::Shared, Wiring::Redrawn] {
        let batch = Batch {
            params: &[dbs],
            values: &values,
            seeds: &seeds,
            metrics: &metrics,
            n_threads: 1,
        };
        let (found, _) = run(&network, &protocol(wiring), &batch, &mut go_on).unwrap();
        for (trial, (hz, seed)) in values.into_iter().zip(seeds).enumerate() {
            network.set_many(&[dbs], &[hz]).unwrap();
            network.set_seed(if wiring == Wiring::Redrawn { seed } else { 0 });
            let trial_seed = if wiring == Wiring::Shared { seed } else { 0 };
            assert_eq!(found[2 * trial..][..2], by_hand(&network, trial_seed), "{trial}");
        }
        network.set_seed(0);
    }
}

#[test]
fn metric_of_pulses_asks_for_a_train() {
    let network = build("so_2012_healthy", &Preset::default()).unwrap();
    for (name, word) in [
        ("tc.error_index", "population.train.metric"),
        ("tc.smx.error_index", "the nearest is \"smc\""),
        ("gpe.gpi.rate", "of 1 population"),
        ("tc.smc.rate", "smc"),
    ] {
        let batch = Batch { params: &[], values: &[], seeds: &[1], metrics: &[name], n_threads: 1 };
        let refused = run(&network, &protocol(Wiring::Shared), &batch, &mut go_on).unwrap_err();
        assert!(refused.to_string().contains(word), "{name}: {refused}");
    }
}
