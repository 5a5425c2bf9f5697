// Names, numbers and sizes that mean nothing are refused when a network is described.
#include "refuse.h"

static const double NOT_FINITE[] = {NAN, INFINITY, -INFINITY};

static void populations(subthal_network *net) {
    static char endless[4096];
    memset(endless, 'x', sizeof endless - 1);
    REFUSES(UNKNOWN, "model", subthal_network_add_population(net, "a", "stnn", 2));
    REFUSES(TAKEN, "stn", subthal_network_add_population(net, "stn", "stn", 2));
    REFUSES(INVALID, "name", subthal_network_add_population(net, "", "stn", 2));
    REFUSES(INVALID, "a.b", subthal_network_add_population(net, "a.b", "stn", 2));
    REFUSES(INVALID, "name does not end", subthal_network_add_population(net, endless, "stn", 2));
    REFUSES(INVALID, "name is not UTF-8", subthal_network_add_population(net, "\xff", "stn", 2));
    REFUSES(OUT_OF_RANGE, "n_cells", subthal_network_add_population(net, "a", "stn", 0));
    REFUSES(OUT_OF_RANGE, "n_cells", subthal_network_add_population(net, "a", "stn", UINT64_MAX));
    REFUSES(INVALID, "index is 2",
            subthal_network_population_info(net, 2, &out.population, sizeof out.population));
    REFUSES(INVALID, "index",
            subthal_network_projection_info(net, SIZE_MAX, &out.projection, sizeof out.projection));
    REFUSES(UNKNOWN, "nope", subthal_network_variable_names(net, "nope", NULL, 0, &out.size));
    REFUSES(UNKNOWN, "kind", subthal_names("models", NULL, 0, &out.size));
}

// One field of a projection is wrong.
#define PROJECTION(expected, word, field, ...)                                                     \
    do {                                                                                           \
        subthal_projection_config config = good;                                                   \
        config.field = __VA_ARGS__;                                                                \
        REFUSES(expected, word, subthal_network_add_projection(net, &config));                     \
    } while (0)

static void projections(subthal_network *net) {
    static const uint32_t cells[] = {0, 9};
    static const double weights[] = {1.0, NAN};
    subthal_projection_config good;
    ACCEPTS(subthal_projection_config_default(&good, sizeof good));
    good.name = "again";
    good.from = "stn";
    good.to = "gpe";
    PROJECTION(OUT_OF_RANGE, "again.e_rev", name, "again"); // not said yet
    good.e_rev_mv = 0.0;
    PROJECTION(INVALID, "struct_size 0", struct_size, 0);
    PROJECTION(INVALID, "struct_size", struct_size, SIZE_MAX);
    PROJECTION(IS_NULL, "config.name", name, NULL);
    PROJECTION(IS_NULL, "config.from", from, NULL);
    PROJECTION(IS_NULL, "config.to", to, NULL);
    PROJECTION(IS_NULL, "config.rule", rule, NULL);
    PROJECTION(IS_NULL, "config.weight_unit", weight_unit, NULL);
    PROJECTION(TAKEN, "stn_to_gpe", name, "stn_to_gpe");
    PROJECTION(UNKNOWN, "population", from, "snt");
    PROJECTION(UNKNOWN, "population", to, "");
    PROJECTION(UNKNOWN, "rule", rule, "random");
    PROJECTION(OUT_OF_RANGE, "p of again", rule, "fixed_probability");
    PROJECTION(INVALID, "config.n must be set", rule, "fixed_total");
    PROJECTION(INVALID, "config.k must be set", rule, "fixed_in_degree");
    PROJECTION(INVALID, "again", rule, "one_to_one"); // 2 cells to 3
    PROJECTION(UNKNOWN, "weight unit", weight_unit, "nA");
    PROJECTION(INVALID, "config.unit_peak", unit_peak, 2);
    PROJECTION(INVALID, "config.saturating", saturating, -1);
    PROJECTION(OUT_OF_RANGE, "again.delay_spread", delay_spread_ms, -1.0);
    PROJECTION(IS_NULL, "config.kinetics", kinetics, NULL);
    PROJECTION(UNKNOWN, "kinetics", kinetics, "beta");
    good.kinetics = "graded";
    PROJECTION(OUT_OF_RANGE, "again.sigma", sigma_mv, 0.0);
    PROJECTION(OUT_OF_RANGE, "again.alpha", alpha_per_ms, NAN);
    PROJECTION(INVALID, "graded", delay_spread_ms, 1.0);
    good.kinetics = "two_stage";
    PROJECTION(INVALID, "config.weight_is_total", weight_is_total, 7);
    PROJECTION(INVALID, "config.reserved", reserved, 1);
    PROJECTION(OUT_OF_RANGE, "again.delay", delay_ms, 0.0);
    PROJECTION(OUT_OF_RANGE, "again.tau_rise", tau_rise_ms, -1.0);
    PROJECTION(OUT_OF_RANGE, "again.e_rev", e_rev_mv, 1e6);
    for (int i = 0; i < 3; ++i) {
        PROJECTION(OUT_OF_RANGE, "again.weight", weight, NOT_FINITE[i]);
        PROJECTION(OUT_OF_RANGE, "again.delay", delay_ms, NOT_FINITE[i]);
        PROJECTION(OUT_OF_RANGE, "again.tau_decay", tau_decay_ms, NOT_FINITE[i]);
        PROJECTION(OUT_OF_RANGE, "unit_factor", unit_factor, NOT_FINITE[i]);
    }
    good.rule = "fixed_probability";
    PROJECTION(OUT_OF_RANGE, "p of again", p, 1.5);
    good.rule = "fixed_total";
    PROJECTION(OUT_OF_RANGE, "n of again", n, 7); // 2 x 3 pairs
    good.rule = "fixed_in_degree";
    PROJECTION(OUT_OF_RANGE, "k of again", k, UINT64_MAX - 1);
    good.rule = "edges";
    PROJECTION(IS_NULL, "config.edge_pre", n_edges, 2);
    good.edge_pre = good.edge_post = cells;
    good.edge_weight = weights;
    PROJECTION(TOO_LARGE, "config.edge_pre", n_edges, SIZE_MAX);
    PROJECTION(TOO_LARGE, "config.edge_weight", n_edges,
               SIZE_MAX / 16 + 1); // too long for doubles alone
    PROJECTION(INVALID, "cell 9", n_edges, 2);
    good.n_edges = 1;
    PROJECTION(OUT_OF_RANGE, "weight", edge_weight, weights + 1);
}

