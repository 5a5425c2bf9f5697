// Run a preset and print the rates of its populations.
#include "cookbook.h"

enum {
    N_STEPS = 40000,
    BURN_IN = 8000,
    MOST_SPIKES = 1 << 17
}; // 1 s at 0.025 ms, 0.2 s not counted
static subthal_spike spikes[MOST_SPIKES];

int main(void) {
    subthal_network *net = parkinsonian();
    subthal_simulator *sim = NULL;
    must(subthal_simulator_new(net, NULL, &sim)); // NULL: double precision, 0.025 ms

    subthal_run run;
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = N_STEPS;
    run.spikes = spikes;
    run.spikes_len = MOST_SPIKES;
    must(subthal_simulator_run(sim, &run));

    const char *const populations[] = {"stn", "gpe", "gpi"};
    for (int p = 0; p < 3; ++p) {
        double rate_hz = 0.0;
        must(subthal_simulator_metric(sim, &run, populations[p], "rate", BURN_IN, &rate_hz));
        printf("%s fires at %.1f Hz\n", populations[p], rate_hz);
    }
    must(subthal_simulator_free(sim));
    must(subthal_network_free(net));
    return 0;
}
