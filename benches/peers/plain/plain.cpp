// T1 as a competent engineer would write it in C++ for this one network: structs of arrays, single
// precision, and synapses as two sums at each target, which a spike raises along one row of
// targets. plain NETWORK: answers requests as `run.py` makes them.

#include "cells.hpp"
#include "metrics.hpp"
#ifdef VECTOR_NOISE
#include "box_muller.hpp"
using Normal = BoxMuller;
#else
#include "ziggurat.hpp"
using Normal = Ziggurat;
#endif
#include <chrono>
#include <cstdio>
#include <iostream>

// The steps of a delay: spikes of one step meet those of this many steps before.
constexpr int DELAY = 160;

// Synapses from one population to another, summed at their targets.
struct Projection {
    std::vector<std::vector<int>> targets; // of each source
    Numbers x, s;
    float rise, decay, gain, e_rev;

    Projection(const Network &net, const std::string &name, size_t n_from, size_t n_to, float unit)
        : targets(n_from), x(n_to), s(n_to), rise(DT / net.one(name + ".tau_rise")),
          decay(DT / net.one(name + ".tau_decay")), e_rev(net.one(name + ".e_rev")) {
        const Numbers &pre = net.list(name + ".pre"), &post = net.list(name + ".post");
        for (size_t k = 0; k < pre.size(); ++k) targets[pre[k]].push_back(post[k]);
        const float of_each =
            net.one(name + ".weight") * n_to / pre.size(); // the weight is a cell's total
        gain = of_each * net.one(name + ".weight_scale") * unit;
        if (std::round(net.one(name + ".delay") / DT) != DELAY) throw std::runtime_error(name);
    }

    void start() {
        std::fill(x.begin(), x.end(), 0.0f);
        std::fill(s.begin(), s.end(), 0.0f);
    }

    // Advances the sums and adds their current at v, mV.
    void step(const Numbers &v, Numbers &current) {
        const float rise = this->rise, decay = this->decay, gain = this->gain, e_rev = this->e_rev;
        const float *__restrict v_ = v.data();
        float *__restrict x_ = x.data(), *__restrict s_ = s.data(),
                          *__restrict current_ = current.data();
#pragma GCC ivdep
        for (size_t i = 0; i < x.size(); ++i) {
            s_[i] += rise * x_[i] - decay * s_[i];
            x_[i] -= rise * x_[i];
            current_[i] += gain * s_[i] * (e_rev - v_[i]);
        }
    }

    void deliver(const std::vector<int> &sources) {
        for (int source : sources)
            for (int target : targets[source]) x[target] += 1.0f;
    }
};

// Cells, their noise, and what they did.
template <typename Cell> struct Population {
    Cell cell;
    size_t n;
    Numbers y, current;                   // noise, and all that flows in, in the unit of the model
    std::vector<int> spiked;              // in this step
    std::vector<std::vector<int>> recent; // who fired in each of the last DELAY steps
    Trains trains;
    Numbers mean_v;
    float decay, diffusion;

    Population(const Network &net, const std::string &name)
        : cell(net, name), n(cell.i_app.size()), y(n), current(n), spiked(n), recent(DELAY),
          trains(n) {
        const double steps = DT / net.one(name + ".noise.tau");
        decay = std::expm1(-steps);
        diffusion = net.one(name + ".noise.sigma") * std::sqrt(-std::expm1(-2.0 * steps));
    }

    void start(const Network &net) {
        cell.start(net);
        std::fill(y.begin(), y.end(), 0.0f);
        for (auto &who : recent) who.clear();
        for (auto &train : trains) train.clear();
        mean_v.clear();
    }

    // The spikes that arrive in `step` are those that `recent` forgets in it.
    template <typename Source> void receive(Projection &incoming, const Source &source, int step) {
        incoming.deliver(source.recent[step % DELAY]);
    }

    // One step; xi are normal numbers.
    template <typename... Incoming> void move(const float *xi, Incoming &...incoming) {
#pragma GCC ivdep
        for (size_t i = 0; i < n; ++i) current[i] = y[i] += decay * y[i] + diffusion * xi[i];
        (incoming.step(cell.v, current), ...);
        cell.step(current.data(), spiked.data());
        float sum = 0.0f;
        for (float v : cell.v) sum += v;
        mean_v.push_back(sum / n);
    }

    void record(int step) {
        auto &who = recent[step % DELAY];
        who.clear();
        for (size_t i = 0; i < n; ++i) {
            if (!spiked[i]) continue;
            who.push_back(i);
            trains[i].push_back(step);
        }
    }
};