static void attachments(subthal_network *net) {
    static const uint32_t cells[] = {0, 9};
    static const double weights[] = {1.0, NAN, 1.0};
    subthal_noise_config noise;
    ACCEPTS(subthal_noise_config_default(&noise, sizeof noise));
    REFUSES(IS_NULL, "config.population", subthal_network_add_noise(net, &noise));
    noise.population = "stn";
    REFUSES(TAKEN, "noise", subthal_network_add_noise(net, &noise));
    noise.population = "gpe";
    noise.sigma = -1.0;
    REFUSES(OUT_OF_RANGE, "gpe.noise.sigma", subthal_network_add_noise(net, &noise));
    noise.struct_size = 1;
    REFUSES(INVALID, "config has struct_size 1", subthal_network_add_noise(net, &noise));

    subthal_input_config input;
    ACCEPTS(subthal_input_config_default(&input, sizeof input));
    REFUSES(IS_NULL, "config.name", subthal_network_add_input(net, &input));
    input.name = "stimulus";
    REFUSES(IS_NULL, "config.population", subthal_network_add_input(net, &input));
    input.population = "stn";
    REFUSES(TAKEN, "stimulus", subthal_network_add_input(net, &input));
    input.name = "second";
    input.unit = "mA";
    REFUSES(UNKNOWN, "unit", subthal_network_add_input(net, &input));
    input.unit = NULL;
    input.cells = cells;
    input.n_cells = 2;
    REFUSES(INVALID, "cell 9", subthal_network_add_input(net, &input));
    input.n_cells = 1;
    input.weights = weights;
    input.n_weights = 3;
    REFUSES(INVALID, "3 weights", subthal_network_add_input(net, &input));
    input.weights = weights + 1;
    input.n_weights = 1;
    REFUSES(OUT_OF_RANGE, "weight", subthal_network_add_input(net, &input));

    subthal_pulses_config pulses;
    ACCEPTS(subthal_pulses_config_default(&pulses, sizeof pulses));
    REFUSES(IS_NULL, "config.name", subthal_network_add_pulses(net, &pulses));
    pulses.name = "dbs";
    REFUSES(IS_NULL, "config.population", subthal_network_add_pulses(net, &pulses));
    pulses.population = "nobody";
    REFUSES(UNKNOWN, "nobody", subthal_network_add_pulses(net, &pulses));
    pulses.population = "stn";
    pulses.name = "stimulus";
    REFUSES(TAKEN, "stimulus", subthal_network_add_pulses(net, &pulses));
    pulses.name = "dbs";
    pulses.frequency_hz = NAN;
    REFUSES(OUT_OF_RANGE, "dbs.frequency", subthal_network_add_pulses(net, &pulses));
    pulses.frequency_hz = 130.0;
    pulses.cv = 1.5;
    REFUSES(OUT_OF_RANGE, "dbs.cv", subthal_network_add_pulses(net, &pulses));
    pulses.cv = 0.0;
    pulses.width_ms = -1.0;
    REFUSES(OUT_OF_RANGE, "dbs.width", subthal_network_add_pulses(net, &pulses));
    pulses.width_ms = 0.3;
    pulses.cells = cells;
    pulses.n_cells = 2;
    REFUSES(INVALID, "cell 9", subthal_network_add_pulses(net, &pulses));
    pulses.n_cells = 1;
    pulses.weights = weights;
    pulses.n_weights = 3;
    REFUSES(INVALID, "3 weights", subthal_network_add_pulses(net, &pulses));

    subthal_probe_config probe;
    ACCEPTS(subthal_probe_config_default(&probe, sizeof probe));
    REFUSES(IS_NULL, "config.population", subthal_network_add_probe(net, &probe));
    probe.population = "stn";
    probe.variable = "vv";
    REFUSES(UNKNOWN, "variable", subthal_network_add_probe(net, &probe));
    probe.variable = "v";
    probe.mean = 3;
    REFUSES(INVALID, "config.mean", subthal_network_add_probe(net, &probe));
    probe.mean = 0;
    probe.cells = cells;
    probe.n_cells = 2;
    REFUSES(INVALID, "cell 9", subthal_network_add_probe(net, &probe));
}

