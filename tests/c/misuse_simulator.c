// Whatever is wrong in a call on a simulator is an error that names it; nothing is written, and the
// simulation stays where it was.
#include "refuse.h"

#include <fenv.h>
#include <float.h>

static subthal_run run; // filled; two steps of everything

static double inputs[2];
static double rows[64];
static subthal_spike spikes[8];

static void fill_run(void) {
    ACCEPTS(subthal_run_default(&run, sizeof run));
    run.n_steps = 2;
    run.inputs = inputs;
    run.inputs_len = 2;
    run.rows = rows;
    run.rows_len = 64;
    run.spikes = spikes;
    run.spikes_len = 8;
}

// ---- handles ---------------------------------------------------------------------------------

// Every call that takes a simulator, with nothing wrong but the handle.
static void no_call_takes(subthal_simulator *sim, subthal_status status, const char *word) {
    static const size_t ids[] = {0, 1};
    static const double values[] = {1.0, 2.0};
    REFUSES(status, word, subthal_simulator_reset(sim));
    REFUSES(status, word, subthal_simulator_step(sim, &out.u64));
    REFUSES(status, word, subthal_simulator_time_ms(sim, &out.value));
    REFUSES(status, word, subthal_simulator_dt_ms(sim, &out.value));
    REFUSES(status, word, subthal_simulator_memory_bytes(sim, &out.u64));
    REFUSES(status, word, subthal_simulator_step_bound(sim, &out.u64));
    REFUSES(status, word, subthal_simulator_backend(sim, out.text, 64, &out.size));
    REFUSES(status, word, subthal_simulator_population_count(sim, &out.size));
    REFUSES(status, word,
            subthal_simulator_population_info(sim, 0, &out.population, sizeof out.population));
    REFUSES(status, word, subthal_simulator_row_count(sim, 10, 1, &out.u64));
    REFUSES(status, word, subthal_simulator_run(sim, &run));
    REFUSES(status, word, subthal_simulator_channel_count(sim, &out.size));
    REFUSES(status, word, subthal_simulator_channel_info(sim, 0, &out.channel, sizeof out.channel));
    REFUSES(status, word, subthal_simulator_input_count(sim, &out.size));
    REFUSES(status, word, subthal_simulator_input_info(sim, 0, &out.channel, sizeof out.channel));
    REFUSES(status, word, subthal_simulator_param_count(sim, &out.size));
    REFUSES(status, word, subthal_simulator_param_info(sim, 0, &out.param, sizeof out.param));
    REFUSES(status, word, subthal_simulator_find_param(sim, "stn.i_app", &out.size));
    REFUSES(status, word, subthal_simulator_get(sim, "stn.i_app", &out.value));
    REFUSES(status, word, subthal_simulator_set(sim, "stn.i_app", 1.0));
    REFUSES(status, word, subthal_simulator_get_many(sim, ids, out.values, 2));
    REFUSES(status, word, subthal_simulator_set_many(sim, ids, values, 2));
    REFUSES(status, word,
            subthal_simulator_divergence(sim, &out.divergence, sizeof out.divergence));
    REFUSES(status, word, subthal_simulator_state(sim, "stn", "v", out.values, 64, &out.size));
    REFUSES(status, word, subthal_simulator_state_hash(sim, &out.u64));
    REFUSES(status, word, subthal_simulator_clamp_count(sim, "stn", &out.u64));
    REFUSES(status, word, subthal_simulator_spike_count(sim, "stn", &out.u64));
    REFUSES(status, word, subthal_simulator_inject_spike(sim, "stn", 0));
    REFUSES(status, word, subthal_simulator_metric(sim, &run, "stn", "rate", 0, &out.value));
}

