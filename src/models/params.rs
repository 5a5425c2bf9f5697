//! Every parameter said once: name, unit, default, range, meaning. Documentation, bindings and
//! search spaces are made from these tables.

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

/// A gate starts at its steady state unless told otherwise.
const STEADY: f64 = f64::NAN;

#[rustfmt::skip]
const fn stn(v_clamp: (f64, f64)) -> [Param; 29] {
    [
        p("g_na",     "mS/cm2", 49.0,    0.0,   1e4,  "fast sodium conductance"),
        p("g_k",      "mS/cm2", 57.0,    0.0,   1e4,  "delayed-rectifier potassium conductance"),
        p("g_t",      "mS/cm2", 5.0,     0.0,   1e3,  "T-type calcium conductance"),
        p("g_l",      "mS/cm2", 0.35,    0.0,   1e2,  "leak conductance"),
        p("g_ca",     "mS/cm2", 0.5,     0.0,   1e3,  "high-voltage calcium conductance"),
        p("g_ahp",    "mS/cm2", 15.0,    0.0,   1e3,  "calcium-activated potassium conductance"),
        p("g_h",      "mS/cm2", 0.5,     0.0,   1e2,  "hyperpolarisation-activated conductance"),
        p("e_na",     "mV",     60.0,    0.0,   120.0, "sodium reversal potential"),
        p("e_k",      "mV",    -90.0,   -150.0, 0.0,  "potassium reversal potential"),
        p("e_ca",     "mV",     140.0,   0.0,   300.0, "calcium reversal potential"),
        p("e_l",      "mV",    -60.0,   -150.0, 0.0,  "leak reversal potential"),
        p("e_h",      "mV",    -43.0,   -150.0, 50.0, "reversal potential of the h current"),
        p("c_m",      "uF/cm2", 1.0,     0.1,   100.0, "membrane capacitance"),
        p("i_app",    "uA/cm2", 42.0,   -1e3,   1e3,  "constant applied current"),
        p("theta_a",  "mV",    -52.0,   -100.0, 0.0,  "half activation of the T current"),
        p("k_a",      "mV",     6.2,     1.0,   50.0, "slope of the activation of the T current"),
        p("theta_r",  "mV",    -74.0,   -150.0, 0.0,  "half activation of the h current"),
        p("k_r",      "mV",     9.0,     1.0,   50.0, "slope of the activation of the h current"),
        p("tau_r",    "ms",     200.0,   1.0,   1e4,  "time constant of the h current"),
        p("alpha_ca", "1",      0.005,   0.0,   1.0,  "calcium that a unit of inward current brings"),
        p("tau_ca",   "ms",     120.0,   1.0,   1e4,  "time constant of calcium removal"),
        p("k_1",      "1",      15.0,    1e-3,  1e3,  "calcium at which half the AHP conductance is open"),
        p("v_th",     "mV",     0.0,    -60.0,  50.0, "upward crossing that counts as a spike"),
        p("min_isi",  "ms",     2.0,     0.0,   100.0, "shortest interval between counted spikes"),
        p("v_min",    "mV",     v_clamp.0, -1000.0, -80.0, "lower clamp of V; -1000 is none"),
        p("v_max",    "mV",     v_clamp.1,  40.0, 1000.0, "upper clamp of V; 1000 is none"),
        p("theta_q",  "mV",    -67.0,   -150.0, 0.0,  "half inactivation of the T current"),
        p("k_q",      "mV",     2.0,     1.0,   50.0, "slope of the inactivation of the T current"),
        p("tau_q",    "ms",     24.6,    1.0,   1e4,  "time constant of the inactivation of the T current"),
    ]
}

const NO_CLAMP: (f64, f64) = (-1000.0, 1000.0);
/// The seed's bounds on V.
const SEED_CLAMP: (f64, f64) = (-100.0, 60.0);

const STN_ALL: &[Param; 29] = &stn(NO_CLAMP);
const STN_SEED_ALL: &[Param; 29] = &stn(SEED_CLAMP);
/// Parameters of the corrected STN cell, [`super::stn`].
pub const STN: &[Param] = STN_ALL;
/// Parameters of the published STN cell, which has no gate q.
pub const STN_SEED: &[Param] = STN_SEED_ALL.split_at(26).0;

#[rustfmt::skip]
const STN_ALL_STATE: &[Variable; 7] = &[
    v("v",    "mV",   -1000.0, 1000.0, -58.0),
    v("n",    "1",     0.0,    1.0,    0.317),
    v("h",    "1",     0.0,    1.0,    0.596),
    v("r",    "1",     0.0,    1.0,    0.1),
    v("ca",   "1",     0.0,    1e6,    0.02),
    v("hold", "steps", 0.0,    1e9,    0.0),
    v("q",    "1",     0.0,    1.0,    STEADY),
];
const STN_STATE: &[Variable] = STN_ALL_STATE;
const STN_SEED_STATE: &[Variable] = STN_ALL_STATE.split_at(6).0;

