// From C to mxArrays.
#include "support.h"
#include <string.h>

mxArray *token_from(const void *handle) { return whole_from((uint64_t)(uintptr_t)handle); }

mxArray *whole_from(uint64_t value) {
    mxArray *array = mxCreateNumericMatrix(1, 1, mxUINT64_CLASS, mxREAL);
    *(uint64_t *)mxGetData(array) = value;
    return array;
}

mxArray *row_from(void *data, size_t count, mxClassID kind) {
    mxArray *array = mxCreateNumericMatrix(1, 0, kind, mxREAL);
    if (count == 0) return array;
    mxFree(mxGetData(array));
    mxSetData(array, data);
    mxSetN(array, count);
    return array;
}

// Octave copies what mxCreate made when it is handed out; what its own zeros() made, it does not.
static mxArray *zeros(size_t rows, size_t columns) {
    mxArray *array = NULL;
    mxArray *sizes[] = {mxCreateDoubleScalar((double)rows), mxCreateDoubleScalar((double)columns)};
    mxArray *trapped = mexCallMATLABWithTrap(1, &array, 2, sizes, "zeros");
    mxDestroyArray(sizes[0]);
    mxDestroyArray(sizes[1]);
    if (trapped || !array)
        fail("subthal:too_large", "there is no memory for %zu x %zu doubles", rows, columns);
    return array;
}

mxArray *doubles_new(size_t rows, size_t columns) {
    bool small = columns == 0 || rows < 4096 / columns; // a copy is cheaper than a call
    return small ? mxCreateUninitNumericMatrix(rows, columns, mxDOUBLE_CLASS, mxREAL)
                 : zeros(rows, columns);
}

static size_t count_lines(const char *text) {
    size_t count = 0;
    for (; *text; ++text) count += *text == '\n';
    return count;
}

static size_t line_length(const char *line) { return strcspn(line, "\n"); }

// "a\nb\n" or "a\nb" as a column of texts.
mxArray *lines_from(const char *text) {
    size_t length = strlen(text);
    size_t count = count_lines(text) + (length > 0 && text[length - 1] != '\n');
    mxArray *cells = mxCreateCellMatrix(count, 1);
    for (size_t i = 0; i < count; ++i) {
        size_t n = line_length(text);
        char *line = mxCalloc(n + 1, 1);
        memcpy(line, text, n);
        mxSetCell(cells, i, mxCreateString(line));
        text += n + (text[n] == '\n');
    }
    return cells;
}
