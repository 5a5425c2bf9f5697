// A rig: the caller's own loop, a millisecond a turn, which allocates nothing.
#include "cookbook.h"

#include <time.h>

enum { N_TURNS = 5000, STEPS_PER_MS = 40, TURNS_PER_TICK = 20 };
static double turn_us[N_TURNS];

static subthal_network *plant(void) {
    static const char *const seen[] = {"gpe"};
    subthal_network *net = parkinsonian();
    subthal_stimulator_config dbs;
    must(subthal_stimulator_config_default(&dbs, sizeof dbs));
    dbs.name = "dbs";
    dbs.population = "stn";
    dbs.axon_fraction = 0.5;
    dbs.soma = 0.0;
    dbs.frequency_hz = 130.0;
    must(subthal_network_add_stimulator(net, &dbs));
    must(subthal_network_place_in_ball(net, "gpe", 0.0, 0.0, 0.0, 1500.0));
    subthal_lfp_config lfp;
    must(subthal_lfp_config_default(&lfp, sizeof lfp));
    lfp.name = "lfp";
    lfp.populations = seen;
    lfp.n_populations = 1;
    lfp.low_pass_hz = 250.0;
    must(subthal_network_add_lfp(net, &lfp));
    return net;
}

static subthal_estimator *new_estimator(void) {
    subthal_estimator_config config;
    must(subthal_estimator_config_default("band_rectified", &config, sizeof config));
    config.window_ms = 100.0;
    subthal_estimator *est = NULL;
    must(subthal_estimator_new(&config, &est));
    return est;
}

static subthal_controller *new_controller(void) {
    subthal_controller_config config;
    must(subthal_controller_config_default("pi", "amplitude", &config, sizeof config));
    config.set_point = 7e-4; // mV
    subthal_controller *ctl = NULL;
    must(subthal_controller_new(&config, &ctl));
    return ctl;
}

static double now_us(void) {
    struct timespec now;
    timespec_get(&now, TIME_UTC);
    return 1e6 * (double)now.tv_sec + 1e-3 * (double)now.tv_nsec;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(void) {
    subthal_network *net = plant();
    subthal_simulator *sim = NULL;
    must(subthal_simulator_new(net, NULL, &sim));
    must(subthal_network_free(net));
    subthal_estimator *est = new_estimator();
    subthal_controller *ctl = new_controller();
    size_t amplitude = 0;
    must(subthal_simulator_find_param(sim, "dbs.amplitude", &amplitude));
    subthal_estimate seen;
    subthal_stimulus wanted;
    double lfp_mv = 0.0, sum_mv = 0.0;
    subthal_run run;
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = run.every = STEPS_PER_MS;
    run.rows = &lfp_mv;
    run.rows_len = 1;
    for (int turn = 0; turn < N_TURNS; ++turn) {
        double begin_us = now_us();
        must(subthal_simulator_run(sim, &run));
        must(subthal_estimator_update(est, lfp_mv, &seen, sizeof seen));
        if ((turn + 1) % TURNS_PER_TICK == 0) {
            must(
                subthal_controller_update(ctl, seen.value, seen.phase_rad, &wanted, sizeof wanted));
            must(subthal_simulator_set_many(sim, &amplitude, &wanted.amplitude, 1));
        }
        sum_mv += seen.value;
        turn_us[turn] = now_us() - begin_us;
    }
    qsort(turn_us, N_TURNS, sizeof *turn_us, by_size);
    printf("estimate %.2f uV, stimulus now %.2f mA, %.1f uJ\n", 1e3 * sum_mv / N_TURNS,
           wanted.amplitude, energy_uj(sim, "dbs"));
    fprintf(stderr, "a turn: %.0f us, 99 of 100 within %.0f us\n", turn_us[0],
            turn_us[N_TURNS * 99 / 100]);
    must(subthal_controller_free(ctl));
    must(subthal_estimator_free(est));
    must(subthal_simulator_free(sim));
    return 0;
}
