// How a struct of subthal.h is described, field by field.
#ifndef SUBTHAL_MEX_LAYOUTS_H
#define SUBTHAL_MEX_LAYOUTS_H

#include "support.h"

// How a field is kept in C. INDEX counts from 1 in MATLAB; arrays have their length elsewhere.
typedef enum {
    REAL,
    WHOLE,
    OFFSET,
    FLAG,
    INDEX,
    INDEX32,
    TEXT,
    CHARS,
    REALS,
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
