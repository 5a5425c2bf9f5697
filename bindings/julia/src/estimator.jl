"""
    EstimatorConfig(kind; options...)

Which estimator, one of `available("estimator")`, for an [`Estimator`](@ref) or a [`Loop`](@ref).

| kind | what it gives |
|---|---|
| `"band_rectified"` | the band, rectified and smoothed, in the unit of the samples |
| `"band_power"` | the power of the band, in the square of that unit |
| `"envelope_phase"` | its amplitude, and its phase, by an observer |
| `"bursts"` | 1 while the rectified band is above a threshold for long enough, else 0 |
| `"fleming_2020"` | the biomarker of Fleming, Dunn and Lowery (2020), whose numbers stand in brackets |

| option | |
|---|---|
| `sample_hz`, `low_hz`, `high_hz` | of the samples, 1000 [2000] Hz; of the band, 13 to 30 [21 to 29] Hz |
| `filter`, `order`, `ripple_db` | `"butterworth"` [`"chebyshev"`], 2 [4]; of a Chebyshev filter, 0.5 dB |
| `average`, `window_ms` | `"moving"` or `"exponential"`, over 200 ms [filters the last 2000 ms] |
| `fft_points`, `fft_hz` | of the transform of `"band_power"`, 1024 of a signal at 500 Hz |
| `hop_ms` | from one value of `"band_power"` to the next, 50 [20] ms |
| `threshold`, `min_burst_ms` | of `"bursts"`: 1 in the unit of the samples, for 100 ms |
| `tail_ms` | of `"fleming_2020"`: the end of its window that is dropped, and what is averaged, 100 ms |
"""
const EstimatorConfig = Configured{C.EstimatorConfig}

EstimatorConfig(kind::AbstractString; options...) =
    configured(C.estimator_config_default, C.EstimatorConfig, kind; options...)

"""
    Estimator(kind; options...)
    Estimator(config)

Follows a rhythm in a signal, sample by sample: see [`EstimatorConfig`](@ref). [`update!`](@ref)
takes one, [`run!`](@ref) many; [`reset!`](@ref), [`snapshot`](@ref) and [`load!`](@ref) serve too.

`close` ends it at once, the garbage collector in time. One thread at a time.
"""
mutable struct Estimator <: Machine
    token::C.Est
    open::Bool
    seen::C.Estimate # written by each update, so that none allocates
    Estimator(token::C.Est) = finalizer(finish, new(token, true, C.Estimate()))
end

Estimator(config::EstimatorConfig) = kept(Estimator(answer(C.estimator_new, C.Est, config)))
Estimator(kind::AbstractString; options...) = Estimator(EstimatorConfig(kind; options...))

Base.unsafe_convert(::Type{C.Est}, est::Estimator) = est.token

calls(::Estimator) = (free = C.estimator_free, reset = C.estimator_reset, run = C.estimator_run,
                      save = C.estimator_save, load = C.estimator_load)

"""
    update!(est, sample) -> (value, phase_rad, is_fresh, n_refused)

Take one sample: the measure; its phase, in radians from -pi to pi, 0 at the peak, NaN where none is
followed; whether it was computed from this sample or is an older one; samples refused so far.

A sample that is not finite, or beyond 1e60, is refused: the last that was not is taken in its place.
Allocates nothing.
"""
function update!(est::Estimator, sample::Real)
    seen = est.seen
    check(C.estimator_update(est, sample, seen, sizeof(C.Estimate)))
    return (value = seen.value, phase_rad = seen.phase_rad, is_fresh = seen.is_fresh != 0,
            n_refused = Int(seen.n_refused))
end

"""
    run!(est, samples; out) -> out
    run!(ctl, measures; out) -> out

The value of an [`Estimator`](@ref), or the output of a [`Controller`](@ref), after each of many: the
bits of one [`update!`](@ref) at a time, without a phase. Pass `out`, as long, to reuse memory.
"""
function run!(machine::Machine, samples::AbstractVector{<:Real};
              out::StridedVector{Float64} = Vector{Float64}(undef, length(samples)))
    check_shape("out", out, 1, length(samples))
    numbers = dense(Float64, samples)
    check(calls(machine).run(machine, numbers, length(numbers), out, length(out)))
    return out
end

"""
    bursts(est)

What an estimator of the kind `"bursts"` has seen: the `envelope`, in the unit of the samples;
whether one `is_on`; `n_onsets` and `n_offsets`; of the newest, its `first_sample`, from 0, and
`n_samples` so far; `total_samples` of all that have ended.
"""
bursts(est::Estimator) = record(described(C.estimator_bursts, C.BurstsInfo, est))
