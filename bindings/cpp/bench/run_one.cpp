// What the C++ binding adds to a call: run(1) through it and through plain C, in turns.
//   c++ -std=c++17 -O2 run_one.cpp $(pkg-config --cflags --libs subthal) -o run_one && ./run_one
// Prints ns a call, fastest and tenth percentile of REPEATS repeats of CALLS calls each.
#include <subthal.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

static constexpr int REPEATS = 60, CALLS = 2000;

// 2 STN cells, an input and a probe of each: little work, so that the call itself shows.
static subthal::Network small() {
    subthal::InputConfig input;
    input.name = "stimulus";
    input.population = "stn";
    subthal::ProbeConfig probe;
    probe.population = "stn";
    subthal::Network net(1);
    net.add_population("stn", "stn", 2).add_input(input).add_probe(probe);
    return net;
}

// Arrays of one step.
struct Step {
    double input[1] = {0.0};
    double row[2] = {};
    subthal::Spike spikes[2] = {};
};

static subthal::Run views_of(Step &step) {
    subthal::Run run;
    run.n_steps = 1;
    run.inputs = step.input;
    run.rows = step.row;
    run.spikes = step.spikes;
    return run;
}

static subthal_run pointers_to(Step &step) {
    subthal_run run;
    subthal::detail::check(subthal_run_default(&run, sizeof run));
    run.n_steps = 1;
    run.inputs = step.input;
    run.inputs_len = 1;
    run.rows = step.row;
    run.rows_len = 2;
    run.spikes = step.spikes;
    run.spikes_len = 2;
    return run;
}

// Nanoseconds of one of CALLS calls.
template <class Call> static double nanos(Call call) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < CALLS; ++i) call();
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
    return took.count() / CALLS;
}

static void report(const char *name, std::vector<double> &samples) {
    std::sort(samples.begin(), samples.end());
    std::printf("%s,%.1f,%.1f\n", name, samples[0], samples[REPEATS / 10]);
}

int main() {
    subthal::Simulator sim(small());
    Step step;
    subthal::Run views = views_of(step);
    subthal_run pointers = pointers_to(step);
    subthal_simulator *handle = sim.handle();
    std::vector<double> plain, thrown, tried;
    for (int repeat = 0; repeat < REPEATS; ++repeat) {
        plain.push_back(nanos([&] {
            if (subthal_simulator_run(handle, &pointers) != SUBTHAL_STATUS_OK) std::abort();
        }));
        thrown.push_back(nanos([&] { sim.run(views); }));
        tried.push_back(nanos([&] {
            if (sim.try_run(views) != subthal::Status::ok) std::abort();
        }));
    }
    std::puts("call,fastest_ns,p10_ns");
    report("subthal_simulator_run", plain);
    report("Simulator::run", thrown);
    report("Simulator::try_run", tried);
}
