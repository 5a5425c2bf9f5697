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

mxArray *doubles_new(size_t rows, size_t columns) {
    return mxCreateUninitNumericMatrix(rows, columns, mxDOUBLE_CLASS, mxREAL);
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
