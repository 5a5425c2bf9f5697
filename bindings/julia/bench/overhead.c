// overhead.c: nanoseconds of one subthal_simulator_run of one step, the fastest of 40 rounds, and
// how often; bench/overhead.jl runs it beside the same from Julia.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <subthal.h>
#include <time.h>

enum { ROUNDS = 40, STEPS = 5000 };

static void must(subthal_status status) {
    if (status == SUBTHAL_STATUS_OK) return;
    fprintf(stderr, "%s\n", subthal_last_error());
    exit(1);
}

static double now_nanos(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static subthal_simulator *make(const char *text_path) {
    static char text[1 << 20];
    FILE *file = fopen(text_path, "rb");
    if (!file) exit(1);
    size_t length = fread(text, 1, sizeof text, file);
    fclose(file);
    subthal_network *net = NULL;
    subthal_simulator *sim = NULL;
    must(subthal_network_from_text(text, length, &net));
    must(subthal_simulator_new(net, NULL, &sim));
    must(subthal_network_free(net));
    return sim;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    subthal_simulator *sim = make(argv[1]);
    double row = 0, input = 0, fastest = 1e18;
    subthal_run run;
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = 1;
    run.rows = &row;
    run.inputs = &input;
    run.rows_len = run.inputs_len = 1;
    for (int round = 0; round < ROUNDS; ++round) {
        double start = now_nanos();
        for (int step = 0; step < STEPS; ++step) must(subthal_simulator_run(sim, &run));
        double nanos = (now_nanos() - start) / STEPS;
        fastest = nanos < fastest ? nanos : fastest;
    }
    printf("%.1f\n", fastest);
    return subthal_simulator_free(sim);
}
