// A whole session with the library, as a program would have it: build, run, look, measure, save.
#include "refuse.h"

enum { N_STEPS = 48000, BURN_IN = 8000 }; // 1.2 s at 0.025 ms, of which 0.2 s do not count

static double rows[N_STEPS * 3];
static double input[N_STEPS];
static subthal_spike spikes[1 << 16];

static subthal_run whole_run(void) {
    subthal_run run;
    ACCEPTS(subthal_run_default(&run, sizeof run));
    run.n_steps = N_STEPS;
    run.inputs = input;
    run.inputs_len = N_STEPS;
    run.rows = rows;
    run.rows_len = sizeof rows / sizeof *rows;
    run.spikes = spikes;
    run.spikes_len = sizeof spikes / sizeof *spikes;
    return run;
}

static subthal_simulator *simulator_of(const subthal_network *net) {
    subthal_simulator *sim = NULL;
    ACCEPTS(subthal_simulator_new(net, NULL, &sim));
    return sim;
}

static uint64_t hash_of(const subthal_simulator *sim) {
    uint64_t hash = 0;
    ACCEPTS(subthal_simulator_state_hash(sim, &hash));
    return hash;
}

// One run of n steps equals n runs of one, in state, rows and spikes.
static void pieces_equal_the_whole(const subthal_network *net, uint64_t whole) {
    subthal_simulator *sim = simulator_of(net);
    uint64_t n_spikes = 0;
    for (int step = 0; step < N_STEPS; ++step) {
        double row[3];
        subthal_spike fired[5];
        subthal_run run;
        ACCEPTS(subthal_run_default(&run, sizeof run));
        run.n_steps = 1;
        run.inputs = &input[step];
        run.inputs_len = 1;
        run.rows = row;
        run.rows_len = 3;
        run.spikes = fired;
        run.spikes_len = 5;
        ACCEPTS(subthal_simulator_run(sim, &run));
        HOLDS(run.n_rows == 1 && memcmp(row, &rows[3 * step], sizeof row) == 0);
        HOLDS(memcmp(fired, &spikes[n_spikes], run.n_spikes * sizeof *fired) == 0);
        n_spikes += run.n_spikes;
    }
    HOLDS(hash_of(sim) == whole);
    ACCEPTS(subthal_simulator_free(sim));
}

// A program that was compiled before runs could be cancelled has the shorter struct.
static void shorter_run_of_before_is_taken(const subthal_network *net) {
    const size_t size = offsetof(subthal_run, cancel);
    subthal_simulator *sim = simulator_of(net);
    subthal_run run = {0};
    const int32_t beyond = 1;
    run.cancel = &beyond; // stands where that program has something else
    ACCEPTS(subthal_run_default(&run, size));
    HOLDS(run.struct_size == size && run.every == 1 && run.cancel == &beyond);
    double row[3];
    run.n_steps = 1;
    run.inputs = input;
    run.inputs_len = 1;
    run.rows = row;
    run.rows_len = 3;
    ACCEPTS(subthal_simulator_run(sim, &run));
    HOLDS(run.n_rows == 1 && memcmp(row, rows, sizeof row) == 0 && run.cancel == &beyond);
    ACCEPTS(subthal_simulator_free(sim));
}

// The network's text makes an equal network, and a copy and a reset equal a new one.
static void copies_equal_the_original(const subthal_network *net, uint64_t whole) {
    static char text[1 << 16];
    size_t needed = 0;
    subthal_network *read = NULL, *copy = NULL;
    ACCEPTS(subthal_network_to_text(net, NULL, 0, &needed));
    HOLDS(needed <= sizeof text);
    ACCEPTS(subthal_network_to_text(net, text, sizeof text, NULL));
    HOLDS(strlen(text) + 1 == needed);
    ACCEPTS(subthal_network_from_text(text, needed - 1, &read));
    ACCEPTS(subthal_network_copy(net, &copy));

    subthal_run run = whole_run();
    subthal_simulator *sims[] = {simulator_of(read), simulator_of(copy)};
    ACCEPTS(subthal_network_free(read)); // a simulator owns what it needs
    ACCEPTS(subthal_network_free(copy));
    for (int i = 0; i < 2; ++i) {
        ACCEPTS(subthal_simulator_run(sims[i], &run));
        HOLDS(hash_of(sims[i]) == whole);
        ACCEPTS(subthal_simulator_set(sims[i], "stn.i_app", 30.0));
        ACCEPTS(subthal_simulator_reset(sims[i]));
        ACCEPTS(subthal_simulator_run(sims[i], &run));
        HOLDS(hash_of(sims[i]) == whole);
        ACCEPTS(subthal_simulator_free(sims[i]));
    }
}

