// Whatever is wrong in a call on an estimator or a controller is an error that names it; nothing is
// written, and neither has moved.
#include "refuse.h"

#include <fenv.h>
#include <float.h>
#include <stdint.h>

enum { N_BYTES = 1 << 13 };

static subthal_estimator_config measured;
static subthal_controller_config controlled;
static uint8_t bytes[N_BYTES];
static double samples[8] = {0.5, -1.0, 2.0, 0.0, 1.0, 1.5, -0.5, 3.0};

static void fill_configs(void) {
    ACCEPTS(subthal_estimator_config_default("bursts", &measured, sizeof measured));
    ACCEPTS(subthal_controller_config_default("pid", "amplitude", &controlled, sizeof controlled));
}

// ---- handles ---------------------------------------------------------------------------------

// Every call that takes an estimator, with nothing wrong but the handle.
static void no_call_takes_est(subthal_estimator *est, subthal_status status, const char *word) {
    const size_t size = sizeof out.estimate;
    REFUSES(status, word, subthal_estimator_reset(est));
    REFUSES(status, word, subthal_estimator_update(est, 1.0, &out.estimate, size));
    REFUSES(status, word, subthal_estimator_run(est, samples, 8, out.values, 64));
    REFUSES(status, word, subthal_estimator_bursts(est, &out.bursts, sizeof out.bursts));
    REFUSES(status, word, subthal_estimator_save(est, (uint8_t *)out.values, 512, &out.size));
    REFUSES(status, word, subthal_estimator_load(est, bytes, N_BYTES));
}

// The same for a controller.
static void no_call_takes_ctl(subthal_controller *ctl, subthal_status status, const char *word) {
    const size_t size = sizeof out.stimulus;
    REFUSES(status, word, subthal_controller_reset(ctl));
    REFUSES(status, word, subthal_controller_update(ctl, 1.0, NAN, &out.stimulus, size));
    REFUSES(status, word, subthal_controller_run(ctl, samples, 8, out.values, 64));
    REFUSES(status, word, subthal_controller_stimulated(ctl));
    REFUSES(status, word, subthal_controller_save(ctl, (uint8_t *)out.values, 512, &out.size));
    REFUSES(status, word, subthal_controller_load(ctl, bytes, N_BYTES));
}

static void bad_handles(subthal_estimator *est, subthal_controller *ctl) {
    subthal_network *net = small_network();
    subthal_estimator *freed = NULL;
    subthal_controller *gone = NULL;
    ACCEPTS(subthal_estimator_new(&measured, &freed));
    ACCEPTS(subthal_controller_new(&controlled, &gone));
    ACCEPTS(subthal_estimator_free(freed));
    ACCEPTS(subthal_controller_free(gone));
    ACCEPTS(subthal_estimator_free(NULL));
    ACCEPTS(subthal_controller_free(NULL));

    no_call_takes_est(NULL, IS_NULL, "est is NULL");
    no_call_takes_est(freed, HANDLE, "est is not a live handle: it was freed");
    no_call_takes_est((subthal_estimator *)ctl, HANDLE, "it is a subthal_controller");
    no_call_takes_est((subthal_estimator *)net, HANDLE, "it is a subthal_network");
    no_call_takes_est((subthal_estimator *)&out, HANDLE, "subthal never gave");
    no_call_takes_est((subthal_estimator *)((char *)est + 1), HANDLE, "est is not a live handle");
    no_call_takes_ctl(NULL, IS_NULL, "ctl is NULL");
    no_call_takes_ctl(gone, HANDLE, "ctl is not a live handle: it was freed");
    no_call_takes_ctl((subthal_controller *)est, HANDLE, "it is a subthal_estimator");
    no_call_takes_ctl((subthal_controller *)net, HANDLE, "it is a subthal_network");
    no_call_takes_ctl((subthal_controller *)&out, HANDLE, "subthal never gave");
    no_call_takes_ctl((subthal_controller *)((char *)ctl + 8), HANDLE, "ctl is not a live handle");

    REFUSES(HANDLE, "it was freed", subthal_estimator_free(freed));
    REFUSES(HANDLE, "it was freed", subthal_controller_free(gone));
    REFUSES(HANDLE, "it is a subthal_controller", subthal_estimator_free((void *)ctl));
    REFUSES(HANDLE, "it is a subthal_estimator", subthal_controller_free((void *)est));
    REFUSES(HANDLE, "it is a subthal_estimator", subthal_network_free((void *)est));
    ACCEPTS(subthal_network_free(net));
}

