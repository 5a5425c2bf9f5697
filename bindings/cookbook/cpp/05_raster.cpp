// Turn the spikes of a run into the two arrays of a raster plot: times and rows of dots.
#include "cookbook.hpp"

#include <cstdio>

int main() {
    subthal::Simulator sim(parkinsonian());
    const auto recorded = sim.record(8000);
    std::vector<double> time_ms;
    std::vector<std::uint32_t> cell;
    for (const auto &spike : recorded.spikes) {
        if (spike.population != 0) continue; // 0 is the STN: the first that was added
        time_ms.push_back(static_cast<double>(spike.step + 1) * sim.dt_ms());
        cell.push_back(spike.cell);
    }
    std::printf("%zu dots of 50 cells\n", time_ms.size());
    for (std::size_t dot = 0; dot < 5; ++dot)
        std::printf("%8.3f ms, cell %u\n", time_ms.at(dot), unsigned{cell.at(dot)});
}
