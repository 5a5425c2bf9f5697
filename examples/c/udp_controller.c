// A controller as a process of its own: answers each LFP of udp_plant by a stimulus.
//   cc -O2 udp_controller.c $(pkg-config --cflags --libs subthal) -o udp_controller
//   ./udp_controller 5005, the plant's port; a second number is its own, which it chooses
//   otherwise.
#define _GNU_SOURCE
#include "parts/must.h"
#include "parts/clock.h"
#include "parts/controller.h"
#include "parts/wire.h"
#include <signal.h>

enum { NANOS_A_HELLO = 100000000, HELLOS = 100, NANOS_SILENT = 2000000000, GOODBYES = 3 };

typedef struct {
    uint64_t n_answered, n_lost, n_old, next; // next: the tick that is expected
} exchange;

static volatile sig_atomic_t interrupted;

static void interrupt(int signal) { interrupted = signal; }

// The first LFP. A plant that is not there yet refuses, or stays silent; it is asked again.
static packet meet_plant(int wire) {
    const packet hello = {WIRE_HELLO, 0, 0, 0.0};
    packet first = {0};
    for (int asked = 0; first.kind != WIRE_LFP; ++asked) {
        if (asked == HELLOS || interrupted) stop("no plant answered");
        const int64_t again = wall_nanos() + NANOS_A_HELLO;
        wire_send(wire, &hello);
        while (first.kind != WIRE_LFP && wall_nanos() < again)
            wire_receive(wire, &first, again - wall_nanos(), NULL);
    }
    return first;
}

// A tick that is skipped was lost on the way; one from before was overtaken, and is not answered.
static void answer(int wire, exchange *e, controller *c, const packet *lfp) {
    if (lfp->sequence < e->next) {
        ++e->n_old;
        return;
    }
    e->n_lost += lfp->sequence - e->next;
    e->next = lfp->sequence + 1;
    const packet stimulus = {WIRE_STIMULUS, lfp->sequence, 0, controller_answer(c, lfp->value)};
    wire_send(wire, &stimulus);
    ++e->n_answered;
}

// Until the plant ends, is silent for too long, or somebody presses Ctrl-C.
static const char *run(int wire, exchange *e, controller *c) {
    packet p = meet_plant(wire);
    do {
        if (p.kind == WIRE_END) return "the plant ended";
        if (p.kind == WIRE_LFP) answer(wire, e, c, &p);
    } while (wire_receive(wire, &p, NANOS_SILENT, NULL) && !interrupted);
    const packet end = {WIRE_END, e->next, 0, 0.0};
    for (int i = 0; i < GOODBYES; ++i) wire_send(wire, &end);
    return interrupted ? "interrupted" : "the plant fell silent";
}

int main(int argc, char **argv) {
    if (argc < 2 || argc > 3) stop("usage: udp_controller PLANT_PORT [OWN_PORT]");
    const struct sockaddr_in plant = loop_back((int)number("PLANT_PORT", argv[1], 1.0, 65535.0));
    const int wire = wire_open(argc > 2 ? (int)number("OWN_PORT", argv[2], 0.0, 65535.0) : 0);
    const struct sigaction on_interrupt = {.sa_handler = interrupt};
    sigaction(SIGINT, &on_interrupt, NULL);
    sigaction(SIGTERM, &on_interrupt, NULL);
    printf("the controller is at port %d\n", wire_port(wire));
    fflush(stdout);
    wire_join(wire, &plant);
    exchange e = {0};
    controller c = {0};
    const char *why = run(wire, &e, &c);
    printf("%llu ticks answered, %llu lost, %llu overtaken; %s\n", (unsigned long long)e.n_answered,
           (unsigned long long)e.n_lost, (unsigned long long)e.n_old, why);
    close(wire);
    return EXIT_SUCCESS;
}
