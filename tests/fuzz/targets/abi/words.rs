//! What hostile and sensible callers say: texts, numbers, counts.

use std::ffi::CStr;

pub const PATHS: [&CStr; 23] = [
    c"a.i_app",
    c"b.i_app",
    c"a.g_na",
    c"b.c_m",
    c"b.v_reset",
    c"a.v",
    c"b.v",
    c"a.area",
    c"b.noise.sigma",
    c"b.noise.tau",
    c"p.weight",
    c"p.weight_scale",
    c"p.delay",
    c"p.delay_spread",
    c"q.tau_rise",
    c"p.tonic_rate",
    c"p.alpha",
    c"q.theta",
    c"i.frequency",
    c"i.cv",
    c"s.frequency",
    c"s.amplitude",
    c"s.width",
];
pub const NAMES: [&CStr; 9] = [c"a", c"b", c"c", c"p", c"q", c"i", c"s", c"stn", c"gpe"];
pub const MODELS: [&CStr; 9] = [
    c"stn",
    c"stn_seed",
    c"adex_gpe",
    c"hh_gpi",
    c"hh_gpe_seed",
    c"so_stn",
    c"so_gpe",
    c"so_tc",
    c"rubin_terman_stn",
];
pub const RULES: [&CStr; 6] = [
    c"fixed_probability",
    c"fixed_total",
    c"fixed_in_degree",
    c"one_to_one",
    c"all_to_all",
    c"edges",
];
pub const KINETICS: [&CStr; 4] = [c"two_stage", c"two_stage", c"alpha", c"graded"];
pub const VARIABLES: [&CStr; 7] = [c"v", c"w", c"n", c"ca", c"i_syn", c"i_noise", c"i_input"];
pub const UNITS: [&CStr; 5] = [c"nS", c"mS/cm2", c"pA", c"uA/cm2", c""];
pub const PRECISIONS: [&CStr; 2] = [c"double", c"single"];
pub const INTEGRATORS: [&CStr; 2] = [c"forward_euler", c"exponential_euler"];
pub const KINDS: [&CStr; 9] = [
    c"preset",
    c"model",
    c"rule",
    c"kinetics",
    c"integrator",
    c"metric",
    c"waveform",
    c"estimator",
    c"controller",
];
pub const WAVEFORMS: [&CStr; 3] = [c"biphasic", c"monophasic", c"passive"];
pub const ESTIMATORS: [&CStr; 5] =
    [c"bursts", c"band_rectified", c"band_power", c"envelope_phase", c"fleming_2020"];
pub const CONTROLLERS: [&CStr; 7] =
    [c"phase_locked", c"open_loop", c"on_off", c"dual_threshold", c"proportional", c"pi", c"pid"];
pub const ACTS_ON: [&CStr; 2] = [c"amplitude", c"frequency"];
pub const FILTERS: [&CStr; 2] = [c"butterworth", c"chebyshev"];
pub const AVERAGES: [&CStr; 2] = [c"moving", c"exponential"];
pub const PRESETS: [&CStr; 6] = [
    c"seed_hh_default",
    c"seed_adex_healthy",
    c"stn_gpe_gpi_hh_healthy",
    c"stn_gpe_gpi_adex_parkinsonian_gpe_gpe",
    c"so_2012_parkinsonian",
    c"rubin_terman_2004_parkinsonian",
];
pub const METRICS: [&CStr; 12] = [
    c"rate",
    c"silent_cells",
    c"cv",
    c"cv_seed",
    c"beta_peak_hz",
    c"beta_prominence_over_1f",
    c"relative_beta_power",
    c"R",
    c"kappa",
    c"mean_v",
    c"seed_beta_fraction",
    c"lfp_beta_prominence",
];
/// Metrics of a batch.
pub const WANTED: [&CStr; 6] =
    [c"a.rate", c"b.cv", c"a.mean_v", c"b.lfp_mean", c"a.b.coherence", c"b.beta_peak_hz"];

/// Texts that are no name of anything, and one that is longer than any text may be.
pub const BAD: [&CStr; 7] = [
    c"",
    c"a ",
    c"\xff\xfe",
    c"a.",
    c".",
    c"\"\n[[",
    c"a123456789_123456789_123456789_123456789_123456789_123456789_123456789",
];
pub static ENDLESS: [u8; 1100] = {
    let mut bytes = [b'x'; 1100];
    bytes[1099] = 0;
    bytes
};

pub const NUMBERS: [f64; 24] = [
    0.0,
    1.0,
    -1.0,
    0.5,
    0.025,
    0.1,
    2.0,
    5.0,
    -60.0,
    100.0,
    1e3,
    -1e3,
    1e-3,
    1e6,
    1e9,
    -1e9,
    1e300,
    f64::MAX,
    f64::MIN_POSITIVE,
    5e-324,
    -0.0,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
];
/// Lengths of a step and of a measurement that are no work, or none that can be done.
pub const TIMES: [f64; 10] =
    [0.025, 0.1, 1.0, 0.05, 0.0, -1.0, f64::NAN, f64::INFINITY, 1e300, 5e-324];

/// Windows in ms that are little memory, or more than there may be.
pub const WINDOWS: [f64; 10] =
    [200.0, 20.0, 40.0, 4.0, 1e12, 0.0, -1.0, f64::NAN, f64::INFINITY, 1e300];
/// Rates of samples in Hz.
pub const RATES: [f64; 8] = [1000.0, 1000.0, 1000.0, 250.0, 1e4, 0.0, 1e10, f64::NAN];
/// Points of a transform.
pub const POINTS: [u32; 6] = [64, 16, 4, 3, 0, u32::MAX];
/// Orders of a filter.
pub const ORDERS: [u32; 6] = [2, 1, 4, 12, 0, 13];

/// Sizes that are small or impossible.
pub const SIZES: [u64; 10] = [1, 2, 3, 0, 5, 17, (1 << 30) + 1, 1 << 40, 1 << 63, u64::MAX];
/// Counts of anything that is counted by nobody.
pub const COUNTS: [u64; 12] = [0, 1, 2, 3, 4, 7, 16, 64, 300, 1 << 50, i64::MAX as u64, u64::MAX];
/// Bytes for a log: too few for a snapshot, enough for a short one, more than there are.
pub const CAPACITIES: [usize; 6] = [0, 1 << 10, 1 << 13, 1 << 13, 1 << 50, usize::MAX];
pub const SHORT: [u64; 8] = [0, 1, 2, 3, 4, 7, 20, 70];
