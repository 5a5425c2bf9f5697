// Work of the library on a thread of its own, while this one answers what it asks: a host's
// function may be left by a C++ exception (Octave's Ctrl-C), which must not fly through the
// library.
#ifndef SUBTHAL_MEX_ASIDE_H
#define SUBTHAL_MEX_ASIDE_H

#include "support.h"
#include <pthread.h>

#pragma GCC visibility push(hidden)

// Keep it in a variable with ASIDE, in a file compiled with -fexceptions: then an exception that
// leaves stops the thread, which writes into arrays that the host frees next. Errors jump, so call
// aside_stop before one.
typedef struct {
    void (*work)(void *task);
    void *task;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool running, finished, asked, cancel;
} aside;
#define ASIDE __attribute__((cleanup(aside_stop))) aside

// On the host's thread.
void aside_start(aside *a);
bool aside_wait(aside *a); // for a question; false if there will be none
void aside_answer(aside *a, bool cancel);
void aside_stop(aside *a);

// On the other: waits for an answer; whether it is to stop.
bool aside_ask(aside *a);

// What a function of the host answers; NULL if it raised an error of its own, and {identifier,
// sentence} of the error if subthal.internal.ask stands around it. `arguments` begins with the
// function; the others are freed.
mxArray *told_by(const mxArray *function, int n_arguments, mxArray *arguments[]);
void raise_failure(const mxArray *failure, const char *who);
void want_function(const mxArray *function, const char *name); // or []

#pragma GCC visibility pop

#endif
