// What the files of this MEX function share.
//
// Errors leave by a jump: MATLAB's and Octave's mexErrMsgIdAndTxt do not return. Memory from
// mxMalloc and arrays from mxCreate are freed by the host then, so scratch here is always of that
// kind.
//
// MATLAB counts from 1 and C from 0. Cells, populations, parameters and steps change at this edge
// and nowhere else: step k of MATLAB is the k-th step, and ends at k x dt_ms.
#ifndef SUBTHAL_MEX_SUPPORT_H
#define SUBTHAL_MEX_SUPPORT_H

#include <subthal.h>
#include <mex.h>
#include <stdbool.h>
#include <stddef.h>

// The host has functions of these names too; only mexFunction, declared above, is for others.
#pragma GCC visibility push(hidden)

// What every file of this function calls them.
typedef struct subthal_network network;
typedef struct subthal_simulator simulator;
typedef struct subthal_estimator estimator;
typedef struct subthal_controller controller;
typedef struct subthal_loop loop;

// ---- failures.c: how a call ends that did not work
void check(subthal_status status); // returns on SUBTHAL_STATUS_OK only
void check_with(subthal_status status, const char *sentence);
void fail(const char *identifier, const char *format, ...);
void refuse(const char *format, ...); // subthal:invalid_argument

// ---- live.c: handles that wait to be freed
enum kind { NETWORK, SIMULATOR, ESTIMATOR, CONTROLLER, LOOP };
void live_add(enum kind kind, void *handle, uint64_t n_cells);
void live_remove(const void *handle);
uint64_t live_cells(const void *handle); // cells of a simulator; 0 if it is not one of ours

// ---- arguments.c: from mxArrays; each names the argument in its sentence
network *network_of(const mxArray *token);
simulator *simulator_of(const mxArray *token);
estimator *estimator_of(const mxArray *token);
controller *controller_of(const mxArray *token);
loop *loop_of(const mxArray *token);
double real_of(const mxArray *array, const char *name);
uint64_t whole_of(const mxArray *array, const char *name);
uint64_t index_of(const mxArray *array, const char *name); // from 1 to from 0
char *text_of(const mxArray *array, const char *name);
const char **texts_of(const mxArray *array, const char *name, size_t *count);
const double *reals_of(const mxArray *array, const char *name, size_t *count); // no copy
uint64_t *wholes_of(const mxArray *array, const char *name, uint64_t base, size_t *count);
size_t *indices_of(const mxArray *array, const char *name, size_t *count);
uint32_t *indices32_of(const mxArray *array, const char *name, size_t *count);
const uint8_t *bytes_of(const mxArray *array, const char *name, size_t *count);
void point_of(const mxArray *array, const char *name, double xyz_um[3]);
const mxArray *field_of(const mxArray *record, const char *owner, const char *name);

// ---- results.c: to mxArrays
mxArray *token_from(const void *handle);
mxArray *whole_from(uint64_t value);
mxArray *row_from(void *data, size_t count, mxClassID kind); // takes data, of mxMalloc
mxArray *lines_from(const char *text);
mxArray *doubles_new(size_t rows, size_t columns); // of any content

// ---- layouts.c: structs of C and of MATLAB
typedef struct layout layout;
extern const layout PRESET, PROJECTION, NOISE, INPUT, PULSES, PROBE, SIMULATOR_CONFIG, RECORDING,
    WELCH, PROTOCOL, POPULATION_INFO, PROJECTION_INFO, PARAM_INFO, CHANNEL_INFO, METRIC_INFO,
    DIVERGENCE, LOG_INFO, REPLAY, BURST, BETA_BURSTS, BETA_BURST, COUPLING, COUPLING_INFO,
    RELAY_INFO, STIMULATOR, LFP, DELIVERED, ESTIMATOR_CONFIG, CONTROLLER_CONFIG, BURSTS_INFO,
    LOOP_CONFIG, TICK;
void struct_of(const mxArray *record, const layout *shape, void *config);
mxArray *struct_from(const layout *shape, const void *items, size_t count);

// ---- spikes.c
subthal_recording recording_of(const mxArray *record);
subthal_spike *spikes_of(const mxArray *record, size_t *count);
typedef struct spike_columns spike_columns;
spike_columns *columns_new(void);
void columns_append(spike_columns *columns, const subthal_spike *spikes, size_t count);
mxArray *columns_finish(spike_columns *columns);

// ---- interrupt.c
bool interrupt_trapped(void);

// ---- the commands: `in` without the command's name
typedef void command_function(mxArray *out[], const mxArray *in[]);
#define COMMAND(name)                                                                              \
    __attribute__((visibility("hidden"))) void name(mxArray *out[], const mxArray *in[])

#pragma GCC visibility pop

#endif
