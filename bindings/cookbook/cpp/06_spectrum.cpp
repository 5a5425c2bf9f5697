// The spectrum of the STN's population rate, and how far its beta peak stands out.
#include "cookbook.hpp"

#include <cstdio>

int main() {
    subthal::Simulator sim(parkinsonian());
    const auto recorded = sim.record(88000); // 0.2 s that do not count, and 2 s
    subthal::Recording stn;
    stn.first_step = 8000;
    stn.end_step = 88000;
    stn.population = 0; // the STN
    stn.n_cells = 50;
    stn.spikes = recorded.spikes;
    const auto rate_hz = subthal::population_rate(stn, 40); // in bins of 1 ms

    subthal::Welch welch;
    welch.interval_ms = 1.0;
    const auto density = welch.psd(rate_hz); // bins of 1 Hz
    for (std::size_t hz = 5; hz <= 40; hz += 5)
        std::printf("%2zu Hz: %8.3f Hz^2/Hz\n", hz, density[hz]);
    std::printf("beta peaks at %.0f Hz and stands out by %.1f dB\n",
                welch.beta_peak(rate_hz).frequency_hz, welch.beta_prominence(rate_hz));
}
