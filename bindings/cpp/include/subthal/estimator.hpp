// Follows a rhythm in a signal, sample by sample.
#ifndef SUBTHAL_ESTIMATOR_HPP
#define SUBTHAL_ESTIMATOR_HPP

#include <subthal/machine.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace subthal {

// A kind, from which defaults follow: a text that cannot be left out.
struct Kind : std::string {
    Kind(const char *name) : std::string(name) {}
    Kind(std::string name) noexcept : std::string(std::move(name)) {}
};

namespace detail {

inline auto estimator_defaults(const Kind &kind) {
    return describe<subthal_estimator_config>(subthal_estimator_config_default, kind.c_str());
}

} // namespace detail

// Which estimator, one of names("estimator"), of what signal; subthal_estimator_config has the
// ranges. What is not set is the default of the kind: EstimatorConfig{"bursts"} has those of
// "bursts", and one of another kind is made anew, since members stay when kind is assigned to.
struct EstimatorConfig {
    Kind kind;
    double sample_hz = detail::estimator_defaults(kind).sample_hz;
    double low_hz = detail::estimator_defaults(kind).low_hz; // the band
    double high_hz = detail::estimator_defaults(kind).high_hz;
    std::string filter = detail::or_empty(detail::estimator_defaults(kind).filter);
    std::uint32_t order = detail::estimator_defaults(kind).order; // before it became a band-pass
    std::uint32_t fft_points = detail::estimator_defaults(kind).fft_points; // "band_power"
    double ripple_db = detail::estimator_defaults(kind).ripple_db;          // "chebyshev"
    std::string average = detail::or_empty(detail::estimator_defaults(kind).average);
    double window_ms = detail::estimator_defaults(kind).window_ms; // of the average
    double fft_hz = detail::estimator_defaults(kind).fft_hz;       // "band_power"
    double hop_ms = detail::estimator_defaults(kind).hop_ms;       // from one value to the next
    double threshold = detail::estimator_defaults(kind).threshold; // "bursts"
    double min_burst_ms = detail::estimator_defaults(kind).min_burst_ms;
    double tail_ms = detail::estimator_defaults(kind).tail_ms; // "fleming_2020"
};

// What an estimator knows after a sample.
struct Estimate {
    double value;            // in the unit of the samples, or as the kind says
    double phase_rad;        // from -pi to pi, 0 at the peak; NaN from kinds that follow none
    bool is_fresh;           // computed from this sample, not held
    std::uint64_t n_refused; // samples so far that were not finite or beyond 1e60
};

// What an estimator of the kind "bursts" has seen. Samples count from 0.
struct BurstsInfo {
    double envelope;             // the smoothed, rectified band, in the unit of the samples
    bool is_on;                  // within a burst that is long enough
    std::uint64_t n_onsets;      // bursts that became long enough
    std::uint64_t n_offsets;     // bursts that have ended
    std::uint64_t first_sample;  // of the newest burst
    std::uint64_t n_samples;     // of the newest burst; so far, if it is on
    std::uint64_t total_samples; // of all bursts that have ended
};

namespace detail {

struct EstimatorCalls {
    static constexpr auto reset = subthal_estimator_reset;
    static constexpr auto save = subthal_estimator_save;
    static constexpr auto load = subthal_estimator_load;
};

// The C struct of a configuration; it points into it and must not outlive it.
inline subthal_estimator_config raw(const EstimatorConfig &config) {
    auto c = estimator_defaults(config.kind); // which sets the kind
    c.sample_hz = config.sample_hz;
    c.low_hz = config.low_hz;
    c.high_hz = config.high_hz;
    c.filter = or_null(config.filter);
    c.order = config.order;
    c.fft_points = config.fft_points;
    c.ripple_db = config.ripple_db;
    c.average = or_null(config.average);
    c.window_ms = config.window_ms;
    c.fft_hz = config.fft_hz;
    c.hop_ms = config.hop_ms;
    c.threshold = config.threshold;
    c.min_burst_ms = config.min_burst_ms;
    c.tail_ms = config.tail_ms;
    return c;
}

inline Estimate record(const subthal_estimate &c) {
    return {c.value, c.phase_rad, c.is_fresh != 0, c.n_refused};
}

inline BurstsInfo record(const subthal_bursts_info &c) {
    return {c.envelope,     c.is_on != 0, c.n_onsets,     c.n_offsets,
            c.first_sample, c.n_samples,  c.total_samples};
}

} // namespace detail

// One thread at a time: a call while another is inside throws Status::busy; different ones share
// nothing. A sample that is refused is counted, and the last that was not is taken in its place.
// Real-time safe: reset, update, run into a Span, and bursts.
class Estimator : public detail::Machine<Estimator, detail::EstimatorCalls> {
  public:
    // An estimator before its first sample; all its memory is taken here.
    explicit Estimator(const EstimatorConfig &config) {
        const auto c = detail::raw(config);
        owner_.reset(detail::ask<subthal_estimator *>(subthal_estimator_new, &c));
    }

    // For calls of subthal.h; nullptr after a move.
    [[nodiscard]] subthal_estimator *handle() const noexcept { return owner_.get(); }

    // Takes one sample, and says what is known after it.
    Estimate update(double sample) {
        Estimate estimate{};
        detail::check(raw_update(sample, estimate));
        return estimate;
    }
    Status try_update(double sample, Estimate &estimate) noexcept {
        return static_cast<Status>(raw_update(sample, estimate));
    }

    // Takes samples, with the bits of one at a time; the value after each is returned, or written
    // into `values`.
    [[nodiscard]] std::vector<double> run(Span<const double> samples) {
        std::vector<double> values(samples.size());
        run(samples, values);
        return values;
    }
    void run(Span<const double> samples, Span<double> values) {
        detail::check(subthal_estimator_run(handle(), samples.data(), samples.size(), values.data(),
                                            values.size()));
    }

    // What one of the kind "bursts" has seen; of another kind it throws.
    [[nodiscard]] BurstsInfo bursts() const {
        return detail::record(
            detail::describe<subthal_bursts_info>(subthal_estimator_bursts, handle()));
    }

  private:
    subthal_status raw_update(double sample, Estimate &estimate) noexcept {
        subthal_estimate c{};
        const subthal_status status = subthal_estimator_update(handle(), sample, &c, sizeof c);
        if (status == SUBTHAL_STATUS_OK) estimate = detail::record(c);
        return status;
    }

    detail::Owner<subthal_estimator, subthal_estimator_free> owner_;
};

} // namespace subthal

#endif