/// What differs between the two AdEx tables.
struct AdexValues {
    a: f64,
    b: f64,
    v_reset: f64,
    i_app: f64,
}

#[rustfmt::skip]
const fn adex(values: AdexValues) -> [Param; 12] {
    [
        p("c_m",     "pF",  200.0,          1.0,   1e5,   "membrane capacitance"),
        p("g_l",     "nS",  10.0,           0.01,  1e4,   "leak conductance"),
        p("e_l",     "mV", -60.0,          -150.0, 0.0,   "leak reversal potential"),
        p("v_t",     "mV", -50.0,          -100.0, 0.0,   "threshold of the exponential"),
        p("delta_t", "mV",  2.0,            0.1,   20.0,  "sharpness of the exponential"),
        p("a",       "nS",  values.a,      -1e3,   1e3,   "adaptation by V"),
        p("tau_w",   "ms",  20.0,           0.1,   1e4,   "time constant of adaptation"),
        p("b",       "pA",  values.b,      -1e4,   1e4,   "adaptation by a spike"),
        p("v_reset", "mV",  values.v_reset, -150.0, 0.0,  "V after a spike"),
        p("v_peak",  "mV",  20.0,          -40.0,  100.0, "V that counts as a spike"),
        p("t_ref",   "ms",  2.0,            0.0,   100.0, "time that V is held after a spike"),
        p("i_app",   "pA",  values.i_app,  -1e5,   1e5,   "constant applied current"),
    ]
}

/// Parameters of the AdEx GPe cell, [`super::adex`].
pub const ADEX_GPE: &[Param] = &adex(AdexValues { a: 0.5, b: 10.0, v_reset: -60.0, i_app: 300.0 });
/// Parameters of the AdEx GPi cell.
pub const ADEX_GPI: &[Param] = &adex(AdexValues { a: 0.0, b: 0.0, v_reset: -55.0, i_app: 250.0 });

const fn adex_state(v_initial: f64) -> [Variable; 3] {
    [
        v("v", "mV", -1000.0, 1000.0, v_initial),
        v("w", "pA", -1e6, 1e6, 0.0),
        v("hold", "steps", 0.0, 1e9, 0.0),
    ]
}
const ADEX_GPE_STATE: &[Variable] = &adex_state(-65.0);
const ADEX_GPI_STATE: &[Variable] = &adex_state(-60.0);

/// What differs between the pallidal Hodgkin-Huxley tables.
struct HhValues {
    g_t: f64,
    g_ahp: f64,
    i_app: f64,
    v_clamp: (f64, f64),
}

#[rustfmt::skip]
const fn hh(values: HhValues) -> [Param; 18] {
    [
        p("c_m",    "uF/cm2", 1.0,          0.1,   100.0, "membrane capacitance"),
        p("g_l",    "mS/cm2", 0.1,          0.0,   1e2,   "leak conductance"),
        p("e_l",    "mV",    -65.0,        -150.0, 0.0,   "leak reversal potential"),
        p("g_na",   "mS/cm2", 120.0,        0.0,   1e4,   "fast sodium conductance"),
        p("e_na",   "mV",     55.0,         0.0,   120.0, "sodium reversal potential"),
        p("g_k",    "mS/cm2", 30.0,         0.0,   1e4,   "delayed-rectifier potassium conductance"),
        p("e_k",    "mV",    -80.0,        -150.0, 0.0,   "potassium reversal potential"),
        p("g_t",    "mS/cm2", values.g_t,   0.0,   1e3,   "T-type calcium conductance"),
        p("g_ca",   "mS/cm2", 0.15,         0.0,   1e3,   "high-voltage calcium conductance"),
        p("e_ca",   "mV",     120.0,        0.0,   300.0, "calcium reversal potential"),
        p("g_ahp",  "mS/cm2", values.g_ahp, 0.0,   1e3,   "calcium-activated potassium conductance"),
        p("k_1",    "1",      10.0,         1e-3,  1e3,   "calcium at which half the AHP conductance is open"),
        p("k_ca",   "1",      0.002,        0.0,   1.0,   "calcium that a unit of inward current brings"),
        p("tau_ca", "ms",     20.0,         1.0,   1e4,   "time constant of calcium removal"),
        p("i_app",  "uA/cm2", values.i_app, -1e3,  1e3,   "constant applied current"),
        p("v_th",   "mV",    -20.0,        -60.0,  50.0,  "upward crossing that counts as a spike"),
        p("v_min",  "mV",     values.v_clamp.0, -1000.0, -80.0, "lower clamp of V; -1000 is none"),
        p("v_max",  "mV",     values.v_clamp.1,  40.0, 1000.0, "upper clamp of V; 1000 is none"),
    ]
}

