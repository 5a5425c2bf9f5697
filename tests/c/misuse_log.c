// A log that does not fit, is damaged or another's is an error that says so, and changes nothing;
// one that is whole is done again, state for state.
#include "refuse.h"

#include <stdint.h>

enum { N_BYTES = 1 << 18 };

static uint8_t log_bytes[N_BYTES], copy[N_BYTES];
static size_t n_bytes;
static double inputs[64];

static uint64_t hash_after(subthal_simulator *sim, uint64_t n_steps) {
    subthal_run run;
    uint64_t hash = 0;
    ACCEPTS(subthal_run_default(&run, sizeof run));
    run.n_steps = n_steps;
    run.inputs = inputs;
    run.inputs_len = n_steps;
    ACCEPTS(subthal_simulator_run(sim, &run));
    ACCEPTS(subthal_simulator_state_hash(sim, &hash));
    return hash;
}

static subthal_replay replay_of(const uint8_t *log) {
    subthal_replay replay;
    ACCEPTS(subthal_replay_default(&replay, sizeof replay));
    replay.log = log;
    replay.log_len = n_bytes;
    return replay;
}

static void no_call_takes(subthal_simulator *sim, subthal_status status, const char *word) {
    subthal_log_info info, kept;
    subthal_replay replay = replay_of(log_bytes);
    memset(&info, 0xa5, sizeof info);
    memset(&kept, 0xa5, sizeof kept);
    REFUSES(status, word, subthal_simulator_log_start(sim, N_BYTES, 0));
    REFUSES(status, word, subthal_simulator_log_stop(sim));
    REFUSES(status, word, subthal_simulator_log_info(sim, &info, sizeof info));
    REFUSES(status, word, subthal_simulator_log_save(sim, copy, N_BYTES, &out.size));
    REFUSES(status, word, subthal_simulator_replay(sim, &replay));
    HOLDS(memcmp(&info, &kept, sizeof info) == 0);
}

static void without_a_log(subthal_simulator *sim) {
    subthal_log_info info;
    REFUSES(INVALID, "keeps no log", subthal_simulator_log_info(sim, &info, sizeof info));
    REFUSES(INVALID, "keeps no log", subthal_simulator_log_save(sim, copy, N_BYTES, &out.size));
    REFUSES(SHORT, "capacity_bytes", subthal_simulator_log_start(sim, 0, 0));
    REFUSES(TOO_LARGE, "the log", subthal_simulator_log_start(sim, SIZE_MAX, 0));
    ACCEPTS(subthal_simulator_log_stop(sim));
}

static void bad_buffers(subthal_simulator *sim) {
    subthal_log_info info;
    REFUSES(IS_NULL, "info", subthal_simulator_log_info(sim, NULL, sizeof info));
    REFUSES(INVALID, "info", subthal_simulator_log_info(sim, &info, 3));
    REFUSES(SHORT, "log", subthal_simulator_log_save(sim, copy, n_bytes - 1, &out.size));
    REFUSES(IS_NULL, "log", subthal_simulator_log_save(sim, NULL, n_bytes, &out.size));
    REFUSES(TOO_LARGE, "log", subthal_simulator_log_save(sim, copy, SIZE_MAX, &out.size));
    REFUSES(IS_NULL, "replay", subthal_replay_default(NULL, sizeof(subthal_replay)));
    REFUSES(IS_NULL, "replay", subthal_simulator_replay(sim, NULL));
}

// One field of a replay is wrong: neither it nor the simulation changes.
#define REPLAY(expected, word, field, ...)                                                         \
    do {                                                                                           \
        subthal_replay bad = replay_of(log_bytes);                                                 \
        bad.field = __VA_ARGS__;                                                                   \
        const subthal_replay kept = bad;                                                           \
        REFUSES(expected, word, subthal_simulator_replay(sim, &bad));                              \
        HOLDS(memcmp(&kept, &bad, sizeof bad) == 0);                                               \
    } while (0)

