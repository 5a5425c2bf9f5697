// The golden runs of bindings/conformance, bit by bit. Needs SUBTHAL_CONFORMANCE, their folder.
#include "check.hpp"

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <sstream>

using Line = std::map<std::string, std::string>; // a field by the name of its column

static std::vector<std::string> split(const std::string &text, char at) {
    std::vector<std::string> fields;
    std::istringstream stream(text + at);
    for (std::string field; std::getline(stream, field, at);) fields.push_back(field);
    return fields;
}

static std::vector<Line> table(const char *name) {
    const char *folder = std::getenv("SUBTHAL_CONFORMANCE");
    std::ifstream file(std::string(folder == nullptr ? "." : folder) + "/" + name);
    std::string text;
    std::getline(file, text);
    const auto columns = split(text, ',');
    std::vector<Line> lines;
    while (std::getline(file, text)) {
        const auto fields = split(text, ',');
        lines.emplace_back();
        for (std::size_t i = 0; i < columns.size(); ++i) lines.back()[columns[i]] = fields.at(i);
    }
    return lines;
}

static std::uint64_t whole(const std::string &text, int base = 10) {
    return std::strtoull(text.c_str(), nullptr, base);
}

static bool same_bits(double value, const std::string &expected) {
    const double other = std::strtod(expected.c_str(), nullptr);
    return std::memcmp(&value, &other, sizeof value) == 0;
}

static subthal::Network network_of(const Line &line) {
    subthal::PresetConfig sizes;
    sizes.n_stn = whole(line.at("n_stn"));
    sizes.n_gpe = whole(line.at("n_gpe"));
    sizes.n_gpi = whole(line.at("n_gpi"));
    sizes.seed = whole(line.at("seed"));
    auto net = subthal::Network::preset(line.at("preset"), sizes);
    for (const std::string &assignment : split(line.at("set"), ';')) {
        if (assignment.empty()) continue;
        const auto sides = split(assignment, '=');
        net.set(sides.at(0), std::strtod(sides.at(1).c_str(), nullptr));
    }
    return net;
}

static void run_repeats(const Line &line) {
    subthal::SimulatorConfig config;
    config.precision = line.at("precision");
    config.integrator = line.at("integrator");
    config.trial = whole(line.at("trial"));
    config.dt_ms = std::strtod(line.at("dt_ms").c_str(), nullptr);
    subthal::Simulator sim(network_of(line), config);
    const auto recorded = sim.record(whole(line.at("n_steps")));
    HOLDS(sim.state_hash() == whole(line.at("hash"), 16));
    for (const char *population : {"stn", "gpe", "gpi"})
        HOLDS(sim.spike_count(population) == whole(line.at(std::string("spikes_") + population)));
    const std::uint64_t first = whole(line.at("first_step"));
    HOLDS(same_bits(sim.metric(recorded, "stn", "rate", first), line.at("rate_stn")));
    HOLDS(same_bits(sim.metric(recorded, "gpe", "cv", first), line.at("cv_gpe")));
}

// The trials of one wiring, in one batch.
static std::size_t trials_repeat(const std::vector<Line> &lines, const char *wiring) {
    const char *const paths[] = {"stn.i_app", "gpe_to_stn.weight_scale"};
    const char *const metrics[] = {"stn.rate", "gpe.cv", "gpi.silent_cells", "stn.gpe.coherence"};
    subthal::PresetConfig seven;
    seven.seed = 7;
    const auto net = subthal::Network::preset("stn_gpe_gpi_adex_healthy", seven);
    subthal::Protocol protocol;
    protocol.burn_in_ms = 100.0;
    protocol.measured_ms = 2000.0;
    protocol.redraw_wiring = std::string(wiring) == "redrawn";

    std::vector<std::size_t> params;
    for (const char *path : paths) params.push_back(net.find_param(path));
    std::vector<double> values;
    std::vector<std::uint64_t> seeds;
    std::vector<Line> own;
    for (const Line &line : lines) {
        if (line.at("wiring") != wiring) continue;
        own.push_back(line);
        seeds.push_back(whole(line.at("seed")));
        for (const char *path : paths)
            values.push_back(std::strtod(line.at(path).c_str(), nullptr));
    }
    subthal::Batch batch;
    batch.params = params;
    batch.values = values;
    batch.seeds = seeds;
    batch.metrics = {std::begin(metrics), std::end(metrics)};
    const auto answers = subthal::evaluate(net, batch, protocol);
    for (std::size_t trial = 0; trial < own.size(); ++trial)
        for (std::size_t m = 0; m < 4; ++m)
            HOLDS(same_bits(answers.at(trial, m), own[trial].at(metrics[m])));
    return own.size();
}

int main() {
    const auto runs = table("runs.csv"), trials = table("trials.csv");
    for (const Line &line : runs) run_repeats(line);
    const std::size_t n_trials = trials_repeat(trials, "shared") + trials_repeat(trials, "redrawn");
    HOLDS(!runs.empty() && n_trials > 0 && n_trials == trials.size());
    return verdict();
}
