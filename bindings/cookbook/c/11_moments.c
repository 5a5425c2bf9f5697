// Burn in once, fork the moment into arms, and do one of them again from its log.
#include "cookbook.h"

enum { BURN_IN = 8000, N_STEPS = 4000, LOG_BYTES = 1 << 20 };

static void advance(subthal_simulator *sim, uint64_t n_steps) {
    subthal_run run;
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = n_steps;
    must(subthal_simulator_run(sim, &run));
}

static void arm(const subthal_simulator *moment, double drive) {
    subthal_simulator *fork = NULL;
    uint64_t before = 0, after = 0;
    must(subthal_simulator_fork(moment, &fork));
    must(subthal_simulator_spike_count(fork, "stn", &before));
    must(subthal_simulator_set(fork, "stn.i_app", drive));
    advance(fork, N_STEPS);
    must(subthal_simulator_spike_count(fork, "stn", &after));
    printf("driven by %g, the STN fires %llu times in 100 ms\n", drive,
           (unsigned long long)(after - before));
    must(subthal_simulator_free(fork));
}

// What happens to `sim` from here on, as bytes that may go to a file or to another machine.
static uint8_t *logged(subthal_simulator *sim, size_t *size) {
    must(subthal_simulator_log_start(sim, LOG_BYTES, 1000)); // a hash every 1000 steps
    must(subthal_simulator_inject_spike(sim, "stn", 0));
    advance(sim, N_STEPS);
    must(subthal_simulator_log_save(sim, NULL, 0, size)); // the size first
    uint8_t *log = malloc(*size);
    if (log == NULL) exit(EXIT_FAILURE);
    must(subthal_simulator_log_save(sim, log, *size, NULL));
    return log;
}

static void do_again(const subthal_network *net, const uint8_t *log, size_t size) {
    subthal_simulator *sim = NULL;
    must(subthal_simulator_new(net, NULL, &sim));
    subthal_replay replay;
    must(subthal_replay_default(&replay, sizeof replay));
    replay.log = log;
    replay.log_len = size;
    must(subthal_simulator_replay(sim, &replay));
    printf("%llu steps done again, %s\n", (unsigned long long)replay.n_steps,
           replay.departed ? "to another state" : "bit for bit");
    must(subthal_simulator_free(sim));
}

int main(void) {
    subthal_network *net = parkinsonian();
    subthal_simulator *sim = NULL;
    size_t size = 0;
    must(subthal_simulator_new(net, NULL, &sim));
    advance(sim, BURN_IN);
    for (int i = 0; i < 3; ++i) arm(sim, 10.0 * i);
    uint8_t *log = logged(sim, &size);
    do_again(net, log, size);
    free(log);
    must(subthal_simulator_free(sim));
    must(subthal_network_free(net));
    return 0;
}