static void bad_replays(subthal_simulator *sim) {
    REPLAY(INVALID, "struct_size", struct_size, 0);
    REPLAY(INVALID, "struct_size", struct_size, SIZE_MAX);
    REPLAY(INVALID, "reserved", reserved, 1);
    REPLAY(IS_NULL, "replay.log", log, NULL);
    REPLAY(TOO_LARGE, "replay.log", log_len, SIZE_MAX);
    for (size_t len = 0; len < n_bytes; len += 13) REPLAY(INVALID, "log", log_len, len);
    for (size_t place = 0; place < n_bytes; place += 7) {
        memcpy(copy, log_bytes, n_bytes);
        copy[place] ^= (uint8_t)(1 << place % 8);
        REPLAY(INVALID, "log", log, copy);
    }
}

// Whatever is said to have been done already, it ends in an answer.
static void strange_positions(subthal_simulator *sim) {
    static const uint64_t strange[] = {1, 3, 1000, UINT64_MAX - 2, UINT64_MAX};
    for (size_t i = 0; i < 25; ++i) {
        subthal_replay replay = replay_of(log_bytes);
        replay.max_steps = 500;
        replay.position = strange[i / 5];
        replay.steps_into = strange[i % 5];
        replay.n_steps = replay.n_equal = UINT64_MAX;
        const subthal_status status = subthal_simulator_replay(sim, &replay);
        HOLDS(status == OK || status == INVALID || status == OUT_OF_RANGE || status == FIXED ||
              status == SUBTHAL_STATUS_DIVERGED || status == SUBTHAL_STATUS_STOPPED);
        ACCEPTS(subthal_simulator_reset(sim));
    }
}

static void done_again(subthal_simulator *sim, uint64_t hash) {
    uint64_t again = 0;
    subthal_replay replay = replay_of(log_bytes);
    ACCEPTS(subthal_simulator_replay(sim, &replay));
    ACCEPTS(subthal_simulator_state_hash(sim, &again));
    HOLDS(again == hash && replay.ended == 1 && replay.departed == 0 && replay.was_full == 0);
    HOLDS(replay.n_steps == 96 && replay.n_equal == 3 && replay.equal_step == 128);
    const subthal_replay kept = replay;
    ACCEPTS(subthal_simulator_replay(sim, &replay)); // of what has ended, nothing is left
    HOLDS(memcmp(&kept, &replay, sizeof kept) == 0);
}

int main(void) {
    subthal_network *net = small_network();
    subthal_simulator *sim = NULL, *second = NULL;
    ACCEPTS(subthal_simulator_new(net, NULL, &sim));
    ACCEPTS(subthal_simulator_new(net, NULL, &second));
    for (size_t i = 0; i < 64; ++i) inputs[i] = 0.1 * (double)i;
    hash_after(sim, 32);
    without_a_log(sim);
    no_call_takes(NULL, IS_NULL, "sim is NULL");
    no_call_takes((subthal_simulator *)net, HANDLE, "subthal_net");

    ACCEPTS(subthal_simulator_log_start(sim, N_BYTES, 32));
    ACCEPTS(subthal_simulator_set(sim, "stn.i_app", 30.0));
    hash_after(sim, 32);
    ACCEPTS(subthal_simulator_inject_spike(sim, "gpe", 2));
    const uint64_t hash = hash_after(sim, 64);
    ACCEPTS(subthal_simulator_log_save(sim, NULL, 0, &n_bytes));
    ACCEPTS(subthal_simulator_log_save(sim, log_bytes, N_BYTES, NULL));
    bad_buffers(sim);
    const uint64_t before = hash_after(second, 0);
    bad_replays(second);
    HOLDS(hash_after(second, 0) == before);
    strange_positions(second);
    done_again(second, hash);

    ACCEPTS(subthal_simulator_free(sim));
    ACCEPTS(subthal_simulator_free(second));
    ACCEPTS(subthal_network_free(net));
    return verdict();
}
