// The parameters of an OBJECT, which is defined before this is included: network or simulator.
#define JOINED(a, b, c)  a##b##c
#define JOIN(a, b, c)    JOINED(a, b, c)
#define LIBRARY(what)    JOIN(subthal_, OBJECT, _##what)
#define OF_TOKEN(token)  JOIN(, OBJECT, _of)(token)
#define PARAMS_OF(OWNER) ASK_LIST(OWNER, params, param, param_info)

PARAMS_OF(OBJECT)

COMMAND(JOIN(, OBJECT, _param_info)) {
    subthal_param_info info;
    size_t id = (size_t)index_of(in[1], "id");
    check(LIBRARY(param_info)(OF_TOKEN(in[0]), id, &info, sizeof info));
    out[0] = struct_from(&PARAM_INFO, &info, 1);
}

COMMAND(JOIN(, OBJECT, _find_param)) {
    size_t id = 0;
    check(LIBRARY(find_param)(OF_TOKEN(in[0]), text_of(in[1], "path"), &id));
    out[0] = mxCreateDoubleScalar((double)id + 1.0);
}

COMMAND(JOIN(, OBJECT, _get)) {
    double value = 0.0;
    check(LIBRARY(get)(OF_TOKEN(in[0]), text_of(in[1], "path"), &value));
    out[0] = mxCreateDoubleScalar(value);
}

COMMAND(JOIN(, OBJECT, _set)) {
    (void)out;
    check(LIBRARY(set)(OF_TOKEN(in[0]), text_of(in[1], "path"), real_of(in[2], "value")));
}

COMMAND(JOIN(, OBJECT, _get_many)) {
    size_t count = 0;
    const size_t *ids = indices_of(in[1], "ids", &count);
    out[0] = doubles_new(1, count);
    check(LIBRARY(get_many)(OF_TOKEN(in[0]), ids, mxGetPr(out[0]), count));
}

COMMAND(JOIN(, OBJECT, _set_many)) {
    (void)out;
    size_t count = 0, n_values = 0;
    const size_t *ids = indices_of(in[1], "ids", &count);
    const double *values = reals_of(in[2], "values", &n_values);
    if (n_values != count) refuse("there are %zu ids and %zu values", count, n_values);
    check(LIBRARY(set_many)(OF_TOKEN(in[0]), ids, values, count));
}

#undef JOINED
#undef JOIN
#undef LIBRARY
#undef OF_TOKEN
#undef PARAMS_OF
