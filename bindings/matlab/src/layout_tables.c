// The structs of subthal.h that cross. What C calls otherwise than MATLAB is NAMED.
#include "layouts.h"

#define FIELD(type, kind, name)                                                                    \
    { #name, kind, offsetof(subthal_##type, name), 0 }
#define NAMED(type, kind, name, member)                                                            \
    { name, kind, offsetof(subthal_##type, member), 0 }
#define ARRAY(type, kind, member, n_member)                                                        \
    { #member, kind, offsetof(subthal_##type, member), offsetof(subthal_##type, n_member) }
#define LAYOUT(id, type, what, fields)                                                             \
    const layout id = {what, sizeof(subthal_##type), sizeof fields / sizeof *fields, fields};

static const field preset[] = {
    FIELD(preset_config, WHOLE, n_stn),
    FIELD(preset_config, WHOLE, n_gpe),
    FIELD(preset_config, WHOLE, n_gpi),
    FIELD(preset_config, WHOLE, seed),
};
static const field projection[] = {
    FIELD(projection_config, TEXT, name),
    FIELD(projection_config, TEXT, from),
    FIELD(projection_config, TEXT, to),
    FIELD(projection_config, TEXT, rule),
    FIELD(projection_config, REAL, p),
    FIELD(projection_config, WHOLE, n),
    FIELD(projection_config, WHOLE, k),
    FIELD(projection_config, OFFSET, offset),
    ARRAY(projection_config, CELLS, edge_pre, n_edges),
    ARRAY(projection_config, CELLS, edge_post, n_edges),
    ARRAY(projection_config, REALS, edge_weight, n_edges),
    FIELD(projection_config, REAL, weight),
    FIELD(projection_config, TEXT, weight_unit),
    FIELD(projection_config, FLAG, weight_is_total),
    FIELD(projection_config, FLAG, unit_peak),
    FIELD(projection_config, FLAG, saturating),
    FIELD(projection_config, REAL, delay_ms),
    FIELD(projection_config, REAL, delay_spread_ms),
    FIELD(projection_config, REAL, tau_rise_ms),
    FIELD(projection_config, REAL, tau_decay_ms),
    FIELD(projection_config, REAL, e_rev_mv),
    FIELD(projection_config, REAL, unit_factor),
    FIELD(projection_config, TEXT, kinetics),
    FIELD(projection_config, REAL, alpha_per_ms),
    FIELD(projection_config, REAL, beta_per_ms),
    FIELD(projection_config, REAL, theta_mv),
    FIELD(projection_config, REAL, sigma_mv),
};
static const field noise[] = {
    FIELD(noise_config, TEXT, population),  FIELD(noise_config, REAL, tau_ms),
    FIELD(noise_config, REAL, mean),        FIELD(noise_config, REAL, sigma),
    FIELD(noise_config, REAL, unit_factor),
};
static const field input[] = {
    FIELD(input_config, TEXT, name),
    FIELD(input_config, TEXT, population),
    ARRAY(input_config, CELLS, cells, n_cells),
    ARRAY(input_config, REALS, weights, n_weights),
    FIELD(input_config, TEXT, unit),
};
static const field pulses[] = {
    FIELD(pulses_config, TEXT, name),
    FIELD(pulses_config, TEXT, population),
    ARRAY(pulses_config, CELLS, cells, n_cells),
    ARRAY(pulses_config, REALS, weights, n_weights),
    FIELD(pulses_config, REAL, frequency_hz),
    FIELD(pulses_config, REAL, cv),
    FIELD(pulses_config, REAL, amplitude),
    FIELD(pulses_config, REAL, width_ms),
    FIELD(pulses_config, REAL, start_ms),
};
static const field probe[] = {
    FIELD(probe_config, FLAG, mean),
    FIELD(probe_config, TEXT, population),
    FIELD(probe_config, TEXT, variable),
    ARRAY(probe_config, CELLS, cells, n_cells),
};
static const field simulator_config[] = {
    FIELD(simulator_config, REAL, dt_ms),
    FIELD(simulator_config, TEXT, integrator),
    FIELD(simulator_config, WHOLE, trial),
    FIELD(simulator_config, TEXT, precision),
};
static const field recording[] = {
    FIELD(recording, REAL, dt_ms),
    FIELD(recording, INDEX, first_step),
    NAMED(recording, WHOLE, "last_step", end_step), // after the last of C is the last of MATLAB
    FIELD(recording, WHOLE, n_cells),
    ARRAY(recording, SPIKES, spikes, n_spikes),
    FIELD(recording, INDEX32, population),
    ARRAY(recording, REALS, signal, signal_len),
    FIELD(recording, REAL, signal_interval_ms),
};
static const field welch[] = {
    FIELD(welch_config, REAL, interval_ms),
    FIELD(welch_config, WHOLE, segment),
    FIELD(welch_config, WHOLE, overlap),
};
static const field protocol[] = {
    FIELD(protocol, REAL, dt_ms),       FIELD(protocol, REAL, burn_in_ms),
    FIELD(protocol, REAL, measured_ms), FIELD(protocol, TEXT, precision),
    FIELD(protocol, TEXT, integrator),  FIELD(protocol, FLAG, redraw_wiring),
};
static const field population_info[] = {
    FIELD(population_info, CHARS, name),
    FIELD(population_info, CHARS, model),
    FIELD(population_info, WHOLE, n_cells),
};
static const field projection_info[] = {
    FIELD(projection_info, CHARS, name),        FIELD(projection_info, CHARS, from),
    FIELD(projection_info, CHARS, to),          FIELD(projection_info, CHARS, rule),
    FIELD(projection_info, CHARS, weight_unit), FIELD(projection_info, FLAG, weight_is_total),
    FIELD(projection_info, FLAG, unit_peak),    FIELD(projection_info, FLAG, saturating),
    FIELD(projection_info, REAL, unit_factor),  FIELD(projection_info, CHARS, kinetics),
};
static const field param_info[] = {
    FIELD(param_info, CHARS, path),    FIELD(param_info, CHARS, unit),
    FIELD(param_info, CHARS, meaning), FIELD(param_info, REAL, default_value),
    FIELD(param_info, REAL, min),      FIELD(param_info, REAL, max),
    FIELD(param_info, WHOLE, n_cells), FIELD(param_info, FLAG, while_running),
};
static const field channel_info[] = {
    FIELD(channel_info, CHARS, name),
    FIELD(channel_info, CHARS, unit),
};
static const field metric_info[] = {
    FIELD(metric_info, CHARS, name),         FIELD(metric_info, CHARS, unit),
    FIELD(metric_info, CHARS, meaning),      FIELD(metric_info, FLAG, needs_signal),
    FIELD(metric_info, FLAG, n_populations),
};
static const field divergence[] = {
    FIELD(divergence, FLAG, diverged),
    FIELD(divergence, CHARS, population),
    FIELD(divergence, INDEX, cell),
    FIELD(divergence, INDEX, step),
};
static const field log_info[] = {
    FIELD(log_info, WHOLE, capacity_bytes),
    FIELD(log_info, WHOLE, used_bytes),
    FIELD(log_info, WHOLE, n_steps),
    FIELD(log_info, FLAG, is_full),
};
static const field replay[] = {
    FIELD(replay, WHOLE, n_steps),    FIELD(replay, WHOLE, n_equal),
    FIELD(replay, WHOLE, equal_step), FIELD(replay, WHOLE, departed_step),
    FIELD(replay, FLAG, departed),    FIELD(replay, FLAG, ended),
    FIELD(replay, FLAG, was_full),    FIELD(replay, WHOLE, position),
    FIELD(replay, WHOLE, steps_into),
};
static const field burst[] = {
    FIELD(burst, INDEX, first_step), FIELD(burst, INDEX, last_step), FIELD(burst, INDEX32, cell),
    FIELD(burst, WHOLE32, n_spikes), FIELD(burst, REAL, surprise),
};
static const field beta_bursts[] = {
    FIELD(beta_bursts_config, REAL, interval_ms), FIELD(beta_bursts_config, REAL, low_hz),
    FIELD(beta_bursts_config, REAL, high_hz),     FIELD(beta_bursts_config, REAL, smoothing_ms),
    FIELD(beta_bursts_config, REAL, percentile),  FIELD(beta_bursts_config, REAL, threshold),
    FIELD(beta_bursts_config, REAL, min_ms),
};
static const field beta_burst[] = {
    FIELD(beta_burst, INDEX, first_sample),
    NAMED(beta_burst, WHOLE, "last_sample", end_sample), // as last_step of a recording
    FIELD(beta_burst, REAL, amplitude),
};
static const field coupling[] = {
    FIELD(coupling_config, REAL, interval_ms),
    FIELD(coupling_config, REAL, phase_low_hz),
    FIELD(coupling_config, REAL, phase_high_hz),
    FIELD(coupling_config, REAL, amplitude_low_hz),
    FIELD(coupling_config, REAL, amplitude_high_hz),
    FIELD(coupling_config, WHOLE, n_surrogates),
    FIELD(coupling_config, WHOLE, seed),
};
static const field coupling_info[] = {
    FIELD(coupling_info, REAL, mi),
    FIELD(coupling_info, REAL, z),
    FIELD(coupling_info, REAL, p),
    FIELD(coupling_info, BINS, amplitudes),
};
static const field relay_info[] = {
    FIELD(relay_info, REAL, error_index), FIELD(relay_info, REAL, fidelity),
    FIELD(relay_info, REAL, misses),      FIELD(relay_info, REAL, bursts),
    FIELD(relay_info, REAL, spurious),    FIELD(relay_info, WHOLE, n_pulses),
};
static const field stimulator[] = {
    FIELD(stimulator_config, TEXT, name),
    FIELD(stimulator_config, TEXT, population),
    ARRAY(stimulator_config, CELLS, cells, n_cells),
    ARRAY(stimulator_config, REALS, weights, n_weights),
    FIELD(stimulator_config, TEXT, waveform),
    ARRAY(stimulator_config, CELLS, axons, n_axons),
    ARRAY(stimulator_config, REALS, axon_thresholds_ma, n_axon_thresholds),
    FIELD(stimulator_config, REAL, axon_fraction),
    FIELD(stimulator_config, REAL, frequency_hz),
    FIELD(stimulator_config, REAL, amplitude_ma),
    FIELD(stimulator_config, REAL, width_ms),
    FIELD(stimulator_config, REAL, gap_ms),
    FIELD(stimulator_config, REAL, recharge_ms),
    FIELD(stimulator_config, REAL, recharge_tau_ms),
    FIELD(stimulator_config, REAL, start_ms),
    FIELD(stimulator_config, REAL, soma),
    FIELD(stimulator_config, REAL, slew_ma_per_s),
    FIELD(stimulator_config, REAL, most_amplitude_ma),
    FIELD(stimulator_config, REAL, most_charge_uc),
    FIELD(stimulator_config, REAL, collision_ms),
    FIELD(stimulator_config, REAL, refractory_ms),
    FIELD(stimulator_config, REAL, impedance_kohm),
    ARRAY(stimulator_config, REALS, shape, n_shape),
};
static const field lfp[] = {
    FIELD(lfp_config, TEXT, name),
    ARRAY(lfp_config, TEXTS, populations, n_populations),
    FIELD(lfp_config, POINT, electrode_um),
    ARRAY(lfp_config, POINT, reference_um, has_reference),
    FIELD(lfp_config, REAL, conductivity),
    FIELD(lfp_config, REAL, low_pass_hz),
    FIELD(lfp_config, REAL, artefact_mv_per_ma),
    FIELD(lfp_config, REAL, blanking_ms),
};
static const field delivered[] = {
    FIELD(delivered, WHOLE, n_pulses),
    FIELD(delivered, REAL, charge_uc),
    FIELD(delivered, REAL, net_charge_uc),
    FIELD(delivered, REAL, energy_uj),
};
static const field estimator_config[] = {
    FIELD(estimator_config, TEXT, kind),          FIELD(estimator_config, REAL, sample_hz),
    FIELD(estimator_config, REAL, low_hz),        FIELD(estimator_config, REAL, high_hz),
    FIELD(estimator_config, TEXT, filter),        FIELD(estimator_config, WHOLE32, order),
    FIELD(estimator_config, WHOLE32, fft_points), FIELD(estimator_config, REAL, ripple_db),
    FIELD(estimator_config, TEXT, average),       FIELD(estimator_config, REAL, window_ms),
    FIELD(estimator_config, REAL, fft_hz),        FIELD(estimator_config, REAL, hop_ms),
    FIELD(estimator_config, REAL, threshold),     FIELD(estimator_config, REAL, min_burst_ms),
    FIELD(estimator_config, REAL, tail_ms),
};
static const field bursts_info[] = {
    FIELD(bursts_info, REAL, envelope),       FIELD(bursts_info, FLAG, is_on),
    FIELD(bursts_info, WHOLE, n_onsets),      FIELD(bursts_info, WHOLE, n_offsets),
    FIELD(bursts_info, INDEX, first_sample),  FIELD(bursts_info, WHOLE, n_samples),
    FIELD(bursts_info, WHOLE, total_samples),
};
static const field controller_config[] = {
    FIELD(controller_config, TEXT, kind),
    FIELD(controller_config, TEXT, acts_on),
    FIELD(controller_config, REAL, amplitude),
    FIELD(controller_config, REAL, frequency_hz),
    FIELD(controller_config, REAL, interval_s),
    FIELD(controller_config, REAL, set_point),
    FIELD(controller_config, REAL, lower),
    FIELD(controller_config, REAL, upper),
    FIELD(controller_config, REAL, constant),
    FIELD(controller_config, REAL, ramp_s),
    FIELD(controller_config, REAL, gain),
    FIELD(controller_config, REAL, integral_s),
    FIELD(controller_config, REAL, derivative_s),
    FIELD(controller_config, REAL, target_rad),
    FIELD(controller_config, REAL, amplitude_threshold),
    FIELD(controller_config, REAL, refractory_s),
    FIELD(controller_config, REAL, min),
    FIELD(controller_config, REAL, max),
    FIELD(controller_config, REAL, change_per_s),
    FIELD(controller_config, REAL, hold_s),
    FIELD(controller_config, REAL, blanking_s),
};
static const field loop_config[] = {
    FIELD(loop_config, TEXT, channel),
    FIELD(loop_config, TEXT, stimulator),
    FIELD(loop_config, REAL, start_ms),
};
static const field tick[] = {
    FIELD(tick, WHOLE, step),     FIELD(tick, REAL, sample),       FIELD(tick, REAL, estimate),
    FIELD(tick, REAL, phase_rad), FIELD(tick, REAL, amplitude_ma), FIELD(tick, REAL, frequency_hz),
};

LAYOUT(PRESET, preset_config, "a preset", preset)
LAYOUT(PROJECTION, projection_config, "a projection", projection)
LAYOUT(NOISE, noise_config, "noise", noise)
LAYOUT(INPUT, input_config, "an input", input)
LAYOUT(PULSES, pulses_config, "pulses", pulses)
LAYOUT(PROBE, probe_config, "a probe", probe)
LAYOUT(SIMULATOR_CONFIG, simulator_config, "a simulator's configuration", simulator_config)
LAYOUT(RECORDING, recording, "a recording", recording)
LAYOUT(WELCH, welch_config, "a Welch configuration", welch)
LAYOUT(PROTOCOL, protocol, "a protocol", protocol)
LAYOUT(POPULATION_INFO, population_info, "a population", population_info)
LAYOUT(PROJECTION_INFO, projection_info, "a projection", projection_info)
LAYOUT(PARAM_INFO, param_info, "a parameter", param_info)
LAYOUT(CHANNEL_INFO, channel_info, "a channel", channel_info)
LAYOUT(METRIC_INFO, metric_info, "a metric", metric_info)
LAYOUT(DIVERGENCE, divergence, "a divergence", divergence)
LAYOUT(LOG_INFO, log_info, "a log", log_info)
LAYOUT(REPLAY, replay, "a replay", replay)
LAYOUT(BURST, burst, "a burst", burst)
LAYOUT(BETA_BURSTS, beta_bursts_config, "a configuration of bursts", beta_bursts)
LAYOUT(BETA_BURST, beta_burst, "a burst of a rhythm", beta_burst)
LAYOUT(COUPLING, coupling_config, "a configuration of coupling", coupling)
LAYOUT(COUPLING_INFO, coupling_info, "a coupling", coupling_info)
LAYOUT(RELAY_INFO, relay_info, "a relay", relay_info)
LAYOUT(STIMULATOR, stimulator_config, "a stimulator", stimulator)
LAYOUT(LFP, lfp_config, "an LFP electrode", lfp)
LAYOUT(DELIVERED, delivered, "what was delivered", delivered)
LAYOUT(ESTIMATOR_CONFIG, estimator_config, "an estimator", estimator_config)
LAYOUT(BURSTS_INFO, bursts_info, "what was seen of bursts", bursts_info)
LAYOUT(CONTROLLER_CONFIG, controller_config, "a controller", controller_config)
LAYOUT(LOOP_CONFIG, loop_config, "a loop", loop_config)
LAYOUT(TICK, tick, "a tick", tick)