static void bad_handles(subthal_network *net, subthal_simulator *sim) {
    subthal_simulator *freed = NULL;
    ACCEPTS(subthal_simulator_new(net, NULL, &freed));
    ACCEPTS(subthal_simulator_free(freed));
    ACCEPTS(subthal_simulator_free(NULL));

    no_call_takes(NULL, IS_NULL, "sim is NULL");
    no_call_takes(freed, HANDLE, "sim is not a live handle: it was freed");
    no_call_takes((subthal_simulator *)net, HANDLE,
                  "sim is not a live handle: it is a subthal_net");
    no_call_takes((subthal_simulator *)&out, HANDLE, "sim is not a live handle: subthal never");
    no_call_takes((subthal_simulator *)((char *)sim + 4), HANDLE, "sim is not a live handle");

    REFUSES(HANDLE, "it was freed", subthal_simulator_free(freed));
    REFUSES(HANDLE, "it is a subthal_network", subthal_simulator_free((subthal_simulator *)net));
}

// ---- pointers and buffers ----------------------------------------------------------------------

static void null_pointers(subthal_network *net, subthal_simulator *sim) {
    static const size_t ids[] = {0, 1};
    const size_t size = sizeof out.param;
    REFUSES(IS_NULL, "config", subthal_simulator_config_default(NULL, 32));
    REFUSES(IS_NULL, "run", subthal_run_default(NULL, sizeof run));
    REFUSES(IS_NULL, "sim", subthal_simulator_new(net, NULL, NULL));
    REFUSES(IS_NULL, "step", subthal_simulator_step(sim, NULL));
    REFUSES(IS_NULL, "time_ms", subthal_simulator_time_ms(sim, NULL));
    REFUSES(IS_NULL, "dt_ms", subthal_simulator_dt_ms(sim, NULL));
    REFUSES(IS_NULL, "bytes", subthal_simulator_memory_bytes(sim, NULL));
    REFUSES(IS_NULL, "bound", subthal_simulator_step_bound(sim, NULL));
    REFUSES(IS_NULL, "out", subthal_simulator_backend(sim, NULL, 64, &out.size));
    REFUSES(IS_NULL, "count", subthal_simulator_population_count(sim, NULL));
    REFUSES(IS_NULL, "info", subthal_simulator_population_info(sim, 0, NULL, size));
    REFUSES(IS_NULL, "n_rows", subthal_simulator_row_count(sim, 10, 1, NULL));
    REFUSES(IS_NULL, "run", subthal_simulator_run(sim, NULL));
    REFUSES(IS_NULL, "count", subthal_simulator_channel_count(sim, NULL));
    REFUSES(IS_NULL, "info", subthal_simulator_channel_info(sim, 0, NULL, size));
    REFUSES(IS_NULL, "count", subthal_simulator_input_count(sim, NULL));
    REFUSES(IS_NULL, "info", subthal_simulator_input_info(sim, 0, NULL, size));
    REFUSES(IS_NULL, "count", subthal_simulator_param_count(sim, NULL));
    REFUSES(IS_NULL, "info", subthal_simulator_param_info(sim, 0, NULL, size));
    REFUSES(IS_NULL, "path", subthal_simulator_find_param(sim, NULL, &out.size));
    REFUSES(IS_NULL, "id", subthal_simulator_find_param(sim, "stn.i_app", NULL));
    REFUSES(IS_NULL, "path", subthal_simulator_get(sim, NULL, &out.value));
    REFUSES(IS_NULL, "value", subthal_simulator_get(sim, "stn.i_app", NULL));
    REFUSES(IS_NULL, "path", subthal_simulator_set(sim, NULL, 1.0));
    REFUSES(IS_NULL, "ids", subthal_simulator_get_many(sim, NULL, out.values, 2));
    REFUSES(IS_NULL, "values", subthal_simulator_get_many(sim, ids, NULL, 2));
    REFUSES(IS_NULL, "ids", subthal_simulator_set_many(sim, NULL, inputs, 2));
    REFUSES(IS_NULL, "values", subthal_simulator_set_many(sim, ids, NULL, 2));
    REFUSES(IS_NULL, "divergence", subthal_simulator_divergence(sim, NULL, 104));
    REFUSES(IS_NULL, "population", subthal_simulator_state(sim, NULL, "v", NULL, 0, &out.size));
    REFUSES(IS_NULL, "variable", subthal_simulator_state(sim, "stn", NULL, NULL, 0, &out.size));
    REFUSES(IS_NULL, "values", subthal_simulator_state(sim, "stn", "v", NULL, 2, &out.size));
    REFUSES(IS_NULL, "hash", subthal_simulator_state_hash(sim, NULL));
    REFUSES(IS_NULL, "population", subthal_simulator_clamp_count(sim, NULL, &out.u64));
    REFUSES(IS_NULL, "count", subthal_simulator_clamp_count(sim, "stn", NULL));
    REFUSES(IS_NULL, "population", subthal_simulator_spike_count(sim, NULL, &out.u64));
    REFUSES(IS_NULL, "count", subthal_simulator_spike_count(sim, "stn", NULL));
    REFUSES(IS_NULL, "population", subthal_simulator_inject_spike(sim, NULL, 0));
    REFUSES(IS_NULL, "run", subthal_simulator_metric(sim, NULL, "stn", "rate", 0, &out.value));
    REFUSES(IS_NULL, "population",
            subthal_simulator_metric(sim, &run, NULL, "rate", 0, &out.value));
    REFUSES(IS_NULL, "metric", subthal_simulator_metric(sim, &run, "stn", NULL, 0, &out.value));
    REFUSES(IS_NULL, "value", subthal_simulator_metric(sim, &run, "stn", "rate", 0, NULL));
}

