// Estimators and controllers: defaults by kind, one at a time and many, saved and loaded, refused.
#include "check.hpp"

#include <cmath>
#include <limits>

using subthal::Controller;
using subthal::ControllerConfig;
using subthal::Estimator;
using subthal::EstimatorConfig;

// Without a kind there are no defaults, which the compiler says.
static_assert(!std::is_default_constructible_v<EstimatorConfig>);
static_assert(!std::is_default_constructible_v<ControllerConfig>);
static_assert(
    noexcept(std::declval<Estimator &>().try_update(0.0, std::declval<subthal::Estimate &>())));
static_assert(noexcept(std::declval<Controller &>().try_update(
    std::declval<subthal::Estimate &>(), std::declval<subthal::Stimulus &>())));

static constexpr double NONE = std::numeric_limits<double>::quiet_NaN();

// 3 s of 20 Hz at 1 kHz, loud in the second.
static std::vector<double> signal() {
    std::vector<double> samples(3000);
    for (std::size_t k = 0; k < samples.size(); ++k)
        samples[k] = (k / 1000 == 1 ? 5.0 : 0.1) * std::sin(6.283185307179586 * 0.02 * double(k));
    return samples;
}

static void defaults_follow_the_kind() {
    const EstimatorConfig bursts{"bursts"}, published{std::string("fleming_2020")};
    HOLDS(bursts.kind == "bursts" && bursts.sample_hz == 1000.0 && bursts.low_hz == 13.0);
    HOLDS(bursts.filter == "butterworth" && bursts.order == 2 && bursts.average == "moving");
    HOLDS(published.sample_hz == 2000.0 && published.filter == "chebyshev");
    HOLDS(published.order == 4 && published.hop_ms == 20.0 && published.window_ms == 2000.0);
    const ControllerConfig pi{"pi"}, of_frequency{"pi", "frequency"}, p{"proportional"};
    HOLDS(pi.acts_on == "amplitude" && pi.gain == 0.23 && pi.integral_s == 0.2 && pi.max == 3.0);
    HOLDS(of_frequency.gain == 19.3 && of_frequency.max == 250.0 && p.gain == 5.0);
    HOLDS(std::isinf(pi.change_per_s) && ControllerConfig{"phase_locked"}.interval_s == 0.001);
#if __cplusplus >= 202002L
    const EstimatorConfig keywords{.kind = "fleming_2020", .window_ms = 500.0};
    HOLDS(keywords.sample_hz == 2000.0 && keywords.window_ms == 500.0);
    const ControllerConfig narrow{.kind = "pi", .acts_on = "frequency", .max = 130.0};
    HOLDS(narrow.gain == 19.3 && narrow.max == 130.0);
#endif
    for (const std::string &kind : subthal::names("estimator")) Estimator{EstimatorConfig{kind}};
    for (const std::string &kind : subthal::names("controller")) Controller{ControllerConfig{kind}};
    HOLDS(subthal::names("estimator").size() == 5 && subthal::names("controller").size() == 7);
}

// What C makes of the same numbers and what is made here have one state, in which a hash of the
// whole configuration is.
#define BOTH(member, value) c.member = config.member = (value)

static void estimators_are_as_configured() {
    subthal_estimator_config c;
    HOLDS(subthal_estimator_config_default("bursts", &c, sizeof c) == SUBTHAL_STATUS_OK);
    EstimatorConfig config{"bursts"};
    BOTH(sample_hz, 2000.0);
    BOTH(low_hz, 8.0);
    BOTH(high_hz, 35.0);
    BOTH(order, 3);
    BOTH(fft_points, 512);
    BOTH(ripple_db, 1.0);
    BOTH(window_ms, 90.0);
    BOTH(fft_hz, 250.0);
    BOTH(hop_ms, 40.0);
    BOTH(threshold, 2.0);
    BOTH(min_burst_ms, 80.0);
    BOTH(tail_ms, 70.0);
    c.filter = "chebyshev";
    c.average = "exponential";
    config.filter = "chebyshev";
    config.average = "exponential";
    std::vector<std::uint8_t> bytes(Estimator(config).save().size());
    auto *est = subthal::detail::ask<subthal_estimator *>(subthal_estimator_new, &c);
    HOLDS(subthal_estimator_save(est, bytes.data(), bytes.size(), nullptr) == SUBTHAL_STATUS_OK);
    HOLDS(subthal_estimator_free(est) == SUBTHAL_STATUS_OK && Estimator(config).save() == bytes);
}

