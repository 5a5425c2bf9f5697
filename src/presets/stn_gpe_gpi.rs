//! The circuit made right: physical sign, consistent units, delays of 4 ms, cells that differ, noise.
//!
//! The states were found by searches from the centre of a wide box and pass the whole confirmation on seeds that no
//! search saw: rates, beta in one state and not in the other, none without the times of either half of the loop, beta
//! with the couplings and not with the rates, other delays, steps and sizes, stimulation of axons (docs/states.md has
//! the tables, docs/search.md the commands). Those with Hodgkin-Huxley pallidum belong to a step of 0.008 ms, the others
//! to one of 0.025. Means over 5 seeds that no search used, as `cargo run --release --example preset_states` printed
//! them on 2026-11-26; that file says what the columns are, and when a run counts as one with beta:
//!
//! | state                     | STN GPe GPi Hz | CV, %    | dB   | kappa, range     | Hz | beta |
//! |---------------------------|----------------|----------|------|------------------|----|------|
//! | adex_healthy              | 22.1 61.5 85.3 | 42 26 22 |  3.2 | 0.01 -0.00 0.02  |    |    0 |
//! | adex_parkinsonian         | 29.4 39.1 97.9 | 42 45 19 | 14.1 | 0.26 0.20 0.30   | 21 |    5 |
//! | hh_healthy                | 19.4 62.1 78.7 | 42 40 31 |  3.7 | 0.01 0.00 0.03   |    |    0 |
//! | hh_parkinsonian           | 26.1 43.2 82.7 | 42 45 31 | 16.8 | 0.40 0.36 0.49   | 24 |    5 |
//! | rubin_terman_healthy      | 16.3 61.0 78.5 | 37 27 24 |  3.8 | 0.01 -0.00 0.02  |    |    0 |
//! | rubin_terman_parkinsonian | 27.8 43.8 88.9 | 31 44 21 | 13.4 | 0.25 0.18 0.29   | 22 |    5 |
//! | adex_healthy_gpe_gpe      | 22.3 57.9 86.8 | 42 28 21 |  3.2 | 0.01 -0.00 0.01  |    |    0 |
//! | adex_parkinsonian_gpe_gpe | 29.9 37.3 98.8 | 43 46 19 | 14.1 | 0.24 0.18 0.33   | 21 |    5 |
//! | hh_healthy_gpe_gpe        | 19.4 61.8 78.7 | 42 40 31 |  4.4 | 0.01 0.01 0.02   |    |    0 |
//! | hh_parkinsonian_gpe_gpe   | 26.3 43.1 82.8 | 42 45 31 | 16.3 | 0.36 0.32 0.40   | 24 |    5 |
//!
//! The variants with GPe-GPe synapses have the drives and couplings of the plain states and need no
//! others: 2 nS in all on a GPe cell slow an AdEx GPe by 2 to 4 Hz, a Hodgkin-Huxley GPe by less than
//! 0.5 Hz. So weak, they do not show what GPe-GPe synapses do to beta.
//!
//! - In-degree is fixed, K = p N of the seed's probabilities; a weight is the total conductance on a
//!   cell, so that a state carries over to other sizes. Kinetics are unnormalised: s has area tau_decay.
//! - Cells differ by 10 % (SD) in drive and leak, the STN also in its AHP conductance.
//! - The STN is the seed's cell without its clamp; GPe and GPi are AdEx, or Hodgkin-Huxley cells with
//!   smooth rates. All conductances are in nS and become densities by a membrane area of 2e-4 cm2.
//!
//! Limits: the seed's STN needs 10 nA to fire at 20 Hz, so GPe-STN conductances are 1-2 orders above biology; with the
//! STN of Rubin and Terman they are a quarter of that.

use super::{size, Preset};
use crate::error::Error;
use crate::network::{Network, Noise, Projection, Rule};

/// One state of the circuit, in the order STN, GPe, GPi.
struct State {
    /// uA/cm2 for the STN and the Hodgkin-Huxley pallidum, pA for the AdEx pallidum.
    i_app: [f64; 3],
    /// Total conductance on a cell, nS: STN-GPe, GPe-STN, STN-GPi, GPe-GPi.
    weight: [f64; 4],
}

