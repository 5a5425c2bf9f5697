// The parts that the examples share: durations land in their bin, percentiles are none too short,
// packets have the bytes that wire.h promises and are read back; what is no packet is refused.
#define _GNU_SOURCE
#include "../../examples/c/parts/histogram.h"
#include "../../examples/c/parts/wire.h"

static void check(int holds, const char *what) {
    if (!holds) stop("%s", what);
}

static void durations_land_in_their_bin(void) {
    for (int64_t nanos = 0; nanos >= 0 && nanos < INT64_MAX / 3; nanos += 1 + nanos / 7) {
        const int bin = bin_of(nanos);
        check(bin_start(bin) <= (double)nanos, "a bin begins after what is in it");
        check(bin == N_BINS - 1 || (double)nanos < bin_start(bin + 1), "a bin ends before it");
    }
    check(bin_of(INT64_MAX) < N_BINS, "the longest duration has no bin");
    check(bin_of(-1) == 0, "a clock that went back is not in the first bin");
}

static void percentiles_are_within_a_bin(void) {
    static histogram h;
    for (int64_t nanos = 1; nanos <= 100000; ++nanos) histogram_add(&h, nanos);
    const double shares[] = {0.5, 0.99, 0.9999};
    for (int i = 0; i < 3; ++i) {
        const double exact = 100.0 * shares[i], found = percentile_us(&h, shares[i]);
        check(found >= exact && found <= 1.04 * exact, "a percentile is off by more than a bin");
    }
    check(percentile_us(&h, 1.0) == 100.0, "the last percentile is not the maximum");
}

static void packets_have_their_bytes(void) {
    const unsigned char wanted[PACKET_BYTES] = {'S', 'T', 'H', '1', 2, 0,  0, 0, 8,    7,   6,
                                                5,   4,   3,   2,   1, 40, 0, 0, 0,    0,   0,
                                                0,   0,   0,   0,   0, 0,  0, 0, 0xf8, 0xbf};
    const packet sent = {WIRE_LFP, 0x0102030405060708, 40, -1.5};
    unsigned char bytes[PACKET_BYTES];
    packet_write(&sent, bytes);
    check(memcmp(bytes, wanted, sizeof wanted) == 0, "a packet has other bytes");
    packet got;
    check(packet_read(&got, bytes, PACKET_BYTES), "a packet is not read");
    check(got.kind == sent.kind && got.sequence == sent.sequence && got.step == sent.step &&
              got.value == sent.value,
          "a packet is read otherwise");
    check(!packet_read(&got, bytes, PACKET_BYTES - 1), "half a packet is read");
    bytes[4] = 5;
    check(!packet_read(&got, bytes, PACKET_BYTES), "an unknown kind is read");
    bytes[0] = 'X';
    check(!packet_read(&got, bytes, PACKET_BYTES), "what is no packet is read");
}

int main(void) {
    durations_land_in_their_bin();
    percentiles_are_within_a_bin();
    packets_have_their_bytes();
    return EXIT_SUCCESS;
}