static void controllers_are_as_configured() {
    subthal_controller_config c;
    HOLDS(subthal_controller_config_default("pid", "frequency", &c, sizeof c) == SUBTHAL_STATUS_OK);
    ControllerConfig config{"pid", "frequency"};
    BOTH(amplitude, 2.0);
    BOTH(frequency_hz, 100.0);
    BOTH(interval_s, 0.01);
    BOTH(set_point, 3.0);
    BOTH(lower, 4.0);
    BOTH(upper, 5.0);
    BOTH(constant, 6.0);
    BOTH(ramp_s, 7.0);
    BOTH(gain, 8.0);
    BOTH(integral_s, 9.0);
    BOTH(derivative_s, 0.1);
    BOTH(target_rad, 1.1);
    BOTH(amplitude_threshold, 1.2);
    BOTH(refractory_s, 1.3);
    BOTH(min, 1.4);
    BOTH(max, 15.0);
    BOTH(change_per_s, 1.6);
    BOTH(hold_s, 1.7);
    BOTH(blanking_s, 1.8);
    std::vector<std::uint8_t> bytes(Controller(config).save().size());
    auto *ctl = subthal::detail::ask<subthal_controller *>(subthal_controller_new, &c);
    HOLDS(subthal_controller_save(ctl, bytes.data(), bytes.size(), nullptr) == SUBTHAL_STATUS_OK);
    HOLDS(subthal_controller_free(ctl) == SUBTHAL_STATUS_OK && Controller(config).save() == bytes);
}

static void estimators_take_one_or_many() {
    const auto samples = signal();
    const EstimatorConfig config{"envelope_phase"};
    Estimator one(config), many(config), in_place(config), tried(config);
    const auto values = many.run(samples);
    std::vector<double> again(samples.size());
    in_place.run(samples, again);
    bool same = values == again;
    subthal::Estimate estimate{}, other{};
    for (std::size_t k = 0; k < samples.size(); ++k) {
        estimate = one.update(samples[k]);
        same = same && estimate.value == values[k] && estimate.is_fresh;
        same = same && tried.try_update(samples[k], other) == subthal::Status::ok;
        same = same && other.phase_rad == estimate.phase_rad;
    }
    HOLDS(same && std::fabs(estimate.phase_rad) <= 3.1416 && estimate.n_refused == 0);
    HOLDS(one.save() == many.save());
    one.reset();
    HOLDS(one.save() == Estimator(config).save());
    HOLDS(one.update(NONE).n_refused == 1);
}

static void bursts_are_seen() {
    EstimatorConfig config{"bursts"};
    config.threshold = 0.5;
    Estimator est(config);
    const auto values = est.run(signal());
    const auto seen = est.bursts();
    HOLDS(seen.n_onsets == 1 && seen.n_offsets == 1 && !seen.is_on && seen.envelope < 0.5);
    HOLDS(seen.first_sample > 950 && seen.first_sample < 1200 && seen.n_samples > 800);
    HOLDS(seen.total_samples == seen.n_samples && values[1500] == 1.0 && values[500] == 0.0);
    const Estimator power(EstimatorConfig{"band_power"});
    THROWS(invalid_argument, "est is not of the kind \"bursts\"", power.bursts());
}

static void estimators_are_saved() {
    const auto samples = signal();
    const subthal::Span<const double> all = samples;
    const EstimatorConfig config{"band_rectified"};
    Estimator est(config), other(config);
    HOLDS(est.run(all.subspan(0, 1700)).size() == 1700);
    auto bytes = est.save();
    other.load(bytes);
    HOLDS(other.run(all.subspan(1700, 1300)) == est.run(all.subspan(1700, 1300)));
    std::vector<std::uint8_t> again(bytes.size());
    HOLDS(est.save(again) == bytes.size() && other.save() == again);
    THROWS(buffer_too_small, "bytes", est.save({again.data(), 8}));
    bytes[bytes.size() / 2] ^= 1;
    THROWS(invalid_argument, "damaged", est.load(bytes));
    THROWS(invalid_argument, "", Estimator(EstimatorConfig{"bursts"}).load(again));
    HOLDS(est.save() == again);
}

