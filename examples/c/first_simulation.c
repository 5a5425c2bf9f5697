// A parkinsonian STN-GPe-GPi circuit for two seconds, and what its cells did.
//   cc first_simulation.c $(pkg-config --cflags --libs subthal) -o first && ./first
#include <stdio.h>
#include <stdlib.h>
#include <subthal.h>

enum { N_STEPS = 80000, MOST_SPIKES = 1 << 17 }; // 2 s at 0.025 ms
static subthal_spike spikes[MOST_SPIKES];

static void must(subthal_status status) {
    if (status != SUBTHAL_STATUS_OK) {
        fprintf(stderr, "%s\n", subthal_last_error());
        exit(EXIT_FAILURE);
    }
}

int main(void) {
    subthal_preset_config sizes; // 50 STN, 100 GPe, 75 GPi cells unless set
    must(subthal_preset_config_default(&sizes, sizeof sizes));
    sizes.seed = 1;
    subthal_network *net = NULL; // what to simulate: a description, no state
    must(subthal_network_from_preset("stn_gpe_gpi_adex_parkinsonian", &sizes, &net));
    must(subthal_network_set(net, "gpe_to_stn.weight_scale", 1.2));

    subthal_simulator_config config; // 0.025 ms, forward Euler
    must(subthal_simulator_config_default(&config, sizeof config));
    subthal_simulator *sim = NULL; // the running thing; it owns all state
    must(subthal_simulator_new(net, &config, &sim));

    subthal_run run;
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = N_STEPS;
    run.spikes = spikes;
    run.spikes_len = MOST_SPIKES;
    must(subthal_simulator_run(sim, &run));

    const char *const populations[] = {"stn", "gpe", "gpi"};
    for (int p = 0; p < 3; ++p) {
        double rate_hz = 0.0, cv = 0.0, kappa = 0.0;
        must(subthal_simulator_metric(sim, &run, populations[p], "rate", 8000, &rate_hz));
        must(subthal_simulator_metric(sim, &run, populations[p], "cv", 8000, &cv));
        must(subthal_simulator_metric(sim, &run, populations[p], "kappa", 8000, &kappa));
        printf("%s %5.1f Hz, CV %.2f, kappa %.3f\n", populations[p], rate_hz, cv, kappa);
    }
    must(subthal_simulator_free(sim));
    must(subthal_network_free(net));
    return EXIT_SUCCESS;
}
