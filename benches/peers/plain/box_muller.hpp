// Standard normal numbers in pairs by Box and Muller (1958) Ann Math Stat 29:610-611, without a
// branch: for a compiler that has vector functions; without them the ziggurat is faster.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

class BoxMuller {
  public:
    explicit BoxMuller(uint64_t seed) : key(mix(static_cast<uint32_t>(seed))) {}

    // Fills out with n numbers; it has room for one more.
    void fill(float *out, size_t n) {
        const uint32_t half = (n + 1) / 2, first = counter, key = this->key;
        float *cosines = out, *sines = out + half;
#pragma GCC ivdep
        for (uint32_t i = 0; i < half; ++i) {
            const uint32_t length = mix(mix(first + 2 * i) ^ key),
                           turn = mix(mix(first + 2 * i + 1) ^ key);
            const float radius = std::sqrt(-2.0f * logf(((length >> 8) + 0.5f) * 0x1p-24f));
            const float angle = static_cast<int32_t>(turn) * static_cast<float>(M_PI * 0x1p-31);
            cosines[i] = radius * cosf(angle);
            // g++ 12 makes one scalar call of the sine and cosine of the same angle
            sines[i] = radius * cosf(angle + static_cast<float>(M_PI / 2));
        }
        counter += 2 * half;
    }

  private:
    uint32_t key, counter = 0;

    // a hash of 32 bits: two rounds of shift and multiply, as in MurmurHash3, with Wellons'
    // constants
    static uint32_t mix(uint32_t x) {
        x = (x ^ (x >> 16)) * 0x7feb352du;
        x = (x ^ (x >> 15)) * 0x846ca68bu;
        return x ^ (x >> 16);
    }
};
