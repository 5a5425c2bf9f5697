// Whatever is wrong in a call of a metric is an error that names it, and nothing is written.
#include "refuse.h"

enum { N_SAMPLES = 4000 }; // 4 s at 1 ms

static double signal[N_SAMPLES], other[N_SAMPLES];
static const double beta_hz[] = {13.0, 30.0}, all_hz[] = {1.0, 100.0}, bad_hz[] = {30.0, NAN};
static const subthal_spike spikes[] = {{10, 0, 0}, {20, 0, 1}, {30, 1, 0}, {40, 0, 0}};

// Every call that takes a signal, with one thing wrong.
static void no_spectrum_takes(const subthal_welch_config *config, const double *x, size_t x_len,
                              subthal_status status, const char *word) {
    REFUSES(status, word, subthal_welch_psd(config, x, x_len, out.values, 64, &out.size));
    REFUSES(status, word, subthal_band_power(config, x, x_len, 13.0, 30.0, &out.value));
    REFUSES(status, word,
            subthal_relative_band_power(config, x, x_len, beta_hz, all_hz, &out.value));
    REFUSES(status, word, subthal_beta_peak(config, x, x_len, &out.value, &out.other));
    REFUSES(status, word, subthal_beta_prominence(config, x, x_len, &out.value));
    REFUSES(status, word, subthal_beta_prominence_over_1f(config, x, x_len, &out.value));
}

