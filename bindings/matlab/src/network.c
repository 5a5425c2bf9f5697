// Commands about a network: what to simulate.
#include "support.h"
#include "ask.h"

#define OBJECT network
#include "params.h"
#undef OBJECT

ASK_WHOLE(network, seed)
ASK_WHOLE(network, memory_bytes)
ASK_LIST(network, populations, population, population_info)
ASK_LIST(network, projections, projection, projection_info)

static mxArray *owned(network *net) {
    live_add(NETWORK, net, 0);
    return token_from(net);
}

COMMAND(network_new) {
    network *net = NULL;
    check(subthal_network_new(whole_of(in[0], "seed"), &net));
    out[0] = owned(net);
}

COMMAND(network_copy) {
    network *copy = NULL;
    check(subthal_network_copy(network_of(in[0]), &copy));
    out[0] = owned(copy);
}

COMMAND(network_free) {
    (void)out;
    network *net = network_of(in[0]);
    check(subthal_network_free(net));
    live_remove(net);
}

COMMAND(network_from_preset) {
    network *net = NULL;
    subthal_preset_config config;
    check(subthal_preset_config_default(&config, sizeof config));
    struct_of(in[1], &PRESET, &config);
    check(subthal_network_from_preset(text_of(in[0], "name"), &config, &net));
    out[0] = owned(net);
}

COMMAND(network_from_text) {
    network *net = NULL;
    check(subthal_network_from_text(text_of(in[0], "text"), mxGetNumberOfElements(in[0]), &net));
    out[0] = owned(net);
}

COMMAND(network_to_text) {
    size_t needed = 0;
    const network *net = network_of(in[0]);
    check(subthal_network_to_text(net, NULL, 0, &needed));
    char *text = mxMalloc(needed);
    check(subthal_network_to_text(net, text, needed, NULL));
    out[0] = mxCreateString(text);
}

COMMAND(network_set_seed) {
    (void)out;
    check(subthal_network_set_seed(network_of(in[0]), whole_of(in[1], "seed")));
}

COMMAND(network_add_population) {
    (void)out;
    check(subthal_network_add_population(network_of(in[0]), text_of(in[1], "name"),
                                         text_of(in[2], "model"), whole_of(in[3], "n_cells")));
}

