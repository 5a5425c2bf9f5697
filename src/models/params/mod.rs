//! Every parameter said once: name, unit, default, range, meaning. Documentation, bindings and
//! search spaces are made from these tables.

mod hahn_mcintyre;
mod parts;
mod seed;
mod simple;
mod so;
mod source;

pub use hahn_mcintyre::*;
pub use parts::*;
pub use seed::*;
pub use simple::*;
pub use so::*;
pub use source::*;

use crate::error::Error;

/// One parameter of a model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Param {
    /// The paper's symbol, in lower case.
    pub name: &'static str,
    /// The unit of the value.
    pub unit: &'static str,
    /// The value before anything is set.
    pub default: f64,
    /// The smallest value that means anything.
    pub min: f64,
    /// The largest value that means anything.
    pub max: f64,
    /// What it is, in a line.
    pub meaning: &'static str,
}

impl Param {
    /// Checks a value before anything changes; NaN is in no range.
    ///
    /// # Errors
    /// `Error::OutOfRange` naming `path`, the value, the range and the unit.
    pub fn accept(&self, path: &str, value: f64) -> Result<(), Error> {
        if (self.min..=self.max).contains(&value) {
            return Ok(());
        }
        let (name, unit) = (path.to_owned(), self.unit.to_owned());
        Err(Error::OutOfRange { name, value, min: self.min, max: self.max, unit })
    }
}

/// One variable of a model's state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variable {
    /// The paper's symbol, in lower case.
    pub name: &'static str,
    /// The unit of the value.
    pub unit: &'static str,
    /// The smallest value that it can take.
    pub min: f64,
    /// The largest value that it can take.
    pub max: f64,
    /// Where it starts; NaN stands for its steady state at the initial V.
    pub initial: f64,
}

/// What a user can know of a cell model without running it.
#[derive(Debug, PartialEq)]
pub struct Model {
    /// The name by which a population asks for it.
    pub name: &'static str,
    /// What it is, in a line.
    pub meaning: &'static str,
    /// The unit of its currents: "uA/cm2" or "pA".
    pub current_unit: &'static str,
    /// What can be set.
    pub params: &'static [Param],
    /// What changes; the first is v.
    pub variables: &'static [Variable],
}

