// Many trials in one call, on threads beside the host's, which answers for its progress function.
// This file is compiled with -fexceptions: see aside.h.
#include "aside.h"
#include <string.h>

typedef struct {
    aside *beside;
    size_t n_done;
    // What is evaluated; belongs to the thread until it has finished.
    const network *net;
    subthal_protocol protocol;
    subthal_batch batch;
    subthal_status status;
    char sentence[1024]; // the library keeps one a thread
} work;

// ---- on the thread

static int32_t ask(size_t n_done, size_t n_trials, void *context) {
    work *w = context;
    (void)n_trials;
    w->n_done = n_done;
    return aside_ask(w->beside);
}

static void evaluate_all(void *context) {
    work *w = context;
    w->status = subthal_evaluate(w->net, &w->protocol, &w->batch, ask, w);
    strncpy(w->sentence, subthal_last_error(), sizeof w->sentence - 1);
}

// ---- on the thread of the host

static bool is_yes(const mxArray *value) {
    return value && (mxIsLogical(value) || mxIsNumeric(value)) &&
           mxGetNumberOfElements(value) == 1 && mxGetScalar(value) != 0.0;
}

// What progress(n_done, n_trials) says: yes, no, or why it failed.
static mxArray *progress_of(const work *w, const mxArray *progress) {
    mxArray *arguments[] = {NULL, mxCreateDoubleScalar((double)w->n_done),
                            mxCreateDoubleScalar((double)w->batch.n_trials)};
    return told_by(progress, 3, arguments);
}

// Runs it all; whether the progress function stopped it.
static bool evaluate_with(const mxArray *progress, work *w) {
    ASIDE beside = {.work = evaluate_all, .task = w};
    bool go_on = true;
    w->beside = &beside;
    aside_start(&beside);
    while (aside_wait(&beside)) {
        if (mxIsEmpty(progress)) {
            go_on = go_on && !interrupt_trapped();
        } else {
            mxArray *said = progress_of(w, progress);
            go_on = is_yes(said);
            if (!said || mxIsCell(said)) {
                aside_stop(&beside);
                raise_failure(said, "the progress function");
            }
        }
        aside_answer(&beside, !go_on);
    }
    aside_stop(&beside);
    return !go_on;
}

static void read_trials(subthal_batch *batch, const mxArray *in[]) {
    batch->params = indices_of(in[2], "params", &batch->n_params);
    batch->values = reals_of(in[3], "values", &batch->values_len);
    batch->seeds = wholes_of(in[4], "seeds", 0, &batch->n_trials);
    batch->metrics = (const char *const *)texts_of(in[5], "metrics", &batch->n_metrics);
    batch->n_threads = (size_t)whole_of(in[6], "n_threads");
    if (batch->n_params > 0 &&
        (mxGetM(in[3]) != batch->n_params || mxGetN(in[3]) != batch->n_trials))
        refuse("values must be %zu x %zu (parameters x trials), this is %zu x %zu", batch->n_params,
               batch->n_trials, mxGetM(in[3]), mxGetN(in[3]));
    want_function(in[7], "progress");
}

static void make_results(subthal_batch *batch, mxArray *out[]) {
    out[0] = doubles_new(batch->n_metrics, batch->n_trials);
    out[1] = mxCreateNumericMatrix(1, batch->n_trials, mxINT32_CLASS, mxREAL);
    batch->results_len = batch->n_metrics * batch->n_trials;
    batch->results = batch->results_len ? mxGetPr(out[0]) : NULL;
    batch->statuses_len = batch->n_trials;
    batch->statuses = batch->n_trials ? mxGetData(out[1]) : NULL;
    batch->sentences_len = batch->n_trials * batch->sentence_size;
    batch->sentences = mxCalloc(batch->sentences_len + 1, 1);
}

// One text a trial, as a row.
static mxArray *sentences_from(const subthal_batch *batch) {
    mxArray *cells = mxCreateCellMatrix(1, batch->n_trials);
    for (size_t i = 0; i < batch->n_trials; ++i)
        mxSetCell(cells, i, mxCreateString(batch->sentences + i * batch->sentence_size));
    mxFree(batch->sentences);
    return cells;
}

// network, protocol, params, values, seeds, metrics, n_threads, progress -> results, statuses,
// sentences
COMMAND(evaluate) {
    work w = {.net = network_of(in[0])};
    check(subthal_protocol_default(&w.protocol, sizeof w.protocol));
    check(subthal_batch_default(&w.batch, sizeof w.batch));
    struct_of(in[1], &PROTOCOL, &w.protocol);
    read_trials(&w.batch, in);
    make_results(&w.batch, out);
    bool stopped = evaluate_with(in[7], &w) && !mxIsEmpty(in[7]);
    // A progress function that stopped it wants what there is; Ctrl-C does not.
    if (!(w.status == SUBTHAL_STATUS_CANCELLED && stopped)) check_with(w.status, w.sentence);
    out[2] = sentences_from(&w.batch);
}
