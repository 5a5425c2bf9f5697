"""
    Recording(spikes; n_cells, end_step, first_step = 0, population = 0, dt_ms = 0.025,
              signal = nothing, signal_interval_ms = 0.025)
    Recording(recorded, population; burn_in_steps = 0, signal = nothing)

What one population did from `first_step` to before `end_step`, for [`metric`](@ref) and its kin:
its spikes among `spikes`, and, where a metric needs one, the mean of V or of `"i_syn"` over it,
sampled in those steps. Of a [`Recorded`](@ref) run, `signal` is the name of a channel.
"""
struct Recording
    filled::Configured{C.Recording}
end

Base.cconvert(::Type{Ptr{C.Recording}}, recording::Recording) = recording.filled

function Recording(spikes::AbstractVector{Spike}; options...)
    return Recording(configured(C.recording_default, C.Recording; spikes = spikes, options...))
end

function Recording(recorded::Recorded, population::AbstractString;
                   burn_in_steps::Integer = 0, signal = nothing)
    first_step = recorded.first_step + burn_in_steps
    counted = time_ms(recorded) .> (first_step + 0.5) * recorded.dt_ms
    index = population_index(recorded, population)
    return Recording(
        recorded.spikes; n_cells = recorded.populations[index+1].second, population = index,
        first_step = first_step, end_step = recorded.first_step + recorded.n_steps,
        dt_ms = recorded.dt_ms, signal = signal === nothing ? nothing : recorded[signal][counted],
        signal_interval_ms = recorded.every * recorded.dt_ms)
end

"""
    metric(sim, recorded, population, name; burn_in_steps = 0) -> Float64
    metric(recording, name) -> Float64
    metric(first, second, name) -> Float64

A metric by name, one of `available("metric")`, in the unit of its [`metric_info`](@ref): of what
`sim` has just [`record!`](@ref)ed, of a [`Recording`](@ref), or of two populations. NaN where there
is no such value. One that is made from a mean needs a probe of it, or a recording's signal.
"""
function metric(sim::Simulator, recorded::Recorded, population::AbstractString,
                name::AbstractString; burn_in_steps::Integer = 0)
    run = as_run(recorded)
    GC.@preserve recorded begin
        return answer(C.simulator_metric, Float64, sim, run, population, name, burn_in_steps)
    end
end

metric(recording::Recording, name::AbstractString) =
    answer(C.metric_compute, Float64, name, recording)
metric(first::Recording, second::Recording, name::AbstractString) =
    answer(C.metric_compute_of_two, Float64, name, first, second)

# The struct that one run in C would have left behind.
function as_run(recorded)
    run = described(C.run_default, C.Run)
    run.n_steps, run.every = recorded.n_steps, recorded.every
    run.n_rows, run.n_spikes = size(recorded.rows, 2), length(recorded.spikes)
    run.rows, run.rows_len = pointer(recorded.rows), length(recorded.rows)
    run.spikes, run.spikes_len = pointer(recorded.spikes), length(recorded.spikes)
    return run
end

"""
    metric_info(name)

Of a metric: `name`, `unit`, `meaning`, what it is made from (`needs_signal` 0: spikes, 1: the mean
V, 2: the mean `"i_syn"`, 3: spikes that answer a train of pulses, as [`relay`](@ref) has it and
`"population.train.metric"` in [`evaluate`](@ref)), and of how many populations it is.
"""
metric_info(name::AbstractString) = record(described(C.metric_describe, C.MetricInfo, name))

"""
    population_rate(recording, bin_steps) -> Vector{Float64}

The firing rate of a cell, averaged over the population, in Hz, in bins of `bin_steps` steps: the
signal in which to look for beta.
"""
population_rate(recording::Recording, bin_steps::Integer) =
    sized_numbers(C.population_rate, recording, bin_steps)

"""
    synchrony(recording, frequency_hz) -> (r, kappa)

How much more the cells fire together within 2 Hz of a frequency than independent ones would: `r`,
1 for independent cells and n_cells for full synchrony; `kappa`, the mean pairwise coherency.
"""
function synchrony(recording::Recording, frequency_hz::Real)
    r = Ref(NaN)
    kappa = answer(C.synchrony, Float64, recording, frequency_hz, r)
    return (r = r[], kappa = kappa)
end

"""
    chi_squared(rows) -> Float64

The synchrony of V (cells x times) after Golomb and Rinzel (1993): 1 if all cells do the same, about
1 / n_cells if each goes its own way, NaN if no cell ever changes.
"""
function chi_squared(rows::AbstractMatrix{<:Real})
    n_cells, n_times = size(rows)
    return answer(C.chi_squared, Float64, dense(Float64, rows), n_times, n_cells)
end

"""
    relay(recording, pulse_steps) -> (error_index, fidelity, misses, bursts, spurious, n_pulses)

How well cells pass pulses on, as means over cells and pulses: the error index of So, Kent and Grill
(2012) and its parts. Each cell owes each pulse one spike within 25 ms; the steps are those of
[`pulse_steps`](@ref). NaN if no pulse counts.
"""
function relay(recording::Recording, pulse_steps)
    steps = dense(UInt64, pulse_steps)
    return record(described(C.relay, C.RelayInfo, recording, steps, length(steps)))
end
