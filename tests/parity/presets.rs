//! The `seed_*` presets carry the seed's numbers: those of the recorded networks, and those of its
//! published parameter sets.

use crate::networks::build;
use crate::run::simulator;
use crate::tables::{network, RecordedNetwork, POPULATIONS};
use std::collections::BTreeSet;
use subthal::engine::Run;
use subthal::error::Error;
use subthal::network::{Network, Projection, Rule};
use subthal::presets::{self, Preset};

const PROJECTIONS: [&str; 4] = ["stn_to_gpe", "gpe_to_stn", "stn_to_gpi", "gpe_to_gpi"];

fn preset(name: &str, [n_stn, n_gpe, n_gpi]: [usize; 3]) -> Network {
    presets::build(name, &Preset { n_stn, n_gpe, n_gpi, seed: 42 }).unwrap()
}

/// The preset at 10/20/15 cells, and the network that follows its recording.
fn recorded_pairs() -> Vec<(&'static str, RecordedNetwork)> {
    let published = RecordedNetwork { sign: -1.0, ..network("adex_default_fixed") };
    vec![
        ("seed_hh_default", network("hh_default")),
        ("seed_hh_default_physical_sign", network("hh_default_fixed")),
        ("seed_hh_healthy", network("hh_healthy")),
        ("seed_hh_healthy_physical_sign", network("hh_healthy_fixed")),
        ("seed_adex_default", published),
        ("seed_adex_default_physical_sign", network("adex_default_fixed")),
    ]
}

/// Fails unless both have the same cells, and the same values of every parameter that `ours` lists
/// too: listed edges have no weight of their own.
fn assert_same_parameters(name: &str, ours: &Network, followed: &Network) {
    assert_eq!(ours.populations(), followed.populations(), "{name}");
    for record in followed.params() {
        let path = &record.path;
        if path.starts_with("gpe.noise") || path.starts_with("gpi.noise") || path.ends_with("sigma")
        {
            continue; // the recordings have no fluctuations
        }
        let (ours, followed) = (ours.get(path).unwrap(), followed.get(path).unwrap());
        assert_eq!(ours, followed, "{name}: {path}");
    }
}

/// Fails unless the synapses of both act alike: each has the weight of each listed edge.
fn assert_same_synapses(name: &str, ours: &Network, followed: &Network) {
    for (ours_of, followed_of) in ours.projections().iter().zip(followed.projections()) {
        let projection = &ours_of.name;
        let acts = |of: &Projection| {
            let ends = (of.name.clone(), of.from.clone(), of.to.clone(), of.weight_unit.clone());
            (ends, of.weight_is_total, of.unit_peak, of.saturating, of.unit_factor)
        };
        assert_eq!(acts(ours_of), acts(followed_of), "{name}");
        let weight = ours.get(&format!("{projection}.weight")).unwrap();
        let listed = followed.wiring(projection).unwrap().weight;
        assert!(listed.iter().all(|&edge| edge == weight), "{name}: {projection} {weight}");
    }
}

#[test]
fn presets_carry_what_the_recorded_networks_ran_with() {
    for (name, recorded) in recorded_pairs() {
        let (ours, followed) = (preset(name, POPULATIONS.map(|(_, n)| n)), build(&recorded));
        assert_eq!(ours.projections().len(), followed.projections().len());
        assert_same_parameters(name, &ours, &followed);
        assert_same_synapses(name, &ours, &followed);
    }
}

/// One of the seed's parameter sets, as its documents list it.
struct Published {
    name: &'static str,
    /// Of STN, GPe, GPi.
    i_app: [f64; 3],
    sigma: [f64; 3],
    /// Per synapse at 100/200/150 cells, in the order of `PROJECTIONS`, in the physical sign.
    weight: [f64; 4],
}

/// Weights are g_ref x multiplier x reference size / size: g_ref 2, 9, 2, 3; reference 10 STN, 20 GPe.
#[rustfmt::skip]
const PUBLISHED: [Published; 6] = [
    Published { name: "hh_default",        i_app: [42.0, 1.5, 2.0],         sigma: [1.0, 1.0, 1.0],           weight: [0.2, 0.9, 0.2, 0.3] },
    Published { name: "hh_healthy",        i_app: [117.025, 3.379, 2.188],  sigma: [0.996, 97.760, 69.678],   weight: [0.2, 0.9, 0.2, 0.3] },
    Published { name: "hh_parkinsonian",   i_app: [66.470, 0.672, 2.430],   sigma: [4.333, 139.364, 109.012], weight: [0.3184, 0.1638, 0.395, 0.1257] },
    Published { name: "adex_default",      i_app: [42.0, 300.0, 250.0],     sigma: [1.0, 1.0, 1.0],           weight: [0.2, 0.9, 0.2, 0.3] },
    Published { name: "adex_healthy",      i_app: [81.23, 349.47, 349.48],  sigma: [0.586, 43.93, 36.68],     weight: [0.262, 0.999, 0.245, 0.290] },
    Published { name: "adex_parkinsonian", i_app: [99.74, 279.82, 150.26],  sigma: [0.849, 25.68, 20.61],     weight: [0.228, 0.626, 0.340, 0.394] },
];

