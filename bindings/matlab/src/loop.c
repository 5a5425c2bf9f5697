// Commands about loops: an estimator and a controller around a simulator.
// This file is compiled with -fexceptions: see aside.h.
#include "aside.h"
#include "machines.h"
#include "run.h"
#include <math.h>
#include <string.h>

MACHINE(loop)

// simulator, configuration, an estimator's, a controller's -> token
COMMAND(loop_new) {
    loop *closed = NULL;
    subthal_loop_config config;
    subthal_estimator_config est = estimator_config_of(in[2]);
    subthal_controller_config ctl = controller_config_of(in[3]);
    check(subthal_loop_config_default(&config, sizeof config));
    struct_of(in[1], &LOOP_CONFIG, &config);
    config.estimator = &est;
    config.controller = &ctl;
    check(subthal_loop_new(simulator_of(in[0]), &config, &closed));
    live_add(LOOP, closed, 0);
    out[0] = token_from(closed);
}

typedef struct {
    loop *closed;
    const mxArray *law; // or []
    subthal_tick *ticks;
    size_t n_ticks;
    // Of the piece that runs; belongs to its thread until it has finished.
    task *t;
    aside *beside;
    subthal_tick seen;
    double wanted;
    int32_t cancel;
    subthal_status status;
    char sentence[1024]; // the library keeps one a thread
} around;

// ---- on the thread of the law, which asks the host's

// An answer cannot stop a run, but its cancel can; until the run looks, nobody is asked.
static double ask(const subthal_tick *seen, void *context) {
    around *a = context;
    if (a->cancel) return NAN;
    a->seen = *seen;
    if (aside_ask(a->beside)) {
        __atomic_store_n(&a->cancel, 1, __ATOMIC_RELAXED);
        return NAN;
    }
    return a->wanted;
}

// Ticks are no more than steps.
static void run_closed(around *a, subthal_decide decide) {
    uint64_t n_ticks = 0;
    a->status = subthal_loop_run(a->closed, a->t->sim, &a->t->run, decide, a, a->ticks + a->n_ticks,
                                 a->t->run.n_steps, &n_ticks);
    a->n_ticks += n_ticks;
}

static void run_with_law(void *context) {
    around *a = context;
    run_closed(a, ask);
    strncpy(a->sentence, subthal_last_error(), sizeof a->sentence - 1);
}

// ---- on the thread of the host

static bool is_number(const mxArray *value) {
    return value && (mxIsNumeric(value) || mxIsLogical(value)) && !mxIsComplex(value) &&
           mxGetNumberOfElements(value) == 1;
}

static mxArray *wanted_by(const around *a) {
    mxArray *arguments[] = {NULL, struct_from(&TICK, &a->seen, 1)};
    return told_by(a->law, 2, arguments);
}

static void refuse_answer(const mxArray *said) {
    if (!said || mxIsCell(said)) raise_failure(said, "the law");
    fail("subthal:callback", "the law must give one real number, this is of class %s and has %zu",
         mxGetClassName(said), mxGetNumberOfElements(said));
}

static void answer_law(around *a) {
    ASIDE beside = {.work = run_with_law, .task = a};
    a->beside = &beside;
    aside_start(&beside);
    while (aside_wait(&beside)) {
        mxArray *said = wanted_by(a);
        if (!is_number(said)) {
            aside_stop(&beside);
            refuse_answer(said);
        }
        a->wanted = mxGetScalar(said);
        mxDestroyArray(said);
        aside_answer(&beside, false);
    }
    aside_stop(&beside);
    check_with(a->status, a->sentence);
}

static void run_piece(task *t) {
    around *a = t->around;
    a->t = t;
    a->ticks = mxRealloc(a->ticks, (a->n_ticks + t->run.n_steps + 1) * sizeof *a->ticks);
    if (mxIsEmpty(a->law)) {
        run_closed(a, NULL);
        check(a->status);
    } else {
        answer_law(a);
    }
}

#define COLUMN(member)                                                                             \
    static mxArray *member##_of(const around *a) {                                                 \
        mxArray *row = doubles_new(1, a->n_ticks);                                                 \
        double *values = mxGetPr(row);                                                             \
        for (size_t i = 0; i < a->n_ticks; ++i) values[i] = a->ticks[i].member;                    \
        return row;                                                                                \
    }
COLUMN(sample)
COLUMN(estimate)
COLUMN(phase_rad)
COLUMN(amplitude_ma)
COLUMN(frequency_hz)

static mxArray *step_of(const around *a) {
    mxArray *row = mxCreateNumericMatrix(1, a->n_ticks, mxUINT64_CLASS, mxREAL);
    uint64_t *steps = mxGetData(row);
    for (size_t i = 0; i < a->n_ticks; ++i) steps[i] = a->ticks[i].step;
    return row;
}

static mxArray *ticks_finish(around *a) {
    static const char *names[] = {"step",      "sample",       "estimate",
                                  "phase_rad", "amplitude_ma", "frequency_hz"};
    mxArray *record = mxCreateStructMatrix(1, 1, 6, names);
    mxSetFieldByNumber(record, 0, 0, step_of(a));
    mxSetFieldByNumber(record, 0, 1, sample_of(a));
    mxSetFieldByNumber(record, 0, 2, estimate_of(a));
    mxSetFieldByNumber(record, 0, 3, phase_rad_of(a));
    mxSetFieldByNumber(record, 0, 4, amplitude_ma_of(a));
    mxSetFieldByNumber(record, 0, 5, frequency_hz_of(a));
    mxFree(a->ticks);
    return record;
}

// loop, simulator, n_steps, inputs, every, law or [] -> rows, spikes, ticks
COMMAND(loop_run) {
    around a = {.closed = loop_of(in[0]), .law = in[5]};
    task t = task_of(in + 1);
    t.go = run_piece;
    t.around = &a;
    t.run.cancel = &a.cancel;
    want_function(a.law, "law");
    run_recorded(&t, out);
    out[2] = ticks_finish(&a);
}
