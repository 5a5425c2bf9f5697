# The structs of include/subthal.h, field by field. They are mutable, so that each is one place in
# memory, as in C.

"A text of fewer than N bytes that ends in NUL."
const Chars{N} = NTuple{N,UInt8}

"A struct that crosses by pointer, beginning with struct_size."
abstract type Layout end

Base.cconvert(::Type{Ptr{T}}, layout::T) where {T<:Layout} = layout
Base.unsafe_convert(::Type{Ptr{T}}, layout::T) where {T<:Layout} =
    convert(Ptr{T}, pointer_from_objref(layout))

# Makes the struct a Layout whose constructor without arguments leaves it to a _default function.
macro layout(definition)
    name, body = definition.args[2], definition.args[3]
    push!(body.args, :($name() = new()))
    definition.args[2] = :($name <: Layout)
    return esc(:(Base.@__doc__ $definition))
end

"What a `Ptr{NetworkToken}` points to: nothing that may be looked at."
struct NetworkToken end

"What a `Ptr{SimulatorToken}` points to: nothing that may be looked at."
struct SimulatorToken end

"""
    Spike

One spike: the `step` in which the cell fired, from 0, at the time (step + 1) x dt_ms; its
`population`, from 0 in the order of addition; its `cell`, from 0 in the population.
"""
struct Spike
    step::UInt64
    population::UInt32
    cell::UInt32
end

@layout mutable struct PresetConfig
    struct_size::Csize_t; n_stn::UInt64; n_gpe::UInt64; n_gpi::UInt64; seed::UInt64
end

@layout mutable struct PopulationInfo
    struct_size::Csize_t; name::Chars{72}; model::Chars{72}; n_cells::UInt64
end

@layout mutable struct ProjectionConfig
    struct_size::Csize_t; name::Cstring; from::Cstring; to::Cstring; rule::Cstring; p::Float64
    n::UInt64; k::UInt64; offset::Int64; edge_pre::Ptr{UInt32}; edge_post::Ptr{UInt32}
    edge_weight::Ptr{Float64}; n_edges::Csize_t; weight::Float64; weight_unit::Cstring
    weight_is_total::Int32; unit_peak::Int32; saturating::Int32; reserved::Int32
    delay_ms::Float64; delay_spread_ms::Float64; tau_rise_ms::Float64; tau_decay_ms::Float64
    e_rev_mv::Float64; unit_factor::Float64; kinetics::Cstring; alpha_per_ms::Float64
    beta_per_ms::Float64; theta_mv::Float64; sigma_mv::Float64
end

@layout mutable struct NoiseConfig
    struct_size::Csize_t; population::Cstring; tau_ms::Float64; mean::Float64; sigma::Float64
    unit_factor::Float64
end

@layout mutable struct InputConfig
    struct_size::Csize_t; name::Cstring; population::Cstring; cells::Ptr{UInt32}
    n_cells::Csize_t; weights::Ptr{Float64}; n_weights::Csize_t; unit::Cstring
end

@layout mutable struct PulsesConfig
    struct_size::Csize_t; name::Cstring; population::Cstring; cells::Ptr{UInt32}
    n_cells::Csize_t; weights::Ptr{Float64}; n_weights::Csize_t; frequency_hz::Float64
    cv::Float64; amplitude::Float64; width_ms::Float64; start_ms::Float64
end

@layout mutable struct StimulatorConfig
    struct_size::Csize_t; name::Cstring; population::Cstring; cells::Ptr{UInt32}
    n_cells::Csize_t; weights::Ptr{Float64}; n_weights::Csize_t; waveform::Cstring
    axons::Ptr{UInt32}; n_axons::Csize_t; axon_thresholds_ma::Ptr{Float64}
    n_axon_thresholds::Csize_t; axon_fraction::Float64; frequency_hz::Float64
    amplitude_ma::Float64; width_ms::Float64; gap_ms::Float64; recharge_ms::Float64
    recharge_tau_ms::Float64; start_ms::Float64; soma::Float64; slew_ma_per_s::Float64
    most_amplitude_ma::Float64; most_charge_uc::Float64; collision_ms::Float64
    refractory_ms::Float64; impedance_kohm::Float64; shape::Ptr{Float64}; n_shape::Csize_t
end

@layout mutable struct ProbeConfig
    struct_size::Csize_t; mean::Int32; reserved::Int32; population::Cstring; variable::Cstring
    cells::Ptr{UInt32}; n_cells::Csize_t
end

@layout mutable struct LfpConfig
    struct_size::Csize_t; name::Cstring; populations::Ptr{Cstring}; n_populations::Csize_t
    electrode_um::NTuple{3,Float64}; reference_um::NTuple{3,Float64}; has_reference::Int32
    reserved::Int32; conductivity::Float64; low_pass_hz::Float64; artefact_mv_per_ma::Float64
    blanking_ms::Float64
end

@layout mutable struct ParamInfo
    struct_size::Csize_t; path::Chars{128}; unit::Chars{16}; meaning::Chars{128}
    default_value::Float64; min::Float64; max::Float64; n_cells::UInt64; while_running::Int32
    reserved::Int32
