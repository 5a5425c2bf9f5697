// Turns what an estimator measures into a stimulus.
#ifndef SUBTHAL_CONTROLLER_HPP
#define SUBTHAL_CONTROLLER_HPP

#include <subthal/estimator.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace subthal {
namespace detail {

inline auto controller_defaults(const Kind &kind, const std::string &acts_on) {
    return describe<subthal_controller_config>(subthal_controller_config_default, kind.c_str(),
                                               acts_on.c_str());
}

} // namespace detail

// Which controller, one of names("controller"), and what it may do; subthal_controller_config has
// the ranges. What is not set is the default of the kind and of what it acts on, as in
// ControllerConfig{"pi", "frequency"}.
struct ControllerConfig {
    Kind kind;
    std::string acts_on = "amplitude"; // or "frequency": what its output is
    double amplitude = detail::controller_defaults(kind, acts_on).amplitude; // if not controlled
    double frequency_hz = detail::controller_defaults(kind, acts_on).frequency_hz; // as above
    double interval_s = detail::controller_defaults(kind, acts_on).interval_s;     // between calls
    double set_point = detail::controller_defaults(kind, acts_on).set_point;       // of the measure
    double lower = detail::controller_defaults(kind, acts_on).lower; // "dual_threshold"
    double upper = detail::controller_defaults(kind, acts_on).upper;
    double constant = detail::controller_defaults(kind, acts_on).constant;     // "open_loop"
    double ramp_s = detail::controller_defaults(kind, acts_on).ramp_s;         // from min to max
    double gain = detail::controller_defaults(kind, acts_on).gain;             // Kp
    double integral_s = detail::controller_defaults(kind, acts_on).integral_s; // Ti
    double derivative_s = detail::controller_defaults(kind, acts_on).derivative_s; // Td
    double target_rad = detail::controller_defaults(kind, acts_on).target_rad;     // "phase_locked"
    double amplitude_threshold = detail::controller_defaults(kind, acts_on).amplitude_threshold;
    double refractory_s = detail::controller_defaults(kind, acts_on).refractory_s;
    double min = detail::controller_defaults(kind, acts_on).min; // of the output
    double max = detail::controller_defaults(kind, acts_on).max;
    double change_per_s = detail::controller_defaults(kind, acts_on).change_per_s; // at most
    double hold_s = detail::controller_defaults(kind, acts_on).hold_s;
    double blanking_s = detail::controller_defaults(kind, acts_on).blanking_s;
};

// What a stimulator is told.
struct Stimulus {
    double output;           // what is controlled: the amplitude or the frequency
    double amplitude;        // of a pulse, in mA, or the stimulator's unit
    double frequency_hz;     // pulses a second
    std::uint64_t n_refused; // measures that were refused so far
};

namespace detail {

struct ControllerCalls {
    static constexpr auto reset = subthal_controller_reset;
    static constexpr auto save = subthal_controller_save;
    static constexpr auto load = subthal_controller_load;
};

inline void set_limits(subthal_controller_config &c, const ControllerConfig &config) {
    c.min = config.min;
    c.max = config.max;
    c.change_per_s = config.change_per_s;
    c.hold_s = config.hold_s;
    c.blanking_s = config.blanking_s;
}

// The C struct of a configuration; it points into it and must not outlive it.
inline subthal_controller_config raw(const ControllerConfig &config) {
    auto c = controller_defaults(config.kind, config.acts_on); // which sets both
    c.amplitude = config.amplitude;
    c.frequency_hz = config.frequency_hz;
    c.interval_s = config.interval_s;
    c.set_point = config.set_point;
    c.lower = config.lower;
    c.upper = config.upper;
    c.constant = config.constant;
    c.ramp_s = config.ramp_s;
    c.gain = config.gain;
    c.integral_s = config.integral_s;
    c.derivative_s = config.derivative_s;
    c.target_rad = config.target_rad;
    c.amplitude_threshold = config.amplitude_threshold;
    c.refractory_s = config.refractory_s;
    set_limits(c, config);
    return c;
}

inline Stimulus record(const subthal_stimulus &c) {
    return {c.output, c.amplitude, c.frequency_hz, c.n_refused};
}

} // namespace detail

// One thread at a time: a call while another is inside throws Status::busy; different ones share
// nothing. A measure that is refused is counted, and the output stays. Real-time safe: reset,
// update, run into a Span, and stimulated.
class Controller : public detail::Machine<Controller, detail::ControllerCalls> {
  public:
    // A controller before its first measure.
    explicit Controller(const ControllerConfig &config) {
        const auto c = detail::raw(config);
        owner_.reset(detail::ask<subthal_controller *>(subthal_controller_new, &c));
    }

    // For calls of subthal.h; nullptr after a move.
    [[nodiscard]] subthal_controller *handle() const noexcept { return owner_.get(); }

    // Takes one measure, once an interval, and says what the stimulus is to be, within the limits.
    // The phase matters to "phase_locked" alone; an estimate brings its own.
    Stimulus update(double measure, double phase_rad = std::numeric_limits<double>::quiet_NaN()) {
        Stimulus stimulus{};
        detail::check(raw_update(measure, phase_rad, stimulus));
        return stimulus;
    }
    Stimulus update(const Estimate &estimate) { return update(estimate.value, estimate.phase_rad); }
    Status try_update(const Estimate &estimate, Stimulus &stimulus) noexcept {
        return static_cast<Status>(raw_update(estimate.value, estimate.phase_rad, stimulus));
    }

    // Takes measures without a phase, with the bits of one at a time; the output after each is
    // returned, or written into `outputs`.
    [[nodiscard]] std::vector<double> run(Span<const double> measures) {
        std::vector<double> outputs(measures.size());
        run(measures, outputs);
        return outputs;
    }
    void run(Span<const double> measures, Span<double> outputs) {
        detail::check(subthal_controller_run(handle(), measures.data(), measures.size(),
                                             outputs.data(), outputs.size()));
    }

    // Tells it that a stimulus was given, so that it measures nothing for its blanking_s; pulses of
    // "phase_locked" it tells itself.
    void stimulated() { detail::check(subthal_controller_stimulated(handle())); }
    Status try_stimulated() noexcept {
        return static_cast<Status>(subthal_controller_stimulated(handle()));
    }

  private:
    subthal_status raw_update(double measure, double phase_rad, Stimulus &stimulus) noexcept {
        subthal_stimulus c{};
        const auto status = subthal_controller_update(handle(), measure, phase_rad, &c, sizeof c);
        if (status == SUBTHAL_STATUS_OK) stimulus = detail::record(c);
        return status;
    }

    detail::Owner<subthal_controller, subthal_controller_free> owner_;
};

} // namespace subthal

#endif
