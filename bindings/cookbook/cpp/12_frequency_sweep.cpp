// What pulses on the axons of the STN do to its parkinsonian beta, by their frequency.
#include "cookbook.hpp"

#include <cmath>
#include <cstdio>

static subthal::Network stimulated() {
    subthal::StimulatorConfig dbs;
    dbs.name = "dbs";
    dbs.population = "stn";
    dbs.amplitude_ma = 1.0; // above any axon's threshold
    dbs.axon_fraction = 0.5;
    dbs.soma = 0.0;
    auto net = parkinsonian();
    net.add_stimulator(dbs);
    return net;
}

int main() {
    constexpr std::size_t N_SEEDS = 3;
    const std::vector<double> frequencies_hz{0, 20, 50, 80, 130, 185};
    const auto net = stimulated();
    const std::vector<std::size_t> params{net.find_param("dbs.frequency")};
    std::vector<double> values;
    std::vector<std::uint64_t> seeds;
    for (const double frequency_hz : frequencies_hz)
        for (std::uint64_t seed = 0; seed < N_SEEDS; ++seed) {
            values.push_back(frequency_hz);
            seeds.push_back(4001 + seed);
        }

    subthal::Protocol protocol;
    protocol.measured_ms = 1000.0;
    protocol.redraw_wiring = true;
    subthal::Batch batch;
    batch.params = params;
    batch.values = values;
    batch.seeds = seeds;
    batch.metrics = {"stn.beta_power"};
    const auto answers = subthal::evaluate(net, batch, protocol);
    for (std::size_t f = 0; f < frequencies_hz.size(); ++f) {
        double db = 0.0; // over the same seed without pulses
        for (std::size_t seed = 0; seed < N_SEEDS; ++seed)
            db += 10.0 * std::log10(answers.at(f * N_SEEDS + seed, 0) / answers.at(seed, 0)) /
                  N_SEEDS;
        std::printf("%3.0f Hz: beta %.1f dB\n", frequencies_hz[f], db);
    }
}
