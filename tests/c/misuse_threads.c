// Two threads in one object: each call does its work whole or is refused as busy. And a fork.
#define _POSIX_C_SOURCE 200809L
#include "refuse.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { N_CALLS = 400 };

static subthal_network *net;
static subthal_simulator *sim;
static subthal_estimator *est;
static subthal_controller *ctl;
static atomic_int n_runs, n_odd, n_freed, n_samples, n_measures;

static void count(subthal_status status) {
    if (status == OK) return;
    if (status != SUBTHAL_STATUS_BUSY || !strstr(subthal_last_error(), "in use by another call"))
        atomic_fetch_add(&n_odd, 1);
}

// Runs, looks, sets and resets; every step that was done is counted.
static void *use(void *unused) {
    (void)unused;
    subthal_run run;
    count(subthal_run_default(&run, sizeof run));
    run.n_steps = 3;
    for (int i = 0; i < N_CALLS; ++i) {
        uint64_t hash;
        const subthal_status status = subthal_simulator_run(sim, &run);
        count(status);
        if (status == OK) atomic_fetch_add(&n_runs, 1);
        count(subthal_simulator_state_hash(sim, &hash));
        count(subthal_simulator_set(sim, "stn.i_app", 42.0 + i % 2));
        count(subthal_network_set(net, "stn.i_app", 42.0 + i % 2));
        count(subthal_network_get(net, "stn.i_app", &(double){0}));
    }
    return NULL;
}

// Updates an estimator and a controller with what they refuse, so that they count the calls too.
static void *update(void *unused) {
    (void)unused;
    for (int i = 0; i < N_CALLS; ++i) {
        subthal_estimate estimate;
        subthal_stimulus stimulus;
        subthal_status status = subthal_estimator_update(est, NAN, &estimate, sizeof estimate);
        count(status);
        if (status == OK) atomic_fetch_add(&n_samples, 1);
        status = subthal_controller_update(ctl, NAN, NAN, &stimulus, sizeof stimulus);
        count(status);
        if (status == OK) atomic_fetch_add(&n_measures, 1);
        count(subthal_estimator_save(est, NULL, 0, NULL));
    }
    return NULL;
}

static void *release(void *handle) {
    const subthal_status status = subthal_simulator_free(handle);
    if (status == OK) atomic_fetch_add(&n_freed, 1);
    if (status != OK && status != HANDLE && status != SUBTHAL_STATUS_BUSY)
        atomic_fetch_add(&n_odd, 1);
    return NULL;
}

static void both(void *(*body)(void *), void *argument) {
    pthread_t one, other;
    HOLDS(pthread_create(&one, NULL, body, argument) == 0);
    HOLDS(pthread_create(&other, NULL, body, argument) == 0);
    pthread_join(one, NULL);
    pthread_join(other, NULL);
}

// Every update that succeeded was done once, and no other.
static void loops_are_one_threads(void) {
    subthal_estimator_config measured;
    subthal_controller_config controlled;
    subthal_estimate estimate;
    subthal_stimulus stimulus;
    ACCEPTS(subthal_estimator_config_default("fleming_2020", &measured, sizeof measured));
    ACCEPTS(subthal_controller_config_default("pi", "amplitude", &controlled, sizeof controlled));
    ACCEPTS(subthal_estimator_new(&measured, &est));
    ACCEPTS(subthal_controller_new(&controlled, &ctl));
    both(update, NULL);
    ACCEPTS(subthal_estimator_update(est, 1.0, &estimate, sizeof estimate));
    ACCEPTS(subthal_controller_update(ctl, 1.0, NAN, &stimulus, sizeof stimulus));
    HOLDS(estimate.n_refused == (uint64_t)atomic_load(&n_samples) && estimate.n_refused > 0);
    HOLDS(stimulus.n_refused == (uint64_t)atomic_load(&n_measures) && stimulus.n_refused > 0);
    ACCEPTS(subthal_estimator_free(est));
    ACCEPTS(subthal_controller_free(ctl));
}

static void *cancel_soon(void *cancel) {
    nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
    atomic_store((atomic_int *)cancel, 1);
    return NULL;
}

// A run that would take hours ends when another thread says so, and the next one goes on.
static void another_thread_cancels(void) {
    subthal_run run;
    pthread_t other;
    atomic_int cancel = 0;
    uint64_t before = 0, after = 0;
    ACCEPTS(subthal_run_default(&run, sizeof run));
    run.n_steps = UINT64_C(1) << 40;
    run.cancel = (const int32_t *)&cancel;
    ACCEPTS(subthal_simulator_step(sim, &before));
    HOLDS(pthread_create(&other, NULL, cancel_soon, &cancel) == 0);
    HOLDS(subthal_simulator_run(sim, &run) == SUBTHAL_STATUS_CANCELLED);
    HOLDS(strcmp(subthal_last_error(), "cancelled by the caller") == 0);
    pthread_join(other, NULL);
    ACCEPTS(subthal_simulator_step(sim, &after));
    HOLDS(after > before && after < run.n_steps);
    run.n_steps = 3;
    HOLDS(subthal_simulator_run(sim, &run) == SUBTHAL_STATUS_CANCELLED);
    atomic_store(&cancel, 0);
    ACCEPTS(subthal_simulator_run(sim, &run));
    ACCEPTS(subthal_simulator_step(sim, &before));
    HOLDS(before == after + 3);
}

// A child without exec goes on with its copy, and makes objects of its own.
static void fork_works(void) {
    const pid_t child = fork();
    if (child == 0) {
        subthal_run run;
        subthal_simulator *own = NULL;
        ACCEPTS(subthal_run_default(&run, sizeof run));
        run.n_steps = 10;
        ACCEPTS(subthal_simulator_run(sim, &run));
        ACCEPTS(subthal_simulator_new(net, NULL, &own));
        ACCEPTS(subthal_simulator_run(own, &run));
        ACCEPTS(subthal_simulator_free(own));
        ACCEPTS(subthal_simulator_free(sim));
        ACCEPTS(subthal_network_free(net));
        fflush(stdout);
        _exit(verdict());
    }
    int status = -1;
    HOLDS(waitpid(child, &status, 0) == child);
    HOLDS(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int main(void) {
    net = small_network();
    ACCEPTS(subthal_simulator_new(net, NULL, &sim));
    both(use, NULL);
    uint64_t step = 0;
    ACCEPTS(subthal_simulator_step(sim, &step));
    HOLDS(step == 3 * (uint64_t)atomic_load(&n_runs)); // no run was cut, none was done twice
    HOLDS(atomic_load(&n_runs) > 0);

    loops_are_one_threads();
    for (int i = 0; i < 50; ++i) {
        subthal_simulator *shared = NULL;
        ACCEPTS(subthal_simulator_new(net, NULL, &shared));
        both(release, shared);
    }
    HOLDS(atomic_load(&n_freed) == 50); // each was freed once
    HOLDS(atomic_load(&n_odd) == 0);

    another_thread_cancels();
    fork_works();
    ACCEPTS(subthal_simulator_free(sim));
    ACCEPTS(subthal_network_free(net));
    return verdict();
}
