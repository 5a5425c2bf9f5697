// A snapshot that is short, damaged or another's is an error that says so, and changes nothing; one
// that is whole is a moment to go back to, and a fork goes the same way as what it was forked from.
#include "refuse.h"

#include <stdint.h>

enum { N_BYTES = 1 << 16 };

static uint8_t snapshot[N_BYTES], copy[N_BYTES];
static size_t n_bytes;

static uint64_t hash_after(subthal_simulator *sim, uint64_t n_steps) {
    subthal_run run;
    uint64_t hash = 0;
    ACCEPTS(subthal_run_default(&run, sizeof run));
    run.n_steps = n_steps;
    ACCEPTS(subthal_simulator_run(sim, &run));
    ACCEPTS(subthal_simulator_state_hash(sim, &hash));
    return hash;
}

static void size_can_be_asked_for(subthal_simulator *sim) {
    size_t needed = 0;
    ACCEPTS(subthal_simulator_save(sim, NULL, 0, &needed));
    HOLDS(needed > 0 && needed <= N_BYTES);
    ACCEPTS(subthal_simulator_save(sim, snapshot, N_BYTES, &n_bytes));
    HOLDS(n_bytes == needed);
    ACCEPTS(subthal_simulator_save(sim, copy, needed, NULL));
    HOLDS(memcmp(snapshot, copy, needed) == 0);
    ACCEPTS(subthal_simulator_save(sim, NULL, 0, NULL));
}

static void bad_handles(subthal_network *net, subthal_simulator *sim) {
    subthal_simulator *other = (subthal_simulator *)net;
    REFUSES(IS_NULL, "sim is NULL", subthal_simulator_save(NULL, copy, N_BYTES, &out.size));
    REFUSES(IS_NULL, "sim is NULL", subthal_simulator_load(NULL, snapshot, n_bytes));
    REFUSES(IS_NULL, "sim is NULL", subthal_simulator_fork(NULL, &out.sim));
    REFUSES(HANDLE, "subthal_net", subthal_simulator_save(other, copy, N_BYTES, &out.size));
    REFUSES(HANDLE, "subthal_net", subthal_simulator_load(other, snapshot, n_bytes));
    REFUSES(HANDLE, "subthal_net", subthal_simulator_fork(other, &out.sim));
    REFUSES(IS_NULL, "fork", subthal_simulator_fork(sim, NULL));
}

static void bad_buffers(subthal_simulator *sim) {
    memset(copy, 0x5a, sizeof copy);
    REFUSES(SHORT, "snapshot", subthal_simulator_save(sim, copy, n_bytes - 1, &out.size));
    REFUSES(IS_NULL, "snapshot", subthal_simulator_save(sim, NULL, n_bytes, &out.size));
    REFUSES(TOO_LARGE, "snapshot", subthal_simulator_save(sim, copy, SIZE_MAX, &out.size));
    for (size_t i = 0; i < N_BYTES; ++i) HOLDS(copy[i] == 0x5a);
    REFUSES(IS_NULL, "snapshot", subthal_simulator_load(sim, NULL, n_bytes));
    REFUSES(INVALID, "snapshot", subthal_simulator_load(sim, NULL, 0));
    REFUSES(TOO_LARGE, "snapshot", subthal_simulator_load(sim, snapshot, SIZE_MAX));
}

static void damaged(subthal_simulator *sim) {
    for (size_t place = 0; place < n_bytes; place += 7) {
        memcpy(copy, snapshot, n_bytes);
        copy[place] ^= (uint8_t)(1 << place % 8);
        REFUSES(INVALID, "snapshot", subthal_simulator_load(sim, copy, n_bytes));
        REFUSES(INVALID, "snapshot", subthal_simulator_load(sim, snapshot, place));
    }
}

static void of_another(subthal_simulator *sim) {
    subthal_network *net = small_network();
    subthal_simulator *other = NULL;
    ACCEPTS(subthal_network_set(net, "stn.i_app", 2.5));
    ACCEPTS(subthal_simulator_new(net, NULL, &other));
    ACCEPTS(subthal_simulator_save(other, copy, N_BYTES, NULL));
    REFUSES(INVALID, "another network", subthal_simulator_load(sim, copy, n_bytes));
    ACCEPTS(subthal_simulator_free(other));
    ACCEPTS(subthal_network_free(net));
}

static void goes_on(subthal_simulator *sim) {
    subthal_simulator *fork = NULL;
    ACCEPTS(subthal_simulator_fork(sim, &fork));
    const uint64_t then = hash_after(sim, 500);
    HOLDS(hash_after(fork, 500) == then);
    ACCEPTS(subthal_simulator_load(sim, snapshot, n_bytes));
    HOLDS(hash_after(sim, 500) == then);
    ACCEPTS(subthal_simulator_free(sim));
    ACCEPTS(subthal_simulator_load(fork, snapshot, n_bytes)); // the first one's end is not its end
    HOLDS(hash_after(fork, 500) == then);
    ACCEPTS(subthal_simulator_free(fork));
}

int main(void) {
    subthal_network *net = small_network();
    subthal_simulator *sim = NULL;
    ACCEPTS(subthal_simulator_new(net, NULL, &sim));
    const uint64_t hash = hash_after(sim, 321);
    size_can_be_asked_for(sim);
    bad_handles(net, sim);
    bad_buffers(sim);
    damaged(sim);
    of_another(sim);
    HOLDS(hash_after(sim, 0) == hash); // no refused call has moved the simulation
    goes_on(sim);
    ACCEPTS(subthal_network_free(net));
    return verdict();
}
