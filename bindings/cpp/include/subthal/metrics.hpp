// Metrics by name, of what one population or two did.
#ifndef SUBTHAL_METRICS_HPP
#define SUBTHAL_METRICS_HPP

#include <subthal/detail.hpp>
#include <subthal/records.hpp>

#include <cstdint>
#include <vector>

namespace subthal {
namespace detail {

inline const auto &recording_defaults() {
    return defaults<subthal_recording, subthal_recording_default>();
}

} // namespace detail

// What one population did in a stretch of time; a view. end_step and n_cells must be set.
struct Recording {
    std::uint64_t end_step = detail::recording_defaults().end_step;     // the first not to count
    std::uint64_t n_cells = detail::recording_defaults().n_cells;       // silent ones included
    std::uint64_t first_step = detail::recording_defaults().first_step; // the first that counts
    double dt_ms = detail::recording_defaults().dt_ms;
    std::uint32_t population = detail::recording_defaults().population; // whose spikes count
    Span<const Spike> spikes = {};  // those of others and outside the steps are passed over
    Span<const double> signal = {}; // mean V, mV, or mean "i_syn", in the steps that count
    double signal_interval_ms = detail::recording_defaults().signal_interval_ms;
};

// How much more cells fire together than independent ones would; see synchrony.
struct Synchrony {
    double r;     // 1 for independent cells, n_cells for full synchrony
    double kappa; // the mean pairwise coherency, (r - 1) / (n_cells - 1)
};

namespace detail {

inline subthal_recording raw(const Recording &recording) {
    auto c = recording_defaults();
    c.dt_ms = recording.dt_ms;
    c.first_step = recording.first_step;
    c.end_step = recording.end_step;
    c.n_cells = recording.n_cells;
    c.spikes = recording.spikes.data();
    c.n_spikes = recording.spikes.size();
    c.population = recording.population;
    c.signal = recording.signal.data();
    c.signal_len = recording.signal.size();
    c.signal_interval_ms = recording.signal_interval_ms;
    return c;
}

} // namespace detail

// The record of a metric, one of names("metric"): its unit, and what it is made from.
[[nodiscard]] inline MetricInfo metric_info(Text name) {
    return detail::record(
        detail::describe<subthal_metric_info>(subthal_metric_describe, name.c_str()));
}

// A metric of one population, in the unit of its record; NaN where the recording has none. One that
// is too short for it throws. Any thread.
[[nodiscard]] inline double metric(Text name, const Recording &recording) {
    const auto c = detail::raw(recording);
    return detail::ask<double>(subthal_metric_compute, name.c_str(), &c);
}

// A metric of two populations over the same steps, such as "coherence", taken at the beta peak of
// the first.
[[nodiscard]] inline double metric(Text name, const Recording &first, const Recording &second) {
    const auto a = detail::raw(first), b = detail::raw(second);
    return detail::ask<double>(subthal_metric_compute_of_two, name.c_str(), &a, &b);
}

// How much more the cells fire together, within 2 Hz of `frequency_hz`, than independent ones
// would. NaN if no cell fires.
[[nodiscard]] inline Synchrony synchrony(const Recording &recording, double frequency_hz) {
    const auto c = detail::raw(recording);
    Synchrony found{};
    detail::check(subthal_synchrony(&c, frequency_hz, &found.r, &found.kappa));
    return found;
}

// The synchrony of V after Golomb and Rinzel (1993): the variance in time of the mean over cells
// over the mean of their variances. 1 if all cells do the same, 1 / n_cells if each goes its own
// way, NaN if no cell ever changes. `rows` are (n_rows x n_cells), row after row.
[[nodiscard]] inline double chi_squared(Span<const double> rows, std::size_t n_cells) {
    const std::size_t n_rows = n_cells == 0 ? 0 : rows.size() / n_cells;
    detail::check_sizes("rows", n_rows * n_cells, rows.size());
    return detail::ask<double>(subthal_chi_squared, rows.data(), n_rows, n_cells);
}

// The firing rate of a cell, averaged over the population, in bins of `bin_steps` steps, in Hz: the
// signal in which to look for beta.
[[nodiscard]] inline std::vector<double> population_rate(const Recording &recording,
                                                         std::uint64_t bin_steps) {
    const auto c = detail::raw(recording);
    return detail::fetch<std::vector<double>>(subthal_population_rate, &c, bin_steps);
}
// The same, into `rate_hz`; returns the number of bins.
inline std::size_t population_rate(const Recording &recording, std::uint64_t bin_steps,
                                   Span<double> rate_hz) {
    const auto c = detail::raw(recording);
    return detail::ask<std::size_t>(subthal_population_rate, &c, bin_steps, rate_hz.data(),
                                    rate_hz.size());
}

} // namespace subthal

#endif