// One field of a run is wrong.
#define RUN(expected, word, field, ...)                                                            \
    do {                                                                                           \
        subthal_run bad = run;                                                                     \
        bad.field = __VA_ARGS__;                                                                   \
        const subthal_run kept = bad;                                                              \
        REFUSES(expected, word, subthal_simulator_run(sim, &bad));                                 \
        HOLDS(memcmp(&kept, &bad, sizeof bad) == 0);                                               \
    } while (0)

static void bad_runs(subthal_simulator *sim) {
    static const double not_finite[] = {0.0, NAN, INFINITY, 0.0};
    RUN(INVALID, "struct_size 0", struct_size, 0);
    RUN(INVALID, "struct_size", struct_size, SIZE_MAX);
    RUN(INVALID, "inputs", inputs_len, 1);
    RUN(SHORT, "run.rows", n_steps, UINT64_MAX);
    RUN(IS_NULL, "run.inputs", inputs, NULL);
    RUN(INVALID, "inputs holds NaN", inputs, not_finite);
    RUN(INVALID, "inputs holds inf", inputs, not_finite + 2);
    RUN(TOO_LARGE, "run.inputs", inputs_len, SIZE_MAX);
    RUN(SHORT, "run.rows holds 5", rows_len, 5); // 2 rows x 3 channels
    RUN(IS_NULL, "run.rows", rows, NULL);
    RUN(TOO_LARGE, "run.rows", rows_len, SIZE_MAX / 8 + 1);
    RUN(INVALID, "run.rows is not aligned", rows, (double *)((char *)rows + 1));
    RUN(INVALID, "run.inputs overlaps run.rows", rows, inputs);
    RUN(INVALID, "run.rows overlaps run.spikes", spikes, (subthal_spike *)rows);
    RUN(IS_NULL, "run.spikes", spikes, NULL);
    RUN(TOO_LARGE, "run.spikes", spikes_len, SIZE_MAX);
    RUN(INVALID, "run.cancel is not aligned", cancel, (const int32_t *)((char *)rows + 1));
    RUN(INVALID, "run.cancel overlaps run.inputs", cancel, (const int32_t *)inputs + 3);
    RUN(INVALID, "run.cancel overlaps run.rows", cancel, (const int32_t *)rows);
    RUN(INVALID, "run.cancel overlaps run.spikes", cancel, (const int32_t *)spikes);
    RUN(INVALID, "struct_size 87", struct_size, offsetof(subthal_run, cancel) - 1);

    subthal_run longest = run;
    longest.inputs_len = longest.rows_len = longest.spikes_len = 0;
    longest.inputs = NULL;
    longest.rows = NULL;
    longest.spikes = NULL;
    longest.n_steps = UINT64_MAX;
    REFUSES(INVALID, "n_steps", subthal_simulator_run(sim, &longest));

    fesetround(FE_UPWARD);
    const volatile double one = 1.0;
    if (one + DBL_EPSILON / 4 > one) // valgrind rounds to nearest whatever is asked
        REFUSES(SUBTHAL_STATUS_ROUNDING_MODE, "round", subthal_simulator_run(sim, &run));
    fesetround(FE_TONEAREST);
    for (size_t i = 0; i < 64; ++i) HOLDS(rows[i] == -7.0);
}

