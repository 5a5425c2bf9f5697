// Stimulation of the parkinsonian circuit: in open loop by frequency, then by each controller in
// closed loop.
//   closed_loops OUT [SECONDS [SEEDS]]: prints what came of it, and leaves OUT/sweep.csv and, a row
//   a millisecond, OUT/CONTROLLER.csv. Trials last so many seconds after one that is not looked at.
#include "parts/stimulated.h"

static const double FREQUENCIES_HZ[] = {0, 20, 50, 80, 130, 185};
static const char *const KINDS[] = {"open_loop", "on_off", "dual_threshold", "proportional", "pi"};
enum { N_FREQUENCIES = 6, N_KINDS = 5, SETTLING_MS = 1000, FIRST_SEED = 4001 };

// What a trial gave.
typedef struct {
    double mean_uv, above, energy_uj; // the estimate, the part of the time above a set point
} outcome;

static FILE *opened(const char *folder, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL) stop("%s cannot be written", path);
    return file;
}

// Runs a trial, a millisecond a call; rows go to `csv`, which may be NULL.
static outcome trial(uint64_t seed, const subthal_controller_config *controller, int ms,
                     double set_point_mv, FILE *csv) {
    subthal_simulator *sim = stimulated(seed);
    subthal_loop *closed = closed_by(sim, controller);
    subthal_tick tick = {.estimate = 0.0};
    subthal_run run;
    double lfp_mv = 0.0, before_uj = 0.0;
    outcome sum = {0.0, 0.0, 0.0};
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = run.every = STEPS_PER_MS;
    run.rows = &lfp_mv;
    run.rows_len = 1;
    for (int t = 0; t < SETTLING_MS + ms; ++t) {
        if (t == SETTLING_MS) before_uj = energy_uj(sim);
        must(subthal_loop_run(closed, sim, &run, NULL, NULL, &tick, 1, NULL));
        if (t < SETTLING_MS) continue;
        sum.mean_uv += 1e3 * tick.estimate / ms;
        sum.above += (tick.estimate > set_point_mv) / (double)ms;
        if (csv != NULL)
            fprintf(csv, "%.3f,%.9g,%.9g,%.9g,%.9g\n", (t + 1 - SETTLING_MS) / 1e3, lfp_mv,
                    tick.estimate, tick.amplitude_ma, energy_uj(sim) - before_uj);
    }
    sum.energy_uj = energy_uj(sim) - before_uj;
    must(subthal_loop_free(closed));
    must(subthal_simulator_free(sim));
    return sum;
}

// Seeds of an open loop at one frequency, a row each; returns the mean, energy a second.
static outcome seeds_of(double frequency_hz, int ms, int n_seeds, FILE *csv) {
    subthal_controller_config open = controller_of("open_loop", "frequency", 1.0);
    open.constant = frequency_hz;
    outcome mean = {0.0, 0.0, 0.0};
    for (int seed = FIRST_SEED; seed < FIRST_SEED + n_seeds; ++seed) {
        const outcome one = trial((uint64_t)seed, &open, ms, 0.0, NULL);
        const double per_s = 1e3 * one.energy_uj / ms;
        fprintf(csv, "%g,%d,%.9g,%.9g\n", frequency_hz, seed, one.mean_uv, per_s);
        mean.mean_uv += one.mean_uv / n_seeds;
        mean.energy_uj += per_s / n_seeds;
    }
    return mean;
}

// An open loop at each frequency; returns the mean estimate without stimulation, in mV.
static double sweep(const char *folder, int ms, int n_seeds) {
    double without_mv = 0.0;
    FILE *csv = opened(folder, "sweep");
    fprintf(csv, "frequency_hz,seed,estimate_uv,energy_uj_per_s\n");
    printf("Open loop, 3 mA on the axons of the STN, %d seeds of %g s\n", n_seeds, ms / 1e3);
    printf("  frequency   beta of the LFP   energy\n");
    for (int f = 0; f < N_FREQUENCIES; ++f) {
        const outcome mean = seeds_of(FREQUENCIES_HZ[f], ms, n_seeds, csv);
        printf("  %6.0f Hz      %7.2f uV    %6.1f uJ/s\n", FREQUENCIES_HZ[f], mean.mean_uv,
               mean.energy_uj);
        if (f == 0) without_mv = mean.mean_uv / 1e3;
    }
    fclose(csv);
    return without_mv;
}

