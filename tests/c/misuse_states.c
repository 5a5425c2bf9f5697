// A saved state of an estimator or a controller that is short, damaged or another's is an error
// that says so, and changes nothing; one that is whole is a moment to go back to.
#include "refuse.h"

#include <stdint.h>

enum { N_BYTES = 1 << 15, N_SAMPLES = 200 };

static uint8_t saved[N_BYTES], of_ctl[N_BYTES], copy[N_BYTES];
static size_t n_saved, n_of_ctl;
static double samples[N_SAMPLES], then[N_SAMPLES], again[N_SAMPLES];

static subthal_estimator *estimator(const char *kind, double threshold) {
    subthal_estimator *est = NULL;
    subthal_estimator_config config;
    ACCEPTS(subthal_estimator_config_default(kind, &config, sizeof config));
    config.threshold = threshold;
    ACCEPTS(subthal_estimator_new(&config, &est));
    return est;
}

static subthal_controller *controller(const char *kind, double gain) {
    subthal_controller *ctl = NULL;
    subthal_controller_config config;
    ACCEPTS(subthal_controller_config_default(kind, "amplitude", &config, sizeof config));
    config.gain = gain;
    config.set_point = 1.0;
    ACCEPTS(subthal_controller_new(&config, &ctl));
    return ctl;
}

static void size_can_be_asked_for(subthal_estimator *est, subthal_controller *ctl) {
    size_t needed = 0;
    ACCEPTS(subthal_estimator_save(est, NULL, 0, &needed));
    HOLDS(needed > 0 && needed <= N_BYTES);
    ACCEPTS(subthal_estimator_save(est, saved, N_BYTES, &n_saved));
    HOLDS(n_saved == needed);
    ACCEPTS(subthal_estimator_save(est, copy, needed, NULL));
    HOLDS(memcmp(saved, copy, needed) == 0);
    ACCEPTS(subthal_controller_save(ctl, NULL, 0, NULL));
    ACCEPTS(subthal_controller_save(ctl, of_ctl, N_BYTES, &n_of_ctl));
}

static void bad_buffers(subthal_estimator *est, subthal_controller *ctl) {
    memset(copy, 0x5a, sizeof copy);
    REFUSES(SHORT, "bytes", subthal_estimator_save(est, copy, n_saved - 1, &out.size));
    REFUSES(SHORT, "bytes", subthal_controller_save(ctl, copy, n_of_ctl - 1, &out.size));
    REFUSES(IS_NULL, "bytes", subthal_estimator_save(est, NULL, n_saved, &out.size));
    REFUSES(IS_NULL, "bytes", subthal_controller_save(ctl, NULL, n_of_ctl, &out.size));
    REFUSES(TOO_LARGE, "bytes", subthal_estimator_save(est, copy, SIZE_MAX, &out.size));
    for (size_t i = 0; i < N_BYTES; ++i) HOLDS(copy[i] == 0x5a);
    REFUSES(IS_NULL, "bytes", subthal_estimator_load(est, NULL, n_saved));
    REFUSES(IS_NULL, "bytes", subthal_controller_load(ctl, NULL, n_of_ctl));
    REFUSES(INVALID, "bytes", subthal_estimator_load(est, NULL, 0));
    REFUSES(TOO_LARGE, "bytes", subthal_controller_load(ctl, of_ctl, SIZE_MAX));
}

static void damaged(subthal_estimator *est, subthal_controller *ctl) {
    for (size_t place = 0; place < n_saved; place += 7) {
        memcpy(copy, saved, n_saved);
        copy[place] ^= (uint8_t)(1 << place % 8);
        REFUSES(INVALID, "bytes", subthal_estimator_load(est, copy, n_saved));
        REFUSES(INVALID, "bytes", subthal_estimator_load(est, saved, place));
    }
    for (size_t place = 0; place < n_of_ctl; ++place) {
        memcpy(copy, of_ctl, n_of_ctl);
        copy[place] ^= (uint8_t)(1 << place % 8);
        REFUSES(INVALID, "bytes", subthal_controller_load(ctl, copy, n_of_ctl));
        REFUSES(INVALID, "bytes", subthal_controller_load(ctl, of_ctl, place));
    }
}

