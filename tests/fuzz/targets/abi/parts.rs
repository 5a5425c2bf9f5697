//! Calls that add parts to a network, and that read them back.

use subthal::ffi::*;

use super::caller::{call, filled, shared_len, Caller};
use super::words::*;

pub const CALLS: &[fn(&mut Caller)] = &[
    population,
    population_info,
    projection,
    projection_info,
    wiring,
    noise,
    input,
    pulses,
    stimulator,
    pulse_steps,
    probe,
];

fn population(c: &mut Caller) {
    let (name, model, n_cells) = (c.text(&NAMES), c.text(&MODELS), c.bytes.of(&SIZES));
    let add = subthal_network_add_population;
    call!(c, add, net = c.net(), name = name, model = model, n_cells = n_cells);
}

fn population_info(c: &mut Caller) {
    let ((info, size), net, index) = (c.taken(), c.net(), c.index() % 8);
    let ask = subthal_network_population_info;
    call!(c, ask, net = net, index = index, info = info, size = size);
}

fn projection(c: &mut Caller) {
    let mut config: subthal_projection_config = filled(subthal_projection_config_default);
    (config.name, config.rule) = (c.text(&NAMES), c.text(&RULES));
    (config.from, config.to) = (c.text(&NAMES[..2]), c.text(&NAMES[..2]));
    (config.n, config.k, config.offset) = (c.count(), c.count(), c.count() as i64);
    (config.p, config.weight, config.unit_factor) = (c.number(), c.number(), c.number());
    (config.weight_unit, config.weight_is_total) = (c.text(&UNITS), c.flag());
    (config.unit_peak, config.saturating, config.reserved) = (c.flag(), c.flag(), c.flag() / 2);
    (config.delay_ms, config.kinetics) = (c.bytes.of(&TIMES), c.text(&KINETICS));
    c.some_hostile([&mut config.delay_spread_ms, &mut config.tau_rise_ms]);
    c.some_hostile([&mut config.tau_decay_ms, &mut config.e_rev_mv, &mut config.alpha_per_ms]);
    c.some_hostile([&mut config.beta_per_ms, &mut config.theta_mv, &mut config.sigma_mv]);
    let (pre, n_edges) = c.array(|c| c.bytes.below(5) as u32);
    let ((post, n_post), (weight, n_weights)) =
        (c.array(|c| c.bytes.below(5) as u32), c.array(Caller::number));
    (config.edge_pre, config.edge_post, config.edge_weight) = (pre, post, weight);
    config.n_edges = shared_len([n_edges, n_post, n_weights]);
    let config = c.given(config);
    call!(c, subthal_network_add_projection, net = c.net(), config = config);
}

fn projection_info(c: &mut Caller) {
    let ((info, size), net, index) = (c.taken(), c.net(), c.index() % 8);
    let ask = subthal_network_projection_info;
    call!(c, ask, net = net, index = index, info = info, size = size);
}

fn wiring(c: &mut Caller) {
    let ((pre, n), (post, n_post)) = (c.buffer(), c.buffer());
    let ((weight, n_weights), (delay, n_delays)) = (c.buffer(), c.buffer());
    let (n, net) = (shared_len([n, n_post, n_weights, n_delays]), c.net());
    let (name, needed) = (c.text(&NAMES[3..5]), c.out());
    let ask = subthal_network_wiring;
    call!(
        c,
        ask,
        net = net,
        name = name,
        pre = pre,
        post = post,
        weight = weight,
        delay = delay,
        n = n,
        needed = needed
    );
}

fn noise(c: &mut Caller) {
    let mut config: subthal_noise_config = filled(subthal_noise_config_default);
    (config.population, config.tau_ms) = (c.text(&NAMES), c.number());
    (config.mean, config.sigma, config.unit_factor) = (c.number(), c.number(), c.number());
    let config = c.given(config);
    call!(c, subthal_network_add_noise, net = c.net(), config = config);
}

fn input(c: &mut Caller) {
    let mut config: subthal_input_config = filled(subthal_input_config_default);
    (config.name, config.population, config.unit) =
        (c.text(&NAMES), c.text(&NAMES), c.text(&UNITS));
    (config.cells, config.n_cells) = c.array(|c| c.bytes.below(5) as u32);
    (config.weights, config.n_weights) = c.array(Caller::number);
    let config = c.given(config);
    call!(c, subthal_network_add_input, net = c.net(), config = config);
}

fn pulses(c: &mut Caller) {
    let mut config: subthal_pulses_config = filled(subthal_pulses_config_default);
    (config.name, config.population) = (c.text(&NAMES), c.text(&NAMES));
    (config.cells, config.n_cells) = c.array(|c| c.bytes.below(5) as u32);
    (config.weights, config.n_weights) = c.array(Caller::number);
    (config.frequency_hz, config.amplitude) = (c.number(), c.number());
    c.some_hostile([&mut config.cv, &mut config.width_ms, &mut config.start_ms]);
    let config = c.given(config);
    call!(c, subthal_network_add_pulses, net = c.net(), config = config);
}

fn stimulator(c: &mut Caller) {
    let mut config: subthal_stimulator_config = filled(subthal_stimulator_config_default);
    (config.name, config.population) = (c.text(&NAMES), c.text(&NAMES));
    config.waveform = c.text(&WAVEFORMS);
    (config.cells, config.n_cells) = c.array(|c| c.bytes.below(5) as u32);
    (config.weights, config.n_weights) = c.array(Caller::number);
    (config.axons, config.n_axons) = c.array(|c| c.bytes.below(5) as u32);
    (config.axon_thresholds_ma, config.n_axon_thresholds) = c.array(Caller::number);
    (config.shape, config.n_shape) = c.array(Caller::number);
    (config.frequency_hz, config.amplitude_ma) = (c.number(), c.number());
    c.some_hostile([&mut config.axon_fraction, &mut config.width_ms, &mut config.gap_ms]);
    c.some_hostile([&mut config.recharge_ms, &mut config.recharge_tau_ms, &mut config.start_ms]);
    c.some_hostile([&mut config.soma, &mut config.slew_ma_per_s, &mut config.most_amplitude_ma]);
    c.some_hostile([&mut config.most_charge_uc, &mut config.collision_ms]);
    c.some_hostile([&mut config.refractory_ms, &mut config.impedance_kohm]);
    let config = c.given(config);
    call!(c, subthal_network_add_stimulator, net = c.net(), config = config);
}

fn pulse_steps(c: &mut Caller) {
    let (name, (steps, n)) = (c.text(&NAMES), c.buffer());
    let (trial, dt, n_steps) = (c.count(), c.number(), c.bytes.of(&SHORT));
    let ask = subthal_network_pulse_steps;
    call!(
        c,
        ask,
        net = c.net(),
        name = name,
        trial = trial,
        dt = dt,
        n_steps = n_steps,
        steps = steps,
        n = n,
        needed = c.out()
    );
}

fn probe(c: &mut Caller) {
    let mut config: subthal_probe_config = filled(subthal_probe_config_default);
    (config.population, config.variable) = (c.text(&NAMES), c.text(&VARIABLES));
    (config.mean, config.reserved) = (c.flag(), c.flag() / 2);
    (config.cells, config.n_cells) = c.array(|c| c.bytes.below(5) as u32);
    let config = c.given(config);
    call!(c, subthal_network_add_probe, net = c.net(), config = config);
}
