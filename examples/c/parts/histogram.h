/* Durations in bins that grow with them: 32 to each doubling, so that a bin is 3 % wide at most.
 * The size is fixed; to add one touches two words and allocates nothing. */
#ifndef PARTS_HISTOGRAM_H
#define PARTS_HISTOGRAM_H

#include <stdint.h>
#include <stdio.h>

enum { PER_DOUBLING = 32, FIRST_DOUBLING = 5, N_BINS = PER_DOUBLING * (64 - FIRST_DOUBLING) };

typedef struct {
    uint64_t bins[N_BINS];
    uint64_t n;
    int64_t max_nanos; // exact
} histogram;

/* Below 32 ns a bin is a nanosecond; then the five bits after the leading one choose it. */
static inline int bin_of(int64_t nanos) {
    const uint64_t value = nanos > 0 ? (uint64_t)nanos : 0;
    if (value < PER_DOUBLING) return (int)value;
    int doubling = FIRST_DOUBLING;
    while (value >> (doubling + 1) != 0) ++doubling;
    const int shift = doubling - FIRST_DOUBLING;
    return PER_DOUBLING * shift + (int)(value >> shift);
}

/* The first nanosecond of a bin. */
static inline double bin_start(int bin) {
    if (bin < PER_DOUBLING) return bin;
    const int shift = bin / PER_DOUBLING - 1;
    return (double)((uint64_t)(PER_DOUBLING + bin % PER_DOUBLING) << shift);
}

static inline void histogram_add(histogram *h, int64_t nanos) {
    ++h->bins[bin_of(nanos)];
    ++h->n;
    if (nanos > h->max_nanos) h->max_nanos = nanos;
}

/* What `share` of all durations stay below, in us: the end of a bin, so never too short. */
static inline double percentile_us(const histogram *h, double share) {
    uint64_t below = 0;
    for (int bin = 0; bin < N_BINS - 1; ++bin) {
        below += h->bins[bin];
        if ((double)below >= share * (double)h->n) {
            const double end = bin_start(bin + 1), max = (double)h->max_nanos;
            return (end < max ? end : max) / 1e3;
        }
    }
    return (double)h->max_nanos / 1e3;
}

/* A line for each bin that any of them has: where it starts, in us, and the count of each. */
static inline void write_columns(FILE *file, const histogram *const *columns, int n) {
    for (int bin = 0; bin < N_BINS; ++bin) {
        uint64_t any = 0;
        for (int column = 0; column < n; ++column) any += columns[column]->bins[bin];
        if (any == 0) continue;
        fprintf(file, "%.3f", bin_start(bin) / 1e3);
        for (int column = 0; column < n; ++column)
            fprintf(file, ",%llu", (unsigned long long)columns[column]->bins[bin]);
        fputc('\n', file);
    }
}

#endif
