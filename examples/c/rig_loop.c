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

enum { PERIOD = 1000000, WARM_UP_TICKS = 500 }; // ns

// Whose fault it is that a tick ends after the next should have begun.
typedef enum { NOBODY, LIBRARY, SCHEDULER } culprit;

typedef struct {
    uint64_t n_ticks, missed[3]; // by culprit
    histogram cpu, late;
} account;

// What comes late only because the one before did is the fault of whoever made that late.
static culprit judge(int64_t end, int64_t due, int64_t cpu, culprit before) {
    if (end <= due + PERIOD) return NOBODY;
    if (cpu > PERIOD) return LIBRARY;
    return before == LIBRARY ? LIBRARY : SCHEDULER;
}

static void loop(plant *p, controller *c, uint64_t n_ticks, account *a) {
    double stimulus = 0.0;
    culprit fault = NOBODY;
    const int64_t start = wall_nanos() + PERIOD;
    for (; a->n_ticks < n_ticks; ++a->n_ticks) {
        const int64_t due = start + (int64_t)a->n_ticks * PERIOD;
        sleep_until(due);
        histogram_add(&a->late, wall_nanos() - due);
        const int64_t cpu = cpu_nanos();
        stimulus = controller_answer(c, plant_tick(p, stimulus));
        const int64_t took = cpu_nanos() - cpu;
        histogram_add(&a->cpu, took);
        fault = judge(wall_nanos(), due, took, fault);
        ++a->missed[fault];
    }
}

static void print_account(const account *a) {
    printf("A tick took %.1f us of CPU time at p50, %.1f at p99.99, %.1f at most;\n"
           "it began %.1f us late at p50, %.1f at p99.99, %.1f at most.\n",
           percentile_us(&a->cpu, 0.5), percentile_us(&a->cpu, 0.9999),
           (double)a->cpu.max_nanos / 1e3, percentile_us(&a->late, 0.5),
           percentile_us(&a->late, 0.9999), (double)a->late.max_nanos / 1e3);
}

int main(int argc, char **argv) {
    if (argc > 2) stop("usage: rig_loop [SECONDS]");
    const double seconds = argc > 1 ? number("SECONDS", argv[1], 0.001, 1e7) : 10.0;
    static account a;
    static plant p;
    controller c = {0};
    print_host();
    settle_host(1, 1, -1); // what a rig asks for
    fflush(stdout);
    plant_start(&p);
    for (int tick = 0; tick < WARM_UP_TICKS; ++tick) controller_answer(&c, plant_tick(&p, 0.0));
    const double spread = c.spread;
    const disturbances before = disturbances_now();
    loop(&p, &c, (uint64_t)(1000.0 * seconds), &a);
    const disturbances during = disturbances_since(&before);
    print_account(&a);
    print_disturbances(&during);
    printf("The LFP was %.2f uA/cm2 from its mean without the stimulus and %.2f with it.\n", spread,
           c.spread);
    printf("Of %llu ticks %llu were missed by the library's own time and %llu by the scheduler.\n",
           (unsigned long long)a.n_ticks, (unsigned long long)a.missed[LIBRARY],
           (unsigned long long)a.missed[SCHEDULER]);
    must(subthal_simulator_free(p.sim));
    return a.missed[LIBRARY] == 0 ? HOLDS : DOES_NOT_HOLD;
}
