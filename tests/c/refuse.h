/* What the misuse programs share: a call that must be refused, say why, and write nothing. */
#ifndef SUBTHAL_TEST_REFUSE_H
#define SUBTHAL_TEST_REFUSE_H

#include <subthal.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OK           SUBTHAL_STATUS_OK
#define IS_NULL      SUBTHAL_STATUS_NULL_ARGUMENT
#define HANDLE       SUBTHAL_STATUS_INVALID_HANDLE
#define UNKNOWN      SUBTHAL_STATUS_UNKNOWN_NAME
#define TAKEN        SUBTHAL_STATUS_DUPLICATE_NAME
#define OUT_OF_RANGE SUBTHAL_STATUS_OUT_OF_RANGE
#define INVALID      SUBTHAL_STATUS_INVALID_ARGUMENT
#define FIXED        SUBTHAL_STATUS_FIXED_WHILE_RUNNING
#define SHORT        SUBTHAL_STATUS_BUFFER_TOO_SMALL
#define TOO_LARGE    SUBTHAL_STATUS_TOO_LARGE
#define BAD_TEXT     SUBTHAL_STATUS_BAD_TEXT

/* Every place that a refused call could write to. */
static struct outputs {
    subthal_network *net;
    subthal_simulator *sim;
    subthal_estimator *est;
    subthal_controller *ctl;
    subthal_loop *closed;
    uint64_t u64;
    size_t size;
    double value, other;
    double values[64];
    uint32_t pre[64], post[64];
    char text[64];
    subthal_spike spikes[8];
    subthal_population_info population;
    subthal_projection_info projection;
    subthal_param_info param;
    subthal_channel_info channel;
    subthal_divergence divergence;
    subthal_metric_info metric;
    subthal_delivered delivered;
    subthal_estimate estimate;
    subthal_bursts_info bursts;
    subthal_stimulus stimulus;
    subthal_tick ticks[8];
} out, before;

static int failures;

static inline void fill(void) {
    memset(&out, 0xa5, sizeof out);
    memset(&before, 0xa5, sizeof before);
}

static inline void fail(int line, const char *call, const char *why) {
    printf("line %d: %s: %s (%s)\n", line, call, why, subthal_last_error());
    ++failures;
}

static inline void refused(int line, const char *call, subthal_status expected, const char *word,
                           subthal_status status) {
    if (status != expected) fail(line, call, subthal_status_name(status));
    if (strstr(subthal_last_error(), word) == NULL) fail(line, call, "the sentence lacks the name");
    if (memcmp(&out, &before, sizeof out) != 0) fail(line, call, "something was written");
}

/* `call` comes to `expected`, its sentence has `word` in it, and nothing in `out` is written. */
#define REFUSES(expected, word, call) (fill(), refused(__LINE__, #call, expected, word, (call)))

#define ACCEPTS(call)                                                                              \
    do {                                                                                           \
        if ((call) != OK) fail(__LINE__, #call, "was refused");                                    \
    } while (0)

#define HOLDS(claim)                                                                               \
    do {                                                                                           \
        if (!(claim)) fail(__LINE__, #claim, "is false");                                          \
    } while (0)

/* 2 STN and 3 GPe cells that reach each other, with noise, an input and probes. */
static inline subthal_network *small_network(void) {
    subthal_network *net = NULL;
    ACCEPTS(subthal_network_new(7, &net));
    ACCEPTS(subthal_network_add_population(net, "stn", "stn", 2));
    ACCEPTS(subthal_network_add_population(net, "gpe", "adex_gpe", 3));

    subthal_projection_config projection;
    ACCEPTS(subthal_projection_config_default(&projection, sizeof projection));
    projection.name = "stn_to_gpe";
    projection.from = "stn";
    projection.to = "gpe";
    projection.e_rev_mv = 0.0;
    ACCEPTS(subthal_network_add_projection(net, &projection));

    subthal_noise_config noise;
    ACCEPTS(subthal_noise_config_default(&noise, sizeof noise));
    noise.population = "stn";
    noise.sigma = 1.0;
    ACCEPTS(subthal_network_add_noise(net, &noise));

    subthal_input_config input;
    ACCEPTS(subthal_input_config_default(&input, sizeof input));
    input.name = "stimulus";
    input.population = "stn";
    ACCEPTS(subthal_network_add_input(net, &input));

    subthal_probe_config probe;
    ACCEPTS(subthal_probe_config_default(&probe, sizeof probe));
    probe.population = "stn";
    ACCEPTS(subthal_network_add_probe(net, &probe));
    probe.mean = 1;
    ACCEPTS(subthal_network_add_probe(net, &probe));
    return net;
}

/* What a program ends with. */
static inline int verdict(void) {
    if (failures == 0) return 0;
    printf("%d failures\n", failures);
    return 1;
}

#endif
