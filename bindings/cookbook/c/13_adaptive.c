// Adaptive stimulation: an LFP in the GPe, each controller in turn, and a law of one's own.
#include "cookbook.h"

enum { N_STN = 50, SETTLING = 40000, MEASURED = 160000, N_TICKS = 200 }; // 1 s, 4 s, every 20 ms
static const double GPE_Z_UM = 4000.0, CONDUCTIVITY = 0.27; // the STN is around the origin
static double set_point = 1.0;                              // mV, until it is known
static subthal_tick ticks[N_TICKS];

static void stimulate(subthal_network *net) {
    static double thresholds_ma[N_STN];
    static uint32_t axons[N_STN];
    must(subthal_network_place_in_ball(net, "stn", 0.0, 0.0, 0.0, 1500.0));
    must(
        subthal_network_field(net, "stn", 0.0, 0.0, 0.0, CONDUCTIVITY, thresholds_ma, N_STN, NULL));
    for (uint32_t cell = 0; cell < N_STN; ++cell) {
        axons[cell] = cell;
        thresholds_ma[cell] = 600.0 / thresholds_ma[cell]; // excited from 600 mV on
    }
    subthal_stimulator_config dbs;
    must(subthal_stimulator_config_default(&dbs, sizeof dbs));
    dbs.name = "dbs";
    dbs.population = "stn";
    dbs.axons = axons;
    dbs.axon_thresholds_ma = thresholds_ma;
    dbs.n_axons = dbs.n_axon_thresholds = N_STN;
    dbs.soma = 0.0;
    must(subthal_network_add_stimulator(net, &dbs));
}

static void record(subthal_network *net) {
    static const char *const seen[] = {"gpe"};
    must(subthal_network_place_in_ball(net, "gpe", 0.0, 0.0, GPE_Z_UM, 1500.0));
    subthal_lfp_config lfp;
    must(subthal_lfp_config_default(&lfp, sizeof lfp));
    lfp.name = "lfp";
    lfp.populations = seen;
    lfp.n_populations = 1;
    lfp.electrode_um[2] = GPE_Z_UM;
    lfp.low_pass_hz = 250.0;
    must(subthal_network_add_lfp(net, &lfp));
}

static subthal_loop *closed_by(const subthal_simulator *sim, const char *kind, double constant) {
    subthal_estimator_config estimator;
    must(subthal_estimator_config_default("band_rectified", &estimator, sizeof estimator));
    estimator.window_ms = 100.0;
    subthal_controller_config controller;
    must(subthal_controller_config_default(kind, "amplitude", &controller, sizeof controller));
    controller.constant = constant;
    controller.set_point = set_point;
    controller.lower = 0.8 * set_point;
    controller.upper = 1.2 * set_point;
    subthal_loop_config config;
    must(subthal_loop_config_default(&config, sizeof config));
    config.channel = "lfp";
    config.stimulator = "dbs";
    config.estimator = &estimator;
    config.controller = &controller;
    subthal_loop *closed = NULL;
    must(subthal_loop_new(sim, &config, &closed));
    return closed;
}

static double law(const subthal_tick *seen, void *context) {
    (void)context;
    double more = seen->amplitude_ma + 0.5;
    if (seen->estimate <= set_point) return 0.8 * seen->amplitude_ma;
    return more < 3.0 ? more : 3.0;
}

// Runs a trial, whose ticks are kept; returns the energy, in uJ.
static double trial(const subthal_network *net, const char *kind, double constant,
                    subthal_decide decide) {
    subthal_simulator *sim = NULL;
    must(subthal_simulator_new(net, NULL, &sim));
    subthal_loop *closed = closed_by(sim, kind, constant);
    subthal_run run;
    must(subthal_run_default(&run, sizeof run));
    run.n_steps = SETTLING;
    must(subthal_loop_run(closed, sim, &run, decide, NULL, NULL, 0, NULL));
    double before_uj = energy_uj(sim, "dbs");
    run.n_steps = MEASURED;
    must(subthal_loop_run(closed, sim, &run, decide, NULL, ticks, N_TICKS, NULL));
    double energy = energy_uj(sim, "dbs") - before_uj;
    must(subthal_loop_free(closed));
    must(subthal_simulator_free(sim));
    return energy;
}

static double mean_estimate(void) {
    double sum_mv = 0.0;
    for (int tick = 0; tick < N_TICKS; ++tick) sum_mv += ticks[tick].estimate;
    return sum_mv / N_TICKS;
}

static void report(const char *name, double energy) {
    int n_above = 0;
    for (int tick = 0; tick < N_TICKS; ++tick) n_above += ticks[tick].estimate > set_point;
    printf("%-14s %.2f uV, %3d %% above, %5.1f uJ\n", name, 1e3 * mean_estimate(),
           100 * n_above / N_TICKS, energy);
}

int main(void) {
    static const char *const kinds[] = {"open_loop", "on_off", "dual_threshold", "proportional",
                                        "pi"};
    subthal_network *net = parkinsonian();
    stimulate(net);
    record(net);
    double energy = trial(net, "open_loop", 0.0, NULL); // none
    set_point = 0.5 * mean_estimate();
    report("none", energy);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; ++k)
        report(kinds[k], trial(net, kinds[k], 3.0, NULL));
    report("a law of ours", trial(net, "open_loop", 3.0, law));
    must(subthal_network_free(net));
    return 0;
}
