//! Cells of So, Kent & Grill (2012) and, with other defaults, of Rubin & Terman (2004).

use super::{p, v, with, Param, Variable, STEADY};

/// Parameters of the STN cell of So, Kent & Grill, [`crate::models::so_stn`].
#[rustfmt::skip]
pub const SO_STN: &[Param] = &[
    p("c_m",     "uF/cm2", 1.0,     0.1,   100.0, "membrane capacitance"),
    p("g_l",     "mS/cm2", 2.25,    0.0,   1e2,   "leak conductance"),
    p("e_l",     "mV",    -60.0,   -150.0, 0.0,   "leak reversal potential"),
    p("g_na",    "mS/cm2", 37.0,    0.0,   1e4,   "fast sodium conductance"),
    p("e_na",    "mV",     55.0,    0.0,   120.0, "sodium reversal potential"),
    p("g_k",     "mS/cm2", 45.0,    0.0,   1e4,   "delayed-rectifier potassium conductance"),
    p("e_k",     "mV",    -80.0,   -150.0, 0.0,   "potassium reversal potential"),
    p("g_t",     "mS/cm2", 0.5,     0.0,   1e3,   "T-type calcium conductance"),
    p("g_ca",    "mS/cm2", 2.0,     0.0,   1e3,   "high-voltage calcium conductance"),
    p("e_ca",    "mV",     140.0,   0.0,   300.0, "calcium reversal potential"),
    p("g_ahp",   "mS/cm2", 20.0,    0.0,   1e3,   "calcium-activated potassium conductance"),
    p("k_1",     "1",      15.0,    1e-3,  1e3,   "calcium at which half the AHP conductance is open"),
    p("k_ca",    "1",      22.5,    0.0,   1e3,   "removal of calcium, beside a unit of inward current"),
    p("epsilon", "1/ms",   3.75e-5, 0.0,   1.0,   "speed of calcium"),
    p("theta_b", "1",      0.4,     0.0,   1.0,   "r at which half the T current is inactivated"),
    p("sigma_b", "1",      0.1,     0.01,  1.0,   "slope of the inactivation of the T current by r"),
    p("phi_n",   "1",      0.75,    0.0,   10.0,  "speed of potassium activation"),
    p("phi_h",   "1",      0.75,    0.0,   10.0,  "speed of sodium inactivation"),
    p("phi_r",   "1",      0.2,     0.0,   10.0,  "speed of r"),
    p("phi_c",   "1",      0.08,    0.0,   10.0,  "speed of high-voltage calcium activation"),
    p("i_app",   "uA/cm2", 33.0,   -1e3,   1e3,   "constant applied current"),
    p("v_th",    "mV",    -10.0,   -60.0,  50.0,  "upward crossing that counts as a spike"),
];

#[rustfmt::skip]
pub(super) const SO_STN_STATE: &[Variable] = &[
    v("v",  "mV", -1000.0, 1000.0, -62.0),
    v("n",  "1",   0.0,    1.0,    STEADY),
    v("h",  "1",   0.0,    1.0,    STEADY),
    v("r",  "1",   0.0,    1.0,    STEADY),
    v("c",  "1",   0.0,    1.0,    STEADY),
    v("ca", "1",   0.0,    1e6,    0.1),
];

