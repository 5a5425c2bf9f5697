// Standard normal numbers: the ziggurat of Marsaglia and Tsang (2000) J Stat Softw 5(8), on
// splitmix64 of Steele, Lea and Flood (2014) OOPSLA. A layer is a strip of the density; all have
// the same area.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

class Ziggurat {
  public:
    explicit Ziggurat(uint64_t seed) : state(seed << 32) { set_layers(); }

    void fill(float *out, size_t n) {
        for (size_t i = 0; i < n; ++i) out[i] = one();
    }

  private:
    float one() {
        const int32_t number = static_cast<int32_t>(next());
        const uint32_t layer = number & (LAYERS - 1);
        if (magnitude(number) < inside[layer]) return number * width[layer];
        return on_the_edge(number, layer);
    }

    static constexpr uint32_t LAYERS = 128;
    static constexpr double TAIL = 3.442619855899, AREA = 9.91256303526217e-3, FULL = 0x1p31;

    uint64_t state;
    std::array<uint32_t, LAYERS> inside{};
    std::array<float, LAYERS> width{}, density{};

    uint32_t next() {
        uint64_t z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return static_cast<uint32_t>(z >> 32);
    }

    // in (0, 1), so that its logarithm exists
    double uniform() { return (next() + 0.5) * 0x1p-32; }

    static uint32_t magnitude(int32_t number) {
        return number < 0 ? 0u - static_cast<uint32_t>(number) : static_cast<uint32_t>(number);
    }

    static double bell(double x) { return std::exp(-0.5 * x * x); }

    void set_layers() {
        double x = TAIL;
        const double base = AREA / bell(x);
        inside[0] = static_cast<uint32_t>(x / base * FULL), inside[1] = 0;
        width[0] = static_cast<float>(base / FULL), density[0] = 1.0f;
        width[LAYERS - 1] = static_cast<float>(x / FULL), density[LAYERS - 1] = bell(x);
        for (uint32_t layer = LAYERS - 2; layer >= 1; --layer) {
            const double outer = x;
            x = std::sqrt(-2.0 * std::log(AREA / outer + bell(outer)));
            inside[layer + 1] = static_cast<uint32_t>(x / outer * FULL);
            width[layer] = static_cast<float>(x / FULL);
            density[layer] = static_cast<float>(bell(x));
        }
    }

    // one number in 80 comes here
    __attribute__((noinline)) float on_the_edge(int32_t number, uint32_t layer) {
        while (magnitude(number) >= inside[layer]) {
            if (layer == 0) return tail(number > 0);
            const float x = number * width[layer];
            const double height =
                density[layer] + uniform() * (density[layer - 1] - density[layer]);
            if (height < bell(x)) return x;
            number = static_cast<int32_t>(next());
            layer = number & (LAYERS - 1);
        }
        return number * width[layer];
    }

    // Marsaglia (1964) Technometrics 6:101-102
    float tail(bool positive) {
        double x, y;
        do {
            x = -std::log(uniform()) / TAIL;
            y = -std::log(uniform());
        } while (y + y < x * x);
        return static_cast<float>(positive ? TAIL + x : -TAIL - x);
    }
};
