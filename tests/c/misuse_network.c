// Whatever is wrong in a call on a network is an error that names it; nothing is written or leaked.
#include "refuse.h"

static subthal_projection_config projection;
static subthal_noise_config noise;
static subthal_input_config input;
static subthal_probe_config probe;

static void fill_configs(void) {
    ACCEPTS(subthal_projection_config_default(&projection, sizeof projection));
    projection.name = "again";
    projection.from = "stn";
    projection.to = "gpe";
    ACCEPTS(subthal_noise_config_default(&noise, sizeof noise));
    noise.population = "gpe";
    ACCEPTS(subthal_input_config_default(&input, sizeof input));
    input.name = "second";
    input.population = "stn";
    ACCEPTS(subthal_probe_config_default(&probe, sizeof probe));
    probe.population = "stn";
}

// ---- handles ---------------------------------------------------------------------------------

// Every call that takes a network, with nothing wrong but the handle.
static void no_call_takes(subthal_network *net, subthal_status status, const char *word) {
    static const size_t ids[] = {0, 1};
    static const double values[] = {1.0, 2.0, 3.0};
    REFUSES(status, word, subthal_network_copy(net, &out.net));
    REFUSES(status, word, subthal_network_seed(net, &out.u64));
    REFUSES(status, word, subthal_network_set_seed(net, 1));
    REFUSES(status, word, subthal_network_memory_bytes(net, &out.u64));
    REFUSES(status, word, subthal_network_add_population(net, "gpi", "adex_gpi", 2));
    REFUSES(status, word, subthal_network_population_count(net, &out.size));
    REFUSES(status, word,
            subthal_network_population_info(net, 0, &out.population, sizeof out.population));
    REFUSES(status, word, subthal_network_variable_names(net, "stn", out.text, 64, &out.size));
    REFUSES(status, word, subthal_network_add_projection(net, &projection));
    REFUSES(status, word, subthal_network_add_noise(net, &noise));
    REFUSES(status, word, subthal_network_add_input(net, &input));
    REFUSES(status, word, subthal_network_add_probe(net, &probe));
    REFUSES(status, word, subthal_network_param_count(net, &out.size));
    REFUSES(status, word, subthal_network_param_info(net, 0, &out.param, sizeof out.param));
    REFUSES(status, word, subthal_network_find_param(net, "stn.i_app", &out.size));
    REFUSES(status, word, subthal_network_get(net, "stn.i_app", &out.value));
    REFUSES(status, word, subthal_network_set(net, "stn.i_app", 1.0));
    REFUSES(status, word, subthal_network_get_many(net, ids, out.values, 2));
    REFUSES(status, word, subthal_network_set_many(net, ids, values, 2));
    REFUSES(status, word, subthal_network_set_cells(net, "gpe.i_app", values, 3));
    REFUSES(status, word, subthal_network_set_heterogeneity(net, "stn.i_app", 0.1));
    REFUSES(status, word, subthal_network_set_initial(net, "gpe.v", values, 3));
    REFUSES(status, word, subthal_network_set_initial_spread(net, "stn.v", 1.0));
    REFUSES(status, word, subthal_network_cell_values(net, "stn.i_app", out.values, 64, &out.size));
    REFUSES(status, word,
            subthal_network_wiring(net, "stn_to_gpe", out.pre, out.post, out.values, NULL, 64,
                                   &out.size));
    REFUSES(status, word, subthal_network_projection_count(net, &out.size));
    REFUSES(status, word,
            subthal_network_projection_info(net, 0, &out.projection, sizeof out.projection));
    REFUSES(status, word, subthal_network_to_text(net, out.text, 64, &out.size));
    REFUSES(status, word, subthal_simulator_new(net, NULL, &out.sim));
}

static void bad_handles(subthal_network *net) {
    subthal_simulator *sim = NULL;
    subthal_network *freed = NULL;
    ACCEPTS(subthal_simulator_new(net, NULL, &sim));
    ACCEPTS(subthal_network_copy(net, &freed));
    ACCEPTS(subthal_network_free(freed));
    ACCEPTS(subthal_network_free(NULL));

    no_call_takes(NULL, IS_NULL, "net is NULL");
    no_call_takes(freed, HANDLE, "net is not a live handle: it was freed");
    no_call_takes((subthal_network *)sim, HANDLE, "net is not a live handle: it is a subthal_sim");
    no_call_takes((subthal_network *)&out, HANDLE, "net is not a live handle: subthal never gave");
    no_call_takes((subthal_network *)((char *)net + 1), HANDLE, "net is not a live handle");
    no_call_takes((subthal_network *)((char *)net + 8), HANDLE, "net is not a live handle");

    REFUSES(HANDLE, "it was freed", subthal_network_free(freed));
    REFUSES(HANDLE, "it is a subthal_simulator", subthal_network_free((subthal_network *)sim));
    REFUSES(HANDLE, "net is not", subthal_network_free((subthal_network *)&out));
    ACCEPTS(subthal_simulator_free(sim));
}

