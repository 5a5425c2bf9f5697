// Commands about the library itself: version, failures, names, defaults.
#include "support.h"
#include <limits.h>
#include <string.h>

COMMAND(version) {
    (void)in;
    out[0] = mxCreateString(subthal_version_string());
    out[1] = mxCreateDoubleScalar(subthal_version());
    out[2] = mxCreateDoubleScalar(SUBTHAL_VERSION_MAJOR * 10000 + SUBTHAL_VERSION_MINOR * 100 +
                                  SUBTHAL_VERSION_PATCH);
}

COMMAND(status_name) {
    uint64_t status = whole_of(in[0], "status");
    out[0] = mxCreateString(subthal_status_name(status > INT_MAX ? -1 : (int32_t)status));
}

COMMAND(last_error) {
    (void)in;
    out[0] = mxCreateString(subthal_last_error());
}

COMMAND(names) {
    size_t needed = 0;
    const char *kind = text_of(in[0], "kind");
    check(subthal_names(kind, NULL, 0, &needed));
    char *text = mxMalloc(needed);
    check(subthal_names(kind, text, needed, NULL));
    out[0] = lines_from(text);
}

COMMAND(metric_describe) {
    subthal_metric_info info;
    check(subthal_metric_describe(text_of(in[0], "name"), &info, sizeof info));
    out[0] = struct_from(&METRIC_INFO, &info, 1);
}

COMMAND(defaults) {
    char *name = text_of(in[0], "name");
#define TRY(type, shape)                                                                           \
    if (strcmp(name, #type) == 0) {                                                                \
        struct subthal_##type config;                                                              \
        check(subthal_##type##_default(&config, sizeof config));                                   \
        out[0] = struct_from(&shape, &config, 1);                                                  \
        return;                                                                                    \
    }
    TRY(preset_config, PRESET)
    TRY(projection_config, PROJECTION)
    TRY(noise_config, NOISE)
    TRY(input_config, INPUT)
    TRY(pulses_config, PULSES)
    TRY(probe_config, PROBE)
    TRY(stimulator_config, STIMULATOR)
    TRY(lfp_config, LFP)
    TRY(loop_config, LOOP_CONFIG)
    TRY(simulator_config, SIMULATOR_CONFIG)
    TRY(recording, RECORDING)
    TRY(welch_config, WELCH)
    TRY(beta_bursts_config, BETA_BURSTS)
    TRY(coupling_config, COUPLING)
    TRY(protocol, PROTOCOL)
#undef TRY
    fail("subthal:unknown_name", "no struct '%s' has defaults", name);
}
