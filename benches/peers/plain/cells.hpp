// The two cells, in the symbols and the order of update of src/models. A step copies its constants
// and takes restricted pointers, and its loop does not branch: so a compiler that has vector
// functions may use them. Units: mV, ms, mS/cm2 and uA/cm2 (STN); mV, ms, nS, pA, pF (AdEx).
#pragma once

#include "network.hpp"
#include <algorithm>
#include <cmath>

constexpr float DT = 0.025f;

// x / (1 - exp(-x/k)) given the exponential; a series about its hole at 0
inline float linoid(float x, float k, float exponential) {
    const float z = x * (1.0f / k);
    const bool near = std::fabs(z) < 0.01f;
    const float quotient = x / (near ? 1.0f : 1.0f - exponential);
    return near ? k * (1.0f + z * (0.5f + z * (1.0f / 12.0f))) : quotient;
}

inline float cube(float x) { return x * x * x; }

// The seed's STN cell without a clamp. Slopes 40, 8, 5, 4 and 18, 9, 3 are powers of two
// exponentials; the T and h currents share the gate r, as published.
struct Stn {
    struct Constants {
        float e_na, e_k, e_ca, e_l, e_h, dt_per_c, theta_a, per_k_a, share_r, alpha_ca, per_tau_ca,
            k_1;
        float v_th, wait;
    } constants;
    Numbers g_na, g_k, g_t, g_l, g_ca, g_ahp, g_h, i_app;
    Numbers v, n, h, r, ca, hold;

    Stn(const Network &net, const std::string &)
        : constants{net.one("stn.e_na"),          net.one("stn.e_k"),
                    net.one("stn.e_ca"),          net.one("stn.e_l"),
                    net.one("stn.e_h"),           DT / net.one("stn.c_m"),
                    net.one("stn.theta_a"),       1.0f / net.one("stn.k_a"),
                    DT / net.one("stn.tau_r"),    net.one("stn.alpha_ca"),
                    1.0f / net.one("stn.tau_ca"), net.one("stn.k_1"),
                    net.one("stn.v_th"),          std::round(net.one("stn.min_isi") / DT) - 1.0f},
          g_na(net.list("stn.g_na")), g_k(net.list("stn.g_k")), g_t(net.list("stn.g_t")),
          g_l(net.list("stn.g_l")), g_ca(net.list("stn.g_ca")), g_ahp(net.list("stn.g_ahp")),
          g_h(net.list("stn.g_h")), i_app(net.list("stn.i_app")) {}

    void start(const Network &net) {
        v = net.list("stn.start.v"), n = net.list("stn.start.n"), h = net.list("stn.start.h");
        r = net.list("stn.start.r"), ca = net.list("stn.start.ca"),
        hold = net.list("stn.start.hold");
    }

