// Places, electrodes that record and closed loops: what is misused is an error that says so and
// changes nothing.
#include "refuse.h"

static subthal_lfp_config lfp;
static subthal_loop_config config;
static subthal_estimator_config estimator;
static subthal_controller_config controller;
static const double xyz[6] = {0, 0, 0, 100, 0, 0};

static void fill_lfp(void) {
    ACCEPTS(subthal_lfp_config_default(&lfp, sizeof lfp));
    lfp.name = "lfp";
}

static void fill_loop(void) {
    ACCEPTS(subthal_loop_config_default(&config, sizeof config));
    ACCEPTS(subthal_estimator_config_default("band_rectified", &estimator, sizeof estimator));
    ACCEPTS(subthal_controller_config_default("pi", "amplitude", &controller, sizeof controller));
    config.channel = "lfp";
    config.stimulator = "dbs";
    config.estimator = &estimator;
    config.controller = &controller;
}

static void bad_places(subthal_network *net) {
    REFUSES(IS_NULL, "net", subthal_network_set_positions(NULL, "stn", xyz, 6));
    REFUSES(IS_NULL, "population", subthal_network_set_positions(net, NULL, xyz, 6));
    REFUSES(IS_NULL, "xyz_um", subthal_network_set_positions(net, "stn", NULL, 6));
    REFUSES(UNKNOWN, "stn", subthal_network_set_positions(net, "st", xyz, 6));
    REFUSES(INVALID, "3 each", subthal_network_set_positions(net, "stn", xyz, 5));
    REFUSES(OUT_OF_RANGE, "radius", subthal_network_place_in_ball(net, "stn", 0, 0, 0, -1));
    REFUSES(OUT_OF_RANGE, "position", subthal_network_place_in_ball(net, "stn", NAN, 0, 0, 1));
    REFUSES(INVALID, "nowhere", subthal_network_positions(net, "gpe", out.values, 64, &out.size));
    REFUSES(INVALID, "nowhere",
            subthal_network_field(net, "gpe", 0, 0, 0, 0.27, out.values, 64, &out.size));
    ACCEPTS(subthal_network_set_positions(net, "stn", xyz, 6));
    REFUSES(SHORT, "xyz_um", subthal_network_positions(net, "stn", out.values, 5, &out.size));
    REFUSES(SHORT, "mv_per_ma",
            subthal_network_field(net, "stn", 0, 0, 0, 0.27, out.values, 1, &out.size));
    REFUSES(OUT_OF_RANGE, "conductivity",
            subthal_network_field(net, "stn", 0, 0, 0, 0.0, out.values, 64, &out.size));
}

static void places_come_back(const subthal_network *net) {
    double told[6], mv[2];
    size_t needed = 0;
    ACCEPTS(subthal_network_positions(net, "stn", NULL, 0, &needed));
    HOLDS(needed == 6);
    ACCEPTS(subthal_network_positions(net, "stn", told, 6, NULL));
    HOLDS(memcmp(told, xyz, sizeof told) == 0);
    ACCEPTS(subthal_network_field(net, "stn", 300, 0, 0, 0.27, mv, 2, &needed));
    HOLDS(needed == 2 && fabs(mv[0] * 300 / (mv[1] * 200) - 1) < 1e-12); // falls as 1/r
}

static void bad_electrodes(subthal_network *net) {
    fill_lfp();
    REFUSES(IS_NULL, "config", subthal_lfp_config_default(NULL, sizeof lfp));
    REFUSES(INVALID, "struct_size", subthal_lfp_config_default(&lfp, 7));
    REFUSES(IS_NULL, "config", subthal_network_add_lfp(net, NULL));
    lfp.name = NULL;
    REFUSES(IS_NULL, "name", subthal_network_add_lfp(net, &lfp));
    lfp.name = "stn";
    REFUSES(TAKEN, "stn", subthal_network_add_lfp(net, &lfp));
    fill_lfp();
    lfp.n_populations = 1;
    REFUSES(IS_NULL, "populations", subthal_network_add_lfp(net, &lfp));
    const char *seen[2] = {"stn", NULL};
    lfp.populations = seen;
    lfp.n_populations = 2;
    REFUSES(IS_NULL, "populations", subthal_network_add_lfp(net, &lfp));
    seen[1] = "gpe";
    REFUSES(INVALID, "gpe", subthal_network_add_lfp(net, &lfp));
    fill_lfp();
    lfp.has_reference = 2;
    REFUSES(INVALID, "has_reference", subthal_network_add_lfp(net, &lfp));
    fill_lfp();
    lfp.reserved = 1;
    REFUSES(INVALID, "reserved", subthal_network_add_lfp(net, &lfp));
    fill_lfp();
    lfp.low_pass_hz = NAN;
    REFUSES(OUT_OF_RANGE, "low_pass", subthal_network_add_lfp(net, &lfp));
}