/// The cell models, by name.
#[rustfmt::skip]
pub const MODELS: &[Model] = &[
    Model { name: "stn",           meaning: "STN, modified Hodgkin-Huxley, corrected",    current_unit: "uA/cm2", params: STN,            variables: STN_STATE },
    Model { name: "stn_seed",      meaning: "STN, modified Hodgkin-Huxley, as published", current_unit: "uA/cm2", params: STN_SEED,       variables: STN_SEED_STATE },
    Model { name: "adex_gpe",      meaning: "GPe, adaptive exponential",                  current_unit: "pA",     params: ADEX_GPE,       variables: ADEX_GPE_STATE },
    Model { name: "adex_gpi",      meaning: "GPi, adaptive exponential",                  current_unit: "pA",     params: ADEX_GPI,       variables: ADEX_GPI_STATE },
    Model { name: "adex_gpe_seed", meaning: "GPe, adaptive exponential, as published",    current_unit: "pA",     params: ADEX_GPE,       variables: ADEX_GPE_STATE },
    Model { name: "adex_gpi_seed", meaning: "GPi, adaptive exponential, as published",    current_unit: "pA",     params: ADEX_GPI,       variables: ADEX_GPI_STATE },
    Model { name: "hh_gpe",        meaning: "GPe, Hodgkin-Huxley, corrected",             current_unit: "uA/cm2", params: HH_GPE,         variables: HH_STATE },
    Model { name: "hh_gpi",        meaning: "GPi, Hodgkin-Huxley, corrected",             current_unit: "uA/cm2", params: HH_GPI,         variables: HH_STATE },
    Model { name: "hh_gpe_seed",   meaning: "GPe, Hodgkin-Huxley, as published",          current_unit: "uA/cm2", params: HH_GPE_SEED,    variables: HH_STATE },
    Model { name: "hh_gpi_seed",   meaning: "GPi, Hodgkin-Huxley, as published",          current_unit: "uA/cm2", params: HH_GPI_SEED,    variables: HH_STATE },
    Model { name: "so_stn",        meaning: "STN of So, Kent and Grill (2012)",           current_unit: "uA/cm2", params: SO_STN,         variables: SO_STN_STATE },
    Model { name: "so_gpe",        meaning: "GPe of So, Kent and Grill (2012)",           current_unit: "uA/cm2", params: SO_GPE,         variables: SO_PALLIDAL_STATE },
    Model { name: "so_gpi",        meaning: "GPi of So, Kent and Grill (2012)",           current_unit: "uA/cm2", params: SO_GPI,         variables: SO_PALLIDAL_STATE },
    Model { name: "so_tc",         meaning: "thalamic relay of So, Kent and Grill (2012)", current_unit: "uA/cm2", params: SO_TC,         variables: SO_TC_STATE },
    Model { name: "rubin_terman_stn", meaning: "STN of Rubin and Terman (2004)",            current_unit: "uA/cm2", params: RUBIN_TERMAN_STN, variables: RUBIN_TERMAN_STN_STATE },
    Model { name: "rubin_terman_gpe", meaning: "GPe of Rubin and Terman (2004)",            current_unit: "uA/cm2", params: RUBIN_TERMAN_GPE, variables: RUBIN_TERMAN_GPE_STATE },
    Model { name: "rubin_terman_gpi", meaning: "GPi of Rubin and Terman (2004)",            current_unit: "uA/cm2", params: RUBIN_TERMAN_GPI, variables: RUBIN_TERMAN_GPI_STATE },
    Model { name: "rubin_terman_tc",  meaning: "thalamic relay of Rubin and Terman (2004)", current_unit: "uA/cm2", params: RUBIN_TERMAN_TC,  variables: SO_TC_STATE },
    Model { name: "otsuka_stn",        meaning: "STN of Otsuka et al. (2004), as in Hahn and McIntyre (2010)", current_unit: "uA/cm2", params: OTSUKA_STN,     variables: OTSUKA_STN_STATE },
    Model { name: "kumaravelu_stn",    meaning: "the same as in Kumaravelu et al. (2016), calcium amiss",      current_unit: "uA/cm2", params: KUMARAVELU_STN, variables: OTSUKA_STN_STATE },
    Model { name: "hahn_mcintyre_gpe", meaning: "GPe of Hahn and McIntyre (2010)",                            current_unit: "uA/cm2", params: HAHN_MCINTYRE_GPE, variables: HAHN_MCINTYRE_STATE },
    Model { name: "hahn_mcintyre_gpi", meaning: "GPi of Hahn and McIntyre (2010)",                            current_unit: "uA/cm2", params: HAHN_MCINTYRE_GPI, variables: HAHN_MCINTYRE_STATE },
    Model { name: "lindahl_gpe",       meaning: "GPe, adaptive exponential, type TI of Lindahl and Kotaleski (2016)", current_unit: "pA", params: LINDAHL_GPE, variables: ADEX_GPE_STATE },
    Model { name: "lindahl_snr",       meaning: "SNr, adaptive exponential, of Lindahl and Kotaleski (2016)",         current_unit: "pA", params: LINDAHL_SNR, variables: ADEX_GPE_STATE },
    Model { name: "izhikevich_rs",     meaning: "cortex, regular spiking, of Izhikevich (2003)",                       current_unit: "uA/cm2", params: IZHIKEVICH_RS, variables: IZHIKEVICH_STATE },
    Model { name: "izhikevich_fs",     meaning: "cortex, fast spiking, of Izhikevich (2003)",                          current_unit: "uA/cm2", params: IZHIKEVICH_FS, variables: IZHIKEVICH_STATE },
    Model { name: "spike_source",      meaning: "fires by itself at a rate: Poisson, gamma or a clock",                 current_unit: "pA", params: SPIKE_SOURCE, variables: SPIKE_SOURCE_STATE },
];

/// The model of this name.
///
/// # Errors
/// `Error::UnknownName` with the nearest name.
pub fn model(name: &str) -> Result<&'static Model, Error> {
    let known = || MODELS.iter().map(|model| model.name);
    MODELS
        .iter()
        .find(|model| model.name == name)
        .ok_or_else(|| Error::unknown("model", name, known()))
}

