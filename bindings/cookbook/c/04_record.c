// Record the mean V and the LFP (the mean synaptic current) of the STN every millisecond.
#include "cookbook.h"

enum {
    N_STEPS = 20000,
    EVERY = 40,
    N_ROWS = N_STEPS / EVERY,
    N_CHANNELS = 2
}; // 0.025 ms x 40 = 1 ms
static double rows[N_ROWS][N_CHANNELS];

static void probe_mean(subthal_network *net, const char *variable) {
    subthal_probe_config probe;
    must(subthal_probe_config_default(&probe, sizeof probe));
    probe.population = "stn";
    probe.variable = variable;
    probe.mean = 1;
    must(subthal_network_add_probe(net, &probe));
}

int main(void) {
    subthal_network *net = parkinsonian();
    probe_mean(net, "v");
    probe_mean(net, "i_syn");
    subthal_simulator *sim = NULL;
    must(subthal_simulator_new(net, NULL, &sim));

    subthal_run run;
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = N_STEPS;
    run.every = EVERY;
    run.rows = &rows[0][0];
    run.rows_len = N_ROWS * N_CHANNELS;
    must(subthal_simulator_run(sim, &run));

    subthal_channel_info lfp;
    must(subthal_simulator_channel_info(sim, 1, &lfp, sizeof lfp));
    printf("ms, mean V in mV, LFP in %s\n", lfp.unit);
    for (int row = 0; row < N_ROWS; row += 50)
        printf("%d, %.2f, %.3f\n", row + 1, rows[row][0], rows[row][1]);
    must(subthal_simulator_free(sim));
    must(subthal_network_free(net));
    return 0;
}