static void bad_loops(const subthal_simulator *sim) {
    fill_loop();
    REFUSES(IS_NULL, "config", subthal_loop_config_default(NULL, sizeof config));
    REFUSES(IS_NULL, "config", subthal_loop_new(sim, NULL, &out.closed));
    REFUSES(IS_NULL, "sim", subthal_loop_new(NULL, &config, &out.closed));
    REFUSES(IS_NULL, "closed", subthal_loop_new(sim, &config, NULL));
    config.channel = NULL;
    REFUSES(IS_NULL, "channel", subthal_loop_new(sim, &config, &out.closed));
    config.channel = "lfq";
    REFUSES(UNKNOWN, "lfp", subthal_loop_new(sim, &config, &out.closed));
    fill_loop();
    config.stimulator = "stimulus";
    REFUSES(UNKNOWN, "stimulus", subthal_loop_new(sim, &config, &out.closed));
    fill_loop();
    config.estimator = NULL;
    REFUSES(IS_NULL, "estimator", subthal_loop_new(sim, &config, &out.closed));
    fill_loop();
    controller.struct_size = 0;
    REFUSES(INVALID, "controller", subthal_loop_new(sim, &config, &out.closed));
    fill_loop();
    estimator.sample_hz = 1024;
    REFUSES(INVALID, "whole number", subthal_loop_new(sim, &config, &out.closed));
    fill_loop();
    controller.max = 1e7;
    REFUSES(OUT_OF_RANGE, "dbs.amplitude", subthal_loop_new(sim, &config, &out.closed));
}

static double wild(const subthal_tick *seen, void *context) {
    const double asked[] = {NAN, INFINITY, -INFINITY, 1e308, -1e308};
    ++*(int *)context;
    return asked[seen->step / 800 % 5];
}

static void bad_runs(subthal_loop *closed, subthal_simulator *sim) {
    subthal_run run;
    ACCEPTS(subthal_run_default(&run, sizeof run));
    run.n_steps = 800;
    REFUSES(IS_NULL, "closed", subthal_loop_run(NULL, sim, &run, NULL, NULL, NULL, 0, &out.u64));
    REFUSES(IS_NULL, "sim", subthal_loop_run(closed, NULL, &run, NULL, NULL, NULL, 0, &out.u64));
    REFUSES(IS_NULL, "run", subthal_loop_run(closed, sim, NULL, NULL, NULL, NULL, 0, &out.u64));
    REFUSES(IS_NULL, "ticks", subthal_loop_run(closed, sim, &run, NULL, NULL, NULL, 1, &out.u64));
    REFUSES(
        HANDLE, "sim",
        subthal_loop_run(closed, (subthal_simulator *)closed, &run, NULL, NULL, NULL, 0, &out.u64));
    run.rows = (double *)out.ticks;
    run.rows_len = sizeof out.ticks / (sizeof(double));
    run.every = 800;
    REFUSES(INVALID, "ticks",
            subthal_loop_run(closed, sim, &run, NULL, NULL, out.ticks, 8, &out.u64));
    uint64_t step = 1;
    ACCEPTS(subthal_simulator_step(sim, &step));
    HOLDS(step == 0);
}

static void limits_hold(subthal_loop *closed, subthal_simulator *sim) {
    subthal_run run;
    subthal_tick ticks[64];
    uint64_t n_ticks = 0;
    int n_asked = 0;
    ACCEPTS(subthal_run_default(&run, sizeof run));
    run.n_steps = 40000;
    ACCEPTS(subthal_loop_run(closed, sim, &run, wild, &n_asked, ticks, 64, &n_ticks));
    HOLDS(n_ticks == 50 && n_asked == 50);
    for (int i = 0; i < 50; ++i) HOLDS(ticks[i].amplitude_ma >= 0 && ticks[i].amplitude_ma <= 3);
}

static void states(subthal_loop *closed, subthal_simulator *sim) {
    static uint8_t saved[1 << 16];
    size_t needed = 0;
    ACCEPTS(subthal_loop_save(closed, saved, sizeof saved, &needed));
    REFUSES(SHORT, "bytes", subthal_loop_save(closed, saved, needed - 1, &out.size));
    REFUSES(INVALID, "bytes", subthal_loop_load(closed, saved, needed - 8));
    saved[needed / 2] ^= 1;
    REFUSES(INVALID, "damaged", subthal_loop_load(closed, saved, needed));
    saved[needed / 2] ^= 1;
    ACCEPTS(subthal_loop_load(closed, saved, needed));
    ACCEPTS(subthal_loop_reset(closed));
    REFUSES(IS_NULL, "closed", subthal_loop_reset(NULL));
    REFUSES(HANDLE, "closed", subthal_loop_reset((subthal_loop *)sim));
}

int main(void) {
    subthal_network *net = small_network();
    bad_places(net);
    places_come_back(net);
    bad_electrodes(net);
    fill_lfp();
    ACCEPTS(subthal_network_add_lfp(net, &lfp));
    subthal_stimulator_config dbs;
    ACCEPTS(subthal_stimulator_config_default(&dbs, sizeof dbs));
    dbs.name = "dbs";
    dbs.population = "stn";
    ACCEPTS(subthal_network_add_stimulator(net, &dbs));
    subthal_simulator *sim = NULL;
    subthal_loop *closed = NULL;
    ACCEPTS(subthal_simulator_new(net, NULL, &sim));
    bad_loops(sim);
    fill_loop();
    ACCEPTS(subthal_loop_new(sim, &config, &closed));
    bad_runs(closed, sim);
    limits_hold(closed, sim);
    states(closed, sim);
    ACCEPTS(subthal_loop_free(closed));
    REFUSES(HANDLE, "freed", subthal_loop_free(closed));
    ACCEPTS(subthal_loop_free(NULL));
    ACCEPTS(subthal_simulator_free(sim));
    ACCEPTS(subthal_network_free(net));
    return verdict();
}
