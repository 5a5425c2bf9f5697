/* Clocks, in nanoseconds. A program that includes this first defines _GNU_SOURCE or
 * _POSIX_C_SOURCE. */
#ifndef PARTS_CLOCK_H
#define PARTS_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline int64_t read_clock(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Runs on, whether this thread has a CPU or not. */
static inline int64_t wall_nanos(void) { return read_clock(CLOCK_MONOTONIC); }

/* Runs only while this thread has a CPU. */
static inline int64_t cpu_nanos(void) { return read_clock(CLOCK_THREAD_CPUTIME_ID); }

/* Absolute, so that being late once delays nothing after it; a moment that is past returns at once.
 */
static inline void sleep_until(int64_t nanos) {
    const struct timespec moment = {nanos / 1000000000, nanos % 1000000000};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &moment, NULL) != 0) {
    }
}

#endif
