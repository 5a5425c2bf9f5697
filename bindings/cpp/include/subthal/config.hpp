// Configurations: plain structs whose members begin with the library's own defaults.
//
// In C++20 they are keywords, net.add_noise({.population = "stn", .sigma = 1.0}); in C++17 name one
// and assign what is wanted. A text that is left empty counts as not set. Spans are read by the
// call that takes the struct and not kept.
#ifndef SUBTHAL_CONFIG_HPP
#define SUBTHAL_CONFIG_HPP

#include <subthal/detail.hpp>

#include <cstdint>
#include <string>

namespace subthal {
namespace detail {

inline const auto &preset_defaults() {
    return defaults<subthal_preset_config, subthal_preset_config_default>();
}
inline const auto &projection_defaults() {
    return defaults<subthal_projection_config, subthal_projection_config_default>();
}
inline const auto &noise_defaults() {
    return defaults<subthal_noise_config, subthal_noise_config_default>();
}
inline const auto &input_defaults() {
    return defaults<subthal_input_config, subthal_input_config_default>();
}
inline const auto &pulses_defaults() {
    return defaults<subthal_pulses_config, subthal_pulses_config_default>();
}
inline const auto &probe_defaults() {
    return defaults<subthal_probe_config, subthal_probe_config_default>();
}
inline const auto &simulator_defaults() {
    return defaults<subthal_simulator_config, subthal_simulator_config_default>();
}

} // namespace detail

// Sizes (0: the preset's own) and seed of a preset.
struct PresetConfig {
    std::uint64_t n_stn = detail::preset_defaults().n_stn;
    std::uint64_t n_gpe = detail::preset_defaults().n_gpe;
    std::uint64_t n_gpi = detail::preset_defaults().n_gpi;
    std::uint64_t seed = detail::preset_defaults().seed;
};

// Synapses from one population to another, as subthal_projection_config describes them. name, from,
// to and e_rev_mv must be set.
struct ProjectionConfig {
    std::string name = {};
    std::string from = {};
    std::string to = {};
    double e_rev_mv = detail::projection_defaults().e_rev_mv;
    std::string rule = detail::or_empty(detail::projection_defaults().rule);
    double p = detail::projection_defaults().p;                 // "fixed_probability"
    std::uint64_t n = detail::projection_defaults().n;          // "fixed_total"
    std::uint64_t k = detail::projection_defaults().k;          // "fixed_in_degree"
    std::int64_t offset = detail::projection_defaults().offset; // "one_to_one"
    Span<const std::uint32_t> edge_pre = {};                    // "edges": source cells
    Span<const std::uint32_t> edge_post = {};                   // as many target cells
    Span<const double> edge_weight = {};                        // as many weights, in weight_unit
    double weight = detail::projection_defaults().weight;
    std::string weight_unit = detail::or_empty(detail::projection_defaults().weight_unit);
    bool weight_is_total = detail::projection_defaults().weight_is_total != 0;
    bool unit_peak = detail::projection_defaults().unit_peak != 0;
    bool saturating = detail::projection_defaults().saturating != 0;
    double delay_ms = detail::projection_defaults().delay_ms;
    double delay_spread_ms = detail::projection_defaults().delay_spread_ms;
    double tau_rise_ms = detail::projection_defaults().tau_rise_ms;
    double tau_decay_ms = detail::projection_defaults().tau_decay_ms;
    double unit_factor = detail::projection_defaults().unit_factor;
    std::string kinetics = detail::or_empty(detail::projection_defaults().kinetics);
    double alpha_per_ms = detail::projection_defaults().alpha_per_ms; // "graded", as all below
    double beta_per_ms = detail::projection_defaults().beta_per_ms;
    double theta_mv = detail::projection_defaults().theta_mv;
    double sigma_mv = detail::projection_defaults().sigma_mv;
};

// A current of its own into every cell of a population, in the unit of its "i_app". population must
// be set.
struct NoiseConfig {
    std::string population = {};
    double tau_ms = detail::noise_defaults().tau_ms;
    double mean = detail::noise_defaults().mean;
    double sigma = detail::noise_defaults().sigma;
    double unit_factor = detail::noise_defaults().unit_factor;
};

// One column of the input rows. name and population must be set.
struct InputConfig {
    std::string name = {};
    std::string population = {};
    Span<const std::uint32_t> cells = {}; // those that receive; none given: all
    Span<const double> weights = {};      // one for each of them; none given: 1 each
    std::string unit = detail::or_empty(detail::input_defaults().unit); // "pA" or "uA/cm2"
};

// A train of pulses of current, in the unit of the population's "i_app". name and population must
// be set.
struct PulsesConfig {
    std::string name = {};
    std::string population = {};
    Span<const std::uint32_t> cells = {}; // those that receive; none given: all
    Span<const double> weights = {};      // one for each of them; none given: 1 each
    double frequency_hz = detail::pulses_defaults().frequency_hz;
    double cv = detail::pulses_defaults().cv; // of 1/interval; 0: periodic
    double amplitude = detail::pulses_defaults().amplitude;
    double width_ms = detail::pulses_defaults().width_ms;
    double start_ms = detail::pulses_defaults().start_ms;
};

// Columns of the output rows: of each cell, or of their mean. population must be set.
struct ProbeConfig {
    std::string population = {};
    std::string variable = detail::or_empty(detail::probe_defaults().variable);
    bool mean = detail::probe_defaults().mean != 0;
    Span<const std::uint32_t> cells = {}; // none given: all
};

// How a network is to be run.
struct SimulatorConfig {
    double dt_ms = detail::simulator_defaults().dt_ms;
    std::string integrator = detail::or_empty(detail::simulator_defaults().integrator);
    std::string precision = detail::or_empty(detail::simulator_defaults().precision);
    std::uint64_t trial = detail::simulator_defaults().trial;
};

namespace detail {

// The C struct of a configuration; it points into it and must not outlive it.
inline subthal_preset_config raw(const PresetConfig &config) {
    auto c = preset_defaults();
    c.n_stn = config.n_stn;
    c.n_gpe = config.n_gpe;
    c.n_gpi = config.n_gpi;
    c.seed = config.seed;
    return c;
}

inline void set_edges(subthal_projection_config &c, const ProjectionConfig &config) {
    check_sizes("edge_post", config.edge_pre.size(), config.edge_post.size());
    check_sizes("edge_weight", config.edge_pre.size(), config.edge_weight.size());
    c.edge_pre = config.edge_pre.data();
    c.edge_post = config.edge_post.data();
    c.edge_weight = config.edge_weight.data();
    c.n_edges = config.edge_pre.size();
}

inline void set_kinetics(subthal_projection_config &c, const ProjectionConfig &config) {
    c.unit_peak = config.unit_peak;
    c.saturating = config.saturating;
    c.delay_ms = config.delay_ms;
    c.delay_spread_ms = config.delay_spread_ms;
    c.tau_rise_ms = config.tau_rise_ms;
    c.tau_decay_ms = config.tau_decay_ms;
    c.e_rev_mv = config.e_rev_mv;
    c.unit_factor = config.unit_factor;
    c.kinetics = or_null(config.kinetics);
    c.alpha_per_ms = config.alpha_per_ms;
    c.beta_per_ms = config.beta_per_ms;
    c.theta_mv = config.theta_mv;
    c.sigma_mv = config.sigma_mv;
}

inline subthal_projection_config raw(const ProjectionConfig &config) {
    auto c = projection_defaults();
    c.name = or_null(config.name);
    c.from = or_null(config.from);
    c.to = or_null(config.to);
    c.rule = or_null(config.rule);
    c.p = config.p;
    c.n = config.n;
    c.k = config.k;
    c.offset = config.offset;
    c.weight = config.weight;
    c.weight_unit = or_null(config.weight_unit);
    c.weight_is_total = config.weight_is_total;
    set_edges(c, config);
    set_kinetics(c, config);
    return c;
}

inline subthal_noise_config raw(const NoiseConfig &config) {
    auto c = noise_defaults();
    c.population = or_null(config.population);
    c.tau_ms = config.tau_ms;
    c.mean = config.mean;
    c.sigma = config.sigma;
    c.unit_factor = config.unit_factor;
    return c;
}

inline subthal_input_config raw(const InputConfig &config) {
    auto c = input_defaults();
    c.name = or_null(config.name);
    c.population = or_null(config.population);
    c.cells = config.cells.data();
    c.n_cells = config.cells.size();
    c.weights = config.weights.data();
    c.n_weights = config.weights.size();
    c.unit = or_null(config.unit);
    return c;
}

inline subthal_pulses_config raw(const PulsesConfig &config) {
    auto c = pulses_defaults();
    c.name = or_null(config.name);
    c.population = or_null(config.population);
    c.cells = config.cells.data();
    c.n_cells = config.cells.size();
    c.weights = config.weights.data();
    c.n_weights = config.weights.size();
    c.frequency_hz = config.frequency_hz;
    c.cv = config.cv;
    c.amplitude = config.amplitude;
    c.width_ms = config.width_ms;
    c.start_ms = config.start_ms;
    return c;
}

inline subthal_probe_config raw(const ProbeConfig &config) {
    auto c = probe_defaults();
    c.population = or_null(config.population);
    c.variable = or_null(config.variable);
    c.mean = config.mean;
    c.cells = config.cells.data();
    c.n_cells = config.cells.size();
    return c;
}

inline subthal_simulator_config raw(const SimulatorConfig &config) {
    auto c = simulator_defaults();
    c.dt_ms = config.dt_ms;
    c.integrator = or_null(config.integrator);
    c.precision = or_null(config.precision);
    c.trial = config.trial;
    return c;
}

} // namespace detail
} // namespace subthal

#endif
