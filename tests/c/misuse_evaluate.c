// Whatever is wrong in a batch is an error that names it, and nothing is written; a trial that
// fails spoils no other.
#include "refuse.h"

enum { N_TRIALS = 4, N_METRICS = 2, N_MANY = 20000 };

static size_t params[1];
static double values[N_TRIALS] = {30.0, 40.0, 50.0, 60.0};
static const uint64_t seeds[N_TRIALS] = {1, 2, 3, 4};
static const char *const metrics[N_METRICS] = {"stn.rate", "gpe.mean_v"};
static int32_t statuses[N_TRIALS];
static char sentences[N_TRIALS][256];

static subthal_protocol short_protocol(void) {
    subthal_protocol protocol;
    ACCEPTS(subthal_protocol_default(&protocol, sizeof protocol));
    protocol.burn_in_ms = 10.0;
    protocol.measured_ms = 20.0;
    return protocol;
}

static subthal_batch whole_batch(void) {
    subthal_batch batch;
    ACCEPTS(subthal_batch_default(&batch, sizeof batch));
    batch.params = params;
    batch.n_params = 1;
    batch.values = values;
    batch.values_len = N_TRIALS;
    batch.seeds = seeds;
    batch.n_trials = N_TRIALS;
    batch.metrics = metrics;
    batch.n_metrics = N_METRICS;
    batch.n_threads = 2;
    batch.results = out.values;
    batch.results_len = N_TRIALS * N_METRICS;
    return batch;
}

// `change` spoils a good batch: the call must be refused.
#define REFUSES_BATCH(expected, word, change)                                                      \
    do {                                                                                           \
        subthal_batch batch = whole_batch();                                                       \
        const subthal_network *net_or_null = net;                                                  \
        subthal_protocol protocol = short_protocol();                                              \
        change;                                                                                    \
        REFUSES(expected, word, subthal_evaluate(net_or_null, &protocol, &batch, NULL, NULL));     \
    } while (0)

// A batch of one metric that cannot be.
static void batch_of(const subthal_network *net, const char *const *name, subthal_status expected,
                     const char *word) {
    REFUSES_BATCH(expected, word, batch.metrics = name; batch.n_metrics = 1);
}