static void bad_answers(subthal_simulator *sim) {
    REFUSES(SHORT, "out holds 1", subthal_simulator_backend(sim, out.text, 1, &out.size));
    REFUSES(SHORT, "values holds 1",
            subthal_simulator_state(sim, "stn", "v", out.values, 1, &out.size));
    REFUSES(TOO_LARGE, "values",
            subthal_simulator_state(sim, "stn", "v", out.values, SIZE_MAX, &out.size));
    REFUSES(INVALID, "struct_size", subthal_run_default((void *)&out.values, 8));
    REFUSES(INVALID, "struct_size", subthal_simulator_config_default((void *)&out.values, 0));
    REFUSES(INVALID, "struct_size", subthal_simulator_divergence(sim, &out.divergence, 1));
    REFUSES(INVALID, "struct_size", subthal_simulator_channel_info(sim, 0, &out.channel, 3));
    REFUSES(INVALID, "struct_size", subthal_simulator_population_info(sim, 0, &out.population, 9));
    REFUSES(INVALID, "struct_size", subthal_simulator_input_info(sim, 0, &out.channel, 1 << 20));
    REFUSES(INVALID, "struct_size", subthal_simulator_param_info(sim, 0, &out.param, 0));
}

// ---- values ------------------------------------------------------------------------------------

static void bad_configs(subthal_network *net) {
    static const double bad_dt_ms[] = {NAN, INFINITY, -INFINITY, 0.0, -0.025, 2.0, 1e-300};
    subthal_simulator_config good, config;
    ACCEPTS(subthal_simulator_config_default(&good, sizeof good));
    for (size_t i = 0; i < sizeof bad_dt_ms / sizeof *bad_dt_ms; ++i) {
        config = good;
        config.dt_ms = bad_dt_ms[i];
        REFUSES(OUT_OF_RANGE, "dt_ms", subthal_simulator_new(net, &config, &out.sim));
    }
    config = good;
    config.dt_ms = 0.3; // a delay of 1 ms is no whole number of these
    REFUSES(INVALID, "stn_to_gpe.delay", subthal_simulator_new(net, &config, &out.sim));
    config = good;
    config.integrator = "euler";
    REFUSES(UNKNOWN, "forward_euler", subthal_simulator_new(net, &config, &out.sim));
    config.integrator = NULL;
    REFUSES(IS_NULL, "config.integrator", subthal_simulator_new(net, &config, &out.sim));
    config = good;
    config.struct_size = 0;
    REFUSES(INVALID, "config has struct_size 0", subthal_simulator_new(net, &config, &out.sim));

    subthal_network *huge = NULL; // a billion cells: more than the machines that this runs on hold
    ACCEPTS(subthal_network_new(1, &huge));
    ACCEPTS(subthal_network_add_population(huge, "stn", "stn", 1 << 30));
    ACCEPTS(subthal_network_add_population(huge, "gpe", "stn", 1 << 30));
    REFUSES(TOO_LARGE, "bytes", subthal_simulator_new(huge, NULL, &out.sim));
    ACCEPTS(subthal_network_free(huge));
}

