// Commands on bursts, tapers, coupling and relay. Steps, samples and cells count from 1 here.
#include "support.h"

typedef struct {
    subthal_burst *items;
    size_t count;
} bursts;

static bursts bursts_new(size_t count) {
    return (bursts){mxCalloc(count + 1, sizeof(subthal_burst)), count};
}

static mxArray *bursts_finish(bursts found) {
    mxArray *array = struct_from(&BURST, found.items, found.count);
    mxFree(found.items);
    return array;
}

COMMAND(bursts_by_surprise) {
    size_t count = 0;
    subthal_recording recording = recording_of(in[0]);
    double min_surprise = real_of(in[1], "min_surprise");
    check(subthal_bursts_by_surprise(&recording, min_surprise, NULL, 0, &count));
    bursts found = bursts_new(count);
    check(subthal_bursts_by_surprise(&recording, min_surprise, found.items, count, NULL));
    out[0] = bursts_finish(found);
}

COMMAND(bursts_after_silence) {
    size_t count = 0;
    subthal_recording recording = recording_of(in[0]);
    double silence_ms = real_of(in[1], "min_silence_ms");
    double interval_ms = real_of(in[2], "max_interval_ms");
    check(subthal_bursts_after_silence(&recording, silence_ms, interval_ms, NULL, 0, &count));
    bursts found = bursts_new(count);
    check(subthal_bursts_after_silence(&recording, silence_ms, interval_ms, found.items, count,
                                       NULL));
    out[0] = bursts_finish(found);
}

COMMAND(beta_bursts) {
    size_t n_samples = 0, count = 0;
    double threshold = 0.0;
    subthal_beta_bursts_config config;
    check(subthal_beta_bursts_config_default(&config, sizeof config));
    struct_of(in[0], &BETA_BURSTS, &config);
    const double *signal = reals_of(in[1], "signal", &n_samples);
    check(subthal_beta_bursts(&config, signal, n_samples, NULL, 0, &count, &threshold));
    subthal_beta_burst *found = mxCalloc(count + 1, sizeof *found);
    check(subthal_beta_bursts(&config, signal, n_samples, found, count, NULL, NULL));
    out[0] = struct_from(&BETA_BURST, found, count);
    out[1] = mxCreateDoubleScalar(threshold);
    mxFree(found);
}

COMMAND(phase_amplitude) {
    size_t n_x = 0, n_y = 0;
    subthal_coupling_config config;
    subthal_coupling_info info = {0};
    check(subthal_coupling_config_default(&config, sizeof config));
    struct_of(in[0], &COUPLING, &config);
    const double *x = reals_of(in[1], "phase_of", &n_x);
    const double *y = reals_of(in[2], "amplitude_of", &n_y);
    if (n_x != n_y) refuse("phase_of has %zu samples and amplitude_of has %zu", n_x, n_y);
    check(subthal_phase_amplitude(&config, x, y, n_x, &info, sizeof info));
    out[0] = struct_from(&COUPLING_INFO, &info, 1);
}

// Of the bins of a spectrum by tapers, which has no configuration to ask, in Hz.
static mxArray *frequencies_new(size_t n_bins, double n_samples, double interval_ms) {
    mxArray *array = doubles_new(n_bins, 1);
    for (size_t i = 0; i < n_bins; ++i)
        mxGetPr(array)[i] = (double)i * 1000.0 / (n_samples * interval_ms);
    return array;
}

COMMAND(multitaper_psd) {
    size_t count = 0, n_bins = 0;
    const double *signal = reals_of(in[0], "signal", &count);
    double interval_ms = real_of(in[1], "interval_ms");
    double bandwidth = real_of(in[2], "time_bandwidth");
    uint64_t n_tapers = whole_of(in[3], "n_tapers");
    check(
        subthal_multitaper_psd(signal, count, interval_ms, bandwidth, n_tapers, NULL, 0, &n_bins));
    out[0] = doubles_new(n_bins, 1);
    check(subthal_multitaper_psd(signal, count, interval_ms, bandwidth, n_tapers, mxGetPr(out[0]),
                                 n_bins, NULL));
    out[1] = frequencies_new(n_bins, (double)count, interval_ms);
}

COMMAND(spike_spectrum) {
    size_t n_bins = 0;
    subthal_recording recording = recording_of(in[0]);
    uint64_t bin_steps = whole_of(in[1], "bin_steps");
    double bandwidth = real_of(in[2], "time_bandwidth");
    uint64_t n_tapers = whole_of(in[3], "n_tapers");
    check(subthal_spike_spectrum(&recording, bin_steps, bandwidth, n_tapers, NULL, 0, &n_bins));
    out[0] = doubles_new(n_bins, 1);
    check(subthal_spike_spectrum(&recording, bin_steps, bandwidth, n_tapers, mxGetPr(out[0]),
                                 n_bins, NULL));
    uint64_t n_samples = (recording.end_step - recording.first_step) / bin_steps;
    out[1] = frequencies_new(n_bins, (double)n_samples, (double)bin_steps * recording.dt_ms);
}

COMMAND(relay) {
    size_t n_pulses = 0;
    subthal_relay_info info = {0};
    subthal_recording recording = recording_of(in[0]);
    uint64_t *steps = wholes_of(in[1], "pulse_steps", 1, &n_pulses);
    check(subthal_relay(&recording, steps, n_pulses, &info, sizeof info));
    out[0] = struct_from(&RELAY_INFO, &info, 1);
    mxFree(steps);
}
