//! Cells of the seed (neuronlab-cell/cbgtc_project, commit 0f7baa3), and what was made of them.

use super::{p, v, Param, Variable, STEADY};

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
/// Parameters of the corrected STN cell, [`crate::models::stn`].
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
pub(super) const STN_STATE: &[Variable] = STN_ALL_STATE;
pub(super) const STN_SEED_STATE: &[Variable] = STN_ALL_STATE.split_at(6).0;

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

/// Parameters of the AdEx GPe cell, [`crate::models::adex`].
pub const ADEX_GPE: &[Param] = &ADEX_GPE_TABLE;
pub(super) const ADEX_GPE_TABLE: [Param; 12] =
    adex(AdexValues { a: 0.5, b: 10.0, v_reset: -60.0, i_app: 300.0 });
/// Parameters of the AdEx GPi cell.
pub const ADEX_GPI: &[Param] = &adex(AdexValues { a: 0.0, b: 0.0, v_reset: -55.0, i_app: 250.0 });

const fn adex_state(v_initial: f64) -> [Variable; 3] {
    [
        v("v", "mV", -1000.0, 1000.0, v_initial),
        v("w", "pA", -1e6, 1e6, 0.0),
        v("hold", "steps", 0.0, 1e9, 0.0),
    ]
}
pub(super) const ADEX_GPE_STATE: &[Variable] = &adex_state(-65.0);
pub(super) const ADEX_GPI_STATE: &[Variable] = &adex_state(-60.0);

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

/// Parameters of the corrected pallidal Hodgkin-Huxley cell, [`crate::models::hh_pallidal`], as a GPe cell.
pub const HH_GPE: &[Param] = &hh(HhValues { g_t: 0.5, g_ahp: 30.0, i_app: 1.5, v_clamp: NO_CLAMP });
/// The same as a GPi cell.
pub const HH_GPI: &[Param] = &hh(HhValues { g_t: 0.3, g_ahp: 20.0, i_app: 2.0, v_clamp: NO_CLAMP });
/// Parameters of the published GPe cell.
pub const HH_GPE_SEED: &[Param] =
    &hh(HhValues { g_t: 0.5, g_ahp: 30.0, i_app: 1.5, v_clamp: SEED_CLAMP });
/// Parameters of the published GPi cell.
pub const HH_GPI_SEED: &[Param] =
    &hh(HhValues { g_t: 0.3, g_ahp: 20.0, i_app: 2.0, v_clamp: SEED_CLAMP });

pub(super) const HH_STATE: &[Variable] = &[
    v("v", "mV", -1000.0, 1000.0, -65.0),
    v("h", "1", 0.0, 1.0, STEADY),
    v("n", "1", 0.0, 1.0, STEADY),
    v("r", "1", 0.0, 1.0, STEADY),
    v("ca", "1", 0.0, 1e6, 0.0),
];
