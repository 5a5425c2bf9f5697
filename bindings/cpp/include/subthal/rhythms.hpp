// Bursts, coupling, tapers and relay: metrics that are lists, or more than one number.
#ifndef SUBTHAL_RHYTHMS_HPP
#define SUBTHAL_RHYTHMS_HPP

#include <subthal/metrics.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

namespace subthal {
namespace detail {

inline const auto &beta_bursts_defaults() {
    return defaults<subthal_beta_bursts_config, subthal_beta_bursts_config_default>();
}
inline const auto &coupling_defaults() {
    return defaults<subthal_coupling_config, subthal_coupling_config_default>();
}

} // namespace detail

// ---- bursts of cells ----

// A burst of a cell: the steps of its first and last spike, the cell from 0, its spikes, and its
// surprise; NaN of one after a silence.
using Burst = subthal_burst;

// The bursts of every cell by Poisson surprise (Legendy and Salcman 1985): at least 3 spikes whose
// surprise is at least `min_surprise`; 5 is usual. Cell after cell, each cell's in order of time:
// returned, or written into `bursts`, their number returned. Any thread.
[[nodiscard]] inline std::vector<Burst> bursts_by_surprise(const Recording &recording,
                                                           double min_surprise) {
    const auto c = detail::raw(recording);
    return detail::fetch<std::vector<Burst>>(subthal_bursts_by_surprise, &c, min_surprise);
}
inline std::size_t bursts_by_surprise(const Recording &recording, double min_surprise,
                                      Span<Burst> bursts) {
    const auto c = detail::raw(recording);
    return detail::ask<std::size_t>(subthal_bursts_by_surprise, &c, min_surprise, bursts.data(),
                                    bursts.size());
}

// What a burst after a silence is, as a low-threshold calcium spike carries them in the thalamus.
struct SilenceRule {
    double min_silence_ms = 100.0;
    double max_interval_ms = 4.0; // from one of its spikes, at least 2, to the next
};

// The bursts of every cell that follow a silence, ordered as those by surprise: returned, or
// written into `bursts`, their number returned. Any thread.
[[nodiscard]] inline std::vector<Burst> bursts_after_silence(const Recording &recording,
                                                             SilenceRule rule = {}) {
    const auto c = detail::raw(recording);
    return detail::fetch<std::vector<Burst>>(subthal_bursts_after_silence, &c, rule.min_silence_ms,
                                             rule.max_interval_ms);
}
inline std::size_t bursts_after_silence(const Recording &recording, SilenceRule rule,
                                        Span<Burst> bursts) {
    const auto c = detail::raw(recording);
    return detail::ask<std::size_t>(subthal_bursts_after_silence, &c, rule.min_silence_ms,
                                    rule.max_interval_ms, bursts.data(), bursts.size());
}

// ---- bursts of a rhythm ----

// A burst of a rhythm: its first sample, the first after it, and the mean of the smoothed envelope
// in it, in the unit of the signal.
using BetaBurst = subthal_beta_burst;

// In order of time, and what the envelope had to exceed, in the unit of the signal.
struct FoundBursts {
    std::vector<BetaBurst> bursts;
    double threshold;
};

// What a burst of a rhythm is: a stretch in which the smoothed envelope of a band exceeds a
// threshold, after Tinkhauser et al. (2017). interval_ms must be set. Any thread; not real-time
// safe. A signal that is too short throws.
struct BetaBursts {
    double interval_ms = detail::beta_bursts_defaults().interval_ms; // from one sample to the next
    double low_hz = detail::beta_bursts_defaults().low_hz;
    double high_hz = detail::beta_bursts_defaults().high_hz;
    double smoothing_ms = detail::beta_bursts_defaults().smoothing_ms; // of the envelope
    double percentile = detail::beta_bursts_defaults().percentile;     // of the envelope, 0 to 100
    double threshold = detail::beta_bursts_defaults().threshold;       // in its place, if not NaN
    double min_ms = detail::beta_bursts_defaults().min_ms;             // for how long

    // The bursts of a signal: returned, or written into `bursts`, their number returned and what
    // the envelope had to exceed written into `exceeded`, unless nullptr.
    [[nodiscard]] FoundBursts find(Span<const double> signal) const {
        const auto c = raw();
        FoundBursts found{};
        const auto call = [&](BetaBurst *bursts, std::size_t size, std::size_t *needed) {
            return subthal_beta_bursts(&c, signal.data(), signal.size(), bursts, size, needed,
                                       &found.threshold);
        };
        found.bursts = detail::fetch<std::vector<BetaBurst>>(call);
        return found;
    }
    std::size_t find(Span<const double> signal, Span<BetaBurst> bursts,
                     double *exceeded = nullptr) const {
        const auto c = raw();
        std::size_t needed = 0;
        detail::check(subthal_beta_bursts(&c, signal.data(), signal.size(), bursts.data(),
                                          bursts.size(), &needed, exceeded));
        return needed;
    }

