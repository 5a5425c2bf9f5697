// Whatever is wrong in a call that lists bursts, or asks for coupling, tapers or a relay, is an
// error that names it.
#include "refuse.h"

enum { N_SAMPLES = 4000 }; // 4 s at 1 ms

static double signal[N_SAMPLES];
static const double with_nan[] = {1.0, NAN};
static const subthal_spike spikes[] = {{10, 0, 0}, {20, 0, 1}, {40, 0, 0}};
static subthal_burst bursts[4];
static subthal_beta_burst beta[4];
static subthal_coupling_info coupling;
static subthal_relay_info relay;

#define BETA(expected, word, field, ...)                                                           \
    do {                                                                                           \
        subthal_beta_bursts_config bad = good;                                                     \
        bad.field = __VA_ARGS__;                                                                   \
        REFUSES(expected, word,                                                                    \
                subthal_beta_bursts(&bad, signal, N_SAMPLES, beta, 4, &out.size, &out.value));     \
    } while (0)

static void beta_bursts(void) {
    subthal_beta_bursts_config good;
    double *value = &out.value;
    size_t *n = &out.size;
    REFUSES(IS_NULL, "config", subthal_beta_bursts_config_default(NULL, sizeof good));
    REFUSES(INVALID, "struct_size", subthal_beta_bursts_config_default((void *)&out.values, 8));
    ACCEPTS(subthal_beta_bursts_config_default(&good, sizeof good));
    REFUSES(OUT_OF_RANGE, "interval_ms",
            subthal_beta_bursts(&good, signal, N_SAMPLES, beta, 4, n, value)); // not set
    good.interval_ms = 1.0;
    BETA(INVALID, "struct_size 3", struct_size, 3);
    BETA(OUT_OF_RANGE, "low_hz", low_hz, NAN);
    BETA(OUT_OF_RANGE, "low_hz", low_hz, 31.0);
    BETA(OUT_OF_RANGE, "high_hz", high_hz, 501.0);
    BETA(OUT_OF_RANGE, "smoothing_ms", smoothing_ms, -1.0);
    BETA(OUT_OF_RANGE, "percentile", percentile, 101.0);
    BETA(OUT_OF_RANGE, "threshold", threshold, INFINITY);
    BETA(OUT_OF_RANGE, "min_ms", min_ms, NAN);
    REFUSES(IS_NULL, "config", subthal_beta_bursts(NULL, signal, 100, beta, 4, n, value));
    REFUSES(IS_NULL, "signal", subthal_beta_bursts(&good, NULL, 100, beta, 4, n, value));
    REFUSES(IS_NULL, "bursts", subthal_beta_bursts(&good, signal, N_SAMPLES, NULL, 4, n, value));
    REFUSES(INVALID, "15", subthal_beta_bursts(&good, signal, 15, beta, 4, n, value));
    REFUSES(INVALID, "NaN", subthal_beta_bursts(&good, with_nan, 2, beta, 4, n, value));
    REFUSES(SHORT, "bursts", subthal_beta_bursts(&good, signal, N_SAMPLES, beta, 1, n, value));
}

#define COUPLING(expected, word, field, ...)                                                       \
    do {                                                                                           \
        subthal_coupling_config bad = good;                                                        \
        bad.field = __VA_ARGS__;                                                                   \
        REFUSES(                                                                                   \
            expected, word,                                                                        \
            subthal_phase_amplitude(&bad, signal, signal, N_SAMPLES, &coupling, sizeof coupling)); \
    } while (0)

static void phase_amplitude(void) {
    subthal_coupling_config good;
    const size_t size = sizeof coupling;
    REFUSES(IS_NULL, "config", subthal_coupling_config_default(NULL, sizeof good));
    ACCEPTS(subthal_coupling_config_default(&good, sizeof good));
    COUPLING(OUT_OF_RANGE, "interval_ms", seed, 1); // not set
    good.interval_ms = 1.0;
    COUPLING(OUT_OF_RANGE, "low_hz", phase_low_hz, 30.5);
    COUPLING(OUT_OF_RANGE, "high_hz", amplitude_high_hz, 1e9);
    COUPLING(OUT_OF_RANGE, "n_surrogates", n_surrogates, UINT64_MAX);
    REFUSES(IS_NULL, "phase_of",
            subthal_phase_amplitude(&good, NULL, signal, 100, &coupling, size));
    REFUSES(IS_NULL, "amplitude_of",
            subthal_phase_amplitude(&good, signal, NULL, 100, &coupling, size));
    REFUSES(INVALID, "NaN", subthal_phase_amplitude(&good, with_nan, signal, 2, &coupling, size));
    REFUSES(IS_NULL, "info", subthal_phase_amplitude(&good, signal, signal, 400, NULL, size));
    REFUSES(INVALID, "struct_size",
            subthal_phase_amplitude(&good, signal, signal, 400, &coupling, 1));
}

static void tapers(void) {
    double *v = out.values;
    size_t *n = &out.size;
    REFUSES(IS_NULL, "signal", subthal_multitaper_psd(NULL, 100, 1.0, 3.0, 5, v, 64, n));
    REFUSES(OUT_OF_RANGE, "interval_ms",
            subthal_multitaper_psd(signal, 100, NAN, 3.0, 5, v, 64, n));
    REFUSES(OUT_OF_RANGE, "time_bandwidth",
            subthal_multitaper_psd(signal, 100, 1.0, 0.1, 5, v, 64, n));
    REFUSES(OUT_OF_RANGE, "n_tapers", subthal_multitaper_psd(signal, 100, 1.0, 3.0, 7, v, 64, n));
    REFUSES(INVALID, "6 samples", subthal_multitaper_psd(signal, 6, 1.0, 3.0, 5, v, 64, n));
    REFUSES(SHORT, "density", subthal_multitaper_psd(signal, 200, 1.0, 3.0, 5, v, 64, n));
    REFUSES(IS_NULL, "density", subthal_multitaper_psd(signal, 100, 1.0, 3.0, 5, NULL, 64, n));
}

