/* What the examples share: to end with a sentence when something fails. */
#ifndef PARTS_MUST_H
#define PARTS_MUST_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <subthal.h>

/* Exit statuses of the programs that judge something. */
enum { HOLDS = 0, DOES_NOT_HOLD = 1, USAGE = 2 };

/* Nothing was judged: the arguments, or the machine, do not allow it. */
static inline void stop(const char *sentence, ...) {
    va_list values;
    va_start(values, sentence);
    vfprintf(stderr, sentence, values);
    va_end(values);
    fputc('\n', stderr);
    exit(USAGE);
}

static inline void must(subthal_status status) {
    if (status != SUBTHAL_STATUS_OK)
        stop("%s: %s", subthal_status_name(status), subthal_last_error());
}

/* Zeroed memory; every page is written to, so that none is fetched later. */
static inline void *reserved(size_t n, size_t size) {
    unsigned char *memory = calloc(n > 0 ? n : 1, size);
    if (memory == NULL) stop("%zu x %zu bytes cannot be had", n, size);
    for (volatile unsigned char *page = memory; page < memory + n * size; page += 4096) *page = 0;
    return memory;
}

/* A number that an argument must be, between two others. */
static inline double number(const char *what, const char *text, double least, double most) {
    char *end = NULL;
    const double value = strtod(text, &end);
    if (end == text || *end != '\0' || !(value >= least && value <= most))
        stop("%s is '%s'; it must be a number from %g to %g", what, text, least, most);
    return value;
}

#endif
