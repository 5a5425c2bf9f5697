// Many trials in one call: parameters and seeds in, metrics and statuses out.
#ifndef SUBTHAL_EVALUATE_HPP
#define SUBTHAL_EVALUATE_HPP

#include <subthal/network.hpp>

#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <vector>

namespace subthal {
namespace detail {

inline const auto &protocol_defaults() {
    return defaults<subthal_protocol, subthal_protocol_default>();
}
inline const auto &batch_defaults() { return defaults<subthal_batch, subthal_batch_default>(); }

} // namespace detail

// How every trial is run.
struct Protocol {
    double dt_ms = detail::protocol_defaults().dt_ms;
    double burn_in_ms = detail::protocol_defaults().burn_in_ms;   // simulated first, not measured
    double measured_ms = detail::protocol_defaults().measured_ms; // measured then
    std::string precision = detail::or_empty(detail::protocol_defaults().precision);
    std::string integrator = detail::or_empty(detail::protocol_defaults().integrator);
    bool redraw_wiring = detail::protocol_defaults().redraw_wiring != 0; // a seed draws all anew
};

// Trials that differ in parameters and seeds. seeds and metrics must be set.
struct Batch {
    Span<const std::size_t> params = {};   // ids, from Network::find_param
    Span<const double> values = {};        // (n_trials x n_params), row after row
    Span<const std::uint64_t> seeds = {};  // one a trial
    std::vector<std::string> metrics = {}; // "population.metric", "first.second.metric", or
                                           // "population.train.metric" of answers to pulses
    std::size_t n_threads = detail::batch_defaults().n_threads; // 0: as many as the machine has
};

// Asked a few times a second, on the calling thread, and after the last trial: trials done, of how
// many. false cancels. It may call the library, and may throw: the batch is cancelled, then
// evaluate throws it.
using Progress = std::function<bool(std::size_t n_done, std::size_t n_trials)>;

// What came of a batch.
struct Answers {
    std::vector<double> results; // (n_trials x n_metrics), row after row; NaN where there is none
    std::vector<std::int32_t> statuses; // of each trial, a subthal_status
    std::vector<char> sentences;        // (n_trials x sentence_size), each ending in NUL
    std::size_t n_metrics;
    bool
        cancelled; // by progress: trials not begun have Status::cancelled, the others their answers

    [[nodiscard]] double at(std::size_t trial, std::size_t metric) const {
        return results.at(trial * n_metrics + metric);
    }
    [[nodiscard]] Status status(std::size_t trial) const {
        return static_cast<Status>(statuses.at(trial));
    }
    // Why a trial failed: the parameter and its range, or what diverged and when. "" of one that
    // did not.
    [[nodiscard]] const char *sentence(std::size_t trial) const {
        return &sentences.at(trial * detail::batch_defaults().sentence_size);
    }
};

namespace detail {

inline subthal_protocol raw(const Protocol &protocol) {
    auto c = protocol_defaults();
    c.dt_ms = protocol.dt_ms;
    c.burn_in_ms = protocol.burn_in_ms;
    c.measured_ms = protocol.measured_ms;
    c.precision = or_null(protocol.precision);
    c.integrator = or_null(protocol.integrator);
    c.redraw_wiring = protocol.redraw_wiring;
    return c;
}

inline subthal_batch raw(const Batch &batch, Span<const char *const> metrics, Span<double> results,
                         Span<std::int32_t> statuses, Span<char> sentences) {
    auto c = batch_defaults();
    c.params = batch.params.data();
    c.n_params = batch.params.size();
    c.values = batch.values.data();
    c.values_len = batch.values.size();
    c.seeds = batch.seeds.data();
    c.n_trials = batch.seeds.size();
    c.metrics = metrics.data();
    c.n_metrics = metrics.size();
    c.n_threads = batch.n_threads;
    c.results = results.data();
    c.results_len = results.size();
    c.statuses = statuses.data();
    c.statuses_len = statuses.size();
    c.sentences = sentences.data();
    c.sentences_len = sentences.size();
    return c;
}

// Stands between the library and a callback that may throw: no exception crosses C.
class Watch {
  public:
    explicit Watch(const Progress &progress) noexcept : progress_(progress) {}

    [[nodiscard]] subthal_progress callback() const noexcept {
        return progress_ ? &Watch::ask : nullptr;
    }
    void rethrow() const {
        if (thrown_) std::rethrow_exception(thrown_);
    }

  private:
    static std::int32_t ask(std::size_t n_done, std::size_t n_trials, void *context) noexcept {
        auto &watch = *static_cast<Watch *>(context);
        try {
            return watch.progress_(n_done, n_trials) ? 0 : 1;
        } catch (...) {
            watch.thrown_ = std::current_exception();
            return 1;
        }
    }

    const Progress &progress_;
    std::exception_ptr thrown_;
};

} // namespace detail

// Runs the trials of a batch on threads of its own. A trial gives the bits that a simulator and the
// metrics give by hand, whatever the other trials and the number of threads; one that fails has its
// status and NaN, and touches no other. Writes `results` (n_trials x n_metrics), `statuses`
// (n_trials, or empty) and `sentences` (n_trials x the sentence_size of subthal_batch_default, or
// empty); returns false if progress cancelled. Not real-time safe.
inline bool evaluate_into(const Network &network, const Batch &batch, const Protocol &protocol,
                          Span<double> results, Span<std::int32_t> statuses,
                          const Progress &progress = {}, Span<char> sentences = {}) {
    std::vector<const char *> metrics;
    for (const std::string &metric : batch.metrics) metrics.push_back(metric.c_str());
    const auto c = detail::raw(batch, metrics, results, statuses, sentences);
    const auto p = detail::raw(protocol);
    detail::Watch watch(progress);
    const auto status = subthal_evaluate(network.handle(), &p, &c, watch.callback(), &watch);
    watch.rethrow();
    if (status != SUBTHAL_STATUS_CANCELLED) detail::check(status);
    return status == SUBTHAL_STATUS_OK;
}

// The same into memory of its own.
[[nodiscard]] inline Answers evaluate(const Network &network, const Batch &batch,
                                      const Protocol &protocol = {},
                                      const Progress &progress = {}) {
    const std::size_t n_trials = batch.seeds.size(), n_metrics = batch.metrics.size();
    const std::size_t n_bytes = n_trials * detail::batch_defaults().sentence_size;
    Answers answers{std::vector<double>(n_trials * n_metrics), std::vector<std::int32_t>(n_trials),
                    std::vector<char>(n_bytes), n_metrics, false};
    answers.cancelled = !evaluate_into(network, batch, protocol, answers.results, answers.statuses,
                                       progress, answers.sentences);
    return answers;
}

} // namespace subthal

#endif
