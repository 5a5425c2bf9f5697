# Spectra by Welch's method. All take `interval_ms`, from one sample to the next, and `segment` and
# `overlap`, in samples; without these, segments of 1 s that overlap by half: bins 1 Hz apart.

const Signal = AbstractVector{<:Real}

welch(; options...) = configured(C.welch_config_default, C.WelchConfig; options...)

# What f makes of a signal: one number.
function of_signal(f, signal, options, arguments...)
    samples = dense(Float64, signal)
    return answer(f, Float64, welch(; options...), samples, length(samples), arguments...)
end

"""
    psd(signal; interval_ms, segment = 0, overlap = 0) -> (frequency_hz, density)

The power spectral density, in unit^2/Hz, by Welch's method: segments of `segment` samples that
share `overlap` of them; 0 for segments of 1 s that overlap by half.
"""
function psd(signal::Signal; interval_ms::Real, options...)
    config = welch(; interval_ms = interval_ms, options...)
    samples = dense(Float64, signal)
    density = sized_numbers(C.welch_psd, config, samples, length(samples))
    return (frequency_hz = frequencies(config), density = density)
end

# Of the bins of a spectrum or a coherence, in Hz.
frequencies(config) = sized_numbers(C.welch_frequencies, config)

"""
    spectrogram(signal; interval_ms, window_ms = 1000, step_ms = 100)
        -> (time_ms, frequency_hz, density)

How the spectrum changes: `density[f, t]`, in unit^2/Hz, of the window whose middle is `time_ms[t]`.
"""
function spectrogram(signal::Signal; interval_ms::Real, window_ms::Real = 1000, step_ms::Real = 100)
    window, step = round(Int, window_ms / interval_ms), round(Int, step_ms / interval_ms)
    samples = dense(Float64, signal)
    starts = 1:step:length(samples)-window+1
    spectra = [psd(view(samples, start:start+window-1); interval_ms = interval_ms,
                   segment = window, overlap = 0) for start in starts]
    isempty(spectra) && throw(ArgumentError("the signal is shorter than a window"))
    return (time_ms = [(start - 1 + window / 2) * interval_ms for start in starts],
            frequency_hz = first(spectra).frequency_hz,
            density = reduce(hcat, [spectrum.density for spectrum in spectra]))
end

"""
    band_power(signal, low_hz, high_hz; interval_ms, segment = 0, overlap = 0) -> Float64

The power from `low_hz` to `high_hz`, in unit^2.
"""
band_power(signal::Signal, low_hz::Real, high_hz::Real; options...) =
    of_signal(C.band_power, signal, options, low_hz, high_hz)

"""
    relative_band_power(signal, band_hz, of_hz; interval_ms, segment = 0, overlap = 0) -> Float64

The power in `band_hz`, (low, high), over that in `of_hz`; NaN of a flat signal.
"""
function relative_band_power(signal::Signal, band_hz, of_hz; options...)
    (length(band_hz), length(of_hz)) == (2, 2) ||
        throw(DimensionMismatch("a band is two frequencies, (low, high)"))
    return of_signal(C.relative_band_power, signal, options,
                     collect(Float64, band_hz), collect(Float64, of_hz))
end

"""
    beta_peak(signal; interval_ms, segment = 0, overlap = 0) -> (frequency_hz, density)

The largest density in 13-30 Hz, smoothed over 3 bins, in unit^2/Hz, and where it is.
"""
function beta_peak(signal::Signal; options...)
    frequency_hz = Ref(NaN)
    density = of_signal(C.beta_peak, signal, options, frequency_hz)
    return (frequency_hz = frequency_hz[], density = density)
end

"""
    beta_prominence(signal; interval_ms, segment = 0, overlap = 0) -> Float64

How far the beta peak stands above the median of 5-10 and 36-60 Hz, in dB.
"""
beta_prominence(signal::Signal; options...) = of_signal(C.beta_prominence, signal, options)

"""
    beta_prominence_over_1f(signal; interval_ms, segment = 0, overlap = 0) -> Float64

How far the beta peak stands above a 1/f line fitted to 4-10 and 36-100 Hz, in dB.
"""
beta_prominence_over_1f(signal::Signal; options...) =
    of_signal(C.beta_prominence_over_1f, signal, options)

"""
    coherence(x, y; interval_ms, segment = 0, overlap = 0) -> (frequency_hz, coherence)

The magnitude-squared coherence of two signals, from 0 to 1.
"""
function coherence(x::Signal, y::Signal; options...)
    frequency_hz, values = of_pair(C.coherence, x, y; options...)
    return (frequency_hz = frequency_hz, coherence = values)
end

"""
    coherence_phase(x, y; interval_ms, segment = 0, overlap = 0) -> (frequency_hz, phase)

The phase of two signals, in radians from -pi to pi: positive where `y` leads. It means something
where the coherence exceeds its [`coherence_threshold`](@ref).
"""
function coherence_phase(x::Signal, y::Signal; options...)
    frequency_hz, values = of_pair(C.coherence_phase, x, y; options...)
    return (frequency_hz = frequency_hz, phase = values)
end

# What f makes of two signals: frequencies, and a number for each.
function of_pair(f, x, y; interval_ms::Real, options...)
    config = welch(; interval_ms = interval_ms, options...)
    first, second = dense_pair(x, y)
    return frequencies(config), sized_numbers(f, config, first, second, length(first))
end

function dense_pair(x, y)
    length(x) == length(y) || throw(DimensionMismatch("the signals differ in length"))
    return dense(Float64, x), dense(Float64, y)
end

"""
    coherence_threshold(n_samples; alpha = 0.05, interval_ms, segment = 0, overlap = 0) -> Float64

The coherence that two independent signals exceed in a bin with probability `alpha`.
"""
coherence_threshold(n_samples::Integer; alpha::Real = 0.05, options...) =
    answer(C.coherence_threshold, Float64, welch(; options...), n_samples, alpha)

"""
    seed_beta_power(signal; interval_ms) -> Float64

The seed's beta: summed |rfft|^2 over 13-30 Hz, not normalised. It counts tonic firing there as
beta.
"""
function seed_beta_power(signal::Signal; interval_ms::Real)
    samples = dense(Float64, signal)
    return answer(C.seed_beta_power, Float64, samples, length(samples), interval_ms)
end

"""
    seed_beta_fraction(signal; interval_ms) -> Float64

The seed's beta over the same sum from 1 to 100 Hz; NaN of a flat signal.
"""
function seed_beta_fraction(signal::Signal; interval_ms::Real)
    samples = dense(Float64, signal)
    return answer(C.seed_beta_fraction, Float64, samples, length(samples), interval_ms)
end
