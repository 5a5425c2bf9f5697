// Many trials in one call, on a thread of its own, while this one answers for it: a host's function
// may be left by a C++ exception (Octave's Ctrl-C), which must not fly through the library.
// This file is compiled with -fexceptions, so that `stop` runs then, too.
#include "support.h"
#include <pthread.h>
#include <string.h>

typedef struct {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool running, finished, asked, cancel;
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
    pthread_mutex_lock(&w->lock);
    w->n_done = n_done;
    w->asked = true;
    pthread_cond_broadcast(&w->changed);
    while (w->asked && !w->cancel) pthread_cond_wait(&w->changed, &w->lock);
    int32_t stop = w->cancel;
    pthread_mutex_unlock(&w->lock);
    return stop;
}

static void *evaluate_all(void *context) {
    work *w = context;
    w->status = subthal_evaluate(w->net, &w->protocol, &w->batch, ask, w);
    strncpy(w->sentence, subthal_last_error(), sizeof w->sentence - 1);
    pthread_mutex_lock(&w->lock);
    w->finished = true;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

// ---- on the thread of the host

static void start(work *w) {
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    if (pthread_create(&w->thread, NULL, evaluate_all, w) != 0)
        fail("subthal:too_large", "no thread to evaluate on");
    w->running = true;
}

static void answer(work *w, bool cancel) {
    pthread_mutex_lock(&w->lock);
    w->asked = false;
    w->cancel = w->cancel || cancel;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
}

// Also when an exception leaves: the thread writes into arrays that the host then frees.
static void stop(work *w) {
    if (!w->running) return;
    answer(w, true);
    pthread_join(w->thread, NULL);
    w->running = false;
}

// Waits for a question; false if there will be none.
static bool wait_for_question(work *w) {
    pthread_mutex_lock(&w->lock);
    while (!w->asked && !w->finished) pthread_cond_wait(&w->changed, &w->lock);
    bool asked = !w->finished;
    pthread_mutex_unlock(&w->lock);
    return asked;
}

static bool is_yes(const mxArray *value) {
    return value && (mxIsLogical(value) || mxIsNumeric(value)) &&
           mxGetNumberOfElements(value) == 1 && mxGetScalar(value) != 0.0;
}

// What progress(n_done, n_trials) says: yes, no, or {identifier, sentence} of its failure. NULL if
// it raised an error of its own.
static mxArray *progress_of(const work *w, const mxArray *progress) {
    mxArray *value = NULL;
    mxArray *arguments[] = {
        (mxArray *)progress, // mexCallMATLAB takes no const, and changes nothing
        mxCreateDoubleScalar((double)w->n_done), mxCreateDoubleScalar((double)w->batch.n_trials)};
    mxArray *trapped = mexCallMATLABWithTrap(1, &value, 3, arguments, "feval");
    mxDestroyArray(arguments[1]);
    mxDestroyArray(arguments[2]);
    return trapped ? NULL : value;
}

static void raise_failure(const mxArray *failure) {
    if (!failure || mxGetNumberOfElements(failure) != 2)
        fail("subthal:callback", "the progress function raised an error");
    const char *identifier = text_of(mxGetCell(failure, 0), "the identifier of a failure");
    fail(*identifier ? identifier : "subthal:callback", "%s",
         text_of(mxGetCell(failure, 1), "the sentence of a failure"));
}

// Runs it all; whether the progress function stopped it.
static bool evaluate_with(const mxArray *progress, work *task) {
    __attribute__((cleanup(stop))) work w = *task;
    bool go_on = true;
    start(&w);
    while (wait_for_question(&w)) {
        if (mxIsEmpty(progress)) {
            go_on = go_on && !interrupt_trapped();
        } else {
            mxArray *said = progress_of(&w, progress);
            go_on = is_yes(said);
            if (!said || mxIsCell(said)) {
                stop(&w); // raising does not run it: errors jump
                raise_failure(said);
            }
        }
        answer(&w, !go_on);
    }
    stop(&w);
    *task = w;
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
    if (!mxIsEmpty(in[7]) && !mxIsClass(in[7], "function_handle"))
        refuse("progress must be a function handle or [], this is of class %s",
               mxGetClassName(in[7]));
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