#[rustfmt::skip]
fn state(name: &str) -> State {
    match name {
        "adex_healthy"      => State { i_app: [65.71, 269.8, 331.0],  weight: [10.03, 564.2, 17.08, 8.71] },
        "adex_parkinsonian" => State { i_app: [95.51, -2.209, 331.0], weight: [45.41, 1468.0, 17.08, 8.71] },
        "rubin_terman_healthy"      => State { i_app: [12.31, 253.8, 299.9],  weight: [19.14, 132.7, 13.44, 5.74] },
        "rubin_terman_parkinsonian" => State { i_app: [29.86, -53.46, 299.9], weight: [65.3, 397.1, 13.44, 5.74] },
        "hh_healthy"        => State { i_app: [65.03, 2.831, 1.837],  weight: [14.08, 919.9, 26.5, 3.878] },
        _                   => State { i_app: [110.7, 0.0393, 1.837], weight: [47.61, 2290.0, 26.5, 3.878] },
    }
}

/// The cells and their noise, in the order STN, GPe, GPi.
struct Cells {
    models: [&'static str; 3],
    /// uA/cm2, or pA for the AdEx pallidum.
    sigma: [f64; 3],
}

fn cells(name: &str) -> Cells {
    let (models, sigma) = if name.starts_with("hh") {
        (["stn_seed", "hh_gpe", "hh_gpi"], [30.0, 1.5, 1.0])
    } else if name.starts_with("rubin_terman") {
        (["rubin_terman_stn", "adex_gpe", "adex_gpi"], [10.0, 100.0, 80.0])
    } else {
        (["stn_seed", "adex_gpe", "adex_gpi"], [30.0, 100.0, 80.0])
    };
    Cells { models, sigma }
}

/// From, to, probability, rise and decay ms, reversal mV.
type Link = (usize, usize, f64, f64, f64, f64);

#[rustfmt::skip]
const LINKS: [Link; 4] = [
    //  from to  p    rise decay  E
    (0,  1,  0.15, 5.0, 3.0,   0.0),
    (1,  0,  0.07, 8.0, 8.0, -70.0),
    (0,  2,  0.30, 5.0, 3.0,   0.0),
    (1,  2,  0.05, 5.0, 8.0, -70.0),
];
/// Synapses among GPe cells, where asked for.
const GPE_GPE: Link = (1, 1, 0.05, 5.0, 8.0, -70.0);
const GPE_GPE_WEIGHT: f64 = 2.0;

const POPULATIONS: [&str; 3] = ["stn", "gpe", "gpi"];
const DELAY_MS: f64 = 4.0;
const HETEROGENEITY: f64 = 0.10;

pub(super) fn build(name: &str, preset: &Preset) -> Result<Network, Error> {
    let stem = name.strip_suffix("_gpe_gpe");
    let state = state(stem.unwrap_or(name));
    let Cells { models, sigma } = cells(name);
    let sizes = [size(preset.n_stn, 50), size(preset.n_gpe, 100), size(preset.n_gpi, 75)];
    let mut network = Network::new(preset.seed);
    for index in 0..3 {
        let name = POPULATIONS[index];
        network.add_population(name, models[index], sizes[index])?;
        network.set(&format!("{name}.i_app"), state.i_app[index])?;
        network.set_heterogeneity(&format!("{name}.i_app"), HETEROGENEITY)?;
        network.set_heterogeneity(&format!("{name}.g_l"), HETEROGENEITY)?;
        network.set_initial_spread(&format!("{name}.v"), 3.0)?;
        network.add_noise(Noise {
            population: name.into(),
            sigma: sigma[index],
            ..Noise::default()
        })?;
    }
    network.set_heterogeneity("stn.g_ahp", HETEROGENEITY)?;
    if models[0] == "stn_seed" {
        network.set("stn.v_min", -1000.0)?;
        network.set("stn.v_max", 1000.0)?;
    }
    for (link, weight) in LINKS.iter().zip(state.weight) {
        network.add_projection(projection(link, weight, sizes))?;
    }
    if stem.is_some() {
        network.add_projection(projection(&GPE_GPE, GPE_GPE_WEIGHT, sizes))?;
    }
    Ok(network)
}

fn projection(link: &Link, weight: f64, sizes: [usize; 3]) -> Projection {
    let &(from, to, p, tau_rise_ms, tau_decay_ms, e_rev_mv) = link;
    // at least one source, and no more than there are
    let most = sizes[from] - usize::from(from == to);
    let k = ((p * sizes[from] as f64).round() as usize).max(1).min(most);
    Projection {
        name: format!("{}_to_{}", POPULATIONS[from], POPULATIONS[to]),
        from: POPULATIONS[from].into(),
        to: POPULATIONS[to].into(),
        rule: Rule::FixedInDegree { k },
        weight,
        weight_is_total: true,
        delay_ms: DELAY_MS,
        tau_rise_ms,
        tau_decay_ms,
        e_rev_mv,
        unit_peak: false,
        ..Projection::default()
    }
}