static void spectra(void) {
    static const double with_nan[] = {1.0, NAN, 2.0};
    subthal_welch_config good, config;
    REFUSES(IS_NULL, "config", subthal_welch_config_default(NULL, sizeof good));
    REFUSES(INVALID, "struct_size", subthal_welch_config_default((void *)&out.values, 8));
    ACCEPTS(subthal_welch_config_default(&good, sizeof good));
    no_spectrum_takes(&good, signal, N_SAMPLES, OUT_OF_RANGE, "interval_ms"); // not set
    good.interval_ms = 1.0;
    no_spectrum_takes(NULL, signal, N_SAMPLES, IS_NULL, "config");
    no_spectrum_takes(&good, NULL, N_SAMPLES, IS_NULL, "signal");
    no_spectrum_takes(&good, NULL, 0, INVALID, "signal has no samples");
    no_spectrum_takes(&good, signal, 10, INVALID, "signal has 10 samples");
    no_spectrum_takes(&good, with_nan, 3, INVALID, "signal has sample 1 = NaN");
    no_spectrum_takes(&good, signal, SIZE_MAX, TOO_LARGE, "signal");
    config = good;
    config.struct_size = 3;
    no_spectrum_takes(&config, signal, N_SAMPLES, INVALID, "config has struct_size 3");
    config = good;
    config.interval_ms = INFINITY;
    no_spectrum_takes(&config, signal, N_SAMPLES, OUT_OF_RANGE, "interval_ms");
    config = good;
    config.segment = 1;
    no_spectrum_takes(&config, signal, N_SAMPLES, INVALID, "segment");
    config.segment = UINT64_MAX;
    no_spectrum_takes(&config, signal, N_SAMPLES, INVALID, "signal");
    config.segment = 100;
    config.overlap = 100;
    no_spectrum_takes(&config, signal, N_SAMPLES, INVALID, "overlap");

    REFUSES(SHORT, "density holds 64",
            subthal_welch_psd(&good, signal, N_SAMPLES, out.values, 64, &out.size));
    REFUSES(IS_NULL, "density", subthal_welch_psd(&good, signal, N_SAMPLES, NULL, 64, &out.size));
    REFUSES(IS_NULL, "power", subthal_band_power(&good, signal, N_SAMPLES, 13.0, 30.0, NULL));
    REFUSES(INVALID, "band", subthal_band_power(&good, signal, N_SAMPLES, 30.0, 13.0, &out.value));
    REFUSES(INVALID, "band", subthal_band_power(&good, signal, N_SAMPLES, NAN, 13.0, &out.value));
    REFUSES(INVALID, "band", subthal_band_power(&good, signal, N_SAMPLES, 1.0, 900.0, &out.value));
    REFUSES(IS_NULL, "band_hz",
            subthal_relative_band_power(&good, signal, N_SAMPLES, NULL, all_hz, &out.value));
    REFUSES(IS_NULL, "of_hz",
            subthal_relative_band_power(&good, signal, N_SAMPLES, beta_hz, NULL, &out.value));
    REFUSES(INVALID, "band",
            subthal_relative_band_power(&good, signal, N_SAMPLES, beta_hz, bad_hz, &out.value));
    REFUSES(IS_NULL, "fraction",
            subthal_relative_band_power(&good, signal, N_SAMPLES, beta_hz, all_hz, NULL));
    REFUSES(IS_NULL, "frequency_hz", subthal_beta_peak(&good, signal, N_SAMPLES, NULL, &out.value));
    REFUSES(IS_NULL, "density", subthal_beta_peak(&good, signal, N_SAMPLES, &out.value, NULL));
    REFUSES(IS_NULL, "db", subthal_beta_prominence(&good, signal, N_SAMPLES, NULL));
    REFUSES(IS_NULL, "db", subthal_beta_prominence_over_1f(&good, signal, N_SAMPLES, NULL));

    double *v = out.values;
    config = good;
    REFUSES(IS_NULL, "config", subthal_welch_frequencies(NULL, v, 64, &out.size));
    REFUSES(SHORT, "frequency_hz holds 64", subthal_welch_frequencies(&good, v, 64, &out.size));
    REFUSES(IS_NULL, "frequency_hz", subthal_welch_frequencies(&good, NULL, 64, &out.size));
    config.segment = 1;
    REFUSES(INVALID, "segment", subthal_welch_frequencies(&config, v, 64, &out.size));
    config.segment = UINT64_MAX; // more bins than any buffer has elements
    REFUSES(SHORT, "frequency_hz", subthal_welch_frequencies(&config, v, 64, &out.size));
    config.segment = 4;
    config.interval_ms = -1.0;
    REFUSES(OUT_OF_RANGE, "interval_ms", subthal_welch_frequencies(&config, v, 64, &out.size));
    config.segment = 0;
    REFUSES(OUT_OF_RANGE, "interval_ms", subthal_welch_frequencies(&config, v, 64, &out.size));
    config.struct_size = 5;
    REFUSES(INVALID, "struct_size 5", subthal_welch_frequencies(&config, v, 64, &out.size));
    REFUSES(IS_NULL, "config", subthal_coherence(NULL, signal, other, 4000, v, 64, &out.size));
    REFUSES(IS_NULL, "x", subthal_coherence(&good, NULL, other, 4000, v, 64, &out.size));
    REFUSES(IS_NULL, "y", subthal_coherence(&good, signal, NULL, 4000, v, 64, &out.size));
    REFUSES(IS_NULL, "values", subthal_coherence(&good, signal, other, 4000, NULL, 64, NULL));
    REFUSES(SHORT, "values holds", subthal_coherence(&good, signal, other, 4000, v, 64, NULL));
    REFUSES(INVALID, "signal", subthal_coherence(&good, signal, other, 5, v, 64, &out.size));
    REFUSES(IS_NULL, "config", subthal_coherence_threshold(NULL, 4000, 0.05, &out.value));
    REFUSES(IS_NULL, "threshold", subthal_coherence_threshold(&good, 4000, 0.05, NULL));
    REFUSES(OUT_OF_RANGE, "alpha", subthal_coherence_threshold(&good, 4000, NAN, &out.value));
    REFUSES(INVALID, "signal", subthal_coherence_threshold(&good, 3, 0.05, &out.value));

    REFUSES(IS_NULL, "signal", subthal_seed_beta_power(NULL, 10, 1.0, &out.value));
    REFUSES(IS_NULL, "power", subthal_seed_beta_power(signal, N_SAMPLES, 1.0, NULL));
    REFUSES(OUT_OF_RANGE, "interval_ms", subthal_seed_beta_power(signal, 4000, NAN, &out.value));
    REFUSES(INVALID, "band", subthal_seed_beta_power(signal, 3, 1.0, &out.value));
    REFUSES(IS_NULL, "signal", subthal_seed_beta_fraction(NULL, 10, 1.0, &out.value));
    REFUSES(IS_NULL, "fraction", subthal_seed_beta_fraction(signal, N_SAMPLES, 1.0, NULL));
    REFUSES(OUT_OF_RANGE, "interval_ms", subthal_seed_beta_fraction(signal, 9, 0.0, &out.value));
}

