# The functions of include/subthal.h, in its order; those of closed loops are in closed_loops.jl.

const Net = Ptr{NetworkToken}
const Sim = Ptr{SimulatorToken}
const Size = Csize_t
const Status = Int32

# ---- The library: version, failures, names
@c version()::UInt32
@c version_string()::Cstring
@c status_name(status::Int32)::Cstring
@c last_error()::Cstring
@c names(kind::Cstring, out::Ptr{UInt8}, out_len::Size, needed::Ptr{Size})::Status

# ---- A network: what to simulate
@c network_new(seed::UInt64, net::Ptr{Net})::Status
@c network_copy(net::Net, copy::Ptr{Net})::Status
@c network_free(net::Net)::Status
@c network_seed(net::Net, seed::Ptr{UInt64})::Status
@c network_set_seed(net::Net, seed::UInt64)::Status
@c network_memory_bytes(net::Net, bytes::Ptr{UInt64})::Status
@c preset_config_default(config::Ptr{PresetConfig}, struct_size::Size)::Status
@c network_from_preset(name::Cstring, config::Ptr{PresetConfig}, net::Ptr{Net})::Status
@c network_add_population(net::Net, name::Cstring, model::Cstring, n_cells::UInt64)::Status
@c network_population_count(net::Net, count::Ptr{Size})::Status
@c network_population_info(
    net::Net, index::Size, info::Ptr{PopulationInfo}, struct_size::Size)::Status
@c network_variable_names(
    net::Net, population::Cstring, out::Ptr{UInt8}, out_len::Size, needed::Ptr{Size})::Status
@c projection_config_default(config::Ptr{ProjectionConfig}, struct_size::Size)::Status
@c network_add_projection(net::Net, config::Ptr{ProjectionConfig})::Status
@c noise_config_default(config::Ptr{NoiseConfig}, struct_size::Size)::Status
@c network_add_noise(net::Net, config::Ptr{NoiseConfig})::Status
@c input_config_default(config::Ptr{InputConfig}, struct_size::Size)::Status
@c network_add_input(net::Net, config::Ptr{InputConfig})::Status
@c pulses_config_default(config::Ptr{PulsesConfig}, struct_size::Size)::Status
@c network_add_pulses(net::Net, config::Ptr{PulsesConfig})::Status
@c network_pulse_steps(
    net::Net, name::Cstring, trial::UInt64, dt_ms::Float64, n_steps::UInt64, steps::Ptr{UInt64},
    steps_len::Size, needed::Ptr{Size})::Status
@c stimulator_config_default(config::Ptr{StimulatorConfig}, struct_size::Size)::Status
@c network_add_stimulator(net::Net, config::Ptr{StimulatorConfig})::Status
@c probe_config_default(config::Ptr{ProbeConfig}, struct_size::Size)::Status
@c network_add_probe(net::Net, config::Ptr{ProbeConfig})::Status
@c network_set_positions(
    net::Net, population::Cstring, xyz_um::Ptr{Float64}, n_xyz::Size)::Status
@c network_place_in_ball(
    net::Net, population::Cstring, x_um::Float64, y_um::Float64, z_um::Float64,
    radius_um::Float64)::Status
@c network_positions(
    net::Net, population::Cstring, xyz_um::Ptr{Float64}, xyz_len::Size,
    needed::Ptr{Size})::Status
@c network_field(
    net::Net, population::Cstring, x_um::Float64, y_um::Float64, z_um::Float64,
    conductivity::Float64, mv_per_ma::Ptr{Float64}, mv_len::Size, needed::Ptr{Size})::Status
@c lfp_config_default(config::Ptr{LfpConfig}, struct_size::Size)::Status
@c network_add_lfp(net::Net, config::Ptr{LfpConfig})::Status

