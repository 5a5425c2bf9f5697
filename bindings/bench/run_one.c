// What one step costs in plain C, beside which every binding is measured: run(1) with a mean
// current out and an input in, pointers made once. The run_one of each binding does the same in its
// language.
//   cc -O2 run_one.c $(pkg-config --cflags --libs subthal) -o run_one && ./run_one
// Prints "c run,CELLS,NANOSECONDS": the fastest of 40 rounds of 2000 steps.
#define _POSIX_C_SOURCE 199309L
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <subthal.h>
#include <time.h>

enum { ROUNDS = 40, STEPS = 2000 };

static void must(subthal_status status) {
    if (status == SUBTHAL_STATUS_OK) return;
    fprintf(stderr, "%s\n", subthal_last_error());
    exit(EXIT_FAILURE);
}

static double now_nanos(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static subthal_network *preset(uint64_t scale) {
    subthal_preset_config sizes;
    must(subthal_preset_config_default(&sizes, sizeof sizes));
    sizes.n_stn = 2 * scale;
    sizes.n_gpe = 4 * scale;
    sizes.n_gpi = 3 * scale;
    subthal_network *net = NULL;
    must(subthal_network_from_preset("stn_gpe_gpi_adex_healthy", &sizes, &net));
    return net;
}

static void add_channels(subthal_network *net) {
    subthal_probe_config probe;
    must(subthal_probe_config_default(&probe, sizeof probe));
    probe.population = "stn";
    probe.variable = "i_syn";
    probe.mean = 1;
    must(subthal_network_add_probe(net, &probe));
    subthal_input_config input;
    must(subthal_input_config_default(&input, sizeof input));
    input.name = "stimulus";
    input.population = "stn";
    must(subthal_network_add_input(net, &input));
}

static subthal_simulator *circuit(uint64_t scale) {
    subthal_network *net = preset(scale);
    add_channels(net);
    subthal_simulator *sim = NULL;
    must(subthal_simulator_new(net, NULL, &sim));
    must(subthal_network_free(net));
    return sim;
}

static double nanos_a_step(subthal_simulator *sim, subthal_run *run) {
    double start = now_nanos();
    for (int step = 0; step < STEPS; ++step) must(subthal_simulator_run(sim, run));
    return (now_nanos() - start) / STEPS;
}

static void measure(uint64_t scale) {
    subthal_simulator *sim = circuit(scale);
    double row = 0.0, input = 0.0, fastest = 1e18;
    subthal_run run;
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = 1;
    run.rows = &row;
    run.inputs = &input;
    run.rows_len = run.inputs_len = 1;
    for (int round = 0; round < ROUNDS; ++round) {
        double nanos = nanos_a_step(sim, &run);
        fastest = nanos < fastest ? nanos : fastest;
    }
    printf("c run,%u,%.1f\n", (unsigned)(9 * scale), fastest);
    must(subthal_simulator_free(sim));
}

int main(void) {
    measure(1);
    measure(25);
    return EXIT_SUCCESS;
}