#[rustfmt::skip]
const fn so_pallidal(i_app: f64) -> [Param; 20] {
    [
        p("c_m",     "uF/cm2", 1.0,   0.1,   100.0, "membrane capacitance"),
        p("g_l",     "mS/cm2", 0.1,   0.0,   1e2,   "leak conductance"),
        p("e_l",     "mV",    -65.0, -150.0, 0.0,   "leak reversal potential"),
        p("g_na",    "mS/cm2", 120.0, 0.0,   1e4,   "fast sodium conductance"),
        p("e_na",    "mV",     55.0,  0.0,   120.0, "sodium reversal potential"),
        p("g_k",     "mS/cm2", 30.0,  0.0,   1e4,   "delayed-rectifier potassium conductance"),
        p("e_k",     "mV",    -80.0, -150.0, 0.0,   "potassium reversal potential"),
        p("g_t",     "mS/cm2", 0.5,   0.0,   1e3,   "T-type calcium conductance"),
        p("g_ca",    "mS/cm2", 0.15,  0.0,   1e3,   "high-voltage calcium conductance"),
        p("e_ca",    "mV",     120.0, 0.0,   300.0, "calcium reversal potential"),
        p("g_ahp",   "mS/cm2", 10.0,  0.0,   1e3,   "calcium-activated potassium conductance"),
        p("k_1",     "1",      10.0,  1e-3,  1e3,   "calcium at which half the AHP conductance is open"),
        p("k_ca",    "1",      15.0,  0.0,   1e3,   "removal of calcium, beside a unit of inward current"),
        p("epsilon", "1/ms",   1e-4,  0.0,   1.0,   "speed of calcium"),
        p("tau_r",   "ms",     30.0,  1.0,   1e4,   "time constant of the inactivation of the T current"),
        p("phi_n",   "1",      0.1,   0.0,   10.0,  "speed of potassium activation"),
        p("phi_h",   "1",      0.05,  0.0,   10.0,  "speed of sodium inactivation"),
        p("phi_r",   "1",      1.0,   0.0,   10.0,  "speed of the inactivation of the T current"),
        p("i_app",   "uA/cm2", i_app, -1e3,  1e3,   "constant applied current"),
        p("v_th",    "mV",    -10.0, -60.0,  50.0,  "upward crossing that counts as a spike"),
    ]
}

/// Parameters of the pallidal cell of So, Kent & Grill, [`crate::models::so_pallidal`], as a GPe cell.
pub const SO_GPE: &[Param] = &so_pallidal(21.0);
/// The same as a GPi cell.
pub const SO_GPI: &[Param] = &so_pallidal(22.0);

#[rustfmt::skip]
const fn pallidal_state(ca: f64) -> [Variable; 5] {
    [
        v("v",  "mV", -1000.0, 1000.0, -62.0),
        v("n",  "1",   0.0,    1.0,    STEADY),
        v("h",  "1",   0.0,    1.0,    STEADY),
        v("r",  "1",   0.0,    1.0,    STEADY),
        v("ca", "1",   0.0,    1e6,    ca),
    ]
}

pub(super) const SO_PALLIDAL_STATE: &[Variable] = &pallidal_state(0.1);

/// Parameters of the thalamic relay cell of So, Kent & Grill, [`crate::models::so_tc`].
pub const SO_TC: &[Param] = &RELAY;

#[rustfmt::skip]
const RELAY: [Param; 13] = [
    p("c_m",   "uF/cm2", 1.0,   0.1,   100.0, "membrane capacitance"),
    p("g_l",   "mS/cm2", 0.05,  0.0,   1e2,   "leak conductance"),
    p("e_l",   "mV",    -70.0, -150.0, 0.0,   "leak reversal potential"),
    p("g_na",  "mS/cm2", 3.0,   0.0,   1e4,   "fast sodium conductance"),
    p("e_na",  "mV",     50.0,  0.0,   120.0, "sodium reversal potential"),
    p("g_k",   "mS/cm2", 5.0,   0.0,   1e4,   "delayed-rectifier potassium conductance"),
    p("e_k",   "mV",    -75.0, -150.0, 0.0,   "potassium reversal potential"),
    p("g_t",   "mS/cm2", 5.0,   0.0,   1e3,   "T-type calcium conductance"),
    p("e_t",   "mV",     0.0,  -150.0, 300.0, "reversal potential of the T current"),
    p("tau_r0", "ms",    4.2,   1e-2,  1e4,   "least time constant of the inactivation of the T current"),
    p("tau_r1", "ms",    0.15,  0.0,   1e4,   "what is added to it at -25 mV, and e times that for each 10.5 mV below"),
    p("i_app", "uA/cm2", 0.0,  -1e3,   1e3,   "constant applied current"),
    p("v_th",  "mV",    -40.0, -60.0,  50.0,  "upward crossing that counts as a spike"),
];

pub(super) const SO_TC_STATE: &[Variable] = &[
    v("v", "mV", -1000.0, 1000.0, -62.0),
    v("h", "1", 0.0, 1.0, STEADY),
    v("r", "1", 0.0, 1.0, STEADY),
];

