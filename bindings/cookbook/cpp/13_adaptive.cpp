// Adaptive stimulation: an LFP in the GPe, each controller in turn, and a law of one's own.
#include "cookbook.hpp"

#include <algorithm>
#include <cstdio>
#include <numeric>

static subthal::Network circuit() {
    constexpr double CONDUCTIVITY = 0.27, EXCITED_FROM_MV = 600.0;
    const subthal::Point stn{}, gpe{0.0, 0.0, 4000.0}; // um
    auto net = parkinsonian();
    net.place_in_ball("stn", stn, 1500.0);
    net.place_in_ball("gpe", gpe, 1500.0);
    auto thresholds_ma = net.field("stn", stn, CONDUCTIVITY);
    for (double &mv_per_ma : thresholds_ma) mv_per_ma = EXCITED_FROM_MV / mv_per_ma;
    std::vector<std::uint32_t> axons(thresholds_ma.size());
    std::iota(axons.begin(), axons.end(), 0);
    subthal::StimulatorConfig dbs;
    dbs.name = "dbs";
    dbs.population = "stn";
    dbs.axons = axons;
    dbs.axon_thresholds_ma = thresholds_ma;
    dbs.soma = 0.0;
    subthal::LfpConfig lfp;
    lfp.name = "lfp";
    lfp.populations = {"gpe"};
    lfp.electrode_um = gpe;
    lfp.low_pass_hz = 250.0;
    net.add_stimulator(dbs).add_lfp(lfp);
    return net;
}

static subthal::LoopConfig closed_by(const char *kind, double set_point, double constant = 3.0) {
    subthal::LoopConfig config{"lfp", "dbs", {"band_rectified"}, {kind}};
    config.estimator.window_ms = 100.0;
    config.controller.constant = constant;
    config.controller.set_point = set_point;
    config.controller.lower = 0.8 * set_point;
    config.controller.upper = 1.2 * set_point;
    return config;
}

struct Trial {
    std::vector<subthal::Tick> ticks;
    double energy_uj;

    double mean_mv() const {
        double sum_mv = 0.0;
        for (const subthal::Tick &tick : ticks) sum_mv += tick.estimate;
        return sum_mv / static_cast<double>(ticks.size());
    }
    void report(const char *name, double set_point) const {
        const auto above = [=](const subthal::Tick &tick) { return tick.estimate > set_point; };
        const auto n_above = std::count_if(ticks.begin(), ticks.end(), above);
        std::printf("%-14s %.2f uV, %3d %% above, %5.1f uJ\n", name, 1e3 * mean_mv(),
                    static_cast<int>(100 * n_above / static_cast<long>(ticks.size())), energy_uj);
    }
};

// 4 s after 1 s.
static Trial run(const subthal::Network &net, const subthal::LoopConfig &config,
                 const subthal::Law &law = {}) {
    subthal::Simulator sim(net);
    subthal::Loop closed(sim, config);
    closed.run(sim, 40000, law);
    const double before_uj = sim.delivered("dbs").energy_uj;
    auto ticks = closed.record(sim, 160000, {}, law).ticks;
    return {std::move(ticks), sim.delivered("dbs").energy_uj - before_uj};
}

int main() {
    const auto net = circuit();
    const auto none = run(net, closed_by("open_loop", 1.0, 0.0));
    const double set_point = 0.5 * none.mean_mv();
    none.report("none", set_point);
    for (const char *kind : {"open_loop", "on_off", "dual_threshold", "proportional", "pi"})
        run(net, closed_by(kind, set_point)).report(kind, set_point);
    const auto law = [set_point](const subthal::Tick &seen) {
        if (seen.estimate <= set_point) return 0.8 * seen.amplitude_ma;
        return std::min(seen.amplitude_ma + 0.5, 3.0);
    };
    run(net, closed_by("open_loop", set_point), law).report("a law of ours", set_point);
}
