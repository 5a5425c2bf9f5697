// Electrodes: what was said of them is there, delivers and records, and what is wrong is refused.
#include "check.hpp"

#include <cmath>
#include <limits>

using subthal::Point;

static const std::vector<Point> LINE{{0.0, 0.0, 0.0}, {100.0, 0.0, 0.0}};

static subthal::StimulatorConfig stimulator() {
    subthal::StimulatorConfig dbs;
    dbs.name = "dbs";
    dbs.population = "stn";
    dbs.frequency_hz = 100.0;
    dbs.amplitude_ma = 2.0;
    dbs.width_ms = dbs.recharge_ms = 0.1;
    return dbs;
}

static subthal::LfpConfig electrode(const char *name) {
    subthal::LfpConfig lfp;
    lfp.name = name;
    return lfp;
}

// The members of a fresh configuration are the library's defaults.
static void defaults_are_the_librarys() {
    const subthal::StimulatorConfig fresh;
    HOLDS(fresh.waveform == "biphasic" && fresh.width_ms == 0.06 && fresh.soma == 1.0);
    HOLDS(fresh.most_charge_uc == 1e9 && fresh.collision_ms == 7.0 && fresh.axons.empty());
    const subthal::LfpConfig lfp;
    HOLDS(lfp.conductivity == 0.27 && lfp.blanking_ms < 0.0 && !lfp.reference_um);
#if __cplusplus >= 202002L
    auto net = small_network();
    net.add_stimulator({.name = "other", .population = "gpe", .amplitude_ma = 1.5});
    HOLDS(net.get("other.amplitude") == 1.5);
#endif
}

// What C adds by the same numbers and what is added here are the same text.
#define BOTH(member, value) c.member = config.member = (value)

static void stimulators_are_as_configured() {
    const std::vector<std::uint32_t> cells{1, 0}, axons{0, 1};
    const std::vector<double> weights{2.0, 3.0}, thresholds{4.0, 5.0}, shape{0.5, 1.0, -0.25};
    auto config = stimulator();
    auto c = subthal::detail::raw(config);
    BOTH(axon_fraction, 0.25);
    BOTH(frequency_hz, 120.0);
    BOTH(amplitude_ma, 1.5);
    BOTH(width_ms, 0.07);
    BOTH(gap_ms, 0.02);
    BOTH(recharge_ms, 0.3);
    BOTH(recharge_tau_ms, 0.4);
    BOTH(start_ms, 5.0);
    BOTH(soma, 0.6);
    BOTH(slew_ma_per_s, 7.0);
    BOTH(most_amplitude_ma, 8.0);
    BOTH(most_charge_uc, 9.0);
    BOTH(collision_ms, 1.0);
    BOTH(refractory_ms, 1.1);
    BOTH(impedance_kohm, 1.2);
    auto by_c = small_network(), here = small_network();
    HOLDS(subthal_network_add_stimulator(by_c.handle(), &c) == SUBTHAL_STATUS_OK);
    HOLDS(here.add_stimulator(config).to_text() == by_c.to_text());

    config.name = c.name = "other";
    config.waveform = c.waveform = "passive";
    config.cells = cells;
    config.weights = weights;
    config.axons = axons;
    config.axon_thresholds_ma = thresholds;
    config.shape = shape;
    c.cells = cells.data();
    c.weights = weights.data();
    c.axons = axons.data();
    c.axon_thresholds_ma = thresholds.data();
    c.shape = shape.data();
    c.n_cells = c.n_weights = c.n_axons = c.n_axon_thresholds = 2;
    c.n_shape = 3;
    HOLDS(subthal_network_add_stimulator(by_c.handle(), &c) == SUBTHAL_STATUS_OK);
    HOLDS(here.add_stimulator(config).to_text() == by_c.to_text());
}

static void electrodes_are_as_configured() {
    const char *seen[] = {"gpe", "stn"};
    auto config = electrode("lfp");
    auto c = subthal::detail::raw(config, {});
    BOTH(conductivity, 0.3);
    BOTH(low_pass_hz, 400.0);
    BOTH(artefact_mv_per_ma, 5.0);
    BOTH(blanking_ms, 6.0);
    config.populations = {"gpe", "stn"};
    config.electrode_um = {1.0, 2.0, 3.0};
    config.reference_um = Point{4.0, 5.0, 6.0};
    c.populations = seen;
    c.n_populations = 2;
    c.has_reference = 1;
    for (int axis = 0; axis < 3; ++axis) {
        c.electrode_um[axis] = 1.0 + axis;
        c.reference_um[axis] = 4.0 + axis;
    }
    auto by_c = small_network();
    by_c.set_positions("stn", LINE);
    by_c.place_in_ball("gpe", {}, 10.0);
    auto here = by_c.copy();
    HOLDS(subthal_network_add_lfp(by_c.handle(), &c) == SUBTHAL_STATUS_OK);
    HOLDS(here.add_lfp(config).to_text() == by_c.to_text());
}

