// What to simulate: populations, projections, noise, inputs, pulses, probes, parameters and a seed.
#ifndef SUBTHAL_NETWORK_HPP
#define SUBTHAL_NETWORK_HPP

#include <subthal/config.hpp>
#include <subthal/electrodes.hpp>
#include <subthal/parameters.hpp>
#include <subthal/records.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace subthal {
namespace detail {

struct NetworkCalls {
    static constexpr auto count = subthal_network_param_count;
    static constexpr auto info = subthal_network_param_info;
    static constexpr auto find = subthal_network_find_param;
    static constexpr auto get = subthal_network_get;
    static constexpr auto set = subthal_network_set;
    static constexpr auto get_many = subthal_network_get_many;
    static constexpr auto set_many = subthal_network_set_many;
};

} // namespace detail

// Where the synapses of a projection are written; an array that is empty is left out, the others
// hold every synapse. See Wiring for what they mean.
struct WiringBuffers {
    Span<std::uint32_t> pre = {};
    Span<std::uint32_t> post = {};
    Span<double> weight = {};
    Span<double> delay_ms = {};
};

// A network has no running state: a Simulator copies what it needs, so that a network may be
// changed or end while its simulators run. One thread builds it; any number may read it at once,
// and a call that meets another that changes it throws Status::busy. Texts and arrays are copied.
class Network : public detail::Parameters<Network, detail::NetworkCalls>,
                public detail::Places<Network> {
  public:
    // An empty network. Wiring, heterogeneity, initial state and noise all follow from the seed.
    explicit Network(std::uint64_t seed = 0)
        : Network(detail::ask<subthal_network *>(subthal_network_new, seed)) {}

    // A network by name, one of names("preset"), to be used or changed.
    [[nodiscard]] static Network preset(Text name, const PresetConfig &config = {}) {
        const auto c = detail::raw(config);
        return Network(
            detail::ask<subthal_network *>(subthal_network_from_preset, name.c_str(), &c));
    }

    // The network that to_text() wrote, with the same results to the last bit.
    [[nodiscard]] static Network from_text(std::string_view text) {
        return Network(
            detail::ask<subthal_network *>(subthal_network_from_text, text.data(), text.size()));
    }

    // Takes over a network that C made.
    [[nodiscard]] static Network adopt(subthal_network *network) noexcept {
        return Network(network);
    }

    // A second network that says the same.
    [[nodiscard]] Network copy() const {
        return Network(detail::ask<subthal_network *>(subthal_network_copy, handle()));
    }

    // For calls of subthal.h; nullptr after a move. The network goes on owning it, or gives it up.
    [[nodiscard]] subthal_network *handle() const noexcept { return owner_.get(); }
    [[nodiscard]] subthal_network *release() noexcept { return owner_.release(); }

    [[nodiscard]] std::uint64_t seed() const {
        return detail::ask<std::uint64_t>(subthal_network_seed, handle());
    }
    // Draws everything random anew.
    void set_seed(std::uint64_t seed) { detail::check(subthal_network_set_seed(handle(), seed)); }

    // About how many bytes a simulator of this network will take.
    [[nodiscard]] std::uint64_t memory_bytes() const {
        return detail::ask<std::uint64_t>(subthal_network_memory_bytes, handle());
    }

    // ---- building ----

    // `n_cells` cells of a model, one of names("model"). They are equal and fire as one, until
    // noise, heterogeneity or an initial spread tells them apart.
    Network &add_population(Text name, Text model, std::uint64_t n_cells) {
        detail::check(
            subthal_network_add_population(handle(), name.c_str(), model.c_str(), n_cells));
        return *this;
    }
    Network &add_projection(const ProjectionConfig &config) {
        return add(subthal_network_add_projection, config);
    }
    Network &add_noise(const NoiseConfig &config) { return add(subthal_network_add_noise, config); }
    Network &add_input(const InputConfig &config) { return add(subthal_network_add_input, config); }
    Network &add_pulses(const PulsesConfig &config) {
        return add(subthal_network_add_pulses, config);
    }
    // Its numbers become parameters: "name.frequency", "name.amplitude" and so on.
    Network &add_stimulator(const StimulatorConfig &config) {
        return add(subthal_network_add_stimulator, config);
    }
    Network &add_probe(const ProbeConfig &config) { return add(subthal_network_add_probe, config); }
    // The positions of cells count as they are when a simulator is made.
    Network &add_lfp(const LfpConfig &config) {
        std::vector<const char *> populations;
        for (const std::string &population : config.populations)
            populations.push_back(population.c_str());
        const auto c = detail::raw(config, populations);
        detail::check(subthal_network_add_lfp(handle(), &c));
        return *this;
    }

    // ---- cells that differ ----

    // A value of its own for each cell of the population, in the unit of the parameter.
    void set_cells(Text path, Span<const double> values) {
        detail::check(
            subthal_network_set_cells(handle(), path.c_str(), values.data(), values.size()));
    }
    // Spreads a parameter over the cells: normal, `relative_sd` of its value from 0 to 1.
    void set_heterogeneity(Text path, double relative_sd) {
        detail::check(subthal_network_set_heterogeneity(handle(), path.c_str(), relative_sd));
    }
    // Where a state variable starts, such as "stn.v": one value for all cells, or one for each.
    void set_initial(Text path, Span<const double> values) {
        detail::check(
            subthal_network_set_initial(handle(), path.c_str(), values.data(), values.size()));
    }
    void set_initial(Text path, double value) { set_initial(path, Span<const double>(&value, 1)); }
    // Spreads where a state variable starts by `sd` in its unit, anew for each trial.
    void set_initial_spread(Text path, double sd) {
        detail::check(subthal_network_set_initial_spread(handle(), path.c_str(), sd));
    }

    // The value of a parameter in every cell of its population, heterogeneity included.
    [[nodiscard]] std::vector<double> cell_values(Text path) const {
        return detail::fetch<std::vector<double>>(subthal_network_cell_values, handle(),
                                                  path.c_str());
    }
    // The same, into `values`; returns the number of cells.
    std::size_t cell_values(Text path, Span<double> values) const {
        return detail::ask<std::size_t>(subthal_network_cell_values, handle(), path.c_str(),
                                        values.data(), values.size());
    }

    // ---- reading back ----

    [[nodiscard]] std::size_t population_count() const {
        return detail::ask<std::size_t>(subthal_network_population_count, handle());
    }
    [[nodiscard]] PopulationInfo population(std::size_t index) const {
        return detail::record(detail::describe<subthal_population_info>(
            subthal_network_population_info, handle(), index));
    }
    [[nodiscard]] std::vector<PopulationInfo> populations() const {
        return detail::all(population_count(), [this](std::size_t i) { return population(i); });
    }
    // What can be probed in a population: state variables, then currents.
    [[nodiscard]] std::vector<std::string> variable_names(Text population) const {
        return detail::lines_of(
            detail::fetch_text(subthal_network_variable_names, handle(), population.c_str()));
    }

    [[nodiscard]] std::size_t projection_count() const {
        return detail::ask<std::size_t>(subthal_network_projection_count, handle());
    }
    [[nodiscard]] ProjectionInfo projection(std::size_t index) const {
        return detail::record(detail::describe<subthal_projection_info>(
            subthal_network_projection_info, handle(), index));
    }
    [[nodiscard]] std::vector<ProjectionInfo> projections() const {
        return detail::all(projection_count(), [this](std::size_t i) { return projection(i); });
    }

    [[nodiscard]] std::size_t synapse_count(Text projection) const {
        return wiring(projection, WiringBuffers{});
    }
    // The synapses of a projection, into `out` or returned; the first returns their number.
    std::size_t wiring(Text projection, const WiringBuffers &out) const;
    [[nodiscard]] Wiring wiring(Text projection) const;

    // In which of the first `n_steps` steps of a trial the pulses of a train begin to act,
    // ascending, while nobody changes its parameters: returned, or written into `steps`, their
    // number returned.
    [[nodiscard]] std::vector<std::uint64_t>
    pulse_steps(Text train, std::uint64_t trial, double dt_ms, std::uint64_t n_steps) const {
        return detail::fetch<std::vector<std::uint64_t>>(subthal_network_pulse_steps, handle(),
                                                         train.c_str(), trial, dt_ms, n_steps);
    }
    std::size_t pulse_steps(Text train, std::uint64_t trial, double dt_ms, std::uint64_t n_steps,
                            Span<std::uint64_t> steps) const {
        return detail::ask<std::size_t>(subthal_network_pulse_steps, handle(), train.c_str(), trial,
                                        dt_ms, n_steps, steps.data(), steps.size());
    }

    // The whole description as TOML, exact to the bit.
    [[nodiscard]] std::string to_text() const {
        return detail::fetch_text(subthal_network_to_text, handle());
    }

  private:
    explicit Network(subthal_network *network) noexcept : owner_(network) {}

    template <class Call, class Config> Network &add(Call call, const Config &config) {
        const auto c = detail::raw(config);
        detail::check(call(handle(), &c));
        return *this;
    }

    detail::Owner<subthal_network, subthal_network_free> owner_;
};

inline std::size_t Network::wiring(Text projection, const WiringBuffers &out) const {
    // C takes one length for all: that of the shortest array that is asked for.
    std::size_t length = SIZE_MAX;
    for (const std::size_t size :
         {out.pre.size(), out.post.size(), out.weight.size(), out.delay_ms.size()})
        if (size != 0 && size < length) length = size;
    if (length == SIZE_MAX) length = 0;
    std::size_t needed = 0;
    const auto wanted = [](auto span) { return span.empty() ? nullptr : span.data(); };
    detail::check(subthal_network_wiring(handle(), projection.c_str(), wanted(out.pre),
                                         wanted(out.post), wanted(out.weight), wanted(out.delay_ms),
                                         length, &needed));
    return needed;
}

inline Wiring Network::wiring(Text projection) const {
    const std::size_t count = synapse_count(projection);
    Wiring found{std::vector<std::uint32_t>(count), std::vector<std::uint32_t>(count),
                 std::vector<double>(count), std::vector<double>(count)};
    wiring(projection, WiringBuffers{found.pre, found.post, found.weight, found.delay_ms});
    return found;
}

} // namespace subthal

#endif
