//! What may not change a result: how a run is cut, what ran before a reset, what else the network holds.

use subthal::engine::{Run, Simulator, SimulatorConfig, Spike};
use subthal::error::Error;
use subthal::network::{Input, Network, Probe};
use subthal::presets::{self, Preset};

const STEPS: u64 = 2_000;
const NAMES: [&str; 3] =
    ["stn_gpe_gpi_adex_healthy_gpe_gpe", "stn_gpe_gpi_hh_healthy", "seed_hh_default"];

fn network(name: &str, seed: u64) -> Network {
    let mut network =
        presets::build(name, &Preset { n_stn: 18, n_gpe: 33, n_gpi: 7, seed }).unwrap();
    for (population, variable, mean) in
        [("stn", "v", false), ("gpe", "i_syn", true), ("gpi", "i_noise", false)]
    {
        let (population, variable) = (population.into(), variable.into());
        network.add_probe(Probe { population, variable, cells: Vec::new(), mean }).unwrap();
    }
    let (name, population, unit) = ("drive".into(), "gpe".into(), "pA".into());
    network.add_input(Input { name, population, unit, ..Input::default() }).unwrap();
    network
}

fn simulator(network: &Network, trial: u64) -> Simulator {
    let config = SimulatorConfig { trial, ..SimulatorConfig::default() };
    Simulator::new(network, &config).unwrap()
}

/// Rows and spikes.
type Recorded = (Vec<f64>, Vec<Spike>);

/// `n_steps` steps with a row after every third.
fn recorded(simulator: &mut Simulator, n_steps: u64) -> Recorded {
    let n_rows = simulator.row_count(n_steps, 3) as usize;
    let mut rows = vec![0.0; n_rows * simulator.channels().len()];
    let mut spikes = vec![Spike::default(); 10_000];
    let drive = |step: u64| if step % 500 < 100 { 40.0 } else { -3.0 };
    let inputs: Vec<f64> = (0..n_steps).map(|k| drive(simulator.step() + k)).collect();
    let mut run =
        Run { inputs: &inputs, rows: &mut rows, every: 3, spikes: &mut spikes, ..Run::default() };
    simulator.run(n_steps, &mut run).unwrap();
    assert_eq!(run.n_rows as usize, n_rows);
    let n_spikes = run.n_spikes as usize;
    spikes.truncate(n_spikes);
    (rows, spikes)
}

/// The same in cuts of these lengths, over and over.
fn recorded_in_cuts(simulator: &mut Simulator, cuts: &[u64]) -> Recorded {
    let (mut rows, mut spikes) = (Vec::new(), Vec::new());
    for cut in cuts.iter().cycle() {
        let n_steps = (*cut).min(STEPS - simulator.step());
        if n_steps == 0 {
            break;
        }
        let more = recorded(simulator, n_steps);
        rows.extend(more.0);
        spikes.extend(more.1);
    }
    (rows, spikes)
}

#[test]
fn runs_of_one_step_equal_one_run() {
    for name in NAMES {
        let network = network(name, 4);
        let mut whole = simulator(&network, 0);
        let expected = recorded(&mut whole, STEPS);
        assert!(expected.1.len() > 20, "{name}: {} spikes", expected.1.len());
        for cuts in [&[1][..], &[7], &[64, 1, 63], &[161, 2]] {
            let mut cut = simulator(&network, 0);
            let found = recorded_in_cuts(&mut cut, cuts);
            assert!(found == expected, "{name} in cuts of {cuts:?}");
            assert_eq!(cut.state_hash(), whole.state_hash(), "{name} in cuts of {cuts:?}");
        }
    }
}

#[test]
fn reset_equals_new() {
    for name in NAMES {
        let network = network(name, 4);
        let (mut used, mut new) = (simulator(&network, 2), simulator(&network, 2));
        let at_start = new.state_hash();
        recorded(&mut used, 777);
        used.inject_spike("stn", 3).unwrap();
        used.reset();
        assert_eq!((used.step(), used.state_hash()), (0, at_start), "{name}");
        assert_eq!(used.spike_count("stn").unwrap(), 0);
        assert!(recorded(&mut used, STEPS) == recorded(&mut new, STEPS), "{name}");
        assert_eq!(used.state_hash(), new.state_hash(), "{name}");
    }
}