static void estimators_refuse() {
    THROWS(unknown_name, "the nearest is \"bursts\"", EstimatorConfig{"burst"});
    EstimatorConfig config{"bursts"};
    config.kind = "wavelet";
    THROWS(unknown_name, "no estimator is named", Estimator(config));
    config = EstimatorConfig{"bursts"};
    config.high_hz = 501.0;
    THROWS(out_of_range, "high_hz", Estimator(config));
    config = EstimatorConfig{"bursts"};
    config.filter = "butter";
    THROWS(unknown_name, "butter", Estimator(config));
    config.filter = "";
    THROWS(null_argument, "config.filter", Estimator(config));
    config = EstimatorConfig{"bursts"};
    config.window_ms = 1e12;
    THROWS(too_large, "the window", Estimator(config));
    Estimator est(EstimatorConfig{"bursts"});
    std::vector<double> samples(8), values(7);
    THROWS(buffer_too_small, "values holds 7", est.run(samples, values));
    const Estimator moved = std::move(est);
    subthal::Estimate estimate{1.0, 2.0, true, 3};
    THROWS(null_argument, "est is NULL", est.update(1.0));
    HOLDS(est.try_update(1.0, estimate) == subthal::Status::null_argument && estimate.value == 1.0);
}

static void controllers_take_one_or_many() {
    ControllerConfig config{"pi"};
    config.set_point = 1.0;
    Controller one(config), many(config), in_place(config), tried(config);
    const std::vector<double> measures{2.0, 0.5, NONE, 1.5, 3.0};
    std::vector<double> again(measures.size());
    const auto outputs = many.run(measures);
    in_place.run(measures, again);
    bool same = outputs == again;
    subthal::Stimulus stimulus{}, other{};
    for (std::size_t k = 0; k < measures.size(); ++k) {
        stimulus = one.update(measures[k]);
        const subthal::Estimate estimate{measures[k], NONE, true, 0};
        same = same && tried.try_update(estimate, other) == subthal::Status::ok;
        same = same && stimulus.output == outputs[k] && other.output == outputs[k];
    }
    HOLDS(same && stimulus.amplitude == stimulus.output && stimulus.frequency_hz == 130.0);
    HOLDS(stimulus.n_refused == 1 && outputs[0] == 0.23 * (1.0 + 0.02 / 0.2));
    HOLDS(outputs[2] == outputs[1] && one.save() == many.save());
    one.reset();
    HOLDS(one.save() == Controller(config).save());
}

static void phases_are_locked() {
    Controller ctl(ControllerConfig{"phase_locked"});
    HOLDS(ctl.update(1.0, -0.3).output == 0.0);
    HOLDS(ctl.update(subthal::Estimate{1.0, 0.1, true, 0}).output > 0.0); // past the peak
    HOLDS(ctl.update(1.0).n_refused == 1);                                // no phase
}

static void nothing_is_measured_while_blanked() {
    ControllerConfig config{"proportional"};
    config.set_point = 1.0;
    config.blanking_s = 0.02;
    Controller ctl(config);
    const double before = ctl.update(1.1).output;
    ctl.stimulated();
    HOLDS(ctl.update(1.5).output == before);
    HOLDS(ctl.try_stimulated() == subthal::Status::ok);
}

static void controllers_are_saved() {
    const ControllerConfig config{"pid"};
    const std::vector<double> measures{1e-4, 2e-4, 3e-4};
    Controller ctl(config), other(config);
    HOLDS(ctl.run(measures).size() == 3);
    auto bytes = ctl.save();
    other.load(bytes);
    HOLDS(other.run(measures) == ctl.run(measures) && other.save() == ctl.save());
    bytes.pop_back();
    THROWS(invalid_argument, "bytes", ctl.load(bytes));
}

static void controllers_refuse() {
    THROWS(unknown_name, "no controller is named", ControllerConfig{"pip"});
    THROWS(unknown_name, "acts_on", (ControllerConfig{"pi", "width"}));
    ControllerConfig config{"pi"};
    config.min = 4.0;
    THROWS(out_of_range, "min", Controller(config));
    config = ControllerConfig{"pi"};
    config.set_point = NONE;
    THROWS(out_of_range, "set_point", Controller(config));
    Controller ctl(ControllerConfig{"pi"});
    std::vector<double> measures(8), outputs(7);
    THROWS(buffer_too_small, "outputs holds 7", ctl.run(measures, outputs));
    const Controller moved = std::move(ctl);
    subthal::Stimulus stimulus{};
    THROWS(null_argument, "ctl is NULL", ctl.stimulated());
    HOLDS(ctl.try_stimulated() == subthal::Status::null_argument);
    HOLDS(ctl.try_update({}, stimulus) == subthal::Status::null_argument);
}

int main() {
    defaults_follow_the_kind();
    estimators_are_as_configured();
    controllers_are_as_configured();
    estimators_take_one_or_many();
    bursts_are_seen();
    estimators_are_saved();
    estimators_refuse();
    controllers_take_one_or_many();
    phases_are_locked();
    nothing_is_measured_while_blanked();
    controllers_are_saved();
    controllers_refuse();
    return verdict();
}
