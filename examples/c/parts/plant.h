/* A network that is stimulated and looked at: the plant of a closed loop. */
#ifndef PARTS_PLANT_H
#define PARTS_PLANT_H

#include "must.h"

/* Cells of a circuit by name; 0 cells are the preset's own number. */
static inline subthal_network *circuit(const char *preset, const uint64_t sizes[3], uint64_t seed) {
    subthal_preset_config config;
    must(subthal_preset_config_default(&config, sizeof config));
    config.n_stn = sizes[0];
    config.n_gpe = sizes[1];
    config.n_gpi = sizes[2];
    config.seed = seed;
    subthal_network *net = NULL;
    must(subthal_network_from_preset(preset, &config, &net));
    return net;
}

/* One input channel into every cell of a population. */
static inline void stimulate(subthal_network *net, const char *population, const char *name) {
    subthal_input_config input;
    must(subthal_input_config_default(&input, sizeof input));
    input.name = name;
    input.population = population;
    must(subthal_network_add_input(net, &input));
}

/* A variable of a population in the output rows: its mean, or a channel a cell. */
static inline void watch(subthal_network *net, const char *population, const char *variable,
                         int mean) {
    subthal_probe_config probe;
    must(subthal_probe_config_default(&probe, sizeof probe));
    probe.population = population;
    probe.variable = variable;
    probe.mean = mean;
    must(subthal_network_add_probe(net, &probe));
}

static inline subthal_simulator *simulator(const subthal_network *net, const char *precision) {
    subthal_simulator_config config; // 0.025 ms, forward Euler
    must(subthal_simulator_config_default(&config, sizeof config));
    config.precision = precision;
    subthal_simulator *sim = NULL;
    must(subthal_simulator_new(net, &config, &sim));
    return sim;
}

/* The parkinsonian circuit with a stimulus into the STN and its LFP, the mean synaptic current,
 * out. */
static inline subthal_simulator *parkinsonian_plant(void) {
    const uint64_t sizes[3] = {0, 0, 0};
    subthal_network *net = circuit("stn_gpe_gpi_adex_parkinsonian", sizes, 1);
    stimulate(net, "stn", "stimulus");
    watch(net, "stn", "i_syn", 1);
    subthal_simulator *sim = simulator(net, "single");
    must(subthal_network_free(net));
    return sim;
}

/* A millisecond of that plant: one stimulus in, one LFP out. */
enum { STEPS_PER_TICK = 40 }; // of 0.025 ms
typedef struct {
    subthal_simulator *sim;
    subthal_run run;
    double stimulus[STEPS_PER_TICK];
    double lfp; // after the last step of the tick
} plant;

/* A plant of this simulator; it stays where it is from here on, since the run points into it. */
static inline void plant_of(plant *p, subthal_simulator *sim) {
    p->sim = sim;
    must(subthal_run_default(&p->run, sizeof p->run));
    p->run.n_steps = STEPS_PER_TICK;
    p->run.every = STEPS_PER_TICK;
    p->run.inputs = p->stimulus;
    p->run.inputs_len = STEPS_PER_TICK;
    p->run.rows = &p->lfp;
    p->run.rows_len = 1;
}

static inline void plant_start(plant *p) { plant_of(p, parkinsonian_plant()); }

/* A second plant at the same moment. */
static inline void plant_fork(plant *fork, const plant *p) {
    subthal_simulator *sim = NULL;
    must(subthal_simulator_fork(p->sim, &sim));
    plant_of(fork, sim);
}

static inline double plant_tick(plant *p, double stimulus) {
    for (int step = 0; step < STEPS_PER_TICK; ++step) p->stimulus[step] = stimulus;
    must(subthal_simulator_run(p->sim, &p->run));
    return p->lfp;
}

#endif
