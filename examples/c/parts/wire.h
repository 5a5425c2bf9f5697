/* What plant and controller send each other by UDP on the loop-back. Needs _GNU_SOURCE.
 *
 * A packet is 32 bytes; integers and doubles (IEEE 754) are little-endian on every machine:
 *
 *   0  magic     4 bytes, "STH1"
 *   4  kind      u32, one of wire_kind
 *   8  sequence  u64, the tick, from 0; an answer has that of what it answers
 *   16 step      u64, the plant's step after the tick; 0 in what the controller sends
 *   24 value     double, the LFP in uA/cm2, or the stimulus in uA/cm2 */
#ifndef PARTS_WIRE_H
#define PARTS_WIRE_H

#include "must.h"
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PACKET_BYTES = 32 };
typedef enum {
    WIRE_HELLO = 1,    // controller: I am here; sent until the first LFP comes
    WIRE_LFP = 2,      // plant: a tick is done
    WIRE_STIMULUS = 3, // controller: the answer
    WIRE_END = 4,      // either: I end, so may you
} wire_kind;

typedef struct {
    wire_kind kind;
    uint64_t sequence, step;
    double value;
} packet;

static inline void put_u64(unsigned char *to, uint64_t value) {
    for (int byte = 0; byte < 8; ++byte) to[byte] = (unsigned char)(value >> (8 * byte));
}

static inline uint64_t get_u64(const unsigned char *from) {
    uint64_t value = 0;
    for (int byte = 0; byte < 8; ++byte) value |= (uint64_t)from[byte] << (8 * byte);
    return value;
}

static const uint64_t MAGIC = 0x31485453; // "STH1"

static inline void packet_write(const packet *p, unsigned char bytes[PACKET_BYTES]) {
    uint64_t value = 0;
    memcpy(&value, &p->value, sizeof value);
    put_u64(bytes, MAGIC | (uint64_t)p->kind << 32);
    put_u64(bytes + 8, p->sequence);
    put_u64(bytes + 16, p->step);
    put_u64(bytes + 24, value);
}

/* Whether it was one: anybody may send to a port. */
static inline int packet_read(packet *p, const unsigned char *bytes, ssize_t n_bytes) {
    if (n_bytes != PACKET_BYTES || (get_u64(bytes) & 0xffffffff) != MAGIC) return 0;
    const uint64_t kind = get_u64(bytes) >> 32, value = get_u64(bytes + 24);
    if (kind < WIRE_HELLO || kind > WIRE_END) return 0;
    *p = (packet){(wire_kind)kind, get_u64(bytes + 8), get_u64(bytes + 16), 0.0};
    memcpy(&p->value, &value, sizeof value);
    return 1;
}

static inline struct sockaddr_in loop_back(int port) {
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

/* A socket on a port of the loop-back; 0 lets the system choose. */
static inline int wire_open(int port) {
    const int wire = socket(AF_INET, SOCK_DGRAM, 0);
    const struct sockaddr_in own = loop_back(port);
    if (wire < 0 || bind(wire, (const struct sockaddr *)&own, sizeof own) != 0)
        stop("port %d cannot be had: %s", port, strerror(errno));
    return wire;
}

static inline int wire_port(int wire) {
    struct sockaddr_in own;
    socklen_t size = sizeof own;
    if (getsockname(wire, (struct sockaddr *)&own, &size) != 0)
        stop("no port: %s", strerror(errno));
    return ntohs(own.sin_port);
}

/* From here on packets go there, and only those from there come in. */
static inline void wire_join(int wire, const struct sockaddr_in *other) {
    if (connect(wire, (const struct sockaddr *)other, sizeof *other) != 0)
        stop("cannot reach port %d: %s", ntohs(other->sin_port), strerror(errno));
}

/* One that cannot be sent is one that is lost: the other side counts it. */
static inline void wire_send(int wire, const packet *p) {
    unsigned char bytes[PACKET_BYTES];
    packet_write(p, bytes);
    (void)!send(wire, bytes, sizeof bytes, 0);
}

/* Waits for at most so long; 1 if a packet came. `from` may be NULL. */
static inline int wire_receive(int wire, packet *p, int64_t wait_nanos, struct sockaddr_in *from) {
    struct pollfd ready = {.fd = wire, .events = POLLIN};
    const int64_t wait = wait_nanos > 0 ? wait_nanos : 0;
    const struct timespec at_most = {wait / 1000000000, wait % 1000000000};
    if (ppoll(&ready, 1, &at_most, NULL) <= 0) return 0;
    unsigned char bytes[PACKET_BYTES + 1]; // one that is too long shows
    socklen_t size = sizeof *from;
    socklen_t *to_size = from != NULL ? &size : NULL;
    ssize_t n = -1;
    // The first may tell that nobody took a packet of ours; one that came before may still be
    // there.
    for (int look = 0; look < 2 && n < 0; ++look)
        n = recvfrom(wire, bytes, sizeof bytes, MSG_DONTWAIT, (struct sockaddr *)from, to_size);
    return packet_read(p, bytes, n);
}

#endif
