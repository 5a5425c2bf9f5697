// What is wrong is thrown with the library's sentence and status, or returned by the try_
// functions.
#include "check.hpp"

#include <limits>

static_assert(std::is_base_of_v<std::runtime_error, subthal::Error>);
static_assert(
    noexcept(std::declval<subthal::Simulator &>().try_run(std::declval<subthal::Run &>())));

// Status is subthal_status: every number up to the newest has a name, and the same one.
static void statuses_have_their_names() {
    HOLDS(std::string(subthal::status_name(subthal::Status::ok)) == "ok");
    HOLDS(std::string(subthal::status_name(subthal::Status::too_large)) == "too_large");
    HOLDS(std::string(subthal::status_name(subthal::Status::cancelled)) == "cancelled");
    HOLDS(std::string(subthal::status_name(subthal::Status::panic)) == "panic");
    const auto next = static_cast<subthal::Status>(SUBTHAL_STATUS_CANCELLED + 1);
    HOLDS(std::string(subthal::status_name(next)) == "unknown");
}

static void networks_refuse(subthal::Network &net) {
    THROWS(unknown_name, "nearest", net.get("stn.i_ap"));
    THROWS(unknown_name, "nearest", subthal::Network::preset("stn_gpe_gpi_adex_healty"));
    THROWS(out_of_range, "stn.i_app", net.set("stn.i_app", 1e9));
    THROWS(out_of_range, "stn.i_app",
           net.set("stn.i_app", std::numeric_limits<double>::quiet_NaN()));
    THROWS(duplicate_name, "gpe", net.add_population("gpe", "stn", 1));
    THROWS(null_argument, "config.name", net.add_projection({}));
    THROWS(null_argument, "path", net.get(static_cast<const char *>(nullptr)));
    THROWS(bad_text, "", subthal::Network::from_text("what is this"));
    THROWS(invalid_argument, "", net.set_cells("stn.i_app", std::vector<double>(3)));
    const std::vector<std::size_t> one(1);
    const std::vector<double> two(2);
    THROWS(invalid_argument, "values has 2 elements, not 1", net.set_many(one, two));
    std::vector<double> none;
    THROWS(invalid_argument, "values has 0", net.get_many(one, none));
    const std::uint32_t cells[] = {0, 1};
    subthal::ProjectionConfig uneven;
    uneven.edge_pre = cells;
    THROWS(invalid_argument, "edge_post has 0 elements, not 2", net.add_projection(uneven));
}

// All or none: the good half of a bad pair is not set.
static void several_are_set_together(subthal::Network &net) {
    const double before = net.get("stn.i_app");
    THROWS(out_of_range, "gpe.i_app", net.set_many({{"stn.i_app", 3.0}, {"gpe.i_app", 1e12}}));
    HOLDS(net.get("stn.i_app") == before);
    net.set_many({{"stn.i_app", 3.0}, {"gpe.i_app", 4.0}});
    HOLDS(net.get("stn.i_app") == 3.0 && net.get(net.find_param("gpe.i_app")) == 4.0);
}

static void simulators_refuse(const subthal::Network &net) {
    subthal::SimulatorConfig config;
    config.precision = "singel";
    THROWS(unknown_name, "single", subthal::Simulator(net, config));
    subthal::Simulator sim(net);
    THROWS(fixed_while_running, "delay", sim.set("stn_to_gpe.delay", 2.0));
    THROWS(invalid_argument, "inputs has 3", sim.record(10, {1, std::vector<double>(3), true}));
    THROWS(unknown_name, "sth", sim.state("sth", "v"));

    double row[1];
    subthal::Run run;
    run.n_steps = 10;
    run.rows = row;
    THROWS(buffer_too_small, "rows", sim.run(run));
    HOLDS(sim.try_run(run) == subthal::Status::buffer_too_small);
    HOLDS(std::string(subthal::last_error()).find("rows") != std::string::npos);
    HOLDS(run.n_rows == 0 && sim.step() == 0);
    HOLDS(sim.try_inject_spike("gpe", 3) == subthal::Status::invalid_argument);
    HOLDS(sim.try_state("gpe", "v", row) == subthal::Status::buffer_too_small);
    const std::size_t ids[] = {0, 1};
    HOLDS(sim.try_get_many(ids, row) == subthal::Status::buffer_too_small);
    HOLDS(sim.try_get_many({ids, 1}, row) == subthal::Status::ok && row[0] == sim.get(ids[0]));
}

// A step that is too long diverges and says where; what was before it stays; a reset puts it right.
static void divergence_is_told() {
    subthal::Network net(1);
    net.add_population("gpe", "hh_gpe", 1);
    subthal::SimulatorConfig config;
    config.dt_ms = 1.0;
    subthal::Simulator sim(net, config);
    HOLDS(!sim.divergence().diverged);
    THROWS(diverged, "gpe cell 0 diverged in step", sim.run(10000));
    const auto where = sim.divergence();
    HOLDS(where.diverged && where.population == "gpe" && where.cell == 0);
    HOLDS(where.step == sim.step());
    THROWS(stopped, "", sim.run(1));
    sim.reset();
    HOLDS(!sim.divergence().diverged && sim.step() == 0);
}

static void metrics_refuse() {
    subthal::Recording recording;
    recording.end_step = 40;
    recording.n_cells = 2;
    THROWS(unknown_name, "rate", subthal::metric("rats", recording));
    THROWS(unknown_name, "nearest", subthal::metric_info("coherense"));
    const std::vector<double> x(4000), y(3999);
    subthal::Welch welch;
    welch.interval_ms = 1.0;
    THROWS(invalid_argument, "y has 3999 elements, not 4000", welch.coherence(x, y));
    THROWS(invalid_argument, "", welch.psd(std::vector<double>(10)));
}

int main() {
    auto net = small_network();
    statuses_have_their_names();
    networks_refuse(net);
    several_are_set_together(net);
    simulators_refuse(net);
    divergence_is_told();
    metrics_refuse();
    return verdict();
}
