// Commands about estimators and controllers.
#include "machines.h"

MACHINE(estimator)
MACHINE(controller)

// token, numbers -> what it makes of each, in the shape of the numbers
#define RUN(object, name)                                                                          \
    COMMAND(object##_run) {                                                                        \
        size_t count = 0;                                                                          \
        object *machine = object##_of(in[0]);                                                      \
        const double *given = reals_of(in[1], name, &count);                                       \
        out[0] = doubles_new(mxGetM(in[1]), mxGetN(in[1]));                                        \
        check(                                                                                     \
            subthal_##object##_run(machine, given, count, count ? mxGetPr(out[0]) : NULL, count)); \
    }
RUN(estimator, "samples")
RUN(controller, "measures")

static subthal_estimator_config estimator_default(const mxArray *kind) {
    subthal_estimator_config config;
    check(subthal_estimator_config_default(text_of(kind, "kind"), &config, sizeof config));
    return config;
}

static subthal_controller_config controller_default(const mxArray *kind, const mxArray *acts_on) {
    subthal_controller_config config;
    bool unsaid = !acts_on || (mxIsNumeric(acts_on) && mxIsEmpty(acts_on));
    check(subthal_controller_config_default(text_of(kind, "kind"),
                                            unsaid ? "amplitude" : text_of(acts_on, "acts_on"),
                                            &config, sizeof config));
    return config;
}

subthal_estimator_config estimator_config_of(const mxArray *record) {
    subthal_estimator_config config = estimator_default(field_of(record, "an estimator", "kind"));
    struct_of(record, &ESTIMATOR_CONFIG, &config);
    return config;
}

subthal_controller_config controller_config_of(const mxArray *record) {
    const mxArray *kind = field_of(record, "a controller", "kind");
    subthal_controller_config config = controller_default(kind, mxGetField(record, 0, "acts_on"));
    struct_of(record, &CONTROLLER_CONFIG, &config);
    return config;
}

COMMAND(estimator_defaults) {
    subthal_estimator_config config = estimator_default(in[0]);
    out[0] = struct_from(&ESTIMATOR_CONFIG, &config, 1);
}

// kind, acts_on, which may be []
COMMAND(controller_defaults) {
    subthal_controller_config config = controller_default(in[0], in[1]);
    out[0] = struct_from(&CONTROLLER_CONFIG, &config, 1);
}

COMMAND(estimator_new) {
    estimator *est = NULL;
    subthal_estimator_config config = estimator_config_of(in[0]);
    check(subthal_estimator_new(&config, &est));
    live_add(ESTIMATOR, est, 0);
    out[0] = token_from(est);
}

COMMAND(controller_new) {
    controller *ctl = NULL;
    subthal_controller_config config = controller_config_of(in[0]);
    check(subthal_controller_new(&config, &ctl));
    live_add(CONTROLLER, ctl, 0);
    out[0] = token_from(ctl);
}

// token, sample -> value, phase_rad, is_fresh, n_refused
COMMAND(estimator_update) {
    subthal_estimate seen = {0};
    check(subthal_estimator_update(estimator_of(in[0]), real_of(in[1], "sample"), &seen,
                                   sizeof seen));
    out[0] = mxCreateDoubleScalar(seen.value);
    out[1] = mxCreateDoubleScalar(seen.phase_rad);
    out[2] = mxCreateLogicalScalar(seen.is_fresh != 0);
    out[3] = whole_from(seen.n_refused);
}

COMMAND(estimator_bursts) {
    subthal_bursts_info seen = {0};
    check(subthal_estimator_bursts(estimator_of(in[0]), &seen, sizeof seen));
    out[0] = struct_from(&BURSTS_INFO, &seen, 1);
}

// token, measure, phase_rad -> output, amplitude, frequency_hz, n_refused
COMMAND(controller_update) {
    subthal_stimulus told = {0};
    check(subthal_controller_update(controller_of(in[0]), real_of(in[1], "measure"),
                                    real_of(in[2], "phase_rad"), &told, sizeof told));
    out[0] = mxCreateDoubleScalar(told.output);
    out[1] = mxCreateDoubleScalar(told.amplitude);
    out[2] = mxCreateDoubleScalar(told.frequency_hz);
    out[3] = whole_from(told.n_refused);
}

COMMAND(controller_stimulated) {
    (void)out;
    check(subthal_controller_stimulated(controller_of(in[0])));
}
