// Spikes: {step, population, cell} in C, three rows of numbers in MATLAB, all counted from 1.
#include "support.h"

struct spike_columns {
    uint64_t *step;
    uint32_t *population, *cell;
    size_t count, capacity;
};

spike_columns *columns_new(void) { return mxCalloc(1, sizeof(spike_columns)); }

static void reserve(spike_columns *columns, size_t wanted) {
    if (wanted <= columns->capacity) return;
    size_t larger = wanted > 2 * columns->capacity ? wanted : 2 * columns->capacity;
    columns->step = mxRealloc(columns->step, larger * sizeof *columns->step);
    columns->population = mxRealloc(columns->population, larger * sizeof *columns->population);
    columns->cell = mxRealloc(columns->cell, larger * sizeof *columns->cell);
    columns->capacity = larger;
}

void columns_append(spike_columns *columns, const subthal_spike *spikes, size_t count) {
    reserve(columns, columns->count + count);
    for (size_t i = 0; i < count; ++i) {
        size_t at = columns->count + i;
        columns->step[at] = spikes[i].step + 1;
        columns->population[at] = spikes[i].population + 1;
        columns->cell[at] = spikes[i].cell + 1;
    }
    columns->count += count;
}

mxArray *columns_finish(spike_columns *columns) {
    static const char *names[] = {"step", "population", "cell"};
    mxArray *record = mxCreateStructMatrix(1, 1, 3, names);
    size_t n = columns->count;
    mxSetFieldByNumber(record, 0, 0, row_from(columns->step, n, mxUINT64_CLASS));
    mxSetFieldByNumber(record, 0, 1, row_from(columns->population, n, mxUINT32_CLASS));
    mxSetFieldByNumber(record, 0, 2, row_from(columns->cell, n, mxUINT32_CLASS));
    mxFree(columns);
    return record;
}

subthal_recording recording_of(const mxArray *record) {
    subthal_recording recording;
    check(subthal_recording_default(&recording, sizeof recording));
    struct_of(record, &RECORDING, &recording);
    return recording;
}

subthal_spike *spikes_of(const mxArray *record, size_t *count) {
    size_t n_populations = 0, n_cells = 0;
    uint64_t *step = wholes_of(field_of(record, "spikes", "step"), "spikes.step", 1, count);
    uint32_t *population =
        indices32_of(field_of(record, "spikes", "population"), "spikes.population", &n_populations);
    uint32_t *cell = indices32_of(field_of(record, "spikes", "cell"), "spikes.cell", &n_cells);
    if (n_populations != *count || n_cells != *count)
        refuse("spikes has %zu steps, %zu populations and %zu cells; these must be as many", *count,
               n_populations, n_cells);
    subthal_spike *spikes = mxMalloc((*count + 1) * sizeof *spikes);
    for (size_t i = 0; i < *count; ++i)
        spikes[i] = (subthal_spike){step[i], population[i], cell[i]};
    mxFree(step);
    mxFree(population);
    mxFree(cell);
    return spikes;
}