// Biphasic pulses of 2 mA and 0.1 ms at 100 Hz: 0.2 uC a phase, balanced.
static void stimulators_deliver() {
    auto net = small_network();
    subthal::Simulator sim(net.add_stimulator(stimulator()));
    sim.run(3900); // almost 0.1 s
    const auto told = sim.delivered("dbs");
    HOLDS(told.n_pulses == 10 && std::fabs(told.charge_uc - 10 * 0.4) < 1e-9);
    HOLDS(std::fabs(told.net_charge_uc) < 1e-9 && std::fabs(told.energy_uj - 10 * 0.8) < 1e-9);
    THROWS(unknown_name, "no stimulator", sim.delivered("stimulus"));
    const std::size_t ids[] = {sim.find_param("dbs.amplitude"), sim.find_param("dbs.frequency")};
    HOLDS(sim.try_set(ids[0], 1.0) == subthal::Status::ok && sim.get(ids[0]) == 1.0);
    HOLDS(sim.try_set(ids[0], 1e9) == subthal::Status::out_of_range && sim.get(ids[0]) == 1.0);
    const std::vector<double> off{0.0, 0.0};
    HOLDS(sim.try_set_many(ids, {off.data(), 1}) == subthal::Status::buffer_too_small);
    HOLDS(sim.try_set_many(ids, off) == subthal::Status::ok && sim.get(ids[1]) == 0.0);
}

// Half the width of half the amplitude is a quarter less charge, and is taken back too.
static void shapes_are_delivered() {
    const std::vector<double> steps{1.0, 0.5};
    auto net = small_network();
    auto dbs = stimulator();
    dbs.shape = steps;
    subthal::Simulator sim(net.add_stimulator(dbs));
    sim.run(3900);
    const auto told = sim.delivered("dbs");
    HOLDS(told.n_pulses == 10 && std::fabs(told.charge_uc - 10 * 0.3) < 1e-9);
    HOLDS(std::fabs(told.net_charge_uc) < 1e-9);
    const std::vector<double> wrong{0.0, 2.0};
    dbs.name = "other";
    dbs.shape = wrong;
    THROWS(out_of_range, "shape", net.add_stimulator(dbs));
    dbs.shape = {wrong.data(), 1};
    THROWS(invalid_argument, "shape", net.add_stimulator(dbs));
}

// An axon fires from its threshold on, and hears of no current into the soma.
static void axons_are_excited() {
    const std::vector<std::uint32_t> axons{0, 1};
    const std::vector<double> thresholds{1.0, 3.0};
    auto dbs = stimulator();
    dbs.axons = axons;
    dbs.axon_thresholds_ma = thresholds;
    dbs.soma = 0.0;
    subthal::ProjectionConfig relay;
    relay.name = "relay";
    relay.from = "stn";
    relay.to = "gpe";
    relay.rule = "one_to_one";
    relay.e_rev_mv = 0.0;
    subthal::ProbeConfig probe;
    probe.population = "gpe";
    probe.variable = "i_syn";
    subthal::Network net(1);
    net.add_population("stn", "izhikevich_rs", 2).add_population("gpe", "adex_gpe", 2);
    net.add_projection(relay).add_stimulator(dbs).add_probe(probe);
    const auto rows = subthal::Simulator(net).record(200).rows; // 5 ms
    HOLDS(rows[398] != 0.0 && rows[399] == 0.0);
}

static void stimulators_refuse() {
    auto net = small_network();
    auto dbs = stimulator();
    dbs.name = "";
    THROWS(null_argument, "config.name", net.add_stimulator(dbs));
    dbs = stimulator();
    dbs.population = "stm";
    THROWS(unknown_name, "the nearest is \"stn\"", net.add_stimulator(dbs));
    dbs = stimulator();
    dbs.waveform = "biphase";
    THROWS(unknown_name, "the nearest is \"biphasic\"", net.add_stimulator(dbs));
    dbs = stimulator();
    dbs.axon_fraction = 1.5;
    THROWS(out_of_range, "axon_fraction of dbs", net.add_stimulator(dbs));
    const std::uint32_t cells[] = {0, 1};
    const double one[] = {1.0};
    dbs = stimulator();
    dbs.cells = cells;
    dbs.weights = one;
    THROWS(invalid_argument, "dbs", net.add_stimulator(dbs));
    dbs = stimulator();
    dbs.axons = cells;
    dbs.axon_thresholds_ma = one;
    THROWS(invalid_argument, "axons of dbs", net.add_stimulator(dbs));
    net.add_stimulator(stimulator());
    THROWS(duplicate_name, "dbs", net.add_stimulator(stimulator()));
}

