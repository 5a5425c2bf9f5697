//! Cells of two variables that are not the seed's: Izhikevich (2003), and the AdEx of Lindahl & Kotaleski (2016).

use super::{p, v, with, Param, Variable, ADEX_GPE_TABLE, STEADY};

#[rustfmt::skip]
const IZHIKEVICH: [Param; 6] = [
    p("a",      "1/ms",   0.02,  1e-4,  1.0,  "rate of recovery"),
    p("b",      "1/ms",   0.2,  -10.0,  10.0, "recovery by V"),
    p("c",      "mV",    -65.0, -150.0, 20.0, "V after a spike"),
    p("d",      "mV/ms",  8.0,  -1e3,   1e3,  "recovery by a spike"),
    p("i_app",  "uA/cm2", 0.0,  -1e3,   1e3,  "constant applied current"),
    p("v_peak", "mV",     30.0, -40.0,  100.0, "V that counts as a spike"),
];

/// Parameters of Izhikevich's cell, [`crate::models::izhikevich`]: regular spiking.
pub const IZHIKEVICH_RS: &[Param] = &IZHIKEVICH;
/// The same: fast spiking.
pub const IZHIKEVICH_FS: &[Param] = &with(IZHIKEVICH, &[("a", 0.1), ("d", 2.0)]);

#[rustfmt::skip]
pub(super) const IZHIKEVICH_STATE: &[Variable] = &[
    v("v", "mV",    -1000.0, 1000.0, -65.0),
    v("u", "mV/ms", -1e6,    1e6,    STEADY),
];

/// GPe of type TI of Lindahl M, Kotaleski JH (2016) eNeuro 3(6), a cell of [`crate::models::adex`]; the
/// numbers as tabled by a later paper in eNeuro ("Table 7, GPe-TI neuron parameters"), which gives no V_peak.
#[rustfmt::skip]
pub const LINDAHL_GPE: &[Param] = &with(ADEX_GPE_TABLE, &[
    ("c_m", 40.0), ("g_l", 1.0), ("e_l", -55.1), ("v_t", -54.7), ("delta_t", 1.7), ("a", 2.5), ("tau_w", 20.0),
    ("b", 70.0), ("v_reset", -60.0), ("t_ref", 2.0), ("i_app", 12.0),
]);
/// Their SNr cell, an output of the basal ganglia as the GPi is, by the same paper.
#[rustfmt::skip]
pub const LINDAHL_SNR: &[Param] = &with(ADEX_GPE_TABLE, &[
    ("c_m", 80.0), ("g_l", 3.0), ("e_l", -55.8), ("v_t", -55.2), ("delta_t", 1.6), ("a", 3.0), ("tau_w", 20.0),
    ("b", 200.0), ("v_reset", -65.0), ("t_ref", 2.0), ("i_app", 0.0),
]);
