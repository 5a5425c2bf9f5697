// Run a preset and print the rates of its populations.
#include "cookbook.hpp"

#include <cstdio>

int main() {
    subthal::Simulator sim(parkinsonian());  // double precision, 0.025 ms
    const auto recorded = sim.record(40000); // 1 s, every spike kept
    for (const char *population : {"stn", "gpe", "gpi"})
        std::printf("%s fires at %.1f Hz\n", population,
                    sim.metric(recorded, population, "rate", 8000)); // the first 0.2 s do not count
}