# ---- Parameters of a network
@c network_param_count(net::Net, count::Ptr{Size})::Status
@c network_param_info(net::Net, id::Size, info::Ptr{ParamInfo}, struct_size::Size)::Status
@c network_find_param(net::Net, path::Cstring, id::Ptr{Size})::Status
@c network_get(net::Net, path::Cstring, value::Ptr{Float64})::Status
@c network_set(net::Net, path::Cstring, value::Float64)::Status
@c network_get_many(net::Net, ids::Ptr{Size}, values::Ptr{Float64}, n_ids::Size)::Status
@c network_set_many(net::Net, ids::Ptr{Size}, values::Ptr{Float64}, n_ids::Size)::Status
@c network_set_cells(net::Net, path::Cstring, values::Ptr{Float64}, n_values::Size)::Status
@c network_set_heterogeneity(net::Net, path::Cstring, relative_sd::Float64)::Status
@c network_set_initial(net::Net, path::Cstring, values::Ptr{Float64}, n_values::Size)::Status
@c network_set_initial_spread(net::Net, path::Cstring, sd::Float64)::Status
@c network_cell_values(
    net::Net, path::Cstring, values::Ptr{Float64}, values_len::Size, needed::Ptr{Size})::Status

# ---- A network read back
@c network_projection_count(net::Net, count::Ptr{Size})::Status
@c network_projection_info(
    net::Net, index::Size, info::Ptr{ProjectionInfo}, struct_size::Size)::Status
@c network_wiring(
    net::Net, projection::Cstring, pre::Ptr{UInt32}, post::Ptr{UInt32}, weight::Ptr{Float64},
    delay_ms::Ptr{Float64}, len::Size, needed::Ptr{Size})::Status
@c network_to_text(net::Net, out::Ptr{UInt8}, out_len::Size, needed::Ptr{Size})::Status
@c network_from_text(text::Ptr{UInt8}, text_len::Size, net::Ptr{Net})::Status

# ---- A simulator: a running network
@c simulator_config_default(config::Ptr{SimulatorConfig}, struct_size::Size)::Status
@c simulator_new(net::Net, config::Ptr{SimulatorConfig}, sim::Ptr{Sim})::Status
@c simulator_free(sim::Sim)::Status
@c simulator_reset(sim::Sim)::Status
@c simulator_step(sim::Sim, step::Ptr{UInt64})::Status
@c simulator_time_ms(sim::Sim, time_ms::Ptr{Float64})::Status
@c simulator_dt_ms(sim::Sim, dt_ms::Ptr{Float64})::Status
@c simulator_memory_bytes(sim::Sim, bytes::Ptr{UInt64})::Status
@c simulator_step_bound(sim::Sim, bound::Ptr{UInt64})::Status
@c simulator_backend(sim::Sim, out::Ptr{UInt8}, out_len::Size, needed::Ptr{Size})::Status
@c simulator_population_count(sim::Sim, count::Ptr{Size})::Status
@c simulator_population_info(
    sim::Sim, index::Size, info::Ptr{PopulationInfo}, struct_size::Size)::Status
@c run_default(run::Ptr{Run}, struct_size::Size)::Status
@c simulator_row_count(sim::Sim, n_steps::UInt64, every::UInt64, n_rows::Ptr{UInt64})::Status
@c simulator_run(sim::Sim, run::Ptr{Run})::Status
@c simulator_channel_count(sim::Sim, count::Ptr{Size})::Status
@c simulator_channel_info(sim::Sim, index::Size, info::Ptr{ChannelInfo}, struct_size::Size)::Status
@c simulator_input_count(sim::Sim, count::Ptr{Size})::Status
@c simulator_input_info(sim::Sim, index::Size, info::Ptr{ChannelInfo}, struct_size::Size)::Status
@c simulator_param_count(sim::Sim, count::Ptr{Size})::Status
@c simulator_param_info(sim::Sim, id::Size, info::Ptr{ParamInfo}, struct_size::Size)::Status
@c simulator_find_param(sim::Sim, path::Cstring, id::Ptr{Size})::Status
@c simulator_get(sim::Sim, path::Cstring, value::Ptr{Float64})::Status
@c simulator_set(sim::Sim, path::Cstring, value::Float64)::Status
@c simulator_get_many(sim::Sim, ids::Ptr{Size}, values::Ptr{Float64}, n_ids::Size)::Status
@c simulator_set_many(sim::Sim, ids::Ptr{Size}, values::Ptr{Float64}, n_ids::Size)::Status
@c simulator_divergence(sim::Sim, divergence::Ptr{Divergence}, struct_size::Size)::Status
@c simulator_state(
    sim::Sim, population::Cstring, variable::Cstring, values::Ptr{Float64}, values_len::Size,
    needed::Ptr{Size})::Status
