// Does a network keep its deadline on this host? A certificate, made by measuring every tick.
//   cc -O2 rtcheck.c $(pkg-config --cflags --libs subthal) -lm -o rtcheck && ./rtcheck --seconds 60
// Exit status: 0 it holds, 1 it does not, 2 nothing was judged. docs/real-time.md says how to read
// it.
#define _GNU_SOURCE
#include "parts/must.h"
#include "parts/clock.h"
#include "rtcheck/report.h"
#include "rtcheck/rig.h"

enum {
    WARM_UP_TICKS = 500, // not counted
    N_VOLLEYS = 100,     // times that all cells are made to fire in one step
    TICKS_AFTER = 20,    // that are watched after it, while its spikes arrive
};

// What a call took by both clocks.
typedef struct {
    int64_t wall, cpu;
} taken;

static measured m; // some 140 kB, there from the beginning

// The wall clock is read inside the other, which takes a system call: CPU time comes out 0.2 us
// longer.
static taken run_timed(rig *r) {
    const int64_t cpu = cpu_nanos(), wall = wall_nanos();
    must(subthal_simulator_run(r->sim, &r->run));
    const int64_t took = wall_nanos() - wall;
    return (taken){took, cpu_nanos() - cpu};
}

static void add(both *b, taken t) {
    histogram_add(&b->wall, t.wall);
    histogram_add(&b->cpu, t.cpu);
}

// As a rig goes: a tick every tick_ms, asleep in between; or tick after tick, if busy.
static void measure_ticks(rig *r, const options *o) {
    const int64_t period = (int64_t)(1e6 * o->tick_ms), budget = (int64_t)(1e3 * o->budget_us);
    const int64_t end = wall_nanos() + (int64_t)(1e9 * o->seconds);
    const disturbances before = disturbances_now();
    for (int64_t due = wall_nanos() + period; due < end;) {
        if (!o->busy) sleep_until(due);
        const int64_t late = o->busy ? 0 : wall_nanos() - due;
        histogram_add(&m.late, late);
        m.lost += (uint64_t)(late / period); // and not made up for
        const taken t = run_timed(r);
        add(&m.tick, t);
        m.over += t.wall > budget;
        m.over_by_itself += t.cpu > budget;
        due = o->busy ? wall_nanos() : due + period * (1 + late / period);
    }
    m.disturbances = disturbances_since(&before);
}

static void fire_all(subthal_simulator *sim) {
    size_t n_populations = 0;
    must(subthal_simulator_population_count(sim, &n_populations));
    for (size_t p = 0; p < n_populations; ++p) {
        subthal_population_info info;
        must(subthal_simulator_population_info(sim, p, &info, sizeof info));
        for (uint64_t cell = 0; cell < info.n_cells; ++cell)
            must(subthal_simulator_inject_spike(sim, info.name, cell));
    }
}

// Each time from the same moment: a circuit that fires as one again and again is another.
static void measure_volleys(rig *r, const uint8_t *moment, size_t n_bytes) {
    for (int volley = 0; volley < N_VOLLEYS; ++volley) {
        must(subthal_simulator_load(r->sim, moment, n_bytes));
        fire_all(r->sim);
        for (int tick = 0; tick < TICKS_AFTER; ++tick) add(&m.volley, run_timed(r));
    }
}

static taken longest_step(rig *one, int n_steps, both *all) {
    taken longest = {0, 0};
    for (int step = 0; step < n_steps; ++step) {
        const taken t = run_timed(one);
        if (all != NULL) add(all, t);
        if (t.wall > longest.wall) longest.wall = t.wall;
        if (t.cpu > longest.cpu) longest.cpu = t.cpu;
    }
    return longest;
}

// The same, step by step: of those after a volley, the longest, whichever it is, counts.
static void measure_steps(const rig *r, const uint8_t *moment, size_t n_bytes) {
    rig one = *r;
    one.run.n_steps = 1;
    one.run.inputs_len = one.n_inputs;
    const int n_steps = (int)(r->run.n_steps < 50 ? 10 * r->run.n_steps : 500);
    for (int volley = 0; volley < N_VOLLEYS; ++volley) {
        must(subthal_simulator_load(one.sim, moment, n_bytes));
        longest_step(&one, n_steps, &m.step);
        must(subthal_simulator_load(one.sim, moment, n_bytes));
        fire_all(one.sim);
        add(&m.volley_step, longest_step(&one, n_steps, NULL));
    }
}

static void measure(rig *r, const options *o) {
    for (int tick = 0; tick < WARM_UP_TICKS; ++tick) must(subthal_simulator_run(r->sim, &r->run));
    size_t n_bytes = 0;
    must(subthal_simulator_save(r->sim, NULL, 0, &n_bytes));
    uint8_t *moment = reserved(n_bytes, 1);
    must(subthal_simulator_save(r->sim, moment, n_bytes, NULL));
    measure_ticks(r, o);
    measure_volleys(r, moment, n_bytes);
    measure_steps(r, moment, n_bytes);
    free(moment);
}

int main(int argc, char **argv) {
    const options o = options_of(argc, argv);
    rig r = rig_made(&o);
    print_host();
    print_rig(&r, &o);
    settle_host(o.lock, o.fifo, o.cpu);
    fflush(stdout);
    measure(&r, &o);
    print_measured(&m, &o);
    if (o.out != NULL) write_results(&m, &o);
    rig_free(&r);
    return verdict(&m, &o);
}
