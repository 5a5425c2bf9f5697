//! Circuits by name: calls on a network, with parameters as data.

mod rubin_terman_2004;
mod seed;
mod so_2012;
mod stn_gpe_gpi;

use crate::error::Error;
use crate::network::Network;

/// Sizes and seed of a preset; a size of 0 is the preset's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preset {
    /// STN cells.
    pub n_stn: usize,
    /// GPe cells.
    pub n_gpe: usize,
    /// GPi cells.
    pub n_gpi: usize,
    /// Seed of the network.
    pub seed: u64,
}

/// The presets: `seed_*` as published, in the seed's sign or with the sign put right; `stn_gpe_gpi_*`
/// to work with, with AdEx or Hodgkin-Huxley pallidum, without or with GPe-GPe synapses, or with the STN of
/// Rubin and Terman and AdEx pallidum; `so_2012_*` and `rubin_terman_2004_*` as published.
pub const NAMES: &[&str] = &[
    "seed_hh_default",
    "seed_hh_healthy",
    "seed_hh_parkinsonian",
    "seed_hh_default_physical_sign",
    "seed_hh_healthy_physical_sign",
    "seed_hh_parkinsonian_physical_sign",
    "seed_adex_default",
    "seed_adex_healthy",
    "seed_adex_parkinsonian",
    "seed_adex_default_physical_sign",
    "seed_adex_healthy_physical_sign",
    "seed_adex_parkinsonian_physical_sign",
    "stn_gpe_gpi_adex_healthy",
    "stn_gpe_gpi_adex_parkinsonian",
    "stn_gpe_gpi_hh_healthy",
    "stn_gpe_gpi_hh_parkinsonian",
    "stn_gpe_gpi_rubin_terman_healthy",
    "stn_gpe_gpi_rubin_terman_parkinsonian",
    "stn_gpe_gpi_adex_healthy_gpe_gpe",
    "stn_gpe_gpi_adex_parkinsonian_gpe_gpe",
    "stn_gpe_gpi_hh_healthy_gpe_gpe",
    "stn_gpe_gpi_hh_parkinsonian_gpe_gpe",
    "so_2012_healthy",
    "so_2012_parkinsonian",
    "rubin_terman_2004_healthy",
    "rubin_terman_2004_parkinsonian",
];

/// The network of this name.
///
/// # Errors
/// `Error::UnknownName` with the nearest name; `Error::OutOfRange` for sizes that cannot be.
pub fn build(name: &str, preset: &Preset) -> Result<Network, Error> {
    if !NAMES.contains(&name) {
        return Err(Error::unknown("preset", name, NAMES.iter().copied()));
    }
    let of = |circuit: &str| name.strip_prefix(circuit);
    if let Some(set) = of("seed_") {
        seed::build(set, preset)
    } else if let Some(state) = of("so_2012_") {
        so_2012::build(state, preset)
    } else if let Some(state) = of("rubin_terman_2004_") {
        rubin_terman_2004::build(state, preset)
    } else {
        stn_gpe_gpi::build(name.trim_start_matches("stn_gpe_gpi_"), preset)
    }
}

/// The step, ms, that a preset's numbers belong to: that of its paper, or the longest that has been shown to do for it.
pub fn dt_ms(name: &str) -> f64 {
    match name {
        name if name.starts_with("so_2012") || name.starts_with("rubin_terman_2004") => 0.01,
        name if name.starts_with("stn_gpe_gpi_hh") => 0.008,
        _ => 0.025,
    }
}

/// The cells of a population: those asked for, or the preset's own number.
fn size(asked: usize, own: usize) -> usize {
    if asked == 0 {
        own
    } else {
        asked
    }
}
