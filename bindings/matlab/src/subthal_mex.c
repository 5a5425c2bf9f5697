// subthal_mex: the C interface of subthal, command by command, for MATLAB and GNU Octave.
// Friendlier to use is the package +subthal, which stands on it.
#include "support.h"
#include <string.h>

// One row a command: arguments, results, name.
#define COMMANDS(ROW)                                                                              \
    ROW(0, 3, version)                                                                             \
    ROW(1, 1, status_name)                                                                         \
    ROW(0, 1, last_error)                                                                          \
    ROW(1, 1, names)                                                                               \
    ROW(1, 1, defaults)                                                                            \
    ROW(1, 1, metric_describe)                                                                     \
    ROW(4, 1, simulator_rows)                                                                      \
    ROW(4, 2, simulator_run)                                                                       \
    ROW(3, 1, simulator_row_count)                                                                 \
    ROW(5, 1, simulator_metric)                                                                    \
    ROW(2, 1, simulator_new)                                                                       \
    ROW(1, 0, simulator_free)                                                                      \
    ROW(1, 0, simulator_reset)                                                                     \
    ROW(1, 1, simulator_step)                                                                      \
    ROW(1, 1, simulator_time_ms)                                                                   \
    ROW(1, 1, simulator_dt_ms)                                                                     \
    ROW(1, 1, simulator_memory_bytes)                                                              \
    ROW(1, 1, simulator_backend)                                                                   \
    ROW(1, 1, simulator_populations)                                                               \
    ROW(1, 1, simulator_channels)                                                                  \
    ROW(1, 1, simulator_inputs)                                                                    \
    ROW(1, 1, simulator_params)                                                                    \
    ROW(2, 1, simulator_param_info)                                                                \
    ROW(2, 1, simulator_find_param)                                                                \
    ROW(2, 1, simulator_get)                                                                       \
    ROW(3, 0, simulator_set)                                                                       \
    ROW(2, 1, simulator_get_many)                                                                  \
    ROW(3, 0, simulator_set_many)                                                                  \
    ROW(1, 1, simulator_divergence)                                                                \
    ROW(3, 1, simulator_state)                                                                     \
    ROW(1, 1, simulator_state_hash)                                                                \
    ROW(1, 1, simulator_step_bound)                                                                \
    ROW(1, 1, simulator_save)                                                                      \
    ROW(2, 0, simulator_load)                                                                      \
    ROW(1, 1, simulator_fork)                                                                      \
    ROW(3, 0, simulator_log_start)                                                                 \
    ROW(1, 0, simulator_log_stop)                                                                  \
    ROW(1, 1, simulator_log_info)                                                                  \
    ROW(1, 1, simulator_log_save)                                                                  \
    ROW(4, 1, simulator_replay)                                                                    \
    ROW(2, 1, simulator_clamp_count)                                                               \
    ROW(2, 1, simulator_spike_count)                                                               \
    ROW(2, 1, simulator_delivered)                                                                 \
    ROW(3, 0, simulator_inject_spike)                                                              \
    ROW(1, 1, network_new)                                                                         \
    ROW(1, 1, network_copy)                                                                        \
    ROW(1, 0, network_free)                                                                        \
    ROW(2, 1, network_from_preset)                                                                 \
    ROW(1, 1, network_from_text)                                                                   \
    ROW(1, 1, network_to_text)                                                                     \
    ROW(1, 1, network_seed)                                                                        \
    ROW(2, 0, network_set_seed)                                                                    \
    ROW(1, 1, network_memory_bytes)                                                                \
    ROW(4, 0, network_add_population)                                                              \
    ROW(2, 0, network_add_projection)                                                              \
    ROW(2, 0, network_add_noise)                                                                   \
    ROW(2, 0, network_add_input)                                                                   \
    ROW(2, 0, network_add_pulses)                                                                  \
    ROW(2, 0, network_add_probe)                                                                   \
    ROW(2, 0, network_add_stimulator)                                                              \
    ROW(2, 0, network_add_lfp)                                                                     \
    ROW(3, 0, network_set_positions)                                                               \
    ROW(4, 0, network_place_in_ball)                                                               \
    ROW(2, 1, network_positions)                                                                   \
    ROW(4, 1, network_field)                                                                       \
    ROW(1, 1, network_populations)                                                                 \
    ROW(1, 1, network_projections)                                                                 \
    ROW(2, 1, network_variable_names)                                                              \
    ROW(5, 1, network_pulse_steps)                                                                 \
    ROW(2, 4, network_wiring)                                                                      \
    ROW(1, 1, network_params)                                                                      \
    ROW(2, 1, network_param_info)                                                                  \
    ROW(2, 1, network_find_param)                                                                  \
    ROW(2, 1, network_get)                                                                         \
    ROW(3, 0, network_set)                                                                         \
    ROW(2, 1, network_get_many)                                                                    \
    ROW(3, 0, network_set_many)                                                                    \
    ROW(3, 0, network_set_cells)                                                                   \
    ROW(3, 0, network_set_heterogeneity)                                                           \
    ROW(3, 0, network_set_initial)                                                                 \
    ROW(3, 0, network_set_initial_spread)                                                          \
    ROW(2, 1, network_cell_values)                                                                 \
    ROW(2, 1, metric_compute)                                                                      \
    ROW(3, 1, metric_compute_of_two)                                                               \
    ROW(2, 1, welch_psd)                                                                           \
    ROW(1, 1, welch_frequencies)                                                                   \
    ROW(4, 1, band_power)                                                                          \
    ROW(4, 1, relative_band_power)                                                                 \
    ROW(2, 2, beta_peak)                                                                           \
    ROW(2, 1, beta_prominence)                                                                     \
    ROW(2, 1, beta_prominence_over_1f)                                                             \
    ROW(3, 1, coherence)                                                                           \
    ROW(3, 1, coherence_phase)                                                                     \
    ROW(3, 1, coherence_threshold)                                                                 \
    ROW(2, 2, synchrony)                                                                           \
    ROW(1, 1, chi_squared)                                                                         \
    ROW(2, 1, population_rate)                                                                     \
    ROW(2, 1, seed_beta_power)                                                                     \
    ROW(2, 1, seed_beta_fraction)                                                                  \
    ROW(2, 1, bursts_by_surprise)                                                                  \
    ROW(3, 1, bursts_after_silence)                                                                \
    ROW(2, 2, beta_bursts)                                                                         \
    ROW(3, 1, phase_amplitude)                                                                     \
    ROW(4, 2, multitaper_psd)                                                                      \
    ROW(4, 2, spike_spectrum)                                                                      \
    ROW(2, 1, relay)                                                                               \
    ROW(1, 1, estimator_defaults)                                                                  \
    ROW(1, 1, estimator_new)                                                                       \
    ROW(1, 0, estimator_free)                                                                      \
    ROW(1, 0, estimator_reset)                                                                     \
    ROW(2, 4, estimator_update)                                                                    \
    ROW(2, 1, estimator_run)                                                                       \
    ROW(1, 1, estimator_bursts)                                                                    \
    ROW(1, 1, estimator_save)                                                                      \
    ROW(2, 0, estimator_load)                                                                      \
    ROW(2, 1, controller_defaults)                                                                 \
    ROW(1, 1, controller_new)                                                                      \
    ROW(1, 0, controller_free)                                                                     \
    ROW(1, 0, controller_reset)                                                                    \
    ROW(3, 4, controller_update)                                                                   \
    ROW(2, 1, controller_run)                                                                      \
    ROW(1, 0, controller_stimulated)                                                               \
    ROW(1, 1, controller_save)                                                                     \
    ROW(2, 0, controller_load)                                                                     \
    ROW(4, 1, loop_new)                                                                            \
    ROW(1, 0, loop_free)                                                                           \
    ROW(1, 0, loop_reset)                                                                          \
    ROW(6, 3, loop_run)                                                                            \
    ROW(1, 1, loop_save)                                                                           \
    ROW(2, 0, loop_load)                                                                           \
    ROW(8, 3, evaluate)                                                                            \
    ROW(0, 1, commands)