/// Parameters of the corrected pallidal Hodgkin-Huxley cell, [`super::hh_pallidal`], as a GPe cell.
pub const HH_GPE: &[Param] = &hh(HhValues { g_t: 0.5, g_ahp: 30.0, i_app: 1.5, v_clamp: NO_CLAMP });
/// The same as a GPi cell.
pub const HH_GPI: &[Param] = &hh(HhValues { g_t: 0.3, g_ahp: 20.0, i_app: 2.0, v_clamp: NO_CLAMP });
/// Parameters of the published GPe cell.
pub const HH_GPE_SEED: &[Param] =
    &hh(HhValues { g_t: 0.5, g_ahp: 30.0, i_app: 1.5, v_clamp: SEED_CLAMP });
/// Parameters of the published GPi cell.
pub const HH_GPI_SEED: &[Param] =
    &hh(HhValues { g_t: 0.3, g_ahp: 20.0, i_app: 2.0, v_clamp: SEED_CLAMP });

const HH_STATE: &[Variable] = &[
    v("v", "mV", -1000.0, 1000.0, -65.0),
    v("h", "1", 0.0, 1.0, STEADY),
    v("n", "1", 0.0, 1.0, STEADY),
    v("r", "1", 0.0, 1.0, STEADY),
    v("ca", "1", 0.0, 1e6, 0.0),
];

/// Every projection has these.
#[rustfmt::skip]
pub const PROJECTION: &[Param] = &[
    p("weight",       "nS", 1.0,  -1e9,   1e9,  "conductance of a synapse, or of all on a cell"),
    p("weight_scale", "1",  1.0,  -1e6,   1e6,  "multiplies the weight; 0 cuts the projection"),
    p("e_rev",        "mV", 0.0,  -200.0, 200.0, "reversal potential"),
    p("tau_rise",     "ms", 1.0,   1e-2,  1e4,  "time constant of the first stage"),
    p("tau_decay",    "ms", 5.0,   1e-2,  1e4,  "time constant of the second stage"),
    p("delay",        "ms", 1.0,   1e-4,  1e4,  "from a spike to the first stage; whole steps"),
];

/// Every projection whose synapses do not saturate has these too: what it takes to see what the times of
/// its spikes do, by keeping their number and losing their times.
#[rustfmt::skip]
pub const TIMING: &[Param] = &[
    p("delay_spread", "ms", 0.0,   0.0,   1e4,  "each synapse is later by its own part of this, uniform"),
    p("spike_scale",  "1",  1.0,   0.0,   1e6,  "multiplies what a spike adds; 0 keeps all spikes back"),
    p("tonic_rate",   "Hz", 0.0,   0.0,   1e5,  "steady arrivals at each synapse, beside the spikes"),
];

/// Every noise has these; mean and sigma carry the unit of the target's current.
#[rustfmt::skip]
pub const NOISE: &[Param] = &[
    p("tau",   "ms", 5.0, 1e-2, 1e5, "correlation time"),
    p("mean",  "",   0.0, -1e6, 1e6, "mean current"),
    p("sigma", "",   0.0,  0.0, 1e6, "standard deviation of the current"),
];

/// Every population has this.
pub const AREA: Param =
    p("area", "cm2", 2e-4, 1e-9, 1.0, "membrane area that joins pA and nS to densities");

#[cfg(test)]
mod tests {
    use super::super::{adex, hh_pallidal, stn, Columns};
    use super::*;

    #[test]
    fn every_param_has_unit_and_range() {
        for param in MODELS
            .iter()
            .flat_map(|model| model.params)
            .chain(PROJECTION)
            .chain(TIMING)
            .chain([&AREA])
        {
            assert!(!param.unit.is_empty() && !param.meaning.is_empty(), "{}", param.name);
            param.accept(param.name, param.default).expect("the default lies in the range");
            assert!(param.accept(param.name, f64::NAN).is_err(), "{} takes NaN", param.name);
        }
    }

    #[test]
    fn tables_name_the_symbols_of_their_pages() {
        let lower =
            |names: &[&str]| names.iter().map(|name| name.to_lowercase()).collect::<Vec<_>>();
        for model in MODELS {
            let (params, state) = match model.name.split('_').next() {
                Some("stn") => (<stn::Params<f64>>::NAMES, <stn::State<f64>>::NAMES),
                Some("adex") => (<adex::Params<f64>>::NAMES, <adex::State<f64>>::NAMES),
                _ => (<hh_pallidal::Params<f64>>::NAMES, <hh_pallidal::State<f64>>::NAMES),
            };
            for (param, symbol) in model.params.iter().zip(lower(params)) {
                assert_eq!(param.name, symbol, "in {}", model.name);
            }
            for (variable, symbol) in model.variables.iter().zip(lower(state)) {
                assert_eq!(variable.name, symbol, "in {}", model.name);
            }
        }
    }
}