static void parameters(subthal_network *net) {
    const size_t ids[] = {0, 9999};
    const double values[] = {1.0, 2.0, NAN};
    REFUSES(UNKNOWN, "stn.i_app", subthal_network_find_param(net, "stn.i_ap", &out.size));
    REFUSES(UNKNOWN, "parameter", subthal_network_get(net, "", &out.value));
    REFUSES(UNKNOWN, "parameter", subthal_network_set(net, "stn", 1.0));
    REFUSES(OUT_OF_RANGE, "stn.g_na = -1", subthal_network_set(net, "stn.g_na", -1.0));
    for (int i = 0; i < 3; ++i) {
        const double x = NOT_FINITE[i];
        REFUSES(OUT_OF_RANGE, "stn.i_app", subthal_network_set(net, "stn.i_app", x));
        REFUSES(OUT_OF_RANGE, "SD", subthal_network_set_heterogeneity(net, "stn.i_app", x));
        REFUSES(OUT_OF_RANGE, "stn.v", subthal_network_set_initial_spread(net, "stn.v", x));
        REFUSES(OUT_OF_RANGE, "stn.v", subthal_network_set_initial(net, "stn.v", &x, 1));
    }
    REFUSES(INVALID, "9999", subthal_network_get_many(net, ids, out.values, 2));
    REFUSES(INVALID, "9999", subthal_network_set_many(net, ids, values, 2));
    REFUSES(INVALID, "id is 9999",
            subthal_network_param_info(net, 9999, &out.param, sizeof out.param));
    REFUSES(INVALID, "gpe.i_app needs 3", subthal_network_set_cells(net, "gpe.i_app", values, 2));
    REFUSES(OUT_OF_RANGE, "gpe.i_app", subthal_network_set_cells(net, "gpe.i_app", values, 3));
    REFUSES(INVALID, "stn_to_gpe.weight",
            subthal_network_set_cells(net, "stn_to_gpe.weight", values, 1));
    REFUSES(INVALID, "stn_to_gpe.weight",
            subthal_network_set_heterogeneity(net, "stn_to_gpe.weight", 0.1));
    REFUSES(INVALID, "is one for all",
            subthal_network_cell_values(net, "stn_to_gpe.weight", out.values, 64, &out.size));
    REFUSES(INVALID, "gpe.v", subthal_network_set_initial(net, "gpe.v", values, 2));
    REFUSES(UNKNOWN, "variable", subthal_network_set_initial(net, "stn.q9", values, 1));
    REFUSES(UNKNOWN, "projection",
            subthal_network_wiring(net, "gpe_to_stn", NULL, NULL, NULL, NULL, 0, &out.size));
}

static void whole_networks(void) {
    subthal_preset_config preset;
    ACCEPTS(subthal_preset_config_default(&preset, sizeof preset));
    REFUSES(UNKNOWN, "preset", subthal_network_from_preset("seed_hh", &preset, &out.net));
    preset.n_stn = UINT64_MAX;
    REFUSES(OUT_OF_RANGE, "n_cells",
            subthal_network_from_preset("seed_hh_default", &preset, &out.net));
    preset.struct_size = 0;
    REFUSES(INVALID, "config has",
            subthal_network_from_preset("seed_hh_default", &preset, &out.net));
    REFUSES(BAD_TEXT, "the text", subthal_network_from_text("nonsense", 8, &out.net));
    REFUSES(BAD_TEXT, "the text", subthal_network_from_text("", 0, &out.net));
    REFUSES(INVALID, "text is not UTF-8", subthal_network_from_text("\xff", 1, &out.net));
}

int main(void) {
    subthal_network *net = small_network();
    static char told[1 << 16], again[1 << 16];
    ACCEPTS(subthal_network_to_text(net, told, sizeof told, NULL));
    populations(net);
    projections(net);
    attachments(net);
    parameters(net);
    whole_networks();
    ACCEPTS(subthal_network_to_text(net, again, sizeof again, NULL));
    HOLDS(strcmp(told, again) == 0); // no refused call has changed the network
    ACCEPTS(subthal_network_free(net));
    return verdict();
}