#[test]
fn reset_takes_back_parameters_set_while_running() {
    let network = network(NAMES[0], 4);
    let (mut used, mut new) = (simulator(&network, 0), simulator(&network, 0));
    let paths = ["stn.i_app", "gpe.noise.sigma", "stn_to_gpe.weight_scale", "gpe_to_stn.tau_rise"];
    let ids = paths.map(|path| used.find_param(path).unwrap());
    used.set_many(&ids, &[60.0, 5.0, 3.0, 2.0]).unwrap();
    let changed = recorded(&mut used, STEPS);
    used.reset();
    ids.iter().for_each(|&id| assert_eq!(used.value(id), network.value(id)));
    let expected = recorded(&mut new, STEPS);
    assert!(changed != expected, "the parameters did nothing");
    assert!(recorded(&mut used, STEPS) == expected);
    assert_eq!(used.state_hash(), new.state_hash());
}

#[test]
fn a_value_set_while_running_acts_as_one_set_before() {
    let mut network = network(NAMES[0], 4);
    let mut late = simulator(&network, 0);
    for (path, value) in [("gpe.i_app", 200.0), ("gpe_to_gpi.weight", 9.0), ("stn.noise.tau", 3.0)]
    {
        late.set_many(&[late.find_param(path).unwrap()], &[value]).unwrap();
        network.set(path, value).unwrap();
    }
    let mut early = simulator(&network, 0);
    assert!(recorded(&mut late, STEPS) == recorded(&mut early, STEPS));
    assert_eq!(late.state_hash(), early.state_hash());
}

#[test]
fn seed_and_trial_change_the_run_and_nothing_else_does() {
    let hash = |seed, trial| {
        let mut simulator = simulator(&network(NAMES[0], seed), trial);
        recorded(&mut simulator, 200);
        simulator.state_hash()
    };
    assert_eq!(hash(4, 0), hash(4, 0));
    assert_ne!(hash(4, 0), hash(5, 0));
    assert_ne!(hash(4, 0), hash(4, 1));
    assert_ne!(hash(4, 1), hash(5, 0));
}

#[test]
fn trial_leaves_cells_and_wiring_alone() {
    // without noise and spread, all that a trial could still change is what it must not
    let mut network = network(NAMES[0], 4);
    for population in ["stn", "gpe", "gpi"] {
        network.set(&format!("{population}.noise.sigma"), 0.0).unwrap();
        network.set_initial_spread(&format!("{population}.v"), 0.0).unwrap();
    }
    let run = |trial| recorded(&mut simulator(&network, trial), STEPS);
    assert!(run(0) == run(1));
}

#[test]
fn size_of_one_population_leaves_draws_of_others_alone() {
    let of = |n_gpe| {
        let sizes = Preset { n_stn: 9, n_gpe, n_gpi: 7, seed: 4 };
        let network = presets::build(NAMES[0], &sizes).unwrap();
        let paths = ["stn.i_app", "stn.g_ahp", "gpi.i_app", "gpi.g_l"];
        let drawn = paths.map(|path| network.cell_values(path).unwrap());
        (drawn, network.start("gpi", "v", 0))
    };
    assert_eq!(of(14), of(61));
    let among = |path: &str| network(NAMES[0], 4).cell_values(path).unwrap();
    assert_ne!(among("gpi.i_app")[0] / 280.0, among("gpi.g_l")[0] / 10.0, "one draw for two");
    assert!(among("gpi.i_app").windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn set_many_sets_all_or_none() {
    let network = network(NAMES[0], 4);
    let (mut tried, mut untouched) = (simulator(&network, 0), simulator(&network, 0));
    let id = |path: &str| network.find_param(path).unwrap();
    let (good, c_m, area) = (id("stn.i_app"), id("gpe.c_m"), id("stn.area"));
    let refused: [(&[usize], &[f64]); 5] = [
        (&[good, c_m], &[50.0, -1.0]),
        (&[good, c_m], &[50.0, f64::NAN]),
        (&[good, area], &[50.0, 1e-4]),
        (&[good, 10_000], &[50.0, 1.0]),
        (&[good, c_m], &[50.0]),
    ];
    for (ids, values) in refused {
        assert!(tried.set_many(ids, values).is_err(), "{values:?}");
        assert_eq!(tried.value(good), network.value(good), "{values:?}");
    }
    let mut described = network.clone();
    assert!(described.set_many(&[good, c_m], &[50.0, -1.0]).is_err());
    assert_eq!(described, network);
    let fixed = tried.set_many(&[area], &[1e-4]).unwrap_err();
    assert_eq!(fixed, Error::FixedWhileRunning { name: "stn.area".into() });
    assert!(recorded(&mut tried, 500) == recorded(&mut untouched, 500));
}
