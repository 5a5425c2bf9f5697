// Commands about a moment of a simulator, and what was done to it: saved, forked, logged, done
// again.
#include "support.h"
#include "ask.h"

enum { PIECE = 1000 }; // steps between two looks at Ctrl-C

ASK_BYTES(simulator, save)
ASK_BYTES(simulator, log_save)
LOAD_BYTES(simulator, "snapshot")

COMMAND(simulator_fork) {
    simulator *fork = NULL;
    const simulator *sim = simulator_of(in[0]);
    check(subthal_simulator_fork(sim, &fork));
    live_add(SIMULATOR, fork, live_cells(sim));
    out[0] = token_from(fork);
}

COMMAND(simulator_log_start) {
    (void)out;
    uint64_t capacity_bytes = whole_of(in[1], "capacity_bytes");
    uint64_t hash_every = whole_of(in[2], "hash_every");
    check(subthal_simulator_log_start(simulator_of(in[0]), capacity_bytes, hash_every));
}

COMMAND(simulator_log_stop) {
    (void)out;
    check(subthal_simulator_log_stop(simulator_of(in[0])));
}

COMMAND(simulator_log_info) {
    subthal_log_info info = {0};
    check(subthal_simulator_log_info(simulator_of(in[0]), &info, sizeof info));
    out[0] = struct_from(&LOG_INFO, &info, 1);
}

static void replay_until(simulator *sim, subthal_replay *replay, uint64_t last_step) {
    for (;;) {
        uint64_t left = last_step - replay->n_steps;
        replay->max_steps = left < PIECE ? left : PIECE;
        check(subthal_simulator_replay(sim, replay));
        if (replay->ended || replay->n_steps >= last_step) return;
        if (interrupt_trapped()) fail("subthal:cancelled", "cancelled by Ctrl-C");
    }
}

// token, log, most steps or [], an earlier replay or [] -> a replay
COMMAND(simulator_replay) {
    subthal_replay replay;
    check(subthal_replay_default(&replay, sizeof replay));
    if (!mxIsEmpty(in[3])) struct_of(in[3], &REPLAY, &replay);
    replay.log = bytes_of(in[1], "log", &replay.log_len);
    uint64_t last_step = UINT64_MAX;
    if (!mxIsEmpty(in[2])) last_step = replay.n_steps + whole_of(in[2], "max_steps");
    replay_until(simulator_of(in[0]), &replay, last_step);
    out[0] = struct_from(&REPLAY, &replay, 1);
}