@c simulator_state_hash(sim::Sim, hash::Ptr{UInt64})::Status
@c simulator_clamp_count(sim::Sim, population::Cstring, count::Ptr{UInt64})::Status
@c simulator_spike_count(sim::Sim, population::Cstring, count::Ptr{UInt64})::Status
@c simulator_inject_spike(sim::Sim, population::Cstring, cell::UInt64)::Status
@c simulator_delivered(
    sim::Sim, name::Cstring, delivered::Ptr{Delivered}, struct_size::Size)::Status
@c simulator_save(
    sim::Sim, snapshot::Ptr{UInt8}, snapshot_len::Size, needed::Ptr{Size})::Status
@c simulator_load(sim::Sim, snapshot::Ptr{UInt8}, snapshot_len::Size)::Status
@c simulator_fork(sim::Sim, fork::Ptr{Sim})::Status
@c simulator_log_start(sim::Sim, capacity_bytes::Size, hash_every::UInt64)::Status
@c simulator_log_stop(sim::Sim)::Status
@c simulator_log_info(sim::Sim, info::Ptr{LogInfo}, struct_size::Size)::Status
@c simulator_log_save(sim::Sim, log::Ptr{UInt8}, log_len::Size, needed::Ptr{Size})::Status
@c replay_default(replay::Ptr{Replay}, struct_size::Size)::Status
@c simulator_replay(sim::Sim, replay::Ptr{Replay})::Status

# ---- Metrics
@c simulator_metric(
    sim::Sim, run::Ptr{Run}, population::Cstring, metric::Cstring, burn_in_steps::UInt64,
    value::Ptr{Float64})::Status
@c metric_describe(name::Cstring, info::Ptr{MetricInfo}, struct_size::Size)::Status
@c recording_default(recording::Ptr{Recording}, struct_size::Size)::Status
@c metric_compute(name::Cstring, recording::Ptr{Recording}, value::Ptr{Float64})::Status
@c metric_compute_of_two(
    name::Cstring, first::Ptr{Recording}, second::Ptr{Recording}, value::Ptr{Float64})::Status

# ---- Spectra, bands, synchrony
@c welch_config_default(config::Ptr{WelchConfig}, struct_size::Size)::Status
@c welch_psd(
    config::Ptr{WelchConfig}, signal::Ptr{Float64}, signal_len::Size, density::Ptr{Float64},
    density_len::Size, needed::Ptr{Size})::Status
@c welch_frequencies(
    config::Ptr{WelchConfig}, frequency_hz::Ptr{Float64}, frequency_len::Size,
    needed::Ptr{Size})::Status
@c band_power(
    config::Ptr{WelchConfig}, signal::Ptr{Float64}, signal_len::Size, low_hz::Float64,
    high_hz::Float64, power::Ptr{Float64})::Status
@c relative_band_power(
    config::Ptr{WelchConfig}, signal::Ptr{Float64}, signal_len::Size, band_hz::Ptr{Float64},
    of_hz::Ptr{Float64}, fraction::Ptr{Float64})::Status
@c beta_peak(
    config::Ptr{WelchConfig}, signal::Ptr{Float64}, signal_len::Size,
    frequency_hz::Ptr{Float64}, density::Ptr{Float64})::Status
