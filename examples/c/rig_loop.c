// A rig: a plant that is stepped every millisecond of the wall clock, and a controller beside it.
//   cc -O2 rig_loop.c $(pkg-config --cflags --libs subthal) -o rig_loop && ./rig_loop 600
// Exit status: 0 unless a tick was missed by the library's own time.
#define _GNU_SOURCE
#include "parts/must.h"
#include "parts/clock.h"
#include "parts/controller.h"
#include "parts/histogram.h"
#include "parts/host.h"
#include "parts/plant.h"

enum {
    PERIOD = 1000000, // ns
    WARM_UP_TICKS = 500,
    MOST_SUSPECTS = 1000,
    TIMES_AGAIN = 5, // that a suspect is done again
};

// A plant, its controller, and what passes between them: the same ticks each time it is run.
typedef struct {
    plant plant;
    controller controller;
    double stimulus;
    uint64_t n_ticks;
} loop;

// A tick that took more CPU time than there is, and how many were missed by it, itself included.
// The library may have needed it, or an interrupt or a hypervisor may have had it.
typedef struct {
    uint64_t tick, n_missed;
} suspect;

typedef struct {
    suspect suspects[MOST_SUSPECTS];
    int n_suspects;
    uint64_t by_library, by_machine, by_scheduler; // missed ticks
    histogram cpu, late;
} account;

static int64_t tick(loop *l) {
    const int64_t start = cpu_nanos();
    l->stimulus = controller_answer(&l->controller, plant_tick(&l->plant, l->stimulus));
    ++l->n_ticks;
    return cpu_nanos() - start;
}

// What is late only because the one before was has the same cause; returns whether that is a
// suspect.
static int blame(account *a, uint64_t missed, int64_t cpu, int by_suspect) {
    if (cpu > PERIOD && a->n_suspects < MOST_SUSPECTS)
        a->suspects[a->n_suspects++] = (suspect){missed, 1};
    else if (cpu > PERIOD) // no room to ask again
        ++a->by_library;
    else if (by_suspect)
        ++a->suspects[a->n_suspects - 1].n_missed;
    else
        ++a->by_scheduler;
    return by_suspect || (cpu > PERIOD && a->n_suspects > 0);
}

// A tick is missed if it ends after the next should have begun.
static void run(loop *l, uint64_t n_ticks, account *a) {
    const int64_t start = wall_nanos() + PERIOD;
    int by_suspect = 0;
    for (uint64_t t = 0; t < n_ticks; ++t) {
        const int64_t due = start + (int64_t)t * PERIOD;
        sleep_until(due);
        histogram_add(&a->late, wall_nanos() - due);
        const int64_t cpu = tick(l);
        histogram_add(&a->cpu, cpu);
        const int missed = wall_nanos() > due + PERIOD;
        by_suspect = missed ? blame(a, t, cpu, by_suspect) : 0;
    }
}

// Of the same moment done again and again, the shortest: what no interrupt can shorten.
static int64_t least_cpu(const loop *before) {
    int64_t least = INT64_MAX;
    for (int i = 0; i < TIMES_AGAIN; ++i) {
        loop again = *before;
        plant_fork(&again.plant, &before->plant);
        const int64_t cpu = tick(&again);
        if (cpu < least) least = cpu;
        must(subthal_simulator_free(again.plant.sim));
    }
    return least;
}

// The same ticks once more, without the clock; the library is to blame for those that are as long
// again.
static void ask_suspects(loop *l, account *a) {
    uint64_t t = 0;
    for (int i = 0; i < a->n_suspects; ++i) {
        for (; t < a->suspects[i].tick; ++t) tick(l);
        *(least_cpu(l) > PERIOD ? &a->by_library : &a->by_machine) += a->suspects[i].n_missed;
    }
}

static void print_account(const account *a) {
    printf("A tick took %.1f us of CPU time at p50, %.1f at p99.99, %.1f at most;\n"
           "it began %.1f us late at p50, %.1f at p99.99, %.1f at most.\n",
           percentile_us(&a->cpu, 0.5), percentile_us(&a->cpu, 0.9999),
           (double)a->cpu.max_nanos / 1e3, percentile_us(&a->late, 0.5),
           percentile_us(&a->late, 0.9999), (double)a->late.max_nanos / 1e3);
}

static void print_verdict(const account *a, uint64_t n_ticks) {
    if (a->n_suspects > 0)
        printf("%d ticks took more CPU time than a period; they were done again to see whose it "
               "was.\n",
               a->n_suspects);
    printf("Of %llu ticks %llu were missed by the library's own time, %llu by the scheduler, and "
           "%llu by "
           "what\nstopped the CPU itself, an interrupt or a hypervisor.\n",
           (unsigned long long)n_ticks, (unsigned long long)a->by_library,
           (unsigned long long)a->by_scheduler, (unsigned long long)a->by_machine);
}

int main(int argc, char **argv) {
    if (argc > 2) stop("usage: rig_loop [SECONDS]");
    const double seconds = argc > 1 ? number("SECONDS", argv[1], 0.001, 1e7) : 10.0;
    static account a;
    static loop l, start;
    print_host();
    settle_host(1, 1, -1); // what a rig asks for
    fflush(stdout);
    plant_start(&l.plant);
    for (int i = 0; i < WARM_UP_TICKS; ++i)
        controller_answer(&l.controller, plant_tick(&l.plant, 0.0));
    const double spread = l.controller.spread;
    start = l;
    plant_fork(&start.plant, &l.plant);

    const disturbances before = disturbances_now();
    run(&l, (uint64_t)(1000.0 * seconds), &a);
    const disturbances during = disturbances_since(&before);
    ask_suspects(&start, &a);
    print_account(&a);
    print_disturbances(&during);
    printf("The LFP was %.2f uA/cm2 from its mean without the stimulus and %.2f with it.\n", spread,
           l.controller.spread);
    print_verdict(&a, l.n_ticks);
    must(subthal_simulator_free(l.plant.sim));
    must(subthal_simulator_free(start.plant.sim));
    return a.by_library == 0 ? HOLDS : DOES_NOT_HOLD;
}