// The metrics of the run, of its arrays, and of its signal by hand.
static void metrics_agree(const subthal_simulator *sim, const subthal_run *run) {
    double rate = 0, again = 0, mean_v = 0, cv = 0;
    ACCEPTS(subthal_simulator_metric(sim, run, "stn", "rate", BURN_IN, &rate));
    ACCEPTS(subthal_simulator_metric(sim, run, "stn", "cv", BURN_IN, &cv));
    ACCEPTS(subthal_simulator_metric(sim, run, "stn", "mean_v", BURN_IN, &mean_v));
    HOLDS(rate > 0.0 && mean_v > -100.0 && mean_v < 0.0);

    static double signal[N_STEPS - BURN_IN];
    double sum = 0;
    for (int step = BURN_IN; step < N_STEPS; ++step)
        sum += signal[step - BURN_IN] = rows[3 * step + 2];
    HOLDS(fabs(sum / (N_STEPS - BURN_IN) - mean_v) < 1e-9);

    subthal_recording recording;
    ACCEPTS(subthal_recording_default(&recording, sizeof recording));
    recording.first_step = BURN_IN;
    recording.end_step = N_STEPS;
    recording.n_cells = 2;
    recording.spikes = spikes;
    recording.n_spikes = run->n_spikes;
    ACCEPTS(subthal_metric_compute("rate", &recording, &again));
    HOLDS(rate == again);
    recording.signal = signal;
    recording.signal_len = N_STEPS - BURN_IN;
    double by_name = 0, by_hand = 0;
    ACCEPTS(subthal_metric_compute("seed_beta_power", &recording, &by_name));
    ACCEPTS(subthal_seed_beta_power(signal, N_STEPS - BURN_IN, 0.025, &by_hand));
    HOLDS(by_name == by_hand && by_hand > 0.0);
    ACCEPTS(subthal_metric_compute("lfp_mean", &recording, &by_name)); // whatever the signal is
    HOLDS(fabs(by_name - mean_v) < 1e-9);

    subthal_welch_config config;
    ACCEPTS(subthal_welch_config_default(&config, sizeof config));
    config.interval_ms = 0.025;
    size_t n_bins = 0;
    static double density[20001], frequency_hz[20001];
    double power = 0, trapezoid = 0;
    ACCEPTS(subthal_welch_psd(&config, signal, N_STEPS - BURN_IN, NULL, 0, &n_bins));
    HOLDS(n_bins == 20001);
    ACCEPTS(subthal_welch_psd(&config, signal, N_STEPS - BURN_IN, density, n_bins, NULL));
    ACCEPTS(subthal_welch_frequencies(&config, NULL, 0, &n_bins));
    HOLDS(n_bins == 20001);
    ACCEPTS(subthal_welch_frequencies(&config, frequency_hz, n_bins, NULL));
    for (size_t bin = 0; bin < n_bins; ++bin) HOLDS(frequency_hz[bin] == (double)bin);
    ACCEPTS(subthal_band_power(&config, signal, N_STEPS - BURN_IN, 13.0, 30.0, &power));
    for (int hz = 13; hz < 30; ++hz) trapezoid += (density[hz] + density[hz + 1]) / 2.0;
    HOLDS(fabs(power - trapezoid) <= 1e-9 * power);
}

// A spike from outside reaches its targets, and a cut projection does not carry it.
static void injected_spike_arrives(const subthal_network *net) {
    double moved[2];
    for (int cut = 0; cut < 2; ++cut) {
        subthal_simulator *sims[] = {simulator_of(net), simulator_of(net)};
        double v[2][3];
        for (int i = 0; i < 2; ++i) {
            subthal_run run;
            ACCEPTS(subthal_run_default(&run, sizeof run));
            run.n_steps = 80; // 2 ms: 1 ms of delay, 1 ms of current
            if (cut) ACCEPTS(subthal_simulator_set(sims[i], "stn_to_gpe.weight_scale", 0.0));
            if (i) ACCEPTS(subthal_simulator_inject_spike(sims[i], "stn", 0));
            ACCEPTS(subthal_simulator_run(sims[i], &run));
            ACCEPTS(subthal_simulator_state(sims[i], "gpe", "v", v[i], 3, NULL));
            ACCEPTS(subthal_simulator_free(sims[i]));
        }
        moved[cut] = v[1][0] - v[0][0];
    }
    HOLDS(moved[0] > 0.0); // STN excites
    HOLDS(moved[1] == 0.0);
}

// A simulator counts the populations that it was made of, whatever becomes of the network.
static void populations_are_those_it_was_made_of(subthal_simulator *sim) {
    static const char *const names[] = {"stn", "gpe"}, *const models[] = {"stn", "adex_gpe"};
    size_t count = 0;
    ACCEPTS(subthal_simulator_population_count(sim, &count));
    HOLDS(count == 2);
    for (size_t i = 0; i < count; ++i) {
        subthal_population_info info;
        ACCEPTS(subthal_simulator_population_info(sim, i, &info, sizeof info));
        HOLDS(strcmp(info.name, names[i]) == 0 && strcmp(info.model, models[i]) == 0);
        HOLDS(info.n_cells == 2 + i);
    }
}