/// Parameters of the STN cell of Rubin & Terman, [`crate::models::rubin_terman_stn`].
#[rustfmt::skip]
pub const RUBIN_TERMAN_STN: &[Param] = &[
    p("c_m",     "uF/cm2", 1.0,     0.1,   100.0, "membrane capacitance"),
    p("g_l",     "mS/cm2", 2.25,    0.0,   1e2,   "leak conductance"),
    p("e_l",     "mV",    -60.0,   -150.0, 0.0,   "leak reversal potential"),
    p("g_na",    "mS/cm2", 37.5,    0.0,   1e4,   "fast sodium conductance"),
    p("e_na",    "mV",     55.0,    0.0,   120.0, "sodium reversal potential"),
    p("g_k",     "mS/cm2", 45.0,    0.0,   1e4,   "delayed-rectifier potassium conductance"),
    p("e_k",     "mV",    -80.0,   -150.0, 0.0,   "potassium reversal potential"),
    p("g_t",     "mS/cm2", 0.5,     0.0,   1e3,   "T-type calcium conductance"),
    p("g_ca",    "mS/cm2", 0.5,     0.0,   1e3,   "high-voltage calcium conductance"),
    p("e_ca",    "mV",     140.0,   0.0,   300.0, "calcium reversal potential"),
    p("g_ahp",   "mS/cm2", 9.0,     0.0,   1e3,   "calcium-activated potassium conductance"),
    p("k_1",     "1",      15.0,    1e-3,  1e3,   "calcium at which half the AHP conductance is open"),
    p("k_ca",    "1",      22.5,    0.0,   1e3,   "removal of calcium, beside a unit of inward current"),
    p("epsilon", "1/ms",   3.75e-5, 0.0,   1.0,   "speed of calcium"),
    p("theta_b", "1",      0.25,    0.0,   1.0,   "r at which half the T current is inactivated"),
    p("sigma_b", "1",      0.07,    0.01,  1.0,   "slope of the inactivation of the T current by r"),
    p("phi_n",   "1",      0.75,    0.0,   10.0,  "speed of potassium activation"),
    p("phi_h",   "1",      0.75,    0.0,   10.0,  "speed of sodium inactivation"),
    p("phi_r",   "1",      0.5,     0.0,   10.0,  "speed of r"),
    p("i_app",   "uA/cm2", 25.0,   -1e3,   1e3,   "constant applied current"),
    p("v_th",    "mV",    -10.0,   -60.0,  50.0,  "upward crossing that counts as a spike"),
];

/// Calcium of all three starts at the mean of the published runs' starts.
#[rustfmt::skip]
pub(super) const RUBIN_TERMAN_STN_STATE: &[Variable] = &[
    v("v",  "mV", -1000.0, 1000.0, -62.0),
    v("n",  "1",   0.0,    1.0,    STEADY),
    v("h",  "1",   0.0,    1.0,    STEADY),
    v("r",  "1",   0.0,    1.0,    STEADY),
    v("ca", "1",   0.0,    1e6,    0.26),
];

const RUBIN_TERMAN_PALLIDAL: [(&str, f64); 4] =
    [("e_l", -55.0), ("g_ca", 0.1), ("g_ahp", 30.0), ("k_1", 30.0)];
/// Parameters of the GPe cell of Rubin & Terman, which is that of [`crate::models::so_pallidal`].
pub const RUBIN_TERMAN_GPE: &[Param] = &with(so_pallidal(2.0), &RUBIN_TERMAN_PALLIDAL);
/// The same of their GPi cell.
pub const RUBIN_TERMAN_GPI: &[Param] = &with(so_pallidal(5.0), &RUBIN_TERMAN_PALLIDAL);
pub(super) const RUBIN_TERMAN_GPE_STATE: &[Variable] = &pallidal_state(0.14);
pub(super) const RUBIN_TERMAN_GPI_STATE: &[Variable] = &pallidal_state(0.24);
/// Parameters of the thalamic relay cell of Rubin & Terman, which is that of [`crate::models::so_tc`].
pub const RUBIN_TERMAN_TC: &[Param] =
    &with(RELAY, &[("e_k", -90.0), ("tau_r0", 28.0 / 5.5), ("tau_r1", 0.3 / 5.5)]);
