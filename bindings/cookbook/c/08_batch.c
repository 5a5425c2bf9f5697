// Many trials in one call: four weights, three seeds each, on all cores, with progress.
#include "cookbook.h"

enum { N_WEIGHTS = 4, N_SEEDS = 3, N_TRIALS = N_WEIGHTS * N_SEEDS, N_METRICS = 2 };
static double values[N_TRIALS], results[N_TRIALS][N_METRICS];
static uint64_t seeds[N_TRIALS];
static int32_t statuses[N_TRIALS];

static int32_t show(size_t n_done, size_t n_trials, void *context) {
    (void)context;
    fprintf(stderr, "\r%zu of %zu", n_done, n_trials);
    return 0; // anything else cancels
}

int main(void) {
    static const char *const metrics[N_METRICS] = {"stn.rate", "stn.beta_prominence"};
    subthal_network *net = parkinsonian();
    size_t weight = 0;
    must(subthal_network_find_param(net, "gpe_to_stn.weight_scale", &weight));
    for (int trial = 0; trial < N_TRIALS; ++trial) {
        values[trial] = 0.5 * (trial / N_SEEDS + 1);
        seeds[trial] = (uint64_t)(trial % N_SEEDS);
    }
    subthal_batch batch;
    must(subthal_batch_default(&batch, sizeof batch));
    batch.params = &weight;
    batch.n_params = 1;
    batch.values = values;
    batch.values_len = N_TRIALS;
    batch.seeds = seeds;
    batch.n_trials = N_TRIALS;
    batch.metrics = metrics;
    batch.n_metrics = N_METRICS;
    batch.results = &results[0][0];
    batch.results_len = N_TRIALS * N_METRICS;
    batch.statuses = statuses;
    batch.statuses_len = N_TRIALS;
    must(subthal_evaluate(net, NULL, &batch, show, NULL)); // NULL: 0.5 s of burn-in, 2 s measured
    fputs("\n", stderr);
    for (int trial = 0; trial < N_TRIALS; ++trial)
        printf("weight x %.1f, seed %llu: %s, %.1f Hz, beta %.1f dB\n", values[trial],
               (unsigned long long)seeds[trial], subthal_status_name(statuses[trial]),
               results[trial][0], results[trial][1]);
    must(subthal_network_free(net));
    return 0;
}
