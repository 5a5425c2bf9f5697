//! Relay by the thalamus: Rubin JE, Terman D (2004) J Comput Neurosci 16:211-235.
//!
//! Wiring and numbers are those of the published code (ModelDB 116867) with its files of settings, which are the runs
//! of the paper. Parkinsonian is less applied current to the GPe and no synapses among its cells; stimulation is the
//! parameter "dbs.frequency", 1000/6 Hz in the paper. tests/parity has spikes and voltages of its equations in
//! XPPAUT, and the rates and relay that its own adaptive solver gives.
//!
//! Departures: cells start with V about -62 mV (SD 5) and gates at their steady states for it, in place of one listed
//! state; pulses are rectangles of whole steps.

use super::Preset;
use crate::error::Error;
use crate::network::{Kinetics, Network, Projection, Pulses, Rule};

/// Of STN, GPe and GPi: two octets alike.
const N_CELLS: usize = 16;
/// Cells of an octet.
const OCTET: usize = 8;

/// Population, model, cells.
const NUCLEI: [(&str, &str, usize); 4] = [
    ("stn", "rubin_terman_stn", N_CELLS),
    ("gpe", "rubin_terman_gpe", N_CELLS),
    ("gpi", "rubin_terman_gpi", N_CELLS),
    ("tc", "rubin_terman_tc", 2),
];
/// Parkinsonian: applied current to the GPe, uA/cm2; healthy it is its model's.
const PARKINSONIAN_I_APP: f64 = -2.2;

/// For each cell of an octet the two of the same octet from which it has synapses, counted from 1 as published.
type Octet = [[usize; 2]; OCTET];
const STN_FROM_GPE: Octet = [[5, 2], [6, 1], [8, 4], [7, 3], [2, 6], [1, 5], [3, 8], [4, 7]];
const GPE_FROM_STN: Octet = [[8, 4], [7, 3], [1, 5], [2, 6], [4, 8], [3, 7], [5, 2], [6, 1]];
const GPE_FROM_GPE: Octet = [[2, 3], [1, 5], [4, 8], [3, 1], [6, 7], [5, 2], [8, 3], [7, 4]];
/// For each GPe cell the STN cell of the other octet, and what its synapse has of the conductance.
const GPE_FROM_FAR_STN: [usize; OCTET] = [8, 7, 1, 2, 4, 3, 5, 6];
const FAR: f64 = 0.2;
/// The GPi cells of an octet that reach the first relay cell; the others reach the second.
const TC_FROM_GPI: [usize; 4] = [1, 2, 5, 6];

/// Source, target, share of the conductance.
type Synapse = (usize, usize, f64);

/// From, to, conductance mS/cm2, and of graded synapses: reversal mV, alpha and beta per ms, theta and sigma mV.
type Link = (&'static str, &'static str, f64, [f64; 5]);

#[rustfmt::skip]
const LINKS: [Link; 6] = [
    ("stn", "gpe", 0.3,  [   0.0, 5.0, 1.0,   -9.0, 8.0]),
    ("gpe", "stn", 0.9,  [-100.0, 2.0, 0.04, -37.0, 2.0]),
    ("gpe", "gpe", 0.3,  [ -80.0, 2.0, 0.04, -37.0, 2.0]),
    ("stn", "gpi", 0.5,  [   0.0, 1.0, 0.05,  -9.0, 8.0]),
    ("gpe", "gpi", 1.0,  [-100.0, 1.0, 0.1,  -37.0, 2.0]),
    ("gpi", "tc",  0.06, [ -85.0, 2.0, 0.08, -37.0, 2.0]),
];

pub(super) fn build(state: &str, preset: &Preset) -> Result<Network, Error> {
    check_sizes(preset)?;
    let mut network = Network::new(preset.seed);
    for (name, model, n_cells) in NUCLEI {
        network.add_population(name, model, n_cells)?;
        network.set_initial_spread(&format!("{name}.v"), 5.0)?;
    }
    LINKS.iter().try_for_each(|link| network.add_projection(projection(link)))?;
    if state == "parkinsonian" {
        network.set("gpe.i_app", PARKINSONIAN_I_APP)?;
        network.set("gpe_to_gpe.weight_scale", 0.0)?;
    }
    network.add_pulses(Pulses {
        name: "smc".into(),
        population: "tc".into(),
        frequency_hz: 20.0,
        amplitude: 5.0,
        width_ms: 5.0,
        ..Pulses::default()
    })?;
    network.add_pulses(Pulses {
        name: "dbs".into(),
        population: "stn".into(),
        amplitude: 400.0,
        width_ms: 0.6,
        start_ms: 2.4, // as the published product of two square waves has it
        ..Pulses::default()
    })?;
    Ok(network)
}

fn check_sizes(preset: &Preset) -> Result<(), Error> {
    let asked = [preset.n_stn, preset.n_gpe, preset.n_gpi];
    match asked.into_iter().find(|size| ![0, N_CELLS].contains(size)) {
        Some(size) => Err(Error::invalid(
            "preset sizes",
            format!(
                "are {size}; rubin_terman_2004 lists the synapses of {N_CELLS} cells a nucleus"
            ),
        )),
        None => Ok(()),
    }
}

fn projection(
    &(from, to, weight, [e_rev_mv, alpha, beta, theta_mv, sigma_mv]): &Link,
) -> Projection {
    Projection {
        name: format!("{from}_to_{to}"),
        from: from.into(),
        to: to.into(),
        rule: edges(&synapses(from, to), weight),
        kinetics: Kinetics::Graded,
        weight_unit: "mS/cm2".into(),
        e_rev_mv,
        alpha_per_ms: alpha,
        beta_per_ms: beta,
        theta_mv,
        sigma_mv,
        ..Projection::default()
    }
}

fn edges(synapses: &[Synapse], weight: f64) -> Rule {
    let cells = |cell: fn(&Synapse) -> usize| synapses.iter().map(|s| cell(s) as u32).collect();
    let weight = synapses.iter().map(|(_, _, share)| weight * share).collect();
    Rule::Edges { pre: cells(|s| s.0), post: cells(|s| s.1), weight }
}

fn synapses(from: &str, to: &str) -> Vec<Synapse> {
    match (from, to) {
        ("gpe", "stn") => within_octets(&STN_FROM_GPE),
        ("gpe", "gpe") => within_octets(&GPE_FROM_GPE),
        ("stn", "gpe") => [within_octets(&GPE_FROM_STN), from_the_other_octet()].concat(),
        (_, "tc") => (0..N_CELLS).map(|gpi| (gpi, relay_of(gpi), 1.0)).collect(),
        _ => (0..N_CELLS).map(|cell| (cell, cell, 1.0)).collect(),
    }
}

fn within_octets(sources: &Octet) -> Vec<Synapse> {
    let of =
        |cell: usize| sources[cell % OCTET].map(|pre| (cell / OCTET * OCTET + pre - 1, cell, 1.0));
    (0..N_CELLS).flat_map(of).collect()
}

fn from_the_other_octet() -> Vec<Synapse> {
    let other = |cell: usize| N_CELLS - OCTET - cell / OCTET * OCTET;
    (0..N_CELLS).map(|cell| (other(cell) + GPE_FROM_FAR_STN[cell % OCTET] - 1, cell, FAR)).collect()
}

fn relay_of(gpi: usize) -> usize {
    usize::from(!TC_FROM_GPI.contains(&(gpi % OCTET + 1)))
}
