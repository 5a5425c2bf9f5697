//! Laws of cells beside each other: each is stepped by parameters of its own, whichever these are.

use subthal::engine::{Run, Simulator, SimulatorConfig, PRECISIONS};
use subthal::models::params::{Model, Param, MODELS};
use subthal::network::Network;

/// More than two rows of cells.
const N_CELLS: usize = 40;
/// One in the middle of the second row, and one in the last, which is not full.
const OTHERS: [usize; 2] = [20, 38];
const N_STEPS: u64 = 400;

/// `n_cells` cells, and a value of a parameter for each.
fn network(model: &Model, n_cells: usize, param: &Param, values: &[f64]) -> Network {
    let mut network = Network::new(1);
    network.add_population("cells", model.name, n_cells).unwrap();
    network.set_cells(&format!("cells.{}", param.name), values).unwrap();
    network
}

/// Every variable of a cell, after a while from rest: the same again after a reset.
fn after_a_while(model: &Model, network: &Network, precision: &str, cell: usize) -> Vec<f64> {
    let config = SimulatorConfig { precision: precision.into(), ..SimulatorConfig::default() };
    let mut simulator = Simulator::new(network, &config).unwrap();
    let mut run = || -> Vec<f64> {
        simulator.run(N_STEPS, &mut Run::default()).unwrap();
        let numbers = |name| simulator.state("cells", name).unwrap().nth(cell).unwrap();
        let numbers = model.variables.iter().map(|variable| numbers(variable.name)).collect();
        simulator.reset();
        numbers
    };
    let (once, again) = (run(), run());
    assert_eq!(once, again, "{} after a reset", model.name);
    once
}

/// A value near the default, within the bounds.
fn another(param: &Param) -> f64 {
    let moved = if param.default == 0.0 { 0.01 } else { 1.05 * param.default };
    if moved >= param.min && moved <= param.max {
        moved
    } else {
        0.95 * param.default
    }
}

/// Asks it of one parameter of a model.
fn check(model: &Model, param: &Param, precision: &str) {
    let mut values = [param.default; N_CELLS];
    OTHERS.iter().for_each(|&cell| values[cell] = another(param));
    let among_others = network(model, N_CELLS, param, &values);
    let alone = network(model, 1, param, &[another(param)]);
    let expected = after_a_while(model, &alone, precision, 0);
    for cell in OTHERS {
        let found = after_a_while(model, &among_others, precision, cell);
        assert_eq!(found, expected, "{} of {}, {precision}", param.name, model.name);
    }
}

#[test]
fn cell_that_differs_in_any_parameter_is_what_it_is_alone() {
    for model in MODELS.iter().filter(|model| model.name != "spike_source") {
        for precision in PRECISIONS {
            model.params.iter().for_each(|param| check(model, param, precision));
        }
    }
}
