# Bursts, spectra by tapers, and the coupling of a phase to an amplitude.

"""
    bursts_by_surprise(recording; min_surprise = 5) -> Vector{Burst}

The bursts of every cell by Poisson surprise (Legendy and Salcman 1985), at least 3 spikes each:
cell after cell, each cell's in order of time.
"""
bursts_by_surprise(recording::Recording; min_surprise::Real = 5) =
    sized(C.bursts_by_surprise, Burst, recording, min_surprise)

"""
    bursts_after_silence(recording; min_silence_ms = 100, max_interval_ms = 4) -> Vector{Burst}

The bursts of every cell that follow a silence, as a low-threshold calcium spike carries them in the
thalamus: at least 2 spikes at intervals of at most `max_interval_ms`.
"""
bursts_after_silence(recording::Recording; min_silence_ms::Real = 100, max_interval_ms::Real = 4) =
    sized(C.bursts_after_silence, Burst, recording, min_silence_ms, max_interval_ms)

"""
    beta_bursts(signal; interval_ms, low_hz = 13, high_hz = 30, smoothing_ms = 200,
                percentile = 75, threshold = NaN, min_ms = 100) -> (bursts, threshold)

The bursts of a rhythm in a signal after Tinkhauser et al. (2017), a `Vector{BetaBurst}`: where the
smoothed envelope of the band exceeds its `percentile`, or a `threshold` in the unit of the signal,
for `min_ms`. Gives also the threshold that it had to exceed.
"""
function beta_bursts(signal::Signal; interval_ms::Real, options...)
    config = configured(C.beta_bursts_config_default, C.BetaBurstsConfig;
                        interval_ms = interval_ms, options...)
    samples, threshold = dense(Float64, signal), Ref(NaN)
    list(arguments...) = C.beta_bursts(arguments..., threshold)
    bursts = sized(list, BetaBurst, config, samples, length(samples))
    return (bursts = bursts, threshold = threshold[])
end

"""
    phase_amplitude(phase_of, amplitude_of; interval_ms, phase_low_hz = 13, phase_high_hz = 30,
                    amplitude_low_hz = 50, amplitude_high_hz = 150, n_surrogates = 200, seed = 0)
        -> (mi, z, p, amplitudes)

How the amplitude of a band of one signal depends on the phase of a band of another, or of the same,
after Tort et al. (2010): the modulation index `mi`, from 0 to 1; less the mean of the surrogates,
over their SD (`z`); the chance `p` of such an index; the mean amplitude in each bin of the phase,
from -180 degrees up in steps of 20.
"""
function phase_amplitude(phase_of::Signal, amplitude_of::Signal; interval_ms::Real, options...)
    config = configured(C.coupling_config_default, C.CouplingConfig;
                        interval_ms = interval_ms, options...)
    x, y = dense_pair(phase_of, amplitude_of)
    return record(described(C.phase_amplitude, C.CouplingInfo, config, x, y, length(x)))
end

"""
    multitaper_psd(signal; interval_ms, time_bandwidth = 3, n_tapers = 5) -> (frequency_hz, density)

The power spectral density, in unit^2/Hz, by tapers (DPSS) over the whole length: `time_bandwidth`
is the half-width of the smoothing times the duration, `n_tapers` at most twice that.
"""
function multitaper_psd(signal::Signal; interval_ms::Real, time_bandwidth::Real = 3,
                        n_tapers::Integer = 5)
    samples = dense(Float64, signal)
    density = sized_numbers(C.multitaper_psd, samples, length(samples), interval_ms,
                            time_bandwidth, n_tapers)
    return tapered(density, length(samples), interval_ms)
end

"""
    spike_spectrum(recording, bin_steps; time_bandwidth = 3, n_tapers = 5)
        -> (frequency_hz, density)

The spectrum of single cells by tapers, in Hz^2/Hz: of the rate of each in bins of `bin_steps`
steps, averaged over the cells. A Poisson train of rate r has 2 r.
"""
function spike_spectrum(recording::Recording, bin_steps::Integer; time_bandwidth::Real = 3,
                        n_tapers::Integer = 5)
    density = sized_numbers(C.spike_spectrum, recording, bin_steps, time_bandwidth, n_tapers)
    config = recording.filled.config
    n_bins = (config.end_step - config.first_step) ÷ bin_steps
    return tapered(density, n_bins, bin_steps * config.dt_ms)
end

tapered(density, n_samples, interval_ms) =
    (frequency_hz = (0:length(density)-1) .* 1000 ./ (n_samples * interval_ms), density = density)
