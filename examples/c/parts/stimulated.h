/* The parkinsonian circuit under an electrode that stimulates, with another that records. */
#ifndef PARTS_STIMULATED_H
#define PARTS_STIMULATED_H

#include "plant.h"

enum { N_STN = 50, STEPS_PER_MS = 40, MS_PER_TICK = 20 };

/* The current at which the axon of each STN cell is excited: where the field is 600 mV, cells in a
 * ball of 1.5 mm. */
static inline void set_thresholds(subthal_network *net, double thresholds_ma[N_STN]) {
    must(subthal_network_place_in_ball(net, "stn", 0.0, 0.0, 0.0, 1500.0));
    must(subthal_network_field(net, "stn", 0.0, 0.0, 0.0, 0.27, thresholds_ma, N_STN, NULL));
    for (int cell = 0; cell < N_STN; ++cell) thresholds_ma[cell] = 600.0 / thresholds_ma[cell];
}

static inline void add_electrode(subthal_network *net) {
    double thresholds_ma[N_STN];
    uint32_t axons[N_STN];
    set_thresholds(net, thresholds_ma);
    for (uint32_t cell = 0; cell < N_STN; ++cell) axons[cell] = cell;
    subthal_stimulator_config dbs; // 60 us a phase
    must(subthal_stimulator_config_default(&dbs, sizeof dbs));
    dbs.name = "dbs";
    dbs.population = "stn";
    dbs.axons = axons;
    dbs.axon_thresholds_ma = thresholds_ma;
    dbs.n_axons = dbs.n_axon_thresholds = N_STN;
    dbs.soma = 0.0;
    must(subthal_network_add_stimulator(net, &dbs));
}

/* In the middle of the GPe, 4 mm from the other; with an amplifier's low-pass. */
static inline void add_recording(subthal_network *net) {
    static const char *const seen[] = {"gpe"};
    must(subthal_network_place_in_ball(net, "gpe", 0.0, 0.0, 4000.0, 1500.0));
    subthal_lfp_config lfp;
    must(subthal_lfp_config_default(&lfp, sizeof lfp));
    lfp.name = "lfp";
    lfp.populations = seen;
    lfp.n_populations = 1;
    lfp.electrode_um[2] = 4000.0;
    lfp.low_pass_hz = 250.0;
    must(subthal_network_add_lfp(net, &lfp));
}

static inline subthal_simulator *stimulated(uint64_t seed) {
    const uint64_t sizes[3] = {N_STN, 0, 0};
    subthal_network *net = circuit("stn_gpe_gpi_adex_parkinsonian", sizes, seed);
    add_electrode(net);
    add_recording(net);
    subthal_simulator *sim = simulator(net, "single");
    must(subthal_network_free(net));
    return sim;
}

static inline double energy_uj(const subthal_simulator *sim) {
    subthal_delivered so_far;
    must(subthal_simulator_delivered(sim, "dbs", &so_far, sizeof so_far));
    return so_far.energy_uj;
}

/* The rectified beta band of the LFP over 100 ms. */
static inline subthal_estimator_config beta_estimator(void) {
    subthal_estimator_config config; // samples at 1 kHz
    must(subthal_estimator_config_default("band_rectified", &config, sizeof config));
    config.window_ms = 100.0;
    return config;
}

/* A published controller (Fleming, Dunn and Lowery 2020), its targets around this one. */
static inline subthal_controller_config controller_of(const char *kind, const char *acts_on,
                                                      double set_point_mv) {
    subthal_controller_config config; // asked every 20 ms
    must(subthal_controller_config_default(kind, acts_on, &config, sizeof config));
    config.set_point = set_point_mv;
    config.lower = 0.8 * set_point_mv;
    config.upper = 1.2 * set_point_mv;
    config.amplitude = 3.0; // mA, while the frequency is what is controlled
    return config;
}

static inline subthal_loop *closed_by(const subthal_simulator *sim,
                                      const subthal_controller_config *controller) {
    const subthal_estimator_config estimator = beta_estimator();
    subthal_loop_config config;
    must(subthal_loop_config_default(&config, sizeof config));
    config.channel = "lfp";
    config.stimulator = "dbs";
    config.estimator = &estimator;
    config.controller = controller;
    subthal_loop *closed = NULL;
    must(subthal_loop_new(sim, &config, &closed));
    return closed;
}

#endif
