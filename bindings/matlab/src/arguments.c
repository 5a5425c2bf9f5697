// From mxArrays to C. Whatever is wrong is said with the name of the argument.
#include "support.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

#define LARGEST_EXACT 9007199254740992.0 // 2^53: doubles beyond it skip whole numbers

static void want_real(const mxArray *array, const char *name) {
    if (!mxIsNumeric(array) && !mxIsLogical(array))
        refuse("%s must be a number, this is of class %s", name, mxGetClassName(array));
    if (mxIsComplex(array)) refuse("%s must be real, this is complex", name);
    if (mxIsSparse(array)) refuse("%s must be full, this is sparse", name);
}

static void want_one(const mxArray *array, const char *name) {
    size_t count = mxGetNumberOfElements(array);
    if (count != 1) refuse("%s must be one number, this has %zu", name, count);
}

static bool whole_from_double(double x, uint64_t *value) {
    if (!(x >= 0.0 && x <= LARGEST_EXACT && floor(x) == x)) return false;
    *value = (uint64_t)x;
    return true;
}

static bool whole_from_signed(int64_t x, uint64_t *value) {
    *value = (uint64_t)x;
    return x >= 0;
}

static bool whole_from_unsigned(uint64_t x, uint64_t *value) {
    *value = x;
    return true;
}

// Element i as a whole number; false if it is none, or not exactly known.
static bool whole_at(const mxArray *array, size_t i, uint64_t *value) {
    const void *data = mxGetData(array);
    switch (mxGetClassID(array)) {
    case mxDOUBLE_CLASS:
        return whole_from_double(((const double *)data)[i], value);
    case mxSINGLE_CLASS:
        return whole_from_double(((const float *)data)[i], value);
    case mxINT8_CLASS:
        return whole_from_signed(((const int8_t *)data)[i], value);
    case mxINT16_CLASS:
        return whole_from_signed(((const int16_t *)data)[i], value);
    case mxINT32_CLASS:
        return whole_from_signed(((const int32_t *)data)[i], value);
    case mxINT64_CLASS:
        return whole_from_signed(((const int64_t *)data)[i], value);
    case mxUINT8_CLASS:
        return whole_from_unsigned(((const uint8_t *)data)[i], value);
    case mxUINT16_CLASS:
        return whole_from_unsigned(((const uint16_t *)data)[i], value);
    case mxUINT32_CLASS:
        return whole_from_unsigned(((const uint32_t *)data)[i], value);
    case mxUINT64_CLASS:
        return whole_from_unsigned(((const uint64_t *)data)[i], value);
    case mxLOGICAL_CLASS:
        return whole_from_unsigned(((const mxLogical *)data)[i], value);
    default:
        return false;
    }
}

static const void *handle_of(const mxArray *token, const char *name) {
    if (mxGetClassID(token) != mxUINT64_CLASS || mxGetNumberOfElements(token) != 1)
        fail("subthal:invalid_handle", "%s must be the token of one, a uint64; this is of class %s",
             name, mxGetClassName(token));
    return (const void *)(uintptr_t) * (const uint64_t *)mxGetData(token);
}

// The library looks a token up and refuses what it did not hand out, or has freed.
network *network_of(const mxArray *token) { return (network *)handle_of(token, "a network"); }

simulator *simulator_of(const mxArray *token) {
    return (simulator *)handle_of(token, "a simulator");
}

estimator *estimator_of(const mxArray *token) {
    return (estimator *)handle_of(token, "an estimator");
}

controller *controller_of(const mxArray *token) {
    return (controller *)handle_of(token, "a controller");
}

loop *loop_of(const mxArray *token) { return (loop *)handle_of(token, "a loop"); }

double real_of(const mxArray *array, const char *name) {
    want_real(array, name);
    want_one(array, name);
    return mxGetScalar(array);
}

uint64_t whole_of(const mxArray *array, const char *name) {
    uint64_t value = 0;
    want_real(array, name);
    want_one(array, name);
    if (!whole_at(array, 0, &value))
        refuse("%s must be a whole number from 0 (beyond 2^53, a uint64), this is %.17g", name,
               mxGetScalar(array));
    return value;
}