static void places_come_back() {
    auto net = small_network();
    THROWS(invalid_argument, "nowhere", net.positions("stn"));
    net.set_positions("stn", LINE);
    HOLDS(net.positions("stn") == LINE);
    std::vector<Point> again(2);
    HOLDS(net.positions("stn", again) == 2 && again == LINE);
    THROWS(buffer_too_small, "xyz_um", net.positions("stn", {again.data(), 1}));
    THROWS(unknown_name, "stn", net.set_positions("st", LINE));
    THROWS(invalid_argument, "3 each", net.set_positions("stn", {LINE.data(), 1}));

    const Point centre{1000.0, 0.0, 0.0};
    net.place_in_ball("gpe", centre, 200.0);
    for (const Point &place : net.positions("gpe"))
        HOLDS(std::hypot(place[0] - 1000.0, place[1], place[2]) <= 200.0);
    THROWS(out_of_range, "radius", net.place_in_ball("gpe", centre, -1.0));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    THROWS(out_of_range, "position", net.place_in_ball("gpe", {nan, 0.0, 0.0}, 1.0));
}

// 1/(4 pi sigma r): mV for a mA at um and S/m.
static void fields_fall_with_distance() {
    auto net = small_network();
    THROWS(invalid_argument, "nowhere", net.field("stn", {}, 0.27));
    net.set_positions("stn", LINE);
    const auto field = net.field("stn", {300.0, 0.0, 0.0}, 0.27);
    HOLDS(field.size() == 2 && std::fabs(field[0] * 300 / (field[1] * 200) - 1) < 1e-12);
    HOLDS(std::fabs(field[0] * 4 * 3.14159265358979 * 0.27 * 300e-6 - 1) < 1e-9);
    std::vector<double> again(2);
    HOLDS(net.field("stn", {300.0, 0.0, 0.0}, 0.27, again) == 2 && again == field);
    THROWS(buffer_too_small, "mv_per_ma", net.field("stn", {}, 0.27, {again.data(), 1}));
    THROWS(out_of_range, "conductivity", net.field("stn", {}, 0.0));
}

// One electrode less another is the electrode with that reference; all stand after the probes.
static void electrodes_record() {
    const Point far{500.0, 0.0, 0.0}, near{50.0, 10.0, 0.0};
    auto net = small_network();
    net.place_in_ball("gpe", {}, 100.0);
    auto first = electrode("first"), second = electrode("second"), both = electrode("both");
    first.electrode_um = both.electrode_um = near;
    second.electrode_um = far;
    both.reference_um = far;
    both.populations = {"gpe"};
    net.add_lfp(first).add_lfp(second).add_lfp(both);
    subthal::Simulator sim(net);
    HOLDS(sim.channel_count() == 6 && sim.channel(3).name == "first");
    HOLDS(sim.channel(5).name == "both" && sim.channel(5).unit == "mV");
    const auto recorded = sim.record(800); // 20 ms
    bool moves = false;
    for (std::size_t k = 0; k < recorded.n_rows(); ++k) {
        const auto row = recorded.row(k);
        moves = moves || row[5] != 0.0;
        HOLDS(std::fabs(row[3] - row[4] - row[5]) <= 1e-12 * std::fabs(row[3]));
    }
    HOLDS(moves);
}

static void electrodes_refuse() {
    auto net = small_network();
    THROWS(invalid_argument, "", net.add_lfp(electrode("lfp"))); // nobody is anywhere
    net.set_positions("stn", LINE);
    THROWS(null_argument, "name", net.add_lfp(electrode("")));
    THROWS(duplicate_name, "stn", net.add_lfp(electrode("stn")));
    auto lfp = electrode("lfp");
    lfp.populations = {"stn", "gpx"};
    THROWS(unknown_name, "gpe", net.add_lfp(lfp));
    lfp.populations = {"gpe"};
    THROWS(invalid_argument, "gpe", net.add_lfp(lfp));
    lfp = electrode("lfp");
    lfp.low_pass_hz = std::numeric_limits<double>::quiet_NaN();
    THROWS(out_of_range, "low_pass", net.add_lfp(lfp));
    lfp = electrode("lfp");
    lfp.conductivity = 0.0;
    THROWS(out_of_range, "conductivity", net.add_lfp(lfp));
}

int main() {
    defaults_are_the_librarys();
    stimulators_are_as_configured();
    electrodes_are_as_configured();
    stimulators_deliver();
    shapes_are_delivered();
    axons_are_excited();
    stimulators_refuse();
    places_come_back();
    fields_fall_with_distance();
    electrodes_record();
    electrodes_refuse();
    return verdict();
}
