// A run of a simulator, cut into pieces.
#ifndef SUBTHAL_MEX_RUN_H
#define SUBTHAL_MEX_RUN_H

#include "support.h"

#pragma GCC visibility push(hidden)

typedef struct task {
    simulator *sim;
    subthal_run run; // of the next piece
    uint64_t n_steps, every, piece;
    size_t n_channels, n_inputs;
    const double *inputs;
    void (*go)(struct task *t); // runs a piece, in a loop of
    void *around;
} task;

// Of token, n_steps, inputs, every.
task task_of(const mxArray *in[]);

// Runs it all: rows, spikes.
void run_recorded(task *t, mxArray *out[]);

#pragma GCC visibility pop

#endif
