// Handles that wait to be freed. While there is one, this function stays loaded: `clear mex` leaves
// it alone. When the host ends, everything is freed.
#include "support.h"
#include <stdlib.h>

typedef struct {
    enum kind kind;
    void *handle;
    uint64_t n_cells;
} live;

// Outlives a call, so it is not of mxMalloc.
static live *list = NULL;
static size_t n_live = 0, capacity = 0;

static void free_handle(const live *item) {
    if (item->kind == NETWORK) subthal_network_free(item->handle);
    if (item->kind == SIMULATOR) subthal_simulator_free(item->handle);
    if (item->kind == ESTIMATOR) subthal_estimator_free(item->handle);
    if (item->kind == CONTROLLER) subthal_controller_free(item->handle);
    if (item->kind == LOOP) subthal_loop_free(item->handle);
}

static void free_all(void) {
    while (n_live > 0) free_handle(&list[--n_live]);
    free(list);
    list = NULL;
    capacity = 0;
}

static bool grow(void) {
    size_t wanted = capacity ? 2 * capacity : 64;
    live *larger = realloc(list, wanted * sizeof *list);
    if (!larger) return false;
    list = larger;
    capacity = wanted;
    return true;
}

void live_add(enum kind kind, void *handle, uint64_t n_cells) {
    live item = {kind, handle, n_cells};
    if (n_live == capacity && !grow()) {
        free_handle(&item);
        fail("subthal:too_large", "no memory to remember another handle");
    }
    if (n_live == 0) mexLock();
    mexAtExit(free_all);
    list[n_live++] = item;
}

// From the end: what was made last is asked for, and freed, most often.
static live *find(const void *handle) {
    for (size_t i = n_live; i-- > 0;)
        if (list[i].handle == handle) return &list[i];
    return NULL;
}

void live_remove(const void *handle) {
    live *item = find(handle);
    if (!item) return;
    *item = list[--n_live];
    if (n_live == 0) mexUnlock();
}

uint64_t live_cells(const void *handle) {
    const live *item = find(handle);
    return item ? item->n_cells : 0;
}
