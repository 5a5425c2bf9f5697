/* The network that is judged, with everything that goes in and out of a tick. */
#ifndef RTCHECK_RIG_H
#define RTCHECK_RIG_H

#include "../parts/plant.h"
#include "options.h"
#include <math.h>

/* The buffers are made once; `run` is used for every tick. */
typedef struct {
    subthal_simulator *sim;
    subthal_run run;
    size_t n_inputs;
} rig;

static inline subthal_network *from_file(const char *path) {
    FILE *file = fopen(path, "r");
    if (file == NULL) stop("%s cannot be read", path);
    enum { MOST_BYTES = 1 << 26 };
    char *text = malloc(MOST_BYTES);
    if (text == NULL) stop("%d bytes cannot be had", MOST_BYTES);
    const size_t n = fread(text, 1, MOST_BYTES, file);
    fclose(file);
    subthal_network *net = NULL;
    must(subthal_network_from_text(text, n, &net));
    free(text);
    return net;
}

/* Everything that a rig may want goes through it: a stimulus, each V, an LFP. */
static inline subthal_simulator *simulator_of(const options *o) {
    subthal_network *net =
        o->network ? from_file(o->network) : circuit(o->preset, o->sizes, o->seed);
    size_t n_populations = 0;
    must(subthal_network_population_count(net, &n_populations));
    for (size_t p = 0; p < n_populations; ++p) {
        subthal_population_info info;
        must(subthal_network_population_info(net, p, &info, sizeof info));
        watch(net, info.name, "v", 0);
        if (p > 0) continue;
        watch(net, info.name, "i_syn", 1);
        stimulate(net, info.name, "rtcheck");
    }
    subthal_simulator *sim = simulator(net, o->precision);
    must(subthal_network_free(net));
    return sim;
}

static inline uint64_t cells_of(const subthal_simulator *sim) {
    size_t n_populations = 0;
    uint64_t n_cells = 0;
    must(subthal_simulator_population_count(sim, &n_populations));
    for (size_t p = 0; p < n_populations; ++p) {
        subthal_population_info info;
        must(subthal_simulator_population_info(sim, p, &info, sizeof info));
        n_cells += info.n_cells;
    }
    return n_cells;
}

static inline uint64_t steps_of(const subthal_simulator *sim, double tick_ms) {
    double dt_ms = 0.0;
    must(subthal_simulator_dt_ms(sim, &dt_ms));
    const double steps = round(tick_ms / dt_ms);
    if (steps < 1.0 || fabs(steps * dt_ms - tick_ms) > 1e-6 * dt_ms)
        stop("a tick of %g ms is no whole number of steps of %g ms", tick_ms, dt_ms);
    return (uint64_t)steps;
}

/* The stimulus is the last channel: a wave of amplitude 1 in each tick. */
static inline double *inputs_of(const rig *r) {
    double *inputs = reserved(r->run.inputs_len, sizeof *inputs);
    for (uint64_t step = 0; step < r->run.n_steps; ++step)
        inputs[(step + 1) * r->n_inputs - 1] = sin(6.283 * (double)step / (double)r->run.n_steps);
    return inputs;
}

static inline rig rig_made(const options *o) {
    rig r = {.sim = simulator_of(o)};
    size_t n_channels = 0;
    must(subthal_simulator_input_count(r.sim, &r.n_inputs));
    must(subthal_simulator_channel_count(r.sim, &n_channels));
    must(subthal_run_default(&r.run, sizeof r.run));
    r.run.n_steps = steps_of(r.sim, o->tick_ms);
    r.run.every = o->every;
    r.run.inputs_len = r.run.n_steps * r.n_inputs;
    r.run.inputs = inputs_of(&r);
    r.run.rows_len = (r.run.n_steps / o->every + 1) * n_channels;
    r.run.rows = reserved(r.run.rows_len, sizeof *r.run.rows);
    r.run.spikes_len = r.run.n_steps * cells_of(r.sim);
    r.run.spikes = reserved(r.run.spikes_len, sizeof *r.run.spikes);
    return r;
}

static inline void print_rig(const rig *r, const options *o) {
    char backend[32];
    uint64_t bound = 0, bytes = 0;
    must(subthal_simulator_backend(r->sim, backend, sizeof backend, NULL));
    must(subthal_simulator_step_bound(r->sim, &bound));
    must(subthal_simulator_memory_bytes(r->sim, &bytes));
    printf("Library  subthal %s, %s, %s precision\n", subthal_version_string(), backend,
           o->precision);
    printf("Network  %s, %llu cells, %.2f MB\n", o->network ? o->network : o->preset,
           (unsigned long long)cells_of(r->sim), (double)bytes / 1e6);
    printf("         No step is more than %llu pieces of work: cells, and synapses reached\n",
           (unsigned long long)bound);
    printf("Tick     %g ms, %llu steps; %g us are the budget\n", o->tick_ms,
           (unsigned long long)r->run.n_steps, o->budget_us);
}

static inline void rig_free(rig *r) {
    must(subthal_simulator_free(r->sim));
    free((void *)r->run.inputs);
    free(r->run.rows);
    free(r->run.spikes);
}

#endif
