//! What is not a cell: projections, noise, pulses, the membrane.

use super::{p, Param};

/// A projection has these, as far as its kinetics know them; see [`crate::network::Kinetics`].
#[rustfmt::skip]
pub const PROJECTION: &[Param] = &[
    p("weight",       "nS", 1.0,  -1e9,   1e9,  "conductance of a synapse, or of all on a cell"),
    p("weight_scale", "1",  1.0,  -1e6,   1e6,  "multiplies the weight; 0 cuts the projection"),
    p("e_rev",        "mV", 0.0,  -200.0, 200.0, "reversal potential"),
    p("tau_rise",     "ms", 1.0,   1e-2,  1e4,  "time constant of the first stage"),
    p("tau_decay",    "ms", 5.0,   1e-2,  1e4,  "time constant of the second stage"),
    p("delay",        "ms", 1.0,   1e-4,  1e4,  "from a spike to the first stage; whole steps, at least one"),
];

/// Every projection with graded synapses has these.
#[rustfmt::skip]
pub const GRADED: &[Param] = &[
    p("alpha", "1/ms", 2.0,   0.0,    1e3,   "rate at which a depolarised source opens synapses"),
    p("beta",  "1/ms", 0.04,  1e-6,   1e3,   "rate at which synapses close"),
    p("theta", "mV",  -37.0, -150.0,  100.0, "V of the source at which alpha is half in force"),
    p("sigma", "mV",   2.0,   1e-2,   100.0, "slope of that about theta"),
];

/// Every projection whose synapses spikes open and nothing saturates has these too: what it takes to see what the times of
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

/// Every train of pulses has these; amplitude carries the unit of the target's current.
#[rustfmt::skip]
pub const PULSES: &[Param] = &[
    p("frequency", "Hz", 0.0,   0.0,  1e4, "pulses a second, on average; 0 stops the train"),
    p("cv",        "1",  0.0,   0.0,  1.0, "SD over mean of 1/interval, gamma-distributed; 0 is periodic"),
    p("amplitude", "",   0.0,  -1e6,  1e6, "current during a pulse"),
    p("width",     "ms", 0.1,   0.0,  1e4, "duration of a pulse, in whole steps"),
    p("start",     "ms", 0.0,  -1e4,  1e6, "when a periodic train begins with a pulse, another with an interval"),
];

/// Every stimulator has these.
#[rustfmt::skip]
pub const STIMULATOR: &[Param] = &[
    p("frequency",      "Hz",   0.0,   0.0,  1e4, "pulses a second; 0 stops the train, and its phase"),
    p("amplitude",      "mA",   0.0,  -1e6,  1e6, "current of the first phase of a pulse; 0 stops pulses, and not their phase"),
    p("width",          "ms",   0.06,  1e-6, 1e3, "duration of the first phase"),
    p("gap",            "ms",   0.0,   0.0,  1e3, "from the end of the first phase to the recharge"),
    p("recharge",       "ms",   0.06,  1e-6, 1e3, "duration of the recharge"),
    p("recharge_tau",   "ms",   1.0,   1e-3, 1e4, "time constant with which a passive recharge falls"),
    p("start",          "ms",   0.0,   0.0,  1e6, "when the train begins, with a pulse; whole steps"),
    p("soma",           "1",    1.0,   0.0,  1e3, "what cells receive of the current; 0 leaves axons alone"),
    p("slew",           "mA/s", 0.0,   0.0,  1e9, "most that the amplitude moves in a second; 0 for no bound"),
    p("most_amplitude", "mA",   1e6,   0.0,  1e6, "most current of either phase, whatever is asked for"),
    p("most_charge",    "uC",   1e9,   0.0,  1e9, "most charge of a phase, whatever is asked for"),
    p("collision",      "ms",   7.0,   0.0,  1e3, "how long after a launched spike those of the soma are lost"),
    p("refractory",     "ms",   0.0,   0.0,  1e3, "how long after a launched spike an axon is not excited again"),
    p("impedance",      "kOhm", 1.0,   0.0,  1e6, "of the electrode, for the energy"),
];

/// Every population has this.
pub const AREA: Param =
    p("area", "cm2", 2e-4, 1e-9, 1.0, "membrane area that joins pA and nS to densities");