uint64_t index_of(const mxArray *array, const char *name) {
    uint64_t value = whole_of(array, name);
    if (value == 0) refuse("%s counts from 1, this is 0", name);
    return value - 1;
}

char *text_of(const mxArray *array, const char *name) {
    if (!mxIsChar(array) || mxGetM(array) > 1 || mxGetNumberOfDimensions(array) > 2)
        refuse("%s must be a text in one row, this is of class %s", name, mxGetClassName(array));
    char *text = mxArrayToString(array);
    if (!text) refuse("%s could not be read as a text", name);
    if (strlen(text) < mxGetN(array)) refuse("%s holds a NUL", name);
    return text;
}

const char **texts_of(const mxArray *array, const char *name, size_t *count) {
    if (!mxIsCell(array))
        refuse("%s must be a cell array of texts, this is of class %s", name,
               mxGetClassName(array));
    *count = mxGetNumberOfElements(array);
    const char **texts = mxMalloc((*count + 1) * sizeof *texts);
    for (size_t i = 0; i < *count; ++i) {
        const mxArray *text = mxGetCell(array, i);
        if (!text) refuse("%s has an empty cell", name);
        texts[i] = text_of(text, name);
    }
    return texts;
}

const double *reals_of(const mxArray *array, const char *name, size_t *count) {
    want_real(array, name);
    if (!mxIsDouble(array))
        refuse("%s must be of class double, this is %s", name, mxGetClassName(array));
    *count = mxGetNumberOfElements(array);
    return *count ? mxGetPr(array) : NULL;
}

// `base` is what counting begins with: it becomes 0.
uint64_t *wholes_of(const mxArray *array, const char *name, uint64_t base, size_t *count) {
    want_real(array, name);
    *count = mxGetNumberOfElements(array);
    uint64_t *values = mxMalloc((*count + 1) * sizeof *values);
    for (size_t i = 0; i < *count; ++i) {
        if (!whole_at(array, i, &values[i]) || values[i] < base)
            refuse("element %zu of %s must be a whole number from %d", i + 1, name, (int)base);
        values[i] -= base;
    }
    return values;
}

size_t *indices_of(const mxArray *array, const char *name, size_t *count) {
    uint64_t *wide = wholes_of(array, name, 1, count);
    size_t *indices = mxMalloc((*count + 1) * sizeof *indices);
    for (size_t i = 0; i < *count; ++i) indices[i] = (size_t)wide[i];
    mxFree(wide);
    return indices;
}

uint32_t *indices32_of(const mxArray *array, const char *name, size_t *count) {
    uint64_t *wide = wholes_of(array, name, 1, count);
    uint32_t *indices = mxMalloc((*count + 1) * sizeof *indices);
    for (size_t i = 0; i < *count; ++i) {
        if (wide[i] > UINT32_MAX) refuse("element %zu of %s is beyond 2^32", i + 1, name);
        indices[i] = (uint32_t)wide[i];
    }
    mxFree(wide);
    return indices;
}

const uint8_t *bytes_of(const mxArray *array, const char *name, size_t *count) {
    if (mxGetClassID(array) != mxUINT8_CLASS)
        refuse("%s must be of class uint8, this is %s", name, mxGetClassName(array));
    *count = mxGetNumberOfElements(array);
    return mxGetData(array);
}

void point_of(const mxArray *array, const char *name, double xyz_um[3]) {
    size_t count = 0;
    const double *given = reals_of(array, name, &count);
    if (count != 3) refuse("%s must be x, y and z, this has %zu elements", name, count);
    for (int i = 0; i < 3; ++i) xyz_um[i] = given[i];
}

const mxArray *field_of(const mxArray *record, const char *owner, const char *name) {
    if (!mxIsStruct(record) || mxGetNumberOfElements(record) != 1)
        refuse("%s must be one struct, this is of class %s", owner, mxGetClassName(record));
    const mxArray *field = mxGetField(record, 0, name);
    if (!field) refuse("%s has no field '%s'", owner, name);
    return field;
}
