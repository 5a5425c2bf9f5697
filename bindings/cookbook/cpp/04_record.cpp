// Record the mean V and the LFP (the mean synaptic current) of the STN every millisecond.
#include "cookbook.hpp"

#include <cstdio>

int main() {
    auto net = parkinsonian();
    subthal::ProbeConfig probe;
    probe.population = "stn";
    probe.mean = true;
    for (const char *variable : {"v", "i_syn"}) {
        probe.variable = variable;
        net.add_probe(probe);
    }
    subthal::Simulator sim(net);

    subthal::Run run; // into memory of ours; sim.record would bring its own
    run.n_steps = 20000;
    run.every = 40; // x 0.025 ms
    std::vector<double> rows(sim.row_count(run.n_steps, run.every) * sim.channel_count());
    run.rows = rows;
    sim.run(run);

    std::printf("ms, mean V in mV, LFP in %s\n", sim.channel(1).unit.c_str());
    for (std::size_t row = 0; row < run.n_rows; row += 50)
        std::printf("%zu, %.2f, %.3f\n", row + 1, rows[2 * row], rows[2 * row + 1]);
}