end

@layout mutable struct ProjectionInfo
    struct_size::Csize_t; name::Chars{72}; from::Chars{72}; to::Chars{72}; rule::Chars{24}
    weight_unit::Chars{16}; weight_is_total::Int32; unit_peak::Int32; saturating::Int32
    reserved::Int32; unit_factor::Float64; kinetics::Chars{24}
end

@layout mutable struct SimulatorConfig
    struct_size::Csize_t; dt_ms::Float64; integrator::Cstring; trial::UInt64; precision::Cstring
end

@layout mutable struct Run
    struct_size::Csize_t; n_steps::UInt64; every::UInt64; inputs::Ptr{Float64}
    inputs_len::Csize_t; rows::Ptr{Float64}; rows_len::Csize_t; spikes::Ptr{Spike}
    spikes_len::Csize_t; n_rows::UInt64; n_spikes::UInt64
    cancel::Ptr{Int32}
end

@layout mutable struct ChannelInfo
    struct_size::Csize_t; name::Chars{128}; unit::Chars{16}
end

@layout mutable struct Divergence
    struct_size::Csize_t; diverged::Int32; reserved::Int32; population::Chars{72}; cell::UInt64
    step::UInt64
end

@layout mutable struct Delivered
    struct_size::Csize_t; n_pulses::UInt64; charge_uc::Float64; net_charge_uc::Float64
    energy_uj::Float64
end

@layout mutable struct LogInfo
    struct_size::Csize_t; capacity_bytes::Csize_t; used_bytes::Csize_t; n_steps::UInt64
    is_full::Int32; reserved::Int32
end

@layout mutable struct Replay
    struct_size::Csize_t; log::Ptr{UInt8}; log_len::Csize_t; max_steps::UInt64
    position::UInt64; steps_into::UInt64; n_steps::UInt64; n_equal::UInt64; equal_step::UInt64
    departed_step::UInt64; departed::Int32; ended::Int32; was_full::Int32; reserved::Int32
end

@layout mutable struct MetricInfo
    struct_size::Csize_t; name::Chars{64}; unit::Chars{16}; meaning::Chars{128}
    needs_signal::Int32; n_populations::Int32
end

@layout mutable struct Recording
    struct_size::Csize_t; dt_ms::Float64; first_step::UInt64; end_step::UInt64; n_cells::UInt64
    spikes::Ptr{Spike}; n_spikes::Csize_t; population::UInt32; reserved::Int32
    signal::Ptr{Float64}; signal_len::Csize_t; signal_interval_ms::Float64
end

@layout mutable struct WelchConfig
    struct_size::Csize_t; interval_ms::Float64; segment::UInt64; overlap::UInt64
end

"""
    Burst

A burst of a cell: the steps of its first and last spike, from 0; `cell`, from 0; `n_spikes`; its
`surprise`, -ln of the chance of so many spikes in so short a time, NaN of one after a silence.
"""
struct Burst
    first_step::UInt64
    last_step::UInt64
    cell::UInt32
    n_spikes::UInt32
    surprise::Float64
end

@layout mutable struct BetaBurstsConfig
    struct_size::Csize_t; interval_ms::Float64; low_hz::Float64; high_hz::Float64
    smoothing_ms::Float64; percentile::Float64; threshold::Float64; min_ms::Float64
end

"""
    BetaBurst

A burst of a rhythm: its `first_sample`, from 0; `end_sample`, the first after it; its `amplitude`,
the mean of the smoothed envelope in it, in the unit of the signal.
"""
struct BetaBurst
    first_sample::UInt64
    end_sample::UInt64
    amplitude::Float64
end

@layout mutable struct CouplingConfig
    struct_size::Csize_t; interval_ms::Float64; phase_low_hz::Float64; phase_high_hz::Float64
    amplitude_low_hz::Float64; amplitude_high_hz::Float64; n_surrogates::UInt64; seed::UInt64
end

@layout mutable struct CouplingInfo
    struct_size::Csize_t; mi::Float64; z::Float64; p::Float64; amplitudes::NTuple{18,Float64}
end

@layout mutable struct RelayInfo
    struct_size::Csize_t; error_index::Float64; fidelity::Float64; misses::Float64
    bursts::Float64; spurious::Float64; n_pulses::UInt64
end

@layout mutable struct Protocol
    struct_size::Csize_t; dt_ms::Float64; burn_in_ms::Float64; measured_ms::Float64
    precision::Cstring; integrator::Cstring; redraw_wiring::Int32; reserved::Int32
end

@layout mutable struct Batch
    struct_size::Csize_t; params::Ptr{Csize_t}; n_params::Csize_t; values::Ptr{Float64}
    values_len::Csize_t; seeds::Ptr{UInt64}; n_trials::Csize_t; metrics::Ptr{Cstring}
    n_metrics::Csize_t; n_threads::Csize_t; results::Ptr{Float64}; results_len::Csize_t
    statuses::Ptr{Int32}; statuses_len::Csize_t; sentences::Ptr{UInt8}; sentences_len::Csize_t
    sentence_size::Csize_t
end
