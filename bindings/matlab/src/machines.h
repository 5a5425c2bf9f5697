// Machines with a state of their own, sample by sample: their configurations, from structs, and the
// commands that they share.
#ifndef SUBTHAL_MEX_MACHINES_H
#define SUBTHAL_MEX_MACHINES_H

#include "support.h"
#include "ask.h"

// From a struct with the field `kind`; what it does not have keeps the kind's default.
#pragma GCC visibility push(hidden)
subthal_estimator_config estimator_config_of(const mxArray *record);
subthal_controller_config controller_config_of(const mxArray *record);
#pragma GCC visibility pop

#define MACHINE(object)                                                                            \
    COMMAND(object##_free) {                                                                       \
        (void)out;                                                                                 \
        object *machine = object##_of(in[0]);                                                      \
        check(subthal_##object##_free(machine));                                                   \
        live_remove(machine);                                                                      \
    }                                                                                              \
    COMMAND(object##_reset) {                                                                      \
        (void)out;                                                                                 \
        check(subthal_##object##_reset(object##_of(in[0])));                                       \
    }                                                                                              \
    ASK_BYTES(object, save)                                                                        \
    LOAD_BYTES(object, "a state")

#endif
