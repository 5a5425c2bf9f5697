// Does a network keep its deadline on this host? A certificate, made by measuring every tick.
//   cc -O2 rtcheck.c $(pkg-config --cflags --libs subthal) -lm -o rtcheck && ./rtcheck --seconds 60
// Exit status: 0 it holds, 1 it does not, 2 nothing was judged. docs/real-time.md says how to read
// it.
#define _GNU_SOURCE
#include "parts/must.h"
#include "parts/clock.h"
#include "parts/histogram.h"
#include "parts/host.h"
#include "rtcheck/options.h"
#include "rtcheck/picture.h"
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

typedef struct {
    histogram wall, cpu;
} both;

typedef struct {
    both tick, volley;             // ticks, and ticks in and after a step in which all cells fire
    both step, volley_step;        // single steps, and those in which all cells fire
    histogram late;                // from when a tick should have begun to when it did
    uint64_t lost;                 // ticks that were not begun within a period
    uint64_t over, over_by_itself; // ticks beyond the budget by wall time; by CPU time
    disturbances disturbances;
} measured;

static measured m; // some 130 kB, there from the beginning

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

// Each time from the same moment, since a circuit that fires at once again and again is another
// one.
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

static void print_row(const char *what, const histogram *h) {
    printf("  %-34s", what);
    const double shares[] = {0.5, 0.99, 0.999, 0.9999};
    for (int i = 0; i < 4; ++i) printf("%10.2f", percentile_us(h, shares[i]));
    printf("%10.2f\n", (double)h->max_nanos / 1e3);
}

static void print_measured(const options *o) {
    printf("\n%llu ticks in %g s%s, %llu lost\n\n  %-34s%10s%10s%10s%10s%10s\n",
           (unsigned long long)m.tick.wall.n, o->seconds, o->busy ? ", one after the other" : "",
           (unsigned long long)m.lost, "us", "p50", "p99", "p99.9", "p99.99", "max");
    print_row("tick, wall time", &m.tick.wall);
    print_row("tick, CPU time of the thread", &m.tick.cpu);
    if (!o->busy) print_row("begun later than due", &m.late);
    print_row("all cells fire: tick, wall time", &m.volley.wall);
    print_row("all cells fire: tick, CPU time", &m.volley.cpu);
    print_row("step, wall time", &m.step.wall);
    print_row("all cells fire: step, wall time", &m.volley_step.wall);
    printf(
        "\nThe longest step after all cells fired in one takes %.1f times as long as a step (p50, "
        "wall).\n",
        percentile_us(&m.volley_step.wall, 0.5) / percentile_us(&m.step.wall, 0.5));
    print_disturbances(&m.disturbances);
}

static void write_results(const options *o) {
    char path[4096], title[256];
    snprintf(path, sizeof path, "%s.csv", o->out);
    FILE *file = fopen(path, "w");
    if (file == NULL) stop("%s cannot be written", path);
    fprintf(file, "from_us,wall,cpu,late,all_fire_wall,all_fire_cpu\n");
    const histogram *columns[] = {&m.tick.wall, &m.tick.cpu, &m.late, &m.volley.wall,
                                  &m.volley.cpu};
    write_columns(file, columns, 5);
    fclose(file);

    snprintf(path, sizeof path, "%s.svg", o->out);
    file = fopen(path, "w");
    if (file == NULL) stop("%s cannot be written", path);
    snprintf(title, sizeof title, "%s, %s precision: %llu ticks of %g ms",
             o->network ? o->network : o->preset, o->precision, (unsigned long long)m.tick.wall.n,
             o->tick_ms);
    const outline outlines[] = {{&m.tick.wall, "wall time", "#b2452f"},
                                {&m.tick.cpu, "CPU time", "#2b6c9c"},
                                {&m.volley.wall, "all cells fire", "#3d7d4f"}};
    write_picture(file, title, outlines, 3, o->budget_us);
    fclose(file);
}

static double max_us(const histogram *h) { return (double)h->max_nanos / 1e3; }

static int holds(const options *o) {
    printf("\nIT HOLDS: each of %llu ticks took at most %.1f of %g us, and %.1f when all cells "
           "fired.\n",
           (unsigned long long)m.tick.wall.n, max_us(&m.tick.wall), o->budget_us,
           max_us(&m.volley.wall));
    return HOLDS;
}

static int does_not_hold(const options *o) {
    printf("\nIT DOES NOT HOLD: %llu of %llu ticks took longer than %g us, the longest %.1f, and "
           "one in "
           "which all\ncells fired took %.1f. ",
           (unsigned long long)m.over, (unsigned long long)m.tick.wall.n, o->budget_us,
           max_us(&m.tick.wall), max_us(&m.volley.wall));
    if (m.over_by_itself > 0 || max_us(&m.volley.cpu) > o->budget_us)
        printf("The thread computed for that long in %llu of them, and up to %.1f us when all\n"
               "cells fired: the network is too large for this CPU, or the CPU is shared.\n",
               (unsigned long long)m.over_by_itself, max_us(&m.volley.cpu));
    else
        printf("The thread never computed for longer than %.1f us: the host took the\nCPU away. "
               "--lock, --fifo and --cpu ask it not to.\n",
               fmax(max_us(&m.tick.cpu), max_us(&m.volley.cpu)));
    return DOES_NOT_HOLD;
}

static int verdict(const options *o) {
    const int kept = m.over == 0 && max_us(&m.volley.wall) <= o->budget_us;
    return kept ? holds(o) : does_not_hold(o);
}

int main(int argc, char **argv) {
    const options o = options_of(argc, argv);
    rig r = rig_made(&o);
    print_host();
    print_rig(&r, &o);
    settle_host(o.lock, o.fifo, o.cpu);
    fflush(stdout);
    measure(&r, &o);
    print_measured(&o);
    if (o.out != NULL) write_results(&o);
    rig_free(&r);
    return verdict(&o);
}
