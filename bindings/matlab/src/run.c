// Advancing a simulator. Rows are written by the library into the array that is handed out.
//
// A run is cut into pieces, which give the same bits: between two of them Ctrl-C is looked at, and
// spikes are taken out of a buffer that holds all that a piece can fire. The library's own `cancel`
// would not do: MATLAB tells of Ctrl-C only when it is asked, on this thread, which is in the run.
#include "run.h"
#include <math.h>

enum { PIECE = 1 << 18 }; // steps x cells: a few ms of work, 4 MiB of spikes

static void read_inputs(task *t, const mxArray *inputs) {
    size_t count = 0;
    t->inputs = reals_of(inputs, "inputs", &count);
    if (count == 0) return;
    check(subthal_simulator_input_count(t->sim, &t->n_inputs));
    if (mxGetM(inputs) != t->n_inputs || mxGetN(inputs) != t->n_steps)
        refuse("inputs must be %zu x %llu (inputs x steps), this is %zu x %zu", t->n_inputs,
               (unsigned long long)t->n_steps, mxGetM(inputs), mxGetN(inputs));
    // The library refuses these too, but only when their piece begins.
    for (size_t i = 0; t->n_steps > t->piece && i < count; ++i)
        if (!isfinite(t->inputs[i])) refuse("element %zu of inputs is not finite", i + 1);
}

static void run_open(task *t) { check(subthal_simulator_run(t->sim, &t->run)); }

task task_of(const mxArray *in[]) {
    task t = {.sim = simulator_of(in[0]), .n_steps = whole_of(in[1], "n_steps"), .go = run_open};
    t.every = whole_of(in[3], "every");
    uint64_t n_cells = live_cells(t.sim);
    t.piece = n_cells > 0 && n_cells < PIECE ? PIECE / n_cells : 1;
    check(subthal_run_default(&t.run, sizeof t.run));
    t.run.every = t.every;
    read_inputs(&t, in[2]);
    return t;
}

static mxArray *rows_new(task *t) {
    uint64_t n_rows = 0;
    check(subthal_simulator_row_count(t->sim, t->n_steps, t->every, &n_rows));
    check(subthal_simulator_channel_count(t->sim, &t->n_channels));
    if (t->n_channels == 0) return mxCreateDoubleMatrix(0, 0, mxREAL);
    if (n_rows > SIZE_MAX / sizeof(double) / t->n_channels)
        fail("subthal:too_large", "%llu rows of %zu channels are more than can be counted",
             (unsigned long long)n_rows, t->n_channels);
    mxArray *rows = doubles_new(t->n_channels, n_rows);
    t->run.rows = n_rows ? mxGetPr(rows) : NULL;
    t->run.rows_len = t->n_channels * n_rows;
    return rows;
}

static void spikes_new(task *t) {
    uint64_t n_cells = live_cells(t->sim), longest = t->piece < t->n_steps ? t->piece : t->n_steps;
    t->run.spikes_len = n_cells * longest;
    t->run.spikes = mxMalloc((t->run.spikes_len + 1) * sizeof *t->run.spikes);
}

static void advance_buffers(task *t) {
    size_t written = t->run.n_rows * t->n_channels;
    if (t->run.rows) t->run.rows += written;
    t->run.rows_len -= t->run.rows ? written : 0;
    if (t->run.inputs) t->inputs += t->run.inputs_len;
}

static void run_piece(task *t, uint64_t n_steps) {
    t->run.n_steps = n_steps;
    t->run.inputs = t->inputs;
    t->run.inputs_len = t->n_inputs * n_steps;
    t->go(t);
}

static void run_all(task *t, spike_columns *columns) {
    uint64_t left = t->n_steps;
    while (left > 0) {
        uint64_t n_steps = left < t->piece ? left : t->piece;
        run_piece(t, n_steps);
        if (columns) columns_append(columns, t->run.spikes, t->run.n_spikes);
        advance_buffers(t);
        left -= n_steps;
        if (left > 0 && interrupt_trapped())
            fail("subthal:cancelled", "cancelled by Ctrl-C, %llu steps before the end of this run",
                 (unsigned long long)left);
    }
}

COMMAND(simulator_rows) {
    task t = task_of(in);
    mxArray *rows = rows_new(&t);
    run_all(&t, NULL);
    out[0] = rows;
}

void run_recorded(task *t, mxArray *out[]) {
    mxArray *rows = rows_new(t);
    spike_columns *columns = columns_new();
    spikes_new(t);
    run_all(t, columns);
    mxFree(t->run.spikes);
    out[0] = rows;
    out[1] = columns_finish(columns);
}

COMMAND(simulator_run) {
    task t = task_of(in);
    run_recorded(&t, out);
}

COMMAND(simulator_row_count) {
    uint64_t n_rows = 0;
    check(subthal_simulator_row_count(simulator_of(in[0]), whole_of(in[1], "n_steps"),
                                      whole_of(in[2], "every"), &n_rows));
    out[0] = whole_from(n_rows);
}

static subthal_run run_of(const mxArray *record) {
    subthal_run run;
    check(subthal_run_default(&run, sizeof run));
    const mxArray *rows = field_of(record, "a run", "rows");
    run.n_steps = whole_of(field_of(record, "a run", "n_steps"), "n_steps");
    run.every = whole_of(field_of(record, "a run", "every"), "every");
    run.rows = (double *)reals_of(rows, "rows", &run.rows_len); // only read here
    run.n_rows = mxGetN(rows);
    run.spikes = spikes_of(field_of(record, "a run", "spikes"), &run.spikes_len);
    run.n_spikes = run.spikes_len;
    return run;
}

COMMAND(simulator_metric) {
    double value = 0.0;
    subthal_run run = run_of(in[1]);
    check(subthal_simulator_metric(simulator_of(in[0]), &run, text_of(in[2], "population"),
                                   text_of(in[3], "metric"), whole_of(in[4], "burn_in_steps"),
                                   &value));
    out[0] = mxCreateDoubleScalar(value);
    mxFree(run.spikes);
}
