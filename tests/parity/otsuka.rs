//! The STN cell of Otsuka et al. (2004) in two published codes, and the pallidal cell of one of them.

use crate::run::{
    assert_first_order, assert_spikes_pair, largest_difference, probe_v, run_as, spike_times_ms,
    Ran, Recorded,
};
use crate::tables::{kumaravelu_stn, otsuka_cells, OtsukaCell};
use subthal::engine::{Simulator, SimulatorConfig};
use subthal::network::{Input, Network};

const N_STEPS: u64 = 50_000; // 500 ms of 0.01 ms

fn network(model: &str, n_cells: usize) -> Network {
    let mut network = Network::new(1);
    network.add_population("cell", model, n_cells).unwrap();
    let (name, population) = ("current".into(), "cell".into());
    network.add_input(Input { name, population, ..Input::default() }).unwrap();
    network
}

/// Currents, uA/cm2, in steps.
fn inputs(n_steps: u64, pulses: &[(f64, std::ops::Range<u64>)]) -> Vec<f64> {
    let at = |step| pulses.iter().find(|(_, steps)| steps.contains(&step)).map_or(0.0, |p| p.0);
    (0..n_steps).map(at).collect()
}

#[test]
fn kumaravelu_stn_follows_its_code() {
    let (starts, spikes, v_mv) = kumaravelu_stn();
    let mut network = network("kumaravelu_stn", starts.len());
    network.set_initial("cell.v", &starts).unwrap();
    probe_v(&mut network, &["cell"]);
    let recorded = Recorded { dt_ms: 0.01, n_steps: N_STEPS, n_recorded: 2_000, every: 10 };
    let pulses = inputs(N_STEPS, &[(5.0, 20_000..30_000), (-10.0, 35_000..40_000)]);
    let ran: Ran = run_as(&network, recorded, &pulses);
    let apart = largest_difference(&ran.rows, &v_mv);
    assert!(apart <= 1e-6, "V is {apart:e} mV apart in 20 ms");
    for (cell, theirs) in spikes.iter().enumerate() {
        assert_spikes_pair(&ran.spike_steps(0, cell), theirs, N_STEPS, 0, &format!("cell {cell}"));
    }
    println!("V at most {apart:e} mV apart, {} spikes alike", ran.spikes.len());
}

/// Times of spikes by exponential Euler, ms.
fn spike_times(cell: &OtsukaCell, dt_ms: f64) -> Vec<f64> {
    let mut network = network(cell.model(), 1);
    // the published Nernst potentials, of which the tables of parameters have four digits
    network.set("cell.e_na", 60.797_954_416_731_7).unwrap();
    network.set("cell.e_k", -90.839_965_772_323_1).unwrap();
    network.set("cell.i_app", cell.i_app).unwrap();
    let steps = |ms: f64| (ms / dt_ms).round() as u64;
    let pulses = inputs(steps(500.0), &[(cell.i_pulse, steps(200.0)..steps(300.0))]);
    let integrator = "exponential_euler".into();
    let config = SimulatorConfig { dt_ms, integrator, ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(&network, &config).unwrap();
    spike_times_ms(&mut simulator, steps(500.0), &pulses, dt_ms)
}

/// NEURON integrates with a tolerance of 1e-10. A spike that the pulse's end cuts off at 300 ms is not smooth in dt.
#[test]
fn spikes_go_to_those_of_neuron_as_dt_shrinks() {
    for cell in otsuka_cells() {
        let steps = [0.002, 0.001].map(|dt_ms| spike_times(&cell, dt_ms));
        let n_compared = assert_first_order(&cell.name, &steps, &cell.spikes_ms, 300.0);
        println!("{}: {n_compared} spikes of {}", cell.name, cell.spikes_ms.len());
    }
}