@c beta_prominence(
    config::Ptr{WelchConfig}, signal::Ptr{Float64}, signal_len::Size, db::Ptr{Float64})::Status
@c beta_prominence_over_1f(
    config::Ptr{WelchConfig}, signal::Ptr{Float64}, signal_len::Size, db::Ptr{Float64})::Status
@c coherence(
    config::Ptr{WelchConfig}, x::Ptr{Float64}, y::Ptr{Float64}, signals_len::Size,
    values::Ptr{Float64}, values_len::Size, needed::Ptr{Size})::Status
@c coherence_phase(
    config::Ptr{WelchConfig}, x::Ptr{Float64}, y::Ptr{Float64}, signals_len::Size,
    values::Ptr{Float64}, values_len::Size, needed::Ptr{Size})::Status
@c coherence_threshold(
    config::Ptr{WelchConfig}, n_samples::UInt64, alpha::Float64,
    threshold::Ptr{Float64})::Status
@c synchrony(
    recording::Ptr{Recording}, frequency_hz::Float64, r::Ptr{Float64},
    kappa::Ptr{Float64})::Status
@c chi_squared(
    rows::Ptr{Float64}, n_rows::Size, n_cells::Size, chi_squared::Ptr{Float64})::Status
@c population_rate(
    recording::Ptr{Recording}, bin_steps::UInt64, rate_hz::Ptr{Float64}, rate_len::Size,
    needed::Ptr{Size})::Status
@c seed_beta_power(
    signal::Ptr{Float64}, signal_len::Size, interval_ms::Float64, power::Ptr{Float64})::Status
@c seed_beta_fraction(
    signal::Ptr{Float64}, signal_len::Size, interval_ms::Float64,
    fraction::Ptr{Float64})::Status
@c multitaper_psd(
    signal::Ptr{Float64}, signal_len::Size, interval_ms::Float64, time_bandwidth::Float64,
    n_tapers::UInt64, density::Ptr{Float64}, density_len::Size, needed::Ptr{Size})::Status
@c spike_spectrum(
    recording::Ptr{Recording}, bin_steps::UInt64, time_bandwidth::Float64, n_tapers::UInt64,
    density::Ptr{Float64}, density_len::Size, needed::Ptr{Size})::Status
@c bursts_by_surprise(
    recording::Ptr{Recording}, min_surprise::Float64, bursts::Ptr{Burst}, bursts_len::Size,
    needed::Ptr{Size})::Status
@c bursts_after_silence(
    recording::Ptr{Recording}, min_silence_ms::Float64, max_interval_ms::Float64,
    bursts::Ptr{Burst}, bursts_len::Size, needed::Ptr{Size})::Status
@c beta_bursts_config_default(config::Ptr{BetaBurstsConfig}, struct_size::Size)::Status
@c beta_bursts(
    config::Ptr{BetaBurstsConfig}, signal::Ptr{Float64}, signal_len::Size,
    bursts::Ptr{BetaBurst}, bursts_len::Size, needed::Ptr{Size},
    threshold::Ptr{Float64})::Status
@c coupling_config_default(config::Ptr{CouplingConfig}, struct_size::Size)::Status
@c phase_amplitude(
    config::Ptr{CouplingConfig}, phase_of::Ptr{Float64}, amplitude_of::Ptr{Float64},
    signals_len::Size, info::Ptr{CouplingInfo}, struct_size::Size)::Status
@c relay(
    recording::Ptr{Recording}, pulse_steps::Ptr{UInt64}, n_pulses::Size, info::Ptr{RelayInfo},
    struct_size::Size)::Status

# ---- Many trials in one call
@c protocol_default(protocol::Ptr{Protocol}, struct_size::Size)::Status
@c batch_default(batch::Ptr{Batch}, struct_size::Size)::Status
@c evaluate(
    net::Net, protocol::Ptr{Protocol}, batch::Ptr{Batch}, progress::Ptr{Cvoid},
    context::Ptr{Cvoid})::Status
