// Commands about a simulator: a running network.
#include "support.h"
#include "ask.h"

#define OBJECT simulator
#include "params.h"
#undef OBJECT

ASK_WHOLE(simulator, step)
ASK_WHOLE(simulator, memory_bytes)
ASK_WHOLE(simulator, step_bound)
ASK_WHOLE(simulator, state_hash)
ASK_REAL(simulator, time_ms)
ASK_REAL(simulator, dt_ms)
ASK_LIST(simulator, populations, population, population_info)
ASK_LIST(simulator, channels, channel, channel_info)
ASK_LIST(simulator, inputs, input, channel_info)

// Without check: the simulator has no owner yet that would free it.
static uint64_t count_cells(const simulator *sim) {
    size_t n_populations = 0;
    uint64_t n_cells = 0;
    subthal_population_info info;
    subthal_simulator_population_count(sim, &n_populations);
    for (size_t i = 0; i < n_populations; ++i)
        if (subthal_simulator_population_info(sim, i, &info, sizeof info) == SUBTHAL_STATUS_OK)
            n_cells += info.n_cells;
    return n_cells;
}

COMMAND(simulator_new) {
    simulator *sim = NULL;
    const network *net = network_of(in[0]);
    subthal_simulator_config config;
    check(subthal_simulator_config_default(&config, sizeof config));
    struct_of(in[1], &SIMULATOR_CONFIG, &config);
    check(subthal_simulator_new(net, &config, &sim));
    live_add(SIMULATOR, sim, count_cells(sim));
    out[0] = token_from(sim);
}

COMMAND(simulator_free) {
    (void)out;
    simulator *sim = simulator_of(in[0]);
    check(subthal_simulator_free(sim));
    live_remove(sim);
}

COMMAND(simulator_reset) {
    (void)out;
    check(subthal_simulator_reset(simulator_of(in[0])));
}

COMMAND(simulator_backend) {
    size_t needed = 0;
    const simulator *sim = simulator_of(in[0]);
    check(subthal_simulator_backend(sim, NULL, 0, &needed));
    char *text = mxMalloc(needed);
    check(subthal_simulator_backend(sim, text, needed, NULL));
    out[0] = mxCreateString(text);
}

COMMAND(simulator_divergence) {
    subthal_divergence where = {0};
    check(subthal_simulator_divergence(simulator_of(in[0]), &where, sizeof where));
    out[0] = struct_from(&DIVERGENCE, &where, 1);
}

COMMAND(simulator_state) {
    size_t needed = 0;
    const simulator *sim = simulator_of(in[0]);
    const char *population = text_of(in[1], "population"), *variable = text_of(in[2], "variable");
    check(subthal_simulator_state(sim, population, variable, NULL, 0, &needed));
    out[0] = doubles_new(needed, 1);
    check(subthal_simulator_state(sim, population, variable, mxGetPr(out[0]), needed, NULL));
}

COMMAND(simulator_clamp_count) {
    uint64_t count = 0;
    check(subthal_simulator_clamp_count(simulator_of(in[0]), text_of(in[1], "population"), &count));
    out[0] = whole_from(count);
}

COMMAND(simulator_spike_count) {
    uint64_t count = 0;
    check(subthal_simulator_spike_count(simulator_of(in[0]), text_of(in[1], "population"), &count));
    out[0] = whole_from(count);
}

COMMAND(simulator_delivered) {
    subthal_delivered sum = {0};
    check(subthal_simulator_delivered(simulator_of(in[0]), text_of(in[1], "stimulator"), &sum,
                                      sizeof sum));
    out[0] = struct_from(&DELIVERED, &sum, 1);
}

COMMAND(simulator_inject_spike) {
    (void)out;
    check(subthal_simulator_inject_spike(simulator_of(in[0]), text_of(in[1], "population"),
                                         index_of(in[2], "cell")));
}
