//! Single cells follow their recordings.

use crate::run::{assert_spikes_pair, largest_difference, probe_v, run, Ran, DT_MS};
use crate::tables::{f_i_curves, single_cells, FiCurve, SingleCell};
use subthal::network::{Input, Network};

const N_STEPS: u64 = 20_000; // 500 ms
const N_RECORDED: u64 = 2_000; // 50 ms

/// How closely the cells of a model must follow.
struct Bar {
    /// Over the first 50 ms.
    v_mv: f64,
    /// Every spike before this falls in the recorded step.
    exact_ms: f64,
}

fn network_of(cell: &SingleCell) -> Network {
    let mut network = Network::new(1);
    network.add_population("cell", &cell.model, 1).unwrap();
    network.set("cell.i_app", cell.i_app).unwrap();
    for (variable, value) in &cell.start {
        network.set_initial(&format!("cell.{variable}"), &[*value]).unwrap();
    }
    let (name, population) = ("current".into(), "cell".into());
    network.add_input(Input { name, population, ..Input::default() }).unwrap();
    probe_v(&mut network, &["cell"]);
    network
}

fn ran(cell: &SingleCell) -> Ran {
    let (current, steps) = &cell.i_in;
    let at = |step| if steps.contains(&step) { *current } else { 0.0 };
    let inputs: Vec<f64> = (0..N_STEPS).map(at).collect();
    run(&network_of(cell), N_STEPS, N_RECORDED, &inputs)
}

fn assert_follows(cell: &SingleCell, bar: &Bar) {
    let ran = ran(cell);
    let apart = largest_difference(&ran.rows, &cell.v_mv);
    assert!(apart <= bar.v_mv, "{}: V is {apart:e} mV apart in 50 ms", cell.name);
    let ours = ran.spike_steps(0, 0);
    let n_exact = (bar.exact_ms / DT_MS).round() as u64;
    assert_spikes_pair(&ours, &cell.spike_steps, n_exact, 0, &cell.name);
    assert_eq!(ours.len(), cell.spike_steps.len(), "{}: spikes in 500 ms", cell.name);
}

fn assert_all_follow(model: &str, n_cases: usize, bar: &Bar) {
    let cells = single_cells();
    let cells: Vec<_> = cells.iter().filter(|cell| cell.model.starts_with(model)).collect();
    assert_eq!(cells.len(), n_cases);
    cells.iter().for_each(|cell| assert_follows(cell, bar));
}

#[test]
fn stn_follows_the_seed() {
    assert_all_follow("stn", 7, &Bar { v_mv: 1e-6, exact_ms: 500.0 });
}

#[test]
fn adex_follows_the_seed() {
    assert_all_follow("adex", 8, &Bar { v_mv: 1e-6, exact_ms: 500.0 });
}

#[test]
fn pallidal_hodgkin_huxley_follows_the_seed() {
    assert_all_follow("hh", 13, &Bar { v_mv: 1e-5, exact_ms: 150.0 });
}

/// One cell for each current of the curve; spikes of the second after 200 ms.
fn spikes_of_curve(curve: &FiCurve) -> Vec<u64> {
    let cells = single_cells();
    let start = &cells.iter().find(|cell| cell.model == curve.model).unwrap().start;
    let mut network = Network::new(1);
    network.add_population("cell", &curve.model, curve.i_app.len()).unwrap();
    network.set_cells("cell.i_app", &curve.i_app).unwrap();
    for (variable, value) in start {
        network.set_initial(&format!("cell.{variable}"), &[*value]).unwrap();
    }
    let ran = run(&network, 48_000, 0, &[]);
    let in_the_second =
        |cell| ran.spike_steps(0, cell).iter().filter(|&&step| step >= 8_000).count() as u64;
    (0..curve.i_app.len()).map(in_the_second).collect()
}

#[test]
fn f_i_curves_agree_within_one_spike() {
    let curves = f_i_curves();
    assert_eq!(curves.len(), 5);
    for curve in &curves {
        let ours = spikes_of_curve(curve);
        for ((i_app, theirs), ours) in curve.i_app.iter().zip(&curve.n_spikes).zip(ours) {
            let model = &curve.model;
            assert!(ours.abs_diff(*theirs) <= 1, "{model} at {i_app}: {ours} spikes, not {theirs}");
        }
    }
}
