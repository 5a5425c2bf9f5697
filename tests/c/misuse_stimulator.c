// Whatever is wrong in a stimulator, or in a question about one, is an error that names it; nothing
// is written, and the network is as it was.
#include "refuse.h"

#include <stdint.h>

static subthal_stimulator_config config;

static void fill_config(void) {
    ACCEPTS(subthal_stimulator_config_default(&config, sizeof config));
    config.name = "dbs";
    config.population = "stn";
}

#define REFUSES_FIELD(status, word, field, value)                                                  \
    (fill_config(), config.field = (value),                                                        \
     REFUSES(status, word, subthal_network_add_stimulator(net, &config)))

static void bad_pointers(subthal_network *net) {
    void *place = out.values;
    REFUSES(IS_NULL, "config", subthal_stimulator_config_default(NULL, sizeof config));
    REFUSES(INVALID, "struct_size is 8", subthal_stimulator_config_default(place, 8));
    REFUSES(IS_NULL, "config", subthal_network_add_stimulator(net, NULL));
    REFUSES(IS_NULL, "net is NULL", subthal_network_add_stimulator(NULL, &config));
    REFUSES(HANDLE, "net is not", subthal_network_add_stimulator((void *)&out, &config));
    REFUSES_FIELD(INVALID, "config has struct_size 0", struct_size, 0);
    REFUSES_FIELD(IS_NULL, "config.name", name, NULL);
    REFUSES_FIELD(IS_NULL, "config.population", population, NULL);
    REFUSES_FIELD(IS_NULL, "config.waveform", waveform, NULL);
    REFUSES_FIELD(IS_NULL, "config.cells", n_cells, 2);
    REFUSES_FIELD(IS_NULL, "config.weights", n_weights, 2);
    REFUSES_FIELD(IS_NULL, "config.axons", n_axons, 2);
    REFUSES_FIELD(IS_NULL, "config.axon_thresholds_ma", n_axon_thresholds, 2);
    REFUSES_FIELD(TOO_LARGE, "config.axons", n_axons, SIZE_MAX);
    REFUSES_FIELD(IS_NULL, "config.shape", n_shape, 2);
    REFUSES_FIELD(TOO_LARGE, "config.shape", n_shape, SIZE_MAX);
}

static void bad_names(subthal_network *net) {
    REFUSES_FIELD(TAKEN, "stimulus", name, "stimulus");
    REFUSES_FIELD(INVALID, "", name, "");
    REFUSES_FIELD(UNKNOWN, "the nearest is \"stn\"", population, "stm");
    REFUSES_FIELD(UNKNOWN, "the nearest is \"biphasic\"", waveform, "biphase");
}

static void bad_arrays(subthal_network *net) {
    static const uint32_t cells[] = {0, 1, 2};
    static const double numbers[] = {1.0, NAN, 2.0};
    fill_config();
    config.cells = cells;
    config.n_cells = 3;
    REFUSES(INVALID, "dbs", subthal_network_add_stimulator(net, &config));
    config.n_cells = 2;
    config.weights = numbers;
    config.n_weights = 1;
    REFUSES(INVALID, "dbs", subthal_network_add_stimulator(net, &config));
    fill_config();
    config.axons = cells;
    config.n_axons = 3;
    REFUSES(INVALID, "axons of dbs", subthal_network_add_stimulator(net, &config));
    config.n_axons = 2;
    config.axon_thresholds_ma = numbers;
    config.n_axon_thresholds = 2;
    REFUSES(OUT_OF_RANGE, "axons of dbs", subthal_network_add_stimulator(net, &config));
    fill_config();
    config.shape = numbers;
    config.n_shape = 3;
    REFUSES(OUT_OF_RANGE, "shape of dbs", subthal_network_add_stimulator(net, &config));
}