// A step that is too long diverges, says where, and a reset puts it right.
static void divergence_is_told(void) {
    subthal_network *net = NULL;
    subthal_simulator *sim = NULL;
    subthal_simulator_config config;
    subthal_run run;
    ACCEPTS(subthal_network_new(1, &net));
    ACCEPTS(subthal_network_add_population(net, "gpe", "hh_gpe", 1));
    ACCEPTS(subthal_simulator_config_default(&config, sizeof config));
    config.dt_ms = 1.0;
    ACCEPTS(subthal_simulator_new(net, &config, &sim));
    ACCEPTS(subthal_run_default(&run, sizeof run));
    run.n_steps = 10000;
    HOLDS(subthal_simulator_run(sim, &run) == SUBTHAL_STATUS_DIVERGED);
    HOLDS(strstr(subthal_last_error(), "gpe cell 0 diverged in step") != NULL);
    subthal_divergence where;
    uint64_t step = 0;
    ACCEPTS(subthal_simulator_divergence(sim, &where, sizeof where));
    ACCEPTS(subthal_simulator_step(sim, &step));
    HOLDS(where.diverged == 1 && strcmp(where.population, "gpe") == 0 && where.step == step);
    HOLDS(subthal_simulator_run(sim, &run) == SUBTHAL_STATUS_STOPPED);
    ACCEPTS(subthal_simulator_reset(sim));
    ACCEPTS(subthal_simulator_divergence(sim, &where, sizeof where));
    HOLDS(where.diverged == 0);
    run.n_steps = 1;
    ACCEPTS(subthal_simulator_run(sim, &run));
    ACCEPTS(subthal_simulator_free(sim));
    ACCEPTS(subthal_network_free(net));
}

// Everything that can be listed has what it says, and every preset and metric is there by name.
static void lists_are_whole(const subthal_network *net) {
    static char names[1 << 13];
    size_t n_params = 0, id = 0, n_synapses = 0;
    ACCEPTS(subthal_network_param_count(net, &n_params));
    for (size_t i = 0; i < n_params; ++i) {
        subthal_param_info info;
        ACCEPTS(subthal_network_param_info(net, i, &info, sizeof info));
        ACCEPTS(subthal_network_find_param(net, info.path, &id));
        HOLDS(id == i && info.min < info.max && *info.unit != '\0' && *info.meaning != '\0');
    }
    ACCEPTS(subthal_names("metric", names, sizeof names, NULL));
    for (char *name = strtok(names, "\n"); name != NULL; name = strtok(NULL, "\n")) {
        subthal_metric_info info;
        ACCEPTS(subthal_metric_describe(name, &info, sizeof info));
        HOLDS(info.n_populations == 1 || (info.n_populations == 2 && info.needs_signal == 0));
    }
    ACCEPTS(subthal_names("preset", names, sizeof names, NULL));
    for (char *name = strtok(names, "\n"); name != NULL; name = strtok(NULL, "\n")) {
        subthal_network *preset = NULL;
        ACCEPTS(subthal_network_from_preset(name, NULL, &preset));
        ACCEPTS(subthal_network_free(preset));
    }
    uint32_t pre[6], post[6];
    ACCEPTS(subthal_network_wiring(net, "stn_to_gpe", pre, post, NULL, NULL, 6, &n_synapses));
    HOLDS(n_synapses == 6 && pre[0] == 0 && pre[5] == 1 && post[5] == 2);
}

int main(void) {
    for (int step = 0; step < N_STEPS; ++step) input[step] = step % 4000 < 400 ? 5.0 : 0.0;
    subthal_network *net = small_network();
    subthal_simulator *sim = simulator_of(net);
    subthal_run run = whole_run();
    ACCEPTS(subthal_simulator_run(sim, &run));
    HOLDS(run.n_rows == N_STEPS && run.n_spikes > 10);
    const uint64_t whole = hash_of(sim);
    metrics_agree(sim, &run);
    pieces_equal_the_whole(net, whole);
    copies_equal_the_original(net, whole);
    injected_spike_arrives(net);
    shorter_run_of_before_is_taken(net);
    divergence_is_told();
    lists_are_whole(net);
    ACCEPTS(subthal_network_add_population(net, "gpi", "adex_gpe", 4));
    ACCEPTS(subthal_network_free(net));
    populations_are_those_it_was_made_of(sim);
    ACCEPTS(subthal_simulator_free(sim));
    return verdict();
}