// Each controller, the set point half of the estimate without stimulation.
static void adapt(const char *folder, int ms, double set_point_mv) {
    printf("\nAdaptive stimulation at 130 Hz, the set point %.2f uV, seed %d\n", 1e3 * set_point_mv,
           FIRST_SEED);
    printf("  controller       beta of the LFP   above   energy\n");
    for (int k = -1; k < N_KINDS; ++k) { // -1: nothing is stimulated
        const char *name = k < 0 ? "none" : KINDS[k];
        subthal_controller_config controller =
            controller_of(k < 0 ? "open_loop" : KINDS[k], "amplitude", set_point_mv);
        controller.constant = k < 0 ? 0.0 : 3.0;
        FILE *csv = opened(folder, name);
        fprintf(csv, "time_s,lfp_mv,estimate_mv,amplitude_ma,energy_uj\n");
        const outcome one = trial(FIRST_SEED, &controller, ms, set_point_mv, csv);
        fclose(csv);
        printf("  %-16s %7.2f uV      %4.0f %%   %6.1f uJ/s\n", name, one.mean_uv, 100 * one.above,
               1e3 * one.energy_uj / ms);
    }
}

// The pieces of a loop, as a rig has them.
typedef struct {
    subthal_simulator *sim;
    subthal_estimator *est;
    subthal_controller *ctl;
    size_t ids[2]; // amplitude and frequency
    subthal_run run;
    double lfp_mv;
} rig;

static void rig_start(rig *r, double set_point_mv) {
    const char *const paths[] = {"dbs.amplitude", "dbs.frequency"};
    const subthal_estimator_config beta = beta_estimator();
    const subthal_controller_config pi = controller_of("pi", "amplitude", set_point_mv);
    r->sim = stimulated(FIRST_SEED);
    must(subthal_estimator_new(&beta, &r->est));
    must(subthal_controller_new(&pi, &r->ctl));
    for (int i = 0; i < 2; ++i) must(subthal_simulator_find_param(r->sim, paths[i], &r->ids[i]));
    must(subthal_run_default(&r->run, sizeof r->run));
    r->run.n_steps = r->run.every = STEPS_PER_MS;
    r->run.rows = &r->lfp_mv;
    r->run.rows_len = 1;
}

// A millisecond; returns what was estimated and, where the controller was due, what it wants.
static subthal_tick rig_turn(rig *r, int is_due) {
    subthal_estimate seen;
    subthal_stimulus next = {.amplitude = 0.0};
    must(subthal_simulator_run(r->sim, &r->run));
    must(subthal_estimator_update(r->est, r->lfp_mv, &seen, sizeof seen));
    if (is_due) {
        must(subthal_controller_update(r->ctl, seen.value, seen.phase_rad, &next, sizeof next));
        const double values[2] = {next.amplitude, next.frequency_hz};
        must(subthal_simulator_set_many(r->sim, r->ids, values, 2));
    }
    return (subthal_tick){.estimate = seen.value, .amplitude_ma = next.amplitude};
}

static void rig_stop(rig *r) {
    must(subthal_controller_free(r->ctl));
    must(subthal_estimator_free(r->est));
    must(subthal_simulator_free(r->sim));
}

// In how many ticks a rig's own loop and the loop driver depart, by a bit.
static int departures(int ms, double set_point_mv) {
    const subthal_controller_config pi = controller_of("pi", "amplitude", set_point_mv);
    subthal_simulator *sim = stimulated(FIRST_SEED);
    subthal_loop *closed = closed_by(sim, &pi);
    subthal_run run;
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = STEPS_PER_MS;
    rig r;
    rig_start(&r, set_point_mv);
    int n_departed = 0;
    for (int t = 1; t <= ms; ++t) {
        subthal_tick driven;
        uint64_t n_ticks = 0;
        must(subthal_loop_run(closed, sim, &run, NULL, NULL, &driven, 1, &n_ticks));
        const subthal_tick own = rig_turn(&r, n_ticks == 1);
        n_departed += n_ticks == 1 &&
                      (driven.estimate != own.estimate || driven.amplitude_ma != own.amplitude_ma);
    }
    rig_stop(&r);
    must(subthal_loop_free(closed));
    must(subthal_simulator_free(sim));
    return n_departed;
}

int main(int argc, char **argv) {
    if (argc < 2 || argc > 4) stop("usage: closed_loops OUT [SECONDS [SEEDS]]");
    const int ms = (int)(1e3 * (argc > 2 ? number("SECONDS", argv[2], 0.02, 1000.0) : 5.0));
    const int n_seeds = (int)(argc > 3 ? number("SEEDS", argv[3], 1.0, 1000.0) : 5.0);
    const double set_point_mv = 0.5 * sweep(argv[1], ms, n_seeds);
    adapt(argv[1], ms, set_point_mv);
    const int n_ticks = ms / MS_PER_TICK, n_departed = departures(ms, set_point_mv);
    printf("\nPI by the loop driver and as a rig's own loop: %d of %d ticks depart.\n", n_departed,
           n_ticks);
    return n_departed == 0 ? HOLDS : DOES_NOT_HOLD;
}