static void bad_numbers(subthal_network *net) {
    REFUSES_FIELD(OUT_OF_RANGE, "axon_fraction of dbs", axon_fraction, 1.5);
    REFUSES_FIELD(OUT_OF_RANGE, "dbs.frequency", frequency_hz, -1.0);
    REFUSES_FIELD(OUT_OF_RANGE, "dbs.amplitude", amplitude_ma, NAN);
    REFUSES_FIELD(OUT_OF_RANGE, "dbs.width", width_ms, 0.0);
    REFUSES_FIELD(OUT_OF_RANGE, "dbs.gap", gap_ms, 1e4);
    REFUSES_FIELD(OUT_OF_RANGE, "dbs.recharge", recharge_ms, 0.0);
    REFUSES_FIELD(OUT_OF_RANGE, "dbs.recharge_tau", recharge_tau_ms, INFINITY);
    REFUSES_FIELD(OUT_OF_RANGE, "dbs.start", start_ms, -1.0);
    REFUSES_FIELD(OUT_OF_RANGE, "dbs.soma", soma, -1.0);
    REFUSES_FIELD(OUT_OF_RANGE, "dbs.slew", slew_ma_per_s, -1.0);
    REFUSES_FIELD(OUT_OF_RANGE, "dbs.most_amplitude", most_amplitude_ma, -1.0);
    REFUSES_FIELD(OUT_OF_RANGE, "dbs.most_charge", most_charge_uc, NAN);
    REFUSES_FIELD(OUT_OF_RANGE, "dbs.collision", collision_ms, 1e4);
    REFUSES_FIELD(OUT_OF_RANGE, "dbs.refractory", refractory_ms, -1.0);
    REFUSES_FIELD(OUT_OF_RANGE, "dbs.impedance", impedance_kohm, 1e7);
}

static void bad_questions(subthal_network *net, subthal_simulator *sim) {
    const size_t size = sizeof out.delivered;
    subthal_delivered *place = &out.delivered;
    REFUSES(IS_NULL, "sim is NULL", subthal_simulator_delivered(NULL, "dbs", place, size));
    REFUSES(HANDLE, "subthal_net", subthal_simulator_delivered((void *)net, "dbs", place, size));
    REFUSES(IS_NULL, "name", subthal_simulator_delivered(sim, NULL, place, size));
    REFUSES(UNKNOWN, "no stimulator", subthal_simulator_delivered(sim, "stimulus", place, size));
    REFUSES(IS_NULL, "delivered", subthal_simulator_delivered(sim, "dbs", NULL, size));
    REFUSES(INVALID, "struct_size", subthal_simulator_delivered(sim, "dbs", place, 16));
    REFUSES(FIXED, "most_charge", subthal_simulator_set(sim, "dbs.most_charge", 1.0));
}

// Almost 1 s of biphasic pulses of 2 mA and 0.1 ms at 100 Hz: 0.2 uC a phase, balanced.
static void meter_counts(subthal_simulator *sim) {
    subthal_run run;
    subthal_delivered told;
    ACCEPTS(subthal_run_default(&run, sizeof run));
    run.n_steps = 39900;
    ACCEPTS(subthal_simulator_run(sim, &run));
    ACCEPTS(subthal_simulator_delivered(sim, "dbs", &told, sizeof told));
    HOLDS(told.struct_size == sizeof told && told.n_pulses == 100);
    HOLDS(fabs(told.charge_uc - 100 * 0.4) < 1e-9 && fabs(told.net_charge_uc) < 1e-9);
    HOLDS(fabs(told.energy_uj - 100 * 0.8) < 1e-9); // 1 kOhm x (2 mA)^2 x 0.2 ms
}

int main(void) {
    static char told[1 << 14], again[1 << 14];
    subthal_network *net = small_network();
    subthal_simulator *sim = NULL;
    ACCEPTS(subthal_network_to_text(net, told, sizeof told, NULL));
    fill_config();
    bad_pointers(net);
    bad_names(net);
    bad_arrays(net);
    bad_numbers(net);
    ACCEPTS(subthal_network_to_text(net, again, sizeof again, NULL));
    HOLDS(strcmp(told, again) == 0); // no refused call has changed the network
    fill_config();
    config.frequency_hz = 100.0;
    config.amplitude_ma = 2.0;
    config.width_ms = config.recharge_ms = 0.1;
    ACCEPTS(subthal_network_add_stimulator(net, &config));
    REFUSES(TAKEN, "dbs", subthal_network_add_stimulator(net, &config));
    ACCEPTS(subthal_simulator_new(net, NULL, &sim));
    bad_questions(net, sim);
    meter_counts(sim);
    ACCEPTS(subthal_simulator_free(sim));
    ACCEPTS(subthal_network_free(net));
    return verdict();
}