// ---- pointers --------------------------------------------------------------------------------

static void null_pointers(subthal_network *net) {
    static const size_t ids[] = {0, 1};
    static const double values[] = {1.0, 2.0};
    const size_t size = sizeof out.param;
    REFUSES(IS_NULL, "net", subthal_network_new(1, NULL));
    REFUSES(IS_NULL, "net", subthal_network_from_preset("seed_hh_default", NULL, NULL));
    REFUSES(IS_NULL, "name", subthal_network_from_preset(NULL, NULL, &out.net));
    REFUSES(IS_NULL, "config", subthal_preset_config_default(NULL, 40));
    REFUSES(IS_NULL, "copy", subthal_network_copy(net, NULL));
    REFUSES(IS_NULL, "seed", subthal_network_seed(net, NULL));
    REFUSES(IS_NULL, "bytes", subthal_network_memory_bytes(net, NULL));
    REFUSES(IS_NULL, "name", subthal_network_add_population(net, NULL, "stn", 1));
    REFUSES(IS_NULL, "model", subthal_network_add_population(net, "x", NULL, 1));
    REFUSES(IS_NULL, "count", subthal_network_population_count(net, NULL));
    REFUSES(IS_NULL, "info", subthal_network_population_info(net, 0, NULL, size));
    REFUSES(IS_NULL, "population", subthal_network_variable_names(net, NULL, NULL, 0, NULL));
    REFUSES(IS_NULL, "config", subthal_projection_config_default(NULL, sizeof projection));
    REFUSES(IS_NULL, "config", subthal_network_add_projection(net, NULL));
    REFUSES(IS_NULL, "config", subthal_noise_config_default(NULL, sizeof noise));
    REFUSES(IS_NULL, "config", subthal_network_add_noise(net, NULL));
    REFUSES(IS_NULL, "config", subthal_input_config_default(NULL, sizeof input));
    REFUSES(IS_NULL, "config", subthal_network_add_input(net, NULL));
    REFUSES(IS_NULL, "config", subthal_probe_config_default(NULL, sizeof probe));
    REFUSES(IS_NULL, "config", subthal_network_add_probe(net, NULL));
    REFUSES(IS_NULL, "count", subthal_network_param_count(net, NULL));
    REFUSES(IS_NULL, "info", subthal_network_param_info(net, 0, NULL, size));
    REFUSES(IS_NULL, "path", subthal_network_find_param(net, NULL, &out.size));
    REFUSES(IS_NULL, "id", subthal_network_find_param(net, "stn.i_app", NULL));
    REFUSES(IS_NULL, "path", subthal_network_get(net, NULL, &out.value));
    REFUSES(IS_NULL, "value", subthal_network_get(net, "stn.i_app", NULL));
    REFUSES(IS_NULL, "path", subthal_network_set(net, NULL, 1.0));
    REFUSES(IS_NULL, "ids", subthal_network_get_many(net, NULL, out.values, 2));
    REFUSES(IS_NULL, "values", subthal_network_get_many(net, ids, NULL, 2));
    REFUSES(IS_NULL, "ids", subthal_network_set_many(net, NULL, values, 2));
    REFUSES(IS_NULL, "values", subthal_network_set_many(net, ids, NULL, 2));
    REFUSES(IS_NULL, "path", subthal_network_set_cells(net, NULL, values, 2));
    REFUSES(IS_NULL, "values", subthal_network_set_cells(net, "stn.i_app", NULL, 2));
    REFUSES(IS_NULL, "path", subthal_network_set_heterogeneity(net, NULL, 0.1));
    REFUSES(IS_NULL, "path", subthal_network_set_initial(net, NULL, values, 2));
    REFUSES(IS_NULL, "values", subthal_network_set_initial(net, "stn.v", NULL, 2));
    REFUSES(IS_NULL, "path", subthal_network_set_initial_spread(net, NULL, 1.0));
    REFUSES(IS_NULL, "path", subthal_network_cell_values(net, NULL, NULL, 0, &out.size));
    REFUSES(IS_NULL, "values", subthal_network_cell_values(net, "stn.i_app", NULL, 2, &out.size));
    REFUSES(IS_NULL, "projection",
            subthal_network_wiring(net, NULL, NULL, NULL, NULL, NULL, 0, &out.size));
    REFUSES(IS_NULL, "count", subthal_network_projection_count(net, NULL));
    REFUSES(IS_NULL, "info", subthal_network_projection_info(net, 0, NULL, size));
    REFUSES(IS_NULL, "out", subthal_network_to_text(net, NULL, 8, &out.size));
    REFUSES(IS_NULL, "text", subthal_network_from_text(NULL, 8, &out.net));
    REFUSES(IS_NULL, "net", subthal_network_from_text("", 0, NULL));
    REFUSES(IS_NULL, "kind", subthal_names(NULL, out.text, 64, &out.size));
    REFUSES(IS_NULL, "out", subthal_names("model", NULL, 64, &out.size));
}