fn is_near(value: f64, expected: f64) -> bool {
    (value - expected).abs() <= 1e-12 * expected.abs()
}

/// The sign by which the seed's cells take a projection's current.
fn published_sign(set: &str, projection: &str) -> f64 {
    let onto_hh_pallidum = set.starts_with("hh") && projection != "gpe_to_stn";
    if onto_hh_pallidum {
        1.0
    } else {
        -1.0
    }
}

#[test]
fn presets_carry_the_published_parameter_sets() {
    for set in &PUBLISHED {
        for suffix in ["", "_physical_sign"] {
            let network = preset(&format!("seed_{}{suffix}", set.name), [100, 200, 150]);
            let get = |path: String| network.get(&path).unwrap();
            for (i, (population, _)) in POPULATIONS.iter().enumerate() {
                let mean = if i == 0 { 1.8 } else { 0.0 };
                assert_eq!(get(format!("{population}.i_app")), set.i_app[i], "{}", set.name);
                assert_eq!(get(format!("{population}.noise.sigma")), set.sigma[i], "{}", set.name);
                assert_eq!(get(format!("{population}.noise.mean")), mean, "{}", set.name);
                assert_eq!(get(format!("{population}.noise.tau")), 5.0, "{}", set.name);
            }
            for (projection, weight) in PROJECTIONS.iter().zip(set.weight) {
                let sign =
                    if suffix.is_empty() { published_sign(set.name, projection) } else { 1.0 };
                let ours = get(format!("{projection}.weight"));
                assert!(is_near(ours, sign * weight), "{}{suffix} {projection}: {ours}", set.name);
            }
        }
    }
}

/// The seed's factors from pA to uA/cm2, which are not the area's.
#[test]
fn presets_scale_currents_into_hodgkin_huxley_pallidum_only() {
    for set in &PUBLISHED {
        let network = preset(&format!("seed_{}", set.name), [0; 3]);
        let hh = set.name.starts_with("hh");
        for noise in network.noises() {
            let factor = if hh && noise.population != "stn" { 0.01 } else { 1.0 };
            assert_eq!(noise.unit_factor, factor, "{} {}", set.name, noise.population);
        }
        for projection in network.projections() {
            let factor = if hh && projection.to != "stn" { 0.005 } else { 1.0 };
            assert_eq!(projection.unit_factor, factor, "{} {}", set.name, projection.name);
        }
    }
}

/// The seed draws a fixed number of pairs where p < 0.3, and each pair by itself from 0.3 on.
#[test]
fn presets_wire_by_the_seeds_rule() {
    for (sizes, n) in [
        ([10, 20, 15], [30, 14, 45, 15]),
        ([100, 200, 150], [3_000, 1_400, 4_500, 1_500]),
        ([400, 800, 600], [48_000, 22_400, 72_000, 24_000]),
    ] {
        let network = preset("seed_hh_healthy", sizes);
        for (projection, n) in PROJECTIONS.iter().zip(n) {
            let wiring = network.wiring(projection).unwrap();
            let distinct: BTreeSet<_> = wiring.pre.iter().zip(&wiring.post).collect();
            assert_eq!(distinct.len(), wiring.pre.len(), "{projection} at {sizes:?}");
            let drawn = wiring.pre.len() as f64;
            let spread =
                if *projection == "stn_to_gpi" { 5.0 * (0.7 * n as f64).sqrt() } else { 0.0 };
            assert!((drawn - n as f64).abs() <= spread, "{projection} at {sizes:?}: {drawn}");
        }
    }
    let by_pair = |of: &&Projection| of.rule == Rule::FixedProbability { p: 0.3 };
    let network = preset("seed_hh_healthy", [0; 3]);
    let names: Vec<_> = network.projections().iter().filter(by_pair).map(|of| &of.name).collect();
    assert_eq!(names, ["stn_to_gpi"]);
}

/// So does the recorded wiring, in step 888; here the wiring is ours, and there is noise.
#[test]
fn preset_of_the_adex_network_in_the_published_sign_diverges_in_the_stn() {
    let mut simulator = simulator(&preset("seed_adex_default", [0; 3]));
    let error = simulator.run(4_000, &mut Run::default()).unwrap_err();
    let Error::Diverged { population, t_ms, .. } = &error else { panic!("{error}") };
    assert!(population == "stn" && *t_ms < 50.0, "{error}");
}
