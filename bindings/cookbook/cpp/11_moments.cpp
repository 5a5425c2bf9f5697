// Burn in once, fork the moment into arms, and do one of them again from its log.
#include "cookbook.hpp"

#include <cstdio>

static void arm(const subthal::Simulator &moment, double drive) {
    constexpr int N_STEPS = 4000;
    subthal::Simulator fork = moment.fork();
    const std::uint64_t before = fork.spike_count("stn");
    fork.set("stn.i_app", drive);
    fork.run(N_STEPS);
    std::printf("driven by %g, the STN fires %llu times in 100 ms\n", drive,
                static_cast<unsigned long long>(fork.spike_count("stn") - before));
}

int main() {
    const auto net = parkinsonian();
    subthal::Simulator sim(net);
    sim.run(8000);
    for (const double drive : {0.0, 10.0, 20.0}) arm(sim, drive);

    sim.log_start(1 << 20, 1000); // a hash every 1000 steps
    sim.inject_spike("stn", 0);
    sim.run(4000);
    const auto log = sim.log_save(); // bytes for a file, or for another machine

    subthal::Simulator again(net);
    subthal::Replay replay;
    replay.log = log;
    again.replay(replay);
    std::printf("%llu steps done again, %s\n", static_cast<unsigned long long>(replay.n_steps),
                replay.departed ? "to another state" : "bit for bit");
}
