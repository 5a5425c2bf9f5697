//! The seed's networks as published (neuronlab-cell/cbgtc_project, commits 0f7baa3 and b528d0f),
//! faults included where they can be said as data.
//!
//! - Sign: the seed subtracts g s (E - V) from the STN, and in AdEx mode from all cells. Here that is
//!   a negative weight. `_physical_sign` has positive weights everywhere, and nothing else changed.
//! - Units: in HH mode the pallidal cells receive synaptic currents times 0.005 and noise times 0.01;
//!   the STN takes both raw. Here those are named unit factors, and weights are of the target's unit.
//! - The STN's constant drive is 1.8 uA/cm2 above what its parameter says: the mean of its noise.
//! - The AdEx sets carry the couplings as documented. The seed's search set them where its step never
//!   read them, so its recorded rates belong to 2, 9, 2 and 3.
//!
//! The noise itself, and the draws of wiring and initial state, are this library's own.

use super::{size, Preset};
use crate::error::Error;
use crate::network::{Network, Noise, Projection, Rule};

/// One of the seed's parameter sets, in the order STN, GPe, GPi.
struct Set {
    i_app: [f64; 3],
    sigma: [f64; 3],
    /// Conductance of STN-GPe, GPe-STN, STN-GPi, GPe-GPi at the reference sizes.
    g_ref: [f64; 4],
}

const G_REF: [f64; 4] = [2.0, 9.0, 2.0, 3.0];

#[rustfmt::skip]
fn set(name: &str) -> Set {
    match name {
        "hh_healthy"        => Set { i_app: [117.025, 3.379, 2.188],  sigma: [0.996, 97.760, 69.678],   g_ref: G_REF },
        "hh_parkinsonian"   => Set { i_app: [66.470, 0.672, 2.430],   sigma: [4.333, 139.364, 109.012], g_ref: [2.0 * 1.592, 9.0 * 0.182, 2.0 * 1.975, 3.0 * 0.419] },
        "adex_healthy"      => Set { i_app: [81.23, 349.47, 349.48],  sigma: [0.586, 43.93, 36.68],     g_ref: [2.62, 9.99, 2.45, 2.90] },
        "adex_parkinsonian" => Set { i_app: [99.74, 279.82, 150.26],  sigma: [0.849, 25.68, 20.61],     g_ref: [2.28, 6.26, 3.40, 3.94] },
        "adex_default"      => Set { i_app: [42.0, 300.0, 250.0],     sigma: [1.0; 3],                  g_ref: G_REF },
        _                   => Set { i_app: [42.0, 1.5, 2.0],         sigma: [1.0; 3],                  g_ref: G_REF },
    }
}

/// From, to, pairs joined, reference size, rise and decay ms, reversal mV: the seed's four projections.
type Link = (usize, usize, f64, f64, f64, f64, f64);

#[rustfmt::skip]
const LINKS: [Link; 4] = [
    //  from to  p     size  rise decay  E
    (0,  1,  0.15, 10.0, 5.0, 3.0,   0.0),
    (1,  0,  0.07, 20.0, 8.0, 8.0, -70.0),
    (0,  2,  0.30, 10.0, 5.0, 3.0,   0.0),
    (1,  2,  0.05, 20.0, 5.0, 8.0, -70.0),
];

const POPULATIONS: [&str; 3] = ["stn", "gpe", "gpi"];
/// Mean of the STN's noise, uA/cm2.
const STN_NOISE_MEAN: f64 = 1.8;
/// The seed's own conversions from pA to uA/cm2.
const SYNAPSE_FACTOR: f64 = 0.005;
const NOISE_FACTOR: f64 = 0.01;

pub(super) fn build(name: &str, preset: &Preset) -> Result<Network, Error> {
    let stem = name.strip_suffix("_physical_sign");
    let (set_name, physical) = (stem.unwrap_or(name), stem.is_some());
    let (set, hh) = (set(set_name), set_name.starts_with("hh"));
    let sizes = [size(preset.n_stn, 100), size(preset.n_gpe, 200), size(preset.n_gpi, 150)];
    let mut network = Network::new(preset.seed);
    let pallidum =
        if hh { ["hh_gpe_seed", "hh_gpi_seed"] } else { ["adex_gpe_seed", "adex_gpi_seed"] };
    for (index, model) in ["stn_seed", pallidum[0], pallidum[1]].into_iter().enumerate() {
        let name = POPULATIONS[index];
        network.add_population(name, model, sizes[index])?;
        network.set(&format!("{name}.i_app"), set.i_app[index])?;
        let (mean, unit_factor) = match (index, hh) {
            (0, _) => (STN_NOISE_MEAN, 1.0),
            (_, true) => (0.0, NOISE_FACTOR),
            (_, false) => (0.0, 1.0),
        };
        let noise = Noise {
            population: name.into(),
            tau_ms: 5.0,
            mean,
            sigma: set.sigma[index],
            unit_factor,
        };
        network.add_noise(noise)?;
    }
    if !hh {
        // the clamp of the STN came after the last AdEx network that ran
        network.set("stn.v_min", -1000.0)?;
        network.set("stn.v_max", 1000.0)?;
    }
    for (link, g_ref) in LINKS.iter().zip(set.g_ref) {
        network.add_projection(projection(link, g_ref, sizes, hh, physical))?;
    }
    spread(&mut network, hh)?;
    Ok(network)
}

fn projection(link: &Link, g_ref: f64, sizes: [usize; 3], hh: bool, physical: bool) -> Projection {
    let &(from, to, p, reference, tau_rise_ms, tau_decay_ms, e_rev_mv) = link;
    let pairs = sizes[from] as f64 * sizes[to] as f64;
    let published_sign = if to == 0 || !hh { -1.0 } else { 1.0 };
    let sign = if physical { 1.0 } else { published_sign };
    Projection {
        name: format!("{}_to_{}", POPULATIONS[from], POPULATIONS[to]),
        from: POPULATIONS[from].into(),
        to: POPULATIONS[to].into(),
        rule: if p < 0.3 {
            Rule::FixedTotal { n: (pairs * p) as u64 }
        } else {
            Rule::FixedProbability { p }
        },
        weight: sign * g_ref * reference / sizes[from] as f64,
        weight_unit: if hh || to == 0 { "mS/cm2" } else { "nS" }.into(),
        delay_ms: 0.2,
        tau_rise_ms,
        tau_decay_ms,
        e_rev_mv,
        unit_peak: false,
        saturating: true,
        unit_factor: if hh && to > 0 { SYNAPSE_FACTOR } else { 1.0 },
        ..Projection::default()
    }
}

/// The seed's spread of initial states; it has none in the parameters.
fn spread(network: &mut Network, hh: bool) -> Result<(), Error> {
    for (variable, base) in [("v", 58.0), ("n", 0.317), ("h", 0.596), ("r", 0.1), ("ca", 0.02)] {
        network.set_initial_spread(&format!("stn.{variable}"), 0.05 * base)?;
    }
    let pallidal: &[(&str, f64)] = if hh {
        &[("v", 1.0), ("h", 0.01), ("n", 0.01), ("r", 0.01), ("ca", 0.01)]
    } else {
        &[("v", 2.0), ("w", 5.0)]
    };
    for name in &POPULATIONS[1..] {
        for (variable, sd) in pallidal {
            network.set_initial_spread(&format!("{name}.{variable}"), *sd)?;
        }
    }
    Ok(())
}
