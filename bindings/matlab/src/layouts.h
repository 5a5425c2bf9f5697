// How a struct of subthal.h is described, field by field.
#ifndef SUBTHAL_MEX_LAYOUTS_H
#define SUBTHAL_MEX_LAYOUTS_H

#include "support.h"

// How a field is kept in C. INDEX counts from 1 in MATLAB; arrays have their length elsewhere, but
// for BINS, the bins of a phase, and POINT, x, y and z, which may have a flag elsewhere that says
// that it is there. What only the library fills is CHARS or BINS.
typedef enum {
    REAL,
    WHOLE,
    WHOLE32,
    OFFSET,
    FLAG,
    INDEX,
    INDEX32,
    TEXT,
    TEXTS,
    CHARS,
    REALS,
    BINS,
    POINT,
    CELLS,
    SPIKES
} kind_of;

typedef struct {
    const char *name;
    kind_of kind;
    size_t offset, offset_of_count;
} field;

struct layout {
    const char *what;
    size_t size;
    int n_fields;
    const field *fields;
};

#endif