// ---- pointers --------------------------------------------------------------------------------

static void null_pointers(subthal_estimator *est, subthal_controller *ctl) {
    void *place = out.values;
    const size_t size = sizeof measured;
    REFUSES(IS_NULL, "kind", subthal_estimator_config_default(NULL, place, size));
    REFUSES(IS_NULL, "config", subthal_estimator_config_default("bursts", NULL, size));
    REFUSES(IS_NULL, "kind", subthal_controller_config_default(NULL, "amplitude", place, 256));
    REFUSES(IS_NULL, "acts_on", subthal_controller_config_default("pi", NULL, place, 256));
    REFUSES(IS_NULL, "config", subthal_controller_config_default("pi", "amplitude", NULL, 256));
    REFUSES(IS_NULL, "config", subthal_estimator_new(NULL, &out.est));
    REFUSES(IS_NULL, "est", subthal_estimator_new(&measured, NULL));
    REFUSES(IS_NULL, "config", subthal_controller_new(NULL, &out.ctl));
    REFUSES(IS_NULL, "ctl", subthal_controller_new(&controlled, NULL));
    REFUSES(IS_NULL, "estimate", subthal_estimator_update(est, 1.0, NULL, sizeof out.estimate));
    REFUSES(IS_NULL, "stimulus", subthal_controller_update(ctl, 1.0, NAN, NULL, 48));
    REFUSES(IS_NULL, "bursts", subthal_estimator_bursts(est, NULL, sizeof out.bursts));
    REFUSES(IS_NULL, "samples", subthal_estimator_run(est, NULL, 8, out.values, 64));
    REFUSES(IS_NULL, "values", subthal_estimator_run(est, samples, 8, NULL, 8));
    REFUSES(IS_NULL, "measures", subthal_controller_run(ctl, NULL, 8, out.values, 64));
    REFUSES(IS_NULL, "outputs", subthal_controller_run(ctl, samples, 8, NULL, 8));
    ACCEPTS(subthal_estimator_run(est, NULL, 0, NULL, 0));
    ACCEPTS(subthal_controller_run(ctl, NULL, 0, NULL, 0));
}

static void odd_structs(subthal_estimator *est, subthal_controller *ctl) {
    const size_t less = sizeof measured - 8;
    void *place = out.values, *odd = (char *)&out.estimate + 1;
    REFUSES(INVALID, "struct_size", subthal_estimator_config_default("bursts", place, less));
    REFUSES(INVALID, "struct_size", subthal_controller_config_default("pi", "frequency", place, 8));
    REFUSES(INVALID, "struct_size is 8", subthal_estimator_update(est, 1.0, &out.estimate, 8));
    REFUSES(INVALID, "struct_size is 0", subthal_estimator_bursts(est, &out.bursts, 0));
    REFUSES(INVALID, "struct_size",
            subthal_controller_update(ctl, 1., 0., &out.stimulus, SIZE_MAX));
    REFUSES(INVALID, "estimate is not aligned", subthal_estimator_update(est, 1.0, odd, 48));
    measured.struct_size = 0;
    REFUSES(INVALID, "config has struct_size 0", subthal_estimator_new(&measured, &out.est));
    controlled.struct_size = SIZE_MAX;
    REFUSES(INVALID, "config has struct_size", subthal_controller_new(&controlled, &out.ctl));
    fill_configs();
}

