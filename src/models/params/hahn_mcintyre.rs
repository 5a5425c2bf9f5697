//! Cells of Hahn & McIntyre (2010) and, of the same STN cell, Kumaravelu, Brocker & Grill (2016).
//!
//! Of the former's spheres of 60 um come the membrane area by which nA are densities and the volume by which current
//! moves calcium; of its ions, Nernst potentials of sodium (10 and 108 mM) and potassium (105 and 3 mM) at 296.5 K.

use super::{p, v, with, Param, Variable, STEADY};

/// Membrane area of its cells, cm2.
const AREA: f64 = 1.1309733552923256e-4;

#[rustfmt::skip]
const OTSUKA: [Param; 17] = [
    p("c_m",    "uF/cm2", 1.0,    0.1,   100.0, "membrane capacitance"),
    p("g_leak", "mS/cm2", 0.29,   0.0,   1e2,   "leak conductance"),
    p("e_leak", "mV",    -60.0,  -150.0, 0.0,   "leak reversal potential"),
    p("g_na",   "mS/cm2", 49.0,   0.0,   1e4,   "fast sodium conductance"),
    p("e_na",   "mV",     60.8,   0.0,   120.0, "sodium reversal potential"),
    p("g_k",    "mS/cm2", 57.0,   0.0,   1e4,   "delayed-rectifier potassium conductance"),
    p("e_k",    "mV",    -90.84, -150.0, 0.0,   "potassium reversal potential"),
    p("g_a",    "mS/cm2", 5.0,    0.0,   1e3,   "A-type potassium conductance"),
    p("g_cal",  "mS/cm2", 15.0,   0.0,   1e3,   "L-type calcium conductance"),
    p("g_t",    "mS/cm2", 5.0,    0.0,   1e3,   "T-type calcium conductance"),
    p("g_cak",  "mS/cm2", 0.7,    0.0,   1e3,   "calcium-activated potassium conductance"),
    p("ca_o",   "uM",     2000.0, 1.0,   1e5,   "calcium outside the cell"),
    p("rt_2f",  "mV",     RT_2F,  1.0,   20.0,  "RT/2F, which makes a reversal potential of calcium's logarithm"),
    p("alpha",  "uM cm2/uA/ms", ALPHA, 0.0, 1.0, "calcium that a current brings in"),
    p("k_ca",   "1/ms",   0.2,    0.0,   10.0,  "rate at which calcium is removed"),
    p("i_app",  "uA/cm2", 0.0336e-3 / AREA, -1e3, 1e3, "constant applied current"),
    p("v_th",   "mV",    -10.0,  -60.0,  50.0,  "upward crossing that counts as a spike"),
];
const RT_2F: f64 = 1e3 * 8.31441 * 296.5 / (2.0 * 96485.33);
/// A tenth of what a current through that area brings into 33.55 pl.
const ALPHA: f64 = 0.1 * AREA * 1e-3 / (2.0 * 96485.33 * 3.355e-11);

/// Parameters of the STN cell of Otsuka et al. as Hahn & McIntyre have it, [`crate::models::otsuka_stn`].
pub const OTSUKA_STN: &[Param] = &OTSUKA;
/// The same as Kumaravelu, Brocker & Grill have it.
#[rustfmt::skip]
pub const KUMARAVELU_STN: &[Param] = &with(OTSUKA, &[
    ("g_leak", 0.35), ("e_na", 60.0), ("e_k", -90.0), ("g_cak", 1.0), ("rt_2f", 8314.0 * 298.0 / (2.0 * 96485.0)),
    ("alpha", 1.0 / (2.0 * 96485.0)), ("k_ca", 2e-3), ("i_app", 0.0),
]);

#[rustfmt::skip]
pub(super) const OTSUKA_STN_STATE: &[Variable] = &[
    v("v",  "mV", -1000.0, 1000.0, -58.0),
    v("m",  "1",   0.0,    1.0,    STEADY),
    v("h",  "1",   0.0,    1.0,    STEADY),
    v("n",  "1",   0.0,    1.0,    STEADY),
    v("a",  "1",   0.0,    1.0,    STEADY),
    v("b",  "1",   0.0,    1.0,    STEADY),
    v("c",  "1",   0.0,    1.0,    STEADY),
    v("d1", "1",   0.0,    1.0,    STEADY),
    v("d2", "1",   0.0,    1.0,    STEADY),
    v("p",  "1",   0.0,    1.0,    STEADY),
    v("q",  "1",   0.0,    1.0,    STEADY),
    v("r",  "1",   0.0,    1.0,    STEADY),
    v("ca", "uM",  1e-9,   1e6,    0.005),
];

#[rustfmt::skip]
const fn pallidal(i_app_na: f64) -> [Param; 15] {
    [
        p("c_m",    "uF/cm2", 1.0,    0.1,   100.0, "membrane capacitance"),
        p("g_leak", "mS/cm2", 0.04,   0.0,   1e2,   "leak conductance"),
        p("e_leak", "mV",    -60.0,  -150.0, 0.0,   "leak reversal potential"),
        p("g_na",   "mS/cm2", 40.0,   0.0,   1e4,   "fast sodium conductance"),
        p("e_na",   "mV",     60.8,   0.0,   120.0, "sodium reversal potential"),
        p("g_k",    "mS/cm2", 4.2,    0.0,   1e4,   "delayed-rectifier potassium conductance"),
        p("e_k",    "mV",    -90.84, -150.0, 0.0,   "potassium reversal potential"),
        p("g_t",    "mS/cm2", 0.067,  0.0,   1e3,   "T-type calcium conductance"),
        p("g_cak",  "mS/cm2", 0.1,    0.0,   1e3,   "calcium-activated potassium conductance"),
        p("ca_o",   "uM",     2000.0, 1.0,   1e5,   "calcium outside the cell"),
        p("rt_2f",  "mV",     RT_2F,  1.0,   20.0,  "RT/2F, which makes a reversal potential of calcium's logarithm"),
        p("alpha",  "uM cm2/uA/ms", ALPHA, 0.0, 1.0, "calcium that a current brings in"),
        p("k_ca",   "1/ms",   0.2,    0.0,   10.0,  "rate at which calcium is removed"),
        p("i_app",  "uA/cm2", i_app_na * 1e-3 / AREA, -1e3, 1e3, "constant applied current"),
        p("v_th",   "mV",    -10.0,  -60.0,  50.0,  "upward crossing that counts as a spike"),
    ]
}

/// Parameters of the pallidal cell of Hahn & McIntyre, [`crate::models::hahn_mcintyre_pallidal`], as a GPe cell.
pub const HAHN_MCINTYRE_GPE: &[Param] = &pallidal(0.1578);
/// The same as a GPi cell.
pub const HAHN_MCINTYRE_GPI: &[Param] = &pallidal(0.00653);

#[rustfmt::skip]
pub(super) const HAHN_MCINTYRE_STATE: &[Variable] = &[
    v("v",  "mV", -1000.0, 1000.0, -58.0),
    v("m",  "1",   0.0,    1.0,    STEADY),
    v("h",  "1",   0.0,    1.0,    STEADY),
    v("n",  "1",   0.0,    1.0,    STEADY),
    v("p",  "1",   0.0,    1.0,    STEADY),
    v("q",  "1",   0.0,    1.0,    STEADY),
    v("r",  "1",   0.0,    1.0,    STEADY),
    v("ca", "uM",  1e-9,   1e6,    0.005),
];
