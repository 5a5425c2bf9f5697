// Many trials in one call: four weights, three seeds each, on all cores, with progress.
#include "cookbook.hpp"

#include <cstdio>

int main() {
    const auto net = parkinsonian();
    const std::vector<std::size_t> params{net.find_param("gpe_to_stn.weight_scale")};
    std::vector<double> values;
    std::vector<std::uint64_t> seeds;
    for (const double weight : {0.5, 1.0, 1.5, 2.0})
        for (const std::uint64_t seed : {0, 1, 2}) {
            values.push_back(weight);
            seeds.push_back(seed);
        }

    subthal::Batch batch;
    batch.params = params;
    batch.values = values;
    batch.seeds = seeds;
    batch.metrics = {"stn.rate", "stn.beta_prominence"};
    const auto show = [](std::size_t n_done, std::size_t n_trials) {
        std::fprintf(stderr, "\r%zu of %zu", n_done, n_trials);
        return true; // false cancels
    };
    const auto answers = subthal::evaluate(net, batch, {}, show); // 0.5 s of burn-in, 2 s measured
    std::fputs("\n", stderr);
    for (std::size_t trial = 0; trial < seeds.size(); ++trial)
        std::printf("weight x %.1f, seed %llu: %s, %.1f Hz, beta %.1f dB\n", values[trial],
                    static_cast<unsigned long long>(seeds[trial]),
                    subthal::status_name(answers.status(trial)), answers.at(trial, 0),
                    answers.at(trial, 1));
}