static void bad_values(subthal_simulator *sim) {
    const size_t ids[] = {0, 9999};
    const double values[] = {1.0, 2.0};
    size_t delay = 0;
    ACCEPTS(subthal_simulator_find_param(sim, "stn_to_gpe.delay", &delay));
    REFUSES(FIXED, "stn_to_gpe.delay", subthal_simulator_set(sim, "stn_to_gpe.delay", 2.0));
    REFUSES(FIXED, "stn_to_gpe.delay", subthal_simulator_set_many(sim, &delay, values, 1));
    REFUSES(INVALID, "9999", subthal_simulator_set_many(sim, ids, values, 2));
    REFUSES(INVALID, "9999", subthal_simulator_get_many(sim, ids, out.values, 2));
    REFUSES(TOO_LARGE, "ids", subthal_simulator_set_many(sim, ids, values, SIZE_MAX));
    REFUSES(OUT_OF_RANGE, "stn.i_app", subthal_simulator_set(sim, "stn.i_app", NAN));
    REFUSES(OUT_OF_RANGE, "stn.g_na", subthal_simulator_set(sim, "stn.g_na", -INFINITY));
    REFUSES(UNKNOWN, "stn.i_app", subthal_simulator_set(sim, "stn.iapp", 1.0));
    REFUSES(UNKNOWN, "stn.i_app", subthal_simulator_get(sim, "stn.iapp", &out.value));
    REFUSES(UNKNOWN, "stn.i_app", subthal_simulator_find_param(sim, "stn.iapp", &out.size));
    REFUSES(INVALID, "id is 9999",
            subthal_simulator_param_info(sim, 9999, &out.param, sizeof out.param));
    REFUSES(INVALID, "index is 2, there are 2",
            subthal_simulator_population_info(sim, 2, &out.population, sizeof out.population));
    REFUSES(INVALID, "index is 3",
            subthal_simulator_channel_info(sim, 3, &out.channel, sizeof out.channel));
    REFUSES(INVALID, "index is 1",
            subthal_simulator_input_info(sim, 1, &out.channel, sizeof out.channel));
    REFUSES(UNKNOWN, "population", subthal_simulator_state(sim, "gpi", "v", NULL, 0, &out.size));
    REFUSES(UNKNOWN, "variable", subthal_simulator_state(sim, "gpe", "m", NULL, 0, &out.size));
    REFUSES(UNKNOWN, "population", subthal_simulator_clamp_count(sim, "gpi", &out.u64));
    REFUSES(UNKNOWN, "population", subthal_simulator_spike_count(sim, "gpi", &out.u64));
    REFUSES(UNKNOWN, "population", subthal_simulator_inject_spike(sim, "gpi", 0));
    REFUSES(INVALID, "cell is 2", subthal_simulator_inject_spike(sim, "stn", 2));
    REFUSES(INVALID, "cell", subthal_simulator_inject_spike(sim, "stn", UINT64_MAX));
}

int main(void) {
    subthal_network *net = small_network();
    subthal_simulator *sim = NULL;
    ACCEPTS(subthal_simulator_new(net, NULL, &sim));
    fill_run();
    ACCEPTS(subthal_simulator_run(sim, &run));
    for (size_t i = 0; i < 64; ++i) rows[i] = -7.0;
    uint64_t hash = 0, again = 0;
    ACCEPTS(subthal_simulator_state_hash(sim, &hash));
    bad_handles(net, sim);
    null_pointers(net, sim);
    bad_runs(sim);
    bad_answers(sim);
    bad_configs(net);
    bad_values(sim);
    ACCEPTS(subthal_simulator_state_hash(sim, &again));
    HOLDS(hash == again); // no refused call has moved the simulation
    ACCEPTS(subthal_simulator_free(sim));
    ACCEPTS(subthal_network_free(net));
    return verdict();
}