static void bad_batches(const subthal_network *net) {
    static const char *const unknown[] = {"stn.rats", "gpe.mean_v"}, *const null_name[] = {NULL};
    static const char *const near[] = {"stn.gpe.coherense"}, *const twice[] = {"gpe.gpe.coherence"};
    static const char *const of_one[] = {"stn.coherence"}, *const of_two[] = {"stn.gpe.rate"};
    static const char *const too_short[] = {"stn.gpe.beta_detected"}, *const bare[] = {"coherence"};
    subthal_protocol protocol = short_protocol();
    REFUSES(IS_NULL, "protocol", subthal_protocol_default(NULL, sizeof protocol));
    REFUSES(INVALID, "struct_size", subthal_protocol_default((void *)&out.values, 8));
    REFUSES(IS_NULL, "batch", subthal_batch_default(NULL, sizeof(subthal_batch)));
    REFUSES(INVALID, "struct_size", subthal_batch_default((void *)&out.values, 8));
    REFUSES(IS_NULL, "batch", subthal_evaluate(net, &protocol, NULL, NULL, NULL));
    REFUSES_BATCH(IS_NULL, "net is NULL", net_or_null = NULL);
    REFUSES_BATCH(INVALID, "batch has struct_size 3", batch.struct_size = 3);
    REFUSES_BATCH(IS_NULL, "batch.params", batch.params = NULL);
    REFUSES_BATCH(INVALID, "params holds", params[0] = SIZE_MAX);
    params[0] = 0;
    REFUSES_BATCH(INVALID, "values holds 3", batch.values_len = 3);
    REFUSES_BATCH(IS_NULL, "batch.values", batch.values = NULL);
    REFUSES_BATCH(IS_NULL, "batch.seeds", batch.seeds = NULL);
    REFUSES_BATCH(TOO_LARGE, "batch.seeds", batch.n_trials = SIZE_MAX);
    REFUSES_BATCH(IS_NULL, "batch.metrics", batch.metrics = NULL);
    REFUSES_BATCH(IS_NULL, "batch.metrics", batch.metrics = null_name);
    REFUSES_BATCH(UNKNOWN, "the nearest is \"rate\"", batch.metrics = unknown);
    batch_of(net, near, UNKNOWN, "the nearest is \"coherence\"");
    batch_of(net, twice, INVALID, "one population twice");
    batch_of(net, of_one, INVALID, "of 2 populations, not of 1");
    batch_of(net, of_two, INVALID, "of 1 population, not of 2");
    batch_of(net, too_short, INVALID, "too short for \"beta_detected\"");
    batch_of(net, bare, INVALID, "first.second.metric");
    REFUSES_BATCH(SHORT, "batch.results holds 7", batch.results_len = 7);
    REFUSES_BATCH(IS_NULL, "batch.results", batch.results = NULL);
    REFUSES_BATCH(SHORT, "batch.statuses holds 3", batch.statuses = statuses;
                  batch.statuses_len = 3);
    REFUSES_BATCH(SHORT, "batch.sentences holds 1023", batch.sentences = sentences[0];
                  batch.sentences_len = 1023);
    REFUSES_BATCH(TOO_LARGE, "batch.sentences", batch.sentences = sentences[0];
                  batch.sentences_len = SIZE_MAX);
    REFUSES_BATCH(INVALID, "batch.sentence_size is 0", batch.sentence_size = 0);
    REFUSES_BATCH(SHORT, "batch.sentences holds 9", batch.sentences = sentences[0];
                  batch.sentences_len = 9; batch.sentence_size = SIZE_MAX);
    REFUSES_BATCH(INVALID, "batch.sentences overlaps batch.results",
                  batch.sentences = (char *)out.values;
                  batch.sentences_len = 64; batch.sentence_size = 16);
    REFUSES_BATCH(INVALID, "batch has struct_size 111",
                  batch.struct_size = offsetof(subthal_batch, sentences) - 1);
    REFUSES_BATCH(INVALID, "batch.values overlaps", batch.values = out.values);
    REFUSES_BATCH(INVALID, "burn_in_ms", protocol.burn_in_ms = NAN);
    REFUSES_BATCH(INVALID, "burn_in_ms", protocol.burn_in_ms = 0.01);
    REFUSES_BATCH(INVALID, "measured_ms", protocol.measured_ms = 1e300);
    REFUSES_BATCH(TOO_LARGE, "record", protocol.measured_ms = 1e10);
    REFUSES_BATCH(OUT_OF_RANGE, "n_threads", batch.n_threads = SIZE_MAX);
    REFUSES_BATCH(INVALID, "", protocol.measured_ms = 0.0);
    REFUSES_BATCH(INVALID, "redraw_wiring", protocol.redraw_wiring = 2);
    REFUSES_BATCH(INVALID, "reserved", protocol.reserved = 1);
    REFUSES_BATCH(IS_NULL, "precision", protocol.precision = NULL);
    REFUSES_BATCH(UNKNOWN, "single", protocol.precision = "singel");
    REFUSES_BATCH(UNKNOWN, "forward_euler", protocol.integrator = "forward_eulr");
}

static int stop(size_t n_done, size_t n_trials, void *context) {
    *(size_t *)context += n_done <= n_trials;
    return 1;
}

