//! A network with everything that the library has.
//!
//! Every model, wiring rule, kind of synapse, noise, spread of parameters, kind of input, pulses and probe. What is
//! proved of `run` on this network is proved of each of its parts.

use subthal::network::{
    model_names, Input, Kinetics, Lfp, Network, Noise, Probe, Projection, Pulses, Rule, Stimulator,
    Waveform, CURRENTS,
};

/// Cells of the `index`-th population: more than a word of 64, or no whole number of rows of 16.
fn n_cells(index: usize) -> usize {
    if index == 0 {
        70
    } else {
        21
    }
}

/// One population a model, in a ring of projections.
pub fn network() -> Network {
    let mut network = Network::new(7);
    let models: Vec<&str> = model_names().collect();
    for (index, model) in models.iter().enumerate() {
        add_population(&mut network, index, model);
    }
    for index in 0..3 * models.len() {
        add_projection(&mut network, index, &models);
    }
    for (index, model) in models.iter().enumerate() {
        add_inputs(&mut network, index, model);
        add_probes(&mut network, model);
    }
    network
}

/// The same with synapses that V opens and an electrode that records: populations then go step by step.
pub fn with_graded() -> Network {
    let mut network = network();
    let models: Vec<&str> = model_names().collect();
    for (index, (from, to)) in [(1, 2), (1, 3), (3, 3)].into_iter().enumerate() {
        let (name, from, to) = (format!("graded_{index}"), models[from].into(), models[to].into());
        let (rule, kinetics) = (Rule::FixedInDegree { k: 3 }, Kinetics::Graded);
        let projection = Projection { name, from, to, rule, kinetics, ..Projection::default() };
        network.add_projection(Projection { weight: 0.1, ..projection }).unwrap();
    }
    add_lfp(&mut network, &models);
    network
}

/// Cells that differ, start apart, and, but for every third population, are noisy.
fn add_population(network: &mut Network, index: usize, model: &str) {
    network.add_population(model, model, n_cells(index)).unwrap();
    let path = |name: &str| format!("{model}.{name}");
    let params = network.populations()[index].model().params;
    if params.iter().any(|param| param.name == "i_app") {
        network.set_heterogeneity(&path("i_app"), 0.1).unwrap();
    }
    network.set_initial_spread(&path("v"), 5.0).unwrap();
    if index % 2 == 1 {
        let first = path(params[0].name);
        let value = network.get(&first).unwrap();
        let each = (0..n_cells(index)).map(|cell| value * (1.0 + 1e-3 * cell as f64));
        network.set_cells(&first, &each.collect::<Vec<_>>()).unwrap();
    }
    if index % 3 != 2 {
        let sigma = if model.starts_with("adex") { 50.0 } else { 2.0 };
        let noise = Noise { population: model.into(), sigma, ..Noise::default() };
        network.add_noise(noise).unwrap();
    }
}

/// The `index`-th of three rounds over the ring: rules and kinds of synapse in every combination that is allowed.
fn add_projection(network: &mut Network, index: usize, models: &[&str]) {
    let from = index % models.len();
    let to = (from + 1 + index / models.len()) % models.len();
    let rule = rule(index, n_cells(from) == n_cells(to));
    let listed = matches!(rule, Rule::Edges { .. });
    let name = format!("link_{index}");
    let projection = Projection {
        name: name.clone(),
        from: models[from].into(),
        to: models[to].into(),
        rule,
        weight: 0.3,
        weight_unit: if index % 4 == 3 { "mS/cm2" } else { "nS" }.into(),
        weight_is_total: index.is_multiple_of(2) && !listed,
        delay_ms: 0.05 * (1 + index % 5) as f64,
        delay_spread_ms: if index % 3 == 1 { 2.0 } else { 0.0 },
        e_rev_mv: if index.is_multiple_of(2) { 0.0 } else { -70.0 },
        unit_peak: !index.is_multiple_of(5),
        saturating: index.is_multiple_of(3),
        kinetics: if index % 6 == 1 { Kinetics::Alpha } else { Kinetics::TwoStage },
        unit_factor: if index % 4 == 3 { 1e-3 } else { 1.0 },
        ..Projection::default()
    };
    network.add_projection(projection).unwrap();
    if index % 3 == 2 {
        network.set(&format!("{name}.tonic_rate"), 5.0).unwrap();
        network.set(&format!("{name}.spike_scale"), 0.7).unwrap();
    }
}

