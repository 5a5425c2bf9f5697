// A thread beside the host's, and functions of the host that it asks for.
#include "aside.h"

static void *work_all(void *context) {
    aside *a = context;
    a->work(a->task);
    pthread_mutex_lock(&a->lock);
    a->finished = true;
    pthread_cond_broadcast(&a->changed);
    pthread_mutex_unlock(&a->lock);
    return NULL;
}

void aside_start(aside *a) {
    pthread_mutex_init(&a->lock, NULL);
    pthread_cond_init(&a->changed, NULL);
    if (pthread_create(&a->thread, NULL, work_all, a) != 0)
        fail("subthal:too_large", "no thread to work on");
    a->running = true;
}

bool aside_ask(aside *a) {
    pthread_mutex_lock(&a->lock);
    a->asked = true;
    pthread_cond_broadcast(&a->changed);
    while (a->asked && !a->cancel) pthread_cond_wait(&a->changed, &a->lock);
    bool cancel = a->cancel;
    pthread_mutex_unlock(&a->lock);
    return cancel;
}

bool aside_wait(aside *a) {
    pthread_mutex_lock(&a->lock);
    while (!a->asked && !a->finished) pthread_cond_wait(&a->changed, &a->lock);
    bool asked = !a->finished;
    pthread_mutex_unlock(&a->lock);
    return asked;
}

void aside_answer(aside *a, bool cancel) {
    pthread_mutex_lock(&a->lock);
    a->asked = false;
    a->cancel = a->cancel || cancel;
    pthread_cond_broadcast(&a->changed);
    pthread_mutex_unlock(&a->lock);
}

void aside_stop(aside *a) {
    if (!a->running) return;
    aside_answer(a, true);
    pthread_join(a->thread, NULL);
    a->running = false;
}

mxArray *told_by(const mxArray *function, int n_arguments, mxArray *arguments[]) {
    mxArray *value = NULL;
    arguments[0] = (mxArray *)function; // mexCallMATLAB takes no const, and changes nothing
    mxArray *trapped = mexCallMATLABWithTrap(1, &value, n_arguments, arguments, "feval");
    for (int i = 1; i < n_arguments; ++i) mxDestroyArray(arguments[i]);
    return trapped ? NULL : value;
}

void raise_failure(const mxArray *failure, const char *who) {
    if (!failure || !mxIsCell(failure) || mxGetNumberOfElements(failure) != 2)
        fail("subthal:callback", "%s raised an error", who);
    const char *identifier = text_of(mxGetCell(failure, 0), "the identifier of a failure");
    fail(*identifier ? identifier : "subthal:callback", "%s",
         text_of(mxGetCell(failure, 1), "the sentence of a failure"));
}

void want_function(const mxArray *function, const char *name) {
    if (!mxIsEmpty(function) && !mxIsClass(function, "function_handle"))
        refuse("%s must be a function handle or [], this is of class %s", name,
               mxGetClassName(function));
}
