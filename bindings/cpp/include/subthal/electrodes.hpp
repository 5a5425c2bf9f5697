// Electrodes: what stimulates, what records, and where cells and contacts are.
#ifndef SUBTHAL_ELECTRODES_HPP
#define SUBTHAL_ELECTRODES_HPP

#include <subthal/detail.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace subthal {

// A place: x, y and z in um.
using Point = std::array<double, 3>;

namespace detail {

inline const auto &stimulator_defaults() {
    return defaults<subthal_stimulator_config, subthal_stimulator_config_default>();
}
inline const auto &lfp_defaults() {
    return defaults<subthal_lfp_config, subthal_lfp_config_default>();
}

} // namespace detail

// A pulse generator with its electrode, whose current enters somata and whose pulses launch spikes
// in axons; subthal_stimulator_config has the ranges. name and population must be set. Axons are
// reached where axons or axon_fraction say so, somata unless soma is 0.
struct StimulatorConfig {
    std::string name = {};
    std::string population = {};
    Span<const std::uint32_t> cells = {}; // those that receive current; none given: all
    Span<const double> weights = {};      // what each receives of a mA; none given: 1 each
    // "biphasic", "passive" or "monophasic"
    std::string waveform = detail::or_empty(detail::stimulator_defaults().waveform);
    // The first phase in equal pieces, each a part of the amplitude from -1 to 1; none given: a
    // rectangle.
    Span<const double> shape = {};
    Span<const std::uint32_t> axons = {};       // those that may be excited; none given: a part
    Span<const double> axon_thresholds_ma = {}; // from where on each is; none given: from 0 on
    double axon_fraction = detail::stimulator_defaults().axon_fraction; // the part, 0 to 1
    double frequency_hz = detail::stimulator_defaults().frequency_hz;
    double amplitude_ma = detail::stimulator_defaults().amplitude_ma;       // of the first phase
    double width_ms = detail::stimulator_defaults().width_ms;               // of the first phase
    double gap_ms = detail::stimulator_defaults().gap_ms;                   // until the recharge
    double recharge_ms = detail::stimulator_defaults().recharge_ms;         // how long
    double recharge_tau_ms = detail::stimulator_defaults().recharge_tau_ms; // of "passive"
    double start_ms = detail::stimulator_defaults().start_ms;               // of the first pulse
    double soma = detail::stimulator_defaults().soma; // a factor on the current into cells
    double slew_ma_per_s = detail::stimulator_defaults().slew_ma_per_s; // 0: no bound
    // Limits, whatever is asked for.
    double most_amplitude_ma = detail::stimulator_defaults().most_amplitude_ma;
    double most_charge_uc = detail::stimulator_defaults().most_charge_uc; // of a phase
    // How long after a launched spike those of the soma are lost, and the axon is not excited.
    double collision_ms = detail::stimulator_defaults().collision_ms;
    double refractory_ms = detail::stimulator_defaults().refractory_ms;
    double impedance_kohm = detail::stimulator_defaults().impedance_kohm; // for the energy
};

// An electrode that records synaptic currents, as one column of the output rows, in mV, after those
// of all probes. name must be set.
struct LfpConfig {
    std::string name = {};                     // of the channel
    std::vector<std::string> populations = {}; // that it sees; none given: all with positions
    Point electrode_um = {};
    std::optional<Point> reference_um = {}; // where the other is that is subtracted; or far away
    double conductivity = detail::lfp_defaults().conductivity; // S/m
    double low_pass_hz = detail::lfp_defaults().low_pass_hz;   // of the amplifier; 0: none
    double artefact_mv_per_ma = detail::lfp_defaults().artefact_mv_per_ma;
    double blanking_ms = detail::lfp_defaults().blanking_ms; // after every pulse; negative: none
};

// What a stimulator has delivered since the beginning.
struct Delivered {
    std::uint64_t n_pulses; // begun
    double charge_uc;       // of either sign
    double net_charge_uc;   // in all: 0 to rounding between pulses that take their charge back
    double energy_uj;       // in the impedance of the electrode
};