static void bad_trials(const subthal_network *net) {
    subthal_protocol protocol = short_protocol();
    subthal_batch batch = whole_batch();
    double good[N_TRIALS * N_METRICS], bad[N_TRIALS * N_METRICS];
    batch.results = good;
    batch.statuses = statuses;
    batch.statuses_len = N_TRIALS;
    ACCEPTS(subthal_network_find_param(net, "stn.i_app", params));
    ACCEPTS(subthal_evaluate(net, &protocol, &batch, NULL, NULL));
    for (int i = 0; i < N_TRIALS; ++i) HOLDS(statuses[i] == OK && good[2 * i + 1] < 0.0);

    values[1] = NAN;
    values[2] = 1e9;
    batch.results = bad;
    batch.sentences = sentences[0];
    batch.sentences_len = sizeof sentences;
    memset(sentences, '#', sizeof sentences);
    ACCEPTS(subthal_evaluate(net, &protocol, &batch, NULL, NULL));
    HOLDS(statuses[0] == OK && statuses[1] == OUT_OF_RANGE && statuses[2] == OUT_OF_RANGE);
    HOLDS(memcmp(bad, good, 2 * sizeof *bad) == 0 && memcmp(bad + 6, good + 6, 16) == 0);
    HOLDS(isnan(bad[2]) && isnan(bad[5]));
    HOLDS(strcmp(sentences[0], "") == 0 && strcmp(sentences[3], "") == 0);
    HOLDS(strncmp(sentences[1], "stn.i_app = NaN", 15) == 0);
    HOLDS(strncmp(sentences[2], "stn.i_app = 1e9", 15) == 0);

    // Room for less than a sentence cuts it; nothing is written behind.
    memset(sentences, '#', sizeof sentences);
    batch.sentence_size = 10;
    ACCEPTS(subthal_evaluate(net, &protocol, &batch, NULL, NULL));
    HOLDS(memcmp(sentences[0] + 10, "stn.i_app\0stn.i_app\0\0########", 29) == 0);
    batch.sentences = NULL;
    batch.sentences_len = 0;

    // A program that was compiled before there were sentences has the shorter struct.
    batch.struct_size = offsetof(subthal_batch, sentences);
    ACCEPTS(subthal_evaluate(net, &protocol, &batch, NULL, NULL));
    batch.struct_size = sizeof batch;

    size_t n_asked = 0;
    static uint64_t many[N_MANY];
    static double results[N_MANY];
    batch.n_params = batch.values_len = batch.statuses_len = 0;
    batch.statuses = NULL;
    batch.seeds = many;
    batch.n_trials = N_MANY;
    batch.n_metrics = 1;
    batch.results = results;
    batch.results_len = N_MANY;
    HOLDS(subthal_evaluate(net, &protocol, &batch, stop, &n_asked) == SUBTHAL_STATUS_CANCELLED);
    HOLDS(n_asked > 0 && isnan(results[N_MANY - 1]));
}

// A trial that diverges says which cell of which population did, and when.
static void divergence_is_told(void) {
    static const char *const rate[] = {"gpe.rate"};
    subthal_network *net = NULL;
    subthal_protocol protocol = short_protocol();
    subthal_batch batch = whole_batch();
    ACCEPTS(subthal_network_new(1, &net));
    ACCEPTS(subthal_network_add_population(net, "gpe", "hh_gpe", 1));
    protocol.dt_ms = 1.0;
    protocol.measured_ms = 2000.0;
    batch.params = NULL;
    batch.n_params = batch.values_len = 0;
    batch.metrics = rate;
    batch.n_metrics = 1;
    batch.statuses = statuses;
    batch.statuses_len = N_TRIALS;
    batch.sentences = sentences[0];
    batch.sentences_len = sizeof sentences;
    ACCEPTS(subthal_evaluate(net, &protocol, &batch, NULL, NULL));
    for (int i = 0; i < N_TRIALS; ++i) {
        HOLDS(statuses[i] == SUBTHAL_STATUS_DIVERGED);
        HOLDS(strncmp(sentences[i], "gpe cell 0 diverged in step ", 28) == 0);
    }
    ACCEPTS(subthal_network_free(net));
}

int main(void) {
    subthal_network *net = small_network();
    divergence_is_told();
    bad_batches(net);
    bad_trials(net);
    ACCEPTS(subthal_network_free(net));
    return verdict();
}
