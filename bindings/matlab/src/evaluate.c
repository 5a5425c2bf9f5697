// Many trials in one call. The library asks for progress on this thread; the answer is that of the
// caller's function. Nothing may be raised while the library waits for it, so a function that
// failed says so in its answer, {identifier, sentence}, and that is raised when the library has
// returned.
#include "support.h"

typedef struct {
    mxArray *callback; // NULL if there is none
    mxArray *failure;  // what the callback answered, if it failed
    bool raised, stopped;
} listener;

static bool is_yes(const mxArray *answer) {
    return (mxIsLogical(answer) || mxIsNumeric(answer)) && mxGetNumberOfElements(answer) == 1 &&
           mxGetScalar(answer) != 0.0;
}

static bool goes_on(listener *who, size_t n_done, size_t n_trials) {
    mxArray *answer = NULL;
    mxArray *arguments[] = {who->callback, mxCreateDoubleScalar((double)n_done),
                            mxCreateDoubleScalar((double)n_trials)};
    who->raised = mexCallMATLABWithTrap(1, &answer, 3, arguments, "feval") != NULL;
    mxDestroyArray(arguments[1]);
    mxDestroyArray(arguments[2]);
    if (who->raised || !answer) return false;
    bool yes = is_yes(answer);
    if (mxIsCell(answer))
        who->failure = answer;
    else
        mxDestroyArray(answer);
    return yes;
}

static int32_t ask(size_t n_done, size_t n_trials, void *context) {
    listener *who = context;
    if (interrupt_seen()) return 1;
    if (!who->callback) return 0;
    who->stopped = !goes_on(who, n_done, n_trials);
    return who->stopped;
}

static void raise_failure_of(const listener *who) {
    if (who->raised) fail("subthal:callback", "the progress function raised an error");
    if (!who->failure || mxGetNumberOfElements(who->failure) != 2) return;
    const char *identifier = text_of(mxGetCell(who->failure, 0), "the identifier of a failure");
    fail(*identifier ? identifier : "subthal:callback", "%s",
         text_of(mxGetCell(who->failure, 1), "the sentence of a failure"));
}

static mxArray *callback_of(const mxArray *array) {
    if (mxIsEmpty(array)) return NULL;
    if (!mxIsClass(array, "function_handle"))
        refuse("progress must be a function handle or [], this is of class %s",
               mxGetClassName(array));
    return (mxArray *)array; // mexCallMATLAB takes no const, and changes nothing
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
}

static void make_results(subthal_batch *batch, mxArray *out[]) {
    out[0] = doubles_new(batch->n_metrics, batch->n_trials);
    out[1] = mxCreateNumericMatrix(1, batch->n_trials, mxINT32_CLASS, mxREAL);
    batch->results_len = batch->n_metrics * batch->n_trials;
    batch->results = batch->results_len ? mxGetPr(out[0]) : NULL;
    batch->statuses_len = batch->n_trials;
    batch->statuses = batch->n_trials ? mxGetData(out[1]) : NULL;
}

// network, protocol, params, values, seeds, metrics, n_threads, progress -> results, statuses
COMMAND(evaluate) {
    subthal_protocol protocol;
    subthal_batch batch;
    const network *net = network_of(in[0]);
    listener who = {.callback = callback_of(in[7])};
    check(subthal_protocol_default(&protocol, sizeof protocol));
    check(subthal_batch_default(&batch, sizeof batch));
    struct_of(in[1], &PROTOCOL, &protocol);
    read_trials(&batch, in);
    make_results(&batch, out);

    interrupt_catch();
    subthal_status status = subthal_evaluate(net, &protocol, &batch, ask, &who);
    interrupt_release();
    raise_failure_of(&who);
    // A caller who stopped it wants what there is.
    if (!(status == SUBTHAL_STATUS_CANCELLED && who.stopped)) check(status);
}