fn rule(index: usize, equal_sizes: bool) -> Rule {
    match index % 6 {
        0 => Rule::FixedProbability { p: 0.2 },
        1 => Rule::FixedTotal { n: 100 },
        2 => Rule::FixedInDegree { k: 5 },
        3 if equal_sizes => Rule::OneToOne { offset: 2 },
        3 | 4 => Rule::AllToAll,
        _ => Rule::Edges {
            pre: vec![0, 1, 1, 20],
            post: vec![20, 3, 3, 0],
            weight: vec![0.1, 0.2, 0.3, 0.4],
        },
    }
}

/// One channel for all cells, one in the other unit for some cells with weights, and, but for every third population,
/// pulses, of which every second train is irregular.
fn add_inputs(network: &mut Network, index: usize, model: &str) {
    let (population, name) = (model.to_owned(), format!("input_{index}"));
    network.add_input(Input { name, population, ..Input::default() }).unwrap();
    let unit = if model.starts_with("adex") { "uA/cm2" } else { "pA" };
    let some = Input {
        name: format!("input_{index}_some"),
        population: model.into(),
        cells: vec![0, 7, 20],
        weights: vec![0.1, -0.2, 0.3],
        unit: unit.into(),
    };
    network.add_input(some).unwrap();
    if index % 3 != 1 {
        let (name, population) = (format!("pulses_{index}"), model.into());
        let (frequency_hz, cv) = (900.0, if index.is_multiple_of(2) { 0.5 } else { 0.0 });
        let train = Pulses { name, population, frequency_hz, cv, ..Pulses::default() };
        network.add_pulses(Pulses { amplitude: 1.0, width_ms: 0.1, ..train }).unwrap();
    }
    if index.is_multiple_of(3) {
        add_stimulator(network, index, model);
    }
}

/// Short pulses on somata and half of the axons.
fn add_stimulator(network: &mut Network, index: usize, model: &str) {
    let waveforms = [Waveform::Monophasic, Waveform::Biphasic, Waveform::Passive];
    let stimulator = Stimulator {
        name: format!("stimulator_{index}"),
        population: model.into(),
        waveform: waveforms[index / 3 % 3],
        frequency_hz: 700.0,
        amplitude_ma: 1.0,
        slew_ma_per_s: 100.0,
        axon_fraction: 0.5,
        ..Stimulator::default()
    };
    network.add_stimulator(stimulator).unwrap();
}

/// An electrode that sees all cells, with everything that an amplifier has.
fn add_lfp(network: &mut Network, models: &[&str]) {
    for model in models {
        network.place_in_ball(model, [0.0; 3], 500.0).unwrap();
    }
    let lfp = Lfp {
        name: "lfp".into(),
        reference_um: Some([0.0, 0.0, 900.0]),
        low_pass_hz: 300.0,
        artefact_mv_per_ma: 1.0,
        blanking_ms: 0.1,
        ..Lfp::default()
    };
    network.add_lfp(lfp).unwrap();
}

/// Every variable and current: of all cells and of some, each and their mean.
fn add_probes(network: &mut Network, model: &str) {
    let index = network.find_population(model).unwrap();
    let variables = network.populations()[index].model().variables.iter().map(|v| v.name);
    let variables: Vec<&str> = variables.chain(CURRENTS).collect();
    for variable in variables {
        for (cells, mean) in
            [(vec![], false), (vec![], true), (vec![2, 19], false), (vec![2], true)]
        {
            let (population, variable) = (model.into(), variable.into());
            network.add_probe(Probe { population, variable, cells, mean }).unwrap();
        }
    }
}

/// What a step may announce: every cell stepped, every synapse delivered once; four numbers moved for one that
/// saturates.
pub struct Sizes {
    pub n_cells: u64,
    pub n_synapses: u64,
    pub n_saturating: u64,
}

/// How many cells and realised synapses a network has.
pub fn sizes(network: &Network) -> Sizes {
    let n_cells = network.populations().iter().map(|p| p.n_cells as u64).sum();
    let (mut n_synapses, mut n_saturating) = (0, 0);
    for (index, projection) in network.projections().iter().enumerate() {
        let n_here = network.synapses(index).unwrap().targets.len() as u64;
        n_synapses += n_here;
        n_saturating += if projection.saturating { n_here } else { 0 };
    }
    Sizes { n_cells, n_synapses, n_saturating }
}
