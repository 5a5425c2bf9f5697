// Build a network by hand: two populations, a projection between them, and noise.
#include <subthal.hpp>

#include <cstdio>

int main() {
    subthal::Network net(1);
    net.add_population("stn", "stn", 20).add_population("gpe", "adex_gpe", 40);

    subthal::ProjectionConfig
        projection; // in C++20: net.add_projection({.name = "stn_to_gpe", ...})
    projection.name = "stn_to_gpe";
    projection.from = "stn";
    projection.to = "gpe";
    projection.rule = "fixed_probability";
    projection.p = 0.2;
    projection.weight = 0.5; // nS
    projection.delay_ms = 2.0;
    projection.e_rev_mv = 0.0; // excites
    net.add_projection(projection);

    subthal::NoiseConfig noise;
    noise.population = "stn";
    noise.sigma = 2.0; // in the unit of stn.i_app
    net.add_noise(noise);

    subthal::Simulator sim(net);
    sim.run(20000); // 0.5 s
    std::printf("in 0.5 s the STN fired %llu spikes, the GPe %llu\n",
                static_cast<unsigned long long>(sim.spike_count("stn")),
                static_cast<unsigned long long>(sim.spike_count("gpe")));
}