static void recordings(void) {
    static const uint64_t descending[] = {500, 400};
    double *v = out.values;
    size_t *n = &out.size;
    subthal_recording good, unsound;
    ACCEPTS(subthal_recording_default(&good, sizeof good));
    good.end_step = 80000;
    good.n_cells = 2;
    good.spikes = spikes;
    good.n_spikes = 3;
    unsound = good;
    unsound.end_step = 0;
    REFUSES(IS_NULL, "recording", subthal_bursts_by_surprise(NULL, 5.0, bursts, 4, n));
    REFUSES(INVALID, "window", subthal_bursts_by_surprise(&unsound, 5.0, bursts, 4, n));
    REFUSES(OUT_OF_RANGE, "min_surprise", subthal_bursts_by_surprise(&good, NAN, bursts, 4, n));
    REFUSES(IS_NULL, "bursts", subthal_bursts_by_surprise(&good, 5.0, NULL, 4, n));
    REFUSES(IS_NULL, "recording", subthal_bursts_after_silence(NULL, 100.0, 4.0, bursts, 4, n));
    REFUSES(OUT_OF_RANGE, "min_silence_ms",
            subthal_bursts_after_silence(&good, -1.0, 4.0, bursts, 4, n));
    REFUSES(OUT_OF_RANGE, "max_interval_ms",
            subthal_bursts_after_silence(&good, 100.0, 101.0, bursts, 4, n));
    REFUSES(IS_NULL, "recording", subthal_spike_spectrum(NULL, 40, 3.0, 5, v, 64, n));
    REFUSES(INVALID, "bin_steps", subthal_spike_spectrum(&good, 0, 3.0, 5, v, 64, n));
    REFUSES(OUT_OF_RANGE, "n_tapers", subthal_spike_spectrum(&good, 40, 3.0, 0, v, 64, n));
    REFUSES(SHORT, "density", subthal_spike_spectrum(&good, 40, 3.0, 5, v, 64, n));
    REFUSES(IS_NULL, "recording", subthal_relay(NULL, NULL, 0, &relay, sizeof relay));
    REFUSES(IS_NULL, "pulse_steps", subthal_relay(&good, NULL, 2, &relay, sizeof relay));
    REFUSES(INVALID, "400 follows 500", subthal_relay(&good, descending, 2, &relay, sizeof relay));
    REFUSES(IS_NULL, "info", subthal_relay(&good, descending, 1, NULL, sizeof relay));
    REFUSES(INVALID, "struct_size", subthal_relay(&good, descending, 1, &relay, 2));
    REFUSES(INVALID, "pulses", subthal_metric_compute("error_index", &good, &out.value));
}

static void synchrony(void) {
    double *v = out.values;
    size_t *n = &out.size;
    subthal_welch_config config;
    ACCEPTS(subthal_welch_config_default(&config, sizeof config));
    config.interval_ms = 1.0;
    REFUSES(IS_NULL, "config", subthal_coherence_phase(NULL, signal, signal, 4000, v, 64, n));
    REFUSES(IS_NULL, "x", subthal_coherence_phase(&config, NULL, signal, 4000, v, 64, n));
    REFUSES(SHORT, "values", subthal_coherence_phase(&config, signal, signal, 4000, v, 64, n));
    REFUSES(IS_NULL, "rows", subthal_chi_squared(NULL, 10, 2, &out.value));
    REFUSES(INVALID, "n_cells", subthal_chi_squared(signal, 10, 0, &out.value));
    REFUSES(INVALID, "rows", subthal_chi_squared(signal, 0, 2, &out.value));
    REFUSES(TOO_LARGE, "rows", subthal_chi_squared(signal, SIZE_MAX, 2, &out.value));
    REFUSES(INVALID, "NaN", subthal_chi_squared(with_nan, 2, 1, &out.value));
    REFUSES(IS_NULL, "chi_squared", subthal_chi_squared(signal, 10, 2, NULL));
}

static void pulses(void) {
    uint64_t *steps = &out.u64;
    size_t *n = &out.size;
    subthal_network *net = NULL;
    ACCEPTS(subthal_network_from_preset("so_2012_healthy", NULL, &net));
    REFUSES(IS_NULL, "net", subthal_network_pulse_steps(NULL, "smc", 0, 0.01, 100, NULL, 0, n));
    REFUSES(IS_NULL, "name", subthal_network_pulse_steps(net, NULL, 0, 0.01, 100, NULL, 0, n));
    REFUSES(UNKNOWN, "smx", subthal_network_pulse_steps(net, "smx", 0, 0.01, 100, NULL, 0, n));
    REFUSES(OUT_OF_RANGE, "dt_ms", subthal_network_pulse_steps(net, "smc", 0, NAN, 9, NULL, 0, n));
    REFUSES(SHORT, "steps", subthal_network_pulse_steps(net, "smc", 0, 0.01, 99999, steps, 1, n));
    REFUSES(INVALID, "n_steps",
            subthal_network_pulse_steps(net, "smc", 0, 0.01, UINT64_MAX, NULL, 0, n));
    ACCEPTS(subthal_network_free(net));
}

int main(void) {
    fill();
    for (int i = 0; i < N_SAMPLES; ++i) signal[i] = sin(0.1257 * i) * sin(0.003 * i);
    beta_bursts();
    phase_amplitude();
    tapers();
    recordings();
    synchrony();
    pulses();
    return failures != 0;
}
