//! Every cell fires in one step: the most that a step can be asked to do.

use subthal::engine::{Run, Simulator, SimulatorConfig};
use subthal::ffi::*;
use subthal::network::{Network, Probe, Projection, Rule};

use super::everything::{ok, Everything, INTEGRATORS, PRECISIONS};
use super::network::sizes;
use crate::support::allocations;

const N_SOURCES: usize = 130;
const N_TARGETS: usize = 100;
const DELAY_STEPS: usize = 80;
const DT_MS: f64 = 0.025;

/// Makes every cell of the network fire in the next step.
fn inject_all(all: &Everything) {
    for population in all.network.populations() {
        let name = std::ffi::CString::new(&*population.name).unwrap();
        (0..population.n_cells as u64).for_each(|cell| all.inject(&name, cell));
    }
}

/// Population and cell of every spike that a step can have, in the order in which they are told.
fn every_cell(network: &Network) -> Vec<(u32, u32)> {
    let populations = network.populations().iter().enumerate();
    let cells = populations
        .flat_map(|(index, p)| (0..p.n_cells as u32).map(move |cell| (index as u32, cell)));
    cells.collect()
}

#[test]
fn announced_bound_counts_every_cell_and_every_synapse() {
    let all = Everything::new(c"double", c"forward_euler");
    let (sizes, mut bound) = (sizes(&all.network), 0);
    // SAFETY: the place is a local.
    ok(unsafe { subthal_simulator_step_bound(all.sim, &mut bound) });
    assert!(sizes.n_saturating > 0);
    assert_eq!(bound, sizes.n_cells + sizes.n_synapses + 3 * sizes.n_saturating);
}

/// The worst case not once but in every step, so that every step also delivers all spikes of an earlier one.
#[test]
fn no_spike_is_lost_and_nothing_allocated_when_every_cell_fires_in_every_step() {
    for precision in PRECISIONS {
        for integrator in INTEGRATORS {
            let mut all = Everything::new(precision, integrator);
            all.network.projections().iter().for_each(|p| all.set(&weight_scale(&p.name), 1e-3));
            let expected = every_cell(&all.network);
            for step in 0..30 {
                inject_all(&all);
                let before = all.n_spikes;
                let calls = allocations(|| assert_eq!(all.run(1, 1), subthal_status::Ok));
                let fired = all.n_spikes - before;
                assert_eq!((calls, fired), (0, sizes(&all.network).n_cells));
                let told = all.spikes[..fired as usize].iter();
                assert!(told.clone().all(|spike| spike.step == step));
                let told = told.map(|spike| (spike.population, spike.cell));
                assert!(told.eq(expected.iter().copied()), "step {step}");
            }
        }
    }
}

fn weight_scale(projection: &str) -> String {
    format!("{projection}.weight_scale")
}

/// Silent sources and targets that stay where they are, whose currents are recorded.
fn held_still(rule: Rule, delay_spread_ms: f64) -> Network {
    let mut network = Network::new(5);
    network.add_population("source", "adex_gpe", N_SOURCES).unwrap();
    network.add_population("target", "adex_gpe", N_TARGETS).unwrap();
    network.set("source.i_app", -100.0).unwrap();
    for (name, value) in [("c_m", 1e5), ("e_l", -65.0), ("i_app", 0.0)] {
        network.set(&format!("target.{name}"), value).unwrap();
    }
    network.set_initial("target.v", &[-65.0]).unwrap();
    let projection = Projection {
        name: "link".into(),
        from: "source".into(),
        to: "target".into(),
        rule,
        weight: 1e-3,
        delay_ms: DELAY_STEPS as f64 * DT_MS,
        delay_spread_ms,
        ..Projection::default()
    };
    network.add_projection(projection).unwrap();
    let (population, variable) = ("target".into(), "i_syn".into());
    network.add_probe(Probe { population, variable, ..Probe::default() }).unwrap();
    network
}

/// The current of each target in each of `n_steps` steps, once these sources have fired in the first.
fn currents(network: &Network, sources: impl Iterator<Item = usize>, n_steps: usize) -> Vec<f64> {
    let mut simulator = Simulator::new(network, &SimulatorConfig::default()).unwrap();
    sources.for_each(|cell| simulator.inject_spike("source", cell).unwrap());
    let mut rows = vec![0.0; n_steps * N_TARGETS];
    let mut run = Run { rows: &mut rows, ..Run::default() };
    simulator.run(n_steps as u64, &mut run).unwrap();
    rows
}

/// What one synapse of 1 pS brings in the step in which its spike is first felt, pA.
fn one_synapse() -> f64 {
    let network = held_still(Rule::Edges { pre: vec![0], post: vec![0], weight: vec![1e-3] }, 0.0);
    currents(&network, 0..1, DELAY_STEPS + 2)[(DELAY_STEPS + 1) * N_TARGETS]
}

#[test]
fn every_synapse_delivers_once_when_every_cell_fires() {
    let one = one_synapse();
    for rule in [Rule::FixedInDegree { k: 40 }, Rule::AllToAll, Rule::FixedTotal { n: 1000 }] {
        let network = held_still(rule, 0.0);
        let wiring = network.wiring("link").unwrap();
        let rows = currents(&network, 0..N_SOURCES, DELAY_STEPS + 2);
        let (before, after) = rows.split_at((DELAY_STEPS + 1) * N_TARGETS);
        assert!(before.iter().all(|current| *current == 0.0));
        for (cell, current) in after.iter().enumerate() {
            let n = wiring.post.iter().filter(|post| **post as usize == cell).count();
            let delivered = current / one;
            assert!((delivered - n as f64).abs() < 1e-9 * n as f64, "{delivered}, not {n}");
        }
        let total: f64 = after.iter().sum::<f64>() / one;
        assert_eq!(total.round() as u64, sizes(&network).n_synapses);
    }
}

/// Where each synapse has a delay of its own too: what all bring together is what each brings alone, but
/// for what the currents move V meanwhile.
#[test]
fn all_cells_together_bring_what_each_brings_alone() {
    let network = held_still(Rule::FixedInDegree { k: 7 }, 2.0);
    let n_steps = 300;
    let together = currents(&network, 0..N_SOURCES, n_steps);
    let mut alone = vec![0.0; together.len()];
    for source in 0..N_SOURCES {
        let one = currents(&network, source..source + 1, n_steps);
        alone.iter_mut().zip(one).for_each(|(sum, current)| *sum += current);
    }
    for (together, alone) in together.iter().zip(&alone) {
        assert!((together - alone).abs() <= 1e-5 * alone.abs(), "{together}, not {alone}");
    }
}
