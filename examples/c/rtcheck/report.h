/* What was measured, as a table, as files and as a verdict. Needs _GNU_SOURCE. */
#ifndef RTCHECK_REPORT_H
#define RTCHECK_REPORT_H

#include "../parts/host.h"
#include "options.h"
#include "picture.h"

/* The same durations by the clock of the wall and by that of the thread. */
typedef struct {
    histogram wall, cpu;
} both;

typedef struct {
    both tick, volley;             // ticks, and ticks in and after a step in which all cells fire
    both step, volley_step;        // single steps, and the longest after all cells have fired
    histogram late;                // from when a tick should have begun to when it did
    uint64_t lost;                 // ticks that were not begun within their period
    uint64_t over, over_by_itself; // ticks beyond the budget by wall time; by CPU time
    disturbances disturbances;
} measured;

static inline unsigned long long count(uint64_t n) { return n; }

static inline double max_us(const histogram *h) { return (double)h->max_nanos / 1e3; }

static inline void print_row(const char *what, const histogram *h) {
    printf("  %-34s", what);
    const double shares[] = {0.5, 0.99, 0.999, 0.9999};
    for (int i = 0; i < 4; ++i) printf("%10.2f", percentile_us(h, shares[i]));
    printf("%10.2f\n", max_us(h));
}

static inline void print_measured(const measured *m, const options *o) {
    printf("\n%llu ticks in %g s%s, %llu lost\n\n", count(m->tick.wall.n), o->seconds,
           o->busy ? ", one after the other" : "", count(m->lost));
    printf("  %-34s%10s%10s%10s%10s%10s\n", "us", "p50", "p99", "p99.9", "p99.99", "max");
    print_row("tick, wall time", &m->tick.wall);
    print_row("tick, CPU time of the thread", &m->tick.cpu);
    if (!o->busy) print_row("begun later than due", &m->late);
    print_row("all cells fire: tick, wall time", &m->volley.wall);
    print_row("all cells fire: tick, CPU time", &m->volley.cpu);
    print_row("step, wall time", &m->step.wall);
    print_row("all cells fire: step, wall time", &m->volley_step.wall);
    printf("\nThe longest step after all cells fired at once is %.1f times a step (p50, wall).\n",
           percentile_us(&m->volley_step.wall, 0.5) / percentile_us(&m->step.wall, 0.5));
    print_disturbances(&m->disturbances);
}

/* PREFIX and what it ends in, to write to. */
static inline FILE *opened(const char *prefix, const char *end) {
    char path[4096];
    snprintf(path, sizeof path, "%s%s", prefix, end);
    FILE *file = fopen(path, "w");
    if (file == NULL) stop("%s cannot be written", path);
    return file;
}

static inline void write_histograms(FILE *file, const measured *m) {
    const histogram *columns[] = {&m->tick.wall, &m->tick.cpu, &m->late, &m->volley.wall,
                                  &m->volley.cpu};
    fprintf(file, "from_us,wall,cpu,late,all_fire_wall,all_fire_cpu\n");
    write_columns(file, columns, 5);
}

static inline void draw(FILE *file, const measured *m, const options *o) {
    char title[256];
    snprintf(title, sizeof title, "%s, %s precision: %llu ticks of %g ms",
             o->network ? o->network : o->preset, o->precision, count(m->tick.wall.n), o->tick_ms);
    const outline outlines[] = {{&m->tick.wall, "wall time", "#b2452f"},
                                {&m->tick.cpu, "CPU time", "#2b6c9c"},
                                {&m->volley.wall, "all cells fire", "#3d7d4f"}};
    write_picture(file, title, outlines, 3, o->budget_us);
}

static inline void write_results(const measured *m, const options *o) {
    FILE *file = opened(o->out, ".csv");
    write_histograms(file, m);
    fclose(file);
    file = opened(o->out, ".svg");
    draw(file, m, o);
    fclose(file);
}

/* Whose fault it is: the wall clock tells that a tick was too long, the thread's own tells why. One
 * that needs little CPU time as a rule and much of it now and then was interrupted. */
static inline void print_culprit(const measured *m, const options *o) {
    const double as_a_rule =
        fmax(percentile_us(&m->tick.cpu, 0.99), percentile_us(&m->volley.cpu, 0.99));
    const double most = fmax(max_us(&m->tick.cpu), max_us(&m->volley.cpu));
    if (as_a_rule > o->budget_us)
        printf("The network is too large for this CPU: the thread itself computed for longer than\n"
               "that in %llu ticks, and for %.1f us (p99) when all cells fired.\n",
               count(m->over_by_itself), percentile_us(&m->volley.cpu, 0.99));
    else if (most > o->budget_us)
        printf(
            "A tick needs %.1f us of CPU time (p99), but %llu ticks had more than the budget, up "
            "to\n"
            "%.1f us: as the work is bounded, an interrupt or a hypervisor is the likely cause.\n",
            as_a_rule, count(m->over_by_itself), most);
    else
        printf("The host took the CPU away, or gave it late: the thread never computed for longer "
               "than\n"
               "%.1f us. --lock, --fifo and --cpu ask it not to.\n",
               most);
}

static inline int verdict(const measured *m, const options *o) {
    const double volley_us = max_us(&m->volley.wall);
    const int in_budget = m->over == 0 && volley_us <= o->budget_us;
    const int holds = in_budget && m->lost == 0;
    printf("\nIT %s: ", holds ? "HOLDS" : "DOES NOT HOLD");
    if (in_budget)
        printf("each of %llu ticks took at most %.1f of %g us, and %.1f with all cells firing.\n",
               count(m->tick.wall.n), max_us(&m->tick.wall), o->budget_us, volley_us);
    else
        printf(
            "%llu of %llu ticks took longer than %g us, the longest %.1f, and %.1f with all cells\n"
            "firing.\n",
            count(m->over), count(m->tick.wall.n), o->budget_us, max_us(&m->tick.wall), volley_us);
    if (m->lost > 0) printf("%llu more were not begun within their period.\n", count(m->lost));
    if (!holds) print_culprit(m, o);
    return holds ? HOLDS : DOES_NOT_HOLD;
}

#endif