// States of other machines, each whole.
static void of_another(subthal_estimator *est, subthal_controller *ctl) {
    subthal_estimator *others[] = {estimator("band_rectified", 0.1), estimator("bursts", 0.2)};
    subthal_controller *gains[] = {controller("pi", 0.5), controller("pid", 0.25)};
    size_t n = 0;
    for (int i = 0; i < 2; ++i) {
        ACCEPTS(subthal_estimator_save(others[i], copy, N_BYTES, &n));
        REFUSES(INVALID, "another kind or configuration", subthal_estimator_load(est, copy, n));
        ACCEPTS(subthal_controller_save(gains[i], copy, N_BYTES, &n));
        REFUSES(INVALID, "another kind or configuration", subthal_controller_load(ctl, copy, n));
        ACCEPTS(subthal_estimator_free(others[i]));
        ACCEPTS(subthal_controller_free(gains[i]));
    }
    REFUSES(INVALID, "another kind", subthal_estimator_load(est, of_ctl, n_of_ctl));
    REFUSES(INVALID, "another kind", subthal_controller_load(ctl, saved, n_saved));
    subthal_network *net = small_network();
    subthal_simulator *sim = NULL;
    ACCEPTS(subthal_simulator_new(net, NULL, &sim));
    ACCEPTS(subthal_simulator_save(sim, copy, N_BYTES, &n));
    REFUSES(INVALID, "bytes are no saved state", subthal_estimator_load(est, copy, n));
    REFUSES(INVALID, "snapshot is none", subthal_simulator_load(sim, saved, n_saved));
    ACCEPTS(subthal_simulator_free(sim));
    ACCEPTS(subthal_network_free(net));
}

static void has_not_moved(subthal_estimator *est, subthal_controller *ctl) {
    ACCEPTS(subthal_estimator_save(est, copy, N_BYTES, NULL));
    HOLDS(memcmp(saved, copy, n_saved) == 0);
    ACCEPTS(subthal_controller_save(ctl, copy, N_BYTES, NULL));
    HOLDS(memcmp(of_ctl, copy, n_of_ctl) == 0);
}

// Another machine of the same configuration goes the same way from there.
static void goes_on(subthal_estimator *est, subthal_controller *ctl) {
    subthal_estimator *twin = estimator("bursts", 0.1);
    subthal_controller *other = controller("pid", 0.5);
    ACCEPTS(subthal_estimator_load(twin, saved, n_saved));
    ACCEPTS(subthal_estimator_run(est, samples, N_SAMPLES, then, N_SAMPLES));
    ACCEPTS(subthal_estimator_run(twin, samples, N_SAMPLES, again, N_SAMPLES));
    HOLDS(memcmp(then, again, sizeof then) == 0);
    subthal_bursts_info one, two;
    ACCEPTS(subthal_estimator_bursts(est, &one, sizeof one));
    ACCEPTS(subthal_estimator_bursts(twin, &two, sizeof two));
    HOLDS(memcmp(&one, &two, sizeof one) == 0 && one.n_onsets > 0);
    ACCEPTS(subthal_controller_load(other, of_ctl, n_of_ctl));
    ACCEPTS(subthal_controller_run(ctl, samples, N_SAMPLES, then, N_SAMPLES));
    ACCEPTS(subthal_controller_run(other, samples, N_SAMPLES, again, N_SAMPLES));
    HOLDS(memcmp(then, again, sizeof then) == 0);
    ACCEPTS(subthal_estimator_free(twin));
    ACCEPTS(subthal_controller_free(other));
}

// A block is its samples one by one, and after a reset a machine is as new.
static void reset_equals_new(subthal_estimator *est, subthal_controller *ctl) {
    subthal_estimator *fresh = estimator("bursts", 0.1);
    subthal_controller *new_ctl = controller("pid", 0.5);
    ACCEPTS(subthal_estimator_reset(est));
    ACCEPTS(subthal_controller_reset(ctl));
    ACCEPTS(subthal_estimator_run(est, samples, N_SAMPLES, then, N_SAMPLES));
    ACCEPTS(subthal_controller_run(ctl, samples, N_SAMPLES, again, N_SAMPLES));
    for (int i = 0; i < N_SAMPLES; ++i) {
        subthal_estimate estimate;
        subthal_stimulus stimulus;
        ACCEPTS(subthal_estimator_update(fresh, samples[i], &estimate, sizeof estimate));
        ACCEPTS(subthal_controller_update(new_ctl, samples[i], NAN, &stimulus, sizeof stimulus));
        HOLDS(estimate.value == then[i] && stimulus.output == again[i]);
    }
    ACCEPTS(subthal_estimator_free(fresh));
    ACCEPTS(subthal_controller_free(new_ctl));
}

int main(void) {
    subthal_estimator *est = estimator("bursts", 0.1);
    subthal_controller *ctl = controller("pid", 0.5);
    for (int i = 0; i < N_SAMPLES; ++i) samples[i] = i % 50 < 25 ? 1.0 : -1.0; // 20 Hz
    ACCEPTS(subthal_estimator_run(est, samples, 150, then, N_SAMPLES));
    ACCEPTS(subthal_controller_run(ctl, samples, 150, then, N_SAMPLES));
    size_can_be_asked_for(est, ctl);
    bad_buffers(est, ctl);
    damaged(est, ctl);
    of_another(est, ctl);
    has_not_moved(est, ctl);
    goes_on(est, ctl);
    reset_equals_new(est, ctl);
    ACCEPTS(subthal_estimator_free(est));
    ACCEPTS(subthal_controller_free(ctl));
    return verdict();
}