    void step(const float *__restrict current, int *__restrict spiked) {
        const Constants c = constants;
        const float *__restrict G_NA = g_na.data(), *__restrict G_K = g_k.data(),
                                *__restrict G_T = g_t.data(), *__restrict G_L = g_l.data(),
                                *__restrict G_CA = g_ca.data(), *__restrict G_AHP = g_ahp.data(),
                                *__restrict G_H = g_h.data(), *__restrict I_APP = i_app.data();
        float *__restrict v_ = v.data(), *__restrict n_ = n.data(), *__restrict h_ = h.data(),
                          *__restrict r_ = r.data(), *__restrict ca_ = ca.data(),
                          *__restrict hold_ = hold.data();
        const size_t n_cells = v.size();
#pragma GCC ivdep
        for (size_t i = 0; i < n_cells; ++i) {
            const float V = v_[i], Ca = ca_[i];
            const float by_40 = expf((V + 54.0f) * (-1.0f / 40.0f)), by_20 = by_40 * by_40;
            const float by_10 = by_20 * by_20, by_5 = by_10 * by_10, by_4 = by_5 * by_20;
            const float by_8 = by_10 * by_40 * 6.5208191f; // exp(-(V+39)/8): e^(15/8)
            const float e5_27 = by_5 * 221.40642f;         // exp(-(V+27)/5): e^(27/5)
            const float e5_52 = by_5 * 1.4918247f;         // exp(-(V+52)/5): e^(2/5)
            const float by_18 = expf((V + 50.0f) * (-1.0f / 18.0f)), by_9 = by_18 * by_18;
            const float by_3 = cube(by_9);
            const float by_26 = expf((V + 80.0f) * (1.0f / 26.0f));

            const float alpha_m = 0.32f * linoid(V + 54.0f, 4.0f, by_4);
            const float beta_m = 0.28f * e5_27 * linoid(V + 27.0f, 5.0f, e5_27);
            const float alpha_n = 0.032f * linoid(V + 52.0f, 5.0f, e5_52);
            const float beta_n = 0.5f * 0.92774349f * by_40; // e^(-3/40): from V+54 to V+57
            const float alpha_h = 0.128f * by_18, beta_h = 4.0f / (1.0f + e5_27);
            const float m_inf = alpha_m / (alpha_m + beta_m), n_inf = alpha_n / (alpha_n + beta_n);
            const float h_inf = alpha_h / (alpha_h + beta_h);
            const float a_inf = 1.0f / (1.0f + expf((c.theta_a - V) * c.per_k_a));
            const float r_inf = by_9 / (by_9 + 14.391916f); // 1/(1 + exp((V+74)/9)): e^(24/9)
            const float s_inf = 1.0f / (1.0f + by_8);
            // DT/tau with tau_n = 3/4 (1 + 100/(1 + exp((V+80)/26))), tau_h = 3/4 (1 + 500/(1 +
            // exp((V+57)/3)))
            const float share_n = (DT / 0.75f) * (1.0f + by_26) / (101.0f + by_26);
            const float share_h = (DT / 0.75f) * (by_3 + 10.312259f) / (501.0f * by_3 + 10.312259f);

            const float n1 = n_[i] + share_n * (n_inf - n_[i]);
            const float h1 = h_[i] + share_h * (h_inf - h_[i]);
            const float r1 = r_[i] + c.share_r * (r_inf - r_[i]);
            const float open_ca = G_T[i] * cube(a_inf) * r1 * r1 + G_CA[i] * cube(s_inf);
            const float open_k = G_K[i] * (n1 * n1) * (n1 * n1) + G_AHP[i] * Ca / (Ca + c.k_1);
            const float i_ca = open_ca * (V - c.e_ca);
            const float i_ion = G_NA[i] * cube(m_inf) * h1 * (V - c.e_na) + open_k * (V - c.e_k) +
                                G_L[i] * (V - c.e_l) + G_H[i] * r1 * (V - c.e_h) + i_ca;
            const float v1 = V + c.dt_per_c * (current[i] + I_APP[i] - i_ion);

            const bool fires = (V < c.v_th) & (v1 >= c.v_th) & (hold_[i] < 0.5f);
            hold_[i] = fires ? c.wait : std::max(hold_[i] - 1.0f, 0.0f);
            ca_[i] = std::max(Ca - DT * (c.alpha_ca * i_ca + Ca * c.per_tau_ca), 0.0f);
            v_[i] = v1, n_[i] = n1, h_[i] = h1, r_[i] = r1;
            spiked[i] = fires;
        }
    }
};

struct Adex {
    struct Constants {
        float dt_per_c, e_l, v_t, per_delta_t, delta_t, a, share_w, b, v_reset, v_peak, wait;
    } constants;
    std::string name;
    Numbers g_l, i_app;
    Numbers v, w, hold;

    Adex(const Network &net, const std::string &name)
        : constants{DT / net.one(name + ".c_m"),
                    net.one(name + ".e_l"),
                    net.one(name + ".v_t"),
                    1.0f / net.one(name + ".delta_t"),
                    net.one(name + ".delta_t"),
                    net.one(name + ".a"),
                    DT / net.one(name + ".tau_w"),
                    net.one(name + ".b"),
                    net.one(name + ".v_reset"),
                    net.one(name + ".v_peak"),
                    std::round(net.one(name + ".t_ref") / DT)},
          name(name), g_l(net.list(name + ".g_l")), i_app(net.list(name + ".i_app")) {}

    void start(const Network &net) {
        v = net.list(name + ".start.v"), w = net.list(name + ".start.w");
        hold = net.list(name + ".start.hold");
    }

    void step(const float *__restrict current, int *__restrict spiked) {
        const Constants c = constants;
        const float *__restrict G_L = g_l.data(), *__restrict I_APP = i_app.data();
        float *__restrict v_ = v.data(), *__restrict w_ = w.data(), *__restrict hold_ = hold.data();
        const size_t n_cells = v.size();
#pragma GCC ivdep
        for (size_t i = 0; i < n_cells; ++i) {
            const float V = v_[i], w0 = w_[i], wait = hold_[i], from_rest = V - c.e_l;
            const float steep = std::min(std::max((V - c.v_t) * c.per_delta_t, -20.0f), 10.0f);
            const float inward =
                G_L[i] * (c.delta_t * expf(steep) - from_rest) + current[i] + I_APP[i] - w0;
            const float v1 = V + c.dt_per_c * inward;
            const float w1 = w0 + c.share_w * (c.a * from_rest - w0);
            const bool held = wait > 0.5f, over = v1 >= c.v_peak, fires = over & !held;
            hold_[i] = held ? wait - 1.0f : (over ? c.wait : 0.0f);
            v_[i] = (held | over) ? c.v_reset : v1;
            w_[i] = fires ? w1 + c.b : w1;
            spiked[i] = fires;
        }
    }
};
