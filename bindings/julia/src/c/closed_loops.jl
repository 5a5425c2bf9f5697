# Estimators, controllers and loops of include/subthal.h: what crosses, then the functions.

"What a `Ptr{EstimatorToken}` points to: nothing that may be looked at."
struct EstimatorToken end

"What a `Ptr{ControllerToken}` points to: nothing that may be looked at."
struct ControllerToken end

"What a `Ptr{LoopToken}` points to: nothing that may be looked at."
struct LoopToken end

const Est = Ptr{EstimatorToken}
const Ctl = Ptr{ControllerToken}
const Closed = Ptr{LoopToken}

@layout mutable struct EstimatorConfig
    struct_size::Csize_t; kind::Cstring; sample_hz::Float64; low_hz::Float64; high_hz::Float64
    filter::Cstring; order::UInt32; fft_points::UInt32; ripple_db::Float64; average::Cstring
    window_ms::Float64; fft_hz::Float64; hop_ms::Float64; threshold::Float64
    min_burst_ms::Float64; tail_ms::Float64
end

@layout mutable struct Estimate
    struct_size::Csize_t; value::Float64; phase_rad::Float64; is_fresh::Int32; reserved::Int32
    n_refused::UInt64
end

@layout mutable struct BurstsInfo
    struct_size::Csize_t; envelope::Float64; is_on::Int32; reserved::Int32; n_onsets::UInt64
    n_offsets::UInt64; first_sample::UInt64; n_samples::UInt64; total_samples::UInt64
end

@layout mutable struct ControllerConfig
    struct_size::Csize_t; kind::Cstring; acts_on::Cstring; amplitude::Float64
    frequency_hz::Float64; interval_s::Float64; set_point::Float64; lower::Float64
    upper::Float64; constant::Float64; ramp_s::Float64; gain::Float64; integral_s::Float64
    derivative_s::Float64; target_rad::Float64; amplitude_threshold::Float64
    refractory_s::Float64; min::Float64; max::Float64; change_per_s::Float64; hold_s::Float64
    blanking_s::Float64
end

@layout mutable struct Stimulus
    struct_size::Csize_t; output::Float64; amplitude::Float64; frequency_hz::Float64
    n_refused::UInt64
end

@layout mutable struct LoopConfig
    struct_size::Csize_t; channel::Cstring; stimulator::Cstring; start_ms::Float64
    estimator::Ptr{EstimatorConfig}; controller::Ptr{ControllerConfig}
end

"""
    Tick

What a [`Loop`](@ref) did when its controller was due: the `step`s that the simulator had done; the
last `sample` of the channel, in its unit; the last `estimate`; its `phase_rad`, from -pi to pi, 0 at
the peak, NaN where none is followed; `amplitude_ma` and `frequency_hz` of the stimulator from here on.
"""
struct Tick
    step::UInt64
    sample::Float64
    estimate::Float64
    phase_rad::Float64
    amplitude_ma::Float64
    frequency_hz::Float64
end

# ---- Estimators
@c estimator_config_default(
    kind::Cstring, config::Ptr{EstimatorConfig}, struct_size::Size)::Status
@c estimator_new(config::Ptr{EstimatorConfig}, est::Ptr{Est})::Status
@c estimator_free(est::Est)::Status
@c estimator_reset(est::Est)::Status
@c estimator_update(
    est::Est, sample::Float64, estimate::Ptr{Estimate}, struct_size::Size)::Status
@c estimator_run(
    est::Est, samples::Ptr{Float64}, n_samples::Size, values::Ptr{Float64},
    values_len::Size)::Status
@c estimator_save(est::Est, bytes::Ptr{UInt8}, bytes_len::Size, needed::Ptr{Size})::Status
@c estimator_load(est::Est, bytes::Ptr{UInt8}, bytes_len::Size)::Status
@c estimator_bursts(est::Est, bursts::Ptr{BurstsInfo}, struct_size::Size)::Status

# ---- Controllers
@c controller_config_default(
    kind::Cstring, acts_on::Cstring, config::Ptr{ControllerConfig}, struct_size::Size)::Status
@c controller_new(config::Ptr{ControllerConfig}, ctl::Ptr{Ctl})::Status
@c controller_free(ctl::Ctl)::Status
@c controller_reset(ctl::Ctl)::Status
@c controller_update(
    ctl::Ctl, measure::Float64, phase_rad::Float64, stimulus::Ptr{Stimulus},
    struct_size::Size)::Status
@c controller_run(
    ctl::Ctl, measures::Ptr{Float64}, n_measures::Size, outputs::Ptr{Float64},
    outputs_len::Size)::Status
@c controller_stimulated(ctl::Ctl)::Status
@c controller_save(ctl::Ctl, bytes::Ptr{UInt8}, bytes_len::Size, needed::Ptr{Size})::Status
@c controller_load(ctl::Ctl, bytes::Ptr{UInt8}, bytes_len::Size)::Status

# ---- Loops
@c loop_config_default(config::Ptr{LoopConfig}, struct_size::Size)::Status
@c loop_new(sim::Sim, config::Ptr{LoopConfig}, closed::Ptr{Closed})::Status
@c loop_free(closed::Closed)::Status
@c loop_reset(closed::Closed)::Status
@c loop_run(
    closed::Closed, sim::Sim, run::Ptr{Run}, decide::Ptr{Cvoid}, context::Ptr{Cvoid},
    ticks::Ptr{Tick}, ticks_len::Size, n_ticks::Ptr{UInt64})::Status
@c loop_save(closed::Closed, bytes::Ptr{UInt8}, bytes_len::Size, needed::Ptr{Size})::Status
@c loop_load(closed::Closed, bytes::Ptr{UInt8}, bytes_len::Size)::Status
