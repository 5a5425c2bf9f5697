// How a call ends that did not work: an error with an identifier and a sentence.
#include "support.h"
#include <stdarg.h>
#include <stdio.h>

// By error() and not by mexErrMsgIdAndTxt: in Octave that puts the file's name before the sentence.
static void raise_error(const char *identifier, const char *sentence) {
    mxArray *arguments[] = {mxCreateString(identifier), mxCreateString("%s"),
                            mxCreateString(sentence)};
    mexCallMATLAB(0, NULL, 3, arguments, "error");
}

void fail(const char *identifier, const char *format, ...) {
    char sentence[1024];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    raise_error(identifier, sentence);
}

void refuse(const char *format, ...) {
    char sentence[1024];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    raise_error("subthal:invalid_argument", sentence);
}

void check_with(subthal_status status, const char *sentence) {
    if (status == SUBTHAL_STATUS_OK) return;
    char identifier[64];
    snprintf(identifier, sizeof identifier, "subthal:%s", subthal_status_name(status));
    raise_error(identifier, sentence);
}

void check(subthal_status status) { check_with(status, subthal_last_error()); }
