//! Cells of two variables: AdEx against SciPy, Izhikevich's against a published code.

use crate::run::{
    assert_first_order, assert_spikes_pair, largest_difference, probe_v, run_as, spike_times_ms,
    Recorded,
};
use crate::tables::{adex_cells, izhikevich};
use subthal::engine::{Simulator, SimulatorConfig};
use subthal::network::{Input, Network};

/// SciPy integrates with a tolerance of 1e-11.
#[test]
fn adex_spikes_go_to_those_of_scipy_as_dt_shrinks() {
    for (name, i_app, theirs) in adex_cells() {
        let mut network = Network::new(1);
        network.add_population("cell", name.trim_end_matches("_fast"), 1).unwrap();
        network.set("cell.i_app", i_app).unwrap();
        let steps = [0.002, 0.001].map(|dt_ms| {
            let config = SimulatorConfig { dt_ms, ..SimulatorConfig::default() };
            let mut simulator = Simulator::new(&network, &config).unwrap();
            spike_times_ms(&mut simulator, (500.0 / dt_ms).round() as u64, &[], dt_ms)
        });
        let n_compared = assert_first_order(&name, &steps, &theirs, 500.0);
        assert_eq!(n_compared, theirs.len(), "{name}");
        assert_eq!(steps[1].len(), theirs.len(), "{name}");
    }
}

#[test]
fn izhikevich_cells_follow_the_cortical_cells_of_kumaravelu() {
    let recorded = Recorded { dt_ms: 0.01, n_steps: 50_000, n_recorded: 2_000, every: 10 };
    let (spikes, v_mv) = izhikevich();
    let mut inputs = vec![4.0; 20_000];
    inputs.resize(35_000, 10.0);
    inputs.resize(50_000, -5.0);
    for (which, model) in ["izhikevich_rs", "izhikevich_fs"].into_iter().enumerate() {
        let mut network = Network::new(1);
        network.add_population("cell", model, 1).unwrap();
        let (name, population) = ("current".into(), "cell".into());
        network.add_input(Input { name, population, ..Input::default() }).unwrap();
        probe_v(&mut network, &["cell"]);
        let ran = run_as(&network, recorded, &inputs);
        let theirs: Vec<f64> = v_mv.iter().skip(which).step_by(2).copied().collect();
        let apart = largest_difference(&ran.rows, &theirs);
        assert!(apart <= 1e-9, "{model}: V is {apart:e} mV apart in 20 ms");
        assert_spikes_pair(&ran.spike_steps(0, 0), &spikes[which], 50_000, 0, model);
    }
}