// token, struct -> nothing: fills a configuration from the struct and adds it
#define ADD(what, shape)                                                                           \
    COMMAND(network_add_##what) {                                                                  \
        (void)out;                                                                                 \
        subthal_##what##_config config;                                                            \
        check(subthal_##what##_config_default(&config, sizeof config));                            \
        struct_of(in[1], &shape, &config);                                                         \
        check(subthal_network_add_##what(network_of(in[0]), &config));                             \
    }
ADD(projection, PROJECTION)
ADD(noise, NOISE)
ADD(input, INPUT)
ADD(pulses, PULSES)
ADD(probe, PROBE)
ADD(stimulator, STIMULATOR)
ADD(lfp, LFP)

// ---- where cells are

COMMAND(network_set_positions) {
    (void)out;
    size_t count = 0;
    const double *xyz_um = reals_of(in[2], "xyz_um", &count);
    if (mxGetM(in[2]) != 3)
        refuse("xyz_um must be 3 x cells, this is %zu x %zu", mxGetM(in[2]), mxGetN(in[2]));
    check(subthal_network_set_positions(network_of(in[0]), text_of(in[1], "population"), xyz_um,
                                        count));
}

COMMAND(network_place_in_ball) {
    (void)out;
    double at[3];
    point_of(in[2], "centre_um", at);
    check(subthal_network_place_in_ball(network_of(in[0]), text_of(in[1], "population"), at[0],
                                        at[1], at[2], real_of(in[3], "radius_um")));
}

COMMAND(network_positions) {
    size_t needed = 0;
    const network *net = network_of(in[0]);
    const char *population = text_of(in[1], "population");
    check(subthal_network_positions(net, population, NULL, 0, &needed));
    out[0] = doubles_new(3, needed / 3);
    check(subthal_network_positions(net, population, mxGetPr(out[0]), needed, NULL));
}

COMMAND(network_field) {
    size_t needed = 0;
    double at[3];
    const network *net = network_of(in[0]);
    const char *population = text_of(in[1], "population");
    double conductivity = real_of(in[3], "conductivity");
    point_of(in[2], "electrode_um", at);
    check(subthal_network_field(net, population, at[0], at[1], at[2], conductivity, NULL, 0,
                                &needed));
    out[0] = doubles_new(needed, 1);
    check(subthal_network_field(net, population, at[0], at[1], at[2], conductivity, mxGetPr(out[0]),
                                needed, NULL));
}

// ---- cells and wiring

COMMAND(network_variable_names) {
    size_t needed = 0;
    const network *net = network_of(in[0]);
    const char *population = text_of(in[1], "population");
    check(subthal_network_variable_names(net, population, NULL, 0, &needed));
    char *text = mxMalloc(needed);
    check(subthal_network_variable_names(net, population, text, needed, NULL));
    out[0] = lines_from(text);
}

COMMAND(network_set_cells) {
    (void)out;
    size_t count = 0;
    const double *values = reals_of(in[2], "values", &count);
    check(subthal_network_set_cells(network_of(in[0]), text_of(in[1], "path"), values, count));
}

COMMAND(network_set_heterogeneity) {
    (void)out;
    check(subthal_network_set_heterogeneity(network_of(in[0]), text_of(in[1], "path"),
                                            real_of(in[2], "relative_sd")));
}

COMMAND(network_set_initial) {
    (void)out;
    size_t count = 0;
    const double *values = reals_of(in[2], "values", &count);
    check(subthal_network_set_initial(network_of(in[0]), text_of(in[1], "path"), values, count));
}

COMMAND(network_set_initial_spread) {
    (void)out;
    check(subthal_network_set_initial_spread(network_of(in[0]), text_of(in[1], "path"),
                                             real_of(in[2], "sd")));
}

COMMAND(network_cell_values) {
    size_t needed = 0;
    const network *net = network_of(in[0]);
    const char *path = text_of(in[1], "path");
    check(subthal_network_cell_values(net, path, NULL, 0, &needed));
    out[0] = doubles_new(needed, 1);
    check(subthal_network_cell_values(net, path, mxGetPr(out[0]), needed, NULL));
}

static mxArray *column32(size_t count) {
    return mxCreateUninitNumericMatrix(count, 1, mxUINT32_CLASS, mxREAL);
}

static void count_from_one(uint32_t *indices, size_t count) {
    for (size_t i = 0; i < count; ++i) ++indices[i];
}

COMMAND(network_pulse_steps) {
    size_t count = 0;
    const network *net = network_of(in[0]);
    const char *train = text_of(in[1], "train");
    uint64_t trial = whole_of(in[2], "trial"), n_steps = whole_of(in[4], "n_steps");
    double dt_ms = real_of(in[3], "dt_ms");
    check(subthal_network_pulse_steps(net, train, trial, dt_ms, n_steps, NULL, 0, &count));
    uint64_t *steps = mxMalloc((count + 1) * sizeof *steps);
    check(subthal_network_pulse_steps(net, train, trial, dt_ms, n_steps, steps, count, NULL));
    for (size_t i = 0; i < count; ++i) ++steps[i];
    out[0] = row_from(steps, count, mxUINT64_CLASS);
}

COMMAND(network_wiring) {
    size_t needed = 0;
    const network *net = network_of(in[0]);
    const char *name = text_of(in[1], "projection");
    check(subthal_network_wiring(net, name, NULL, NULL, NULL, NULL, 0, &needed));
    out[0] = column32(needed);
    out[1] = column32(needed);
    out[2] = doubles_new(needed, 1);
    out[3] = doubles_new(needed, 1);
    uint32_t *pre = mxGetData(out[0]), *post = mxGetData(out[1]);
    check(subthal_network_wiring(net, name, pre, post, mxGetPr(out[2]), mxGetPr(out[3]), needed,
                                 NULL));
    count_from_one(pre, needed);
    count_from_one(post, needed);
}
