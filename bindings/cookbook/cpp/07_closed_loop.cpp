// Close a loop: at each step the current into the STN follows from its mean V a step before.
#include "cookbook.hpp"

#include <algorithm>
#include <cstdio>

static subthal::Network plant() {
    auto net = parkinsonian();
    subthal::InputConfig input;
    input.name = "stimulus";
    input.population = "stn";
    subthal::ProbeConfig probe;
    probe.population = "stn";
    probe.mean = true;
    net.add_input(input).add_probe(probe);
    return net;
}

int main() {
    constexpr double TARGET_MV = -60.0, GAIN = 0.1, MOST = 5.0; // per mV, and at most
    constexpr int N_STEPS = 20000;
    subthal::Simulator sim(plant());
    double current = 0.0, v_mv = TARGET_MV, spent = 0.0;
    subthal::Run run; // filled once, used for every step
    run.n_steps = 1;
    run.inputs = {&current, 1};
    run.rows = {&v_mv, 1};
    for (int step = 0; step < N_STEPS; ++step) {
        current = std::clamp(GAIN * (TARGET_MV - v_mv), -MOST, MOST);
        spent += current * current;
        if (sim.try_run(run) != subthal::Status::ok) { // allocates nothing, waits for nothing
            std::fprintf(stderr, "%s\n", subthal::last_error());
            return 1;
        }
    }
    std::printf("%llu STN spikes in 0.5 s, mean square current %.3f\n",
                static_cast<unsigned long long>(sim.spike_count("stn")), spent / N_STEPS);
}
