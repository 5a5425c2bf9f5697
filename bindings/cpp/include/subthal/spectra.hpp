// Spectra, bands, coherence and phase of signals.
#ifndef SUBTHAL_SPECTRA_HPP
#define SUBTHAL_SPECTRA_HPP

#include <subthal/detail.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace subthal {
namespace detail {

inline const auto &welch_defaults() {
    return defaults<subthal_welch_config, subthal_welch_config_default>();
}

} // namespace detail

// From low_hz to high_hz, both included.
struct Band {
    double low_hz;
    double high_hz;
};

struct BetaPeak {
    double frequency_hz; // of the largest density in 13-30 Hz, smoothed over 3 bins
    double density;      // there, in unit^2/Hz
};

// Welch's method: how a signal is sampled and cut into segments (periodic Hann window, mean removed
// from each, one-sided density, as scipy.signal.welch). interval_ms must be set. Any thread; not
// real-time safe. A signal that is too short throws.
struct Welch {
    double interval_ms = detail::welch_defaults().interval_ms; // from one sample to the next
    std::uint64_t segment =
        detail::welch_defaults().segment; // samples; 0: 1 s, overlapping by half
    std::uint64_t overlap = detail::welch_defaults().overlap; // samples shared with the one before

    // The power spectral density, in unit^2/Hz: returned, or written into `density`, the number of
    // bins returned.
    [[nodiscard]] std::vector<double> psd(Span<const double> signal) const {
        const auto c = raw();
        return detail::fetch<std::vector<double>>(subthal_welch_psd, &c, signal.data(),
                                                  signal.size());
    }
    std::size_t psd(Span<const double> signal, Span<double> density) const {
        return ask<std::size_t>(subthal_welch_psd, signal, density.data(), density.size());
    }

    // Where the bins of psd and coherence are, in Hz, whatever the signal: returned, or written
    // into `frequency_hz`, the number of bins returned.
    [[nodiscard]] std::vector<double> frequencies() const {
        const auto c = raw();
        return detail::fetch<std::vector<double>>(subthal_welch_frequencies, &c);
    }
    std::size_t frequencies(Span<double> frequency_hz) const {
        const auto c = raw();
        return detail::ask<std::size_t>(subthal_welch_frequencies, &c, frequency_hz.data(),
                                        frequency_hz.size());
    }

    // The power in a band, in unit^2.
    [[nodiscard]] double band_power(Span<const double> signal, Band band) const {
        return ask<double>(subthal_band_power, signal, band.low_hz, band.high_hz);
    }

    // The power in `band` over that in `of`; NaN of a flat signal.
    [[nodiscard]] double relative_band_power(Span<const double> signal, Band band, Band of) const {
        const std::array<double, 2> a{band.low_hz, band.high_hz}, b{of.low_hz, of.high_hz};
        return ask<double>(subthal_relative_band_power, signal, a.data(), b.data());
    }

    [[nodiscard]] BetaPeak beta_peak(Span<const double> signal) const {
        BetaPeak peak{};
        peak.density = ask<double>(subthal_beta_peak, signal, &peak.frequency_hz);
        return peak;
    }

    // How far the beta peak stands above the median of 5-10 and 36-60 Hz, in dB.
    [[nodiscard]] double beta_prominence(Span<const double> signal) const {
        return ask<double>(subthal_beta_prominence, signal);
    }

    // How far it stands above a 1/f line fitted to 4-10 and 36-100 Hz, in dB.
    [[nodiscard]] double beta_prominence_over_1f(Span<const double> signal) const {
        return ask<double>(subthal_beta_prominence_over_1f, signal);
    }

    // The magnitude-squared coherence of two signals of one length, from 0 to 1, in the bins of
    // psd: returned, or written into `values`, the number of bins returned.
    [[nodiscard]] std::vector<double> coherence(Span<const double> x, Span<const double> y) const {
        detail::check_sizes("y", x.size(), y.size());
        const auto c = raw();
        return detail::fetch<std::vector<double>>(subthal_coherence, &c, x.data(), y.data(),
                                                  x.size());
    }
    std::size_t coherence(Span<const double> x, Span<const double> y, Span<double> values) const {
        detail::check_sizes("y", x.size(), y.size());
        const auto c = raw();
        return detail::ask<std::size_t>(subthal_coherence, &c, x.data(), y.data(), x.size(),
                                        values.data(), values.size());
    }

    // By how much y leads x, in radians from -pi to pi, in the same bins; NaN where one has no
    // power. It means something where the coherence exceeds coherence_threshold.
    [[nodiscard]] std::vector<double> coherence_phase(Span<const double> x,
                                                      Span<const double> y) const {
        detail::check_sizes("y", x.size(), y.size());
        const auto c = raw();
        return detail::fetch<std::vector<double>>(subthal_coherence_phase, &c, x.data(), y.data(),
                                                  x.size());
    }
    std::size_t coherence_phase(Span<const double> x, Span<const double> y,
                                Span<double> values) const {
        detail::check_sizes("y", x.size(), y.size());
        const auto c = raw();
        return detail::ask<std::size_t>(subthal_coherence_phase, &c, x.data(), y.data(), x.size(),
                                        values.data(), values.size());
    }

    // The coherence that two independent signals of `n_samples` exceed in a bin with probability
    // `alpha`.
    [[nodiscard]] double coherence_threshold(std::uint64_t n_samples, double alpha) const {
        const auto c = raw();
        return detail::ask<double>(subthal_coherence_threshold, &c, n_samples, alpha);
    }

  private:
    subthal_welch_config raw() const {
        auto c = detail::welch_defaults();
        c.interval_ms = interval_ms;
        c.segment = segment;
        c.overlap = overlap;
        return c;
    }

    template <class Out, class Call, class... In>
    Out ask(Call call, Span<const double> signal, In... in) const {
        const auto c = raw();
        return detail::ask<Out>(call, &c, signal.data(), signal.size(), in...);
    }
};

// The seed's beta: summed |rfft|^2 over 13-30 Hz, in unit^2, not normalised. It counts tonic firing
// at those rates as beta; prefer beta_prominence with synchrony.
[[nodiscard]] inline double seed_beta_power(Span<const double> signal, double interval_ms) {
    return detail::ask<double>(subthal_seed_beta_power, signal.data(), signal.size(), interval_ms);
}

// The same over the sum from 1 to 100 Hz; NaN of a flat signal.
[[nodiscard]] inline double seed_beta_fraction(Span<const double> signal, double interval_ms) {
    return detail::ask<double>(subthal_seed_beta_fraction, signal.data(), signal.size(),
                               interval_ms);
}

} // namespace subthal

#endif