enum { MOST_RESULTS = 4 };

typedef struct {
    int n_in, n_out;
    const char *name;
    command_function *call;
} command;

#define DECLARE(n_in, n_out, name) command_function name;
#define ROW(n_in, n_out, name)     {n_in, n_out, #name, name},
COMMANDS(DECLARE)
static const command TABLE[] = {COMMANDS(ROW)};
enum { N_COMMANDS = sizeof TABLE / sizeof *TABLE };

// All there are, as a struct array: name, n_in, n_out.
COMMAND(commands) {
    (void)in;
    static const char *fields[] = {"name", "n_in", "n_out"};
    out[0] = mxCreateStructMatrix(N_COMMANDS, 1, 3, fields);
    for (int i = 0; i < N_COMMANDS; ++i) {
        mxSetFieldByNumber(out[0], i, 0, mxCreateString(TABLE[i].name));
        mxSetFieldByNumber(out[0], i, 1, mxCreateDoubleScalar(TABLE[i].n_in));
        mxSetFieldByNumber(out[0], i, 2, mxCreateDoubleScalar(TABLE[i].n_out));
    }
}

static const command *find(const char *name) {
    for (int i = 0; i < N_COMMANDS; ++i)
        if (strcmp(TABLE[i].name, name) == 0) return &TABLE[i];
    fail("subthal:usage", "subthal_mex has no command '%s'; subthal_mex('commands') lists them",
         name);
    return NULL;
}

static const command *command_of(int n_in, const mxArray *in[]) {
    char name[64] = "";
    if (n_in < 1 || mxGetString(in[0], name, sizeof name) != 0)
        fail("subthal:usage", "the first argument of subthal_mex must be the name of a command");
    return find(name);
}

static void want_counts(const command *c, int n_in, int n_out) {
    if (n_in != c->n_in)
        fail("subthal:usage", "%s takes %d arguments, not %d", c->name, c->n_in, n_in);
    if (n_out > c->n_out)
        fail("subthal:usage", "%s gives %d results, not %d", c->name, c->n_out, n_out);
}

// The host has room for what was asked for, and for one result always.
static void hand_out(mxArray *results[], const command *c, mxArray *out[], int n_out) {
    int wanted = n_out > 1 ? n_out : 1;
    for (int i = 0; i < c->n_out; ++i) {
        if (i < wanted)
            out[i] = results[i];
        else
            mxDestroyArray(results[i]);
    }
}

void mexFunction(int n_out, mxArray *out[], int n_in, const mxArray *in[]) {
    mxArray *results[MOST_RESULTS] = {NULL};
    const command *c = command_of(n_in, in);
    want_counts(c, n_in - 1, n_out);
    c->call(results, in + 1);
    hand_out(results, c, out, n_out);
}
