// What pulses on the axons of the STN do to its parkinsonian beta, by their frequency.
#include "cookbook.h"

#include <math.h>

enum { N_FREQUENCIES = 6, N_SEEDS = 3, N_TRIALS = N_FREQUENCIES * N_SEEDS };
static const double FREQUENCIES_HZ[N_FREQUENCIES] = {0, 20, 50, 80, 130, 185};
static double values[N_TRIALS], power[N_FREQUENCIES][N_SEEDS];
static uint64_t seeds[N_TRIALS];
static int32_t statuses[N_TRIALS];

static void stimulate(subthal_network *net) {
    subthal_stimulator_config dbs;
    must(subthal_stimulator_config_default(&dbs, sizeof dbs));
    dbs.name = "dbs";
    dbs.population = "stn";
    dbs.amplitude_ma = 1.0; // above any axon's threshold
    dbs.axon_fraction = 0.5;
    dbs.soma = 0.0;
    must(subthal_network_add_stimulator(net, &dbs));
}

static void measure(const subthal_network *net) {
    static const char *const metrics[] = {"stn.beta_power"};
    size_t frequency = 0;
    must(subthal_network_find_param(net, "dbs.frequency", &frequency));
    subthal_protocol protocol;
    must(subthal_protocol_default(&protocol, sizeof protocol));
    protocol.measured_ms = 1000.0;
    protocol.redraw_wiring = 1;
    subthal_batch batch;
    must(subthal_batch_default(&batch, sizeof batch));
    batch.params = &frequency;
    batch.n_params = 1;
    batch.values = values;
    batch.values_len = N_TRIALS;
    batch.seeds = seeds;
    batch.n_trials = N_TRIALS;
    batch.metrics = metrics;
    batch.n_metrics = 1;
    batch.results = &power[0][0];
    batch.results_len = N_TRIALS;
    batch.statuses = statuses;
    batch.statuses_len = N_TRIALS;
    must(subthal_evaluate(net, &protocol, &batch, NULL, NULL));
    for (int trial = 0; trial < N_TRIALS; ++trial) must(statuses[trial]);
}

int main(void) {
    for (int trial = 0; trial < N_TRIALS; ++trial) {
        values[trial] = FREQUENCIES_HZ[trial / N_SEEDS];
        seeds[trial] = (uint64_t)(4001 + trial % N_SEEDS);
    }
    subthal_network *net = parkinsonian();
    stimulate(net);
    measure(net);
    for (int f = 0; f < N_FREQUENCIES; ++f) {
        double db = 0.0; // over the same seed without pulses
        for (int seed = 0; seed < N_SEEDS; ++seed)
            db += 10.0 * log10(power[f][seed] / power[0][seed]) / N_SEEDS;
        printf("%3.0f Hz: beta %.1f dB\n", FREQUENCIES_HZ[f], db);
    }
    must(subthal_network_free(net));
    return 0;
}
