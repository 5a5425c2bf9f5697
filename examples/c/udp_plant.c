// A plant as a process of its own: sends an LFP each millisecond, takes the stimulus that answers
// it.
//   cc -O2 udp_plant.c $(pkg-config --cflags --libs subthal) -o udp_plant && ./udp_plant 5005 10
// and in another terminal: udp_controller 5005. parts/wire.h says what goes over the wire.
#define _GNU_SOURCE
#include "parts/must.h"
#include "parts/clock.h"
#include "parts/plant.h"
#include "parts/wire.h"

enum { PERIOD = 1000000, MS_TO_WAIT = 10000, GOODBYES = 3 }; // ns; for a controller, ms

// What became of the packets.
typedef struct {
    uint64_t n_sent, in_time, late;
    uint64_t next; // the oldest tick whose answer would be news
    int ended;     // by the controller
} exchange;

static void meet_controller(int wire) {
    packet hello = {0};
    struct sockaddr_in from;
    const int64_t end = wall_nanos() + (int64_t)MS_TO_WAIT * 1000000;
    while (hello.kind != WIRE_HELLO) {
        if (wall_nanos() > end) stop("no controller came within %d ms", MS_TO_WAIT);
        wire_receive(wire, &hello, end - wall_nanos(), &from);
    }
    wire_join(wire, &from);
}

// Until the answer to this tick is there or the next tick is due. An older answer is late; it is
// still the newest stimulus that there is. Without one the last goes on.
static double await_stimulus(int wire, exchange *e, uint64_t tick, int64_t due, double stimulus) {
    packet answer;
    while (!e->ended && wall_nanos() < due) {
        if (!wire_receive(wire, &answer, due - wall_nanos(), NULL)) continue;
        e->ended = answer.kind == WIRE_END;
        const int is_news = answer.sequence >= e->next && answer.sequence <= tick;
        if (answer.kind != WIRE_STIMULUS || !is_news) continue;
        e->next = answer.sequence + 1;
        stimulus = answer.value;
        if (answer.sequence == tick) {
            ++e->in_time;
            break;
        }
        ++e->late;
    }
    return stimulus;
}

static exchange run(int wire, plant *p, uint64_t n_ticks) {
    exchange e = {0};
    double stimulus = 0.0;
    int64_t due = wall_nanos();
    for (uint64_t tick = 0; tick < n_ticks && !e.ended; ++tick) {
        sleep_until(due);
        due += PERIOD;
        packet lfp = {WIRE_LFP, tick, 0, plant_tick(p, stimulus)};
        must(subthal_simulator_step(p->sim, &lfp.step));
        wire_send(wire, &lfp);
        ++e.n_sent;
        stimulus = await_stimulus(wire, &e, tick, due, stimulus);
    }
    return e;
}

int main(int argc, char **argv) {
    if (argc != 3) stop("usage: udp_plant PORT SECONDS; port 0 lets the system choose");
    const int wire = wire_open((int)number("PORT", argv[1], 0.0, 65535.0));
    const double seconds = number("SECONDS", argv[2], 0.001, 1e7);
    static plant p;
    plant_start(&p);
    printf("the plant is at port %d\n", wire_port(wire));
    fflush(stdout); // for whoever waits for the number
    meet_controller(wire);
    const exchange e = run(wire, &p, (uint64_t)(1000.0 * seconds));
    const packet end = {WIRE_END, e.n_sent, 0, 0.0};
    for (int i = 0; i < GOODBYES; ++i) wire_send(wire, &end); // one may be lost
    printf("%llu ticks sent, %llu answered in time, %llu late, %llu not at all; %s\n",
           (unsigned long long)e.n_sent, (unsigned long long)e.in_time, (unsigned long long)e.late,
           (unsigned long long)(e.n_sent - e.in_time - e.late),
           e.ended ? "the controller ended" : "the time is over");
    close(wire);
    must(subthal_simulator_free(p.sim));
    return EXIT_SUCCESS;
}
