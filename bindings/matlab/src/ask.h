// Commands that differ only in the function they call.
#ifndef SUBTHAL_MEX_ASK_H
#define SUBTHAL_MEX_ASK_H

#include "support.h"

// token -> one number
#define ASK_WHOLE(object, what)                                                                    \
    COMMAND(object##_##what) {                                                                     \
        uint64_t value = 0;                                                                        \
        check(subthal_##object##_##what(object##_of(in[0]), &value));                              \
        out[0] = whole_from(value);                                                                \
    }
#define ASK_REAL(object, what)                                                                     \
    COMMAND(object##_##what) {                                                                     \
        double value = 0.0;                                                                        \
        check(subthal_##object##_##what(object##_of(in[0]), &value));                              \
        out[0] = mxCreateDoubleScalar(value);                                                      \
    }

// token -> a row of bytes; what takes them back
#define ASK_BYTES(object, what)                                                                    \
    COMMAND(object##_##what) {                                                                     \
        size_t needed = 0;                                                                         \
        const object *of = object##_of(in[0]);                                                     \
        check(subthal_##object##_##what(of, NULL, 0, &needed));                                    \
        out[0] = mxCreateNumericMatrix(1, needed, mxUINT8_CLASS, mxREAL);                          \
        check(subthal_##object##_##what(of, mxGetData(out[0]), needed, NULL));                     \
    }
#define LOAD_BYTES(object, name)                                                                   \
    COMMAND(object##_load) {                                                                       \
        (void)out;                                                                                 \
        size_t count = 0;                                                                          \
        const uint8_t *bytes = bytes_of(in[1], name, &count);                                      \
        check(subthal_##object##_load(object##_of(in[0]), bytes, count));                          \
    }

// token -> a struct array of all there are
#define ASK_LIST(object, many, one, shape)                                                         \
    COMMAND(object##_##many) {                                                                     \
        size_t count = 0;                                                                          \
        check(subthal_##object##_##one##_count(object##_of(in[0]), &count));                       \
        subthal_##shape *items = mxCalloc(count + 1, sizeof *items);                               \
        for (size_t i = 0; i < count; ++i)                                                         \
            check(                                                                                 \
                subthal_##object##_##one##_info(object##_of(in[0]), i, &items[i], sizeof *items)); \
        out[0] = struct_from(&LAYOUT_OF_##shape, items, count);                                    \
        mxFree(items);                                                                             \
    }
#define LAYOUT_OF_population_info POPULATION_INFO
#define LAYOUT_OF_projection_info PROJECTION_INFO
#define LAYOUT_OF_param_info      PARAM_INFO
#define LAYOUT_OF_channel_info    CHANNEL_INFO

#endif
