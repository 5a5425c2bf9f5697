// A parkinsonian STN-GPe-GPi circuit for two seconds, and what its cells did.
//   c++ -std=c++17 first_simulation.cpp $(pkg-config --cflags --libs subthal) -o first && ./first
#include <cstdio>
#include <subthal.hpp>

int main() try {
    subthal::PresetConfig sizes; // 50 STN, 100 GPe, 75 GPi cells unless set
    sizes.seed = 1;
    auto net = subthal::Network::preset("stn_gpe_gpi_adex_parkinsonian", sizes);
    net.set("gpe_to_stn.weight_scale", 1.2);

    subthal::Simulator sim(net);             // 0.025 ms, forward Euler, double precision
    const auto recorded = sim.record(80000); // 2 s, every spike
    for (const char *population : {"stn", "gpe", "gpi"})
        std::printf("%s %5.1f Hz, CV %.2f, kappa %.3f\n", population,
                    sim.metric(recorded, population, "rate", 8000), // 0.2 s do not count
                    sim.metric(recorded, population, "cv", 8000),
                    sim.metric(recorded, population, "kappa", 8000));
} catch (const subthal::Error &error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
