//! The STN cell of Otsuka et al. (2004) in two published codes, and the pallidal cell of one of them.

use crate::run::{assert_spikes_pair, largest_difference, probe_v, run_as, Ran, Recorded};
use crate::tables::{kumaravelu_stn, otsuka_cells, OtsukaCell};
use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
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
    let mut spikes = vec![Spike::default(); 500];
    let mut run = Run { inputs: &pulses, spikes: &mut spikes, ..Run::default() };
    simulator.run(steps(500.0), &mut run).unwrap();
    let n_spikes = run.n_spikes as usize;
    spikes[..n_spikes].iter().map(|spike| (spike.step + 1) as f64 * dt_ms).collect()
}

/// NEURON integrates with a tolerance of 1e-10; the error here is of first order in dt, so that half the step halves it.
#[test]
fn spikes_go_to_those_of_neuron_as_dt_shrinks() {
    for cell in otsuka_cells() {
        let [whole, half] = [0.002, 0.001].map(|dt_ms| spike_times(&cell, dt_ms));
        let mut n_compared = 0;
        for ((at_dt, at_half), theirs) in whole.iter().zip(&half).zip(&cell.spikes_ms) {
            let error = at_dt - theirs;
            // no longer of first order: a fifth of an interval and more, and from a spike that the pulse's end cuts off
            if error.abs() > 3.0 || *theirs > 300.0 {
                break;
            }
            let left = 2.0 * at_half - at_dt - theirs;
            let bar = 0.02 + 0.1 * error.abs();
            assert!(left.abs() < bar, "{} at {theirs} ms: {error} then {left}", cell.name);
            n_compared += 1;
        }
        assert!(n_compared >= 3, "{}: {n_compared} spikes compared", cell.name);
        println!("{}: {n_compared} spikes of {}", cell.name, cell.spikes_ms.len());
    }
}
