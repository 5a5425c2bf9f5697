/* What this host is, what it lets a process do, and what it did to one. Needs _GNU_SOURCE. */
#ifndef PARTS_HOST_H
#define PARTS_HOST_H

#include "must.h"
#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

/* The value of "KEY : VALUE" in a file of /proc, or "unknown". */
static inline void find_in(const char *path, const char *key, char *value, size_t size) {
    char line[512];
    snprintf(value, size, "unknown");
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        const char *colon = strchr(line, ':');
        if (colon == NULL || strncmp(line, key, strlen(key)) != 0) continue;
        snprintf(value, size, "%.*s", (int)strcspn(colon + 2, "\n"), colon + 2);
        break;
    }
    if (file != NULL) fclose(file);
}

static inline void print_host(void) {
    struct utsname system;
    uname(&system);
    char cpu[256], flags[4096];
    find_in("/proc/cpuinfo", "model name", cpu, sizeof cpu);
    find_in("/proc/cpuinfo", "flags", flags, sizeof flags);
    printf("Host     %s, %ld CPUs: %s%s\n", system.nodename, sysconf(_SC_NPROCESSORS_ONLN), cpu,
           strstr(flags, " hypervisor") != NULL ? ", a virtual machine" : "");
    printf("Kernel   %s %s, %s\n", system.sysname, system.release, system.version);
}

/* One sentence, whether the host allowed it or not. */
static inline void told(int failed, const char *done, const char *asked) {
    if (failed)
        printf("         %s was not allowed: %s.\n", asked, strerror(errno));
    else
        printf("         %s.\n", done);
}

/* Unlocked memory that was not touched lately may be on disk when it is needed. */
static inline void lock_memory(void) {
    told(mlockall(MCL_CURRENT | MCL_FUTURE), "Memory is locked", "Locking memory");
}

/* Half of the priorities below the highest are left for what must interrupt even a rig. */
static inline void use_fifo(void) {
    const struct sched_param param = {.sched_priority = sched_get_priority_max(SCHED_FIFO) / 2};
    told(sched_setscheduler(0, SCHED_FIFO, &param), "The scheduling policy is SCHED_FIFO",
         "The scheduling policy SCHED_FIFO");
}

static inline void pin_to(int cpu) {
    char done[64], asked[64];
    snprintf(done, sizeof done, "The thread stays on CPU %d", cpu);
    snprintf(asked, sizeof asked, "Staying on CPU %d", cpu);
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET((size_t)cpu, &set);
    told(sched_setaffinity(0, sizeof set, &set), done, asked);
}

/* What was asked of the host; a negative CPU is any. */
static inline void settle_host(int lock, int fifo, int cpu) {
    const int any = lock || fifo || cpu >= 0;
    printf("Asked    %s\n",
           any ? "of the host:" : "nothing of the host: no --lock, --fifo or --cpu");
    if (lock) lock_memory();
    if (fifo) use_fifo();
    if (cpu >= 0) pin_to(cpu);
}

/* What a process is counted for, so far. */
typedef struct {
    long minor_faults, major_faults, gave_up_cpu, lost_cpu;
    double stolen_s; // by the hypervisor, from all CPUs of this machine, in steps of 10 ms
} disturbances;

static inline double stolen_seconds(void) {
    long long stolen = 0;
    FILE *file = fopen("/proc/stat", "r");
    if (file != NULL) {
        if (fscanf(file, "cpu %*d %*d %*d %*d %*d %*d %*d %lld", &stolen) != 1) stolen = 0;
        fclose(file);
    }
    return (double)stolen / (double)sysconf(_SC_CLK_TCK);
}

static inline disturbances disturbances_now(void) {
    struct rusage used;
    getrusage(RUSAGE_THREAD, &used);
    return (disturbances){used.ru_minflt, used.ru_majflt, used.ru_nvcsw, used.ru_nivcsw,
                          stolen_seconds()};
}

static inline disturbances disturbances_since(const disturbances *before) {
    disturbances now = disturbances_now();
    now.minor_faults -= before->minor_faults;
    now.major_faults -= before->major_faults;
    now.gave_up_cpu -= before->gave_up_cpu;
    now.lost_cpu -= before->lost_cpu;
    now.stolen_s -= before->stolen_s;
    return now;
}

static inline void print_disturbances(const disturbances *d) {
    printf("Meanwhile the thread had %ld minor and %ld major page faults, gave its CPU up %ld "
           "times and\n"
           "lost it %ld times; the hypervisor took %.2f s of all CPUs.\n",
           d->minor_faults, d->major_faults, d->gave_up_cpu, d->lost_cpu, d->stolen_s);
}

#endif