// One field of a recording is wrong, for every call that takes one.
#define RECORDING(expected, word, field, ...)                                                      \
    do {                                                                                           \
        subthal_recording bad = good;                                                              \
        bad.field = __VA_ARGS__;                                                                   \
        REFUSES(expected, word, subthal_metric_compute("rate", &bad, &out.value));                 \
        REFUSES(expected, word, subthal_synchrony(&bad, 20.0, &out.value, &out.other));            \
        REFUSES(expected, word, subthal_population_rate(&bad, 40, out.values, 64, &out.size));     \
    } while (0)

// A metric of two populations, with one thing wrong.
static void pairs(const subthal_recording *good) {
    subthal_recording other_steps = *good, unsound = *good;
    other_steps.end_step -= 1;
    unsound.end_step = 0;
    REFUSES(IS_NULL, "name", subthal_metric_compute_of_two(NULL, good, good, &out.value));
    REFUSES(IS_NULL, "first", subthal_metric_compute_of_two("coherence", NULL, good, &out.value));
    REFUSES(IS_NULL, "second", subthal_metric_compute_of_two("coherence", good, NULL, &out.value));
    REFUSES(IS_NULL, "value", subthal_metric_compute_of_two("coherence", good, good, NULL));
    REFUSES(UNKNOWN, "the nearest is \"coherence\"",
            subthal_metric_compute_of_two("coherense", good, good, &out.value));
    REFUSES(INVALID, "of 1 population, not of 2",
            subthal_metric_compute_of_two("rate", good, good, &out.value));
    REFUSES(INVALID, "second is of other steps",
            subthal_metric_compute_of_two("coherence", good, &other_steps, &out.value));
    REFUSES(INVALID, "window",
            subthal_metric_compute_of_two("coherence", &unsound, good, &out.value));
}

static void recordings(void) {
    static const subthal_spike unordered[] = {{9, 0, 0}, {5, 0, 0}};
    static const double with_inf[] = {INFINITY};
    subthal_recording good;
    REFUSES(IS_NULL, "recording", subthal_recording_default(NULL, sizeof good));
    REFUSES(INVALID, "struct_size", subthal_recording_default((void *)&out.values, 8));
    ACCEPTS(subthal_recording_default(&good, sizeof good));
    good.end_step = 80000;
    good.n_cells = 2;
    good.spikes = spikes;
    good.n_spikes = 4;
    RECORDING(INVALID, "struct_size 0", struct_size, 0);
    RECORDING(INVALID, "window", end_step, 0);
    RECORDING(INVALID, "window", first_step, UINT64_MAX);
    RECORDING(OUT_OF_RANGE, "dt_ms", dt_ms, NAN);
    RECORDING(INVALID, "n_cells", n_cells, 0);
    RECORDING(TOO_LARGE, "bytes", n_cells, UINT64_MAX / 2);
    RECORDING(INVALID, "cell is 1", n_cells, 1);
    RECORDING(IS_NULL, "recording.spikes", spikes, NULL);
    RECORDING(TOO_LARGE, "recording.spikes", n_spikes, SIZE_MAX);
    RECORDING(IS_NULL, "recording.signal", signal_len, 1);
    RECORDING(INVALID, "recording.reserved", reserved, 1);
    good.n_spikes = 2;
    RECORDING(INVALID, "out of order", spikes, unordered);
    good.signal_len = 1;
    RECORDING(INVALID, "signal has sample 0 = inf", signal, with_inf);
    good.signal_len = 0;

    REFUSES(IS_NULL, "name", subthal_metric_compute(NULL, &good, &out.value));
    REFUSES(IS_NULL, "recording", subthal_metric_compute("rate", NULL, &out.value));
    REFUSES(IS_NULL, "value", subthal_metric_compute("rate", &good, NULL));
    REFUSES(UNKNOWN, "metric", subthal_metric_compute("Rate", &good, &out.value));
    REFUSES(INVALID, "signal is missing", subthal_metric_compute("mean_v", &good, &out.value));
    REFUSES(INVALID, "mean of the synaptic current",
            subthal_metric_compute("lfp_mean", &good, &out.value));
    REFUSES(INVALID, "of 2 populations, not of 1",
            subthal_metric_compute("coherence", &good, &out.value));
    pairs(&good);
    REFUSES(UNKNOWN, "metric", subthal_metric_describe("", &out.metric, sizeof out.metric));
    REFUSES(IS_NULL, "name", subthal_metric_describe(NULL, &out.metric, sizeof out.metric));
    REFUSES(IS_NULL, "info", subthal_metric_describe("rate", NULL, sizeof out.metric));
    REFUSES(INVALID, "struct_size", subthal_metric_describe("rate", &out.metric, 0));

    REFUSES(IS_NULL, "recording", subthal_synchrony(NULL, 20.0, &out.value, &out.other));
    REFUSES(IS_NULL, "r is NULL", subthal_synchrony(&good, 20.0, NULL, &out.other));
    REFUSES(IS_NULL, "kappa", subthal_synchrony(&good, 20.0, &out.value, NULL));
    REFUSES(INVALID, "band NaN", subthal_synchrony(&good, NAN, &out.value, &out.other));
    REFUSES(IS_NULL, "recording", subthal_population_rate(NULL, 40, out.values, 64, &out.size));
    REFUSES(INVALID, "bin_steps", subthal_population_rate(&good, 0, out.values, 64, &out.size));
    REFUSES(SHORT, "rate_hz holds", subthal_population_rate(&good, 40, out.values, 64, NULL));
    REFUSES(IS_NULL, "rate_hz", subthal_population_rate(&good, 40, NULL, 64, &out.size));
}