  private:
    subthal_beta_bursts_config raw() const {
        auto c = detail::beta_bursts_defaults();
        c.interval_ms = interval_ms;
        c.low_hz = low_hz;
        c.high_hz = high_hz;
        c.smoothing_ms = smoothing_ms;
        c.percentile = percentile;
        c.threshold = threshold;
        c.min_ms = min_ms;
        return c;
    }
};

// ---- coupling ----

// How the amplitude of one band depends on the phase of another.
struct Coupled {
    double mi; // the modulation index, from 0 to 1; NaN of a signal without amplitude
    double z;  // less the mean of the surrogates, over their SD; NaN of fewer than 2
    double p;  // the chance of such an index
    std::array<double, 18> amplitudes; // the mean in each bin, from -180 degrees up in steps of 20
};

// Phase-amplitude coupling after Tort et al. (2010): which bands, and how many surrogates say what
// chance gives. interval_ms must be set. Any thread; not real-time safe.
struct Coupling {
    double interval_ms = detail::coupling_defaults().interval_ms; // from one sample to the next
    double phase_low_hz = detail::coupling_defaults().phase_low_hz;
    double phase_high_hz = detail::coupling_defaults().phase_high_hz;
    double amplitude_low_hz = detail::coupling_defaults().amplitude_low_hz;
    double amplitude_high_hz = detail::coupling_defaults().amplitude_high_hz;
    std::uint64_t n_surrogates = detail::coupling_defaults().n_surrogates;
    std::uint64_t seed = detail::coupling_defaults().seed; // of their shifts in time

    // How the phase of one signal and the amplitude of another of its length, or of the same, are
    // coupled.
    [[nodiscard]] Coupled phase_amplitude(Span<const double> phase_of,
                                          Span<const double> amplitude_of) const {
        detail::check_sizes("amplitude_of", phase_of.size(), amplitude_of.size());
        const auto c = raw();
        const auto info = detail::describe<subthal_coupling_info>(
            subthal_phase_amplitude, &c, phase_of.data(), amplitude_of.data(), phase_of.size());
        Coupled coupled{info.mi, info.z, info.p, {}};
        static_assert(sizeof info.amplitudes == sizeof coupled.amplitudes);
        std::copy(std::begin(info.amplitudes), std::end(info.amplitudes),
                  coupled.amplitudes.begin());
        return coupled;
    }

  private:
    subthal_coupling_config raw() const {
        auto c = detail::coupling_defaults();
        c.interval_ms = interval_ms;
        c.phase_low_hz = phase_low_hz;
        c.phase_high_hz = phase_high_hz;
        c.amplitude_low_hz = amplitude_low_hz;
        c.amplitude_high_hz = amplitude_high_hz;
        c.n_surrogates = n_surrogates;
        c.seed = seed;
        return c;
    }
};

// ---- tapers ----

// Spectra by tapers (DPSS) over the whole length, in which single cells show; bin k is at
// k x 1000 / (n_samples x interval_ms) Hz. Any thread; not real-time safe.
struct Multitaper {
    double time_bandwidth = 3.0; // the half-width of the smoothing times the duration
    std::uint64_t n_tapers = 5;  // at most twice that

    // The power spectral density, in unit^2/Hz, its mean removed: returned, or written into
    // `density`, the number of bins returned.
    [[nodiscard]] std::vector<double> psd(Span<const double> signal, double interval_ms) const {
        return detail::fetch<std::vector<double>>(subthal_multitaper_psd, signal.data(),
                                                  signal.size(), interval_ms, time_bandwidth,
                                                  n_tapers);
    }
    std::size_t psd(Span<const double> signal, double interval_ms, Span<double> density) const {
        return detail::ask<std::size_t>(subthal_multitaper_psd, signal.data(), signal.size(),
                                        interval_ms, time_bandwidth, n_tapers, density.data(),
                                        density.size());
    }

    // The spectrum of single cells, in Hz^2/Hz: of the rate of each in whole bins of `bin_steps`
    // steps, which are the samples, averaged over the cells. A Poisson train of rate r has 2 r.
    // Returned, or written into `density`, the number of bins returned.
    [[nodiscard]] std::vector<double> spike_spectrum(const Recording &recording,
                                                     std::uint64_t bin_steps) const {
        const auto c = detail::raw(recording);
        return detail::fetch<std::vector<double>>(subthal_spike_spectrum, &c, bin_steps,
                                                  time_bandwidth, n_tapers);
    }
    std::size_t spike_spectrum(const Recording &recording, std::uint64_t bin_steps,
                               Span<double> density) const {
        const auto c = detail::raw(recording);
        return detail::ask<std::size_t>(subthal_spike_spectrum, &c, bin_steps, time_bandwidth,
                                        n_tapers, density.data(), density.size());
    }
};

// ---- relay ----

// How well cells pass pulses on: means over cells and pulses, NaN if no pulse counts.
struct Relay {
    double error_index;     // misses, bursts and every spurious spike, a pulse; may be above 1
    double fidelity;        // the fraction of pulses passed on by one spike and nothing else
    double misses;          // the fraction of pulses without a spike
    double bursts;          // the fraction of pulses with two spikes or more
    double spurious;        // spurious spikes a pulse
    std::uint64_t n_pulses; // the pulses that count
};

// The error index of So, Kent and Grill (2012) and its parts: each cell owes each pulse one spike
// within 25 ms. `pulse_steps` ascend, as Network::pulse_steps lists them. Any thread.
[[nodiscard]] inline Relay relay(const Recording &recording,
                                 Span<const std::uint64_t> pulse_steps) {
    const auto recorded = detail::raw(recording);
    const auto c = detail::describe<subthal_relay_info>(subthal_relay, &recorded,
                                                        pulse_steps.data(), pulse_steps.size());
    return {c.error_index, c.fidelity, c.misses, c.bursts, c.spurious, c.n_pulses};
}

} // namespace subthal

#endif