static void short_and_odd_buffers(subthal_estimator *est, subthal_controller *ctl) {
    double *y = out.values, *odd = (double *)((char *)out.values + 1);
    REFUSES(SHORT, "values holds 7", subthal_estimator_run(est, samples, 8, y, 7));
    REFUSES(SHORT, "outputs holds 0", subthal_controller_run(ctl, samples, 8, NULL, 0));
    REFUSES(TOO_LARGE, "samples", subthal_estimator_run(est, samples, SIZE_MAX, y, 64));
    REFUSES(TOO_LARGE, "outputs", subthal_controller_run(ctl, samples, 8, y, SIZE_MAX / 8));
    REFUSES(INVALID, "values is not aligned", subthal_estimator_run(est, samples, 8, odd, 8));
    REFUSES(INVALID, "samples overlaps values", subthal_estimator_run(est, y, 8, y + 7, 8));
    REFUSES(INVALID, "measures overlaps outputs", subthal_controller_run(ctl, y, 8, y, 8));
}

// ---- values ----------------------------------------------------------------------------------

#define REFUSES_EST(status, word, field, value)                                                    \
    (fill_configs(), measured.field = (value),                                                     \
     REFUSES(status, word, subthal_estimator_new(&measured, &out.est)))
#define REFUSES_CTL(status, word, field, value)                                                    \
    (fill_configs(), controlled.field = (value),                                                   \
     REFUSES(status, word, subthal_controller_new(&controlled, &out.ctl)))

static void bad_names(void) {
    subthal_estimator *other = NULL;
    void *place = out.values;
    REFUSES(UNKNOWN, "the nearest is \"bursts\"",
            subthal_estimator_config_default("burst", place, sizeof measured));
    REFUSES(UNKNOWN, "no controller is named",
            subthal_controller_config_default("pip", "frequency", place, 256));
    REFUSES(UNKNOWN, "acts_on", subthal_controller_config_default("pi", "width", place, 256));
    REFUSES_EST(UNKNOWN, "no estimator is named", kind, "wavelet");
    REFUSES_EST(IS_NULL, "config.kind", kind, NULL);
    REFUSES_EST(UNKNOWN, "butter", filter, "butter");
    REFUSES_EST(IS_NULL, "config.filter", filter, NULL);
    REFUSES_EST(UNKNOWN, "median", average, "median");
    REFUSES_CTL(UNKNOWN, "the nearest is \"pid\"", kind, "pidd");
    REFUSES_CTL(UNKNOWN, "acts_on", acts_on, "");
    REFUSES_CTL(IS_NULL, "config.acts_on", acts_on, NULL);
    ACCEPTS(subthal_estimator_config_default("band_power", &measured, sizeof measured));
    ACCEPTS(subthal_estimator_new(&measured, &other));
    REFUSES(INVALID, "est is not of the kind \"bursts\"",
            subthal_estimator_bursts(other, &out.bursts, sizeof out.bursts));
    ACCEPTS(subthal_estimator_free(other));
}

static void bad_numbers(void) {
    REFUSES_EST(OUT_OF_RANGE, "sample_hz", sample_hz, NAN);
    REFUSES_EST(OUT_OF_RANGE, "low_hz", low_hz, 0.0);
    REFUSES_EST(OUT_OF_RANGE, "high_hz", high_hz, 501.0);
    REFUSES_EST(OUT_OF_RANGE, "high_hz", high_hz, 12.0);
    REFUSES_EST(OUT_OF_RANGE, "order", order, 13);
    REFUSES_EST(OUT_OF_RANGE, "threshold", threshold, -1.0);
    REFUSES_EST(INVALID, "window_ms", window_ms, INFINITY);
    REFUSES_EST(TOO_LARGE, "the window", window_ms, 1e12);
    REFUSES_EST(INVALID, "min_burst_ms", min_burst_ms, 0.0);
    REFUSES_CTL(OUT_OF_RANGE, "interval_s", interval_s, 0.0);
    REFUSES_CTL(OUT_OF_RANGE, "set_point", set_point, NAN);
    REFUSES_CTL(OUT_OF_RANGE, "gain", gain, INFINITY);
    REFUSES_CTL(OUT_OF_RANGE, "integral_s", integral_s, -1.0);
    REFUSES_CTL(OUT_OF_RANGE, "min", min, 4.0);
    REFUSES_CTL(OUT_OF_RANGE, "max", max, NAN);
    REFUSES_CTL(OUT_OF_RANGE, "change_per_s", change_per_s, -1.0);
    REFUSES_CTL(OUT_OF_RANGE, "hold_s", hold_s, 1e10);
    REFUSES_CTL(OUT_OF_RANGE, "blanking_s", blanking_s, NAN);
    fill_configs();
}

