// Close a loop: at each step the current into the STN follows from its mean V a step before.
#include "cookbook.h"

enum { N_STEPS = 20000 };
static const double TARGET_MV = -60.0, GAIN = 0.1,
                    MOST = 5.0; // per mV, and at most, in the input's unit

static subthal_network *plant(void) {
    subthal_network *net = parkinsonian();
    subthal_input_config input;
    must(subthal_input_config_default(&input, sizeof input));
    input.name = "stimulus";
    input.population = "stn";
    must(subthal_network_add_input(net, &input));
    subthal_probe_config probe;
    must(subthal_probe_config_default(&probe, sizeof probe));
    probe.population = "stn";
    probe.mean = 1;
    must(subthal_network_add_probe(net, &probe));
    return net;
}

int main(void) {
    subthal_network *net = plant();
    subthal_simulator *sim = NULL;
    must(subthal_simulator_new(net, NULL, &sim));
    double current = 0.0, v_mv = TARGET_MV, spent = 0.0;
    subthal_run run; // filled once, used for every step
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = 1;
    run.inputs = &current;
    run.inputs_len = 1;
    run.rows = &v_mv;
    run.rows_len = 1;
    for (int step = 0; step < N_STEPS; ++step) {
        current = GAIN * (TARGET_MV - v_mv);
        current = current > MOST ? MOST : current < -MOST ? -MOST : current;
        spent += current * current;
        must(subthal_simulator_run(sim, &run)); // allocates nothing, waits for nothing
    }
    uint64_t n_spikes = 0;
    must(subthal_simulator_spike_count(sim, "stn", &n_spikes));
    printf("%llu STN spikes in 0.5 s, mean square current %.3f\n", (unsigned long long)n_spikes,
           spent / N_STEPS);
    must(subthal_simulator_free(sim));
    must(subthal_network_free(net));
    return 0;
}
