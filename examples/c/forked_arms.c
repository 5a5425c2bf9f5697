// Burn in once, then fork a hundred arms: the same moment of the parkinsonian circuit under a
// hundred stimuli, on all CPUs.
//   cc -O2 forked_arms.c $(pkg-config --cflags --libs subthal) -pthread -o forked_arms &&
//   ./forked_arms
#define _GNU_SOURCE
#include "parts/must.h"
#include "parts/clock.h"
#include "parts/plant.h"
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum {
    N_ARMS = 100,
    N_FREQUENCIES = 11,    // by 9 amplitudes: the arms but the first
    BURN_IN_STEPS = 40000, // 1 s at 0.025 ms
    PULSE_STEPS = 12,      // 0.3 ms
    MOST_THREADS = 64,
    SPIKES_A_STEP = 1, // enough: 225 cells at 100 Hz fire 0.6
};
static const double FREQUENCIES_HZ[N_FREQUENCIES] = {10,  20,  30,  40,  60, 80,
                                                     100, 130, 160, 185, 200};

typedef struct {
    subthal_simulator *sim;
    double amplitude, frequency_hz; // of the pulses into the STN, uA/cm2
    double rate_hz, beta_db;        // of the STN
    uint64_t hash;
} arm;

static arm arms[N_ARMS];
static uint64_t n_steps;
static atomic_int next_arm;

// The first is not stimulated.
static void plan(int index) {
    if (index == 0) return;
    arms[index].frequency_hz = FREQUENCIES_HZ[(index - 1) % N_FREQUENCIES];
    arms[index].amplitude = 50.0 * (1 + (index - 1) / N_FREQUENCIES);
}

// Pulses from the first step on.
static void fill_stimulus(const arm *a, double *stimulus) {
    const uint64_t period = a->amplitude > 0.0 ? (uint64_t)(40000.0 / a->frequency_hz) : n_steps;
    for (uint64_t step = 0; step < n_steps; ++step)
        stimulus[step] = step % period < PULSE_STEPS ? a->amplitude : 0.0;
}

// What an arm needs while it runs; each thread makes it once.
static subthal_run buffers(void) {
    subthal_run run;
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = n_steps;
    run.inputs = reserved(n_steps, sizeof *run.inputs);
    run.inputs_len = n_steps;
    run.spikes_len = n_steps * SPIKES_A_STEP;
    run.spikes = reserved(run.spikes_len, sizeof *run.spikes);
    return run;
}

static void run_arm(arm *a, subthal_run *run) {
    fill_stimulus(a, (double *)run->inputs);
    must(subthal_simulator_run(a->sim, run));
    must(subthal_simulator_metric(a->sim, run, "stn", "rate", n_steps / 5, &a->rate_hz));
    must(subthal_simulator_metric(a->sim, run, "stn", "beta_prominence", n_steps / 5, &a->beta_db));
    must(subthal_simulator_state_hash(a->sim, &a->hash));
}

static void *work(void *unused) {
    subthal_run run = buffers();
    for (int index; (index = atomic_fetch_add(&next_arm, 1)) < N_ARMS;) run_arm(&arms[index], &run);
    free((void *)run.inputs);
    free(run.spikes);
    return unused;
}

static long run_arms(void) {
    long n_threads = sysconf(_SC_NPROCESSORS_ONLN);
    if (n_threads > MOST_THREADS) n_threads = MOST_THREADS;
    pthread_t threads[MOST_THREADS];
    for (long t = 0; t < n_threads; ++t)
        if (pthread_create(&threads[t], NULL, work, NULL) != 0) stop("no thread can be had");
    for (long t = 0; t < n_threads; ++t) pthread_join(threads[t], NULL);
    return n_threads;
}

static void print_table(void) {
    printf("\n%5s%14s%12s%14s%11s\n", "arm", "pulses, Hz", "uA/cm2", "STN rate, Hz", "beta, dB");
    for (int i = 0; i < N_ARMS; ++i)
        printf("%5d%14.0f%12.0f%14.1f%11.1f\n", i, arms[i].frequency_hz, arms[i].amplitude,
               arms[i].rate_hz, arms[i].beta_db);
}

static double ms_since(int64_t start) { return (double)(wall_nanos() - start) / 1e6; }

static double burn_in(subthal_simulator *sim) {
    subthal_run run;
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = BURN_IN_STEPS;
    const int64_t start = wall_nanos();
    must(subthal_simulator_run(sim, &run));
    return ms_since(start);
}

static double fork_arms(const subthal_simulator *sim) {
    const int64_t start = wall_nanos();
    for (int i = 0; i < N_ARMS; ++i) must(subthal_simulator_fork(sim, &arms[i].sim));
    return ms_since(start);
}

// The simulator that was forked goes on as if it had not been: as the arm without a stimulus does.
static int goes_on_as_the_first_arm(subthal_simulator *sim) {
    subthal_run run;
    uint64_t hash = 0;
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = n_steps;
    must(subthal_simulator_run(sim, &run));
    must(subthal_simulator_state_hash(sim, &hash));
    printf("\nState without a stimulus: %016llx forked, %016llx gone on: %s.\n",
           (unsigned long long)arms[0].hash, (unsigned long long)hash,
           hash == arms[0].hash ? "the same" : "NOT the same");
    return hash == arms[0].hash;
}

int main(int argc, char **argv) {
    if (argc > 2) stop("usage: forked_arms [SECONDS_AN_ARM]");
    n_steps = (uint64_t)(40000.0 * (argc > 1 ? number("SECONDS_AN_ARM", argv[1], 1.25, 1e3) : 2.0));
    for (int i = 0; i < N_ARMS; ++i) plan(i);
    subthal_simulator *sim = parkinsonian_plant();
    const double burn_in_ms = burn_in(sim), forks_ms = fork_arms(sim);
    const int64_t start = wall_nanos();
    const long n_threads = run_arms();
    const double arms_ms = ms_since(start);

    print_table();
    const int same = goes_on_as_the_first_arm(sim);
    printf(
        "The burn-in of 1 s took %.0f ms, a hundred forks of it %.1f ms, the arms %.0f ms on %ld "
        "threads;\na hundred burn-ins would have taken %.0f ms of CPU time.\n",
        burn_in_ms, forks_ms, arms_ms, n_threads, 100.0 * burn_in_ms);
    for (int i = 0; i < N_ARMS; ++i) must(subthal_simulator_free(arms[i].sim));
    must(subthal_simulator_free(sim));
    return same ? HOLDS : DOES_NOT_HOLD;
}
