// Commands on recordings and signals: metrics, spectra, bands, synchrony.
#include "support.h"

static subthal_welch_config welch_of(const mxArray *record) {
    subthal_welch_config config;
    check(subthal_welch_config_default(&config, sizeof config));
    struct_of(record, &WELCH, &config);
    return config;
}

COMMAND(metric_compute) {
    double value = 0.0;
    subthal_recording recording = recording_of(in[1]);
    check(subthal_metric_compute(text_of(in[0], "name"), &recording, &value));
    out[0] = mxCreateDoubleScalar(value);
}

COMMAND(metric_compute_of_two) {
    double value = 0.0;
    subthal_recording first = recording_of(in[1]), second = recording_of(in[2]);
    check(subthal_metric_compute_of_two(text_of(in[0], "name"), &first, &second, &value));
    out[0] = mxCreateDoubleScalar(value);
}

COMMAND(welch_psd) {
    size_t count = 0, n_bins = 0;
    subthal_welch_config config = welch_of(in[0]);
    const double *signal = reals_of(in[1], "signal", &count);
    check(subthal_welch_psd(&config, signal, count, NULL, 0, &n_bins));
    out[0] = doubles_new(n_bins, 1);
    check(subthal_welch_psd(&config, signal, count, mxGetPr(out[0]), n_bins, NULL));
}

COMMAND(welch_frequencies) {
    size_t n_bins = 0;
    subthal_welch_config config = welch_of(in[0]);
    check(subthal_welch_frequencies(&config, NULL, 0, &n_bins));
    out[0] = doubles_new(n_bins, 1);
    check(subthal_welch_frequencies(&config, mxGetPr(out[0]), n_bins, NULL));
}

COMMAND(band_power) {
    size_t count = 0;
    double power = 0.0;
    subthal_welch_config config = welch_of(in[0]);
    const double *signal = reals_of(in[1], "signal", &count);
    check(subthal_band_power(&config, signal, count, real_of(in[2], "low_hz"),
                             real_of(in[3], "high_hz"), &power));
    out[0] = mxCreateDoubleScalar(power);
}

static const double *band_of(const mxArray *array, const char *name) {
    size_t count = 0;
    const double *band = reals_of(array, name, &count);
    if (count != 2) refuse("%s must be [low, high], this has %zu elements", name, count);
    return band;
}

COMMAND(relative_band_power) {
    size_t count = 0;
    double fraction = 0.0;
    subthal_welch_config config = welch_of(in[0]);
    const double *signal = reals_of(in[1], "signal", &count);
    check(subthal_relative_band_power(&config, signal, count, band_of(in[2], "band_hz"),
                                      band_of(in[3], "of_hz"), &fraction));
    out[0] = mxCreateDoubleScalar(fraction);
}

COMMAND(beta_peak) {
    size_t count = 0;
    double frequency_hz = 0.0, density = 0.0;
    subthal_welch_config config = welch_of(in[0]);
    const double *signal = reals_of(in[1], "signal", &count);
    check(subthal_beta_peak(&config, signal, count, &frequency_hz, &density));
    out[0] = mxCreateDoubleScalar(frequency_hz);
    out[1] = mxCreateDoubleScalar(density);
}

COMMAND(beta_prominence) {
    size_t count = 0;
    double db = 0.0;
    subthal_welch_config config = welch_of(in[0]);
    const double *signal = reals_of(in[1], "signal", &count);
    check(subthal_beta_prominence(&config, signal, count, &db));
    out[0] = mxCreateDoubleScalar(db);
}

COMMAND(beta_prominence_over_1f) {
    size_t count = 0;
    double db = 0.0;
    subthal_welch_config config = welch_of(in[0]);
    const double *signal = reals_of(in[1], "signal", &count);
    check(subthal_beta_prominence_over_1f(&config, signal, count, &db));
    out[0] = mxCreateDoubleScalar(db);
}

typedef subthal_status pair_function(const subthal_welch_config *, const double *, const double *,
                                     size_t, double *, size_t, size_t *);

// config, x, y -> one number a bin
static mxArray *of_pair(pair_function *call, const mxArray *in[]) {
    size_t n_x = 0, n_y = 0, n_bins = 0;
    subthal_welch_config config = welch_of(in[0]);
    const double *x = reals_of(in[1], "x", &n_x), *y = reals_of(in[2], "y", &n_y);
    if (n_x != n_y) refuse("x has %zu samples and y has %zu", n_x, n_y);
    check(call(&config, x, y, n_x, NULL, 0, &n_bins));
    mxArray *values = doubles_new(n_bins, 1);
    check(call(&config, x, y, n_x, mxGetPr(values), n_bins, NULL));
    return values;
}

COMMAND(coherence) { out[0] = of_pair(subthal_coherence, in); }

COMMAND(coherence_phase) { out[0] = of_pair(subthal_coherence_phase, in); }

COMMAND(coherence_threshold) {
    double threshold = 0.0;
    subthal_welch_config config = welch_of(in[0]);
    check(subthal_coherence_threshold(&config, whole_of(in[1], "n_samples"),
                                      real_of(in[2], "alpha"), &threshold));
    out[0] = mxCreateDoubleScalar(threshold);
}

COMMAND(synchrony) {
    double r = 0.0, kappa = 0.0;
    subthal_recording recording = recording_of(in[0]);
    check(subthal_synchrony(&recording, real_of(in[1], "frequency_hz"), &r, &kappa));
    out[0] = mxCreateDoubleScalar(r);
    out[1] = mxCreateDoubleScalar(kappa);
}

// cells x times, which is row after row in C
COMMAND(chi_squared) {
    size_t count = 0;
    double value = 0.0;
    const double *rows = reals_of(in[0], "rows", &count);
    if (mxGetNumberOfDimensions(in[0]) > 2) refuse("rows must be cells x times");
    check(subthal_chi_squared(rows, mxGetN(in[0]), mxGetM(in[0]), &value));
    out[0] = mxCreateDoubleScalar(value);
}

COMMAND(population_rate) {
    size_t n_bins = 0;
    subthal_recording recording = recording_of(in[0]);
    uint64_t bin_steps = whole_of(in[1], "bin_steps");
    check(subthal_population_rate(&recording, bin_steps, NULL, 0, &n_bins));
    out[0] = doubles_new(n_bins, 1);
    check(subthal_population_rate(&recording, bin_steps, mxGetPr(out[0]), n_bins, NULL));
}

COMMAND(seed_beta_power) {
    size_t count = 0;
    double power = 0.0;
    const double *signal = reals_of(in[0], "signal", &count);
    check(subthal_seed_beta_power(signal, count, real_of(in[1], "interval_ms"), &power));
    out[0] = mxCreateDoubleScalar(power);
}

COMMAND(seed_beta_fraction) {
    size_t count = 0;
    double fraction = 0.0;
    const double *signal = reals_of(in[0], "signal", &count);
    check(subthal_seed_beta_fraction(signal, count, real_of(in[1], "interval_ms"), &fraction));
    out[0] = mxCreateDoubleScalar(fraction);
}
