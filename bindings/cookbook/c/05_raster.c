// Turn the spikes of a run into the two arrays of a raster plot: times and rows of dots.
#include "cookbook.h"

enum { N_STEPS = 8000, MOST_SPIKES = 1 << 16, N_STN = 50 };
static subthal_spike spikes[MOST_SPIKES];
static double time_ms[MOST_SPIKES];
static uint32_t cell[MOST_SPIKES];

int main(void) {
    subthal_network *net = parkinsonian();
    subthal_simulator *sim = NULL;
    must(subthal_simulator_new(net, NULL, &sim));
    subthal_run run;
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = N_STEPS;
    run.spikes = spikes;
    run.spikes_len = MOST_SPIKES;
    must(subthal_simulator_run(sim, &run));

    double dt_ms = 0.0;
    must(subthal_simulator_dt_ms(sim, &dt_ms));
    size_t n_dots = 0;
    for (uint64_t i = 0; i < run.n_spikes && i < MOST_SPIKES; ++i) {
        if (spikes[i].population != 0) continue; // 0 is the STN: the first that was added
        time_ms[n_dots] = (double)(spikes[i].step + 1) * dt_ms;
        cell[n_dots++] = spikes[i].cell;
    }
    printf("%zu dots of %d cells\n", n_dots, N_STN);
    for (size_t dot = 0; dot < n_dots && dot < 5; ++dot)
        printf("%8.3f ms, cell %u\n", time_ms[dot], (unsigned)cell[dot]);
    must(subthal_simulator_free(sim));
    must(subthal_network_free(net));
    return 0;
}
