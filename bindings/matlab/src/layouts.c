// How structs of subthal.h become structs of MATLAB, and come back.
// A field that is missing or [] keeps the library's default; one that C does not have is an error.
#include "layouts.h"
#include <stdio.h>
#include <string.h>

static void refuse_field(const layout *shape, const char *name) {
    char names[640] = "";
    for (int i = 0; i < shape->n_fields; ++i) {
        size_t used = strlen(names);
        snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", shape->fields[i].name);
    }
    refuse("%s has no field '%s'; there are: %s", shape->what, name, names);
}

static const field *find(const layout *shape, const char *name) {
    for (int i = 0; i < shape->n_fields; ++i)
        if (strcmp(shape->fields[i].name, name) == 0) return &shape->fields[i];
    refuse_field(shape, name);
    return NULL;
}

static int64_t offset_of(const mxArray *value, const char *name) {
    double x = real_of(value, name);
    if (!(x >= -9007199254740992.0 && x <= 9007199254740992.0) || (double)(int64_t)x != x)
        refuse("%s must be a whole number, this is %.17g", name, x);
    return (int64_t)x;
}

static int32_t flag_of(const mxArray *value, const char *name) {
    uint64_t x = whole_of(value, name);
    if (x > 1) refuse("%s must be true or false", name);
    return (int32_t)x;
}

static uint32_t index32_of(const mxArray *value, const char *name) {
    uint64_t x = index_of(value, name);
    if (x > UINT32_MAX) refuse("%s is beyond 2^32", name);
    return (uint32_t)x;
}

static uint32_t whole32_of(const mxArray *value, const char *name) {
    uint64_t x = whole_of(value, name);
    if (x > UINT32_MAX) refuse("%s is beyond 2^32", name);
    return (uint32_t)x;
}

// Arrays that share one length in C must have it here.
static void set_count(size_t *count, size_t given, const char *name) {
    if (*count != 0 && *count != given)
        refuse("%s has %zu elements, the arrays before it have %zu", name, given, *count);
    *count = given;
}

static void set_array(const field *f, char *config, const mxArray *value) {
    size_t n = 0;
    char *at = config + f->offset;
    if (f->kind == REALS) *(const double **)at = reals_of(value, f->name, &n);
    if (f->kind == CELLS) *(const uint32_t **)at = indices32_of(value, f->name, &n);
    if (f->kind == SPIKES) *(const subthal_spike **)at = spikes_of(value, &n);
    if (f->kind == TEXTS) *(const char *const **)at = texts_of(value, f->name, &n);
    set_count((size_t *)(config + f->offset_of_count), n, f->name);
}

static void set_point(const field *f, char *config, const mxArray *value) {
    point_of(value, f->name, (double *)(config + f->offset));
    if (f->offset_of_count) *(int32_t *)(config + f->offset_of_count) = 1;
}

static void set_field(const field *f, char *config, const mxArray *value) {
    char *at = config + f->offset;
    switch (f->kind) {
    case REAL:
        *(double *)at = real_of(value, f->name);
        break;
    case WHOLE:
        *(uint64_t *)at = whole_of(value, f->name);
        break;
    case OFFSET:
        *(int64_t *)at = offset_of(value, f->name);
        break;
    case FLAG:
        *(int32_t *)at = flag_of(value, f->name);
        break;
    case INDEX:
        *(uint64_t *)at = index_of(value, f->name);
        break;
    case INDEX32:
        *(uint32_t *)at = index32_of(value, f->name);
        break;
    case TEXT:
        *(const char **)at = text_of(value, f->name);
        break;
    case WHOLE32:
        *(uint32_t *)at = whole32_of(value, f->name);
        break;
    case POINT:
        set_point(f, config, value);
        break;
    case CHARS:
    case BINS:
        refuse("%s cannot be set", f->name);
        break;
    default:
        set_array(f, config, value);
    }
}

void struct_of(const mxArray *record, const layout *shape, void *config) {
    if (!mxIsStruct(record) || mxGetNumberOfElements(record) != 1)
        refuse("%s must be given as one struct, this is of class %s", shape->what,
               mxGetClassName(record));
    for (int i = 0; i < mxGetNumberOfFields(record); ++i) {
        const field *f = find(shape, mxGetFieldNameByNumber(record, i));
        const mxArray *value = mxGetFieldByNumber(record, 0, i);
        if (value && !mxIsEmpty(value)) set_field(f, config, value);
    }
}

static mxArray *bins_from(const double *bins) {
    size_t n_bins = sizeof((subthal_coupling_info *)NULL)->amplitudes / sizeof *bins;
    mxArray *array = doubles_new(n_bins, 1);
    memcpy(mxGetPr(array), bins, n_bins * sizeof *bins);
    return array;
}

static mxArray *point_from(const double *xyz_um) {
    mxArray *array = doubles_new(1, 3);
    memcpy(mxGetPr(array), xyz_um, 3 * sizeof *xyz_um);
    return array;
}

static mxArray *value_of(const field *f, const char *at) {
    switch (f->kind) {
    case REAL:
        return mxCreateDoubleScalar(*(const double *)at);
    case WHOLE:
        return whole_from(*(const uint64_t *)at);
    case WHOLE32:
        return whole_from(*(const uint32_t *)at);
    case OFFSET:
        return mxCreateDoubleScalar((double)*(const int64_t *)at);
    case FLAG:
        return mxCreateDoubleScalar(*(const int32_t *)at);
    case INDEX:
        return whole_from(*(const uint64_t *)at + 1);
    case INDEX32:
        return whole_from((uint64_t) * (const uint32_t *)at + 1);
    case TEXT:
        return mxCreateString(*(char *const *)at ? *(char *const *)at : "");
    case CHARS:
        return mxCreateString(at);
    case BINS:
        return bins_from((const double *)at);
    case POINT: // one with a flag has none by default
        return f->offset_of_count ? mxCreateDoubleMatrix(0, 0, mxREAL)
                                  : point_from((const double *)at);
    default:
        return mxCreateDoubleMatrix(0, 0, mxREAL);
    }
}

mxArray *struct_from(const layout *shape, const void *items, size_t count) {
    mxArray *array = mxCreateStructMatrix(count, 1, 0, NULL);
    for (int i = 0; i < shape->n_fields; ++i) {
        mxAddField(array, shape->fields[i].name);
        for (size_t k = 0; k < count; ++k) {
            const char *item = (const char *)items + k * shape->size;
            mxSetFieldByNumber(array, k, i,
                               value_of(&shape->fields[i], item + shape->fields[i].offset));
        }
    }
    return array;
}