class Circuit {
  public:
    explicit Circuit(const Network &net)
        : net(net), stn(net, "stn"), gpe(net, "gpe"), gpi(net, "gpi"),
          stn_gpe(net, "stn_to_gpe", stn.n, gpe.n, 1.0f),
          gpe_stn(net, "gpe_to_stn", gpe.n, stn.n, 1e-6f / net.one("stn.area")), // nS to mS/cm2
          stn_gpi(net, "stn_to_gpi", stn.n, gpi.n, 1.0f),
          gpe_gpi(net, "gpe_to_gpi", gpe.n, gpi.n, 1.0f), xi(stn.n + gpe.n + gpi.n + 1) {}

    void run(int n_steps, uint64_t seed) {
        Normal normal(seed);
        stn.start(net), gpe.start(net), gpi.start(net);
        for (Projection *projection : {&stn_gpe, &gpe_stn, &stn_gpi, &gpe_gpi}) projection->start();
        for (int step = 0; step < n_steps; ++step) {
            normal.fill(xi.data(), stn.n + gpe.n + gpi.n);
            stn.move(xi.data(), gpe_stn);
            gpe.move(xi.data() + stn.n, stn_gpe);
            gpi.move(xi.data() + stn.n + gpe.n, stn_gpi, gpe_gpi);
            stn.receive(gpe_stn, gpe, step);
            gpe.receive(stn_gpe, stn, step);
            gpi.receive(stn_gpi, stn, step), gpi.receive(gpe_gpi, gpe, step);
            stn.record(step), gpe.record(step), gpi.record(step);
        }
    }

    // Rate, CV and beta of each population.
    std::vector<double> measure(int burn_in, int n_steps) const {
        const Window window{burn_in, n_steps, DT};
        std::vector<double> measured;
        const auto measure_one = [&](const auto &population) {
            measured.push_back(mean_rate(population.trains, window));
            measured.push_back(mean_cv(population.trains, window));
            measured.push_back(seed_beta(population.mean_v, window));
        };
        measure_one(stn), measure_one(gpe), measure_one(gpi);
        return measured;
    }

  private:
    const Network &net;
    Population<Stn> stn;
    Population<Adex> gpe, gpi;
    Projection stn_gpe, gpe_stn, stn_gpi, gpe_gpi;
    Numbers xi; // normal numbers of a step, and room for one more
};

// The milliseconds of a trial of 4000 steps, metrics of the last 3000 included; one goes before it,
// unmeasured.
double time_trial(Circuit &circuit, uint64_t seed) {
    using Clock = std::chrono::steady_clock;
    circuit.run(4000, seed + 1);
    const auto start = Clock::now();
    circuit.run(4000, seed);
    volatile double kept = circuit.measure(1000, 4000)[0];
    (void)kept;
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

int main(int, char **argv) {
    const Network net(argv[1]);
    Circuit circuit(net);
    std::string verb;
    for (uint64_t seed; std::cin >> verb >> seed;) {
        if (verb == "time") {
            std::printf("%.6f\n", time_trial(circuit, seed));
        } else {
            circuit.run(100000, seed); // 0.5 s and 2 s
            const auto measured = circuit.measure(20000, 100000);
            std::printf("%.6f %.6f %.6f\n", measured[0], measured[3], measured[6]);
        }
        std::fflush(stdout);
    }
}