// subthal_simulator_metric is given a run that is not the last one, or that kept too little.
static void finished_runs(void) {
    static double rows[3 * 100];
    static subthal_spike events[64];
    subthal_network *net = small_network();
    subthal_simulator *sim = NULL;
    subthal_run run;
    ACCEPTS(subthal_simulator_new(net, NULL, &sim));
    ACCEPTS(subthal_run_default(&run, sizeof run));
    run.n_steps = 100;
    run.rows = rows;
    run.rows_len = 300;
    run.spikes = events;
    run.spikes_len = 64;
    ACCEPTS(subthal_simulator_run(sim, &run));
    ACCEPTS(subthal_simulator_metric(sim, &run, "stn", "mean_v", 0, &out.value));
    REFUSES(UNKNOWN, "metric", subthal_simulator_metric(sim, &run, "stn", "v", 0, &out.value));
    REFUSES(UNKNOWN, "population", subthal_simulator_metric(sim, &run, "s", "cv", 0, &out.value));
    REFUSES(INVALID, "burn_in_steps is 100",
            subthal_simulator_metric(sim, &run, "stn", "rate", 100, &out.value));
    REFUSES(INVALID, "gpe.v", subthal_simulator_metric(sim, &run, "gpe", "mean_v", 0, &out.value));
    run.n_steps = 101;
    REFUSES(INVALID, "run.n_steps is 101",
            subthal_simulator_metric(sim, &run, "stn", "rate", 0, &out.value));
    run.n_steps = 100;
    run.n_spikes = 65;
    REFUSES(SHORT, "run.spikes holds 64",
            subthal_simulator_metric(sim, &run, "stn", "rate", 0, &out.value));
    run.n_spikes = 0;
    run.rows_len = 10;
    REFUSES(SHORT, "run.rows holds 10",
            subthal_simulator_metric(sim, &run, "stn", "mean_v", 0, &out.value));
    run.struct_size = 1;
    REFUSES(INVALID, "run has struct_size 1",
            subthal_simulator_metric(sim, &run, "stn", "rate", 0, &out.value));
    ACCEPTS(subthal_simulator_free(sim));
    ACCEPTS(subthal_network_free(net));
}

int main(void) {
    for (int i = 0; i < N_SAMPLES; ++i) signal[i] = other[i] = i % 7;
    spectra();
    recordings();
    finished_runs();
    return verdict();
}