// What no sensor gives is refused, counted and survived.
static void bad_samples(void) {
    static const double odd[] = {NAN, INFINITY, -INFINITY, 1e61};
    subthal_estimator *est = NULL;
    subthal_controller *ctl = NULL;
    ACCEPTS(subthal_estimator_new(&measured, &est));
    ACCEPTS(subthal_controller_new(&controlled, &ctl));
    for (size_t i = 0; i < 4; ++i) {
        subthal_estimate estimate;
        subthal_stimulus stimulus;
        ACCEPTS(subthal_estimator_update(est, odd[i], &estimate, sizeof estimate));
        HOLDS(estimate.value == 0.0 && estimate.n_refused == i + 1 && estimate.is_fresh == 1);
        ACCEPTS(subthal_controller_update(ctl, odd[i], 0.0, &stimulus, sizeof stimulus));
        HOLDS(stimulus.output == 0.0 && stimulus.n_refused == i + 1);
        HOLDS(stimulus.amplitude == 0.0 && stimulus.frequency_hz == 130.0);
    }
    ACCEPTS(subthal_estimator_free(est));
    ACCEPTS(subthal_controller_free(ctl));
}

static void no_call_rounds_so(subthal_estimator *est, subthal_controller *ctl) {
    const subthal_status status = SUBTHAL_STATUS_ROUNDING_MODE;
    REFUSES(status, "round", subthal_estimator_update(est, 1.0, &out.estimate, 48));
    REFUSES(status, "round", subthal_estimator_run(est, samples, 8, out.values, 64));
    REFUSES(status, "round", subthal_estimator_new(&measured, &out.est));
    REFUSES(status, "round", subthal_controller_update(ctl, 1.0, 0.0, &out.stimulus, 48));
    REFUSES(status, "round", subthal_controller_run(ctl, samples, 8, out.values, 64));
    REFUSES(status, "round", subthal_controller_new(&controlled, &out.ctl));
}

static void other_rounding(subthal_estimator *est, subthal_controller *ctl) {
    const volatile double one = 1.0;
    fesetround(FE_UPWARD);
    if (one + DBL_EPSILON / 4 > one) // valgrind rounds to nearest whatever is asked
        no_call_rounds_so(est, ctl);
    fesetround(FE_TONEAREST);
}

// ---- the program -----------------------------------------------------------------------------

int main(void) {
    subthal_estimator *est = NULL;
    subthal_controller *ctl = NULL;
    uint8_t before_all[2][N_BYTES] = {{0}}, after_all[2][N_BYTES] = {{0}};
    fill_configs();
    ACCEPTS(subthal_estimator_new(&measured, &est));
    ACCEPTS(subthal_controller_new(&controlled, &ctl));
    ACCEPTS(subthal_estimator_run(est, samples, 8, out.values, 64));
    ACCEPTS(subthal_controller_run(ctl, samples, 8, out.values, 64));
    ACCEPTS(subthal_estimator_save(est, before_all[0], N_BYTES, NULL));
    ACCEPTS(subthal_controller_save(ctl, before_all[1], N_BYTES, NULL));
    bad_handles(est, ctl);
    null_pointers(est, ctl);
    odd_structs(est, ctl);
    short_and_odd_buffers(est, ctl);
    bad_names();
    bad_numbers();
    bad_samples();
    other_rounding(est, ctl);
    ACCEPTS(subthal_estimator_save(est, after_all[0], N_BYTES, NULL));
    ACCEPTS(subthal_controller_save(ctl, after_all[1], N_BYTES, NULL));
    HOLDS(memcmp(before_all, after_all, sizeof after_all) == 0); // neither has moved
    ACCEPTS(subthal_estimator_free(est));
    ACCEPTS(subthal_controller_free(ctl));
    return verdict();
}