const fn p(
    name: &'static str,
    unit: &'static str,
    default: f64,
    min: f64,
    max: f64,
    meaning: &'static str,
) -> Param {
    Param { name, unit, default, min, max, meaning }
}

const fn v(name: &'static str, unit: &'static str, min: f64, max: f64, initial: f64) -> Variable {
    Variable { name, unit, min, max, initial }
}

/// A table with other defaults; a name that is not in it does not compile.
const fn with<const N: usize>(mut table: [Param; N], defaults: &[(&str, f64)]) -> [Param; N] {
    let mut at = 0;
    while at < defaults.len() {
        let mut row = 0;
        while !alike(table[row].name, defaults[at].0) {
            row += 1;
        }
        table[row].default = defaults[at].1;
        at += 1;
    }
    table
}

const fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// A gate starts at its steady state unless told otherwise.
const STEADY: f64 = f64::NAN;

#[cfg(test)]
mod tests {
    use super::super::{
        adex, hahn_mcintyre_pallidal, hh_pallidal, izhikevich, otsuka_stn, rubin_terman_stn,
        so_pallidal, so_stn, so_tc, spike_source, stn, Columns,
    };
    use super::*;

    #[test]
    fn every_param_has_unit_and_range() {
        for param in MODELS
            .iter()
            .flat_map(|model| model.params)
            .chain(PROJECTION)
            .chain(TIMING)
            .chain(GRADED)
            .chain(STIMULATOR)
            .chain([&AREA])
        {
            assert!(!param.unit.is_empty() && !param.meaning.is_empty(), "{}", param.name);
            param.accept(param.name, param.default).expect("the default lies in the range");
            assert!(param.accept(param.name, f64::NAN).is_err(), "{} takes NaN", param.name);
        }
    }

    /// Parameters and state as the page of a model names them.
    fn symbols(model: &str) -> (&'static [&'static str], &'static [&'static str]) {
        match model {
            "so_stn" => (<so_stn::Params<f64>>::NAMES, <so_stn::State<f64>>::NAMES),
            "otsuka_stn" | "kumaravelu_stn" => {
                (<otsuka_stn::Params<f64>>::NAMES, <otsuka_stn::State<f64>>::NAMES)
            }
            "hahn_mcintyre_gpe" | "hahn_mcintyre_gpi" => (
                <hahn_mcintyre_pallidal::Params<f64>>::NAMES,
                <hahn_mcintyre_pallidal::State<f64>>::NAMES,
            ),
            "spike_source" => {
                (<spike_source::Params<f64>>::NAMES, <spike_source::State<f64>>::NAMES)
            }
            "so_tc" | "rubin_terman_tc" => {
                (<so_tc::Params<f64>>::NAMES, <so_tc::State<f64>>::NAMES)
            }
            "rubin_terman_stn" => {
                (<rubin_terman_stn::Params<f64>>::NAMES, <rubin_terman_stn::State<f64>>::NAMES)
            }
            "so_gpe" | "so_gpi" | "rubin_terman_gpe" | "rubin_terman_gpi" => {
                (<so_pallidal::Params<f64>>::NAMES, <so_pallidal::State<f64>>::NAMES)
            }
            _ if model.starts_with("stn") => (<stn::Params<f64>>::NAMES, <stn::State<f64>>::NAMES),
            "izhikevich_rs" | "izhikevich_fs" => {
                (<izhikevich::Params<f64>>::NAMES, <izhikevich::State<f64>>::NAMES)
            }
            _ if model.starts_with("adex") || model.starts_with("lindahl") => {
                (<adex::Params<f64>>::NAMES, <adex::State<f64>>::NAMES)
            }
            _ => (<hh_pallidal::Params<f64>>::NAMES, <hh_pallidal::State<f64>>::NAMES),
        }
    }

    #[test]
    fn tables_name_the_symbols_of_their_pages() {
        let lower =
            |names: &[&str]| names.iter().map(|name| name.to_lowercase()).collect::<Vec<_>>();
        for model in MODELS {
            let (params, state) = symbols(model.name);
            for (param, symbol) in model.params.iter().zip(lower(params)) {
                assert_eq!(param.name, symbol, "in {}", model.name);
            }
            for (variable, symbol) in model.variables.iter().zip(lower(state)) {
                assert_eq!(variable.name, symbol, "in {}", model.name);
            }
        }
    }
}
