//! Networks of 10 STN, 20 GPe and 15 GPi cells follow their recordings.

use crate::run::{assert_spikes_pair, largest_difference, probe_v, run, simulator};
use crate::tables::{network, projections, recording, starts};
use crate::tables::{RecordedNetwork, RecordedProjection, POPULATIONS};
use subthal::engine::{Run, Simulator};
use subthal::error::Error;
use subthal::network::{Network, Noise, Projection, Rule};

const N_STEPS: u64 = 20_000; // 500 ms
const N_PAIRED: u64 = 4_000; // 100 ms
const N_RECORDED: u64 = 400; // 10 ms

fn model(recorded: &RecordedNetwork, population: &str) -> String {
    match population {
        "stn" => "stn_seed".into(),
        pallidal => format!("{}_{pallidal}_seed", recorded.models),
    }
}

/// The projection in the units of its target; a negative weight carries the published sign.
fn projection(recorded: &RecordedNetwork, from: RecordedProjection) -> Projection {
    let onto_hh = from.to != "stn" && recorded.models == "hh";
    let onto_adex = from.to != "stn" && recorded.models == "adex";
    let sign = if onto_hh { 1.0 } else { recorded.sign };
    Projection {
        name: from.name,
        from: from.from,
        to: from.to,
        rule: Rule::Edges {
            pre: from.pre,
            post: from.post,
            weight: from.weight.iter().map(|weight| sign * weight).collect(),
        },
        weight_unit: if onto_adex { "nS" } else { "mS/cm2" }.into(),
        delay_ms: from.delay_ms,
        tau_rise_ms: from.tau_rise_ms,
        tau_decay_ms: from.tau_decay_ms,
        e_rev_mv: from.e_rev_mv,
        unit_peak: false,
        saturating: true,
        unit_factor: if onto_hh { 0.005 } else { 1.0 },
        ..Projection::default()
    }
}

pub fn build(recorded: &RecordedNetwork) -> Network {
    let mut network = Network::new(42);
    for ((name, n_cells), i_app) in POPULATIONS.iter().zip(&recorded.i_app) {
        network.add_population(name, &model(recorded, name), *n_cells).unwrap();
        network.set(&format!("{name}.i_app"), *i_app).unwrap();
    }
    network.set("stn.v_min", recorded.stn_v_bounds.0).unwrap();
    network.set("stn.v_max", recorded.stn_v_bounds.1).unwrap();
    let (population, mean) = ("stn".into(), recorded.stn_noise_mean);
    network.add_noise(Noise { population, mean, ..Noise::default() }).unwrap();
    for from in projections() {
        network.add_projection(projection(recorded, from)).unwrap();
    }
    for start in starts(&recorded.models) {
        network.set_initial(&start.path, &start.values).unwrap();
    }
    network
}

fn assert_follows_its_recording(name: &str) {
    let mut network = build(&network(name));
    probe_v(&mut network, &["stn", "gpe", "gpi"]);
    let (ran, recorded) = (run(&network, N_STEPS, N_RECORDED, &[]), recording(name));

    let apart = largest_difference(&ran.rows, &recorded.v_mv);
    assert!(apart <= 1e-6, "{name}: V is {apart:e} mV apart in 10 ms");
    for (i, (population, n_cells)) in POPULATIONS.iter().enumerate() {
        assert_eq!(recorded.spike_steps[i].len(), *n_cells);
        for (cell, theirs) in recorded.spike_steps[i].iter().enumerate() {
            let whose = format!("{name}, {population} cell {cell}");
            assert_spikes_pair(&ran.spike_steps(i, cell), theirs, N_PAIRED, 1, &whose);
        }
        let (ours, theirs) = (ran.n_spikes(i), recorded.spike_steps[i].iter().flatten().count());
        let near = ours.abs_diff(theirs) <= 1.max(theirs / 100);
        assert!(near, "{name}, {population}: {ours} spikes in 500 ms, not {theirs}");
    }
}

#[test]
fn hh_default_follows_the_seed() {
    assert_follows_its_recording("hh_default");
}

#[test]
fn hh_default_with_its_sign_fixed_follows_the_seed() {
    assert_follows_its_recording("hh_default_fixed");
}

#[test]
fn hh_healthy_follows_the_seed() {
    assert_follows_its_recording("hh_healthy");
}

#[test]
fn hh_healthy_with_its_sign_fixed_follows_the_seed() {
    assert_follows_its_recording("hh_healthy_fixed");
}

#[test]
fn adex_default_with_its_sign_fixed_follows_the_seed() {
    assert_follows_its_recording("adex_default_fixed");
}

fn largest_stn_mv(simulator: &Simulator) -> f64 {
    simulator.state("stn", "v").unwrap().fold(0.0, |largest, v| v.abs().max(largest))
}

/// Both steps are those of the equations written once more in NumPy.
#[test]
fn adex_default_in_the_published_sign_is_stopped_as_divergent() {
    let published = RecordedNetwork { sign: -1.0, ..network("adex_default_fixed") };
    let mut simulator = simulator(&build(&published));
    simulator.run(840, &mut Run::default()).unwrap();
    assert!(largest_stn_mv(&simulator) < 150.0);
    simulator.run(1, &mut Run::default()).unwrap();
    assert!(largest_stn_mv(&simulator) > 150.0, "21 ms have passed");

    let error = simulator.run(N_STEPS, &mut Run::default()).unwrap_err();
    let Error::Diverged { population, step, .. } = &error else { panic!("{error}") };
    assert_eq!((population.as_str(), *step), ("stn", 888), "{error}");
    assert!(matches!(simulator.run(1, &mut Run::default()), Err(Error::Stopped { .. })));
}

fn share_of_stn_steps_at_a_clamp(name: &str) -> f64 {
    let mut simulator = simulator(&build(&network(name)));
    simulator.run(N_STEPS, &mut Run::default()).unwrap();
    simulator.clamp_count("stn").unwrap() as f64 / (N_STEPS as f64 * POPULATIONS[0].1 as f64)
}

/// The seed's inhibition of the STN drives V below -70 mV down to the clamp.
#[test]
fn published_sign_holds_the_stn_at_its_clamp_and_the_fixed_sign_never() {
    for name in ["hh_default", "hh_healthy"] {
        let share = share_of_stn_steps_at_a_clamp(name);
        assert!(share > 0.3, "{name}: {share}");
    }
    for name in ["hh_default_fixed", "hh_healthy_fixed"] {
        assert_eq!(share_of_stn_steps_at_a_clamp(name), 0.0, "{name}");
    }
}