namespace detail {

inline void set_reach(subthal_stimulator_config &c, const StimulatorConfig &config) {
    c.cells = config.cells.data();
    c.n_cells = config.cells.size();
    c.weights = config.weights.data();
    c.n_weights = config.weights.size();
    c.axons = config.axons.data();
    c.n_axons = config.axons.size();
    c.axon_thresholds_ma = config.axon_thresholds_ma.data();
    c.n_axon_thresholds = config.axon_thresholds_ma.size();
    c.axon_fraction = config.axon_fraction;
    c.soma = config.soma;
    c.collision_ms = config.collision_ms;
    c.refractory_ms = config.refractory_ms;
}

inline subthal_stimulator_config raw(const StimulatorConfig &config) {
    auto c = stimulator_defaults();
    c.name = or_null(config.name);
    c.population = or_null(config.population);
    c.waveform = or_null(config.waveform);
    c.frequency_hz = config.frequency_hz;
    c.amplitude_ma = config.amplitude_ma;
    c.width_ms = config.width_ms;
    c.gap_ms = config.gap_ms;
    c.recharge_ms = config.recharge_ms;
    c.recharge_tau_ms = config.recharge_tau_ms;
    c.start_ms = config.start_ms;
    c.slew_ma_per_s = config.slew_ma_per_s;
    c.most_amplitude_ma = config.most_amplitude_ma;
    c.most_charge_uc = config.most_charge_uc;
    c.impedance_kohm = config.impedance_kohm;
    c.shape = config.shape.data();
    c.n_shape = config.shape.size();
    set_reach(c, config);
    return c;
}

// `populations` are those of the configuration, as C takes them.
inline subthal_lfp_config raw(const LfpConfig &config, Span<const char *const> populations) {
    auto c = lfp_defaults();
    c.name = or_null(config.name);
    c.populations = populations.data();
    c.n_populations = populations.size();
    std::copy(config.electrode_um.begin(), config.electrode_um.end(), c.electrode_um);
    c.has_reference = config.reference_um.has_value();
    const Point reference = config.reference_um.value_or(Point{});
    std::copy(reference.begin(), reference.end(), c.reference_um);
    c.conductivity = config.conductivity;
    c.low_pass_hz = config.low_pass_hz;
    c.artefact_mv_per_ma = config.artefact_mv_per_ma;
    c.blanking_ms = config.blanking_ms;
    return c;
}

inline Delivered record(const subthal_delivered &c) {
    return {c.n_pulses, c.charge_uc, c.net_charge_uc, c.energy_uj};
}

// `Self` is the network: it has handle().
template <class Self> class Places {
  public:
    // Says where the cells of a population are, one after another (3 x n_cells). What records and
    // field need it, nothing else.
    void set_positions(Text population, Span<const Point> places) {
        check(subthal_network_set_positions(handle(), population.c_str(), numbers(places),
                                            3 * places.size()));
    }

    // Scatters the cells of a population in a ball, evenly: drawn now, by the seed of now.
    void place_in_ball(Text population, const Point &centre, double radius_um) {
        check(subthal_network_place_in_ball(handle(), population.c_str(), centre[0], centre[1],
                                            centre[2], radius_um));
    }

    // Where the cells of a population are: returned, or written into `places`, the number of cells
    // returned. A population without positions throws.
    [[nodiscard]] std::vector<Point> positions(Text population) const {
        std::vector<Point> places(positions(population, {}));
        positions(population, places);
        return places;
    }
    std::size_t positions(Text population, Span<Point> places) const {
        return ask<std::size_t>(subthal_network_positions, handle(), population.c_str(),
                                numbers(places), 3 * places.size()) /
               3;
    }

    // The potential at each cell of a population, in mV, for 1 mA from a point electrode:
    // 1/(4 pi sigma r) in a tissue of `conductivity` sigma, in S/m. A threshold in mV over it is a
    // threshold of an axon in mA; times what a mV at a cell is worth there, it is the weight of a
    // stimulator. Returned, or written into `mv_per_ma`, the number of cells returned.
    [[nodiscard]] std::vector<double> field(Text population, const Point &electrode,
                                            double conductivity) const {
        return fetch<std::vector<double>>(subthal_network_field, handle(), population.c_str(),
                                          electrode[0], electrode[1], electrode[2], conductivity);
    }
    std::size_t field(Text population, const Point &electrode, double conductivity,
                      Span<double> mv_per_ma) const {
        return ask<std::size_t>(subthal_network_field, handle(), population.c_str(), electrode[0],
                                electrode[1], electrode[2], conductivity, mv_per_ma.data(),
                                mv_per_ma.size());
    }

  protected:
    ~Places() = default; // a part of Self, never an object of its own
    Places() = default;
    Places(Places &&) noexcept = default;
    Places &operator=(Places &&) noexcept = default;

  private:
    // Points lie as C has them: three numbers each, without a gap.
    static_assert(sizeof(Point) == 3 * sizeof(double));
    static auto *numbers(Span<const Point> places) noexcept {
        return reinterpret_cast<const double *>(places.data());
    }
    static auto *numbers(Span<Point> places) noexcept {
        return reinterpret_cast<double *>(places.data());
    }
    auto *handle() const noexcept { return static_cast<const Self *>(this)->handle(); }
};

} // namespace detail
} // namespace subthal

#endif
