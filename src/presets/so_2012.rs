//! Cortico-thalamic relay under stimulation: So RQ, Kent AR, Grill WM (2012) J Comput Neurosci 32:499-519.
//!
//! Wiring, numbers and order of update are those of the published code (ModelDB 141699), for steps of 0.01 ms by
//! forward Euler. Parkinsonian is less applied current to STN, GPe and GPi, and nothing else; stimulation is the
//! parameter "dbs.frequency". tests/parity has every spike of both states as published, driven by recorded inputs.
//!
//! Cells of a nucleus stand in a ring; all nuclei have one size. Departures: the normal deviates of initial V and of
//! the GPe's applied current are cut at 3 standard deviations; intervals of pulses are the nearest whole number of steps, as in that code.

use super::Preset;
use crate::error::Error;
use crate::network::{Kinetics, Network, Projection, Pulses, Rule};

const N_CELLS: usize = 10;
/// Shorter than any step, and so one step.
const NO_DELAY_MS: f64 = 1e-4;
/// The published code reads inputs a sample ahead: its first pulse has begun one step of 0.01 ms before the first.
const START_MS: f64 = -0.01;

/// Population, model, applied current healthy and parkinsonian, uA/cm2.
const NUCLEI: [(&str, &str, f64, f64); 4] = [
    ("stn", "so_stn", 33.0, 23.0),
    ("gpe", "so_gpe", 21.0, 8.0),
    ("gpi", "so_gpi", 22.0, 16.0),
    ("tc", "so_tc", 0.0, 0.0),
];
/// Standard deviation of the applied current among GPe cells, uA/cm2.
const GPE_SPREAD: f64 = 2.0;

/// From, to, conductance of a synapse at its peak mS/cm2, reversal mV, and the targets of source 0 in the ring.
type Link = (&'static str, &'static str, f64, f64, &'static [i64]);

#[rustfmt::skip]
const LINKS: [Link; 6] = [
    ("stn", "gpe", 0.5 * 0.3 * 0.43,         0.0, &[0, 1]),
    ("gpe", "stn", 0.5 * 1.0,              -85.0, &[0, -1]),
    ("gpe", "gpe", 0.5 * 1.0,              -85.0, &[-1, 2]),
    ("stn", "gpi", 0.5 * 0.3 * 0.43,         0.0, &[0, 1]),
    ("gpe", "gpi", 0.5 * 1.0,              -85.0, &[-1, 2]),
    ("gpi", "tc",  1.4 * 0.08 * 0.3,       -85.0, &[0]),
];

pub(super) fn build(state: &str, preset: &Preset) -> Result<Network, Error> {
    let n_cells = ring_size(preset)?;
    let mut network = Network::new(preset.seed);
    for (name, model, healthy, parkinsonian) in NUCLEI {
        network.add_population(name, model, n_cells)?;
        let i_app = if state == "healthy" { healthy } else { parkinsonian };
        network.set(&format!("{name}.i_app"), i_app)?;
        network.set_initial_spread(&format!("{name}.v"), 5.0)?;
    }
    network.set_heterogeneity("gpe.i_app", GPE_SPREAD / network.get("gpe.i_app")?)?;
    LINKS.iter().try_for_each(|link| network.add_projection(projection(link, n_cells)))?;
    network.add_pulses(Pulses {
        name: "smc".into(),
        population: "tc".into(),
        frequency_hz: 14.0,
        cv: 0.2,
        amplitude: 3.5,
        width_ms: 5.0,
        start_ms: START_MS,
        ..Pulses::default()
    })?;
    network.add_pulses(Pulses {
        name: "dbs".into(),
        population: "stn".into(),
        amplitude: 300.0,
        width_ms: 0.3,
        start_ms: START_MS,
        ..Pulses::default()
    })?;
    Ok(network)
}

/// The one size of all nuclei.
fn ring_size(preset: &Preset) -> Result<usize, Error> {
    let mut asked = [preset.n_stn, preset.n_gpe, preset.n_gpi].into_iter().filter(|size| *size > 0);
    let first = asked.next().unwrap_or(N_CELLS);
    match asked.find(|size| *size != first) {
        Some(other) => Err(Error::invalid(
            "preset sizes",
            format!("are {first} and {other}; the nuclei of so_2012 are rings of one size"),
        )),
        None => Ok(first),
    }
}

fn projection(&(from, to, weight, e_rev_mv, places): &Link, n_cells: usize) -> Projection {
    let target = |pre: usize, at: i64| (pre as i64 + at).rem_euclid(n_cells as i64) as u32;
    let pairs =
        (0..n_cells).flat_map(|pre| places.iter().map(move |at| (pre as u32, target(pre, *at))));
    let (pre, post): (Vec<u32>, Vec<u32>) = pairs.unzip();
    let graded = from == "gpe";
    Projection {
        name: format!("{from}_to_{to}"),
        from: from.into(),
        to: to.into(),
        rule: Rule::Edges { weight: vec![weight; pre.len()], pre, post },
        kinetics: if graded { Kinetics::Graded } else { Kinetics::Alpha },
        weight_unit: "mS/cm2".into(),
        delay_ms: NO_DELAY_MS,
        tau_decay_ms: 5.0,
        e_rev_mv,
        ..Projection::default()
    }
}