static void short_and_odd_buffers(subthal_network *net) {
    static const size_t ids[] = {0, 1};
    double *odd = (double *)((char *)out.values + 1);
    REFUSES(SHORT, "out holds", subthal_names("model", out.text, 3, &out.size));
    REFUSES(SHORT, "out holds", subthal_network_to_text(net, out.text, 64, &out.size));
    REFUSES(SHORT, "out holds", subthal_network_variable_names(net, "stn", out.text, 1, NULL));
    REFUSES(SHORT, "values holds 1",
            subthal_network_cell_values(net, "stn.i_app", out.values, 1, &out.size));
    REFUSES(SHORT, "pre holds 5",
            subthal_network_wiring(net, "stn_to_gpe", out.pre, out.post, out.values, NULL, 5,
                                   &out.size));
    REFUSES(INVALID, "pre overlaps post",
            subthal_network_wiring(net, "stn_to_gpe", out.pre, out.pre + 2, NULL, NULL, 6, NULL));
    REFUSES(
        INVALID, "weight overlaps delay_ms",
        subthal_network_wiring(net, "stn_to_gpe", NULL, NULL, out.values, out.values + 1, 6, NULL));
    REFUSES(INVALID, "values is not aligned", subthal_network_get_many(net, ids, odd, 2));
    REFUSES(INVALID, "ids overlaps values",
            subthal_network_get_many(net, (size_t *)out.values, out.values, 0 + 2));
    REFUSES(TOO_LARGE, "ids", subthal_network_get_many(net, ids, out.values, SIZE_MAX));
    REFUSES(TOO_LARGE, "values", subthal_network_set_cells(net, "stn.i_app", odd, SIZE_MAX / 8));
    REFUSES(TOO_LARGE, "text", subthal_network_from_text("", SIZE_MAX, &out.net));
    REFUSES(INVALID, "struct_size is 0",
            subthal_network_population_info(net, 0, &out.population, 0));
    REFUSES(INVALID, "struct_size", subthal_network_param_info(net, 0, &out.param, SIZE_MAX));
    REFUSES(INVALID, "struct_size", subthal_network_projection_info(net, 0, &out.projection, 8));
    REFUSES(INVALID, "struct_size", subthal_preset_config_default((void *)&out.values, 8));
    REFUSES(INVALID, "struct_size", subthal_projection_config_default((void *)&out.values, 8));
    REFUSES(INVALID, "struct_size", subthal_noise_config_default((void *)&out.values, 8));
    REFUSES(INVALID, "struct_size", subthal_input_config_default((void *)&out.values, 8));
    REFUSES(INVALID, "struct_size", subthal_probe_config_default((void *)&out.values, SIZE_MAX));
}

// ---- the program -----------------------------------------------------------------------------

int main(void) {
    HOLDS(strcmp(subthal_last_error(), "") == 0);
    HOLDS(subthal_version() / 10000 == SUBTHAL_VERSION_MAJOR);
    HOLDS(subthal_version_string() != NULL);
    HOLDS(strcmp(subthal_status_name(-5), "unknown") == 0);

    subthal_network *net = small_network();
    static char told[1 << 16], again[1 << 16];
    ACCEPTS(subthal_network_to_text(net, told, sizeof told, NULL));
    fill_configs();
    bad_handles(net);
    null_pointers(net);
    short_and_odd_buffers(net);
    ACCEPTS(subthal_network_to_text(net, again, sizeof again, NULL));
    HOLDS(strcmp(told, again) == 0); // no refused call has changed the network
    ACCEPTS(subthal_network_free(net));
    return verdict();
}
