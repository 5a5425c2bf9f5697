// What the C++ binding costs: run(1) with a mean current out and an input in, as
// bindings/bench/run_one.c does it in C.
//   c++ -std=c++17 -O2 run_one.cpp $(pkg-config --cflags --libs subthal) -o run_one && ./run_one
// Prints "NAME,CELLS,NANOSECONDS": the fastest of 40 rounds of 2000 steps.
#include <subthal.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

static constexpr int ROUNDS = 40, STEPS = 2000;

static subthal::Simulator circuit(std::uint64_t scale) {
    subthal::PresetConfig sizes;
    sizes.n_stn = 2 * scale;
    sizes.n_gpe = 4 * scale;
    sizes.n_gpi = 3 * scale;
    subthal::ProbeConfig probe;
    probe.population = "stn";
    probe.variable = "i_syn";
    probe.mean = true;
    subthal::InputConfig input;
    input.name = "stimulus";
    input.population = "stn";
    auto net = subthal::Network::preset("stn_gpe_gpi_adex_healthy", sizes);
    net.add_probe(probe).add_input(input);
    return subthal::Simulator(net);
}

template <class Call> static double nanos_a_step(Call call) {
    const auto start = std::chrono::steady_clock::now();
    for (int step = 0; step < STEPS; ++step) call();
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
    return took.count() / STEPS;
}

template <class Call> static void report(const char *name, std::uint64_t scale, Call call) {
    double fastest = 1e18;
    for (int round = 0; round < ROUNDS; ++round) fastest = std::min(fastest, nanos_a_step(call));
    std::printf("%s,%u,%.1f\n", name, static_cast<unsigned>(9 * scale), fastest);
}

static void measure(std::uint64_t scale) {
    auto sim = circuit(scale);
    double row[1], input[1] = {0.0};
    subthal::Run run;
    run.n_steps = 1;
    run.rows = row;
    run.inputs = input;
    report("cpp run", scale, [&] { sim.run(run); });
    report("cpp try_run", scale, [&] {
        if (sim.try_run(run) != subthal::Status::ok) std::abort();
    });
}

int main() {
    measure(1);
    measure(25);
}
