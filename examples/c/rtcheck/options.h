/* The arguments of rtcheck. Needs _GNU_SOURCE. */
#ifndef RTCHECK_OPTIONS_H
#define RTCHECK_OPTIONS_H

#include "../parts/must.h"
#include <getopt.h>

typedef struct {
    const char *preset, *network, *precision, *out;
    uint64_t sizes[3], seed;
    double tick_ms, budget_us, seconds;
    uint64_t every;
    int busy, fifo, lock, cpu;
} options;

static const char USAGE_TEXT[] =
    "usage: rtcheck [options]\n"
    "  --preset NAME      a circuit by name; stn_gpe_gpi_adex_parkinsonian unless given\n"
    "  --network FILE     a network from a text file, in place of a preset\n"
    "  --cells N,N,N      STN, GPe and GPi cells of the preset; 0 for the preset's own\n"
    "  --seed N           of the preset; 1 unless given\n"
    "  --precision P      single (unless given) or double\n"
    "  --tick MS          simulated time of a tick; 1 unless given\n"
    "  --every N          rows out after every so many steps; 1 unless given\n"
    "  --budget US        wall time that a tick may take; the tick itself unless given\n"
    "  --seconds S        how long to measure; 10 unless given\n"
    "  --busy             tick after tick, without waiting for the tick's own time\n"
    "  --lock             lock memory (mlockall)\n"
    "  --fifo             real-time policy (SCHED_FIFO)\n"
    "  --cpu N            stay on that CPU\n"
    "  --out PREFIX       write PREFIX.csv and PREFIX.svg, the histogram\n";

static const struct option LONG_OPTIONS[] = {
    {"preset", required_argument, NULL, 'p'},
    {"network", required_argument, NULL, 'n'},
    {"cells", required_argument, NULL, 'z'},
    {"seed", required_argument, NULL, 's'},
    {"precision", required_argument, NULL, 'r'},
    {"tick", required_argument, NULL, 't'},
    {"every", required_argument, NULL, 'e'},
    {"budget", required_argument, NULL, 'b'},
    {"seconds", required_argument, NULL, 'd'},
    {"busy", no_argument, NULL, 'y'},
    {"lock", no_argument, NULL, 'l'},
    {"fifo", no_argument, NULL, 'f'},
    {"cpu", required_argument, NULL, 'c'},
    {"out", required_argument, NULL, 'o'},
    {NULL, 0, NULL, 0},
};

static inline void take_sizes(options *o, const char *text) {
    unsigned long long n[3];
    char rest;
    if (sscanf(text, "%llu,%llu,%llu%c", &n[0], &n[1], &n[2], &rest) != 3)
        stop("--cells is '%s'; it must be three numbers, such as 50,100,75", text);
    for (int p = 0; p < 3; ++p) o->sizes[p] = n[p];
}

static inline void take_option(options *o, int option) {
    switch (option) {
    case 'p':
        o->preset = optarg;
        break;
    case 'n':
        o->network = optarg;
        break;
    case 'z':
        take_sizes(o, optarg);
        break;
    case 's':
        o->seed = (uint64_t)number("--seed", optarg, 0.0, 1e15);
        break;
    case 'r':
        o->precision = optarg;
        break;
    case 't':
        o->tick_ms = number("--tick", optarg, 1e-3, 1e4);
        break;
    case 'e':
        o->every = (uint64_t)number("--every", optarg, 1.0, 1e6);
        break;
    case 'b':
        o->budget_us = number("--budget", optarg, 1e-3, 1e9);
        break;
    case 'd':
        o->seconds = number("--seconds", optarg, 1e-3, 1e7);
        break;
    case 'y':
        o->busy = 1;
        break;
    case 'l':
        o->lock = 1;
        break;
    case 'f':
        o->fifo = 1;
        break;
    case 'c':
        o->cpu = (int)number("--cpu", optarg, 0.0, 1023.0);
        break;
    case 'o':
        o->out = optarg;
        break;
    default:
        stop("%s", USAGE_TEXT);
    }
}

static inline options options_of(int argc, char **argv) {
    options o = {.preset = "stn_gpe_gpi_adex_parkinsonian",
                 .precision = "single",
                 .seed = 1,
                 .tick_ms = 1.0,
                 .seconds = 10.0,
                 .every = 1,
                 .cpu = -1};
    for (int option; (option = getopt_long(argc, argv, "", LONG_OPTIONS, NULL)) != -1;)
        take_option(&o, option);
    if (optind < argc) stop("%s", USAGE_TEXT);
    if (o.budget_us == 0.0) o.budget_us = 1e3 * o.tick_ms;
    return o;
}

#endif
