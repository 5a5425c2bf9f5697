// A rig: the caller's own loop, a millisecond a turn, which allocates nothing.
#include "cookbook.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

static constexpr std::size_t N_TURNS = 5000, STEPS_PER_MS = 40, TURNS_PER_TICK = 20;

static subthal::Network plant() {
    subthal::StimulatorConfig dbs;
    dbs.name = "dbs";
    dbs.population = "stn";
    dbs.axon_fraction = 0.5;
    dbs.soma = 0.0;
    dbs.frequency_hz = 130.0;
    subthal::LfpConfig lfp;
    lfp.name = "lfp";
    lfp.populations = {"gpe"};
    lfp.low_pass_hz = 250.0;
    auto net = parkinsonian();
    net.place_in_ball("gpe", {}, 1500.0);
    net.add_stimulator(dbs).add_lfp(lfp);
    return net;
}

static subthal::Estimator estimator() {
    subthal::EstimatorConfig config{"band_rectified"};
    config.window_ms = 100.0;
    return subthal::Estimator(config);
}

static subthal::Controller controller() {
    subthal::ControllerConfig config{"pi"};
    config.set_point = 7e-4; // mV
    return subthal::Controller(config);
}

static void must(subthal::Status status) {
    if (status != subthal::Status::ok) throw subthal::Error(status, subthal::last_error());
}

int main() {
    using Clock = std::chrono::steady_clock;
    subthal::Simulator sim(plant());
    auto est = estimator();
    auto ctl = controller();
    const std::size_t amplitude = sim.find_param("dbs.amplitude");
    subthal::Estimate seen{};
    subthal::Stimulus wanted{};
    double lfp_mv = 0.0, sum_mv = 0.0;
    subthal::Run run; // filled once, used for every turn
    run.n_steps = run.every = STEPS_PER_MS;
    run.rows = {&lfp_mv, 1};
    static std::array<double, N_TURNS> turn_us;
    for (std::size_t turn = 0; turn < N_TURNS; ++turn) {
        const auto begin = Clock::now();
        must(sim.try_run(run));
        must(est.try_update(lfp_mv, seen));
        if ((turn + 1) % TURNS_PER_TICK == 0) {
            must(ctl.try_update(seen, wanted));
            must(sim.try_set(amplitude, wanted.amplitude));
        }
        sum_mv += seen.value;
        turn_us[turn] = std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
    }
    std::sort(turn_us.begin(), turn_us.end());
    std::printf("estimate %.2f uV, stimulus now %.2f mA, %.1f uJ\n", 1e3 * sum_mv / N_TURNS,
                wanted.amplitude, sim.delivered("dbs").energy_uj);
    std::fprintf(stderr, "a turn: %.0f us, 99 of 100 within %.0f us\n", turn_us[0],
                 turn_us[N_TURNS * 99 / 100]);
}
